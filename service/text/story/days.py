"""The days of which articles tell: resolved, and told apart from the day of writing. Pure.

Enters: time slots and their documents. Leaves: first and last days. Never happens here: an undated weekday that dates
anything, or a day of writing that dates what is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from service.records import Document, Slot
from service.text.analysis import analyse, time_at
from service.text.dateline import date_parts, dateline_end
from service.text.dates import TimeExpr, find_dates, resolve

FAR_DAYS = 45  # dates of two leads that lie further apart are of two events
SOME_DAYS = 3  # a longer time is a period, and dates no event
Days = tuple[dt.date, dt.date]  # the first and the last


def expression_of(slot: Slot, documents: Mapping[str, Document]) -> TimeExpr | None:
    """The time that a slot holds, as its sentence tells it."""
    return time_at(documents[slot.span.doc].text, slot.span.start, slot.span.end)


def resolved(slot: Slot, documents: Mapping[str, Document]) -> Days | None:
    """First and last day of a time; None where the texts leave it open."""
    document = documents[slot.span.doc]
    expression = expression_of(slot, documents)
    if expression is not None and expression.anaphoric and slot.as_of:
        # "earlier on the day": the day told before
        told = [v for s in analyse(document.text).scenes for v in s.when[:1] if v.end <= slot.span.start]
        value = next((v for v in reversed(told) if v.text == slot.as_of), None)
        expression = time_at(document.text, value.start, value.end) if value else None
    found = resolve(expression, document.published.date() if document.published else None) if expression else None
    return (found.start, found.end) if found else None


def days_of(slot: Slot, documents: Mapping[str, Document]) -> Days | None:
    """The resolved time, where it is a matter of days: "discovered in 1931" is no time of the news."""
    if _of_writing(slot, documents):
        return None
    found = resolved(slot, documents)
    return found if found and (found[1] - found[0]).days <= SOME_DAYS else None


def _of_writing(slot: Slot, documents: Mapping[str, Document]) -> bool:
    """The day on which an article was written, in a line of its own or in the dateline, is no day of what it tells."""
    lines = analyse(documents[slot.span.doc].text).lines
    line = next((line for line in reversed(lines) if line.offset <= slot.span.start), None)
    if line is None:
        return False
    return slot.span.start < line.offset + dateline_end(line.text) or next(date_parts(line.text), None) is not None


def meet(a: Days, b: Days) -> bool:
    """Whether two spans of days have one in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def told_days(document: Document) -> tuple[Days, ...]:
    """All times that an article tells, a month or a year as a whole."""
    published = document.published.date() if document.published else None
    texts = [line.text for line in analyse(document.text).lines if next(date_parts(line.text), None) is None]
    found = (resolve(expression, published) for text in texts for expression in find_dates(text))
    return tuple((days.start, days.end) for days in found if days)


def gap_of(a: Days, b: Days) -> int:
    """Days that lie between two times; negative where they overlap."""
    return max((b[0] - a[1]).days, (a[0] - b[1]).days)
