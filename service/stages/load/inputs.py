"""The values that pass between the steps of load. Pure data, no I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from service.errors import InputError
from service.records import Document, Notice, PageSpan, Record


class Rejected(InputError):
    """One input that cannot be used; the message says what is wrong and what to do. Never leaves this folder."""


class NothingUsable(InputError):
    """Not one input could be used."""

    def __init__(self, message: str, failures: Sequence[Notice], origins: Mapping[str, int]) -> None:
        super().__init__(message)
        self.failures, self.origins = tuple(failures), dict(origins)


class Kind(StrEnum):
    """The formats that load reads."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    JSONL = "jsonl"


class TextInput(Record):
    """An article in memory: exactly one of `text` and `html`."""

    text: str | None = Field(default=None, description="Plain text of the article.")
    html: str | None = Field(default=None, description="A whole page; its main text is taken.")
    label: str | None = Field(default=None, description="What to call it in messages; default: text 1, text 2 ...")
    title: str | None = Field(default=None, description="Headline.")
    outlet: str | None = Field(default=None, description="Publisher's name.")
    url: str | None = Field(default=None, description="http or https address of the article.")
    published: datetime | str | None = Field(default=None, description="Date of publication; text must be ISO 8601.")
    language: str | None = Field(default=None, description="BCP 47 code.")


class Address(Record):
    """An article to fetch, with what is known of it beside its page."""

    url: str = Field(description="http or https address.")
    title: str | None = Field(default=None, description="Headline.")
    outlet: str | None = Field(default=None, description="Publisher's name.")
    published: datetime | str | None = Field(default=None, description="Date of publication; text must be ISO 8601.")
    language: str | None = Field(default=None, description="BCP 47 code.")
    encoding: str | None = Field(default=None, description="Of its bytes, where they do not say it themselves.")


class Upload(Record):
    """A file that came as bytes; its name says its format, and is no path."""

    name: str = Field(description="Such as story.pdf.")
    data: bytes = Field(description="The file as sent.")
    title: str | None = Field(default=None, description="Headline.")
    outlet: str | None = Field(default=None, description="Publisher's name.")
    url: str | None = Field(default=None, description="http or https address of the article; not fetched.")
    published: datetime | str | None = Field(default=None, description="Date of publication; text must be ISO 8601.")
    language: str | None = Field(default=None, description="BCP 47 code.")
    encoding: str | None = Field(default=None, description="Of its bytes, where they do not say it themselves.")


# What comes with its content or its address, and is never looked up as a path.
Given = TextInput | Address | Upload


class Loaded(Record):
    """What load hands on."""

    documents: tuple[Document, ...] = Field(
        description="In the given order; an input that failed leaves a gap in the ids."
    )
    failures: tuple[Notice, ...] = Field(
        default=(), description="One for each input, or metadata file, that could not be used; `where` is its label."
    )
    origins: dict[str, int] = Field(
        default_factory=dict, description="By id: which of the inputs it came of, from 0, folders opened up."
    )


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    language: str | None = None
    encoding: str | None = None

    def under(self, upper: Metadata) -> Metadata:
        """These values, overridden by what `upper` gives."""
        given = {f.name: getattr(upper, f.name) for f in fields(upper) if getattr(upper, f.name) is not None}
        return replace(self, **given)


@dataclass(frozen=True, slots=True)
class Raw:
    """One article before its format is read; `text` is set where the bytes came already decoded, as from JSON."""

    label: str
    data: bytes
    kind: Kind
    text: str | None = None
    charset: str | None = None
    retrieved: datetime | None = None
    metadata: Metadata = field(default_factory=Metadata)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one parser process may use and give."""

    memory_bytes: int
    pages: int
    decompressed_bytes: int
    articles: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of JSON lines, not read yet."""

    label: str
    path: Path


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be used, and why. As an item of its own it takes the id of an input."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of one article and what its own format says of it."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[PageSpan, ...] = ()
    replaced: int = 0
    encoding: str = "utf-8"
    assumed: str = ""
    hidden: int = 0
    is_cut: bool = False
