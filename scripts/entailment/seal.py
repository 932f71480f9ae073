"""Writes ``entailment.sha256``: the digests that the scorer compares its trained files with.

Enters: the folder of the files. Leaves: one line a file, as ``sha256sum`` writes and checks it.
"""

import hashlib

from service.text.entail.parts import NETWORK, PIECES, TABLES, digests


def seal(folder):
    """The digests of the files as they are now."""
    names = (TABLES, NETWORK, PIECES)
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "entailment.sha256").write_text("".join(lines), encoding="ascii")
    digests.cache_clear()
