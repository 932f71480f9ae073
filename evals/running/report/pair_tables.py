"""The pairs suite as tables: verdicts and shapes, open and sealed side by side. Pure. Never: a sealed text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from evals.suites.records import PairRow, PairsReport

OPEN, SEALED = "open", "sealed"


class PairTable(NamedTuple):
    """One table: name, open, sealed."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


def pair_tables(report: PairsReport) -> tuple[PairTable, ...]:
    """Differences found by type, and pairs without difference that are reported, by verdict and by shape."""
    return (
        PairTable("differences found, under a right type, of", _table(report.rows, "verdict", differ=True)),
        PairTable("pairs without difference, reported, of", _table(report.rows, "verdict", differ=False)),
        PairTable("the same by what they look like, reported, of", _table(report.rows, "shape", differ=False)),
    )


def _table(rows: Sequence[PairRow], by: str, *, differ: bool) -> tuple[tuple[str, str, str], ...]:
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        n = row.differ if differ else row.n - row.differ
        if row.by == by and n:
            counted = f"{row.shown}, {row.typed}, {n}" if differ else f"{row.wrongly_shown}, {n}"
            cells[row.name.replace("_", " ")][row.column] = counted
    return tuple((name, found.get(OPEN, "none"), found.get(SEALED, "none")) for name, found in cells.items())


def false_differences(report: PairsReport) -> tuple[str, ...]:
    """Reported differences of open areas that no label bears out."""
    wrong = [r for r in report.reported if not r.sealed and not r.right and (r.exhaustive or r.touches)]
    return tuple(f"{r.area} {r.id} {r.relation}, {r.attribute}: {' <> '.join(r.sides)}" for r in wrong)


def missed(report: PairsReport) -> tuple[str, ...]:
    """Ids of labelled differences of open areas that are not reported, a line an area."""
    areas: dict[str, list[str]] = defaultdict(list)
    for pair in report.pairs:
        if pair.differs and not pair.sealed and not pair.shown_as:
            areas[pair.area].append(f"{pair.id.rsplit('-', 1)[1]} {pair.verdict}")
    return tuple(f"{area}: {', '.join(found)}" for area, found in areas.items())
