"""Time expressions as values, and what they mean once a publication date is known.

In: a time expression, the date its document was published. Out: a span of days, or None.
Never: a clock; never a guess for an expression that hangs on another sentence ("the month before").
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:/(\d{4})-(\d\d)-(\d\d))?(?:T.*)?$", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)(?:/--(\d\d)-(\d\d))?(?:T.*)?$", re.ASCII)
_AGO = re.compile(r"relative:(\d+)_(hour|day|week|month|year|decade)s_(ago|hence)$", re.ASCII)
_PAST = re.compile(r"relative:past_(?:(\d+)_)?(hour|day|week|month|year|decade)s?$", re.ASCII)
_STEP = re.compile(r"relative:(last|this|next)_(week|weekend|month|year|decade)$")
DAY_OFFSETS = {"today": 0, "tonight": 0, "yesterday": -1, "last_night": -1, "tomorrow": 1}
BACK, AHEAD = "back", "ahead"  # ways from the publication
# A day without a year or a month of another year: further off, a writer gives the year, or means a day that is a name.
NEAR_DAYS = 183


class TimeExpr(NamedTuple):
    """A time expression of a text; `prep` is the preposition before it, outside the span."""

    start: int
    end: int
    text: str
    kind: str  # absolute, weekday, relative, vague
    precision: str  # time, day, weekend, week, month, year, decade, vague
    normal: str
    deictic: bool  # a publication date is needed to resolve it
    anaphoric: bool = False  # another time in the text is needed to resolve it
    prep: str = ""
    way: str = ""  # back, ahead; empty where the sentence leaves it open, or none is needed
    told: str = ""  # normal form of the day on which it was said to lie ahead


class ResolvedDate(NamedTuple):
    """First and last day, both inclusive."""

    start: date
    end: date
    precision: str


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _month(year: int, month: int) -> ResolvedDate | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return None
    return ResolvedDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _years(first: int, count: int, precision: str) -> ResolvedDate | None:
    if not 1 <= first <= 9999 - count + 1:
        return None
    return ResolvedDate(date(first, 1, 1), date(first + count - 1, 12, 31), precision)


def _days(start: date | None, count: int, precision: str) -> ResolvedDate | None:
    end = _shift(start, count - 1) if start else None
    return ResolvedDate(start, end, precision) if start and end else None


def _unit(anchor: date, unit: str, step: int) -> ResolvedDate | None:
    """The calendar unit that lies `step` units from the one that holds `anchor`."""
    if unit == "day":
        return _days(_shift(anchor, step), 1, "day")
    if unit == "week":
        return _days(_shift(anchor, 7 * step - anchor.weekday()), 7, "week")
    if unit == "month":
        return _month(anchor.year, anchor.month + step)
    if unit == "year":
        return _years(anchor.year + step, 1, "year")
    return _years(anchor.year // 10 * 10 + 10 * step, 10, "decade")


def _weekend(published: date, way: str) -> ResolvedDate | None:
    """The latest Saturday and Sunday that start on or before publication, or the next that have not begun."""
    if way == AHEAD:
        return _days(_shift(published, 5 - published.weekday()), 2, "weekend") if published.weekday() < 5 else None
    return _days(_shift(published, -((published.weekday() - 5) % 7)), 2, "weekend") if way == BACK else None


def _resolve_full(normal: str, precision: str) -> ResolvedDate | None:
    match = _FULL.match(normal)
    if match:
        year, month, day, *other = (int(group) if group else 0 for group in match.groups())
        start = _day(year, month, day)
        end = _day(other[0], other[1], other[2]) if other[0] else start
        if start is None or end is None or end < start:
            return None
        return ResolvedDate(start, end, precision if precision == "time" else "day")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", normal):
        return _month(int(normal[:4]), int(normal[5:]))
    if re.fullmatch(r"[0-9]{4}", normal):
        return _years(int(normal), 1, "year")
    if re.fullmatch(r"[0-9]{4}s", normal):
        return _years(int(normal[:4]), 10, "decade")
    return None


def _resolve_yearless(expr: TimeExpr, published: date) -> ResolvedDate | None:
    """The year in which the day lies on the side of publication that its sentence tells, where it is near enough."""
    match = _YEARLESS.match(expr.normal)
    if not match or not expr.way:
        return None
    month, day, *other = (int(group) if group else 0 for group in match.groups())
    for year in (published.year - 1, published.year, published.year + 1):
        start = _day(year, month, day)
        if start is None or abs((start - published).days) > NEAR_DAYS:
            continue
        if start < published if expr.way == AHEAD else start > published:
            continue
        end = _day(year + (other[0] < month), other[0], other[1]) if other[0] else start
        return ResolvedDate(start, end, "day") if end else None
    return None


def _resolve_weekday(expr: TimeExpr, published: date) -> ResolvedDate | None:
    """The last such day up to publication, or the first one after it.

    On a Monday, "will open on Monday" may be that day or a week later; on a Sunday, "last Friday" the day before
    yesterday or a week earlier: neither is resolved.
    """
    step, name = _step_and_day(expr.normal)
    if step == "next" or not expr.way:
        return None
    weekday = WEEKDAYS.index(name)
    back = (published.weekday() - weekday) % 7
    if expr.way == BACK:
        if step == "last" and 0 < back <= published.weekday():
            return None
        if expr.prep == "since" and not back:
            return None
        return _days(_shift(published, -(back or 7) if step == "last" else -back), 1, "day")
    day = _shift(published, 7 - back) if back else None
    if day and expr.told and _first_after(expr.told, weekday, published) != day:
        return None
    return _days(day, 1, "day")


def _step_and_day(normal: str) -> tuple[str, str]:
    """Step and day, as "next" and "friday" of "weekday:next:friday"; the step is empty where there is none."""
    parts = normal.split(":")
    return (parts[1], parts[2]) if parts[1] in ("last", "this", "next") else ("", parts[1])


def _first_after(told: str, weekday: int, published: date) -> date | None:
    """The first such weekday after the day on which it was told of."""
    weekday_told = told.startswith("weekday:")
    back = (published.weekday() - WEEKDAYS.index(_step_and_day(told)[1])) % 7 if weekday_told else 1
    day = _shift(published, -back)
    return _shift(day, (weekday - day.weekday()) % 7 or 7) if day else None


def _resolve_month(expr: TimeExpr, published: date) -> ResolvedDate | None:
    """The month on the side of publication that its sentence tells; the current one lies on both.

    "Last May" in September and "next May" in March may be of the same year or not: neither is resolved.
    """
    *_, step, number = (":" + expr.normal.removeprefix("month:")).split(":")
    month = int(number)
    if step == "this":
        return _month(published.year, month)
    if step == "next":
        return _month(published.year + 1, month) if month <= published.month else None
    if step == "last":
        return _month(published.year - 1, month) if month >= published.month else None
    if expr.way == AHEAD:
        return _month(published.year + (month < published.month), month)
    return _month(published.year - (month > published.month), month) if expr.way == BACK else None


def _resolve_relative(expr: TimeExpr, published: date) -> ResolvedDate | None:
    normal = expr.normal
    word = normal.removeprefix("relative:").split(":")[0]
    if word in DAY_OFFSETS:
        return _days(_shift(published, DAY_OFFSETS[word]), 1, "day")
    if normal == "relative:weekend":
        return _weekend(published, expr.way)
    if step := _STEP.match(normal):
        if step[2] == "weekend":
            return None  # "this weekend" and "next weekend" lie ahead for some writers, behind for others
        return _unit(published, step[2], {"last": -1, "this": 0, "next": 1}[step[1]])
    if (ago := _AGO.match(normal)) and ago[2] != "hour" and len(ago[1]) < 6:
        return _unit(published, ago[2], int(ago[1]) * (-1 if ago[3] == "ago" else 1))
    if (past := _PAST.match(normal)) and len(past[1] or "") < 6:
        count = int(past[1] or 1)
        length = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.5, "year": 365.25, "decade": 3652.5}[past[2]]
        start = _shift(published, -round(count * length + 0.49))
        return ResolvedDate(start, published, expr.precision) if start else None
    return None


def resolve(expr: TimeExpr, published: date | None) -> ResolvedDate | None:
    """The days that `expr` means in a document of that date; None where the text leaves it open."""
    if expr.anaphoric or expr.kind == "vague":
        return None
    if not expr.deictic:
        return _resolve_full(expr.normal, expr.precision)
    if published is None:
        return None
    if expr.normal.startswith("--"):
        return _resolve_yearless(expr, published)
    if expr.kind == "weekday":
        return _resolve_weekday(expr, published)
    if expr.normal.startswith("month:"):
        return _resolve_month(expr, published)
    return _resolve_relative(expr, published)


def _month_and_day(normal: str) -> tuple[int | None, int | None]:
    """Month and day of a form that lacks the year or holds it; None for what it lacks."""
    yearless = _YEARLESS.match(normal)
    if yearless and not yearless[3]:
        return int(yearless[1]), int(yearless[2])
    full = _FULL.match(normal)
    if full and not full[4]:
        return int(full[2]), int(full[3])
    if normal.startswith("month:"):
        return int(normal.rsplit(":", 1)[1]), None
    return (int(normal[5:]), None) if re.fullmatch(r"[0-9]{4}-[0-9]{2}", normal) else (None, None)


def _weekdays(when: TimeExpr | ResolvedDate, days: ResolvedDate | None) -> frozenset[str]:
    """The weekdays it may fall on; empty: any."""
    if isinstance(when, TimeExpr) and when.kind == "weekday":
        parts = when.normal.split(":")
        return frozenset({parts[2] if parts[1] in ("last", "this", "next") else parts[1]})
    if isinstance(when, TimeExpr) and when.precision == "weekend":
        return frozenset({"saturday", "sunday"})
    if days is None or (days.end - days.start).days >= 6:
        return frozenset()
    return frozenset(WEEKDAYS[(days.start.weekday() + i) % 7] for i in range((days.end - days.start).days + 1))


def compatible(a: TimeExpr | ResolvedDate, b: TimeExpr | ResolvedDate) -> bool | None:
    """True: they share a day; False: they cannot; None: undecided, one of them is not dated."""
    left = a if isinstance(a, ResolvedDate) else resolve(a, None)
    right = b if isinstance(b, ResolvedDate) else resolve(b, None)
    if left and right:
        return left.start <= right.end and right.start <= left.end
    if isinstance(a, TimeExpr) and isinstance(b, TimeExpr):
        one, two = _month_and_day(a.normal), _month_and_day(b.normal)
        if any(x is not None and y is not None and x != y for x, y in zip(one, two, strict=True)):
            return False
    days, others = _weekdays(a, left), _weekdays(b, right)
    return False if days and others and not days & others else None
