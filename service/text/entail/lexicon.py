"""What the scorer knows of words: closed lists, stems, synonyms, opposites, and how near two words are.

Enters: ``data/entail.toml`` and the tables of ``data/entailment.json``, both read once. Leaves: answers about words.
Never: a proper name, a word of a text that was scored.
"""

from __future__ import annotations

import base64
import json
import tomllib
from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from operator import mul
from typing import Any, NamedTuple

from service.text.entail.parts import TABLES, part

FUNCTIONAL = ("function", "pronouns", "negation", "modal", "approximate")
LISTS = ("reversing", "hedge", "reporting", "distant", "cause", "strong", "outcome")
KEPT_PAIRS = 1 << 17


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files("service.text").joinpath("data/entail.toml").read_text("utf-8"))


@cache
def weights() -> dict[str, Any]:
    """The trained tables: trees, calibration, vectors, relations of words."""
    found: dict[str, Any] = json.loads(part(TABLES))
    return found


@cache
def irregular() -> dict[str, str]:
    """Form -> base form."""
    groups = (group.split() for group in _lists()["irregular"].split("|"))
    return {form: group[0] for group in groups for form in group[1:]}


@cache
def words(name: str) -> frozenset[str]:
    """A closed list in lower case, as it stands."""
    return frozenset(_lists()[name].split())


@cache
def stems(name: str) -> frozenset[str]:
    """A closed list as stems, beside its words as they stand."""
    return frozenset(stem(word) for word in words(name))


def _plain(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Base form of a lower-case word by table or by rule: plural, -ing, -ed and a last -e are taken off."""
    base = irregular().get(word)
    if base is not None:
        word = base
    if len(word) < 4 or not word.isalpha():
        return word
    word = _plain(word)
    if word.endswith("ied") and len(word) > 4:
        word = word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and any(letter in "aeiouy" for letter in rest):
            doubled = len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            word = rest[:-1] if doubled else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _phrase(word: str) -> str:
    return "_".join(stem(part) for part in word.split("_"))


def _paired(groups: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            table.setdefault(word, set()).update(group)
    return {word: frozenset(found - {word}) for word, found in table.items()}


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """Stem -> stems that carry the same news."""
    return _paired([_phrase(w) for w in group.split()] for group in _lists()["synonyms"].split("|"))


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Stem -> stems of its opposites."""
    return _paired([stem(w) for w in pair.split()] for pair in _lists()["opposites"].split("|"))


def phrase_stem(word: str, particle: str) -> str:
    """The stem of a verb with its particle, as tables have it."""
    return f"{word}_{stem(particle)}"


@cache
def axes() -> dict[str, frozenset[tuple[int, int]]]:
    """Word or stem -> the scales it stands on, each with the end: 0 or 1."""
    found: dict[str, set[tuple[int, int]]] = {}
    for axis, line in enumerate(_lists()["axes"].split("|")):
        for end, side in enumerate(line.split("/")):
            for word in side.split():
                for form in {word, _phrase(word)}:
                    found.setdefault(form, set()).add((axis, end))
    return {word: frozenset(ends) for word, ends in found.items()}


class Relations(NamedTuple):
    """Neighbours of a stem in WordNet."""

    same: dict[str, frozenset[str]]
    opposite: dict[str, frozenset[str]]
    wider: dict[str, frozenset[str]]
    verbs: frozenset[str]
    nouns: frozenset[str]


@cache
def relations() -> Relations:
    """Synonyms and derived forms, opposites, wider verbs, and which stems are verbs or nouns."""
    raw = weights()["relations"]
    same, opposite, wider = (
        {word: frozenset(found.split()) for word, found in raw[name].items()} for name in ("same", "opposite", "wider")
    )
    return Relations(same, opposite, wider, frozenset(raw["verbs"].split()), frozenset(raw["nouns"].split()))


@cache
def _vectors() -> tuple[dict[str, int], array[int], int]:
    raw = weights()["vectors"]
    data = array("b")
    data.frombytes(base64.b64decode(raw["data"]))
    return {word: at for at, word in enumerate(raw["words"].split())}, data, int(raw["dims"])


@lru_cache(maxsize=1 << 14)
def _vector(word: str) -> array[int] | None:
    index, data, dims = _vectors()
    at = index.get(word)
    return None if at is None else data[at * dims : (at + 1) * dims]


def vectors_of(word: str) -> Sequence[int] | None:
    """The vector of a lower-case word, of length 127 in whole numbers; None: it has none."""
    return _vector(word)


def rank(word: str) -> int | None:
    """Place of a lower-case word among the common ones, the most common first; None: not common."""
    return _vectors()[0].get(word)


@lru_cache(maxsize=KEPT_PAIRS)
def nearness(one: str, other: str) -> float:
    """Cosine of two lower-case words' vectors; 0 where one has none."""
    a, b = _vector(one), _vector(other)
    if a is None or b is None:
        return 0.0
    return float(sum(map(mul, a, b))) / 16129.0  # vectors have length 127: cosine


@lru_cache(maxsize=KEPT_PAIRS)
def are_opposite(one: str, other: str) -> bool:
    """True where two stems are opposites."""
    return other in opposites().get(one, ()) or other in relations().opposite.get(one, ())


@lru_cache(maxsize=KEPT_PAIRS)
def kinship(one: str, other: str) -> float:
    """How surely two stems carry the same news: 1 the same, .9 and .8 synonyms, .6 a wider verb, .7 one family."""
    if one == other:
        return 1.0
    if other in synonyms().get(one, ()):
        return 0.9
    known = relations()
    if other in known.same.get(one, ()):
        return 0.8
    if are_opposite(one, other):
        return 0.0
    if _is_family(one, other):
        return 0.7
    if other in known.wider.get(one, ()) or one in known.wider.get(other, ()):
        return 0.6
    return 0.0


BEGINNING = 4  # letters that stems of one family have in common at the least


def _is_family(one: str, other: str) -> bool:
    """Long common beginning: resign and resignation."""
    short = min(len(one), len(other))
    if short < BEGINNING:
        return False
    shared = 0
    while shared < short and one[shared] == other[shared]:
        shared += 1
    return (shared >= 5 and shared >= short - 2) or (
        shared == short and shared >= BEGINNING and abs(len(one) - len(other)) <= 3
    )
