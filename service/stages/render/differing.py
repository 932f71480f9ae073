"""Differences as a reader meets them: those of one heading in one block, each value once, then what holds between them.

Enters: the differences of a brief, and its figures in order of time. Leaves: blocks ready for a template. Never:
markup, escaping, a difference left out. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from service.records import Citation, Difference, DifferenceRelation, FigureRow, FigureSeries, Phrase, Position
from service.stages.render import wording

Place = tuple[str, int, int]  # document, start, end
# what has no speaker beside the outlet itself, and of which a reader expects none
UNSPOKEN = frozenset({"diff_spelling", "diff_title"})


@dataclass(frozen=True, slots=True)
class Between:
    """One type of a block: its differences, between which values, and what follows from it."""

    ids: str
    relation: DifferenceRelation
    note: Phrase
    sets: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]  # values beside values; empty: each two of the block


@dataclass(frozen=True, slots=True)
class Block:
    """Everything that the sources tell differently under one heading."""

    ids: str
    attribute: Phrase
    sides: tuple[Position, ...]
    rows: tuple[Between, ...]
    in_time: tuple[tuple[str, ...], ...] = ()  # its figures in order of time, one row a series

    @property
    def has_counted(self) -> bool:
        """A side says of what, where or since when it counts."""
        return any(side.counted for side in self.sides)

    @property
    def has_times(self) -> bool:
        """A side has a time, or says that its source gives none."""
        return any(side.as_of is not None for side in self.sides)

    @property
    def has_speakers(self) -> bool:
        """A side has a speaker, or a reader expects one."""
        spoken = any(side.speaker is not None for side in self.sides)
        return spoken or self.attribute.template not in UNSPOKEN

    @property
    def no_speaker(self) -> str:
        """What stands for the speaker of a side that has none."""
        is_wording = all(row.relation is DifferenceRelation.WORDING for row in self.rows)
        return wording.OWN_VOICE if is_wording else wording.NO_SOURCE_NAMED


def value_citations(side: Position) -> tuple[Citation, ...]:
    """The words of the value wherever they stand, without those that stand beside its time and its speaker."""
    beside = {*(side.as_of.citations if side.as_of else ()), *(side.speaker.citations if side.speaker else ())}
    return (*side.value.citations, *(c for c in side.citations if c not in beside))


def difference_blocks(differences: Sequence[Difference], figures: Sequence[FigureSeries] = ()) -> tuple[Block, ...]:
    """The differences in their order, those under one heading where the first of them stands, with their figures."""
    groups: list[list[Difference]] = []
    for difference in differences:
        home = next((g for g in groups if any(_one_heading(difference, other) for other in g)), None)
        if home is None:
            groups.append([difference])
        else:
            home.append(difference)
    return tuple(
        _block(group, [series for series in figures if any(series.difference == item.id for item in group)])
        for group in groups
    )


def _one_heading(a: Difference, b: Difference) -> bool:
    """One attribute by the same words; where no words of a source tell it, one value in both."""
    if a.attribute != b.attribute:
        return False
    return bool(a.attribute.citations) or not {_place(p) for p in a.positions}.isdisjoint(map(_place, b.positions))


def _place(side: Position) -> tuple[Place, ...]:
    return tuple((c.doc, c.start, c.end) for c in side.value.citations)


def _places(side: Position) -> set[Place]:
    """Everywhere that the value of a side stands: what it cites beside its time and its speaker."""
    return {(c.doc, c.start, c.end) for c in value_citations(side)}


def _values(group: Sequence[Difference]) -> list[list[Position]]:
    """The sides of all differences, those of one place together where no difference sets them against each other."""
    found: list[list[Position]] = []
    for side in (side for difference in group for side in difference.positions):
        home = next((v for v in found if _is_one_value([*v, side], group)), None)
        if home is None:
            found.append([side])
        else:
            home.append(side)
    return found


def _is_one_value(sides: Sequence[Position], group: Sequence[Difference]) -> bool:
    *known, new = sides
    if _places(new).isdisjoint(place for side in known for place in _places(side)):
        return False
    mine = {place for side in sides for place in _places(side)}
    return all(sum(not mine.isdisjoint(_places(p)) for p in difference.positions) <= 1 for difference in group)


def _block(group: Sequence[Difference], figures: Sequence[FigureSeries]) -> Block:
    values = _values(group)
    sides = tuple(max(value, key=lambda side: len(side.citations)) for value in values)
    kinds: dict[tuple[DifferenceRelation, str], list[Difference]] = {}
    for difference in group:
        kinds.setdefault((difference.relation, difference.note.text), []).append(difference)
    words = [_shown(side, sides) for side in sides]
    return Block(
        ids=_ids(group),
        attribute=group[0].attribute,
        sides=sides,
        rows=tuple(
            Between(_ids(rows), rows[0].relation, rows[0].note, tuple(_sets(_pairs(rows, values), words)))
            for rows in kinds.values()
        ),
        in_time=tuple(tuple(_shown(row, series.rows) for row in series.rows) for series in figures),
    )


def _shown(side: Position | FigureRow, sides: Sequence[Position | FigureRow]) -> str:
    """Its value, with its sources where another side has the same words."""
    alike = sum(other.value.text.casefold() == side.value.text.casefold() for other in sides) > 1
    return f"“{side.value.text}” ({', '.join(side.sources)})" if alike else f"“{side.value.text}”"


def _ids(group: Sequence[Difference]) -> str:
    """D2–D4 where they follow one another, else D2, D5."""
    numbers = [int(item.id[1:]) if item.id[1:].isdigit() else -1 for item in group]
    if len(group) > 1 and numbers == list(range(numbers[0], numbers[0] + len(group))):
        return f"{group[0].id}–{group[-1].id}"
    return ", ".join(item.id for item in group)


def _pairs(rows: Sequence[Difference], values: Sequence[Sequence[Position]]) -> set[tuple[int, int]]:
    """Numbers of the values that the differences set against each other, the lower one first."""
    found = set()
    for row in rows:
        mine = [next(n for n, value in enumerate(values) if side in value) for side in row.positions]
        found |= {tuple(sorted((mine[i], mine[j]))) for i, j in row.pairs or combinations(range(len(mine)), 2)}
    return {(a, b) for a, b in found if a != b}


def _sets(pairs: set[tuple[int, int]], values: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The pairs in few words: values that stand beside the same others are named together."""
    if len(pairs) == len(values) * (len(values) - 1) // 2:
        return
    left = set(pairs)
    while left:
        near = {n: frozenset(b if a == n else a for a, b in left if n in (a, b)) for n in range(len(values))}
        partners = near[min(left)[0]]
        same = [n for n in near if near[n] == partners]
        yield tuple(values[n] for n in same), tuple(values[n] for n in sorted(partners))
        left -= {(min(a, b), max(a, b)) for a in same for b in partners}
