"""What every record shares: frozen values, strict on writing, offsets in Unicode code points, half-open."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A slice of one document: ``document.text[start:end]``."""

    doc: str = Field(description="Document id, S1, S2 ...")
    start: int = Field(ge=0, description="First code point, inclusive.")
    end: int = Field(description="Last code point, exclusive; greater than start.")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"span {self.doc}[{self.start}:{self.end}] is empty or reversed")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """True where `other` lies inside this span, in the same document."""
        return self.doc == other.doc and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two spans share at least one code point."""
        return self.doc == other.doc and self.start < other.end and other.start < self.end


class Citation(Record):
    """Exact words of a source and what they do for the string that cites them."""

    doc: str = Field(description="Document id.")
    start: int = Field(ge=0, description="First code point, inclusive.")
    end: int = Field(description="Last code point, exclusive.")
    quote: str = Field(description="document.text[start:end], byte for byte.")
    role: str = Field(
        default="support", pattern="^(support|corroborate|context)$", description="support, corroborate or context."
    )

    @property
    def span(self) -> Span:
        return Span(doc=self.doc, start=self.start, end=self.end)


class Phrase(Record):
    """A string that a reader sees outside of a brief sentence: a slice, or a template filled from cited slots.

    Without a template, `text` equals the quote of a citation. With one, `text` is the template of that name
    (``service.records.templates``) filled with `slots`; each slot value is a quote of a citation, an id or a number.
    """

    text: str = Field(description="What the reader sees.")
    template: str | None = Field(default=None, description="Name of the template, None for a plain slice.")
    slots: dict[str, str] = Field(default_factory=dict, description="Values filled in.")
    citations: tuple[Citation, ...] = Field(default=(), description="The words it rests on.")
