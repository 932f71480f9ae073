"""Two names that have changed places around the same words: "from Cadiz to Lima" for "from Lima to Cadiz".

Enters: two readings. Leaves: the two names, or nothing. Pure. Each name has to stand in the other's place: behind its
preposition, or beside its noun. Never: a fault from one name alone, or where another passage has both in their places,
as of a way out and a way back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from service.text.folding import fold
from service.text.support.reading import Reading

LEAD = re.compile(
    r"\b(?P<lead>from|to|via|by\sway\sof|through|into|towards|outside|near|for|at|with|off|beyond)\s(?:the\s)?$", re.I
)
LINK = re.compile(r"\s(?:in|on|at|of|from|near|outside|for|to)\s(?:the\s)?(?:[A-Z]\w+\s)*$")
BORN = re.compile(r"-(?:born|based|built|owned|bound|flagged|backed|led)$")


class Place(NamedTuple):
    """Where a name stands."""

    lead: str  # the preposition before it
    noun: frozenset[str]  # senses of the content word that it belongs to


def crossed(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Two names that stand in each other's place; empty: none."""
    mine = _places(claim)
    if len(mine) < 2:
        return ()
    given = [_places(passage) for passage in passages]
    for theirs in given:
        for one, two in combinations(sorted(mine.keys() & theirs.keys()), 2):
            if _have_crossed(mine[one], mine[two], theirs[one], theirs[two]) and not any(
                _have_kept(mine, other, (one, two)) for other in given if other is not theirs
            ):
                return one, two
    return ()


def _have_kept(mine: Mapping[str, Place], given: Mapping[str, Place], names: tuple[str, str]) -> bool:
    """Whether both names stand behind the same prepositions, or beside the same nouns."""
    if any(name not in given for name in names):
        return False
    by_lead = all(mine[name].lead and mine[name].lead == given[name].lead for name in names)
    return by_lead or all(mine[name].noun & given[name].noun for name in names)


def _have_crossed(a: Place, b: Place, given_a: Place, given_b: Place) -> bool:
    by_lead = a.lead != b.lead and (a.lead, b.lead) == (given_b.lead, given_a.lead) and "" not in (a.lead, b.lead)
    nouns = (a.noun, b.noun, given_a.noun, given_b.noun)
    by_noun = (
        all(nouns)
        and bool(a.noun & given_b.noun and b.noun & given_a.noun)
        and not (a.noun & given_a.noun or b.noun & given_b.noun)
    )
    return by_lead or by_noun


@lru_cache(maxsize=2_048)
def _places(reading: Reading) -> dict[str, Place]:
    """The place of each name that stands in one place only."""
    found: dict[str, Place | None] = {}
    text, words = reading.text, reading.words
    for n, word in enumerate(words):
        if word.kind != "name":
            continue
        if n and words[n - 1].kind == "name" and text[words[n - 1].end : word.start] == " ":
            continue  # inside a name of several words
        before = text[max(0, word.start - 40) : word.start]
        lead = LEAD.search(before)
        noun = words[n - 1].senses if n and _belongs(text, words[n - 1].end, word.start) else frozenset[str]()
        key = fold(word.text.removesuffix("'s").removesuffix("’s"))
        place = Place(" ".join(lead["lead"].casefold().split()) if lead else "", noun)
        found[key] = None if key in found else place
    return {key: place for key, place in found.items() if place is not None}


def _belongs(text: str, end: int, start: int) -> bool:
    return LINK.fullmatch(text[end:start]) is not None
