"""Words for where something is from: a place, its demonym, its people, a point of the compass, a city and its land.

Enters: two words, or the names of a passage. Leaves: whether one is made from the other. Pure; tables of real places
first, and suffixes of English for places that no table knows. Never: a nearness in letters taken for a relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from service.text.aliases import canonical, country_of, is_alias, land_of

# endings of words for what is from a place, longest first, and of places that they take the place of
_FROM = (
    "vian nian tian sian lian lander landers landic ian ean ese lese nese iese an ans ish ic ite ites er ers ard ards "
    "ois ais ien ienne i is n ns"
).split()
_PLACE = ("", *"ia ea a e o y i os us as es is en land lands io ium ay".split())
SHORTEST = 3  # letters of a stem that says anything
_COMPASS = re.compile(r"(?:(north|south)-?)?(north|south|east|west)(?:ern|erner|erners|erly|wards?|bound)?")


@lru_cache(maxsize=16_384)
def _stems(word: str, endings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        word[: len(word) - len(end)] for end in endings if word.endswith(end) and len(word) - len(end) >= SHORTEST
    )


_ENDINGS = (*_FROM, *(f"{end}s" for end in _FROM if end.endswith("n")))


def is_derived(one: str, other: str) -> bool:
    """True where one folded word is made from the other as a demonym is from its place: "Ketish" and "Ketia"."""
    if one[:SHORTEST] != other[:SHORTEST] or one == other:
        return False
    mine, theirs = _by_table(one), _by_table(other)
    if mine and theirs:
        return mine == theirs
    return any(
        _stems(demonym, _ENDINGS) & _stems(place, _PLACE) for demonym, place in ((one, other), (other, one))
    ) or bool(_stems(one, _ENDINGS) & _stems(other, _ENDINGS) & _long(one, other))


def _long(one: str, other: str) -> frozenset[str]:
    """Stems of two demonyms of one place: "Norrlandic" and "Norrlanders" share more than three letters."""
    return frozenset(s for s in _stems(one, _ENDINGS) | _stems(other, _ENDINGS) if len(s) > SHORTEST)


def _by_table(word: str) -> str | None:
    return country_of(word) or (canonical(word) if is_alias(word) else None)


@lru_cache(maxsize=16_384)
def compass(word: str) -> frozenset[str]:
    """The points of the compass in a folded word: "northerner" and "North" are one; none for other words."""
    found = _COMPASS.fullmatch(word)
    return frozenset(p for p in found.groups() if p) if found else frozenset()


def places(names: Iterable[str]) -> frozenset[str]:
    """What the table knows of names: canonical names, and the countries of demonyms."""
    return frozenset(
        place for name in names if (place := country_of(name) or (canonical(name) if is_alias(name) else None))
    )


def lands(names: Iterable[str]) -> frozenset[str]:
    """The countries that named cities lie in."""
    return frozenset(land for name in names if (land := land_of(name)))
