"""Dates, times and time words of a text, with exact offsets.

In: a string. Out: time expressions in text order, never overlapping; offsets are code points, half-open.
Never: a date that the text does not give; ``resolve`` needs the publication date from its caller.
"""

from __future__ import annotations

import re

from service.text.date_absolute import ABSOLUTE_READERS, Site
from service.text.date_direction import with_ways
from service.text.date_patterns import EXPRESSION, IN_WORDS, SMALL_NUMBERS, TRIGGER
from service.text.date_resolution import ResolvedDate, TimeExpr, compatible, resolve

__all__ = ["ResolvedDate", "TimeExpr", "compatible", "find_dates", "resolve"]

_FIGURE = re.compile("[0-9]")
_NAMED_DAYS = frozenset("bloody black good ash palm easter super cyber maundy shrove giving holy".split())
_DAY_NAMES = frozenset(
    "times telegraph mirror mail express post herald independent age world agreement prayer prayers league".split()
)
_NO_STEP = frozenset({"last_day", "this_day", "current_day", "past_night", "same_week", "coming_day", "current_night"})


def find_dates(text: str, *, ways: bool = True) -> tuple[TimeExpr, ...]:
    """Every time expression of `text`; `ways` spares the look at its verbs where nobody asks on which side one lies."""
    found = []
    for match in EXPRESSION.finditer(text) if _FIGURE.search(text) else IN_WORDS.all_in(text):
        start, end = match.span()
        site = Site(start, end, match.group(), text[max(0, start - 24) : start], text[end : end + 24])
        expr = _READERS[match.lastgroup or ""](site)
        if expr is not None:
            found.append(expr)
    if not found or not TRIGGER.search(text):
        return ()
    return with_ways(text, found) if ways else tuple(found)


def _read_weekday(site: Site) -> TimeExpr | None:
    words = site.words.lower().split()
    if site.previous in _NAMED_DAYS or site.following in _DAY_NAMES:
        return None
    place = next(i for i, word in enumerate(words) if word.endswith("day"))
    part = ":".join([*(word for word in words[:place] if word in ("early", "late")), *words[place + 1 :]])
    step = f"{words[0]}:" if words[0] in ("last", "this", "next") else ""
    return site.expression(
        "weekday", "day", f"weekday:{step}{words[place]}" + (f":{part}" if part else ""), deictic=True
    )


def _read_ago(site: Site) -> TimeExpr | None:
    words = site.words.lower().replace("\u00a0", " ").split(" ")
    unit_at = next(i for i, word in enumerate(words) if re.fullmatch(r"(?:hour|day|week|month|year|decade)s?", word))
    count, unit = "_".join(words[:unit_at]), words[unit_at].rstrip("s")
    number = SMALL_NUMBERS.get(count, count)
    direction = {"from": "hence", "prior": "earlier", "before": "earlier", "previously": "earlier", "after": "later"}
    way = direction.get(words[unit_at + 1], words[unit_at + 1])
    exact = number.isdigit()
    normal = f"relative:{number}_{unit}s_{way}"
    precision = {"hour": "time"}.get(unit, unit) if exact else "vague"
    kind = "relative" if exact else "vague"
    return site.expression(kind, precision, normal, deictic=True, anaphoric=way in ("earlier", "later"))


def _read_past(site: Site) -> TimeExpr | None:
    words = site.words.lower().replace("\u00a0", " ").split(" ")[2:]
    step = {"last": "past", "previous": "past", "coming": "next"}.get(words[0], words[0])
    count = "_".join(words[1:-1])
    number = SMALL_NUMBERS.get(count, count)
    exact = number.isdigit()
    normal = "_".join(filter(None, [f"relative:{step}", number, words[-1]]))
    unit = words[-1].rstrip("s")
    precision = {"hour": "day"}.get(unit, unit) if exact else "vague"
    return site.expression("relative" if exact else "vague", precision, normal, deictic=True)


def _read_sameday(site: Site) -> TimeExpr | None:
    words = site.words.lower().replace("\u00a0", " ").split(" ")
    if words[-1] == "today":
        return site.expression("relative", "day", f"relative:today:{words[0]}", deictic=True)
    unit = next(word for word in reversed(words) if word not in ("before", "after", "prior"))
    precision = unit if unit in ("day", "week", "weekend", "month", "year") else "day"
    if "this" in words:
        return site.expression("relative", precision, f"relative:this_{unit}", deictic=True)
    normal = "relative:" + "_".join(word for word in words if word not in ("the", "on", "in", "during"))
    return site.expression("relative", precision, normal, deictic=True, anaphoric=True)


def _read_weekend(site: Site) -> TimeExpr | None:
    return site.expression("relative", "weekend", "relative:weekend", deictic=True)


def _read_step(site: Site) -> TimeExpr | None:
    words = site.words.lower().replace("\u00a0", " ").split(" ")
    the, (step, unit) = words[0] == "the", words[-2:]
    if f"{step}_{unit}" in _NO_STEP:
        return None
    if the and step in ("last", "past") and unit in ("day", "week", "month", "year", "decade"):
        # "over the last month" is a period that ends now, "last month" a calendar month
        return site.expression("relative", unit, f"relative:past_{unit}", deictic=True)
    step = {"current": "this", "coming": "next", "past": "last"}.get(step, step)
    precision = unit if unit in ("day", "week", "weekend", "month", "year", "decade") else "vague"
    precision = "day" if unit in ("night", "morning", "afternoon", "evening") else precision
    anaphoric = step in ("previous", "following", "same") or (the and step == "next")
    if step == "this" and unit in ("morning", "afternoon", "evening"):
        return site.expression("relative", "day", f"relative:today:{unit}", deictic=True)
    return site.expression("relative", precision, f"relative:{step}_{unit}", deictic=True, anaphoric=anaphoric)


def _read_dayword(site: Site) -> TimeExpr | None:
    normal = "relative:" + ":".join(site.words.lower().split())
    return site.expression("relative", "day", normal, deictic=True)


def _read_vague(site: Site) -> TimeExpr | None:
    normal = "vague:" + "_".join(site.words.lower().split())
    return site.expression("vague", "vague", normal, deictic=True)


_READERS = ABSOLUTE_READERS | {
    "weekday": _read_weekday,
    "ago": _read_ago,
    "past": _read_past,
    "sameday": _read_sameday,
    "weekend": _read_weekend,
    "step": _read_step,
    "dayword": _read_dayword,
    "vague": _read_vague,
}
