"""What one brief of labelled articles is worth: kept apart, supported, complete, how long. Pure.

Enters: a Brief, which of its documents are the event's own, and what the articles share. Leaves: counts of one brief;
the adapter adds them up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evals.labels.words import fold, holds_any
from evals.public.judging import Judge
from evals.public.untokenize import untokenize
from service.records import Brief, BriefSentence, EventKind

BACKGROUND = "E0"
# A shared "event" that consists of nothing but these is the act of reporting, and tells a reader nothing.
_REPORTING = frozenset(
    """
    according to; added; announced; announcement; announcing; confirmed; confirms; reported; reporting; reports;
    report; said; saying; says; say; stated; statement; tell; telling; tells; told; spoke; quoted; wrote
    """.replace("\n", " ")
    .strip()
    .split("; ")
)


class Apart(NamedTuple):
    """How a brief with one planted article of another event kept it apart."""

    own: int  # sentences of events that an own article tells
    own_pure: int  # of these, without a citation of the planted article
    background: int
    background_pure: int
    is_named: bool  # the planted article has events of its own, and none with an own article
    is_doubted: bool  # it stands with an own article, and the brief says that it may report another event


class Whole(NamedTuple):
    """A brief of one event's own articles."""

    words: int
    source_words: int
    sentences: int
    withheld: int
    events: int
    articles: int
    outside: int  # articles that tell an event, and not the one that most articles tell
    doubted: int  # articles of which the brief says that they may report another event than those beside them
    supported: tuple[bool | None, ...]  # one for each sentence
    carried: tuple[bool | None, ...]  # one for each shared fact; None: the act of reporting
    spread: tuple[int, ...]  # in how many articles each shared fact stands


class SharedFact(NamedTuple):
    """Something that several articles tell, and the words they use for it."""

    words: tuple[str, ...]
    articles: int


def _tellers(brief: Brief) -> dict[str, set[str]]:
    """The documents that tell each reported event."""
    return {e.id: {m.doc for m in e.mentions} for e in brief.events if e.kind == EventKind.REPORTED}


def _doubted(brief: Brief) -> set[str]:
    """The documents that may report another event than the one they stand with."""
    return {m.doc for e in brief.events for m in e.mentions if m.doubt is not None}


def _cites(sentence: BriefSentence, doc: str) -> bool:
    return any(citation.doc == doc for citation in sentence.citations)


def measure_apart(brief: Brief, planted: str) -> Apart:
    """Where the words of the document `planted` went."""
    tellers = _tellers(brief)
    mixed = {event for event, docs in tellers.items() if docs - {planted}}
    own = [s for s in brief.sentences if s.event in mixed]
    background = [s for s in brief.sentences if s.event == BACKGROUND]
    told = {event for event, docs in tellers.items() if planted in docs}
    return Apart(
        own=len(own),
        own_pure=sum(not _cites(s, planted) for s in own),
        background=len(background),
        background_pure=sum(not _cites(s, planted) for s in background),
        is_named=bool(told) and not told & mixed,
        is_doubted=bool(told & mixed) and planted in _doubted(brief),
    )


def measure_whole(brief: Brief, shared: Sequence[SharedFact], judge: Judge) -> Whole:
    """A brief of articles that all report one event."""
    tellers = _tellers(brief)
    largest = max(tellers.values(), key=len, default=set())
    told = set().union(*tellers.values())
    texts = [s.text for s in brief.sentences]
    return Whole(
        words=sum(len(text.split()) for text in texts),
        source_words=sum(len(document.text.split()) for document in brief.sources),
        sentences=len(texts),
        withheld=len(brief.withheld),
        events=len(tellers),
        articles=len(brief.sources),
        outside=len(told - largest),
        doubted=len(_doubted(brief)),
        supported=tuple(judge(s.text, [c.quote for c in s.citations]).supported for s in brief.sentences),
        carried=tuple(is_carried(fact.words, texts) for fact in shared),
        spread=tuple(fact.articles for fact in shared),
    )


def is_carried(words: Sequence[str], texts: Sequence[str]) -> bool | None:
    """True where a sentence holds one of the words; None where all of them only report."""
    keys = [untokenize(word) for word in words]
    if all(fold(key) in _REPORTING for key in keys):
        return None
    return any(holds_any(text, keys) for text in texts)
