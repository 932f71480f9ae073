"""Where and up to when a figure counts, by the words around it.

Enters: a statement and the place of a figure in it. Leaves: places, days. Pure. Never: a place that only a later
sentence names.
"""

from __future__ import annotations

import datetime as dt
import re

from service.stages.align.count_words import BOTH, PLACE, UP_TO
from service.stages.align.statements import Statement
from service.text.aliases import canonical, country_of
from service.text.folding import fold


def times_of(statement: Statement, start: int, end: int) -> tuple[tuple[int, int] | None, dt.date | None, bool]:
    """Up to when: words, day, and whether the count begins only some day."""
    text, best, since = statement.text, None, False
    for date in statement.dates:
        lead = text[max(0, date.start - 50) : date.start]
        if re.search(r"\b(?:since|after|from)\s[^,;.]{0,25}$", lead, re.I):
            since = since or re.search(r"\bsince\s[^,;.]{0,45}$", lead, re.I) is not None
            continue
        if UP_TO.search(lead) or re.search(r"\b(?:on|at|by|early|late)\s", date.text, re.I) or date.kind == "weekday":
            day = statement.day_of(date)
            if day is not None and (day.end - day.start).days <= 7:
                best = (date, day.end) if best is None or day.end > best[1] else best
    if re.search(r"\bsince\s(?:the\s)?\w+", text, re.I):
        since = True
    if best is not None:
        return (best[0].start, best[0].end), best[1], since
    return None, None, since


def reach(statement: Statement, start: int) -> tuple[int, int]:
    """The clause of a figure, with a place that stands in front of it."""
    first, last = statement.clause_at(start)
    return max(0, min(first, start - 40)), last


def places_of(statement: Statement, start: int, end: int) -> frozenset[str]:
    """Names behind "in" and the like, and words such as "both banks"."""
    text = statement.text
    found = {m.group().strip().casefold() for m in BOTH.finditer(text, start, end)}
    for run in statement.names:
        if start <= run.start < end and PLACE.search(text[: run.start]):
            found |= {fold(country_of(word) or canonical(word)) for word in run.text.split()}
    return frozenset(found)
