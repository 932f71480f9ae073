"""``python -m evals.labels.check FOLDER...``: checks label folders and says every fault at once.

A folder holds articles (``*.txt``) and ``sentences.toml`` (planted) or ``pairs.toml`` (pairs of claims), or is
``evals/facts`` itself.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from evals.labels.find import LabelError
from evals.labels.load import FACTS, planted_problems, read_planted, seed_problems
from evals.labels.load_pairs import pair_problems, read_pairs
from evals.labels.pair_rules import counts


def main(folders: list[str]) -> int:
    """Print faults and counts; 1 where there is a fault."""
    faults = 0
    for name in folders or [str(FACTS)]:
        folder = Path(name)
        try:
            found, told = _checked(folder)
            sys.stdout.write(told)
        except LabelError as error:
            found = (str(error),)
        faults += len(found)
        sys.stdout.write("".join(f"{folder.name}: {line}\n" for line in found))
    sys.stdout.write(f"{faults} faults\n")
    return 1 if faults else 0


def _checked(folder: Path) -> tuple[tuple[str, ...], str]:
    """Faults, and a line of counts."""
    if folder.resolve() == FACTS.resolve():
        return seed_problems(), ""
    if (folder / "pairs.toml").exists():
        labels = read_pairs(folder).pairs
        return pair_problems(folder), f"{folder.name}: {len(labels)} pairs: {counts(labels)}\n"
    sentences = read_planted(folder).sentences
    kinds = Counter(s.kind.value for s in sentences)
    hows = Counter((s.supported, s.how) for s in sentences)
    return planted_problems(folder), f"{folder.name}: {len(sentences)} sentences: {dict(kinds)}; {dict(hows)}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
