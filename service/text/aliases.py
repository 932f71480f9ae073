"""Other names of places and bodies, demonyms, and capitals that stand for governments.

In: a name. Out: its canonical name, its country or its government. Read once from ``data/aliases.toml``.
Never: people; whether a capital means the city or the government is the caller's to decide.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from service.text.folding import fold, strip_possessive


class AliasTable(NamedTuple):
    """Folded name -> canonical name; `acronyms` keep their case, so that "US" is not "us"."""

    names: dict[str, str]
    acronyms: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    cities: dict[str, str]
    spellings: dict[str, frozenset[str]]


@cache
def alias_table() -> AliasTable:
    """The table of the package."""
    raw = tomllib.loads(files("service.text").joinpath("data/aliases.toml").read_text("utf-8"))
    names: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for canonical_name, others in raw["groups"].items():
        for name in (canonical_name, *others):
            if name.isupper():
                acronyms[name] = canonical_name
            else:
                names[fold(name)] = canonical_name
    demonyms = {fold(word): place for place, words in raw["demonyms"].items() for word in words}
    capitals = {fold(city): place for city, place in raw["capitals"].items()}
    groups = {name: (name, *others) for name, others in raw["groups"].items()}
    cities = {fold(city): place for place, found in raw["cities"].items() for city in found}
    spellings = {
        fold(name): frozenset(map(fold, line.split())) for line in raw["spellings"]["groups"] for name in line.split()
    }
    return AliasTable(names, acronyms, demonyms, capitals, groups, cities, spellings)


@lru_cache(maxsize=16_384)
def _trimmed(name: str) -> str:
    bare = strip_possessive(name.strip())
    return bare[4:] if bare[:4].lower() == "the " else bare


@lru_cache(maxsize=16_384)
def canonical(name: str) -> str:
    """The canonical name of a place or body; any other name comes back folded."""
    bare = _trimmed(name)
    table = alias_table()
    found = table.acronyms.get(bare) or table.names.get(fold(bare))
    return found or fold(bare)


@lru_cache(maxsize=16_384)
def is_alias(name: str) -> bool:
    """True where the table knows the name of a place or body."""
    bare = _trimmed(name)
    table = alias_table()
    return bare in table.acronyms or fold(bare) in table.names


def same_name(a: str, b: str) -> bool:
    """True where the two are one name by the table, or the same letters."""
    return canonical(a) == canonical(b)


def aliases_of(name: str) -> tuple[str, ...]:
    """Every name of its group, the canonical one first; empty for a name the table does not know."""
    return alias_table().groups.get(canonical(name), ())


@lru_cache(maxsize=16_384)
def country_of(word: str) -> str | None:
    """The country of a demonym, or None."""
    return alias_table().demonyms.get(fold(_trimmed(word)))


@lru_cache(maxsize=16_384)
def government_of(capital: str) -> str | None:
    """The country whose government the capital may stand for, or None."""
    city = _trimmed(capital)
    table = alias_table()
    return table.capitals.get(fold(city)) or table.capitals.get(fold(canonical(city)))


@lru_cache(maxsize=16_384)
def land_of(city: str) -> str | None:
    """The country that a capital or a large city lies in, or None."""
    bare = _trimmed(city)
    return (
        government_of(bare) or alias_table().cities.get(fold(bare)) or alias_table().cities.get(fold(canonical(bare)))
    )


def respelled(a: str, b: str) -> bool:
    """True where the table has the two as spellings of one name in different transliterations."""
    return fold(b) in alias_table().spellings.get(fold(a), frozenset())
