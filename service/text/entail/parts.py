"""The trained files of the scorer, byte for byte as they were trained: half a file must not give half a verdict.

Enters: the name of a file of ``service/text/data``. Leaves: its bytes. Raises InstallError. Never: a file that differs
from its SHA-256 in ``entailment.sha256``, which the training scripts write with it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from service.errors import InstallError

NETWORK, PIECES, TABLES = "entailment.onnx", "wordpieces.txt", "entailment.json"
AGAIN = "the installation is damaged; install evenhand again"


def _folder() -> Traversable:
    return files("service.text").joinpath("data")


@cache
def digests() -> dict[str, str]:
    """File name -> SHA-256 in hexadecimal."""
    lines = _read("entailment.sha256").decode("ascii", "replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def part(name: str) -> bytes:
    """The whole file, compared with its digest. Raises InstallError."""
    found = _read(name)
    if hashlib.sha256(found).hexdigest() != digests().get(name):
        raise InstallError(f"{name} of the entailment scorer is not the file that was trained: {AGAIN}")
    return found


def _read(name: str) -> bytes:
    try:
        return _folder().joinpath(name).read_bytes()
    except OSError as error:
        raise InstallError(f"{name} of the entailment scorer cannot be read ({error.strerror}): {AGAIN}") from None
