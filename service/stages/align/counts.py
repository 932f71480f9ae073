"""A count: a figure of a statement with what it counts, of whom, where, up to when, and who gives it.

Enters: a statement, where the figure stands, and what it counts. Leaves: a count whose every part is a slice. Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from service.records import Span
from service.stages.align.count_surroundings import places_of, reach, times_of
from service.stages.align.count_words import COUNTER, INCLUSIVE, OVERALL, RECKONER, REGION, high, low
from service.stages.align.statements import Statement
from service.text.folding import fold
from service.text.numbers import Number
from service.text.quantities import State

# units of what is no money
MEASURED_IN = frozenset({"", "share", "time", "length", "area", "weight", "speed", "volume"})
FIGURE = re.compile(r"(?<![\w-])\d+(?:st|nd|rd|th)?(?![\w-])")


class Count(NamedTuple):
    """``statement.text[start:end]`` is the figure with its qualifier and what it counts."""

    statement: Statement
    start: int
    end: int
    low: float  # in the one unit of its kind; a share in per cent
    high: float
    value: float
    bound: str  # the qualifier of ``Number``; empty where plain
    unit: str
    state: State
    noun: str  # lemma of what is counted; empty where the text does not repeat it
    places: frozenset[str]  # words of the places it is counted in
    part: bool  # told as a part of another count
    inclusive: bool  # a total that names a part: "nine, counting three firefighters"
    single: bool  # one person told of, not counted
    only: bool  # no other figure of its article counts the same
    factor: float  # of its unit
    speaker: Span | None
    as_of: tuple[int, int] | None
    day: dt.date | None
    since: bool
    normal: str
    place_before: frozenset[str]  # the place that the sentences before it are about
    placed: frozenset[str]  # where it belongs in a story of two places
    regional: bool  # a place that holds others: a province, "across", "both banks"
    rival: Span | None  # the figure that it sets another one against, in the same breath
    people: frozenset[str]  # first letters of the peoples or bodies whose members are counted

    @property
    def span(self) -> Span:
        """The figure in its document."""
        return self.statement.span(self.start, self.end)


class What(NamedTuple):
    """What a figure counts, before its surroundings are read."""

    value: float
    number: Number | None
    unit: str
    state: State
    noun: str
    part: bool


def made_of(statement: Statement, start: int, end: int, what: What) -> Count:
    """The count at ``statement.text[start:end]``, with what its surroundings say of it."""
    text = statement.text
    value, number, unit, state, noun, part = what
    bound = number.qualifier if number is not None else ""
    if number is not None and "dozen" in number.text.casefold() and not bound:
        bound = "about"
    top = float(number.high) * value / float(number.value or 1) if number is not None and number.high else value
    as_of, day, since = times_of(statement, start, end)
    return Count(
        statement=statement,
        start=start,
        end=end,
        low=low(value, bound),
        high=high(top, bound),
        value=value,
        bound=bound,
        unit=unit,
        state=state,
        noun=noun,
        places=places_of(statement, *reach(statement, start)),
        place_before=frozenset(),
        placed=frozenset(),
        regional=REGION.search(statement.text[max(0, start - 60) : statement.clause_at(start)[1]]) is not None,
        rival=None,
        part=part,
        inclusive=INCLUSIVE.match(text, end) is not None,
        single=number is None and value == 1,
        only=False,
        factor=1.0,
        speaker=_speaker(statement, start) or _counter(statement, start),
        as_of=as_of,
        day=day,
        since=since and not OVERALL.search(text[max(0, start - 30) : end]),
        normal=f"{bound} {value:g} {unit}".strip(),
        people=_peoples(statement, start, end),
    )


def _speaker(statement: Statement, at: int) -> Span | None:
    """Who says it; words with a figure in them are a clause that was taken for a speaker."""
    speaker = statement.speaker_at(at)
    return speaker if speaker is None or not FIGURE.search(statement.said_by(speaker)) else None


def _counter(statement: Statement, at: int) -> Span | None:
    """Who counts or reckons: "the mayor counted twelve", "the union puts it at", "..., the union reckons"."""
    found = COUNTER.search(statement.text[:at])
    if found is None and (after := RECKONER.search(statement.text, at)) is not None:
        found = after
    return statement.span(found.start("who"), found.end("who")) if found else None


def _peoples(statement: Statement, start: int, end: int) -> frozenset[str]:
    """Who is counted, by the capitalised words inside the figure, or those of the speaker behind "its soldiers"."""
    text = statement.text
    words = re.findall(r"(?<=[\w,] )[A-Z][\w’'-]+", text[start : end + 26].split(", ")[0])
    inside = [w for w in words if text.find(w, start) < end or re.match(r"\sof\sthem\s", text[end:])]
    if re.match(r"\sof\s(?:its|their|his|her|our)\s", text[end : end + 10]):
        speaker = statement.speaker_at(start)
        lead = text[:start] if speaker is None else statement.said_by(speaker)
        inside = re.findall(r"[A-Z][\w-]+", lead)[:2]
    if re.match(r"\sand\s[A-Z]", text[end : end + 6]):
        return frozenset()
    return frozenset(fold(w)[:5] for w in inside)
