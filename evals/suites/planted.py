"""The planted suite: sentences with a known verdict, put to the gates and to the judges.

Enters: planted areas and the judges. Leaves: a PlantedReport: misses and false drops by kind, the open areas and the
sealed ones in columns of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from evals.judges.bench import Bench, Question
from evals.judges.records import Judgement
from evals.labels.find import LabelError, find
from evals.labels.load import PlantedArea
from evals.labels.records import PlantedSentence
from evals.metrics.score import Score, share
from evals.suites.records import KindRow, PlantedReport, PlantedResult
from service.recheck import SpanExaminer, Verdict
from service.records import Citation
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

GATES = "gates"
OPEN, SEALED = "open", "sealed"


async def run_planted(areas: Sequence[PlantedArea], bench: Bench) -> PlantedReport:
    """All planted sentences under all examiners.

    Raises:
        LabelError: an article that the product reads otherwise than the labels.
        ModelUnavailable: the model judge has no answer.
    """
    results = [result for area in areas for result in await _judge_area(area, bench)]
    names = (GATES, *bench.names)
    return PlantedReport(
        results=tuple(results), rows=tuple(_rows(results, names)), scores=tuple(_scores(results, names))
    )


async def _judge_area(area: PlantedArea, bench: Bench) -> list[PlantedResult]:
    gates = _Gates(area)
    asked = [Question(s.text, tuple(q.quote for q in s.cites), s.id) for s in area.sentences]
    judged = await bench.judge_all(asked)
    return [
        PlantedResult(
            id=sentence.id,
            area=area.name,
            sealed=area.sealed,
            text=sentence.text,
            supported=sentence.supported,
            kind=sentence.kind,
            how=sentence.how,
            wrong=sentence.wrong,
            cites=question.evidence,
            judgements=(gates.judge(sentence), *said.values()),
        )
        for sentence, question, said in zip(area.sentences, asked, judged, strict=True)
    ]


class _Gates:
    """The product's own check of a sentence, as one more examiner."""

    def __init__(self, area: PlantedArea) -> None:
        self._area = area
        documents = load_texts([TextInput(text=text, label=name) for name, text in area.articles.items()]).documents
        for document, (name, text) in zip(documents, area.articles.items(), strict=True):
            if document.text != text:
                raise LabelError(f"planted/{area.name}: the product reads article {name} with other characters")
        self._id_of = {name: document.id for document, name in zip(documents, area.articles, strict=True)}
        self._examiner = SpanExaminer(documents, load_rules(None))

    def judge(self, sentence: PlantedSentence) -> Judgement:
        """No gate failed: supported, or unscored where only a scorer of entailment could say."""
        places = [find(quote, self._area.articles) for quote in sentence.cites]
        citations = [
            Citation(doc=self._id_of[p.doc], start=p.start, end=p.end, quote=p.quote, role="support") for p in places
        ]
        verdict = self._examiner.judge(sentence.id, sentence.text, citations)
        supported = {Verdict.SUPPORTED: True, Verdict.UNSUPPORTED: False}.get(verdict.verdict)
        note = f"{verdict.gate}: {verdict.reason}" if verdict.gate else ""
        return Judgement(supported=supported, words=verdict.words, by=GATES, note=note)


def _said(result: PlantedResult, name: str) -> bool | None:
    return next(j.supported for j in result.judgements if j.by == name)


def _rows(results: Sequence[PlantedResult], names: Sequence[str]) -> list[KindRow]:
    groups: dict[tuple[str, str, bool, str], list[PlantedResult]] = defaultdict(list)
    for result in results:
        for name in names:
            groups[name, SEALED if result.sealed else OPEN, result.supported, result.kind].append(result)
    rows = []
    for (name, column, supported, kind), found in groups.items():
        said = Counter(_said(result, name) for result in found)
        rows.append(
            KindRow(
                by=name,
                column=column,
                supported=supported,
                kind=kind,
                n=len(found),
                right=said[supported],
                wrong=said[not supported],
                unscored=said[None],
            )
        )
    return rows


def _scores(results: Sequence[PlantedResult], names: Sequence[str]) -> list[Score]:
    scores = []
    for name in names:
        for column in (OPEN, SEALED):
            mine = [r for r in results if r.sealed == (column == SEALED)]
            said = {r.id: _said(r, name) for r in mine}
            caught = [_flip(said[r.id]) for r in mine if not r.supported]
            dropped = [_flip(said[r.id]) for r in mine if r.supported]
            scores.append(share(f"wrong ones caught, {column}", caught, by=name))
            # beside it the yield: who leaves everything open catches nothing
            scores.append(share(f"wrong ones caught of all, {column}", [bool(c) for c in caught], by=name))
            scores.append(share(f"supported ones dropped, {column}", dropped, by=name, better="lower"))
    return scores


def _flip(said: bool | None) -> bool | None:
    return None if said is None else not said
