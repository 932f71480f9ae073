"""The date that an article gives itself: a line of its head or foot that is nothing but a date, or its dateline. Pure.

Enters: the text. Leaves: a date with the words that give it, or None. Never happens here: a date inferred from what the
article tells, a year that the words lack, a day of writing from that of a later change, or a choice between two dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from service.text.dateline import LINE_CHARS, TRIGGER, date_parts
from service.text.day_order import NUMERIC, settled

OPENING_LINES = 8
CLOSING_LINES = 3
_LINE = re.compile(r"[^\s][^\n]*")
_YEARS = range(1900, 2200)

_PLACE = r"[A-Z][\w'’.-]*(?:[ /][A-Z][\w'’.-]*){0,3}"
_AGENCY = r"(?:\([A-Z][\w ’'./-]{1,40}\)|/[A-Z][\w ]{1,40}/)"
_HEAD = re.compile(rf"{_PLACE}(?:, {_PLACE}){{0,2}}(?:,| {_AGENCY},?) ")
_AFTER = re.compile(rf",?\s?(?:{_AGENCY}\s?)?[-–—]{{1,2}}\s")


class OwnDate(NamedTuple):
    """What an article says of its own day: `words`, which stand at `start` of its text.

    `published` is None where they leave it open; where they lack but the year, `normal` is the day, as "--03-12".
    """

    published: datetime | None
    words: str
    start: int = 0
    normal: str = ""
    is_any_order: bool = False  # open is which number is the day, not the year
    is_of_update: bool = False  # the day of the last change: "this morning" was written on it or any day before

    def is_of(self, day: date) -> bool:
        """Whether the words give that day, or that day of a year which they lack."""
        if self.published is not None:
            return self.published.date() == day
        return self.normal == f"--{day:%m-%d}"


class _Line(NamedTuple):
    start: int
    text: str


class _Found(NamedTuple):
    date: OwnDate
    rank: int  # labelled as published, a bare date, labelled as updated, the dateline


_UPDATED = 2
_TOLD = (0, 1, 3, _UPDATED)  # whose date counts first


def own_date(text: str) -> OwnDate | None:
    """The date of publication in the text's own words: a labelled line, a bare date line, else the dateline."""
    lines = [_Line(m.start(), m.group().rstrip()) for m in _LINE.finditer(text)]
    head, foot = lines[:OPENING_LINES], lines[OPENING_LINES:][-CLOSING_LINES:]
    found = [*_in_head(head, text), *(f for line in foot for f in _of_line(line, text) if f.rank in {0, 2})]
    known = [f for f in found if f.date.published is not None] or found
    for rank in _TOLD:
        dates = {f.date.published or f.date.words: f.date for f in known if f.rank == rank}
        if dates:
            return next(iter(dates.values())) if len(dates) == 1 else None
    return None


def _of_line(line: _Line, text: str) -> Iterator[_Found]:
    """The parts of a line that are nothing but a date, with the label that says whose."""
    for part in date_parts(line.text):
        normal = part.normal
        if is_any_order := normal.startswith(NUMERIC):
            day = settled(normal, part.words, text)
            normal, is_any_order = (day.isoformat(), False) if day is not None else (normal, True)
        published = _moment(normal, part.clock)
        if published is not None or is_any_order:
            start = line.start + line.text.index(part.words)
            if part.rank == _UPDATED:
                yield _Found(OwnDate(None, part.words, start, is_of_update=True), part.rank)
            else:
                yield _Found(OwnDate(published, part.words, start, normal, is_any_order), part.rank)


def _in_head(lines: list[_Line], text: str) -> Iterator[_Found]:
    for line in lines:
        yield from _of_line(line, text)
        if dateline := _dateline(line):
            yield dateline
            return


def _moment(normal: str, clock: str) -> datetime | None:
    """Of "2026-03-12" or "2026-03-12T14:30"; a clock time counts as UTC, as everywhere where no zone is known."""
    day, _, inside = normal.partition("T")
    try:
        return _plausible(datetime.fromisoformat(f"{day}T{inside or clock or '00:00'}"))
    except ValueError:
        return None


def _plausible(found: datetime) -> datetime | None:
    return found.replace(tzinfo=UTC) if found.year in _YEARS else None


def _dateline(found: _Line) -> _Found | None:
    """The day in "PORT NAME, March 12, 2026 (Agency) - ..."; without its year it dates nothing, and is told as such."""
    line = found.text
    if not TRIGGER.search(line[:LINE_CHARS]):
        return None
    from service.text.dates import find_dates

    for expression in find_dates(line[:LINE_CHARS])[:1]:
        head, tail = _HEAD.fullmatch(line[: expression.start]), _AFTER.match(line[expression.end :])
        if head is None or tail is None:
            return None
        if expression.kind != "absolute" or expression.precision != "day":
            return None
        published = None if expression.deictic else _moment(expression.normal, "")
        words = line[: expression.end + tail.end()].rstrip(" -–—:")
        if published is not None or expression.normal.startswith("--"):
            return _Found(OwnDate(published, words, found.start, expression.normal), 3)
    return None
