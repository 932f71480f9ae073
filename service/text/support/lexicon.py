"""Words that stand for one another, words that say the opposite, and the keys under which forms of a word meet.

Enters: words. Leaves: sets of keys; two words may stand for each other where their keys meet. Read once from
``data/meaning.toml``. Never: a list of proper names.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from service.text.folding import to_ascii
from service.text.similarity import stem

MAX_PHRASE = 3  # words of the longest phrase in the data


class Lexicon(NamedTuple):
    """Group numbers by lemma or phrase, and the lemmas that exclude one another."""

    groups: dict[tuple[str, ...], frozenset[str]]
    opposites: dict[str, frozenset[str]]
    lemmas: dict[str, str]
    openers: frozenset[str]  # first words of phrases


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package."""
    raw = tomllib.loads(files("service.text").joinpath("data/meaning.toml").read_text("utf-8"))
    lemmas = {form: line.split()[0] for line in raw["irregular"] for form in line.split()}

    def lemma_of(word: str) -> str:
        return _stemmed(lemmas.get(word, word))

    groups: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for number, line in enumerate(raw["synonyms"]):
        for words in line.split(","):
            groups[tuple(lemma_of(w) for w in words.split())].add(f"={number}")
    opposites: defaultdict[str, set[str]] = defaultdict(set)
    for line in raw["antonyms"]:
        left, right = (
            [" ".join(lemma_of(w) for w in words.split()) for words in side.split(",")] for side in line.split("/")
        )
        for word in left:
            opposites[word].update(right)
        for word in right:
            opposites[word].update(left)
    return Lexicon(
        {words: frozenset(found) for words, found in groups.items()},
        {word: frozenset(found) for word, found in opposites.items()},
        lemmas,
        frozenset(words[0] for words in groups if len(words) > 1)
        | frozenset(word.split()[0] for word in opposites if " " in word),
    )


@cache
def past_forms() -> frozenset[str]:
    """Irregular forms that are neither the lemma nor its -s and -ing forms."""
    return frozenset(
        form
        for form, base in lexicon().lemmas.items()
        if form != base and not form.endswith(("ing", "s")) and form not in _NOUNS
    )


_NOUNS = frozenset("loss growth men women children people feet good bad well badly percentage companies".split())


def _stemmed(word: str) -> str:
    return " ".join(stem(part) for part in word.split())


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """The key of one word: irregular forms by table, the others by a light stem."""
    low = word.casefold() if word.isascii() else to_ascii(word).casefold()
    low = low.replace("’", "'").removesuffix("'s").rstrip("'").rstrip(".")
    return _stemmed(lexicon().lemmas.get(low, low))


@lru_cache(maxsize=65_536)
def senses(word: str) -> frozenset[str]:
    """The lemma with the groups it belongs to: words whose senses meet may stand for each other."""
    return frozenset({word}) | lexicon().groups.get(tuple(word.split()), frozenset())


def opposite(word: str) -> frozenset[str]:
    """The lemmas that exclude `word`, itself a lemma or a phrase of lemmas."""
    return lexicon().opposites.get(word, frozenset())


@cache
def _vocabulary() -> frozenset[str]:
    known = lexicon()
    return frozenset(w for words in known.groups for w in words) | frozenset(known.opposites) | frozenset(known.lemmas)


def is_in_lexicon(word: str) -> bool:
    """True for a word of the language that the data have in some form."""
    return lemma(word) in _vocabulary()


def phrase_at(lemmas: Sequence[str], at: int) -> int:
    """How many words from `at` form a phrase of the data; 1 where none does."""
    known = lexicon()
    if lemmas[at] not in known.openers:
        return 1
    for size in range(min(MAX_PHRASE, len(lemmas) - at), 1, -1):
        words = tuple(lemmas[at : at + size])
        if words in known.groups or " ".join(words) in known.opposites:
            return size
    return 1
