"""What a figure is told for: a head, a litre, a household a year; another unit makes it another figure.

Enters: two quantities with their readings. Leaves: whether their units differ. Pure. Never: a fault where either side
names none, or the passage has the unit elsewhere.
"""

from __future__ import annotations

import re

from service.text.support.lexicon import lemma, senses
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

PER = re.compile(r"[\s-](?:an?|per|(?:for\s)?(?:each|every)|to\s(?:an?|the|each|every))[\s-]([a-z]{3,})\b")
HEADS = frozenset("head person capita individual people".split())
ANY_TIME = frozenset("time go piece unit item".split())  # "25 crowns a time": whatever is counted


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
    end = next((at for at in (q.end, q.counted_end) if PER.match(reading.text, at)), q.end)
    found = []
    while match := PER.match(reading.text, end):
        found.append(match[1])
        end = match.end()
    return found
