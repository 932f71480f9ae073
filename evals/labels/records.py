"""Hand-made labels as records: facts, traps, events, sentences, differences, terms, planted sentences. Pure data.

A label points at its evidence by quoting it: `quote` is the exact words, `nth` says which occurrence where the article
has the words more than once. Offsets are computed at load, so that a reader of the file sees words, never numbers.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

SHORT = 240  # characters; a label is a statement, not a paragraph


class Label(BaseModel):
    """A frozen label; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(Label):
    """Words of one article, before their place is known."""

    doc: str = Field(description="Name of the article: the file's name up to its first underscore or full stop.")
    quote: str = Field(min_length=2, description="Exact words of the article.")
    nth: int = Field(default=0, ge=0, description="Which occurrence, from 1; 0: the words occur only once.")


class Place(Label):
    """A quote that was found: ``text[start:end] == quote``, in code points."""

    doc: str
    start: int
    end: int
    quote: str

    def overlaps(self, doc: str, start: int, end: int) -> bool:
        """True where the slice shares a code point with this one."""
        return self.doc == doc and self.start < end and start < self.end


# A group of alternatives: one of them must occur. All groups must occur in one sentence.
Keys = tuple[tuple[str, ...], ...]


class Slots(Label):
    """What a fact states, in the words of an article."""

    value: str = Field(default="", description="Figure, name or answer.")
    as_of: str = Field(default="", description="Time words that the article gives.")
    speaker: str = Field(default="", description="Who states it; empty: the article itself.")
    place: str = Field(default="", description="Where it happens.")


class FactKind(StrEnum):
    """What sort of statement a fact is."""

    MEETING = "meeting"  # that it took place: who, whom, where, when
    TOPIC = "topic"  # what was discussed
    STATEMENT = "statement"  # what somebody said, condemned, called for
    FIGURE = "figure"  # a number with what it counts
    ACTION = "action"  # something done, other than a meeting
    POSITION = "position"  # a standing policy or role
    CONTEXT = "context"  # anything else told as background


class Fact(Label):
    """One statement of the articles that a brief may be asked to carry."""

    id: str = Field(pattern=r"^F[0-9]{3}$", description="F001 ...")
    text: str = Field(min_length=10, max_length=SHORT, description="One sentence, neutral, understood alone.")
    importance: int = Field(
        ge=1, le=3, description="3: a brief without it has failed; 2: it should be there; 1: detail."
    )
    event: str = Field(description="Id of an event label.")
    kind: FactKind
    slots: Slots = Field(default_factory=Slots)
    keys: Keys = Field(min_length=1, description="Words by which a sentence that states it is known.")
    evidence: tuple[Quote, ...] = Field(min_length=1, description="Every place of every article that states it.")


class TrapReason(StrEnum):
    """Why a brief must not say it."""

    BLENDED = "blended"  # two events told as one
    WRONG_FIGURE = "wrong_figure"
    WRONG_DATE = "wrong_date"
    REVERSED_AGENT = "reversed_agent"
    LOST_ATTRIBUTION = "lost_attribution"
    ADOPTED_LABEL = "adopted_label"
    INVENTED_OUTCOME = "invented_outcome"
    FALSE_CERTAINTY = "false_certainty"


class Trap(Label):
    """A statement that a brief must not make."""

    id: str = Field(pattern=r"^T[0-9]{3}$", description="T001 ...")
    text: str = Field(min_length=10, max_length=SHORT, description="The false or unwarranted statement.")
    reason: TrapReason
    keys: Keys = Field(min_length=1, description="Words by which a sentence that makes it is known.")
    unless: tuple[str, ...] = Field(default=(), description="Words that make the sentence harmless: an attribution.")
    why: str = Field(min_length=10, description="What the articles say instead.")
    refuted_by: tuple[Quote, ...] = Field(default=(), description="Places that refute it, where there are some.")


class EventMention(Label):
    """One event as one article tells it."""

    doc: str
    evidence: tuple[Quote, ...] = Field(min_length=1, description="The words that name who, whom, where, when.")


class SameAs(Label):
    """Another event that may be this one, and how far the texts speak for it."""

    event: str
    weak: bool = Field(default=False, description="Little speaks for it.")
    why: str = Field(min_length=5, description="What speaks for and against it.")


class EventLabel(Label):
    """A group of mentions; E0 is the background."""

    id: str = Field(pattern=r"^E[0-9]+$")
    label: str = Field(min_length=5)
    kind: str = Field(pattern="^(reported|background)$")
    mentions: tuple[EventMention, ...] = ()
    maybe_same_as: tuple[SameAs, ...] = ()


class Need(Label):
    """Words of a sentence that cannot be understood without it, and what resolves them."""

    words: str = Field(min_length=1, description="As they stand in the sentence.")
    kind: str = Field(pattern="^(pronoun|definite|time|opener|name|quotation|ellipsis)$")
    resolved_by: Quote | None = Field(default=None, description="None: the article does not resolve it.")


class SentenceLabel(Label):
    """One sentence of one article: which events it tells, and what it needs."""

    doc: str
    quote: str = Field(min_length=2, description="The whole sentence.")
    nth: int = Field(default=0, ge=0)
    role: str = Field(default="body", pattern="^(title|heading|list|body|boilerplate)$")
    events: tuple[str, ...] = Field(default=(), description="Event ids, E0 for the background; none for headings.")
    needs: tuple[Need, ...] = ()


class Side(Label):
    """One side of a difference."""

    value: str = Field(min_length=1, description="As the article words it.")
    evidence: tuple[Quote, ...] = Field(min_length=1)
    as_of: str = ""
    speaker: str = Field(default="", description="Empty: the article names nobody.")


class DifferenceLabel(Label):
    """Where articles, or one article, differ in one slot."""

    id: str = Field(pattern=r"^D[0-9]{3}$")
    event: str = Field(description="Event id; E0 for a quantity of the background.")
    attribute: str = Field(min_length=3, description="What differs, in a few words.")
    relation: str = Field(
        pattern="^(conflict|update|scope|precision|attribution|wording|spelling|undecided)$", description="The type."
    )
    also: tuple[str, ...] = Field(default=(), description="Other types that a careful reader could give as well.")
    importance: int = Field(default=2, ge=1, le=3)
    sides: tuple[Side, ...] = Field(min_length=2)
    note: str = ""


class LoadedTerm(Label):
    """A contested wording, and who uses it."""

    id: str = Field(pattern=r"^L[0-9]{3}$")
    wording: str = Field(min_length=2)
    referent: str = Field(min_length=2, description="Who or what is meant.")
    neutral: str = Field(description="Wording for a brief's own voice; empty: leave the word out.")
    voice: str = Field(pattern="^(narrator|speaker|both)$", description="Who uses it.")
    evidence: tuple[Quote, ...] = Field(min_length=1)


class PlantedKind(StrEnum):
    """In which way a planted sentence is right, or in which one way it is wrong."""

    # supported
    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    FUSION = "fusion"
    NUMBER_WORDS = "number_words"
    NAME_SPELLING = "name_spelling"
    INDIRECT_SPEECH = "indirect_speech"
    # wrong
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    NAME = "name"
    PLACE = "place"
    ROLE_SWAP = "role_swap"
    NEGATION = "negation"
    ANTONYM = "antonym"
    HEDGE_DROPPED = "hedge_dropped"
    ATTRIBUTION_DROPPED = "attribution_dropped"
    ATTRIBUTION_MOVED = "attribution_moved"
    QUOTE_ALTERED = "quote_altered"
    QUOTE_OTHER_SOURCE = "quote_other_source"
    CAUSE_INVENTED = "cause_invented"
    TWO_EVENTS = "two_events"
    WRONG_CITATION = "wrong_citation"
    UNRESOLVED = "unresolved"
    PARTLY_SUPPORTED = "partly_supported"


SUPPORTED_KINDS = frozenset(list(PlantedKind)[:6])


class PlantedSentence(Label):
    """A sentence with the words that it cites, and a verdict that is known."""

    id: str = Field(pattern=r"^[a-z]+-[0-9]{3}$", description="area-001 ...")
    text: str = Field(min_length=10)
    cites: tuple[Quote, ...] = Field(
        min_length=1, description="What it cites; the verdict is about exactly these words."
    )
    supported: bool
    kind: PlantedKind
    how: str = Field(
        pattern="^(edit|rewrite)$", description="edit: a source sentence with little changed; rewrite: free."
    )
    wrong: str = Field(default="", description="The offending words of `text`; empty where it is supported.")
    why: str = Field(min_length=5, description="Why the verdict is what it is.")
