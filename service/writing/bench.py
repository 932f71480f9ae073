"""What both writers share: what was prepared, drafts of it, the one way to a check, and what is published or withheld.

Enters: chosen clusters. Leaves: checked sentences and withheld ones. Never: a sentence that is published unchecked. The
extractive writer, which needs nothing else, stands here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from service.clock import Clock
from service.listening import Listener, Teller
from service.records import (
    BriefSentence,
    Check,
    Claim,
    Cluster,
    Decided,
    Document,
    Draft,
    Event,
    GivenDay,
    Mention,
    Notice,
    PromptUse,
    Sentence,
    Withheld,
)
from service.stages import check, compose
from service.text.loaded import TermRule


class Prepared(NamedTuple):
    """What is known before a word is written."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    clusters: tuple[Cluster, ...]
    chosen: tuple[Cluster, ...]
    rules: tuple[TermRule, ...]
    decisions: tuple[Decided, ...] = ()
    days: Mapping[str, GivenDay] = MappingProxyType({})  # by mention, where an editor's decision gives one


class Written(NamedTuple):
    """What a writer made of the chosen clusters."""

    sentences: tuple[BriefSentence, ...]
    withheld: tuple[Withheld, ...]
    clusters: dict[str, Cluster]
    notices: tuple[Notice, ...] = ()
    prompts: tuple[PromptUse, ...] = ()


class Bench:
    """Indexes of one run that composing and checking share."""

    def __init__(self, prepared: Prepared, clock: Clock, listener: Listener | None = None) -> None:
        self.clock = clock
        self.teller = Teller(prepared.events, listener) if listener is not None else None
        self.rules: tuple[TermRule, ...] = prepared.rules
        self.documents = {d.id: d for d in prepared.documents}
        self.sentences = {s.id: s for s in prepared.sentences}
        self.places = check.Places(prepared.sentences)
        self.claims = {c.id: c for c in prepared.claims}
        mention_event = {m.id: e.id for e in prepared.events for m in e.mentions}
        self.event_of = {c.id: mention_event.get(c.mention or "", "E0") for c in prepared.claims}
        self.told_of = {c.sentence: self.event_of[c.id] for c in prepared.claims}
        self.published: list[BriefSentence] = []
        self.withheld: list[Withheld] = []
        self.clusters: dict[str, Cluster] = {}

    def extract(self, cluster: Cluster) -> Draft:
        """The extractive draft of a cluster."""
        with self.clock.stage("compose"):
            return compose.extract_draft(cluster, self.documents, self.sentences, self.rules, self.told_of)

    def check(
        self, draft: Draft, evidence: tuple[str, ...] | None = None, *, vetoed: bool | None = None
    ) -> tuple[Check, ...]:
        """What the gates say; the one way to a check."""
        with self.clock.stage("check"):
            view = check.View(
                draft,
                self.documents,
                self.claims,
                self.sentences,
                self.event_of,
                self.rules,
                vetoed,
                evidence,
                joins=evidence is not None,
                places=self.places,
            )
            return check.check(view)

    def settle(self, draft: Draft, cluster: Cluster, checks: tuple[Check, ...]) -> None:
        """Publish or withhold."""
        self.clusters[cluster.id] = cluster
        if check.is_publishable(checks):
            self.published.append(check.to_sentence(len(self.published) + 1, draft, cluster, checks, self.documents))
            if self.teller is not None:
                self.teller.arrived(self.published, self.clusters)
        else:
            self.withheld.append(check.to_withheld(draft, cluster, checks, self.documents))
            if self.teller is not None:
                self.teller.held(self.withheld)

    def settle_extract(self, cluster: Cluster) -> None:
        """The source sentence of a cluster, checked."""
        draft = self.extract(cluster)
        self.settle(draft, cluster, self.check(draft))


def write_extractive(prepared: Prepared, clock: Clock, listener: Listener | None = None) -> Written:
    """One checked verbatim sentence a cluster."""
    bench = Bench(prepared, clock, listener)
    for cluster in prepared.chosen:
        bench.settle_extract(cluster)
    return Written(tuple(bench.published), tuple(bench.withheld), bench.clusters)
