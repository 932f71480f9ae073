"""Figures that one step makes from two of one cited sentence: a difference, a part of a whole, what is left.

Enters: a quantity of a sentence and the readings of its passages. Leaves: whether the passages show both figures and
the step. Pure. Never: a step between two figures that the words do not set side by side: a difference needs a word of
comparison in the sentence, a part stands "of" its whole. Whether the step is told of the right thing is for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from service.text.sought import Sought
from service.text.support.counted import alike, lemmas_of
from service.text.support.quantities import asked, given
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

SAME = 1e-6
REACH = 60  # code points around a figure in which its comparison is told
COMPARED = re.compile(
    r"\b(?:more|less|fewer|extra|additional|further|another|too|above|below|beyond|ahead|behind|clear|apart|short"
    r"|differ\w*|gap|margin|lead|leads|led|advantage|deficit|surplus|points?|up|down|add(?:ed|s|ing)?|gain(?:ed|s)?"
    r"|[a-z]{3,}er(?=\sthan\b)|rise|rises|rose|risen|rising|fall|falls|fell|fallen|falling|dro(?:p|ps|pped|pping)"
    r"|gr(?:ow|ows|ew|own|owing|owth)|shr(?:ink|inks|ank|unk|inking)|cut|cuts|cutting|reduc\w+|increas\w+|decreas\w+"
    r"|declin\w+|narrow\w*|widen\w*|swell\w*|lower(?:ed|s|ing)?|rais(?:e|es|ed|ing)|improv\w+|worsen\w*|slip\w*"
    r"|climb\w*|jump\w*|plunge\w*|slump\w*|shorten\w*|lengthen\w*|earlier|later|sooner|younger|older|longer|shorter"
    r"|higher|bigger|larger|smaller|heavier|lighter|faster|slower|quicker|cheaper|dearer|warmer|colder|wider|deeper)\b"
    r"|\bby\s(?:\w+\s)?$",
    re.I,
)
# "40,000 of them", "311 of 740", "26 of the 214", "€400,000 of a budget of €1.6m"
OF_THEM = re.compile(r"[\s,a-z’'-]{0,24}?\s(?:of|among)\s(?:them|whom|which|these|those)\b", re.I)
OF_WHOLE = re.compile(
    r"(?:\s[a-z’'-]+){0,3}\s(?:of|out\sof|from|among)\s"
    r"(?:(?:the|its|his|her|their|an?|all|some|about|more than|nearly)\s){0,2}(?:[a-z-]+\s(?:of\s)?){0,3}?",
    re.I,
)
BUT = re.compile(r"\ball\sbut\s$|\b(?:except|save|apart\sfrom|but\snot|bar)\s(?:for\s)?(?:the\s)?$", re.I)
ONLY_OF = re.compile(r"\b(?:only|just|sole)\s(?:\w+\s)?$", re.I)
REST = re.compile(r"\b(?:the\s(?:others?|rest|remainder)|remaining|all\sothers)\b", re.I)
UNITED = re.compile(r"\b(?:(?:up|down)\sfrom|instead\sof|against|compared\s(?:with|to)|rather\sthan|from|to)\s$")
KINDS = frozenset({"count", "money", "measure", "hours", "months"})
SHARED = Sought(r"\b(?:each|apiece|per\s[a-z]+|a\shead|on\saverage|an\saverage|average)\b")
THAN = re.compile(r"[^.;]{0,60}\bthan\b")
BY = re.compile(r"\bby\s(?:\w+\s)?$")
TO = re.compile(r"(?:\s[a-z]+){0,3},?\sto\s(?:[a-z]+\s)?")
MORE_THAN = re.compile(r"(?:\s[a-z]+)?\s(?:more|less|fewer|[a-z]{3,}er)\sthan\b")
JOINED = re.compile(r",?\s(?:and|plus|to)\s(?:[a-z]+\s)?")
MANY = 100  # among whom a sum is shared
THOUSAND = 1000
FEWEST = 3  # a smaller difference is met by chance


def is_reckoned(q: Quantity, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether two figures of a passage make it: their difference, the part that one is of the other, what is left."""
    if q.kind == "ratio" and any(_is_part(q, part, whole) for p in passages for part, whole in _parts(p)):
        return True
    made = _left(tuple(passages)) | _sums(passages) if q.kind == "count" and q.value >= FEWEST else ()
    if any(_is_near(q, n) for n in made) or any(_is_level(q, level) for p in passages for level in _levels(p)):
        return True
    if SHARED.first_in(claim.text) and any(_is_near(q, each) for p in passages for each in _each(q, p)):
        return True
    if q.kind not in KINDS | {"points"} or not _is_compared(q, claim):
        return False
    figures = [e for p in passages for e in asked(p)]
    if q.kind == "count" and any(e.kind == "score" and abs(e.value - (e.high or 0)) == q.value for e in figures):
        return True  # "by two goals" for "3-1"
    pairs = [pair for p in passages for pair in _pairs(p)]
    if q.kind in {"money", "count"} and THAN.search(claim.text, q.end):  # "ten million more than they got"
        sums = [e for e in figures if e.kind == "money"]
        pairs += [(one, two) for one, two in combinations(sums, 2) if one.unit == two.unit]
    return any(_is_step(q, one, two) for one, two in pairs)


def _is_compared(q: Quantity, claim: Reading) -> bool:
    start, end = claim.sentence_of(q.start)
    before = claim.text[max(start, q.start - REACH) : q.start]
    behind = claim.text[q.end : min(end, max(q.end, q.counted_end) + REACH)]
    return q.kind == "points" or bool(COMPARED.search(before) or COMPARED.search(behind))


def _is_step(q: Quantity, one: Quantity, two: Quantity) -> bool:
    apart = abs(one.value - two.value)
    if q.kind == "points":
        return one.kind == two.kind == "ratio" and _is_near(q, apart * 100)
    if one.kind == two.kind == "count" and q.kind == "money" and not (one.counted or two.counted):
        return _is_near(q, apart)  # "five forints dearer" for "from 389 to 394"
    if one.kind == two.kind == "money" and q.kind == "count" and q.value >= THOUSAND and not lemmas_of(q.counted):
        return _is_near(q, apart)  # "ten million more"
    if one.kind != q.kind or (q.kind == "money" and q.unit != one.unit):
        return False
    if q.counted and one.counted and alike(q.counted, one.counted) is False:
        return False
    if q.value % 1 == 0 and one.value % 1 and two.value % 1 and round(apart) == q.value:
        return True  # "six days fewer" for "from 12.4 to 6.1"
    return apart >= (FEWEST if q.kind == "count" else SAME) and _is_near(q, apart)


def _is_level(q: Quantity, level: Quantity) -> bool:
    return (
        q.kind == level.kind
        and (q.kind not in {"money", "measure"} or q.unit == level.unit)
        and _is_near(q, level.value)
    )


def _is_near(q: Quantity, value: float) -> bool:
    """The figure, or a bound and a rounder figure for it."""
    if abs(q.value - value) <= SAME * max(1.0, value):
        return True
    off = (value - q.value) / q.value if q.value else 0.0
    if q.bound in {"more_than", "at_least", "over"}:
        return 0 < off <= 0.34
    if q.bound in {"nearly", "less_than", "under"}:
        return 0 < -off <= 0.12
    return q.bound == "about" and abs(off) <= 0.06


def _is_part(q: Quantity, part: float, whole: float) -> bool:
    share = part / whole
    if q.bound in {"", "about"}:
        return abs(q.value - share) <= (0.0068 if not q.bound else max(0.0068, 0.06 * q.value))
    return _is_near(q, share)


@lru_cache(maxsize=2_048)
def _pairs(reading: Reading) -> tuple[tuple[Quantity, Quantity], ...]:
    """Two figures of one kind, unit and thing in one sentence."""
    found = [q for q in given(reading) if q.kind in KINDS | {"ratio"} and q.high is None and not q.only_given]
    found = [_with_unit(q, found, reading) for q in found]
    return tuple(
        (one, two)
        for one, two in combinations(found, 2)
        if one.kind == two.kind
        and one.value != two.value
        and reading.sentence_of(one.start) == reading.sentence_of(two.start)
        and (one.kind not in {"money", "measure"} or one.unit == two.unit)
        and (one.kind != "count" or alike(one.counted, two.counted) is not False)
    )


def _with_unit(q: Quantity, found: Sequence[Quantity], reading: Reading) -> Quantity:
    """With the unit of the other: the 61 of "from 61 to 54 per cent", the 85 of "120 metres, up from 85"."""
    if q.kind != "count" or q.counted:
        return q
    for other in found:
        if other.kind == "count" or not other.value:
            continue
        behind = reading.text[q.end : other.start]
        before = reading.text[other.end : q.start] if other.end <= q.start else ""
        if behind in {" to ", " and ", " or "} or (len(before) <= REACH and UNITED.search(before)):
            factor = 0.01 if other.kind == "ratio" else other.value / (other.bare or other.value)
            return q._replace(kind=other.kind, unit=other.unit, value=q.value * factor)
    return q


@lru_cache(maxsize=2_048)
def _parts(reading: Reading) -> tuple[tuple[float, float], ...]:
    """Part and whole, as they stand with "of" between or behind."""
    return tuple((part.value, whole.value) for part, whole in _of(reading))


def _of(reading: Reading) -> Iterator[tuple[Quantity, Quantity]]:
    text = reading.text
    found = [q for q in asked(reading) if q.kind in {"count", "money", "measure"} and q.high is None]
    for n, one in enumerate(found):
        for two in found[n + 1 :]:
            if one.kind != two.kind or (one.kind != "count" and one.unit != two.unit):
                continue
            if reading.sentence_of(one.start) != reading.sentence_of(two.start):
                continue
            if one.value < two.value and OF_WHOLE.fullmatch(text, one.end, two.start):
                yield one, two
            elif two.value < one.value and OF_THEM.match(text, two.end):
                yield two, one


@lru_cache(maxsize=2_048)
def _levels(reading: Reading) -> tuple[Quantity, ...]:
    """The other end of a step told by its length: 6.75 of "by 0.5 points to 6.25", 22 of "21, one less than it"."""
    found = []
    kinds = KINDS | {"ratio", "points"}
    quantities = sorted(q for q in given(reading) if q.kind in kinds and q.high is None and not q.only_given)
    for one, two in combinations(quantities, 2):
        if one.end > two.start or reading.sentence_of(one.start) != reading.sentence_of(two.start):
            continue
        between = reading.text[one.end : two.start]
        if TO.fullmatch(between) and BY.search(reading.text, max(0, one.start - 10), one.start):
            step, level = one, two
        elif MORE_THAN.match(reading.text, two.end) and two.value < one.value and len(between) <= REACH:
            step, level = two, one
        else:
            continue
        factor = 0.01 if step.kind == "points" and level.kind == "ratio" else 1.0
        if step.kind in {level.kind, "points"} or (step.kind == "count" and not lemmas_of(step.counted)):
            by = step.value * factor
            found += [level._replace(value=level.value + sign * by, bare=0.0, bound="") for sign in (1, -1)]
    return tuple(found)


def _sums(passages: Sequence[Reading]) -> frozenset[float]:
    """Two counts that stand side by side, taken together: "83 passengers and 14 crew", "seven votes to two"."""
    return frozenset(n for p in passages for n in _summed(p))


@lru_cache(maxsize=2_048)
def _summed(reading: Reading) -> frozenset[float]:
    counts = [q for q in asked(reading) if q.high is None and q.kind == "count"]
    return frozenset(
        one.value + two.value
        for one, two in pairwise(counts)
        if one.counted and JOINED.fullmatch(reading.text, max(one.end, one.counted_end), two.start)
    )


def _each(q: Quantity, reading: Reading) -> Iterator[float]:
    """What each gets of a sum that so many share, and what they get together."""
    found = [e for e in asked(reading) if e.high is None]
    for total in found:
        if total.kind == q.kind and (q.kind != "money" or total.unit == q.unit) and q.kind in {"money", "measure"}:
            many = (e.value for e in found if e.kind == "count" and 1 < e.value <= MANY)
            yield from (total.value / n for n in many)


@lru_cache(maxsize=512)
def _left(passages: tuple[Reading, ...]) -> frozenset[float]:
    """What is left of a whole: 17 of "19, all but two of them", 15 of "26 hurt ... eleven in A, the others in B"."""
    found = set[float]()
    wholes = {q.value for p in passages for q in asked(p) if q.kind == "count" and q.high is None}
    for p in passages:
        counts = [q for q in asked(p) if q.kind == "count" and q.high is None]
        for q in counts:
            before = p.text[max(0, q.start - 24) : q.start]
            if BUT.search(before) or REST.search(p.text, q.end):
                found |= {whole - q.value for whole in wholes if whole > q.value}
    return frozenset(found)
