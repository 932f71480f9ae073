"""Small invented articles through the real stages, and drafts on them, for the tests of select, align and check.

Enters: article texts. Leaves: everything up to clusters, drafts and views. Never: a counted offset, a stage of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import pytest

from service.records import (
    Check,
    Citation,
    Claim,
    Cluster,
    Document,
    Draft,
    Event,
    Gate,
    Mention,
    Outcome,
    Sentence,
    Span,
    WrittenBy,
)
from service.settings import Settings
from service.stages import align, relate, select, split
from service.stages.check import View, check
from service.stages.compose import extract_draft
from service.stages.compose.extract import attribution
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

# `load` leaves out a text of a few words. One of these goes behind each article: plain English, different for each, so
# that it makes nobody a copy of anybody, and opening on a "He" whom nothing explains, so that it stands in no brief.
PADDING = (
    "He had walked all the way up the hill in the rain and slept there, as he did on most evenings after work.",
    "He keeps a few goats behind the barn, and on warm days some neighbours come over to drink some of the milk.",
    "He painted the old fence green again, because nobody could remember where the other tins had been put away.",
    "He would rather read than cook, so a pot of thick soup has to do for the whole of the week in cold months.",
)


def defect(why: str, *values: Any) -> Any:
    """A row of a table that is right and not kept yet; strict, so that mending it takes the mark away."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=f"defect: {why}"))


class Story(NamedTuple):
    """What the stages made of a few articles."""

    documents: Mapping[str, Document]
    sentences: Mapping[str, Sentence]
    claims: Mapping[str, Claim]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    clusters: tuple[Cluster, ...]

    def span(self, words: str, doc: str | None = None) -> Span:
        """The only place of `words`, in any document or in `doc`."""
        places = [
            Span(doc=d.id, start=at, end=at + len(words))
            for d in self.documents.values()
            if doc in {None, d.id}
            for at in range(len(d.text))
            if d.text.startswith(words, at)
        ]
        assert len(places) == 1, f"{words!r} stands {len(places)} times"
        return places[0]

    def sentence(self, words: str, doc: str | None = None) -> Sentence:
        """The sentence that holds `words`."""
        span = self.span(words, doc)
        return next(s for s in self.sentences.values() if s.span.contains(span))

    def claim(self, words: str, doc: str | None = None) -> Claim:
        """The claim made of the sentence that holds `words`."""
        wanted = self.sentence(words, doc).id
        return next(c for c in self.claims.values() if c.sentence == wanted)

    def event_of(self) -> dict[str, str]:
        """Claim id -> event id, as the pipeline has it."""
        home = {m.id: e.id for e in self.events for m in e.mentions}
        return {c.id: home.get(c.mention or "", "E0") for c in self.claims.values()}

    def cite(self, words: str, role: str = "support", doc: str | None = None) -> Citation:
        """Exactly these words as a citation."""
        span = self.span(words, doc)
        return Citation(doc=span.doc, start=span.start, end=span.end, quote=words, role=role)


@lru_cache(maxsize=256)
def story_of(texts: tuple[TextInput, ...], focus: str | None = None) -> Story:
    """Articles through load, split, select, relate and align."""
    documents = load_texts(texts, settings=Settings(writer="extractive")).documents
    sentences = split.run(documents)
    selected = select.run(documents, sentences, focus)
    events = relate.run(documents, selected.mentions)
    claims = selected.claims if focus else select.weigh(selected.claims, documents, events)
    return Story(
        {d.id: d for d in documents},
        {s.id: s for s in sentences},
        {c.id: c for c in claims},
        selected.mentions,
        events,
        align.run(documents, events, claims),
    )


def story(*texts: str, outlet: str | None = None, published: datetime | None = None, focus: str | None = None) -> Story:
    """Invented articles of any length."""
    rows = zip(texts, PADDING, strict=False)
    return story_of(tuple(TextInput(text=f"{t}\n\n{p}", outlet=outlet, published=published) for t, p in rows), focus)


def draft(
    told: Story, text: str, *slices: str, context: Sequence[str] = (), corroborate: Sequence[str] = (), event: str = ""
) -> Draft:
    """A written sentence; each slice stands for the whole source sentence that holds it."""
    rows = (
        [(w, "support") for w in slices] + [(w, "corroborate") for w in corroborate] + [(w, "context") for w in context]
    )
    citations = []
    for words, role in rows:
        found = told.sentence(words)
        citations.append(
            Citation(doc=found.span.doc, start=found.span.start, end=found.span.end, quote=found.text, role=role)
        )
    whole = {told.sentence(w).id for w, role in rows if role != "context"}
    claims = [c for c in told.claims.values() if c.sentence in whole]
    document = told.documents[citations[0].doc]
    head = claims[0] if claims else next(iter(told.claims.values()))
    return Draft(
        cluster="K1",
        event=event or told.event_of()[head.id],
        text=text,
        claims=tuple(c.id for c in claims),
        citations=tuple(citations),
        attribution=attribution(head, document),
        written_by=WrittenBy.MODEL,
    )


def view_of(told: Story, made: Draft, *, vetoed: bool | None = False, evidence: tuple[str, ...] | None = None) -> View:
    """What the gates see of a draft."""
    return View(
        made,
        dict(told.documents),
        dict(told.claims),
        dict(told.sentences),
        told.event_of(),
        load_rules(),
        vetoed,
        evidence,
    )


def checks_of(told: Story, made: Draft, *, vetoed: bool | None = False) -> dict[Gate, Check]:
    """Every gate's word on a draft."""
    return {c.gate: c for c in check(view_of(told, made, vetoed=vetoed))}


def failures(told: Story, made: Draft, *, vetoed: bool | None = False) -> list[Check]:
    """The gates that did not pass, in their order."""
    return [c for c in checks_of(told, made, vetoed=vetoed).values() if c.outcome != Outcome.PASS]


def extract(told: Story, words: str) -> Draft:
    """The extractive draft of the cluster that the sentence with `words` heads."""
    wanted = told.sentence(words).id
    cluster = next(c for c in told.clusters if c.claims[0].sentence == wanted)
    return extract_draft(cluster, told.documents, told.sentences, load_rules())
