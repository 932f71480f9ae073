"""What a caller may ask for, and the bytes in which a request travels to the ledger and to a worker.

Enters: JSON of strangers, and files beside it. Leaves: a checked request, or pydantic's ValidationError. Pure. Never
happens here: a path, an address of a model, a key, or any other setting that is the house's own affair.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from service.records import Record
from service.settings import Settings
from service.stages.load import Address, TextInput, Upload
from service.stages.load.metadata import parse_date, parse_encoding, parse_url

MAX_WORDS = 2_000  # characters of a headline, name or focus
_NO_TEXT = str.maketrans(dict.fromkeys([0, *range(0xD800, 0xE000)]))  # NUL and lone surrogates are no text


def _clean(value: str) -> str:
    return value.translate(_NO_TEXT)


def _date(value: str) -> str:
    return parse_date(value).isoformat()


def _url(value: str) -> str:
    try:
        return parse_url(value)
    except ValueError:  # its message repeats the value, and with it a password
        raise ValueError("not an http or https address without a user name; give one, or the text itself") from None


def _no_bool(value: object) -> object:
    """The value; true is no count, though Python takes it for 1."""
    if isinstance(value, bool):
        raise ValueError("must be a whole number")  # noqa: TRY004  a fault of the request
    return value


Words = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(_clean)]
Day = Annotated[str, Field(max_length=80), AfterValidator(_date)]
Encoding = Annotated[str, Field(max_length=80), AfterValidator(parse_encoding)]
Count = Annotated[int, BeforeValidator(_no_bool), Field(ge=1, le=500)]
Url = Annotated[str, Field(max_length=MAX_WORDS), AfterValidator(_clean), AfterValidator(_url)]


class GivenDocument(Record):
    """One article: `text`, `html`, the `url` to fetch, or the number of an uploaded file."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [name]} for name in ("text", "html", "upload", "url")]}
    )

    text: str | None = Field(default=None, description="Plain text of the article.")
    html: str | None = Field(default=None, description="A whole page; its main text is taken.")
    url: Url | None = Field(default=None, description="Address of the article; fetched where nothing else is given.")
    upload: int | None = Field(default=None, ge=1, le=1_000, description="Which `file` of a form, counted from 1.")
    title: Words | None = Field(default=None, description="Headline.")
    outlet: Words | None = Field(default=None, description="Publisher's name.")
    published: Day | None = Field(default=None, description="Date of publication, ISO 8601.")
    language: Words | None = Field(default=None, description="BCP 47 code; English is briefed.")
    encoding: Encoding | None = Field(
        default=None, description="Of a file or page whose bytes do not say it themselves."
    )

    @model_validator(mode="after")
    def _has_one_content(self) -> Self:
        given = [name for name in ("text", "html", "upload") if getattr(self, name) is not None]
        if len(given) > 1 or (not given and self.url is None):
            raise ValueError("give exactly one of text, html, upload or, to have it fetched, url")
        return self


class GivenSettings(Record):
    """What a caller may choose; the rest is as the service was started."""

    writer: Literal["auto", "llm", "extractive"] = Field(default="auto", description="auto: llm where one is set up.")
    sentences: Count = Field(default=24, description="Ceiling over all events, at least one for each.")
    focus: Words | None = Field(default=None, description="What to write about.")
    on_mixed: Literal["split", "refuse"] = Field(default="split", description="When inputs report different events.")

    @field_validator("focus")
    @classmethod
    def _said(cls, value: str | None) -> str | None:
        """Blanks are no question, as on the command line."""
        return (value or "").strip() or None


class BriefRequest(Record):
    """Body of POST /v1/briefs."""

    documents: tuple[GivenDocument, ...] = Field(default=(), description="The articles; S1, S2 ... in this order.")
    settings: GivenSettings = Field(default_factory=GivenSettings, description="What to write.")
    decisions: dict[str, Any] | None = Field(
        default=None, description="What an editor decided: `author` and `decisions`, as in a file of decisions."
    )
    since: str | dict[str, Any] | None = Field(
        default=None, description="An earlier brief, or the id of one: tell what changed."
    )


class CheckRequest(Record):
    """Body of POST /v1/check: exactly one of `brief` and `text`."""

    brief: dict[str, Any] | None = Field(default=None, description="A brief of ours, as JSON.")
    text: str | None = Field(default=None, description="Anybody's Markdown or plain text; [n] cites the n-th document.")
    documents: tuple[GivenDocument, ...] = Field(min_length=1, description="The articles.")

    @model_validator(mode="after")
    def _has_one_text(self) -> Self:
        if (self.brief is None) == (self.text is None):
            raise ValueError("give either brief or text")
        return self


class File(NamedTuple):
    """One uploaded file."""

    name: str
    data: bytes


class Package(NamedTuple):
    """A request as it came: the bytes of its JSON, its files, and an earlier brief that its id stands for."""

    body: bytes
    files: tuple[File, ...] = ()
    since: bytes = b""

    def pack(self) -> bytes:
        """All of it in one value."""
        sizes = [len(self.body), len(self.since), *(len(file.data) for file in self.files)]
        head = json.dumps({"sizes": sizes, "names": [file.name for file in self.files]}).encode()
        return b"\n".join([head, b"".join([self.body, self.since, *(file.data for file in self.files)])])

    @classmethod
    def unpack(cls, data: bytes) -> Package:
        """What `pack` made."""
        head, _, rest = data.partition(b"\n")
        said, parts, start = json.loads(head), [], 0
        for size in said["sizes"]:
            parts.append(rest[start : start + size])
            start += size
        files = tuple(File(*pair) for pair in zip(said["names"], parts[2:], strict=True))
        return cls(parts[0], files, parts[1])

    def fingerprint(self, *also: str) -> str:
        """The same for the same request; of its bytes, as what they say may be one thing in two spellings."""
        digest = hashlib.sha256(self.pack())
        for word in also:
            digest.update(b"\0" + word.encode())
        return digest.hexdigest()


def inputs_of(documents: Sequence[GivenDocument], files: Sequence[File]) -> list[TextInput | Address | Upload]:
    """The articles in the form that load takes; a file that no document names comes last, in the order sent."""
    found: list[TextInput | Address | Upload] = []
    named = {document.upload for document in documents if document.upload is not None}
    for document in documents:
        known: dict[str, Any] = document.model_dump(include={"title", "outlet", "published", "language"})
        read = {"encoding": document.encoding}  # of what comes as bytes
        if document.upload is not None:
            file = files[document.upload - 1]
            found.append(Upload(name=file.name, data=file.data, url=document.url, **known, **read))
        elif document.text is not None or document.html is not None:
            found.append(TextInput(text=document.text, html=document.html, url=document.url, **known))
        else:
            found.append(Address(url=document.url or "", **known, **read))
    unnamed = (file for number, file in enumerate(files, start=1) if number not in named)
    return found + [Upload(name=file.name, data=file.data) for file in unnamed]


def settings_for(chosen: GivenSettings, base: Settings) -> Settings:
    """The house's settings under what a caller chose."""
    return base.model_copy(update=chosen.model_dump(exclude_unset=True))
