"""The pairs suite: what the product sets against each other in articles whose differences are labelled pair by pair.

Enters: labelled areas. Leaves: a PairsReport, the open areas and the sealed ones in columns of their own. Never happens
here: a text of a sealed area in the report, a model call, or a brief: the stages are run up to align.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.labels.find import LabelError
from evals.labels.load_pairs import PairArea
from evals.labels.pair_records import Shape, Verdict
from evals.labels.records import Place
from evals.metrics.pairs import PairResult, pair_scores, score_area
from evals.outputs import OutDifference
from evals.suites.records import PairRow, PairsReport
from service.clock import Clock
from service.pipeline import prepare
from service.records import Difference
from service.settings import Settings
from service.stages import align
from service.stages.load import TextInput, load_texts

OPEN, SEALED = "open", "sealed"


def run_pairs(areas: Sequence[PairArea]) -> PairsReport:
    """Every area through the stages, and what is found there against its labels.

    Raises:
        LabelError: an article that the product reads otherwise than the labels.
    """
    results = [
        score_area(
            area.name,
            area.pairs,
            find_differences(area),
            area.articles,
            sealed=area.sealed,
            exhaustive=area.exhaustive,
        )
        for area in areas
    ]
    pairs = tuple(pair for result in results for pair in result.pairs)
    reported = tuple(one for result in results for one in result.reported)
    scores = tuple(
        score
        for column in (OPEN, SEALED)
        for score in pair_scores(
            [p for p in pairs if p.sealed == (column == SEALED)],
            [r for r in reported if r.sealed == (column == SEALED)],
            column,
        )
    )
    return PairsReport(pairs=pairs, reported=reported, rows=tuple(_rows(pairs)), scores=scores)


def find_differences(area: PairArea) -> tuple[OutDifference, ...]:
    """The product's differences of an area's articles, offline.

    Raises:
        LabelError: an article that the product reads otherwise than the labels.
    """
    inputs = [
        TextInput(
            text=text,
            label=name,
            outlet=area.notes[name].outlet or None,
            published=area.notes[name].published or None,
        )
        for name, text in area.articles.items()
    ]
    documents = load_texts(inputs).documents
    for document, (name, text) in zip(documents, area.articles.items(), strict=True):
        if document.text != text:
            raise LabelError(f"pairs/{area.name}: the product reads article {name} with other characters")
    name_of = {document.id: name for document, name in zip(documents, area.articles, strict=True)}
    prepared = prepare(documents, Settings(writer="extractive"), Clock())
    found = align.find_differences(prepared.documents, prepared.events, prepared.claims)
    return tuple(_as_output(difference, name_of) for difference in found)


def _as_output(difference: Difference, name_of: dict[str, str]) -> OutDifference:
    return OutDifference(
        id=difference.id,
        relation=difference.relation,
        attribute=difference.attribute.text,
        sides=tuple(
            tuple(Place(doc=name_of[c.doc], start=c.start, end=c.end, quote=c.quote) for c in position.citations)
            for position in difference.positions
        ),
    )


def _rows(pairs: Sequence[PairResult]) -> list[PairRow]:
    """Each verdict, then each shape, in both columns."""
    rows = []
    for column in (OPEN, SEALED):
        mine = [p for p in pairs if p.sealed == (column == SEALED)]
        for verdict in Verdict:
            rows.append(_row(column, "verdict", verdict, [p for p in mine if p.verdict == verdict]))
        for shape in Shape:
            rows.append(_row(column, "shape", shape, [p for p in mine if p.shape == shape]))
    return rows


def _row(column: str, by: str, name: str, pairs: Sequence[PairResult]) -> PairRow:
    return PairRow(
        column=column,
        by=by,
        name=name,
        n=len(pairs),
        differ=sum(p.differs for p in pairs),
        shown=sum(p.differs and bool(p.shown_as) for p in pairs),
        typed=sum(bool(p.typed) for p in pairs),
        wrongly_shown=sum(not p.differs and bool(p.shown_as) for p in pairs),
    )
