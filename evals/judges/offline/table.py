"""Training rows with their values, and the fold of each. Enters: rows. Leaves: a Table. Used by training alone."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence

from evals.judges.offline.alignment import read_evidence
from evals.judges.offline.features import Measure
from evals.judges.offline.rows import MADE, Row
from evals.judges.offline.tokens import tokenize

FOLDS = 5
KNOWN_FROM = 4  # documents; rarer stems share one weight


class Table:
    """All rows with their values."""

    def __init__(self, rows: Sequence[Row]) -> None:
        documents = {
            text for r in rows if r.dataset != MADE and not r.dataset.startswith("realsumm") for text in r.evidence
        }
        frequency = Counter(stem for text in documents for stem in {t.stem for t in tokenize(text)})
        n = len(documents)
        self.idf = {s: round(math.log((n + 1) / (c + 0.5)), 2) for s, c in sorted(frequency.items()) if c >= KNOWN_FROM}
        self.rare = round(math.log((n + 1) / (KNOWN_FROM + 0.5)), 2)
        measure, read = Measure(self.idf, self.rare), {r.evidence: read_evidence(r.evidence) for r in rows}
        self.rows = [r for r in rows if read[r.evidence].tokens]
        values = [measure.claim(r.claim, read[r.evidence]).values for r in self.rows]
        self.names = tuple(values[0])
        self.values = [[v[name] for name in self.names] for v in values]
        self.each = [len(e.tokens) / e.passages for e in (read[r.evidence] for r in self.rows)]

    def fold(self, at: int) -> int:
        """The fold of a row: that of its group."""
        return int(hashlib.sha256(self.rows[at].group.encode()).hexdigest(), 16) % FOLDS
