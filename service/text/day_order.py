"""Day first or month first? What decides a date of numbers alone, such as "2/3/2009". Pure.

Enters: the date, the words of its line, and the whole text. Leaves: the day, or None where the text leaves it open.
Never happens here: a guess by the outlet, its country, or what is usual.
"""

from __future__ import annotations

import re
from datetime import date

from service.text.date_resolution import WEEKDAYS

NUMERIC = "numeric:"  # how ``find_dates`` marks a date that the words leave open
_DATE = re.compile(r"(?<![\w./])(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?![\w/]|\.\d)", re.ASCII)
_SHORT = 3  # letters of a weekday that tell it from the others
_WEEKDAY = re.compile(r"\b(?:" + "|".join(f"{name[:_SHORT]}[a-z]*" for name in WEEKDAYS) + r")\b", re.IGNORECASE)
_MONTHS = 12


def settled(normal: str, words: str, text: str) -> date | None:
    """The day that `normal` means: by the weekday of its line, else in the order of the text's other dates."""
    match = _DATE.fullmatch(normal.removeprefix(NUMERIC))
    if match is None:
        return None
    first, mark, second, year = match.groups()
    readings = {
        is_day_first: found
        for is_day_first, (day, month) in ((True, (first, second)), (False, (second, first)))
        if (found := _day(int(year), int(month), int(day))) is not None
    }
    named = {name.group()[:_SHORT].lower() for name in _WEEKDAY.finditer(words)}
    if named:
        fitting = [found for found in readings.values() if WEEKDAYS[found.weekday()][:_SHORT] in named]
        return fitting[0] if len(fitting) == 1 else None
    orders = _orders(text, mark)
    return readings.get(orders.pop()) if len(orders) == 1 else None


def _orders(text: str, mark: str) -> set[bool]:
    """In which orders the text writes dates with this mark, True for the day first; only dates that can tell."""
    found = set()
    for match in _DATE.finditer(text):
        first, second = int(match[1]), int(match[3])
        if match[2] == mark and (first > _MONTHS) != (second > _MONTHS):
            found.add(first > _MONTHS)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
