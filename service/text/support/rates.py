"""What a figure is told for: a head, a litre, a household a year; another unit makes it another figure.

Enters: two quantities with their readings. Leaves: whether their units differ. Pure. Never: a fault where either side
names none, or the passage has the unit elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.sought import Sought
from service.text.support.lexicon import lemma, senses
from service.text.support.loose import periods
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

EACH = re.compile(r"[\s-](?:per|(?:for\s)?(?:each|every)|to\s(?:an?|the|each|every))[\s-]([a-z]{3,})\b")
PER = re.compile(r"[\s-](?:an?|per|(?:for\s)?(?:each|every)|to\s(?:an?|the|each|every))[\s-]([a-z]{3,})\b")
HEADS = frozenset("head person capita individual people".split())
ANY_TIME = frozenset("time go piece unit item".split())  # "25 crowns a time": whatever is counted

PERIOD = Sought(
    r"\b(?:(for|by|within|after|in)\s(?:an?|one)|((?<!\w)another|a\sfurther))\s"
    r"(second|minute|hour|day|week|fortnight|month|year|decade|century)\b",
    re.I,
)


def other_measure(q: Quantity, claim: Reading, e: Quantity, passage: Reading) -> bool:
    """True for "€4 a kilo" where the passage has "€4 a pound"."""
    mine, theirs = _per(q, claim), _per(e, passage)
    if not mine or not theirs or any(word in passage.text.casefold() for word in mine):
        return False
    if ANY_TIME & {*mine, *theirs} or (HEADS & {*mine} and HEADS & {*theirs}):
        return False
    known = frozenset().union(*(senses(lemma(word)) for word in theirs))
    return not any(senses(lemma(word)) & known for word in mine)


def _per(q: Quantity, reading: Reading) -> list[str]:
    """The units that a figure is told for: household and year of "£320 per household per year"."""
    pattern = PER if q.kind == "money" else EACH  # "12 people a day after"
    end = next((at for at in (q.end, q.counted_end) if pattern.match(reading.text, at)), q.end)
    found = []
    while match := pattern.match(reading.text, end):
        found.append(match[1])
        end = match.end()
    return found


def other_periods(claim: Reading, theirs: Sequence[Quantity], passages: Sequence[Reading]) -> Iterator[str]:
    """Periods such as "by a month" where the passages have "by a week" and no month at all."""
    for found in PERIOD.all_in(claim.text):
        opening, unit = (found[1] or "another").casefold(), found[3].casefold()
        mine = next((q for q in periods(found.group()) if q), None)
        if mine is None or any(e.kind == mine.kind and e.value == mine.value for e in theirs):
            continue
        if any(re.search(rf"\b{unit}", p.text, re.I) for p in passages):
            continue
        others = [m for p in passages for m in PERIOD.all_in(p.text) if (m[1] or "another").casefold() == opening]
        if any(m[3].casefold() != unit for m in others):
            yield found.group()
