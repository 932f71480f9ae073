"""A haystack of articles and a question: are the facts found, and are all articles cited that state them?

Enters: stories of many articles, each with the ids of the facts it holds, and subtopics with a query and facts. Leaves:
a Report. One brief a subtopic, with the query as its focus. The scores are those of SummHay (Laban et al. 2024,
"Summary of a Haystack"): coverage is the mean over all facts of how far the best sentence states the fact; citation
compares, for each covered fact, the articles cited by that sentence with those that hold the fact (precision, recall,
F1); joint is the mean over all facts of coverage times citation F1. No model rates coverage here: it is decided twice,
by the offline judge (0 or 1) and by key words (1 from three quarters of the fact's words on, one half from half on).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from evals.labels.words import fold
from evals.metrics.bootstrap import Groups, mean, ratio
from evals.metrics.score import Score
from evals.public.articles import Articles, load_articles
from evals.public.attempt import Attempt, attempt
from evals.public.judging import Judge, Remembering, brief_judge, probability_of
from evals.public.report import Report, count_reasons
from evals.public.rows import Row, read_rows
from service.errors import InputError
from service.pipeline import brief_documents
from service.records import Brief
from service.settings import Settings
from service.stages.load import TextInput

KEY_WORDS = "key words"
WHOLE, HALF = 0.75, 0.5  # share of a fact's key words from which it counts as covered, or as half covered
KEY_LETTERS = 4  # a shorter word is no key, unless it is a figure
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


class ArticleRow(Row):
    """One article and the facts it holds."""

    id: str
    text: str = Field(min_length=1)
    facts: tuple[str, ...]


class FactRow(Row):
    """One fact of a subtopic."""

    insight_id: str
    insight: str = Field(min_length=1)


class SubtopicRow(Row):
    """What a reader asks for, and what the answer holds."""

    id: str
    query: str = Field(min_length=1)
    facts: tuple[FactRow, ...] = Field(min_length=1)


class StoryRow(Row):
    """One haystack."""

    id: str
    synthetic_docs: tuple[ArticleRow, ...] = Field(min_length=1)
    subtopics: tuple[SubtopicRow, ...] = Field(min_length=1)


class _Covered(NamedTuple):
    """One fact in one brief, by one way of deciding."""

    coverage: float | None  # None: the judge gave no verdict on a sentence, and no other sentence states the fact
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class _Answer(NamedTuple):
    """The brief of one subtopic, measured."""

    group: str
    judged: tuple[_Covered, ...]
    keyed: tuple[_Covered, ...]
    words: int
    sentences: int
    seconds: float


class _Stated(NamedTuple):
    """How far one sentence states a fact, and how surely; None: no verdict."""

    coverage: float | None
    sureness: float


Coverer = Callable[[str, str], _Stated]  # of a fact and a sentence


def score_summhay(
    path: Path,
    *,
    sentences: int | None = None,
    limit: int | None = None,
    settings: Settings | None = None,
    judge: Judge | None = None,
) -> Report:
    """Brief the first `limit` subtopics of each story (all without it) with at most `sentences` sentences each.

    Without `sentences` a brief may have as many as its subtopic has facts, as in the paper.

    Raises:
        InputError: a file that cannot be read, or without one subtopic that can be briefed.
        ModelError: the settings name a model that cannot be reached.
    """
    start = time.perf_counter()
    chosen, asked = settings or Settings(writer="extractive"), Remembering(judge or brief_judge())
    rows = read_rows(path, StoryRow)
    answers: list[_Answer] = []
    reasons: list[str | None] = []
    for story in rows.rows:
        articles = load_articles({d.id: TextInput(text=d.text) for d in story.synthetic_docs}, chosen)
        for subtopic in story.subtopics[:limit]:
            own = chosen.model_copy(update={"focus": subtopic.query, "sentences": sentences or len(subtopic.facts)})
            found = _answer(story, subtopic, articles, own, asked)
            reasons.append(found.failure)
            answers += [found.result] if found.result is not None else []
    if not answers:
        raise InputError(f"{path.name}: not one subtopic could be briefed: {next(filter(None, reasons), 'none given')}")
    by = f"{chosen.effective_writer()} writer"
    return Report(
        task="focused briefs of a haystack",
        files=(path.name,),
        by=by,
        rows=len(reasons),
        scored=len(answers),
        unscored=count_reasons(reasons),
        bad_lines=rows.bad,
        grouped_by=f"subtopics ({len(answers)})",
        scores=tuple(_scores(answers, by, asked.by)),
        notes=(
            "coverage: mean over facts of how far the best sentence states the fact; citation: of covered facts only",
            "joint: mean over facts of coverage x citation F1",
            f"{KEY_WORDS}: 1 from {WHOLE:.0%} of a fact's words, 0.5 from {HALF:.0%}",
        ),
        seconds=time.perf_counter() - start,
    )


def _answer(
    story: StoryRow, subtopic: SubtopicRow, articles: Articles, settings: Settings, judge: Judge
) -> Attempt[_Answer]:
    start = time.perf_counter()
    documents = tuple(articles.documents.values())
    made = attempt(lambda: asyncio.run(brief_documents(documents, settings)))
    if made.result is None:
        return Attempt(None, made.failure)
    seconds, brief = time.perf_counter() - start, made.result
    product_id = {name: document.id for name, document in articles.documents.items()}
    holders = {
        fact.insight_id: {product_id.get(d.id, d.id) for d in story.synthetic_docs if fact.insight_id in d.facts}
        for fact in subtopic.facts
    }
    judged, keyed = (
        tuple(cover(fact.insight, holders[fact.insight_id], brief, coverer) for fact in subtopic.facts)
        for coverer in (partial(by_judge, judge), by_key_words)
    )
    words = sum(len(s.text.split()) for s in brief.sentences)
    return Attempt(_Answer(f"{story.id} {subtopic.id}", judged, keyed, words, len(brief.sentences), seconds), None)


def cover(fact: str, holders: set[str], brief: Brief, coverer: Coverer) -> _Covered:
    """How far the best sentence states the fact, and its citations against the articles that hold it."""
    stated = [(coverer(fact, s.text), s) for s in brief.sentences]
    covering = [(found.coverage, found.sureness, s) for found, s in stated if found.coverage]
    if not covering:
        return _Covered(None if any(found.coverage is None for found, _ in stated) else 0.0, 0.0, 0.0)
    coverage, _, chosen = max(covering, key=lambda c: c[:2])  # the first of equals
    cited = {c.doc for c in chosen.citations if c.role != "context"}
    right = len(cited & holders)
    return _Covered(coverage, right / len(cited) if cited else 0.0, right / len(holders) if holders else 0.0)


def by_judge(judge: Judge, fact: str, sentence: str) -> _Stated:
    """1 where the judge takes the sentence for evidence of the fact, else 0."""
    verdict = judge(fact, [sentence])
    return _Stated(None if verdict.supported is None else float(verdict.supported), probability_of(verdict))


def by_key_words(fact: str, sentence: str) -> _Stated:
    """1, one half or 0 by the share of the fact's key words in the sentence; every figure of the fact is a key."""
    wanted, held = _keys(fact), _keys(sentence)
    share = len(wanted & held) / len(wanted) if wanted else 0.0
    return _Stated(1.0 if share >= WHOLE else 0.5 if share >= HALF else 0.0, share)


def _keys(text: str) -> set[str]:
    words = _WORD.findall(fold(text))
    return {w for w in words if len(w) >= KEY_LETTERS or w[0].isdigit()}


def _scores(answers: Sequence[_Answer], by: str, judged_by: str) -> list[Score]:
    scores = [
        *_covered_scores("", [(a.group, c) for a in answers for c in a.judged], judged_by),
        *_covered_scores(f", {KEY_WORDS}", [(a.group, c) for a in answers for c in a.keyed], KEY_WORDS),
    ]
    groups = Groups([a.group for a in answers])
    lengths: list[tuple[str, list[float], str]] = [
        ("words a brief", [float(a.words) for a in answers], "words"),
        ("sentences a brief", [float(a.sentences) for a in answers], "count"),
        ("seconds a brief", [a.seconds for a in answers], "seconds"),
    ]
    for name, values, unit in lengths:
        scores.append(groups.score(name, mean(values, groups), n=len(answers), by=by, unit=unit, better="neither"))
    return scores


def _covered_scores(suffix: str, facts: Sequence[tuple[str, _Covered]], by: str) -> list[Score]:
    known = [(group, c, c.coverage) for group, c in facts if c.coverage is not None]
    groups = Groups([group for group, _, _ in known])
    coverage = [stated for _, _, stated in known]
    covered = [float(stated > 0) for stated in coverage]
    n, unscored = len(known), len(facts) - len(known)
    scores = [groups.score(f"coverage{suffix}", mean(coverage, groups), n=n, unscored=unscored, by=by)]
    for name in ("precision", "recall", "f1"):
        values = [float(getattr(c, name)) * is_covered for (_, c, _), is_covered in zip(known, covered, strict=True)]
        shown = "F1" if name == "f1" else name
        statistic = ratio(values, covered, groups)
        scores.append(groups.score(f"citation {shown}{suffix}", statistic, n=int(sum(covered)), by=by))
    joint = mean([stated * c.f1 for _, c, stated in known], groups)
    return [*scores, groups.score(f"joint{suffix}", joint, n=n, unscored=unscored, by=by)]
