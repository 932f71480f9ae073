"""Same event, or a similar but different one? The product's own decision on article pairs and on whole topics.

Enters: a file of articles (`id`, `sentences`, `topic`, `event`) and one of pairs (`a`, `b`, `label`, `split`). Leaves:
a Report. The decision is that of the relate stage, run on the two articles: the same where an event holds a mention of
both. Beside it stands TF-IDF cosine (idf over all articles), its threshold chosen on the train split only.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from evals.metrics.bootstrap import Confusion, Groups, auc, best_threshold, difference
from evals.metrics.score import Score
from evals.public.articles import Articles, load_articles, running_text, without_failures
from evals.public.event_groups import group_scores, place
from evals.public.report import Report, count_reasons
from evals.public.rows import BadLine, Row, read_rows
from service.errors import InputError
from service.records import EventKind, Mention
from service.settings import Settings
from service.stages import relate, select, split
from service.stages.load import TextInput
from service.text.similarity import content_tokens, cosine, idf, tf_idf
from service.text.story.likeness import pair_odds
from service.text.story.profile import Profile, read

PRODUCT = "relate stage"
LIKENESS = "odds of relate"
BASELINE = "TF-IDF cosine"


class ArticleRow(Row):
    """One article."""

    id: str
    sentences: tuple[str, ...] = Field(min_length=1)
    topic: int | str
    event: str
    first_text_sentence: int = 0  # before it stands the address of the page


class PairRow(Row):
    """Two articles of one topic."""

    a: str
    b: str
    label: Literal[0, 1] | None = Field(description="1: the same event.")
    split: str = ""


class _Pair(NamedTuple):
    """One scored pair."""

    topic: str
    split: str
    label: bool
    decided: bool
    likeness: float
    baseline: float


class _Bench(NamedTuple):
    """What is worked out once for each article."""

    articles: Articles
    mentions: dict[str, tuple[Mention, ...]]  # by the data set's id
    profiles: dict[str, Profile]
    baseline: dict[str, dict[str, float]]

    def events(self, names: Sequence[str]) -> list[set[str]]:
        """The product's reported events of these articles, each as the articles that tell it."""
        documents = [self.articles.documents[name] for name in names]
        own = {document.id: name for document, name in zip(documents, names, strict=True)}
        found = relate.run(documents, [m for name in names for m in self.mentions[name]])
        return [{own[m.doc] for m in event.mentions} for event in found if event.kind == EventKind.REPORTED]


def score_events(docs: Path, pairs: Path) -> Report:
    """Pairwise decisions and groups of whole topics.

    Raises:
        InputError: a file that cannot be read or holds no usable row, or not one pair that can be scored.
    """
    start = time.perf_counter()
    articles, rows = read_rows(docs, ArticleRow), read_rows(pairs, PairRow)
    known = {row.id: row for row in articles.rows}
    bench = _prepare(articles.rows)
    reasons = [_why_unscored(row, known, bench) for row in rows.rows]
    scored = [_judge(row, known, bench) for row, reason in zip(rows.rows, reasons, strict=True) if reason is None]
    if not scored:
        raise InputError(f"{pairs.name}: not one pair can be scored; are its articles those of {docs.name}?")
    unscored = count_reasons(reasons)
    bad: tuple[BadLine, ...] = (*articles.bad, *rows.bad)
    return Report(
        task="same event or a similar but different one",
        files=(docs.name, pairs.name),
        by=PRODUCT,
        rows=len(rows.rows),
        scored=len(scored),
        unscored=unscored | {f"article: {k}": v for k, v in Counter(bench.articles.refused.values()).items()},
        bad_lines=bad,
        grouped_by=f"topics ({len({p.topic for p in scored})})",
        scores=(
            *_pair_scores(scored, sum(unscored.values())),
            *_transfer(scored),
            *_group_scores(articles.rows, bench),
        ),
        notes=(
            "the decision reads meetings, dates and copies as well; auc and thresholds are of the odds alone",
            "groups: an article stands in the first event that it tells; it is wrong beside more of the other event",
        ),
        seconds=time.perf_counter() - start,
    )


def _prepare(rows: Sequence[ArticleRow]) -> _Bench:
    settings = Settings(writer="extractive")
    texts = {row.id: TextInput(text=running_text(row.sentences[row.first_text_sentence :])) for row in rows}
    articles = without_failures(load_articles(texts, settings))
    documents = tuple(articles.documents.values())
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in select.run(documents, split.run(documents)).mentions:
        mentions[mention.doc].append(mention)
    words = {name: content_tokens(document.text) for name, document in articles.documents.items()}
    weights = idf(words.values())
    return _Bench(
        articles,
        {name: tuple(mentions[d.id]) for name, d in articles.documents.items()},
        {name: read(d) for name, d in articles.documents.items()},
        {name: tf_idf(found, weights) for name, found in words.items()},
    )


def _why_unscored(row: PairRow, known: Mapping[str, ArticleRow], bench: _Bench) -> str | None:
    if row.label is None:
        return "no label"
    if row.a not in known or row.b not in known:
        return "an article is not in the file of articles"
    if row.a not in bench.articles.documents or row.b not in bench.articles.documents:
        return "an article was refused or failed"
    return None


def _judge(row: PairRow, known: Mapping[str, ArticleRow], bench: _Bench) -> _Pair:
    return _Pair(
        topic=str(known[row.a].topic),
        split=row.split,
        label=row.label == 1,
        decided=any({row.a, row.b} <= told for told in bench.events((row.a, row.b))),
        likeness=pair_odds(bench.profiles[row.a], bench.profiles[row.b]),
        baseline=cosine(bench.baseline[row.a], bench.baseline[row.b]),
    )


def _pair_scores(pairs: Sequence[_Pair], unscored: int) -> list[Score]:
    groups = Groups([p.topic for p in pairs])
    labels, n = [p.label for p in pairs], len(pairs)
    decision = Confusion(labels, [p.decided for p in pairs], groups)
    own = auc(labels, [p.likeness for p in pairs], groups)
    other = auc(labels, [p.baseline for p in pairs], groups)
    return [
        groups.score("pairs, balanced accuracy", decision.balanced_accuracy, n=n, unscored=unscored, by=PRODUCT),
        groups.score("pairs, same found", decision.recall, n=sum(labels), by=PRODUCT),
        groups.score("pairs, different kept apart", decision.specificity, n=n - sum(labels), by=PRODUCT),
        groups.score("pairs, auc", own, n=n, by=LIKENESS),
        groups.score("pairs, auc of the baseline", other, n=n, by=BASELINE),
        groups.score("pairs, auc beyond the baseline", difference(own, other), n=n, by=f"{LIKENESS} - {BASELINE}"),
    ]


def _transfer(pairs: Sequence[_Pair]) -> list[Score]:
    """Thresholds from the train split, applied to the dev split; nothing where a split or a class is absent."""
    train, dev = [p for p in pairs if p.split == "train"], [p for p in pairs if p.split == "dev"]
    if {p.label for p in train} != {True, False} or {p.label for p in dev} != {True, False}:
        return []
    groups, labels = Groups([p.topic for p in dev]), [p.label for p in dev]
    fitted = [p.label for p in train]
    own_least = best_threshold(fitted, [p.likeness for p in train])
    other_least = best_threshold(fitted, [p.baseline for p in train])
    decision = Confusion(labels, [p.decided for p in dev], groups).balanced_accuracy
    own = Confusion(labels, [p.likeness >= own_least for p in dev], groups).balanced_accuracy
    other = Confusion(labels, [p.baseline >= other_least for p in dev], groups).balanced_accuracy
    n = len(dev)
    return [
        groups.score("dev pairs, balanced accuracy", decision, n=n, by=PRODUCT),
        groups.score("dev pairs, threshold of train", own, n=n, by=f"{LIKENESS} >= {own_least:.3f}"),
        groups.score("dev pairs, baseline, threshold of train", other, n=n, by=f"{BASELINE} >= {other_least:.3f}"),
        groups.score(
            "dev pairs, decision beyond the baseline", difference(decision, other), n=n, by=f"{PRODUCT} - {BASELINE}"
        ),
        groups.score(
            "dev pairs, likeness beyond the baseline", difference(own, other), n=n, by=f"{LIKENESS} - {BASELINE}"
        ),
    ]


def _group_scores(rows: Sequence[ArticleRow], bench: _Bench) -> list[Score]:
    """All articles of a topic at once."""
    usable = [row for row in rows if row.id in bench.articles.documents]
    topics: dict[str, dict[str, str]] = defaultdict(dict)
    for row in usable:
        topics[str(row.topic)][row.id] = row.event
    placed = [p for topic, event_of in topics.items() for p in place(topic, event_of, bench.events(list(event_of)))]
    return group_scores(placed, by=PRODUCT, unscored=len(rows) - len(usable))
