"""An office or a country given to one person that the cited words give to another.

Enters: a sentence and the passages it cites. Leaves: the words given to the wrong one, or nothing. Pure. A fault needs
both: the passages have the person with another office or country, and somebody else with what the sentence gives.
Never: a fault because a title is new, or told of a person whom the passages do not introduce.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, ORG_WORDS, ROLE_NOUNS, TITLES
from service.text.names import tokens
from service.text.support.lexicon import lemma, senses
from service.text.support.origins import places
from service.text.support.reading import Reading

COURTESY = frozenset("mr mrs ms miss mx dr dame sir lady lord prof".split())
NOUNS = (ROLE_NOUNS - COURTESY) | frozenset(
    """minister premier president chancellor mayor governor secretary chairman chairwoman chair director chief executive
    spokesman spokeswoman spokesperson ambassador envoy judge prosecutor lawyer attorney senator deputy commissioner
    superintendent inspector commander captain coach manager striker goalkeeper rector dean professor author co-author
    founder treasurer editor economist forecaster adviser advisor coordinator head leader candidate challenger winner
    runner-up rider champion critic owner heir widow bishop archbishop abbot surgeon doctor engineer novelist conductor
    curator architect geologist astronomer businessman businesswoman banker counterpart opposite""".split()
)
HEADS = frozenset(lemma(w) for w in NOUNS)
TWIN = frozenset(map(lemma, ("counterpart", "opposite")))  # of the office named before
_HEAD = "|".join(sorted(NOUNS, key=len, reverse=True))
_NAME = r"[A-Z][\w’'-]*[\w-](?:\s(?:(?:de|da|del|van|von|bin|al)\s)?[A-Z][\w’'-]*[\w-]){0,3}"
_OF = (
    r"(?:\s(?:(?:of|for)\s(?:the\s)?[A-Za-z]|(?:at|in|on)\s(?:the\s)?[A-Z])[\w-]*"
    r"(?:\s(?:of\s|and\s|the\s){0,2}[A-Z][\w-]*){0,4})"
)
_OFFICE = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s)?(?:[A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}}[’']s?\s)?"
    rf"(?:(?!(?:and|but|or|while|that|when|as|by)\b)[A-Za-z][\w-]*\s){{0,3}}(?i:{_HEAD})\b{_OF}?"
)
BEFORE = re.compile(rf"\b(?P<office>{_OFFICE})(?P<comma>,)?\s(?P<name>{_NAME})\b")
BEHIND = re.compile(rf"\b(?P<name>{_NAME}),\s(?P<office>{_OFFICE})(?=[,.;:”\"]|$|\s(?:said|says|told))")
DETERMINED = re.compile(r"(?:the|an?|its|his|her|their)\s|.*[’']s?\s", re.I)


class Held(NamedTuple):
    """A person with the words of an office beside the name."""

    person: str  # folded surname
    name: str
    heads: frozenset[str]  # lemmas of the office's nouns
    scope: frozenset[str]  # lemmas of what it is of
    lands: frozenset[str]
    text: str


def other_office(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """The office and the person whom the passages give another one; empty: none."""
    mine = offices_of(claim)
    if not mine:
        return ()
    given = [held for p in passages for held in offices_of(p)]
    for held in mine:
        own = [g for g in given if g.person == held.person]
        others = [g for g in given if g.person != held.person]
        if own and not any(_agree(held, g) for g in own) and any(_is_of(held, g, own) for g in others):
            return held.text, held.name
    return ()


def _agree(held: Held, given: Held) -> bool:
    """Whether the two may be one office: the same head, nothing else that it is of, and no other land."""
    heads = bool(held.heads & given.heads)
    scope = not held.scope or not given.scope or bool(_senses(held.scope) & _senses(given.scope))
    return heads and scope and _is_one_land(held, given)


def _is_of(held: Held, given: Held, own: Sequence[Held]) -> bool:
    """Whether the passages give the office, or the land that the person's own office is not of, to another person."""
    if held.lands & given.lands and not any(_is_one_land(held, g) for g in own):
        return True
    if not held.heads & given.heads or not _is_one_land(held, given):
        return False
    if held.scope:
        return bool(held.scope & given.scope)
    return not any(held.heads & g.heads for g in own)


def _is_one_land(held: Held, given: Held) -> bool:
    return not held.lands or not given.lands or bool(held.lands & given.lands)


def _senses(words: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*map(senses, words))


@lru_cache(maxsize=4_096)
def offices_of(reading: Reading) -> tuple[Held, ...]:
    """Every office that stands beside a person's name, before it or behind in apposition."""
    return tuple(held for start, end in reading.sentences for held in _held(reading.text[start:end]))


def _held(text: str) -> Iterator[Held]:
    if NOUNS.isdisjoint(text.casefold().replace("’", " ").replace(",", " ").split()):
        return
    for pattern in (BEFORE, BEHIND):
        at = 0
        last: Held | None = None
        while m := pattern.search(text, at):
            at = m.start("name") if pattern is BEFORE else m.end("name")
            name = _person(m["name"])
            if not name or (pattern is BEFORE and m["comma"] and not DETERMINED.match(m["office"])):
                continue
            words = [t for t in tokens(m["office"]) if fold(t.core) not in FUNCTION_WORDS]
            nouns = frozenset(lemma(t.core) for t in words)
            lands = places(t.core for t in words if t.text[0].isupper())
            heads = nouns & HEADS
            scope = nouns - HEADS - frozenset(lemma(t.core) for t in words if places((t.core,)))
            if heads & TWIN:
                if last is None:
                    continue
                heads, scope = last.heads, last.scope
            last = Held(fold(name[-1]), " ".join(name), heads, scope, lands, m["office"])
            yield last


def _person(words: str) -> list[str]:
    """The words of a name without titles; empty for a place, a body or a day."""
    name = words.split()
    while name and (lemma(name[0]) in HEADS or fold(name[0]) in TITLES | COURTESY):
        name = name[1:]
    folded = {fold(w) for w in name}
    return [] if places((" ".join(name), *name)) or folded & (ORG_WORDS | FUNCTION_WORDS | DAYS_MONTHS) else name
