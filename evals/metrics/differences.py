"""Which labelled differences an output shows, whether their type is right, and which it shows that are none. Pure.

A shown difference matches a labelled one where two of its sides rest on words of two different labelled sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.labels.find import find
from evals.labels.records import DifferenceLabel, Place
from evals.metrics.score import Score, share
from evals.outputs import OutDifference, Output, Value


class DifferenceResult(Value):
    """What an output makes of one labelled difference."""

    id: str
    attribute: str
    relation: str
    importance: int
    shown_by: tuple[str, ...]
    typed_right: bool | None
    typed_strictly: bool | None


class FalseDifference(Value):
    """A difference shown that no label knows."""

    id: str
    relation: str
    attribute: str
    sides: tuple[str, ...]


def find_differences(
    output: Output, labels: Sequence[DifferenceLabel], articles: Mapping[str, str]
) -> tuple[tuple[DifferenceResult, ...], tuple[FalseDifference, ...]]:
    """Results in label order, and what matches no label."""
    places = {d.id: [[find(q, articles) for q in side.evidence] for side in d.sides] for d in labels}
    shown = {d.id: [o for o in output.differences if _matches(o, places[d.id]) or _spells(o, d)] for d in labels}
    results = tuple(
        DifferenceResult(
            id=label.id,
            attribute=label.attribute,
            relation=label.relation,
            importance=label.importance,
            shown_by=tuple(o.id for o in shown[label.id]),
            typed_right=_typed(shown[label.id], {label.relation, *label.also}),
            typed_strictly=_typed(shown[label.id], {label.relation}),
        )
        for label in labels
    )
    known = {o.id for found in shown.values() for o in found}
    wrong = tuple(
        FalseDifference(
            id=o.id,
            relation=o.relation,
            attribute=o.attribute,
            sides=tuple(" / ".join(p.quote for p in side) for side in o.sides),
        )
        for o in output.differences
        if o.id not in known
    )
    return results, wrong


def _spells(shown: OutDifference, label: DifferenceLabel) -> bool:
    """Two spellings are the same two wherever they stand: a label quotes one place for each, not every one."""
    if label.relation != "spelling" or shown.relation != "spelling":
        return False
    values = [[s.value for s in label.sides if any(s.value in p.quote for p in side)] for side in shown.sides]
    return len({value for found in values for value in found}) > 1


def _typed(shown: Sequence[OutDifference], allowed: set[str]) -> bool | None:
    return any(o.relation in allowed for o in shown) if shown else None


def _matches(shown: OutDifference, sides: Sequence[Sequence[Place]]) -> bool:
    """Two shown sides on two labelled sides."""
    touched = [
        {n for n, places in enumerate(sides) if any(p.overlaps(c.doc, c.start, c.end) for p in places for c in side)}
        for side in shown.sides
    ]
    return any(
        len(one | other) > 1 and one and other and (one - other or other - one or len(one) > 1)
        for n, one in enumerate(touched)
        for other in touched[n + 1 :]
    )


def difference_scores(
    results: Sequence[DifferenceResult], wrong: Sequence[FalseDifference], output: Output
) -> tuple[Score, ...]:
    """Recall, types, and the share of shown differences that are none."""
    shown = [d.id not in {w.id for w in wrong} for d in output.differences]
    important = [r for r in results if r.importance > 1]
    return (
        share("difference recall", [bool(r.shown_by) for r in important], by="labels"),
        share("difference recall, details included", [bool(r.shown_by) for r in results], by="labels"),
        share("difference type right", [r.typed_right for r in results if r.shown_by], by="labels"),
        share("difference type right, strict", [r.typed_strictly for r in results if r.shown_by], by="labels"),
        share("false differences", [not known for known in shown], by="labels", better="lower"),
    )
