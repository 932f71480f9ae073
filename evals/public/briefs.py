"""Briefs of labelled events: is an article of another event kept apart, is every sentence supported, what is missing?

Enters: rows of one event each (`docs` with sentences or paragraphs; `sister`, the similar but different event, and
`shared_events` where the set has them). Leaves: a Report. Each event is briefed from its own articles, and once more
with one article of its sister planted in their middle, both by the writer of the settings (default: extractive).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, model_validator

from evals.metrics.bootstrap import Groups, ratio, share_of_answers
from evals.metrics.score import Score
from evals.public.articles import load_articles, running_text
from evals.public.attempt import Attempt, attempt
from evals.public.brief_measures import Apart, SharedFact, Whole, measure_apart, measure_whole
from evals.public.judging import Judge, Remembering, brief_judge
from evals.public.report import Report, count_reasons
from evals.public.rows import Row, read_rows
from service.errors import InputError
from service.pipeline import brief_documents
from service.records import Brief, Document
from service.settings import Settings
from service.stages.load import TextInput

LEAST_ARTICLES = 2
LABELS = "words of the labels"
FEW = "fewer than two articles that the product can use"
PLANTED_NOTES = (
    "purity: of the sentences of an event that an own article tells, those that cite nothing of the planted one",
    "intruder named: the planted article tells events of its own, and none together with an own article",
    "in doubt: it stands with own articles, and the brief says that it may report another event and cites none of it",
)
WHOLE_NOTES = (
    "support: each sentence against the slices it cites; of the briefs without a plant, like all that follows",
    "a shared fact is carried where a sentence holds a word the articles use for it: an upper bound, blind to who",
)


class ArticleRow(Row):
    """One article, tokenised sentence by sentence or in paragraphs of running text."""

    id: str | None = None
    sentences: tuple[str, ...] = ()
    paragraphs: tuple[tuple[str, ...], ...] = ()
    title: str | None = None
    source: str | None = None
    date: str | None = None

    @model_validator(mode="after")
    def _has_text(self) -> ArticleRow:
        if not self.sentences and not self.paragraphs:
            raise ValueError("an article needs sentences or paragraphs")
        return self

    def as_input(self) -> TextInput:
        """What the product is given."""
        text = running_text(self.sentences) or "\n\n".join(" ".join(p) for p in self.paragraphs)
        return TextInput(text=text, title=self.title, outlet=self.source, published=self.date)


class SharedRow(Row):
    """What several articles tell, with the words they use for it."""

    texts: tuple[str, ...] = Field(min_length=1)
    n_docs: int = Field(ge=1)


class EventRow(Row):
    """One event."""

    id: str
    docs: tuple[ArticleRow, ...] = Field(min_length=1)
    sister: str | None = None
    shared_events: tuple[SharedRow, ...] = ()

    @property
    def topic(self) -> str:
        """The event and its sister are drawn together."""
        return min(self.id, self.sister or self.id)

    def inputs(self) -> dict[str, TextInput]:
        """Its articles by id."""
        return {doc.id or f"{self.id} article {n}": doc.as_input() for n, doc in enumerate(self.docs, start=1)}


class _Found(NamedTuple):
    """What was measured for one event."""

    topic: str
    whole: Whole | None
    apart: Apart | None


def score_briefs(
    path: Path,
    *,
    limit: int | None = None,
    with_sister: bool = True,
    settings: Settings | None = None,
    judge: Judge | None = None,
) -> Report:
    """Brief the first `limit` events (all without it) and measure the briefs; several minutes for large sets.

    Raises:
        InputError: a file that cannot be read, or without one event that can be briefed.
        ModelError: the settings name a model that cannot be reached.
    """
    start = time.perf_counter()
    chosen, asked = settings or Settings(writer="extractive"), Remembering(judge or brief_judge())
    rows = read_rows(path, EventRow)
    used = rows.rows[:limit]
    known = {row.id: row for row in rows.rows}
    found: list[_Found] = []
    reasons: list[str | None] = []
    for row in used:
        whole = _brief_whole(row, chosen, asked)
        apart = _brief_planted(row, known.get(row.sister or ""), chosen) if with_sister else Attempt(None, None)
        reasons += [whole.failure, f"planted: {apart.failure}" if apart.failure else None]
        found.append(_Found(row.topic, whole.result, apart.result))
    if not any(f.whole or f.apart for f in found):
        raise InputError(f"{path.name}: not one event could be briefed: {next(filter(None, reasons), 'no event')}")
    by = f"{chosen.effective_writer()} writer"
    return Report(
        task="briefs of labelled events",
        files=(path.name,),
        by=by,
        rows=len(used),
        scored=sum(f.whole is not None for f in found),
        unscored=count_reasons(reasons),
        bad_lines=rows.bad,
        grouped_by=f"topics, an event and its sister ({len({f.topic for f in found})})",
        scores=(*_apart_scores(found, by), *_whole_scores(found, by, asked.by)),
        notes=(*(PLANTED_NOTES if with_sister else ()), *WHOLE_NOTES),
        seconds=time.perf_counter() - start,
    )


def _brief(inputs: Mapping[str, TextInput], settings: Settings) -> tuple[dict[str, Document], Attempt[Brief]]:
    """The usable documents by id, and the brief of them."""
    documents = load_articles(inputs, settings).documents
    if len(documents) < LEAST_ARTICLES:
        return documents, Attempt(None, FEW)
    return documents, attempt(lambda: asyncio.run(brief_documents(tuple(documents.values()), settings)))


def _brief_whole(row: EventRow, settings: Settings, judge: Judge) -> Attempt[Whole]:
    _, made = _brief(row.inputs(), settings)
    if made.result is None:
        return Attempt(None, made.failure)
    shared = [SharedFact(s.texts, s.n_docs) for s in row.shared_events]
    return Attempt(measure_whole(made.result, shared, judge), None)


def _brief_planted(row: EventRow, sister: EventRow | None, settings: Settings) -> Attempt[Apart]:
    """One article of the sister, the first that can be used, in the middle of the event's own."""
    if sister is None:
        return Attempt(None, "no sister event in the file")
    candidates = sister.inputs()
    planted = next(iter(load_articles(candidates, settings).documents), None)
    if planted is None:
        return Attempt(None, "no usable article of the sister event")
    own = list(row.inputs().items())
    middle = len(own) // 2
    inputs = dict([*own[:middle], (planted, candidates[planted]), *own[middle:]])
    documents, made = _brief(inputs, settings)
    if made.result is None or planted not in documents:
        return Attempt(None, made.failure or "the planted article cannot be used")
    return Attempt(measure_apart(made.result, documents[planted].id), None)


def _apart_scores(found: Sequence[_Found], by: str) -> list[Score]:
    rows = [(f.topic, f.apart) for f in found if f.apart is not None]
    if not rows:
        return []
    groups, aparts = Groups([topic for topic, _ in rows]), [apart for _, apart in rows]
    scores = []
    for name, right, all_of in (
        ("planted: purity", [a.own_pure for a in aparts], [a.own for a in aparts]),
        (
            "planted: background without the planted",
            [a.background_pure for a in aparts],
            [a.background for a in aparts],
        ),
        ("planted: intruder named", [a.is_named for a in aparts], [1] * len(aparts)),
        ("planted: intruder named or in doubt", [a.is_named or a.is_doubted for a in aparts], [1] * len(aparts)),
    ):
        scores.append(groups.score(name, ratio(right, all_of, groups), n=sum(all_of), by=by))
    return scores


def _whole_scores(found: Sequence[_Found], by: str, judged_by: str) -> list[Score]:
    rows = [(f.topic, f.whole) for f in found if f.whole is not None]
    if not rows:
        return []
    groups, wholes = Groups([topic for topic, _ in rows]), [whole for _, whole in rows]
    ones = [1] * len(wholes)
    lengths: list[tuple[str, list[int], str]] = [
        ("words a brief", [w.words for w in wholes], "words"),
        ("words of its articles", [w.source_words for w in wholes], "words"),
        ("sentences a brief", [w.sentences for w in wholes], "count"),
        ("withheld a brief", [w.withheld for w in wholes], "count"),
    ]
    splits, outside = [w.events > 1 for w in wholes], [w.outside for w in wholes]
    articles = [w.articles for w in wholes]
    return [
        groups.score("false split", ratio(splits, ones, groups), n=len(wholes), by=by, better="lower"),
        groups.score(
            "articles outside the event", ratio(outside, articles, groups), n=sum(articles), by=by, better="lower"
        ),
        groups.score(
            "articles in doubt",
            ratio([w.doubted for w in wholes], articles, groups),
            n=sum(articles),
            by=by,
            better="lower",
        ),
        share_of_answers("supported", [w.supported for w in wholes], None, groups, judged_by),
        *_carried_scores(wholes, groups),
        *(
            groups.score(name, ratio(values, ones, groups), n=len(wholes), by=by, unit=unit, better="neither")
            for name, values, unit in lengths
        ),
    ]


def _carried_scores(wholes: Sequence[Whole], groups: Groups) -> list[Score]:
    """Shared facts, each counted once, and each as often as articles tell it; nothing where the set names none."""
    if not any(w.carried for w in wholes):
        return []
    carried, spread = [w.carried for w in wholes], [w.spread for w in wholes]
    return [
        share_of_answers("shared facts carried", carried, None, groups, LABELS),
        share_of_answers("shared facts, by articles", carried, spread, groups, LABELS),
    ]
