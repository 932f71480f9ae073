"""What leaves: checked sentences, differences, terms, what was withheld, and the brief that holds them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from service.records.base import Citation, Phrase, Record, Span
from service.records.changes import Change
from service.records.decisions import Decided
from service.records.documents import Document, Notice
from service.records.evidence import Event
from service.records.timeline import FigureSeries, TimelineEntry

SCHEMA_VERSION = "1.2"


class Gate(StrEnum):
    CONTEXT = "context"
    POINTER = "pointer"
    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ATTRIBUTION = "attribution"
    RELATION = "relation"
    LOADED = "loaded"
    EVENT = "event"
    ENTAILMENT = "entailment"
    MINIMAL = "minimal"


class Outcome(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNSCORED = "unscored"


class Reason(StrEnum):
    """Why a gate failed or a sentence was withheld."""

    ROLE_NOT_BODY = "role_not_body"
    POINTS_OUTSIDE = "points_outside"
    UNEXPECTED_SIGNS = "unexpected_signs"
    NOT_ONE_SENTENCE = "not_one_sentence"
    INSIDE_QUOTATION = "inside_quotation"
    SPAN_MISMATCH = "span_mismatch"
    SOURCE_MISSING = "source_missing"
    NO_SUPPORT = "no_support"
    QUOTE_NOT_IN_SOURCE = "quote_not_in_source"
    UNPAIRED_QUOTE = "unpaired_quote"
    NUMBER_NOT_IN_SOURCE = "number_not_in_source"
    NUMBER_OF_OTHER = "number_of_other"
    DATE_NOT_IN_SOURCE = "date_not_in_source"
    TIME_WITHOUT_ANCHOR = "time_without_anchor"
    NAME_NOT_IN_SOURCE = "name_not_in_source"
    SPEAKER_LOST = "speaker_lost"
    SPEAKER_CHANGED = "speaker_changed"
    DENIAL_LOST = "denial_lost"
    WORDS_NOT_IN_SOURCE = "words_not_in_source"
    ROLES_CHANGED = "roles_changed"
    NEGATION_CHANGED = "negation_changed"
    HEDGE_CHANGED = "hedge_changed"
    OUTCOME_INVENTED = "outcome_invented"
    LOADED_LABEL = "loaded_label"
    TWO_EVENTS = "two_events"
    NOT_ENTAILED = "not_entailed"
    PARTLY_SUPPORTED = "partly_supported"
    NOT_CHECKED = "not_checked"
    SUPERFLUOUS_CITATION = "superfluous_citation"
    ADDRESSES_A_MODEL = "addresses_a_model"
    MODEL_FAILED = "model_failed"
    BUDGET = "budget"


class Check(Record):
    """What one gate said of one sentence."""

    gate: Gate = Field(description="Which gate.")
    outcome: Outcome = Field(description="pass, fail or unscored.")
    reason: Reason | None = Field(default=None, description="Set where it failed.")
    words: tuple[str, ...] = Field(default=(), description="The offending words.")


class EditKind(StrEnum):
    LABEL = "label"
    REFERENT = "referent"
    TIME = "time"
    CASE = "case"


class Edit(Record):
    """A recorded change to verbatim words: ``text[start:end] == replacement``, once the words of `source`."""

    start: int = Field(ge=0, description="First code point in the published text.")
    end: int = Field(description="Last code point, exclusive; equals start where words were left out.")
    replacement: str = Field(description="The words as published.")
    source: Span = Field(description="The words as they stand in the source.")
    kind: EditKind = Field(description="label, referent, time or case.")
    evidence: tuple[Span, ...] = Field(default=(), description="Where the replacement's words come from.")


class WrittenBy(StrEnum):
    MODEL = "model"
    REPAIR = "repair"
    EXTRACT = "extract"


class Draft(Record):
    """A sentence before its check."""

    cluster: str = Field(description="Cluster id.")
    event: str = Field(description="Event id.")
    text: str = Field(description="The sentence.")
    claims: tuple[str, ...] = Field(description="Ids of the claims it was written from.")
    citations: tuple[Citation, ...] = Field(description="support, corroborate and context spans.")
    edits: tuple[Edit, ...] = Field(default=(), description="For verbatim text.")
    attribution: Phrase = Field(description="Who says it, rendered apart from the text.")
    written_by: WrittenBy = Field(description="model, repair or extract.")


class BriefSentence(Record):
    """A published sentence: every gate passed."""

    id: str = Field(pattern=r"^B[1-9][0-9]*$", description="B1, B2 ... in reading order.")
    text: str = Field(description="The words to publish.")
    attribution: Phrase = Field(description="Who says it.")
    corroboration: Phrase | None = Field(default=None, description="Which other sources say the same in full.")
    edits: tuple[Edit, ...] = Field(default=(), description="Recorded edits; undoing them gives the cited slice.")
    citations: tuple[Citation, ...] = Field(description="At least one with role support.")
    event: str = Field(description="Event id.")
    cluster: str = Field(description="Cluster id.")
    support: str = Field(pattern="^(agreed|single)$", description="agreed: each cited origin alone carries the whole.")
    origins: tuple[str, ...] = Field(description="Independent origins.")
    checks: tuple[Check, ...] = Field(description="One for each gate.")
    written_by: WrittenBy = Field(description="model, repair or extract.")


class DifferenceRelation(StrEnum):
    CONFLICT = "conflict"
    UPDATE = "update"
    SCOPE = "scope"
    PRECISION = "precision"
    ATTRIBUTION = "attribution"
    WORDING = "wording"
    SPELLING = "spelling"
    UNDECIDED = "undecided"


class Position(Record):
    """One side of a difference."""

    value: Phrase = Field(description="As the source words it.")
    normal: str = Field(description="Normal form compared.")
    as_of: Phrase | None = Field(default=None, description="Time that the text gives for it.")
    speaker: Phrase | None = Field(default=None, description="Who states it; None: the outlet names no source.")
    counted: tuple[Phrase, ...] = Field(
        default=(), description="Of a figure: since when, where or of what it counts, as its sentence says."
    )
    sources: tuple[str, ...] = Field(description="Document ids.")
    citations: tuple[Citation, ...] = Field(min_length=1, description="Where it stands.")


class Difference(Record):
    """Where sources, or one source, differ in one slot."""

    id: str = Field(description="D1, D2 ...")
    event: str = Field(description="Event id; E0 for a quantity of the background.")
    attribute: Phrase = Field(description="What differs.")
    relation: DifferenceRelation = Field(description="Closed vocabulary.")
    positions: tuple[Position, ...] = Field(min_length=2, description="The sides.")
    pairs: tuple[tuple[int, int], ...] = Field(
        default=(), description="Numbers, from 0, of the sides that the relation holds between; empty: each two."
    )
    note: Phrase = Field(description="What follows from it.")

    @model_validator(mode="after")
    def _pairs_of_sides(self) -> Self:
        known = range(len(self.positions))
        if any(one == other or one not in known or other not in known for one, other in self.pairs):
            raise ValueError("pairs must be numbers of two of the positions")
        return self


class TermVariant(Record):
    """One outlet's or speaker's wording."""

    wording: str = Field(description="A slice.")
    speaker: str | None = Field(default=None, description="Words that name the speaker; None: the outlet's own voice.")
    citations: tuple[Citation, ...] = Field(min_length=1, description="Where it stands.")


class Term(Record):
    """One referent, and what the sources call it."""

    referent: str = Field(description="A slice that names it neutrally, or the neutral wording of the term list.")
    neutral: str = Field(description="Wording of the brief.")
    variants: tuple[TermVariant, ...] = Field(min_length=1, description="What the sources call it.")
    handling: str = Field(pattern="^(replaced|attributed|kept|not used)$", description="What the brief does with it.")


class Withheld(Record):
    """A cluster that was selected and not published."""

    text: str = Field(description="The source words it was to rest on.")
    stage: str = Field(description="compose or check.")
    gate: Gate | None = Field(default=None, description="The gate that failed last.")
    reason: Reason = Field(description="Closed vocabulary.")
    words: tuple[str, ...] = Field(default=(), description="The offending words.")
    event: str = Field(description="Event id.")
    citations: tuple[Citation, ...] = Field(min_length=1, description="Where the words stand.")


class OverviewRow(Record):
    """One event at a glance; every cell cited."""

    event: str = Field(description="Event id.")
    who: tuple[Phrase, ...] = Field(description="As reported.")
    whom: tuple[Phrase, ...] = Field(default=(), description="As reported.")
    where: tuple[Phrase, ...] = Field(description="As reported.")
    when: tuple[Phrase, ...] = Field(description="As reported, never resolved without a date.")
    topics: tuple[Phrase, ...] = Field(default=(), description="What it was about, in slices.")
    sources: tuple[str, ...] = Field(description="Document ids.")
    maybe_same_as: tuple[Phrase, ...] = Field(default=(), description="Undecided identity.")


class Coverage(Record):
    """What the brief used of one document."""

    doc: str = Field(description="Document id.")
    claims: int = Field(ge=0, description="Claims found in it.")
    used: int = Field(ge=0, description="Claims that a published sentence cites.")
    verbatim_share: float = Field(ge=0, le=1, description="Share of its characters repeated word for word.")
    note: Phrase = Field(description="In words, with the reason where nothing was used.")


class PromptUse(Record):
    id: str = Field(description="Prompt id.")
    version: str = Field(description="Prompt version.")
    sha256: str = Field(description="Of the template's bytes.")


class Provenance(Record):
    """What made the brief; the same inputs and settings make the same brief."""

    evenhand_version: str = Field(description="Version of the program.")
    pipeline_version: str = Field(description="Hash of stage code and data files.")
    writer: str = Field(description="extractive or llm.")
    model: str | None = Field(default=None, description="Model name as asked.")
    prompts: tuple[PromptUse, ...] = Field(default=(), description="Prompts used.")
    settings: dict[str, str] = Field(default_factory=dict, description="Settings that change the brief.")
    documents: dict[str, str] = Field(description="sha256 of each document's text by id.")


class Usage(Record):
    """What the brief cost; all that varies from run to run lies here."""

    calls: int = Field(default=0, description="Requests answered by the endpoint.")
    cached_calls: int = Field(default=0, description="Answers taken from the cache or a recording.")
    cached_tokens_in: int = Field(default=0, description="Of those answers, when they were made; not paid again.")
    cached_tokens_out: int = Field(default=0, description="Of those answers, when they were made; not paid again.")
    tokens_in: int = Field(default=0, description="By the endpoint's own count.")
    tokens_out: int = Field(default=0, description="By the endpoint's own count.")
    cost_usd: float | None = Field(default=None, description="Where a price is known.")
    seconds: dict[str, float] = Field(default_factory=dict, description="By stage.")


class Brief(Record):
    """Everything a reader needs to audit it."""

    schema_version: str = Field(default=SCHEMA_VERSION, description="Major.minor.")
    title: Phrase = Field(description="A template.")
    overview: tuple[OverviewRow, ...] = Field(description="One row an event.")
    events: tuple[Event, ...] = Field(description="Reported first, then the background.")
    sentences: tuple[BriefSentence, ...] = Field(description="In reading order, grouped by event.")
    differences: tuple[Difference, ...] = Field(default=(), description="Where sources differ.")
    terms: tuple[Term, ...] = Field(default=(), description="What the sources call the same.")
    withheld: tuple[Withheld, ...] = Field(default=(), description="Selected and not published.")
    timeline: tuple[TimelineEntry, ...] = Field(default=(), description="Where sources give dates, in their order.")
    figures: tuple[FigureSeries, ...] = Field(default=(), description="Figures of one count, in order of time.")
    since: Phrase | None = Field(default=None, description="With which earlier brief this one was compared.")
    changes: tuple[Change, ...] = Field(default=(), description="Since an earlier brief, where one was given.")
    decisions: tuple[Decided, ...] = Field(default=(), description="What an editor decided for this brief.")
    coverage: tuple[Coverage, ...] = Field(default=(), description="One for each document.")
    sources: tuple[Document, ...] = Field(description="The documents, with their text.")
    notices: tuple[Notice, ...] = Field(default=(), description="About inputs and the run.")
    provenance: Provenance = Field(description="What made it.")
    usage: Usage = Field(default_factory=Usage, description="The volatile part.")
