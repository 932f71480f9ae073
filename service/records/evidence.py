"""What the stages make of the documents: claims, event mentions, events, clusters."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from service.records.base import Phrase, Record, Span


class Speaker(Record):
    """One link of a speaker chain, outermost first: outlet < agency < security sources."""

    name: str = Field(description="As the text names it, or the document id for the outlet itself.")
    span: Span | None = Field(default=None, description="Where it is named; None for the outlet.")


class Slot(Record):
    """One typed value inside a claim or a mention."""

    name: str = Field(description="who, whom, where, when, figure, title, topic ...")
    text: str = Field(description="The words of `span`.")
    span: Span = Field(description="Where they stand.")
    normal: str = Field(description="Normal form to compare by.")
    unit: str | None = Field(default=None, description="What a figure counts, in the words of the text.")
    as_of: str | None = Field(default=None, description="Time words that the text gives for it.")
    speaker: str | None = Field(
        default=None, description="Who states it, in the words of the text; None: no source named."
    )
    speaker_span: Span | None = Field(default=None, description="Where the speaker is named.")
    negative: bool = Field(default=False, description="The text says that the value is not stated.")


class Mention(Record):
    """One event as one article tells it: who, whom, where, when, each with its span."""

    id: str = Field(description="M1, M2 ...")
    doc: str = Field(description="Document id.")
    kind: str = Field(description="meeting, or report for any other event.")
    background: bool = Field(default=False, description="An earlier event or a standing position, told as context.")
    slots: tuple[Slot, ...] = Field(default=(), description="who, whom, where, when, what, topic.")
    sentences: tuple[str, ...] = Field(default=(), description="Ids of the sentences that tell it.")
    distinct_from: tuple[str, ...] = Field(
        default=(), description="Mentions that the same article tells apart from it."
    )
    distinct_by: Span | None = Field(default=None, description="The words that tell them apart.")
    doubt: Phrase | None = Field(
        default=None,
        description="Why it may tell another event than its group; then only pinned sentences of it are published.",
    )

    def values(self, name: str) -> tuple[Slot, ...]:
        """The slots called `name`, in text order."""
        return tuple(slot for slot in self.slots if slot.name == name)


class Claim(Record):
    """One proposition: a verbatim slice of one sentence with what it needs."""

    id: str = Field(description="C1, C2 ...")
    sentence: str = Field(description="Sentence id.")
    span: Span = Field(description="The slice; the whole sentence where it cannot be cut safely.")
    text: str = Field(description="The words of `span`.")
    speakers: tuple[Speaker, ...] = Field(description="Chain, outermost first; the first is the outlet.")
    slots: tuple[Slot, ...] = Field(default=(), description="Figures, dates, places, names in it.")
    mention: str | None = Field(default=None, description="Event mention it tells; None: background.")
    kind: str = Field(default="background", description="meeting, report or background: the kind of that mention.")
    salience: float = Field(default=0.0, description="Larger is more worth saying.")
    standalone: bool = Field(default=True, description="False where something it needs stays unresolved.")
    obstacle: str | None = Field(default=None, description="Words that keep it from standing alone.")


class EventKind(StrEnum):
    REPORTED = "reported"
    BACKGROUND = "background"


class SameAs(Record):
    """Another event that may be this one: the texts do not decide it."""

    event: str = Field(description="Id of the other event.")
    weak: bool = Field(default=False, description="Weaker grounds: fewer named slots agree.")
    evidence_for: tuple[Phrase, ...] = Field(default=(), description="What speaks for it.")
    evidence_against: tuple[Phrase, ...] = Field(default=(), description="What speaks against it, or is missing.")


class Event(Record):
    """A group of mentions, never of documents."""

    id: str = Field(pattern=r"^E[0-9]+$", description="E1 ...; E0 is the background.")
    kind: EventKind = Field(description="reported or background.")
    label: Phrase = Field(description="From checked slots.")
    mentions: tuple[Mention, ...] = Field(default=(), description="What the articles tell of it.")
    maybe_same_as: tuple[SameAs, ...] = Field(default=(), description="Undecided identity.")


class Relation(StrEnum):
    AGREE = "agree"
    SINGLE = "single"
    DIFFER = "differ"


class Cluster(Record):
    """Claims that go into one sentence."""

    id: str = Field(description="K1, K2 ...")
    claims: tuple[Claim, ...] = Field(min_length=1, description="The first is the one to quote.")
    relation: Relation = Field(description="agree: every claim says the whole; single; differ: a typed slot differs.")
    event: str = Field(description="Event id.")
    salience: float = Field(description="Of its best claim, after redundancy.")
    origins: tuple[str, ...] = Field(description="Independent origins: document ids, copies counted once.")
