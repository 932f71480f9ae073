"""What changed since an earlier brief."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from service.records.base import Citation, Record


class ChangeKind(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    CONTRADICTED = "contradicted"
    WITHDRAWN = "withdrawn"


CHANGE_TEXT: dict[ChangeKind, str] = {
    ChangeKind.NEW: "no source of the earlier brief says it",
    ChangeKind.UPDATED: "may be a later figure or state than in the earlier brief's sources",
    ChangeKind.CONTRADICTED: "the sources of the earlier brief say otherwise",
    ChangeKind.WITHDRAWN: "published earlier; its source has changed and no source says it now",
}


CORRECTED_TEXT = "corrected by its outlet: a later version of the article says otherwise"


class EarlierWords(Record):
    """Words of a document of the earlier brief, by the ids and offsets of that brief."""

    doc: str = Field(description="Document id in the earlier brief.")
    start: int = Field(ge=0, description="First code point in that document's text.")
    end: int = Field(description="Last code point, exclusive.")
    quote: str = Field(description="The words.")


class Change(Record):
    """One thing that is otherwise than in the earlier brief, with the words on each side."""

    kind: ChangeKind = Field(description="new, updated, contradicted or withdrawn.")
    sentence: str = Field(default="", description="Id of the published sentence that is new; else empty.")
    corrected: bool = Field(default=False, description="Both sides are versions of one article.")
    now: tuple[Citation, ...] = Field(default=(), description="Words of the present sources; empty where withdrawn.")
    earlier: tuple[EarlierWords, ...] = Field(default=(), description="Words of the earlier sources; empty where new.")
