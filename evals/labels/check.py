"""``python -m evals.labels.check FOLDER...``: checks label folders and says every fault at once.

A folder holds articles (``*.txt``) and ``sentences.toml`` (planted), or is ``evals/facts`` itself.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from evals.labels.find import LabelError
from evals.labels.load import FACTS, planted_problems, read_planted, seed_problems


def main(folders: list[str]) -> int:
    """Print faults and counts; 1 where there is a fault."""
    faults = 0
    for name in folders or [str(FACTS)]:
        folder = Path(name)
        try:
            found = seed_problems() if folder.resolve() == FACTS.resolve() else planted_problems(folder)
            if folder.resolve() != FACTS.resolve():
                counts = Counter(s.kind.value for s in read_planted(folder).sentences)
                hows = Counter((s.supported, s.how) for s in read_planted(folder).sentences)
                sys.stdout.write(f"{folder.name}: {sum(counts.values())} sentences: {dict(counts)}; {dict(hows)}\n")
        except LabelError as error:
            found = (str(error),)
        faults += len(found)
        sys.stdout.write("".join(f"{folder.name}: {line}\n" for line in found))
    sys.stdout.write(f"{faults} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
