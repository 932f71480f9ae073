"""Times of a sentence in the words that it cites: what each names, compared part by part.

Enters: two readings. Leaves: times that are not carried, and times that only reckoning could compare. Pure. A time may
be told less precisely than the source tells it ("in July" for "on 1 July"), never more precisely. Never: a calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.text.date_patterns import MONTH_NUMBERS, MONTHS
from service.text.date_resolution import WEEKDAYS, TimeExpr
from service.text.sought import Sought
from service.text.support.closed_times import OF_MONTH, SEASON, SEASONS, other_words
from service.text.support.quantities import given
from service.text.support.quantity_data import CLOCK_WORDS, HOURS, LAP
from service.text.support.quantity_data import MONTHS as MONTH_UNITS
from service.text.support.reading import Reading
from service.text.support.spelled_times import HALF_DAY, OF_DAY, clocks, in_words, points_in_words

CLOCK = re.compile(r"T(\d\d):(\d\d)")
DAY = re.compile(r"-(\d\d)-(\d\d)(?:/(?:-|\d{4})-(\d\d)-(\d\d))?(?:T.*)?$")
MONTH = re.compile(r"month:(?:(last|this|next):)?(\d+)$|^\d{4}-(\d\d)$")
YEAR_OF = re.compile(r"^(\d{4})(?:-|$)")
SPAN = re.compile(r"relative:(?:(?:past|next)_)?(\d+)_(hour|day|week|month|year|decade)s?(?:_(\w+))?$")
STEP = re.compile(r"relative:(last|past|this|next|previous|following|same)_(\w+)$")
ANY_MONTH = Sought(rf"\b(?:{'|'.join(m.capitalize() for m in MONTHS)})\b")
ANY_WEEKDAY = Sought(rf"\b(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})\b")
ANY_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?!\d|[.,]\d)")
FIXED = {
    "new year's day": "--01-01", "new year's eve": "--12-31", "christmas eve": "--12-24", "christmas day": "--12-25",
    "boxing day": "--12-26", "st stephen's day": "--12-26", "valentine's day": "--02-14", "may day": "--05-01",
    "halloween": "--10-31", "all saints' day": "--11-01", "epiphany": "--01-06",
}  # fmt: skip
FIXED_DAY = Sought(rf"\b(?:{'|'.join(FIXED)})", re.I)
PERIODS = {
    "first half": (1, 6), "second half": (7, 12), "latter half": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12), "final quarter": (10, 12),
    "last quarter": (10, 12), "first six months": (1, 6), "first three months": (1, 3),
}  # fmt: skip
PERIOD = Sought(rf"\b(?:{'|'.join(PERIODS)})\b", re.I)
OF_YEAR = Sought(r"\b(?:(?:of|for|in|by|during|within|until)\s)?the\s(?:\w+\s)?(?:year|season)\b", re.I)
PLAIN_CLOCK = re.compile(r"[0-9]{1,2}[:.][0-9]{2}$")  # on either half of the day
LAST_DAYS = Sought(rf"\b(?:end|close) of (?P<month>{'|'.join(m.capitalize() for m in MONTHS)})\b")
BEFORE = re.compile(r"\b(?:before|until|till|ahead\sof)\s$", re.I)
WORKDAYS = Sought(r"\b(?:weekdays|working\sdays)\b", re.I)


POINTING = re.compile(r"(?:the\s(?:same|next|following|previous)|that)\s", re.I)
HEAD = 24  # code points before a time that opens its sentence
# "the night before", "yesterday" and "the previous night" tell one step
BEFORE_IT = re.compile(r"relative:(?:the_)?(\w+)_before$")
DAYS = {"relative:yesterday": "previous_day", "relative:tomorrow": "next_day", "relative:last_night": "previous_night"}


class Told(NamedTuple):
    """What the passages tell of times."""

    normals: frozenset[str]
    points: frozenset[str]
    steps: frozenset[str]
    spans: frozenset[tuple[str, float]]
    has_year: bool


def missing_dates(claim: Reading, passages: Sequence[Reading]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Times of the claim that no passage gives, and times that only reckoning could compare."""
    mine_spelled = frozenset(clocks(claim.text))
    ends = list(OF_MONTH.all_in(claim.text))
    if not (claim.dates or mine_spelled or ends):
        return tuple(dict.fromkeys(other_words(claim, passages))), ()
    told = _told(tuple(passages))
    missing: list[str] = []
    unknown: list[str] = []
    for date in claim.dates:
        carried = _is_told(date, told, passages)
        if carried is False and _is_before_next(date, claim, passages):
            continue
        if carried is None and _is_loose(date, claim, passages):
            carried = False
        if not carried:
            (unknown if carried is None else missing).append(date.text)
    theirs_clock = {point for point in told.points if point[0] == "T"}
    if mine_spelled and theirs_clock and not mine_spelled & theirs_clock:
        missing += [m.group() for pattern in (CLOCK_WORDS, OF_DAY) for m in pattern.finditer(claim.text)]
    missing += other_words(claim, passages)
    dated = [(d.start, d.end) for d in claim.dates]
    missing += [
        m[1]
        for m in ends  # "by the end of May has to": read as a verb where dates are looked for
        if not any(a <= m.start(1) < b for a, b in dated)
        and f"month {MONTH_NUMBERS[m[1][:3].lower()]}" not in told.points
    ]
    return tuple(dict.fromkeys(missing)), tuple(unknown)


def _is_told(date: TimeExpr, told: Told, passages: Sequence[Reading]) -> bool | None:
    """Whether the passages give a time; None where they neither give it nor another in its place."""
    mine = _points(date)
    if LAP.fullmatch(date.text):
        return True  # the time of a race, which is a quantity
    if PLAIN_CLOCK.fullmatch(date.text) and (clock := CLOCK.search(date.normal)) and int(clock[1]) < HALF_DAY:
        mine = (mine - {clock.group()}) | {_known_half(clock, told)}
    if date.normal in told.normals or date.kind == "vague" or (mine and mine <= told.points):
        return True
    if mine:
        return False
    span, step = SPAN.match(date.normal), STEP.match(date.normal)
    if span is not None:
        return True if _length(span) in told.spans else None if not _has_other_span(span, told, passages) else False
    if step is not None:
        # only another step of the unit, or the step of another unit, shows that it is wrong
        rival = any(found.endswith(f"_{step[2]}") or found.startswith(f"{step[1]}_") for found in told.steps)
        return True if _is_stepped(step[1], step[2], told) else None if date.anaphoric or not rival else False
    if date.anaphoric or "today" in date.normal:
        return None
    if date.precision == "weekend" and any("weekend" in p.text for p in passages):
        return True
    if date.precision == "weekend" and told.points & {"saturday", "sunday"}:
        return True
    relative = any(d.kind == "relative" for p in passages for d in p.dates)
    return None if date.kind == "relative" and not relative else False


def _is_loose(date: TimeExpr, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether it points to a time that neither the sentence nor a passage has: "On the same day" at the head."""
    if not POINTING.match(date.text) or date.start > HEAD or date is not claim.dates[0]:
        return False
    return not any(d.deictic for p in passages for d in p.dates)


def _known_half(clock: re.Match[str], told: Told) -> str:
    """The clock on the half of the day that the passages name: "6:22" for "6:22 p.m."."""
    later = f"T{int(clock[1]) + HALF_DAY}:{clock[2]}"
    return later if later in told.points else clock.group()


def _is_before_next(date: TimeExpr, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether "before July" is told for "by the end of June"."""
    month = MONTH.search(date.normal)
    if month is None or not BEFORE.search(claim.text, max(0, date.start - 12), date.start):
        return False
    ends = {MONTH_NUMBERS[m["month"][:3].lower()] for p in passages for m in LAST_DAYS.all_in(p.text)}
    return (int(month[2] or month[3]) + 10) % 12 + 1 in ends


def _has_other_span(span: re.Match[str], told: Told, passages: Sequence[Reading]) -> bool:
    """True beside another length: "the next five years" for "three years"; "a day later" is a point, no length."""
    if span[3] is None:
        return any(kind == _length(span)[0] for kind, _ in told.spans)
    others = (SPAN.match(d.normal) for p in passages for d in p.dates)
    return any(o[3] == span[3] and _length(o) != _length(span) for o in others if o)


@lru_cache(maxsize=1_024)
def _told(passages: tuple[Reading, ...]) -> Told:
    dates = [d for p in passages for d in p.dates]
    points = {point for d in dates for point in _points(d)} | {part for d in dates for part in _coarser(d)}
    for p in passages:
        points |= {f"month {MONTH_NUMBERS[m.group()[:3].lower()]}" for m in ANY_MONTH.all_in(p.text)}
        points |= {m.group().lower() for m in ANY_WEEKDAY.all_in(p.text)}
        points |= {m.group() for m in ANY_YEAR.finditer(p.text)}
        points |= {point for m in FIXED_DAY.all_in(p.text) for point in _fixed(m.group())}
        for m in PERIOD.all_in(p.text):
            points |= {f"month {month}" for month in PERIODS[m.group().casefold()]}
        points |= {f"season {m[1].casefold()}" for m in SEASON.all_in(p.text)}
        points |= set(clocks(p.text))
        points |= {"monday", "friday"} if WORKDAYS.first_in(p.text) else set()
    normals = {d.normal for d in dates} | {normal for p in passages for normal in in_words(p.text)}
    # a year is told less precisely by its decade and century
    years = {int(m.group()) for p in passages for m in ANY_YEAR.finditer(p.text)}
    normals |= {f"{year // 10}0s" for year in years} | {f"century:{(year - 1) // 100 + 1}" for year in years}
    points |= {point for p in passages for point in points_in_words(p.text)}
    steps = {f"{s[1]}_{s[2]}" for d in dates if (s := STEP.match(d.normal))}
    steps |= {f"previous_{found[1]}" for d in dates if (found := BEFORE_IT.match(d.normal))}
    steps |= {DAYS[d.normal] for d in dates if d.normal in DAYS}
    # "last September" lies in the last year
    steps |= {f"{found[1]}_year" for d in dates if (found := MONTH.search(d.normal)) and found[1]}
    lengths = {(q.kind, round(q.value, 6)) for p in passages for q in given(p) if q.kind in {"hours", "months"}}
    lengths |= {_length(s) for d in dates if (s := SPAN.match(d.normal))}
    named = any(OF_YEAR.first_in(p.text) for p in passages)
    return Told(frozenset(normals), frozenset(points), frozenset(steps), frozenset(lengths), named)


def _points(date: TimeExpr) -> frozenset[str]:
    """What a time names: its weekday, its day of a month, its month, year or clock, each comparable alone."""
    normal = date.normal
    found = {day for day in WEEKDAYS if day in normal}
    clock, day, month = CLOCK.search(normal), DAY.search(normal), MONTH.search(normal)
    if clock and not LAP.fullmatch(date.text):
        found.add(clock.group())
    if day:
        found.add(f"{day[1]}-{day[2]}")
        if day[3]:
            found.add(f"{day[3]}-{day[4]}")
    elif month:
        found.add(f"month {int(month[2] or month[3])}")
    year = YEAR_OF.match(normal)
    if year:
        found.add(year[1])
    return frozenset(found)


def _coarser(date: TimeExpr) -> Iterator[str]:
    """The month of a day."""
    day = DAY.search(date.normal)
    if day:
        yield from (f"month {int(month)}" for month in (day[1], day[3]) if month)


def _fixed(words: str) -> tuple[str, str]:
    day = FIXED[words.casefold().replace("’", "'")]
    return day[2:], f"month {int(day[2:4])}"


def _length(span: re.Match[str]) -> tuple[str, float]:
    count, unit = int(span[1]), span[2]
    kind, per = ("hours", HOURS[unit]) if unit in HOURS else ("months", MONTH_UNITS[unit])
    return kind, round(count * per, 6)


def _is_stepped(step: str, unit: str, told: Told) -> bool:
    """True where the passages tell the same step: "the year" for "this year", "last week" for "the past week"."""
    same = {"past": "last", "previous": "last", "following": "next"}
    wanted = same.get(step, step)
    if any(same.get(s, s) == wanted and u == unit for s, u in (found.split("_", 1) for found in told.steps)):
        return True
    if unit in SEASONS or unit in MONTH_UNITS or unit in HOURS:
        per = ("hours", HOURS[unit]) if unit in HOURS else ("months", MONTH_UNITS.get(unit, 0.0))
        if (unit in SEASONS and f"season {unit}" in told.points) or (wanted in {"last", "next"} and per in told.spans):
            return True
    return unit == "year" and step in {"this", "same"} and told.has_year
