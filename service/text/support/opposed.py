"""A verb whose opposite the cited words have in the same place: rejected for accepted, rose for fell.

Enters: two readings. Leaves: the two words, or nothing. Pure. Only pairs of ``outcomes`` in ``data/meaning.toml``
count: what is bought is also sold, and a bigger rival has a smaller one, but nothing falls that rises. Both are verbs,
neither side has the other's word in any form, and both sides deny as often.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from service.text.support.frames import is_verb
from service.text.support.lexicon import lemma, senses
from service.text.support.polarity import NEGATOR
from service.text.support.reading import Reading, Word, likeness

CLEAR = 0.3  # share of the neighbourhood that the two verbs have in common; swept on labelled sentences


@cache
def _sides() -> dict[str, frozenset[tuple[int, int]]]:
    """Pair and side by lemma."""
    raw = tomllib.loads(files("service.text").joinpath("data/meaning.toml").read_text("utf-8"))
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for number, line in enumerate(raw["outcomes"]):
        for side, words in enumerate(line.split("/")):
            for word in words.split(","):
                key = " ".join(lemma(part) for part in word.split())
                found[key] = found.get(key, frozenset()) | {(number, side)}
    return found


def opposed(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """A verb of the claim and its opposite in a passage, in like surroundings."""
    sides = _sides()
    mine = [(at, w) for at, w in enumerate(claim.words) if w.key in sides and _is_told(claim, w)]
    if not mine:
        return ()
    own = claim.every_sense
    for at, word in mine:
        if any(_forms(word) & p.every_sense for p in passages):
            continue
        against = {(number, 1 - side) for number, side in sides[word.key]}
        for passage in passages:
            for other, given in enumerate(passage.words):
                if not sides.get(given.key, frozenset()) & against or _forms(given) & own:
                    continue
                if not _is_told(passage, given) or _denials(claim, word) != _denials(passage, given):
                    continue
                if likeness(claim, at, passage, other) >= CLEAR:
                    return word.text, given.text
    return ()


def _is_told(reading: Reading, word: Word) -> bool:
    """A verb, its participle, or "in favour": no noun such as "a climb"."""
    if word.text.casefold() in {"favour", "favor"}:
        return reading.text[max(0, word.start - 3) : word.start] == "in "
    return word.text.endswith("ing") or is_verb(reading, word)


def _forms(word: Word) -> frozenset[str]:
    return word.senses | senses(word.key)


def _denials(reading: Reading, word: Word) -> int:
    start, end = reading.sentence_of(word.start)
    return len(NEGATOR.findall(reading.text, start, end)) % 2
