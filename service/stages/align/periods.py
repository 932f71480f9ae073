"""The span of time that a count covers, where its clause says one.

Enters: a count. Leaves: a key of the span; empty where the text gives none. Pure. Never: the day up to which a toll is
told ("by Monday"), which is no span.
"""

from __future__ import annotations

import re
from typing import Final

from service.stages.align.counts import Count

_N = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple\sof)"
_UNIT = r"(?:hours?|days?|nights?|weekends?|weeks?|months?|quarters?|years?|decades?|seasons?|games?|matches|sessions?)"
_KIND = r"(?:\w+\s)?"  # "two banking days"
SPANS: Final = (
    (
        re.compile(
            rf"\b(?:in|over|within|during|for)\s(?:the|its|their|his|her)?\s?(?:first|last|past|next|these)?\s?{_N}\s{_KIND}(?P<unit>{_UNIT})\b",
            re.I,
        ),
        "long",
    ),
    (
        re.compile(
            rf"\b(?:that|this|the\ssame|the\sfirst|the\slast|the\sopening)\s(?P<unit>{_UNIT})\b(?!\s(?:of|before|after|ago))",
            re.I,
        ),
        "one",
    ),
    (re.compile(r"\bon\s[^,;.]{2,20}\salone\b|\bin\sa\ssingle\s\w+\b", re.I), "one"),
    (
        re.compile(
            r"\bin\s(?:all|total)\b|\baltogether\b|\boverall\b|\bso\sfar\b|\bto\sdate\b|\bcumulative\w*\b", re.I
        ),
        "all",
    ),
    (
        re.compile(
            r"\bon\s(?:[a-z]+\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\bat\s(?:weekends|peak)\b|\bin\s(?:high\s)?(?:summer|winter|season)\b",
            re.I,
        ),
        "peak",
    ),
    (
        re.compile(
            r"\b(?:a|per|each|every|on\san?|an)\s(?:\w+\s)?(?:working\s|week|ordinary\s|normal\s|average\s)(?:day|weekday|week)\b|\bweekday\b",
            re.I,
        ),
        "usual",
    ),
)


def period(count: Count) -> str:
    """The kind of span that the count covers, with its unit of time; empty: none is told."""
    first, last = count.statement.clause_at(count.start)
    text = count.statement.text[max(0, first - 45) : last]
    for pattern, kind in SPANS:
        match = pattern.search(text)
        if match:
            unit = match.groupdict().get("unit") or ""
            return f"{kind} {unit.lower().rstrip('s')}".strip()
    return ""
