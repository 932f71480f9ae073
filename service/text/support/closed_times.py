"""Words of time of which a writer means one of few: seasons, parts of a day, feasts, ends of a period.

Enters: two readings. Leaves: words of the claim of whose set the passages have only others. Pure. Never: a fault where
the passages name none of the set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from service.text.date_patterns import MONTHS
from service.text.sought import Sought
from service.text.support.reading import Reading

SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
SEASON = Sought(
    r"\b(?:in|until|till|by|since|last|next|this|the|during|before|after|from|of|mid|early|late|over)[\s-](?:the\s)?(spring|summer|autumn|winter)\b",
    re.I,
)
PARTS = {
    "morning": "morning", "mornings": "morning", "dawn": "morning night", "daybreak": "morning", "sunrise": "morning",
    "breakfast": "morning", "small hours": "morning night", "early hours": "morning night",
    "overnight": "night morning evening",
    "noon": "noon", "midday": "noon", "lunchtime": "noon afternoon", "afternoon": "afternoon",
    "evening": "evening night",
    "evenings": "evening night", "dusk": "evening", "nightfall": "evening night", "sunset": "evening",
    "night": "night evening morning",
    "tonight": "night evening", "midnight": "night", "eve": "before evening night",
}  # fmt: skip
PART = Sought(  # no part of a day in "the eve of the vote" and "a midday meal"
    rf"\b(?:{'|'.join(PARTS)}|[0-9.:]+\s?[ap]\.?m)\b(?<!\beve(?=\sof\b))(?!\s(?:meals?|prayers?)\b)", re.I
)
FEAST = Sought(
    r"\b(?:Christmas|Easter|Ramadan|Thanksgiving|Pentecost|Whitsun|Passover|Hanukkah|Diwali|Carnival|Halloween|Epiphany|Midsummer)\b"
)
DAYS_OF_WEEK = Sought(r"\b(?:weekdays|weekends)\b", re.I)
_MONTHS = "|".join(m.capitalize() for m in MONTHS)
OF_MONTH = Sought(rf"\b(?:end|start|beginning|middle|close) of ({_MONTHS})\b")
EDGES = {
    "beginning": "start",
    "start": "start",
    "early": "start",
    "end": "end",
    "late": "end",
    "close": "end",
    "middle": "mid",
    "mid": "mid",
}
EDGE = Sought(rf"\b({'|'.join(EDGES)})(?: of (?:the )?|[ -])(?:{_MONTHS}|month|year|week|century|decade)\b", re.I)


def other_words(claim: Reading, passages: Sequence[Reading]) -> list[str]:
    """Words of a closed set (seasons, parts of a day ...) of which the passages have only others."""
    missing: list[str] = []
    for pattern, meaning in _SETS:
        mine = [(found.group(), meaning(found)) for found in pattern.all_in(claim.text)]
        theirs = [meaning(found) for p in passages for found in pattern.all_in(p.text)] if mine else []
        if theirs:
            told = frozenset().union(*theirs)
            missing += [words for words, meant in mine if not meant & told]
    return missing


def _part(found: re.Match[str]) -> frozenset[str]:
    words = found.group().casefold()
    if words[0].isdigit():
        return frozenset({"morning", "night"} if "a" in words else {"noon", "afternoon", "evening", "night"})
    return frozenset(PARTS[words].split())


_SETS: tuple[tuple[Sought, Callable[[re.Match[str]], frozenset[str]]], ...] = (
    (SEASON, lambda found: frozenset({SEASONS[found[1].casefold()]})),
    (PART, _part),
    (FEAST, lambda found: frozenset({found.group().casefold()})),
    (DAYS_OF_WEEK, lambda found: frozenset({found.group().casefold().rstrip("s")})),
    (EDGE, lambda found: frozenset({EDGES[found[1].casefold()]})),
)
