"""The times of what articles report: resolved, held against each other, and told apart from the day of writing. Pure.

Enters: mentions and their documents. Leaves: days, or the two times that lie too far apart for one event. Never happens
here: an undated weekday that dates anything, or a day of writing that dates what is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from service.records import Document, Mention, Slot
from service.text.analysis import analyse, time_at
from service.text.dateline import date_parts, dateline_end
from service.text.dates import TimeExpr, find_dates, resolve
from service.text.story.profile import Profile

FAR_DAYS = 45  # dates of two leads that lie further apart are of two events
SOME_DAYS = 3  # a longer time is a period, and dates no event
Days = tuple[dt.date, dt.date]  # the first and the last


class Context(NamedTuple):
    """What the comparison may look at beside the mentions."""

    documents: Mapping[str, Document]
    profiles: Mapping[str, Profile]  # of mentions that are reports, by id
    dated: dict[str, tuple[tuple[Slot, Days], ...]]  # of leads, by mention; filled while it is asked
    told: dict[str, tuple[Days, ...]]  # of whole articles, by document; filled while it is asked


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


def _days(slot: Slot, documents: Mapping[str, Document]) -> Days | None:
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


def _dated(mention: Mention, context: Context) -> tuple[tuple[Slot, Days], ...]:
    """The times of a mention that are a matter of days; worked out once, as each report is held against all others."""
    if mention.id not in context.dated:
        times = ((slot, _days(slot, context.documents)) for slot in mention.values("when"))
        context.dated[mention.id] = tuple((slot, days) for slot, days in times if days)
    return context.dated[mention.id]


def _told(doc: str, context: Context) -> tuple[Days, ...]:
    """All times that an article tells, a month or a year as a whole."""
    if doc not in context.told:
        document = context.documents[doc]
        published = document.published.date() if document.published else None
        texts = [line.text for line in analyse(document.text).lines if next(date_parts(line.text), None) is None]
        found = (resolve(expression, published) for text in texts for expression in find_dates(text))
        context.told[doc] = tuple((days.start, days.end) for days in found if days)
    return context.told[doc]


def meet(a: Days, b: Days) -> bool:
    """Whether two spans of days have one in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def far_apart(a: Mention, b: Mention, context: Context) -> tuple[Slot, Slot] | None:
    """The dates of both leads that lie nearest, where even these are further apart than ``FAR_DAYS``.

    Not where one article tells the time of the other's lead as well: the verdict on a shooting two years ago opens with
    the day of the verdict. Whether it reports the same event is then for its words to say.
    """
    left, right = _dated(a, context), _dated(b, context)
    gaps = [
        (max((y[0] - x[1]).days, (x[0] - y[1]).days), n, m)
        for n, (_, x) in enumerate(left)
        for m, (_, y) in enumerate(right)
    ]
    if not gaps or min(gaps)[0] <= FAR_DAYS:
        return None
    if any(meet(days, told) for _, days in left for told in _told(b.doc, context)):
        return None
    if any(meet(days, told) for _, days in right for told in _told(a.doc, context)):
        return None
    _, n, m = min(gaps)
    return left[n][0], right[m][0]
