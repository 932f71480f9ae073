"""Which times of a sentence need a bracket that says their day, and where it stands.

Enters: a sentence and its time expressions. Leaves: yes or no, and an offset. Pure; writer and check ask the same.
Never: a day; and no time goes without its bracket unless the sentence itself says what it hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.dates import TimeExpr

_DAYS = frozenset({"day", "weekend"})
# what belongs to a clock time behind it, as in "5 p.m. Eastern time" and "3:33 a. m."
_ZONE = re.compile(
    r"\s?[ap]\.\s?m\.|\s(?:Eastern|Central|Mountain|Pacific|Greenwich|local)(?:\s(?:Standard|Daylight|Mean))?\s[Tt]ime\b"
    r"|\s(?:BST|CEST|PST|PDT|CST|CDT|MST|MDT|AEST)\b"
)
_POSSESSIVE = ("’s", "'s")
_BRACKET = re.compile(r"\s?\[[^\[\]]*\]")
_NEAR = 32  # characters between a clock time and its day: "at 8 a.m. local time (0300 GMT) on Sunday"
_BRACKETS = 80  # characters of our own brackets between the two
_AGAIN = re.compile(r"\s?(?:\(|/|,?\sor\s)\s?$")  # "8 a.m. local time (0300 GMT)"
_TOLD = re.compile(r"\s(?:that|as|when|on\swhich)\b")  # "on the same day that the House voted"
_AFTER = re.compile(r"\s(?:after(?:wards?)?|before|thereafter)\b")
_EACH = re.compile(r"\sof\s(?:each|every|the)\s(?:week|month|year)\b")  # "the second Tuesday of each month"
# a clock that runs down is no time of day; "the 10:15 left without them" is one
_LEFT = re.compile(r"\s(?:to\s(?:go|play)|(?:left|remaining)(?=\s(?:in|on|of|and)\b|[.,;]|$))\b")
_CLOCK_HALF = re.compile(r"[ap]\.?m", re.I)
# "at 8 p.m. and on Monday the count began": another statement, another day
_NEXT = re.compile(r"\b(?:and|but|while|when|before|after|because|since|until)\b")
_STEP = re.compile(r"relative:\d+_\w+_(?:earlier|later)$")
_LENGTH = re.compile(r"[Ff]or the (?:next|coming)\b")
# a day that is a name: "the 17 February Brigade", "the Sept. 11 attacks"; but "On March 5 Lind left"
_THE = re.compile(r"\b[Tt]he\s$")
_BODY = re.compile(r"\s[A-Z][a-z]{2,}(?<!day)\b(?!\s\d)")
_NAMED = re.compile(
    r"\s(?:(?:attack(?:s|ers?)?|hijack(?:ers?|ings?)|massacres?|bombings?|uprising|revolution|victims|survivors|families)\b)"
)


def bracket_at(text: str, date: TimeExpr) -> int:
    """Where the bracket of a time stands: behind its zone, and behind a possessive mark."""
    zone = _ZONE.match(text, date.end) if date.precision == "time" else None
    end = zone.end() if zone else date.end
    return end + 2 if text.startswith(_POSSESSIVE, end) else end


def is_anchored(text: str, date: TimeExpr, dates: Sequence[TimeExpr]) -> bool:
    """Whether the sentence says what a time hangs on, so that only that other time needs a bracket."""
    before = [d for d in dates if d.end <= date.start]
    if date.normal.startswith("T"):
        if _LEFT.match(text, date.end) and not _CLOCK_HALF.search(date.text):
            return True
        if before and before[-1].normal.startswith("T") and _AGAIN.fullmatch(_between(text, before[-1], date)):
            return True
        return any(d.precision in _DAYS and not d.anaphoric and _is_near(text, d, date, dates) for d in dates)
    if date.normal.startswith("--"):
        named = _THE.search(text, max(0, date.start - 5), date.start) and _BODY.match(text, date.end)
        return bool(named) or _NAMED.match(text, date.end) is not None
    if _LENGTH.match(date.text) or _EACH.match(text, date.end):
        return True
    if date.anaphoric and _TOLD.match(text, date.end):
        return True
    if date.normal == "vague:so_far" or (date.normal == "vague:soon" and _AFTER.match(text, date.end)):
        return True  # up to now, by the article; "soon afterwards" counts from what the sentence tells
    fixed = any(d.kind != "vague" and not d.anaphoric for d in before)
    if fixed and date.normal == "relative:same_day":
        return any(d.precision == "day" and not d.anaphoric and d.kind != "vague" for d in before)
    return fixed and bool(_STEP.match(date.normal))


def _between(text: str, one: TimeExpr, other: TimeExpr) -> str:
    """What stands between two times, without brackets of ours."""
    first, second = sorted((one, other), key=lambda d: d.start)
    return _BRACKET.sub("", text[first.end : second.start])


def _is_near(text: str, day: TimeExpr, clock: TimeExpr, dates: Sequence[TimeExpr]) -> bool:
    first, second = sorted((day, clock), key=lambda d: d.start)
    if second.start - first.end > _NEAR + _BRACKETS:
        return False
    gap = _between(text, day, clock)
    if len(gap) > _NEAR or re.search(r"[,;:—–]", gap):
        return False
    joined = _NEXT.search(gap)  # "between 8 a.m. and 5 p.m. on Sunday" joins two clock times of one day
    return not joined or any(first.end <= d.start < second.start and d.normal.startswith("T") for d in dates)
