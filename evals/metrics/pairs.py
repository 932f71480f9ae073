"""Which labelled pairs of claims a system sets against each other, under which type, and what it reports besides. Pure.

A reported difference sets a pair against each other where one of its sides cites words that overlap the slot words of
one claim, and another side those of the other claim; a side that touches both claims tells nothing apart. Two spellings
are the same two wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from statistics import median

from pydantic import Field

from evals.labels.pair_records import ClaimPair, FoundPair, Verdict
from evals.labels.pair_rules import found
from evals.labels.records import Place
from evals.metrics.score import Score, count, share
from evals.outputs import OutDifference, Value


class PairResult(Value):
    """What became of one labelled pair. No text of an article: results of sealed areas are written, too."""

    id: str
    area: str
    sealed: bool
    verdict: Verdict
    shape: str = Field(description="Why it looks like a conflict and is none; empty where no label says so.")
    differs: bool
    shown_as: tuple[str, ...] = Field(description="Relations under which it is reported.")
    typed: bool | None = Field(description="Under the labelled type or one listed beside it; None: not reported.")
    typed_strictly: bool | None = Field(description="Under the labelled type.")


class ReportedResult(Value):
    """One reported difference of one area."""

    area: str
    sealed: bool
    id: str
    relation: str
    right: bool = Field(description="Each side takes part in a labelled difference, and no labelled pair says none.")
    touches: bool = Field(description="It sets some labelled pair against each other, whatever its verdict.")
    exhaustive: bool = Field(description="Every difference of the area is labelled, so that no label means none.")
    words: int = Field(description="Words of its longest citation: the longer, the easier to overlap.")
    attribute: str = Field(default="", description="Empty in a sealed area.")
    sides: tuple[str, ...] = Field(default=(), description="Empty in a sealed area.")


class AreaResult(Value):
    """One area."""

    pairs: tuple[PairResult, ...]
    reported: tuple[ReportedResult, ...]


def score_area(
    name: str,
    labels: Sequence[ClaimPair],
    reported: Sequence[OutDifference],
    articles: Mapping[str, str],
    *,
    sealed: bool,
    exhaustive: bool,
) -> AreaResult:
    """Every labelled pair and every reported difference of an area.

    Raises:
        LabelError: a label whose words are not found.
    """
    placed = [found(label, articles) for label in labels]
    sides = {(p.label.id, d.id): _sides_of(d, p) for p in placed for d in reported}
    return AreaResult(
        pairs=tuple(
            _pair(label, [d.relation for d in reported if sides[label.id, d.id]], name, sealed) for label in labels
        ),
        reported=tuple(
            ReportedResult(
                area=name,
                sealed=sealed,
                id=d.id,
                relation=d.relation,
                right=_is_right(d, labels, sides),
                touches=any(sides[label.id, d.id] for label in labels),
                exhaustive=exhaustive,
                words=max((len(place.quote.split()) for side in d.sides for place in side), default=0),
                attribute="" if sealed else d.attribute,
                sides=() if sealed else tuple(" / ".join(p.quote for p in side) for side in d.sides),
            )
            for d in reported
        ),
    )


def _pair(label: ClaimPair, shown: Sequence[str], area: str, sealed: bool) -> PairResult:
    is_found = bool(shown) and label.differs
    return PairResult(
        id=label.id,
        area=area,
        sealed=sealed,
        verdict=label.verdict,
        shape=label.shape or "",
        differs=label.differs,
        shown_as=tuple(shown),
        typed=not {label.verdict, *label.also}.isdisjoint(shown) if is_found else None,
        typed_strictly=label.verdict in shown if is_found else None,
    )


def _is_right(reported: OutDifference, labels: Sequence[ClaimPair], sides: Mapping[tuple[str, str], set[int]]) -> bool:
    """Each side stands in a labelled difference, and no pair that is none is set against each other."""
    borne_out = {n for label in labels if label.differs for n in sides[label.id, reported.id]}
    is_none = any(sides[label.id, reported.id] for label in labels if not label.differs)
    return not is_none and len(borne_out) == len(reported.sides)


def _sides_of(reported: OutDifference, pair: FoundPair) -> set[int]:
    """Numbers of the reported sides that set the pair against each other; empty: none."""
    touched = [(_touches(side, pair.a), _touches(side, pair.b)) for side in reported.sides]
    if pair.label.verdict == Verdict.SPELLING == reported.relation:
        touched = [
            (here or _holds(side, pair.label.a.slot), there or _holds(side, pair.label.b.slot))
            for side, (here, there) in zip(reported.sides, touched, strict=True)
        ]
    return {
        n
        for (i, one), (j, other) in permutations(enumerate(touched), 2)
        if one == (True, False) and other == (False, True)
        for n in (i, j)
    }


def _touches(side: Sequence[Place], places: Sequence[Place]) -> bool:
    return any(place.overlaps(cited.doc, cited.start, cited.end) for place in places for cited in side)


def _holds(side: Sequence[Place], words: str) -> bool:
    return any(words in cited.quote.split() for cited in side)


def pair_scores(pairs: Sequence[PairResult], reported: Sequence[ReportedResult], column: str) -> tuple[Score, ...]:
    """The figures of one column: open or sealed."""
    differing = [p for p in pairs if p.differs]
    alike = [p for p in pairs if not p.differs]
    all_of_them = [r for r in reported if r.exhaustive or r.touches]

    def named(name: str, hits: Sequence[bool | None]) -> Score:
        return share(f"{name}, {column}", hits, by="labels")

    return (
        named("differences right, of those on labelled pairs", [r.right for r in reported if r.touches]),
        named("differences right, of all reported", [r.right for r in all_of_them]),
        named("differences found", [bool(p.shown_as) for p in differing]),
        named("differences found under a right type", [bool(p.typed) for p in differing]),
        named("type right", [p.typed for p in differing if p.shown_as]),
        named("type right, strict", [p.typed_strictly for p in differing if p.shown_as]),
        named("pairs without difference left alone", [not p.shown_as for p in alike]),
        count(
            f"words of a citation, median, {column}",
            median([r.words for r in reported] or [0]),
            n=len(reported),
            by="labels",
            unit="words",
            better="neither",
        ),
    )
