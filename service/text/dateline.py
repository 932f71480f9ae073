"""The dateline that opens a report, "PORT NAME, May 22 (Agency) - ", and lines that are nothing but a date.

In: a sentence or line. Out: how long its dateline is; the dates that it is made of. Both say when and where an article
was written, and are no part of what it tells. Pure. Never: a place or a day that a sentence itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_DATE = rf"(?:{_DAY},?\s)?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?|{_DAY}"
_CAPITALS = r"[A-Z][A-Z'’-]+(?:[ /][A-Z][A-Z'’.-]*){0,3}"  # one letter is a plan or a gate
_WORDS = r"[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){0,3}"
_WIDER = rf"(?:,\s{_WORDS}){{0,2}}"
_AGENCY = r"(?:\([A-Z][\w ’'./-]{1,40}\)|/[A-Z][\w ]{1,40}/)"
_DASH = r"\s?[-–—―]{1,2}\s+"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}{_WIDER}(?:,\s(?:{_DATE}))?(?:,?\s{_AGENCY})?(?:,\s(?:{_DATE}))?"
    rf"|{_WORDS}{_WIDER}(?:,\s(?:{_DATE})(?:,?\s{_AGENCY})?|\s{_AGENCY}(?:,\s(?:{_DATE}))?)"
    rf"|{_AGENCY}){_DASH}(?=[A-Z\d“\"‘'])"
)
# "here" and "in this city" are of the place that the dateline names
_HERE = re.compile(r"\b(?:here|this\s(?:city|town|village|port|capital))\b", re.IGNORECASE)
LEAST_WORDS = 4  # behind a dateline stands a sentence


def dateline_end(text: str) -> int:
    """Where the sentence behind the dateline begins; 0 where there is none, or where the sentence needs its place."""
    match = _DATELINE.match(text)
    if match is None or _HERE.search(text, match.end()) or len(text[match.end() :].split()) < LEAST_WORDS:
        return 0
    return match.end()


LINE_CHARS = 160  # longer is running text
# Before the costly reading of dates: digits beside a month or in the form of a calendar day.
TRIGGER = re.compile(
    r"\d{4}-\d\d|\d[./]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s\d"
    r"|\d(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|·•–—]\s+|\t+")
_LATER = re.compile(r"(?:last\s+)?(?:updated|modified|corrected|revised)\b(?:\s+(?:on|at))?\s*:?\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:(?:first\s+)?(?:published|posted|issued|released|filed|printed)|(?:publication\s+|release\s+)?date|dated)\b"
    r"(?:\s+(?:on|at))?\s*:?\s*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from)\s[^\d,:]{2,80},\s*", re.IGNORECASE)
# What may stand beside the date in its line: a clock time's zone, the words around it.
_BESIDE = re.compile(r"(?:\b(?:at|on|local time|[A-Z]{2,4})\b|[+-]\d\d:?\d\d|[\s,.()/-])*")

_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?)", re.IGNORECASE
)

# "WEDNESDAY, MARCH 4TH, 2009, 10:53 AM": words in capitals, but no zone
_CAPITAL_NAMES = re.compile(
    r"\b(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)[A-Z]*)\b"
)
_CAPITAL_ENDS = re.compile(r"(?<=\d)(?:ST|ND|RD|TH)\b|\b[AP](?:M\b|\.M\.)")


class DatePart(NamedTuple):
    """A part of a line that is a date: its normal form, clock time or empty, the words, and whose date it is."""

    normal: str  # an ISO day, or "numeric:2/3/2009" where the words leave the order open
    clock: str
    words: str
    rank: int  # 0 labelled as published, 1 bare, 2 labelled as updated


def date_parts(line: str) -> Iterator[DatePart]:
    """The parts of a line that are nothing but a date, with a label or a byline before it at most."""
    if len(line) > LINE_CHARS or not TRIGGER.search(line):
        return
    for part in _PARTS.split(line.strip("*_# ")):
        rank, rest = 1, part.strip()
        if (byline := _BYLINE.match(rest)) is not None:
            rest = rest[byline.end() :]
        for label, weight in ((_LABEL, 0), (_LATER, 2)):
            if (match := label.match(rest)) is not None:
                rank, rest = weight, rest[match.end() :]
                break
        if (found := _only_a_date(rest)) is not None:
            yield DatePart(*found, part.strip(), rank)


def _only_a_date(words: str) -> tuple[str, str] | None:
    from service.text.dates import find_dates  # its tables take longer to import than most texts to read

    words = _CAPITAL_NAMES.sub(lambda found: found.group().capitalize(), words)
    words = _CAPITAL_ENDS.sub(lambda found: found.group().lower(), words)
    found = find_dates(words)
    days = [d for d in found if (d.kind == "absolute" and not d.deictic) or d.normal.startswith("numeric:")]
    if len(days) != 1 or len([d for d in found if d.kind != "weekday"]) > 2:
        return None
    rest = words
    for expression in sorted(found, reverse=True):
        rest = rest[: expression.start] + rest[expression.end :]
    rest = _WEEKDAY.sub("", rest)
    if not _BESIDE.fullmatch(rest):
        return None
    return days[0].normal, next((d.normal[1:] for d in found if d.normal.startswith("T")), "")
