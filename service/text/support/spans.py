"""How long something lasts that is told by its ends: "1 July to 30 September", "between 1 and 1.40 a.m.".

Enters: a string. Leaves: lengths, in hours or months, as quantities that may carry a figure. Pure. A span of days is
told with or without its last day, and February has 28. Never: a length asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from service.text.date_patterns import MONTH_NUMBERS, MONTHS
from service.text.date_resolution import WEEKDAYS
from service.text.sought import Sought
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

_MONTH = "|".join(f"{m.capitalize()}|{m[:3].capitalize()}" for m in MONTHS)
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_TO = r"\s?(?:to|and|until|till|through|[-–])\s?(?:the\s)?"
DAYS = Sought(
    rf"\b(?P<d1>{_DAY})(?:\s(?:of\s)?(?P<m1>{_MONTH})\b\.?)?{_TO}(?P<d2>{_DAY})\s(?:of\s)?(?P<m2>{_MONTH})\b"
    rf"|\b(?P<m3>{_MONTH})\.?\s(?P<d3>{_DAY}){_TO}(?:(?P<m4>{_MONTH})\.?\s)?(?P<d4>{_DAY})\b"
)
WHOLE = Sought(
    rf"\b(?:from|between)\s(?:the\s(?:start|beginning)\sof\s)?({_MONTH}){_TO}(?:the\send\sof\s)?({_MONTH})\b"
)
_CLOCK = r"(?:1[0-9]|2[0-4]|0?[0-9])(?:[.:][0-5][0-9])?"
_HALF = r"\s?[ap]\.?m\b\.?"
CLOCKS = Sought(
    rf"\b(?:from|between)\s(?P<one>{_CLOCK}|noon|midday|midnight)(?P<h1>{_HALF})?{_TO}(?P<two>{_CLOCK}|noon|midday|midnight)(?P<h2>{_HALF})?(?![\w%]|[.,:]\d)"
)
CLOCK = re.compile(rf"\b({_CLOCK})(?:{_HALF}|\so['’]clock\b)|\b(noon|midday|midnight)\b")
WEEK = Sought(rf"\b({'|'.join(WEEKDAYS)}){_TO}({'|'.join(WEEKDAYS)})\b", re.I)
YEARS = Sought(r"\b(?:from|between)\s((?:1[5-9]|20)\d\d)\s?(?:to|and|until|till|[-–])\s?((?:1[5-9]|20)\d\d)\b")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
BEFORE = (0, *accumulate(LENGTHS))
YEAR, HALF_DAY, HOUR, LAST = 365, 720, 60, 28  # days, minutes, minutes, and the day from which a month is full


def spans(text: str) -> Iterator[Quantity]:
    """The lengths of the spans of a text."""
    for m in DAYS.all_in(text):
        yield from _days(m)
    for m in WHOLE.all_in(text):
        months = (MONTH_NUMBERS[m[2][:3].casefold()] - MONTH_NUMBERS[m[1][:3].casefold()]) % 12
        yield from (_length(m, "months", months + more) for more in (0, 1))
    for m in YEARS.all_in(text):
        yield from (_length(m, "months", 12.0 * (int(m[2]) - int(m[1]) + more)) for more in (0, 1))
    for m in CLOCKS.all_in(text):
        yield from _clocks(m)
    for m in WEEK.all_in(text):
        days = (WEEKDAYS.index(m[2].casefold()) - WEEKDAYS.index(m[1].casefold())) % 7
        yield from (_length(m, "hours", 24.0 * (days + more)) for more in (0, 1))


def between_clocks(reading: Reading) -> Iterator[Quantity]:
    """From one time of day to the next of the same sentence: "at 6.35 p.m. ... by nine o'clock"."""
    if len(CLOCK.findall(reading.text)) < 2:
        return
    for start, end in reading.sentences:
        for one, two in pairwise(CLOCK.finditer(reading.text, start, end)):
            minutes = (_minutes(two[1] or two[2]) - _minutes(one[1] or one[2])) % HALF_DAY
            yield from (_span(one.start(), two.end(), "hours", m / HOUR) for m in (minutes, minutes + HALF_DAY))


def _days(m: re.Match[str]) -> Iterator[Quantity]:
    last = MONTH_NUMBERS[(m["m2"] or m["m4"] or m["m3"])[:3].casefold()]
    first = MONTH_NUMBERS[(m["m1"] or m["m3"] or m["m2"])[:3].casefold()]
    one, two = (int(re.sub(r"\D", "", day)) for day in (m["d1"] or m["d3"], m["d2"] or m["d4"]))
    between = (BEFORE[last - 1] + two - BEFORE[first - 1] - one) % YEAR
    for days in (between, between + 1):
        yield _length(m, "hours", 24.0 * days)
    if one == 1 and two >= LAST:
        yield _length(m, "months", (last - first) % 12 + 1)
    if one in {two, two + 1}:
        yield _length(m, "months", (last - first) % 12)


def _clocks(m: re.Match[str]) -> Iterator[Quantity]:
    one, two = _minutes(m["one"]), _minutes(m["two"])
    if not any((m["h1"], m["h2"], ":" in m.group(), "." in m["one"] + m["two"], "no" in m.group(), "mid" in m.group())):
        return  # "between 5 and 7 people"
    for length in {(two - one) % HALF_DAY, (two - one) % (2 * HALF_DAY)}:
        yield _length(m, "hours", length / HOUR)


def _minutes(clock: str) -> int:
    if clock[0].isalpha():
        return 0 if clock == "midnight" else HALF_DAY
    hour, _, minutes = clock.replace(":", ".").partition(".")
    return int(hour) % 24 * HOUR + int(minutes or 0)


def _length(m: re.Match[str], kind: str, value: float) -> Quantity:
    return _span(m.start(), m.end(), kind, value)


def _span(start: int, end: int, kind: str, value: float) -> Quantity:
    return Quantity(start, end, kind, value, None, "", "", end, "", "", True)
