"""Readers of absolute time expressions: matched words to a normal form.

In: one regex match with the words around it. Out: a TimeExpr, or None where the words are no date ("May said").
Never: a year, day or order of day and month that the words do not give.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.date_patterns import MONTH_NUMBERS
from service.text.date_resolution import TimeExpr

_PREPOSITION = re.compile(r"([A-Za-z]{2,10})[ \u00a0]$")
_BEFORE = re.compile(r"([^\W_]+)[.,;:]?[ \u00a0(]{1,2}$")
_AFTER = re.compile(r"[ \u00a0]?([^\W_]+)")
_TIME_PREPOSITIONS = frozenset(
    "in since of by until till before after from during to through throughout between and on at around for over".split()
)
_YEAR_OPENERS = frozenset(
    "in since by until till before after during through between around year spring summer autumn winter fall "
    "early mid late for of from to throughout".split()
)
_MONTH_OPENERS = frozenset(
    "in since until till by during through throughout of before after from between and to".split()
)
# words that make a capitalised month a person or a verb
_SPEAKING = frozenset(
    "said says told tells added adds warned insisted announced called urged resigned spoke replied has had will would "
    "could s is was the i we you god be not have".split()
)
_COUNTED_AFTER = frozenset({"of", "to", "from", "for", "around"})
_PLURAL = re.compile(r"[ \u00a0][a-z]{3,20}s\b|[ \u00a0](?:people|men|women|children)\b")


class Site(NamedTuple):
    """A matched expression with a few characters of the text on both sides."""

    start: int
    end: int
    words: str
    before: str
    after: str

    @property
    def preposition(self) -> str:
        """The lower-case word right before it."""
        match = _PREPOSITION.search(self.before)
        return match[1].lower() if match else ""

    @property
    def previous(self) -> str:
        """The lower-case word before it, over a comma or bracket."""
        match = _BEFORE.search(self.before)
        return match[1].lower() if match else ""

    @property
    def following(self) -> str:
        """The lower-case word after it."""
        match = _AFTER.match(self.after)
        return match[1].lower() if match else ""

    def expression(
        self, kind: str, precision: str, normal: str, *, deictic: bool = False, anaphoric: bool = False
    ) -> TimeExpr:
        """The time expression that stands here."""
        prep = self.preposition if self.preposition in _TIME_PREPOSITIONS else ""
        return TimeExpr(self.start, self.end, self.words, kind, precision, normal, deictic, anaphoric, prep)


def _clock_of(words: str) -> str:
    """Hours and minutes on 24 hours, as in 14:30."""
    found = re.match(r"([0-9]{1,2}?)(?:[:.]?([0-9]{2}))?(?![0-9])", words)
    hour, minutes = (int(found[1]), found[2]) if found else (0, None)
    half = re.search(r"([ap])\.?m", words.lower())
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return f"{hour:02}:{minutes or '00'}"


def _read_iso(site: Site) -> TimeExpr | None:
    words = site.words
    precision = "time" if len(words) > 10 else "day"
    day = re.sub(r"[./]", "-", words[:10])
    return site.expression("absolute", precision, day + ("T" + words[11:16] if len(words) > 10 else ""))


def _read_slashed(site: Site) -> TimeExpr | None:
    first, second, year = (int(part) for part in re.split(r"[/.]", site.words))
    if 12 < second <= 31 and 1 <= first <= 12:
        first, second = second, first
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    if first > 12 or first == second:
        return site.expression("absolute", "day", f"{year}-{second:02}-{first:02}")
    # day first or month first: the text does not say
    return site.expression("vague", "day", f"numeric:{site.words}")


_MONTH_WORD = re.compile(r"(?<![A-Za-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")


def _read_day(site: Site) -> TimeExpr | None:
    words = site.words
    months = [MONTH_NUMBERS[found.group()[:3].lower()] for found in _MONTH_WORD.finditer(words)]
    numbers = [int(digits) for digits in _DIGITS.findall(words)]
    year = numbers.pop() if numbers[-1] > 31 else None
    prefix = f"{year}" if year else "-"
    normal = f"{prefix}-{months[0]:02}-{numbers[0]:02}"
    if len(numbers) > 1:
        normal += f"/{prefix}-{months[-1]:02}-{numbers[1]:02}"
    return site.expression("absolute", "day", normal, deictic=year is None)


def _read_monthyear(site: Site) -> TimeExpr | None:
    found = _MONTH_WORD.search(site.words)
    if not found:
        return None
    return site.expression("absolute", "month", f"{site.words[-4:]}-{MONTH_NUMBERS[found.group()[:3].lower()]:02}")


def _read_month(site: Site) -> TimeExpr | None:
    *modifier, name = re.split(r"[ \u00a0\-]", site.words)
    previous, following = site.previous, site.following
    if not modifier and previous not in _MONTH_OPENERS:
        if name in ("May", "March"):
            return None
        # "June Carter": a first name, or part of a name
        if name in ("April", "June", "August") and re.match(r"[ \u00a0][A-Z]", site.after):
            return None
    if name in ("May", "March") and previous == "by" and re.match(r"['’]", site.after):
        return None
    if following in _SPEAKING and name in ("May", "March", "April", "June", "August") and site.after[:1] != ",":
        return None
    step = modifier[0].lower() if modifier else ""
    step = {"past": "last", "previous": "last", "coming": "next", "following": "next"}.get(step, step)
    prefix = f"month:{step}:" if step in ("last", "this", "next") else "month:"
    return site.expression("absolute", "month", f"{prefix}{MONTH_NUMBERS[name[:3].lower()]}", deictic=True)


def _read_decade(site: Site) -> TimeExpr | None:
    digits = _DIGITS.search(site.words)
    tens = digits.group() if digits else ""
    return site.expression("absolute", "decade", (tens if len(tens) == 4 else f"19{tens}") + "s")


def _read_century(site: Site) -> TimeExpr | None:
    digits = _DIGITS.search(site.words)
    return site.expression("absolute", "vague", f"century:{digits.group() if digits else ''}")


def _read_clock(site: Site) -> TimeExpr | None:
    return site.expression("absolute", "time", f"T{_clock_of(site.words)}", deictic=True)


def _read_year(site: Site) -> TimeExpr | None:
    """A year only after a word of time: "the 1967 borders" keeps its number."""
    previous = site.preposition
    bracketed = site.before.endswith("(") and site.after.startswith(")")
    modified = not site.words[0].isdigit()
    between = previous == "and" and re.search(r"[12][0-9]{3}[ \u00a0]and[ \u00a0]$", site.before) is not None
    if not (previous in _YEAR_OPENERS or bracketed or modified or between):
        return None
    if previous in _COUNTED_AFTER and _PLURAL.match(site.after):
        return None
    return site.expression("absolute", "year", site.words[-4:])


ABSOLUTE_READERS = {
    "iso": _read_iso,
    "slashed": _read_slashed,
    "monthday": _read_day,
    "daymonth": _read_day,
    "monthyear": _read_monthyear,
    "month": _read_month,
    "decade": _read_decade,
    "century": _read_century,
    "clock": _read_clock,
    "year": _read_year,
}
