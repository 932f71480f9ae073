"""Figures that are told without being repeated: ranks for counts, shares of a count, days between weekdays, articles.

Enters: a quantity of a sentence and those of its passages. Leaves: whether the passages tell it in other words. Pure.
Never: arithmetic beyond one step that the words themselves make ("the third" for "two others").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.date_resolution import WEEKDAYS
from service.text.sought import Sought
from service.text.support.counted import alike, lemmas_of
from service.text.support.quantities import given
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading
from service.text.support.spelled_times import clocks

SAME = 1e-6
OTHERS = Sought(r"\b(?:others?|already|before|previous(?:ly)?|earlier|preced\w+)\b", re.I)
WEEKDAY = Sought(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.I)
OTHER = re.compile(r"\b(?:the|an)\s?other\b")
NOON = Sought(r"\b(?:noon|midday|midnight)\b", re.I)
ARTICLE = Sought(r"\b(?:an?|the|one|its|his|her|their)\s", re.I)
# "the two camps": a number that is taken for known, which only another number of the same could contradict
DEFINITE = re.compile(r"(?:\b(?:the|these|those|both|its|his|her|their)|[’']s|s[’'])\s(?:\w+\s)?$", re.I)
HALF_TIME = Sought(r"\b(?:half-time|interval|break|restart|resumption)\b", re.I)
BOTH = Sought(r"\b(?:both|twice|second|pair|couple|two|[A-Z][\w’'-]+ and (?:the )?[A-Z]\w+)\b")
NONE = Sought(r"\b(?:no|none|nobody|nothing|never|without)\b", re.I)
FEW, ORDER = 5, 5  # figures that count what is only named, and how many times larger another may be in their place
DAYS = 31  # of a month
HOURS_OF_CLOCK = 12
CLOCK = re.compile(r"T\d\d:\d\d")
AT_HOUR = re.compile(
    r"\b(?:at|by|until|till|from|before|after|around|about|since|past|to)\s(?:about\s|around\s|exactly\s)?$"
)
NEXT_WORD = re.compile(r"\w+[\s-][a-z]{3,}\b")
LOST = Sought(
    r"\b(?:los[es]|loses|losing|lost|loss|losses|defeat(?:ed)?|beaten|(?:went|goes|go|going)\sdown|fell|falls?|fallen|out"
    r"|eliminated|succumb\w*|outvoted|voted\sdown|rejected|overcome)\b"
)
YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d(?!\d|[.,]\d)")
AS_MANY = Sought(r"\bas\smany\s(?!as\b)", re.I)
LISTED = 5  # things that a writer counts where the source names them
LIST = Sought(r"[\w'’-]+(?: [\w'’-]+){0,3}(?:, (?!and)[\w'’-]+(?: [\w'’-]+){0,3}){0,3},? and [\w'’-]+")


def is_hour(q: Quantity, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether it is the hour of a clock that the passages have: "at six" for "at 06:00"."""
    if q.kind != "count" or not 1 <= q.value <= HOURS_OF_CLOCK or q.counted:
        return False
    if not AT_HOUR.search(claim.text, max(0, q.start - 16), q.start):
        return False
    told = {m.group() for p in passages for d in p.dates for m in CLOCK.finditer(d.normal)}
    told |= {point for p in passages for point in clocks(p.text)}
    hour = int(q.value) % HOURS_OF_CLOCK
    return not told.isdisjoint({f"T{hour:02}:00", f"T{hour + HOURS_OF_CLOCK:02}:00"})


def is_retold(
    q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]], passages: Sequence[Reading]
) -> bool:
    """Whether a rank, a share of a count, two weekdays, a score or a year of the passages say the figure."""
    if q.high is not None and _is_score(q, claim, theirs):
        return True
    if q.kind in {"count", "year"} and not q.counted and YEAR.fullmatch(claim.text, q.start, q.end):
        year = claim.text[q.start : q.end]
        if any(year in YEAR.findall(p.text) for p in passages):
            return True  # "2012 to 2015" for "between 2012 and 2015"
    if any(AS_MANY.first_in(p.text) and e.value == (q.bare or q.value) for e, p in theirs):
        return True  # "the fourth delay in as many weeks"
    if q.kind in {"count", "ordinal"} and _is_next(q, claim, theirs):
        return True
    if q.kind == "count" and not q.high and _is_share_of(q, theirs):
        return True  # "eight of the 16" for "sixteen, half of them"
    # "two days later" for "on Friday ... on Sunday"
    return q.kind == "hours" and q.unit == "day" and _apart(q.value / 24, passages)


def _is_score(q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    """As "7-2" for "by seven votes to two", and "lost 2-4" for "beat him 4-2"."""
    if q.kind == "score" and {q.value, q.high} <= {e.value for e, _ in theirs if e.kind == "count"}:
        return True
    turned = any(e.kind == "score" and (e.high, e.value) == (q.value, q.high) for e, _ in theirs)
    return turned and LOST.first_in(claim.text) is not None


def _is_next(q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    """Whether figure and rank tell the same: "two others" for "the third", "a third term" for "two terms"."""
    if q.kind == "ordinal":
        return any(
            (e.kind == "count" and e.value == q.value - 1 and e.counted and _is_one(q, e))
            or (e.kind == "times" and e.value == q.value - 1 and OTHERS.search(p.text, e.end))
            for e, p in theirs
        )
    others = OTHERS.search(claim.text) is not None
    return others and any(e.kind == "ordinal" and e.value == q.value + 1 for e, _ in theirs)


def _is_one(q: Quantity, e: Quantity) -> bool:
    return alike(q.counted, e.counted) is True and bool(q.counted)


def _is_share_of(q: Quantity, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    shares = [(e, p) for e, p in theirs if e.kind == "ratio" and _is_simple(e.value)]
    return any(
        e.kind == "count" and p is other and abs(e.value * share.value - q.value) < SAME
        for share, p in shares
        for e, other in theirs
    )


def _is_simple(share: float) -> bool:
    return any(abs(share - simple) < SAME for simple in (1 / 2, 1 / 3, 2 / 3, 1 / 4, 3 / 4, 1 / 5, 1 / 10))


def _apart(days: float, passages: Sequence[Reading]) -> bool:
    """Whether two weekdays of the passages lie so many days apart."""
    named = [WEEKDAYS.index(m.group().casefold()) for p in passages for m in WEEKDAY.all_in(p.text)]
    return any((b - a) % 7 == days for a in named for b in named if a != b)


def is_plain(q: Quantity, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether it is "one" for an article or "two" for two that are named: it counts nothing that could be wrong."""
    if q.kind not in {"count", "ordinal"} or (claim.text[q.start : q.start + 1].isdigit() and q.value != 1):
        return False
    if _has_other(q, passages):
        return False
    if not q.value:
        return any(NONE.first_in(p.text) for p in passages)
    if q.value == 1 and OTHER.search(claim.text, q.end):
        return True  # "one from the north, the other from the south"
    if q.value == 12 and not q.counted:  # "shortly before twelve" for "shortly before midnight"
        return any(NOON.first_in(p.text) for p in passages)
    if q.value == 1:
        return any(ARTICLE.first_in(p.text) for p in passages)
    if q.kind == "count" and q.value == 2 and DEFINITE.search(claim.text[max(0, q.start - 24) : q.start]):
        return not any(
            e.kind == "count" and e.counted and alike(q.counted, e.counted) for p in passages for e in given(p)
        )
    if q.kind == "ordinal" and q.value == 2 and q.counted.startswith("half"):
        return any(HALF_TIME.first_in(p.text) for p in passages)
    if q.value == 2 and any(BOTH.first_in(p.text) for p in passages):
        return True
    return q.value <= LISTED and any(
        len(m.group().split(",")) + 1 == q.value for p in passages for m in LIST.all_in(p.text)
    )


def _has_other(q: Quantity, passages: Sequence[Reading]) -> bool:
    """Whether the passages count or rank the same noun otherwise: "the second week" for "the first week"."""
    noun = lemmas_of(q.counted)[-1:]
    if not noun or (q.kind == "count" and q.value == 1):
        return False
    same = [e for p in passages for e in given(p) if e.kind == q.kind and lemmas_of(e.counted)[-1:] == noun]
    return bool(same) and all(e.value != q.value for e in same)


def is_copied(q: Quantity, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether a rank stands in a passage with the same word behind it: "Second-division"."""
    found = NEXT_WORD.match(claim.text, q.start)
    return found is not None and any(found.group().casefold() in p.text.casefold() for p in passages)


def has_rival(q: Quantity, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    """Whether the passages have a figure that this one could have taken the place of."""
    return any(
        e.kind in {"count", "ordinal", "times"}
        and e.value <= ORDER * FEW
        and (e.value != q.value or bool(e.bound) != bool(q.bound) or alike(q.counted, e.counted) is False)
        and not is_day(e, p)
        for e, p in theirs
    )


def is_day(e: Quantity, passage: Reading) -> bool:
    """The 9 of "9 March", which counts nothing."""
    return e.value <= DAYS and any(d.start <= e.start < d.end and "-" in d.normal for d in passage.dates)
