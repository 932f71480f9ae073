"""What the network learns from: rows with their words, marks and weights, in the order of two lessons.

Enters: the sentence pairs, the open planted areas, public sets by path. Leaves: lessons. The first lesson is broad and
rough (generated edits, sets that people labelled); the second is the sentence pairs, their generated twins, and the
planted areas. Never the sealed areas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from evals.labels.support_pairs import load_pairs
from scripts.entailment import augment
from scripts.entailment import rows as reading
from scripts.entailment.rows import BALANCED, PAIRS, UNREAD, Row
from service.text.entail.align import align
from service.text.entail.features import aligned, evidence_of, measure
from service.text.entail.marks import Marked, marked
from service.text.entail.tokens import cut, tokenize

HABITS = (
    "copied inserted function_new length disorder near dropped covered_exact".split()
)  # values that tell how near the source a sentence stays
# What a row of a file weighs whose wrong sentences stay nearer to the source than the honest ones
HABIT_WEIGHT, LEAST, MOST = 0.2, 0.25, 4.0
FACTS = "realsumm"
FIRST_WEIGHT = 0.6  # of rows that other people labelled, by other rules
TWIN_WEIGHT = 0.4
MADE_ROWS, TWIN_SHARE = 2500, 0.8  # rows; twins for each row of the sentence pairs
SHORT = 90  # words of the evidence of a generated row
LONG = 110  # words: of longer evidence the sentences nearest to the claim are read
FACT_ROWS = 24  # facts of each side taken from one document
SEED = 11


@dataclass(frozen=True)
class Lesson:
    """One row to learn."""

    words: Marked
    label: bool
    group: str  # rows of one group are held against each other
    weight: float
    row: Row


def first(data: Path) -> list[Lesson]:
    """Generated edits, and short claims of public sets."""
    rng = Random(SEED)
    made = [r for r in reading.made_rows(data, 2 * MADE_ROWS, 10) if sum(len(p.split()) for p in r.passages) < SHORT]
    public = [r for r in reading.public_rows(data) if r.dataset in _short_sets() and len(cut(r.claim)) == 1]
    found = [_lesson(r, f"{r.group}{n // 2}", 1.0) for n, r in enumerate(made[:MADE_ROWS])]
    found += [_lesson(_narrow(r), r.group, FIRST_WEIGHT) for r in public if len(r.claim.split()) <= 60]
    return found + [_lesson(r, r.group, 1.0) for r in fact_rows(data, rng)]


def _short_sets() -> frozenset[str]:
    """Sets of single sentences, and of claims with what they cite."""
    cited = ("HAGRID", "BEGIN", "ExpertQA", "LFQA", "AttributedQA")
    return frozenset(("qags_cnndm", "qags_xsum", "frank_cnndm_sentences", "summac_factcc", *cited))


def fact_rows(data: Path, rng: Random) -> Iterator[Row]:
    """REALSumm: facts that people wrote, and whether a summary has them; as many of either side of each document."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    with (data / "facts_realsumm.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if len(raw["summary"].split()) <= 80:
                by_document.setdefault(raw["doc_id"], []).append(raw)
    for name, facts in sorted(by_document.items()):
        rng.shuffle(facts)
        sides = [[f for f in facts if bool(f["label"]) is label] for label in (True, False)]
        for fact in (f for side in sides for f in side[: min(*map(len, sides), FACT_ROWS)]):
            summary = re.sub(r" ([.,'’])", r"\1", fact["summary"])
            yield Row(FACTS, fact["fact"], (summary,), bool(fact["label"]), name + fact["fact"][:30])


def second(held: Sequence[str]) -> list[Lesson]:
    """Sentence pairs but for some files, and their twins."""
    items = {name: found for name, found in load_pairs().items() if name not in {*held, *UNREAD}}
    rows = [(row, item.id) for name in items for item in items[name] for row in _rows_of(name, item)]
    habit = _habit([row for row, _ in rows if row.group not in BALANCED])
    found = []
    for row, item in rows:
        weight = 1.0 if row.group in BALANCED else habit(row)
        found.append(_lesson(row, item, weight))
    twins = augment.twin_rows(items)
    chosen = Random(SEED).sample(twins, min(len(twins), int(TWIN_SHARE * len(rows))))
    # a twin is held against others of its own evidence
    found += [_lesson(row, " ".join(row.passages)[:60], TWIN_WEIGHT) for row in chosen]
    return found


def _rows_of(name: str, item: Any) -> Iterator[Row]:
    for claim in item.claims:
        yield Row(PAIRS, claim.text, claim.passages, claim.supported, name, claim.kind)


def _lesson(row: Row, group: str, weight: float) -> Lesson:
    found = aligned(row.claim, row.passages)
    return Lesson(marked(found.tokens, found.matches, found.evidence), row.label, group, weight, row)


def _narrow(row: Row) -> Row:
    """The row with the sentences of long evidence that hold most of the claim, in their order."""
    if sum(len(p.split()) for p in row.passages) <= LONG:
        return row
    _, cover = align(tokenize(row.claim), evidence_of(row.passages))
    sentences = [s for p in row.passages for s in cut(p) if any(t.is_solid for t in tokenize(s))]
    kept: set[int] = set()
    size = 0
    for at in sorted(range(len(cover)), key=lambda n: -cover[n]):
        words = len(sentences[at].split())
        if kept and size + words > LONG:
            break
        kept.add(at)
        size += words
    passages = tuple(sentences[at] for at in sorted(kept))
    return Row(row.dataset, row.claim, passages, row.label, row.group, row.kind)


def _habit(rows: Sequence[Row]) -> Any:
    """Weights by which the distance from the source says nothing of the verdict: inverse odds of a logistic model."""
    if not rows:
        return lambda _: 1.0
    x = np.array([[measure(r.claim, r.passages).values[name] for name in HABITS] for r in rows])
    y = np.array([float(r.label) for r in rows])
    mean, spread = x.mean(0), x.std(0) + 1e-9
    design = np.c_[(x - mean) / spread, np.ones(len(x))]
    line = np.zeros(design.shape[1])
    for _ in range(30):  # Newton's method
        p = 1 / (1 + np.exp(-design @ line))
        line += np.linalg.solve((design.T * (p * (1 - p))) @ design + np.eye(len(line)), design.T @ (y - p) - line)

    def weight(row: Row) -> float:
        values = np.array([measure(row.claim, row.passages).values[name] for name in HABITS])
        p = 1 / (1 + np.exp(-np.r_[(values - mean) / spread, 1.0] @ line))
        return HABIT_WEIGHT * float(np.clip(0.5 / (p if row.label else 1 - p), LEAST, MOST))

    return weight
