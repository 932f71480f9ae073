"""What a figure counts: whether two nouns, fates or rates may be told of one figure.

Enters: the words that follow a figure. Leaves: classes of ``data/counted.toml``. Pure. Never: a verdict on a noun that
the data does not know; another word for the same thing is for the scorer to tell from another thing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from service.text.support.lexicon import lemma, senses

_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_IDLE = frozenset(
    "other others more last next first former new total fewer less lower higher smaller larger bigger later earlier"
    " old".split()
)
_NEAR = 5  # words behind a figure that may tell a fate
_CLAUSE = re.compile(r"[,;:.()—–]|\d|\b(?:and|while|but)\b")
UNITS_OF_TIME = "second|minute|hour|day|night|week|fortnight|month|quarter|year"
_RATE = re.compile(
    rf"\b(?:a|an|per|each|every)\s(?:single\s)?({UNITS_OF_TIME})\b|\b(hourly|daily|nightly|weekly|monthly|yearly|annual)(?:ly)?\b"
)
_ADVERBS = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month"}


class Classes(NamedTuple):
    """Classes, fates and nouns that tell a fate, by lemma; pairs of classes that may be one; the lemmas of people."""

    nouns: dict[str, frozenset[str]]
    fates: dict[str, str]
    fated: dict[str, str]
    pairs: frozenset[tuple[str, str]]
    people: frozenset[str]


@cache
def classes() -> Classes:
    """The classes of the package."""
    raw = tomllib.loads(files("service.text").joinpath("data/counted.toml").read_text("utf-8"))
    nouns: dict[str, frozenset[str]] = {}
    for name, words in raw["classes"].items():
        for word in words.split():
            nouns[lemma(word)] = nouns.get(lemma(word), frozenset()) | {name}
    fates = {lemma(word): name for name, words in raw["statuses"].items() for word in words.split()}
    fated = {lemma(word): name for name, words in raw["captives"].items() for word in words.split()}
    rules = raw["rules"]
    together = [line.split() for line in [*rules["together"], *rules["roles"], rules["employed"]]]
    pairs = {pair for line in together for pair in combinations(line, 2)}
    pairs |= {(one, other) for one in rules["general"].split() for other in rules["persons"].split()}
    pairs |= {(one, other) for one in rules["employed"].split() for other in rules["trades"].split()}
    persons = set(rules["persons"].split())
    people = frozenset(word for word, found in nouns.items() if found & persons)
    return Classes(nouns, fates, fated, frozenset(pairs | {(b, a) for a, b in pairs}), people)


@lru_cache(maxsize=8_192)
def lemmas_of(counted: str) -> tuple[str, ...]:
    """Lemmas of the counted words in order, without those that say nothing of the thing."""
    return tuple(lemma(w) for w in _WORD.findall(counted) if w.casefold() not in _IDLE)


@lru_cache(maxsize=8_192)
def alike(mine: str, theirs: str) -> bool | None:
    """Whether two counted nouns may be the same thing: True, False, or None where the data does not say."""
    left, right = lemmas_of(mine), lemmas_of(theirs)
    if not left or not right:
        return True
    known = classes()
    one, other = known.nouns.get(left[-1]), known.nouns.get(right[-1])
    if one and other:
        return any(a == b or (a, b) in known.pairs for a in one for b in other)
    return True if any(senses(a) & senses(b) for a in left for b in right) else None


def fate_of(text: str, start: int, end: int, counted_end: int) -> str:
    """What became of those counted (dead, hurt, taken ...), from the words beside the figure; empty: not told there."""
    fates, fated = classes().fates, classes().fated
    behind = _CLAUSE.split(text[end : counted_end + 60], maxsplit=1)[0]
    words = _WORD.findall(behind)[: _NEAR + 2]
    before = _WORD.findall(_CLAUSE.split(text[max(0, start - 40) : start])[-1])[-4:]
    for word in [*words, *reversed(before)]:
        fate = fates.get(lemma(word))
        if fate:
            return fate
    return next((fated[lemma(word)] for word in _WORD.findall(text[end:counted_end]) if lemma(word) in fated), "")


def rate_after(text: str, end: int) -> str:
    """The unit of time that a figure is told for ("a month", "daily"), from the words behind it."""
    found = _RATE.search(text, end, min(len(text), end + 32))
    return _unit(found) if found and not _CLAUSE.search(text, end, found.start()) else ""


def rates_in(text: str) -> frozenset[str]:
    """Every unit of time that something in the text is told for."""
    return frozenset(_unit(found) for found in _RATE.finditer(text.casefold()))


def _unit(found: re.Match[str]) -> str:
    return found[1] or _ADVERBS.get(found[2], "year")
