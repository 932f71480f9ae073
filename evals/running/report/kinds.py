"""The planted suite by kind: open and sealed side by side for one examiner. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evals.judges.records import Judgement
from evals.suites.records import KindRow, PlantedReport, PlantedResult

OPEN, SEALED = "open", "sealed"


class Cell(NamedTuple):
    """One kind in one column: how many, how many the examiner called wrong, how many it left open."""

    n: int
    rejected: int
    unscored: int


class KindLine(NamedTuple):
    """One kind; a wrong sentence should be rejected, a supported one should not."""

    kind: str
    supported: bool
    open: Cell
    sealed: Cell


class Mistake(NamedTuple):
    """An open sentence that an examiner got wrong."""

    result: PlantedResult
    judgement: Judgement


def examiners(report: PlantedReport) -> tuple[str, ...]:
    """The names of all that were asked, in their order."""
    return tuple(dict.fromkeys(row.by for row in report.rows))


def kind_lines(report: PlantedReport, examiner: str) -> list[KindLine]:
    """Wrong kinds first, then supported ones, each by name."""
    rows = [row for row in report.rows if row.by == examiner]
    kinds = sorted({(row.supported, row.kind) for row in rows})
    return [
        KindLine(kind, supported, *(_cell(rows, supported, kind, column) for column in (OPEN, SEALED)))
        for supported, kind in kinds
    ]


def total(lines: Sequence[KindLine], *, supported: bool) -> KindLine:
    """All kinds of one verdict together."""
    chosen = [line for line in lines if line.supported == supported]
    cells = [
        Cell(sum(c.n for c in column), sum(c.rejected for c in column), sum(c.unscored for c in column))
        for column in ([line.open for line in chosen], [line.sealed for line in chosen])
    ]
    return KindLine("all", supported, *cells)


def _cell(rows: Sequence[KindRow], supported: bool, kind: str, column: str) -> Cell:
    found = [r for r in rows if r.supported == supported and r.kind == kind and r.column == column]
    return Cell(
        sum(r.n for r in found), sum(r.wrong if supported else r.right for r in found), sum(r.unscored for r in found)
    )


def mistakes(report: PlantedReport, examiner: str) -> list[Mistake]:
    """Open sentences that the examiner got wrong; sealed ones are never shown."""
    return [
        Mistake(result, said)
        for result in report.results
        if not result.sealed
        for said in result.judgements
        if said.by == examiner and said.supported is (not result.supported)
    ]
