"""Figures that a sentence takes over but gives to something else: another noun, the whole for a part, old for new.

Enters: a quantity of a sentence and those of its passages. Leaves: whether the passages show that it was moved. Pure.
Never: a fault because a noun is new; the passages have to give the figure to one thing and name the other besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.text.sought import Sought
from service.text.support.counted import alike, lemmas_of
from service.text.support.lexicon import lemma, senses
from service.text.support.quantities import asked
from service.text.support.quantity_data import RANGE, Quantity
from service.text.support.reading import Reading

Given = Sequence[tuple[Quantity, Reading]]

SAME = 1e-6
OF = re.compile(r"\sof\s(?:(?:the|its|their)\s)?([a-z]{3,})(?:\s([a-z]{3,}))?\b")  # "nine tonnes of straw"
EVERYBODY = frozenset(lemma(w) for w in "people person individual other".split())
# what stands between a figure and a noun of its own list: nouns, commas, "and"
LISTED = re.compile(
    r"(?:[\s,]+(?!(?:at|in|on|to|by|from|for|of|with|under|over|after|were|was|are|is|had|have|has|will|who|that|which|but)\b)"
    r"[\w’'-]+){0,6}[\s,]+"
)
# between the figures of "40 of its 95 staff"
PART_OF = re.compile(r"(?:\s[a-z-]+){0,2}\s(?:of|out\sof)\s(?:(?:the|its|his|her|their|those|all)\s)?(?:[a-z]+\s)?$")
# a part is meant before "of the 95", "among 95", "some of its 95"
FROM_WHOLE = re.compile(r"\b(?:of|among|from|out|in|for)\s(?:[a-z’']+\s){0,3}$", re.I)
HAS = re.compile(
    r"\b(?:has|have|had|having|comprises?|comprising|numbers?|numbering|totals?|totalling|the)\s(?:[a-z]+\s)?$"
)
SOME = Sought(
    r"\b(?:some|several|part|parts|many|most|few|half|quarter|third|majority|minority|among|share|rest)\b", re.I
)
VOTES = re.compile(r"(?:\s?votes?)?\s(?:to|against)\s$")
OF_THEM = re.compile(
    r"(?:\s[a-z-]+)?\s(?:of|among)\s(?:them|whom|which|these|those)\b(?P<of>(?:(?!\s(?:and|but|while)\b)[^,;:.])*)"
)
ALL_OF = re.compile(r"\b(?:each|apiece|a\shead|per\s(?:person|head))\b", re.I)
IN_ALL = re.compile(
    r"\b(?:in\stotal|altogether|between\sthem|combined|in\sall|a\stotal\sof|jointly|collectively)\b", re.I
)
RISE = re.compile(r"\s(?:instead\sof|rather\sthan|(?:up|down)?\s?from|compared\s(?:with|to)|against)\s$")
NEAR = 70  # code points around a figure in which "each" or "in total" tells of it
TO = re.compile(r",?\sto\s(?:about\s|around\s|only\s|just\s|some\s|nearly\s|almost\s|over\s|more\sthan\s)?$")


def is_moved(q: Quantity, claim: Reading, theirs: Given) -> bool:
    """Whether the passages give the figure to another thing, and the thing another figure or none."""
    if q.kind in {"hours", "months", "ordinal", "year", "score", "times"}:
        return False
    same = [(e, p) for e, p in theirs if e.kind == q.kind and abs(e.value - q.value) <= SAME * max(1.0, q.value)]
    if q.kind == "measure":
        return bool(same) and all(_is_other_stuff(q, claim, e, p) for e, p in same)
    if q.kind != "count" or not q.counted or not same or claim.text[q.end : q.end + 1] == "-":
        return False
    if any(not e.counted or e.only_given or p.text[e.end : e.end + 1] == "-" for e, p in same):
        return False
    if any(alike(q.counted, e.counted) is not None for e, _ in same):
        return False
    noun = lemmas_of(q.counted)[-1:]
    if not noun or noun[0] in EVERYBODY or q.counted.endswith("ed"):
        return False
    return _is_counted_else(q, noun[0], same, theirs) or any(_stands_apart(noun[0], same, p) for _, p in same)


def _is_counted_else(q: Quantity, noun: str, same: Given, theirs: Given) -> bool:
    """Whether a sentence that has the figure counts the noun otherwise; another sentence may only tell it again."""
    return any(
        e.kind == "count"
        and not e.only_given
        and lemmas_of(e.counted)[-1:] == (noun,)
        and e.value != q.value
        and any(p is passage and p.sentence_of(e.start) == p.sentence_of(given.start) for given, passage in same)
        for e, p in theirs
    )


def _stands_apart(noun: str, same: Given, passage: Reading) -> bool:
    """Whether the passage has the noun outside what the figure counts, and outside its list."""
    ends = [e for e, p in same if p is passage]
    return any(
        w.key == noun
        and w.kind == "word"
        and not w.text.endswith("ed")
        and any(passage.sentence_of(w.start) == passage.sentence_of(e.start) for e in ends)
        and not any(w.start >= e.end and LISTED.fullmatch(passage.text, e.end, w.start) for e in ends)
        for w in passage.words
    )


def _is_other_stuff(q: Quantity, claim: Reading, e: Quantity, passage: Reading) -> bool:
    """As "nine tonnes of straw" for "nine tonnes of metal under a pile of straw"."""
    mine, theirs = OF.match(claim.text, q.counted_end), OF.match(passage.text, e.counted_end)
    if mine is None or theirs is None:
        return False
    one = lemma(mine[1])
    told = frozenset().union(*(senses(lemma(word)) for word in theirs.groups() if word))
    if any(senses(lemma(word)) & told for word in mine.groups() if word):
        return False  # "of smuggled tea" for "of tea that was smuggled"
    return any(
        w.key == one and w.start > theirs.end(1) and not LISTED.fullmatch(passage.text, theirs.end(1), w.start)
        for w in passage.words
    )


def is_whole(q: Quantity, claim: Reading, theirs: Given, mine: Sequence[Quantity]) -> bool:
    """Whether it is the whole of which the passages tell a part that the sentence leaves out: 95 of "40 of its 95"."""
    if q.kind != "count" or FROM_WHOLE.search(claim.text, max(0, q.start - 30), q.start) or SOME.first_in(claim.text):
        return False
    if claim.text[q.end : q.end + 1] == "-" or HAS.search(claim.text, max(0, q.start - 24), q.start):
        return False  # "the 120-seat chamber", "which has 120 seats"
    same = [(e, p) for e, p in theirs if e.kind == "count" and e.value == q.value and not e.only_given]
    parts = [_part_of(e, p, theirs) for e, p in same]
    return bool(parts) and all(part is not None and not any(m.value == part.value for m in mine) for part in parts)


def _part_of(whole: Quantity, passage: Reading, theirs: Given) -> Quantity | None:
    return next(
        (
            e
            for e, p in theirs
            if p is passage
            and e.kind == "count"
            and e.end < whole.start
            and whole.start - e.end < NEAR
            and e.value < whole.value
            and PART_OF.fullmatch(p.text[e.end : whole.start])
        ),
        None,
    )


def is_of_part(q: Quantity, claim: Reading, theirs: Given, mine: Sequence[Quantity]) -> bool:
    """Whether it is a whole, told of what only a part of it is: 61 of "61, 40 of them in Dax" for those in Dax."""
    if q.kind != "count" or SOME.search(claim.text) or any(m.kind in {"ratio", "points"} for m in mine):
        return False
    same = [(e, p) for e, p in theirs if e.kind == "count" and e.value == q.value and not e.only_given]
    return bool(same) and all(_is_told_of_part(q, e, p, claim, theirs, mine) for e, p in same)


def _is_told_of_part(
    q: Quantity, whole: Quantity, passage: Reading, claim: Reading, theirs: Given, mine: Sequence[Quantity]
) -> bool:
    for part, other in theirs:
        if other is not passage or part.kind != "count" or part.only_given or not 0 < part.start - whole.end < NEAR:
            continue
        found = OF_THEM.match(passage.text, part.end)
        if found is None or part.value >= whole.value or any(m.value == part.value for m in mine):
            continue
        words = [w for w in passage.words if found.start("of") <= w.start < found.end()]
        start, end = claim.sentence_of(q.start)
        near = [w for w in claim.words if start <= w.start < end and not q.start <= w.start < q.counted_end]
        elsewhere = frozenset().union(
            *(w.senses for w in passage.words if not found.start("of") <= w.start < found.end())
        )
        return any(w.senses & n.senses and not w.senses & elsewhere for w in words for n in near)
    return False


def is_shared_else(q: Quantity, claim: Reading, theirs: Given) -> bool:
    """Whether it is so much each where the passages have so much in all, or the reverse."""
    same = [(e, p) for e, p in theirs if e.kind == q.kind and abs(e.value - q.value) <= SAME * max(1.0, q.value)]
    mine = _sharing(q, claim)
    return mine != "" and bool(same) and all(_sharing(e, p) not in {"", mine} for e, p in same)


def _sharing(q: Quantity, reading: Reading) -> str:
    start, end = reading.sentence_of(q.start)
    around = reading.text[max(start, q.start - NEAR) : min(end, q.end + NEAR)]
    each, total = ALL_OF.search(around), IN_ALL.search(around)
    return "" if bool(each) == bool(total) else "each" if each else "all"


def turned_pairs(claim: Reading, passages: Sequence[Reading]) -> Iterator[str]:
    """Votes whose other side is another figure, and an old figure told for the new one."""
    for one, two in _votes(claim):
        rivals = {b.value for p in passages for a, b in _votes(p) if a.value == one.value}
        if rivals and two.value not in rivals:
            yield claim.text[two.start : two.end]
    steps = [step for step in _steps(claim) if step[0] != step[1]]
    known = {step for p in passages for step in _steps(p)} if steps else set()
    for old, new in steps:
        if (new, old) in known and (old, new) not in known:
            yield f"from {old:g} to {new:g}"


def _votes(reading: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    found = asked(reading)
    for one, two in pairwise(found):
        if one.kind == two.kind == "count" and VOTES.fullmatch(reading.text[one.end : two.start]):
            yield one, two


def _steps(reading: Reading) -> Iterator[tuple[float, float]]:
    """Old and new of "from 14 months to nine", "nine instead of 14", "nine, down from 14"."""
    text, found = reading.text, asked(reading)
    for one, two in pairwise(found):
        between = (
            text[one.end : two.start].removeprefix(f" {one.counted}") if one.counted else text[one.end : two.start]
        )
        first, second = one.bare or one.value, two.bare or two.value
        if TO.fullmatch(between) and text[max(0, one.start - 5) : one.start].casefold() == "from ":
            yield first, second
        elif RISE.fullmatch(between.removeprefix(",")):
            yield second, first
    yield from ((q.value, q.high) for q in found if q.label == RANGE and q.high is not None)
