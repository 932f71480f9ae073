"""A figure or time that stands where the cited words have another of the kind.

Enters: two readings. Leaves: figures or times of the sentence whose surroundings belong to a rival. Pure. A rival
figure counts the same thing, or both count nothing that is named, and is of the same order; a rival time is of the same
sort. The sentence does not name it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.support.binding import misplaced
from service.text.support.counted import lemmas_of
from service.text.support.lexicon import senses
from service.text.support.reading import Reading, Word

ORDER = 10  # a figure that takes another's place is hardly this many times larger
FIGURE = re.compile(r"[\d.]+")


def taken_figures(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Figures of the claim that stand in the place of another."""
    if not any(w.kind == "number" for w in claim.words):
        return ()
    own = {w.key for w in claim.words}
    counted = {(r.text, n.start): n.counted for r in (claim, *passages) for n in r.numbers}
    by_word = {id(w): counted.get((r.text, w.start), "") for r in (claim, *passages) for w in r.words}

    def rivals(a: Word, b: Word) -> bool:
        if b.kind != "number" or b.key in own or _stands_for(a, b) or "#" in a.key[1:2] + b.key[1:2]:
            return False
        return _is_near(a, b) and _counts_same(by_word[id(a)], by_word[id(b)])

    found = misplaced(claim, passages, _stands_for, rivals, "number")
    return tuple(dict.fromkeys(r.word.text for r in found if r.own > 0))


def taken_dates(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Times of the claim that stand in the place of another."""
    if not any(w.kind == "date" for w in claim.words):
        return ()
    own = {w.key for w in claim.words}

    def rivals(a: Word, b: Word) -> bool:
        return b.kind == "date" and b.key not in own and not _stands_for(a, b) and _sort(a) == _sort(b)

    found = misplaced(claim, passages, _stands_for, rivals, "date")
    return tuple(dict.fromkeys(r.word.text for r in found if r.own > 0))


def _stands_for(a: Word, b: Word) -> bool:
    return a.kind == b.kind and (a.key == b.key or _value(a) == _value(b))


def _sort(word: Word) -> str:
    """The sort of a time: a weekday is no rival of a year."""
    return word.key.split(":")[0][:4].strip("0123456789")


def _counts_same(mine: str, theirs: str) -> bool:
    one, other = lemmas_of(mine), lemmas_of(theirs)
    if not one or not other:
        return not one and not other
    return any(senses(a) & senses(b) for a in one for b in other)


def _value(word: Word) -> str:
    """The value of a number without its unit: a unit may stand on one side only."""
    found = FIGURE.search(word.key)
    return found.group() if found and word.kind == "number" else word.key


def _is_near(a: Word, b: Word) -> bool:
    """Whether two figures are of one order: "two" is never put in the place of 27 million."""
    try:
        low, high = sorted((float(_value(a)), float(_value(b))))
    except ValueError:
        return False
    units = {FIGURE.sub("", w.key) for w in (a, b)}
    return high < ORDER * max(low, 1) and (len(units) == 1 or not any("%" in u for u in units))
