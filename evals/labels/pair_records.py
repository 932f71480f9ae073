"""Labelled pairs of claims as records. Pure data.

A pair sets two claims against each other and says whether they differ, and how. Each claim quotes its article; `slot`
names the words inside the quotation that carry the answer. Offsets are computed at load (`pair_rules.places`).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from evals.labels.records import Label, Place, Quote


class Verdict(StrEnum):
    """What two claims are to each other: no difference, or a difference of one type."""

    # no difference
    SAME = "same"  # they say the same in full
    ADDS = "adds"  # one adds to the other; both hold beside each other
    DIFFERENT_THING = "different_thing"  # they answer two questions
    # a difference
    CONFLICT = "conflict"
    UPDATE = "update"
    SCOPE = "scope"
    PRECISION = "precision"
    ATTRIBUTION = "attribution"
    WORDING = "wording"
    SPELLING = "spelling"
    UNDECIDED = "undecided"


NONE = frozenset({Verdict.SAME, Verdict.ADDS, Verdict.DIFFERENT_THING})
TYPES = frozenset(Verdict) - NONE


class Shape(StrEnum):
    """Why a pair looks like a conflict and is none; the first seven after caura#166, the others of news."""

    UPDATE = "update"  # a later count or state
    LIST = "list"  # one item of a list here, another there
    REFINEMENT = "refinement"  # one says more exactly, or names a part as a part
    SCOPE = "scope"  # other people, another area, another span
    NAME = "name"  # the same name, another thing
    CONDITIONAL = "conditional"  # what would be, against what is
    RESTATEMENT = "restatement"  # the same in other words
    ROUNDING = "rounding"  # "at least 20" and 23
    CASUALTIES = "casualties"  # the dead, or the dead and the injured
    CLOCK = "clock"  # local time or UTC, a weekday or a date
    PLACE = "place"  # a place inside a place, or another place of the same sort
    UNIT = "unit"  # metres or feet
    EVENT = "event"  # another event
    QUANTITY = "quantity"  # another quantity of the same event


class Mention(Quote):
    """Words of an article that state the value."""

    slot: str = Field(min_length=1, description="The words of the quotation that carry the answer.")


class Said(Mention):
    """One side of a pair."""

    as_of: str = Field(default="", description="Time words of the article, where they decide.")
    speaker: str = Field(default="", description="Who states it, in the article's words; empty: the article itself.")
    elsewhere: tuple[Mention, ...] = Field(default=(), description="Other places that state the same value.")

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All places of this value, the main one first."""
        return (self, *self.elsewhere)


class ClaimPair(Label):
    """Two claims and what they are to each other."""

    id: str = Field(pattern=r"^[a-z]+-[0-9]{3}$", description="area-001 ...")
    verdict: Verdict
    also: tuple[Verdict, ...] = Field(default=(), description="Other types that a careful editor could give as well.")
    shape: Shape | None = Field(default=None, description="Why it looks like a conflict and is none.")
    attribute: str = Field(min_length=3, description="The question that both seem to answer, in a few words.")
    why: str = Field(min_length=10, description="One line: what decides it.")
    a: Said
    b: Said

    @property
    def differs(self) -> bool:
        """True where an editor would report a difference."""
        return self.verdict in TYPES


class ArticleNote(Label):
    """What is known of an article beside its text."""

    doc: str
    outlet: str = ""
    published: str = Field(default="", description="ISO 8601 date or date and time; empty: not given.")


class FoundPair(Label):
    """A pair with its places: those of either side's slot words."""

    label: ClaimPair
    a: tuple[Place, ...]
    b: tuple[Place, ...]
