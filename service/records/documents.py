"""What enters: documents as loaded, and their sentences."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from service.records.base import Record, Span


class NoticeCode(StrEnum):
    """Everything a reader may be told about an input; the wording lives in ``NOTICE_TEXT``."""

    REPLACED_BYTES = "replaced_bytes"
    ASSUMED_ENCODING = "assumed_encoding"
    DROPPED_CONTROL = "dropped_control"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    TOO_SHORT = "too_short"
    UNUSUAL_CASE = "unusual_case"
    EXACT_COPY = "exact_copy"
    NEAR_COPY = "near_copy"
    HIDDEN_TEXT = "hidden_text"
    ADDRESSES_A_MODEL = "addresses_a_model"
    UNPAIRED_QUOTE = "unpaired_quote"
    NO_DATE = "no_date"
    DATE_FROM_TEXT = "date_from_text"
    DATE_WITHOUT_YEAR = "date_without_year"
    DATE_OF_ANY_ORDER = "date_of_any_order"
    DATE_OF_UPDATE = "date_of_update"
    NO_OUTLET = "no_outlet"
    TRUNCATED = "truncated"
    INPUT_FAILED = "input_failed"
    MODEL_CALL_FAILED = "model_call_failed"
    SHORTENED_FOR_MODEL = "shortened_for_model"
    BUDGET_REACHED = "budget_reached"
    MAY_BE_ANOTHER_EVENT = "may_be_another_event"


NOTICE_TEXT: dict[NoticeCode, str] = {
    NoticeCode.REPLACED_BYTES: "{count} bytes were not valid {encoding} and were replaced",
    NoticeCode.ASSUMED_ENCODING: (
        "the bytes are not UTF-8 and name no encoding; read as {encoding}, which is a guess: where letters are wrong,"
        " name the encoding in the metadata (encoding) or convert the file to UTF-8"
    ),
    NoticeCode.DROPPED_CONTROL: "{count} NUL or unpaired surrogate characters were dropped",
    NoticeCode.UNSUPPORTED_LANGUAGE: (
        "the text does not look like English ({share} of its words are common English words); it was left out"
    ),
    NoticeCode.TOO_SHORT: "only {words} words of running text; it was left out",
    NoticeCode.UNUSUAL_CASE: (
        "the text is written {how}: names and the ends of sentences are told by capital letters, and without them no"
        " sentence can be checked; it was left out; give it in ordinary writing"
    ),
    NoticeCode.EXACT_COPY: "an exact copy of {of}; both count as one origin",
    NoticeCode.NEAR_COPY: "a near copy of {of} (overlap {overlap}); both count as one origin",
    NoticeCode.HIDDEN_TEXT: "{count} characters hidden from a reader of the page were removed",
    NoticeCode.ADDRESSES_A_MODEL: "a sentence addresses a language model; it is treated as data and never cited",
    NoticeCode.UNPAIRED_QUOTE: "a quotation mark has no partner; the sentence is not used",
    NoticeCode.NO_DATE: "no date of publication is known; relative times stay unresolved",
    NoticeCode.DATE_FROM_TEXT: "the date of publication, {date}, was read from the text: “{words}”",
    NoticeCode.DATE_WITHOUT_YEAR: (
        "the text dates itself without a year (“{words}”); relative times stay unresolved until the date is given"
    ),
    NoticeCode.DATE_OF_ANY_ORDER: (
        "the text dates itself “{words}”, and nothing in it says whether the day or the month comes first; relative"
        " times stay unresolved until the date is given"
    ),
    NoticeCode.DATE_OF_UPDATE: (
        "the text gives only the day of its last change (“{words}”), and may have been written before; relative times"
        " stay unresolved until the date of publication is given"
    ),
    NoticeCode.NO_OUTLET: "neither the text nor the metadata names the outlet",
    NoticeCode.TRUNCATED: "cut after {limit} characters",
    NoticeCode.INPUT_FAILED: "{where}: {what}",
    NoticeCode.MODEL_CALL_FAILED: "a model call failed ({error}) for {where}; the source sentence was used instead",
    NoticeCode.SHORTENED_FOR_MODEL: (
        "the statements of {where} do not fit the model together; their source sentences were used"
    ),
    NoticeCode.MAY_BE_ANOTHER_EVENT: (
        "may report another event than the rest of {event}; no sentence of it is published there unless an editor pins"
        " it, and coverage says why"
    ),
    NoticeCode.BUDGET_REACHED: "the ceiling on cost was reached; the rest was written without the model",
}


class Notice(Record):
    """Something a reader should know about one input (or, with an empty `doc`, about the run)."""

    code: NoticeCode = Field(description="Closed vocabulary.")
    doc: str = Field(default="", description="Document id, or empty.")
    params: dict[str, str] = Field(default_factory=dict, description="Values for the wording.")

    @property
    def message(self) -> str:
        return NOTICE_TEXT[self.code].format(**self.params)


class PageSpan(Record):
    """The code points of one page of a PDF."""

    page: int = Field(ge=1, description="Page number from 1.")
    start: int = Field(ge=0, description="First code point, inclusive.")
    end: int = Field(description="Last code point, exclusive.")


class Document(Record):
    """One input. `text` is never changed after load: every offset of the brief points into it."""

    id: str = Field(pattern=r"^S[1-9][0-9]*$", description="S1, S2 ... in the given order.")
    label: str = Field(description="Where it came from, as the caller gave it: path, URL, or stdin.")
    text: str = Field(description="Decoded text, LF line ends, no BOM, NUL or lone surrogates.")
    title: str | None = Field(
        default=None, description="From metadata or the page; None where only the text may hold it."
    )
    outlet: str | None = Field(default=None, description="Name of the publisher, from metadata or the text itself.")
    url: str | None = Field(default=None, description="http or https address of the article.")
    published: datetime | None = Field(default=None, description="Date of publication, where known.")
    retrieved: datetime | None = Field(default=None, description="When a URL was fetched.")
    language: str = Field(default="en", description="BCP 47 code; only English is briefed in this version.")
    sha256_bytes: str = Field(description="Of the bytes as read.")
    sha256_text: str = Field(description="Of `text` as UTF-8.")
    duplicate_of: str | None = Field(
        default=None, description="An earlier document of which this is a copy or near copy."
    )
    pages: tuple[PageSpan, ...] = Field(default=(), description="For PDF input.")
    notices: tuple[Notice, ...] = Field(default=(), description="What the reader should know about this input.")

    def slice(self, span: Span) -> str:
        """The words of `span`; ValueError where it belongs to another document or leaves the text."""
        if span.doc != self.id or span.end > len(self.text):
            raise ValueError(f"{span} is not inside {self.id} ({len(self.text)} code points)")
        return self.text[span.start : span.end]


class Role(StrEnum):
    """What a line or sentence is; only `body` may be cited as evidence."""

    TITLE = "title"
    HEADING = "heading"
    LIST = "list"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    BODY = "body"


class NeedKind(StrEnum):
    """Why a sentence cannot be understood alone."""

    PRONOUN = "pronoun"
    DEFINITE = "definite"
    DEMONSTRATIVE = "demonstrative"
    SIDES = "sides"
    DEICTIC_TIME = "deictic_time"
    OPENER = "opener"
    SHORT_NAME = "short_name"
    ACRONYM = "acronym"
    STORY = "story"  # words that only the story of the article places
    LEAD = "lead"  # names that the lead does not have: it says what they belong to


class Need(Record):
    """Words that point outside their sentence, and what they point at where that is certain."""

    span: Span = Field(description="The words in the sentence.")
    kind: NeedKind = Field(description="Why it points outside.")
    replacement: str | None = Field(default=None, description="Words to publish instead; None: unresolved.")
    evidence: tuple[Span, ...] = Field(default=(), description="Where the replacement's words stand in the document.")


class QuoteContext(Record):
    """The quotation a sentence lies in, its opening perhaps sentences away."""

    span: Span = Field(description="The whole quotation, marks included.")
    speaker: Span | None = Field(default=None, description="The words that name its speaker.")
    closed: bool = Field(default=True, description="False where a mark lacks its partner.")


class Sentence(Record):
    """One sentence (or heading, list item, caption line) with exact offsets."""

    id: str = Field(pattern=r"^S[1-9][0-9]*\.[1-9][0-9]*$", description="S2.7: seventh sentence of S2.")
    span: Span = Field(description="Tight: no white space at either end.")
    text: str = Field(description="document.text[start:end].")
    role: Role = Field(description="title, heading, list, caption, boilerplate or body.")
    paragraph: int = Field(ge=0, description="Index of its paragraph (run of lines without a blank line, or one line).")
    quote_of: QuoteContext | None = Field(
        default=None, description="Set where the sentence lies in a longer quotation."
    )
    needs: tuple[Need, ...] = Field(default=(), description="What it needs to be understood.")
