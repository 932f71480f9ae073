"""The dateline that opens a report, "PORT NAME, May 22 (Agency) - ": where it was written, and no part of its sentence.

In: a sentence. Out: how long its dateline is. Pure. Never: a place that the sentence itself tells, or a headline.
"""

from __future__ import annotations

import re

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
