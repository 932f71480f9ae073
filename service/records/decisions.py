"""What an editor decides and the tool remembers: which events are one, dates, terms, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from service.records.base import Citation, Record, Span


class DecisionKind(StrEnum):
    SAME = "same"
    APART = "apart"
    DATE = "date"
    KEEP = "keep"
    OUT = "out"
    PIN = "pin"


DECISION_TEXT: dict[DecisionKind, str] = {
    DecisionKind.SAME: "these tell one event",
    DecisionKind.APART: "these tell two events",
    DecisionKind.DATE: "date of publication",
    DecisionKind.KEEP: "this wording is kept",
    DecisionKind.OUT: "this sentence is left out",
    DecisionKind.PIN: "this sentence is put in, if it passes its check",
}
_PLACES = {
    DecisionKind.SAME: 2,
    DecisionKind.APART: 2,
    DecisionKind.DATE: 0,
    DecisionKind.KEEP: 0,
    DecisionKind.OUT: 1,
    DecisionKind.PIN: 1,
}


class Place(Record):
    """Words of a document, by which an editor points at an event or a sentence."""

    document: str = Field(min_length=1, description="S1, S2 ..., or the file name, path or address of the input.")
    words: str = Field(min_length=1, description="Words that stand in the document, letter for letter.")


class Decision(Record):
    """One entry of a file of decisions."""

    kind: DecisionKind = Field(description="same, apart, date, keep, out or pin.")
    places: tuple[Place, ...] = Field(default=(), description="Two or more for same and apart, one for out and pin.")
    document: str = Field(default="", description="For a date: which document.")
    published: datetime | None = Field(default=None, description="For a date: when it was published.")
    term: str = Field(default="", description="For keep: the id of an entry of the term list.")
    author: str = Field(default="", description="Who decided.")
    why: str = Field(default="", description="The reason, in the author's words.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        least = _PLACES[self.kind]
        if len(self.places) < least or (least == 1 and len(self.places) > 1):
            raise ValueError(f"{self.kind} needs {'two or more places' if least > 1 else 'one place'}")
        if self.kind == DecisionKind.DATE and not (self.document and self.published):
            raise ValueError("date needs document and the date itself")
        if self.kind == DecisionKind.KEEP and not self.term:
            raise ValueError("keep needs the id of a term")
        return self


class Decided(Record):
    """A decision as the brief shows it."""

    kind: DecisionKind = Field(description="What kind of decision.")
    author: str = Field(description="Who decided; empty where the file does not say.")
    why: str = Field(default="", description="The reason, in the author's words.")
    value: str = Field(
        default="", description="The date or the term's id; for same the day that holds for the joined event."
    )
    documents: tuple[str, ...] = Field(default=(), description="Ids of the documents it is about.")
    citations: tuple[Citation, ...] = Field(
        default=(),
        description="The words pointed at; for out and pin their whole statement, for keep where the wording stands.",
    )
    used: bool = Field(description="False where nothing in these inputs fits it.")
    note: str = Field(default="", description="Why it was not used.")


@dataclass(frozen=True)
class GivenDay:
    """The day that an undated report has because an editor joined it with a dated one."""

    told: Span  # the time in the words of the report
    words: str
    day: date
    source: Span  # the words of the dated report that the day comes from


@dataclass(frozen=True)
class Rulings:
    """Decisions laid on mentions and claims; empty where nobody decided anything."""

    same: frozenset[frozenset[str]] = frozenset()  # ids of two mentions
    apart: frozenset[frozenset[str]] = frozenset()
    out: frozenset[str] = frozenset()  # ids of claims
    pinned: frozenset[str] = frozenset()
