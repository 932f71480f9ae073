"""What the gates need to know of the documents, made again from their text. Pure.

Enters: documents, and how claims belong to events. Leaves: views of drafts. Never: a stage's result of an earlier run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from service.records import Citation, Claim, Cluster, Document, Draft, Event, Mention, Relation, Sentence
from service.stages import check, compose, select, split
from service.text.loaded import TermRule

BACKGROUND = "E0"


@dataclass(frozen=True)
class Bench:
    """Documents read again, with the indexes that the gates look into."""

    documents: Mapping[str, Document]
    sentences: Mapping[str, Sentence]
    claims: Mapping[str, Claim]
    mentions: Mapping[str, Mention]
    event_of: Mapping[str, str]
    rules: tuple[TermRule, ...]

    def view(
        self, draft: Draft, evidence: tuple[str, ...] | None = None, *, publishing: bool = True, within: bool = False
    ) -> check.View:
        """What the gates see of `draft`; `evidence` for written text, as a writer saw it; `publishing` for ours.

        `within`: whole articles are cited, so that which of their sentences tell one event is known from all of them.
        """
        indexes = (self.documents, self.claims, self.sentences, self.event_of, self.rules)
        joins = evidence is not None and len(draft.claims) > 1
        view = check.View(
            draft, *indexes, evidence=evidence, publishing=publishing, joins=joins, places=self._sentence_places
        )
        return replace(view, looked_up=True, one_event=self.is_one_event(draft.claims)) if within else view

    def is_one_event(self, claims: Sequence[str]) -> bool:
        """Whether several claims tell one event; background is none."""
        events = {self.event_of.get(claim, BACKGROUND) for claim in claims}
        return len(claims) > 1 and len(events) == 1 and BACKGROUND not in events

    @cached_property
    def _sentence_places(self) -> check.Places[Sentence]:
        return check.Places(self.sentences.values())

    @cached_property
    def _claim_places(self) -> check.Places[Claim]:
        return check.Places(self.claims.values())

    def extract(self, claim: Claim) -> Draft:
        """A claim as the extractive writer puts it, with recorded edits: what a model is shown in its place."""
        cluster = Cluster(
            id="K0",
            claims=(claim,),
            relation=Relation.SINGLE,
            event=self.event_of[claim.id],
            salience=0,
            origins=(claim.span.doc,),
        )
        return compose.extract_draft(cluster, self.documents, self.sentences, self.rules)

    def claims_in(self, citations: Sequence[Citation]) -> tuple[Claim, ...]:
        """The claims that the citations draw on, each once; context is no claim of the sentence."""
        cited = [c for c in citations if c.role != "context" and c.doc in self.documents and c.start < c.end]
        return tuple(self._claim_places.under(cited))


def read_again(documents: Sequence[Document], rules: Sequence[TermRule]) -> Bench:
    """Split and select; the events are laid in by `with_events`."""
    sentences = split.run(documents)
    selected = select.run(documents, sentences)
    return Bench(
        documents={d.id: d for d in documents},
        sentences={s.id: s for s in sentences},
        claims={c.id: c for c in selected.claims},
        mentions={m.id: m for m in selected.mentions},
        event_of={},
        rules=tuple(rules),
    )


def with_events(bench: Bench, events: Sequence[Event]) -> dict[str, str]:
    """Event of each claim. Mentions are known by their sentences: their own ids count through all documents."""
    event_of_mention = {(m.doc, m.sentences): e.id for e in events for m in e.mentions}
    found = {}
    for claim in bench.claims.values():
        mention = bench.mentions.get(claim.mention or "")
        key = (mention.doc, mention.sentences) if mention else None
        found[claim.id] = event_of_mention.get(key, BACKGROUND) if key else BACKGROUND
    return found
