"""Numbers and times of a sentence in the words that it cites, as an editor compares them.

Enters: two readings. Leaves: the words that are not carried. Pure. Never: arithmetic; a difference or a sum that no
source states is not carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from service.text.date_resolution import WEEKDAYS, TimeExpr
from service.text.number_context import MEASURES
from service.text.numbers import Number
from service.text.numerals import UNITS
from service.text.support.lexicon import lemma, senses
from service.text.support.reading import Reading

# A claim's qualifier and those of evidence that carry it; a figure that is only about right may not become exact.
CARRIED_BY = {
    "": frozenset({"", "exactly"}),
    "exactly": frozenset({"exactly", ""}),
    "about": frozenset({"about", "", "exactly", "nearly"}),
    "nearly": frozenset({"nearly"}),
    "more_than": frozenset({"more_than"}),
    "at_least": frozenset({"at_least", "more_than"}),
    "up_to": frozenset({"up_to"}),
    "less_than": frozenset({"less_than"}),
}
AFTERWARDS = re.compile(r"^(?:\W?[\w%'’-]+){0,3}?\W?at\s(?:the\s)?(?P<which>most|least|maximum|minimum)\b")
MAY = re.compile(r"\b(?:could|may|might|can)\b")
ONLY = re.compile(r"\b(?:only|just)\s(?:\w+\s)?$", re.I)
# "one in three", "two out of five"
IN_EVERY = re.compile(
    r"\b(?P<top>[a-z]+)\s(?:[a-z]+\s){0,2}?(?:in|out\sof)\s(?:every\s)?(?P<bottom>[a-z]+)\b(?!\s[a-z]+s\b)", re.I
)
ARTICLE = re.compile(r"\b(?:an?|the)\s")
BOTH = re.compile(r"\b(?:both|twice|second|pair|couple|two)\b", re.I)
REST = frozenset({"other", "others", "more", "last", "next"})


def missing_numbers(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Numbers of the claim that no passage states, in words or digits, with the same unit and no stronger qualifier."""
    shares = {n.start: value for value, n in _shares(claim)}
    found = []
    for number in claim.numbers:
        if number.start in shares:
            if not any(_is_ratio(e, shares[number.start]) for p in passages for e in _rationals(p)):
                found.append(claim.text[number.start : number.end])
        elif not any(carries(number, claim, n, p) for p in passages for n in p.all_numbers) and not _is_plain(
            number, claim, passages
        ):
            found.append(claim.text[number.start : number.end])
    return tuple(dict.fromkeys(found))


def carries(number: Number, claim: Reading, given: Number, passage: Reading) -> bool:
    """True where the passage's number says what the claim's says."""
    qualifier, theirs = _qualifier(number, claim), _qualifier(given, passage)
    only = bool(ONLY.search(passage.text[max(0, given.start - 16) : given.start]))
    may = bool(MAY.search(passage.text[max(0, given.start - 24) : given.start]))
    if theirs not in CARRIED_BY[qualifier] and not (qualifier == "up_to" and not theirs and (only or may)):
        return False
    return same_value(number, given) and _same_unit(number, given)


def same_value(number: Number, given: Number) -> bool:
    """Value and kind, whatever is counted."""
    kinds = {number.kind, given.kind}
    if kinds == {"percent", "fraction"}:
        return _percent(number) == _percent(given)
    if number.value is None or given.value is None:
        return number.normal == given.normal
    if "ordinal" in kinds and len(kinds) > 1:
        return False
    return (number.value, number.high) == (given.value, given.high)


def _same_unit(number: Number, given: Number) -> bool:
    if number.unit and given.unit:
        return number.unit == given.unit
    if number.kind in {"percent", "points"} and given.kind not in {"percent", "points", "fraction"}:
        return False
    if "currency" in {number.kind, given.kind}:
        bare = given if number.kind == "currency" else number
        return bare.kind == "count" and (not bare.counted or _is_loose(bare.counted))
    mine, theirs = _measures(number.counted), _measures(given.counted)
    if mine and theirs and not mine & theirs:
        return False
    return _counts_alike(number.counted, given.counted)


def _is_loose(counted: str) -> bool:
    return not any(len(w) > 3 and w.endswith("s") for w in counted.split())


def _measures(counted: str) -> frozenset[str]:
    return frozenset(MEASURES[w] for w in re.split(r"[\s-]", counted.casefold()) if w in MEASURES)


def _counts_alike(mine: str, theirs: str) -> bool:
    """What is counted may be the same: a shared word, or one side does not say.

    A noun that the lexicon does not know may be another word for it: that is for the scorer to say.
    """
    left, right = _nouns(mine), _nouns(theirs)
    return not (_is_known(left) and _is_known(right)) or bool(left & right)


def _is_known(found: frozenset[str]) -> bool:
    return any(sense.startswith("=") for sense in found)


def _nouns(counted: str) -> frozenset[str]:
    return frozenset().union(*(senses(lemma(w)) for w in re.findall(r"[^\W\d_]{3,}", counted) if w not in REST))


def _qualifier(number: Number, reading: Reading) -> str:
    if number.qualifier:
        return number.qualifier
    behind = AFTERWARDS.match(reading.text[number.end : number.end + 40])
    if behind:
        return "up_to" if behind["which"] in {"most", "maximum"} else "at_least"
    return ""


def _percent(number: Number) -> Decimal | None:
    return number.value * 100 if number.kind == "fraction" and number.value is not None else number.value


def _is_plain(number: Number, claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether it is "one" for an article, "two" for "both": words that count nothing that could be wrong."""
    if number.kind not in {"count", "ordinal"} or number.text[:1].isdigit():
        return False
    if number.value == 1:
        return any(ARTICLE.search(p.text) for p in passages)
    return number.value == 2 and any(BOTH.search(p.text) for p in passages)


def _shares(reading: Reading) -> list[tuple[Decimal, Number]]:
    found = []
    for match in IN_EVERY.finditer(reading.text):
        top, bottom = (_small(match[name]) for name in ("top", "bottom"))
        if top and bottom and top < bottom:
            value = Decimal(top) / Decimal(bottom)
            found += [(value, n) for n in reading.numbers if match.start() <= n.start and n.end <= match.end()]
    return found


def _small(word: str) -> int:
    return int(word) if word.isdigit() and len(word) < 4 else UNITS.get(word.casefold(), 0)


def _rationals(reading: Reading) -> Iterable[Decimal]:
    yield from (value for value, _ in _shares(reading))
    for n in reading.numbers:
        if n.kind == "fraction" and n.value is not None:
            yield n.value
        elif n.kind == "percent" and n.value is not None:
            yield n.value / 100


def _is_ratio(value: Decimal, wanted: Decimal) -> bool:
    return abs(value - wanted) < Decimal("0.005")


CLOCK = re.compile(r"T(\d\d):(\d\d)")
MONTH_DAY = re.compile(r"-(\d\d)-(\d\d)(?!.*/)")
MONTH = re.compile(r"month:(?:\w+:)?(\d+)$|^\d{4}-(\d\d)$")
SPAN = re.compile(r"relative:(\d+)_(hour|day|week|month|year)s_(\w+)")


def missing_dates(claim: Reading, passages: Sequence[Reading]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Times of the claim that no passage gives, and times that only reckoning could compare."""
    given = [d for p in passages for d in p.dates]
    normals = {d.normal for d in given}
    points = {point for d in given for point in _points(d)}
    missing: list[str] = []
    unknown: list[str] = []
    for date in claim.dates:
        if date.normal in normals or date.kind == "vague":
            continue
        mine = _points(date)
        if mine:
            if not mine <= points:
                missing.append(date.text)
        elif (span := SPAN.match(date.normal)) is not None:
            if _spans(span, passages):
                continue
            rivals = [other for d in given if (other := SPAN.match(d.normal)) and other[3] == span[3]]
            (missing if any((r[1], r[2]) != (span[1], span[2]) for r in rivals) else unknown).append(date.text)
        elif date.anaphoric or "today" in date.normal:
            unknown.append(date.text)
        else:
            missing.append(date.text)
    return tuple(missing), tuple(unknown)


def _points(date: TimeExpr) -> frozenset[str]:
    """What a time names: its weekday, its day of a month, its month, year or clock, each comparable alone."""
    normal = date.normal
    found = {day for day in WEEKDAYS if day in normal}
    clock, day, month = CLOCK.search(normal), MONTH_DAY.search(normal), MONTH.search(normal)
    if clock:
        found.add(clock.group())
    if day:
        found.add(day.group())
    elif month:
        found.add(f"month {int(month[1] or month[2])}")
    if date.precision == "year" and re.fullmatch(r"\d{4}", normal):
        found.add(normal)
    return frozenset(found)


def _spans(span: re.Match[str], passages: Sequence[Reading]) -> bool:
    """True where a passage names as many hours, days or weeks."""
    count, unit = int(span[1]), span[2]
    word = rf"\b(?:an?|one)\s(?:\w+\s)?{unit}\b" if count == 1 else rf"\b{count}\s{unit}s\b"
    spelled = next((w for w, value in UNITS.items() if value == count), "")
    return any(re.search(rf"{word}|\b{spelled}\s{unit}s?\b", p.text, re.I) for p in passages)
