"""More rows from written sentences: wrong ones in the wording of right ones, right ones in that of wrong ones.

Who writes a wrong sentence stays nearer to the source than who rewords it honestly; trees would learn that distance
is a virtue. So each honest sentence gets a twin with one fault in the same wording, or cites other words, and each
source sentence gets light honest rewrites. Pure.

Enters: labelled rows of one item. Leaves: rows whose labels are known by construction, of the same group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from evals.labels.support_pairs import Item
from scripts.entailment.edits import EDITS, hedge
from scripts.entailment.rewrites import REWRITES
from scripts.entailment.rows import TWIN, Row

TWINS = 3  # faults put into an honest sentence
PLAIN = 2  # light rewrites of a source sentence, each with a twin
RARE = (hedge,)  # faults that few sentences allow: tried on every one
SEED = 5


def twin_rows(items: Mapping[str, Sequence[Item]]) -> list[Row]:
    """Twins of all sentence pairs."""
    rng = Random(SEED)
    found: list[Row] = []
    for name, group in items.items():
        for item in group:
            rows = [Row(TWIN, c.text, c.passages, c.supported, name, c.kind) for c in item.claims]
            found += twins(rows, item.sentences, rng)
    return found


def twins(rows: Sequence[Row], sentences: Sequence[str], rng: Random) -> Iterator[Row]:
    """Rows made of one item's claims and of the sentences of its articles."""
    for row in rows:
        if not row.label:
            continue
        others = [s for s in sentences if s not in row.passages]
        for edit in dict.fromkeys((*RARE, *rng.sample(EDITS, TWINS))):
            wrong = edit(row.claim, rng, others)
            if wrong and wrong != row.claim:
                yield Row(TWIN, wrong, row.passages, label=False, group=row.group, kind=edit.__name__)
        if len(row.passages) > 1 and row.kind == "fusion":
            kept = rng.choice(row.passages)
            yield Row(TWIN, row.claim, (kept,), label=False, group=row.group, kind="half_cited")
        if others and rng.random() < 0.5:
            yield Row(TWIN, row.claim, (rng.choice(others),), label=False, group=row.group, kind="other_cited")
        if others and rng.random() < 0.4:
            more = (*row.passages, rng.choice(others))
            yield Row(
                TWIN, row.claim, tuple(rng.sample(more, len(more))), label=True, group=row.group, kind="more_cited"
            )
    for source in sentences:
        yield from _plain(source, sentences, rows[0].group, rng)


def _plain(source: str, sentences: Sequence[str], group: str, rng: Random) -> Iterator[Row]:
    others = [s for s in sentences if s != source]
    for edit in RARE:
        wrong = edit(source, rng, others)
        if wrong and wrong != source:
            yield Row(TWIN, wrong, (source,), label=False, group=group, kind=edit.__name__)
    for _ in range(PLAIN):
        text = source
        for rewrite in rng.sample(REWRITES, len(REWRITES))[: rng.choice((1, 3, 6))]:
            text = rewrite(text, rng) or text
        if text == source:
            continue
        yield Row(TWIN, text, (source,), label=True, group=group, kind="honest")
        edit = rng.choice(EDITS)
        wrong = edit(text, rng, others)
        if wrong and wrong not in {text, source}:
            yield Row(TWIN, wrong, (source,), label=False, group=group, kind=edit.__name__)
