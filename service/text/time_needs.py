"""The day behind a time that does not name it, "on Monday" or "earlier on the day", where the document makes it sure.

Enters: a sentence, the ``Analysis`` of its document, and its date of publication where that is known. Leaves: needs
with document offsets and the bracket to publish behind the time. Pure. Never: a day that the document does not give.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from service.text.analysis import Analysis, Line
from service.text.dates import TimeExpr, find_dates, resolve
from service.text.needs import RawNeed
from service.text.quoted import QUOTED
from service.text.time_anchors import bracket_at, is_anchored

NOT_GIVEN = "undated"
NO_YEAR = "year not given"


def find_time_needs(analysis: Analysis, line: Line, published: dt.date | None) -> list[RawNeed]:
    """The times of one sentence that need a day, and the bracket behind each."""
    return _Times(analysis, line, published).needs()


class _Times:
    """The times of one sentence."""

    def __init__(self, analysis: Analysis, line: Line, published: dt.date | None) -> None:
        self.analysis, self.line, self.published = analysis, line, published
        self.scene = analysis.scene_of(line.position)
        self.previous = analysis.previous(line)

    def needs(self) -> list[RawNeed]:
        found = []
        dates = find_dates(self.line.text)
        for date in dates:
            if is_anchored(self.line.text, date, dates):
                continue
            anchor, evidence = self._anchor(date)
            if any(m.start() < date.start and date.end < m.end() for m in QUOTED.finditer(self.line.text)):
                continue  # "Today" is a show, and a quoted time is the speaker's
            if anchor is None or self.line.text.startswith(("-", " ceasefire"), date.end):
                continue
            # "Today's vote" has its bracket behind the possessive mark: "Today's [undated] vote"
            end = bracket_at(self.line.text, date)
            at = (self.line.offset + date.start, self.line.offset + end)
            words = self.line.text[date.start : end]
            replacement = None if self._other_day(date) else f"{words} [{anchor}]"
            found.append(RawNeed(*at, "deictic_time", replacement, evidence))
        return found

    def _other_day(self, date: TimeExpr) -> bool:
        """The day of another sentence, as in "On the same day", unless this one names a day before or says as what."""
        if not re.match(r"relative:(?:same|that|very)_", date.normal):
            return False
        earlier = any(d.end <= date.start and d.precision != "time" for d in find_dates(self.line.text))
        return not earlier and not re.match(r"\s(?:as|that|when|of)\b", self.line.text[date.end :])

    def _anchor(self, date: TimeExpr) -> tuple[str | None, tuple[tuple[int, int], ...]]:
        """What stands in the bracket behind a time; None where the time needs nothing."""
        if re.match(r"(?i)earlier\s(?:on|in|that|the)\b", self.line.text[date.start : date.end]):
            return self._earlier()
        yearless = date.normal.startswith("--") or date.normal.startswith("month:")
        if not date.deictic and not yearless:
            return None, ()
        resolved = resolve(date, self.published)
        if resolved is not None and not (yearless and self._told_of_a_year()):
            if date.precision in {"year", "decade"} and resolved.start.year < resolved.end.year:
                return f"{resolved.start.year} to {resolved.end.year}", self._own()  # of no day: "over the past decade"
            return format_date(resolved.start, resolved.end), self._own()
        if date.kind == "vague" and not date.anaphoric and self.published is not None:
            return f"as of {format_date(self.published, self.published)}", self._own()  # "recently": by the article
        return (NO_YEAR if yearless else NOT_GIVEN), ()

    def _own(self) -> tuple[tuple[int, int], ...]:
        """The words with which the article dates itself, where they give its date of publication."""
        own = self.analysis.own_date
        if own is None or self.published is None or not own.is_of(self.published):
            return ()
        return ((own.start, own.start + len(own.words)),)

    def _told_of_a_year(self) -> bool:
        """True behind a sentence of the paragraph that tells of some year: "in May" may be of that one."""
        if self.previous is None or self.previous.paragraph != self.line.paragraph:
            return False
        return any(re.match(r"\d{4}|relative:\w*year", d.normal) for d in find_dates(self.previous.text))

    def _earlier(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """When "earlier on the day" is: the day of the scene before, in that scene's words."""
        before = [s for s in self.analysis.scenes if s is not self.scene and s.lines[0] < self.line.position and s.when]
        if not before:
            return NOT_GIVEN, ()
        value = before[-1].when[0]
        line = next(line for line in reversed(self.analysis.lines) if line.offset <= value.start)
        day = next((d for d in find_dates(line.text) if d.end > value.start - line.offset), None)
        resolved = resolve(day, self.published) if day else None
        anchor = format_date(resolved.start, resolved.end) if resolved else NOT_GIVEN
        return f"{value.text}, {anchor}", ((value.start, value.end),)


def format_date(start: dt.date, end: dt.date) -> str:
    """A day or a period: "3 February 2024", "February 2024", "2024", or "3 February 2024 to 4 February 2024"."""
    if (start.month, start.day, end.month, end.day, end.year) == (1, 1, 12, 31, start.year):
        return str(start.year)
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and _is_last_of_month(end):
        return f"{start:%B %Y}"
    first = f"{start.day} {start:%B %Y}"
    return first if start == end else f"{first} to {end.day} {end:%B %Y}"


def _is_last_of_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
