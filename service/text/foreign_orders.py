"""Orders to a language model in other languages than English, by lists of word beginnings. Pure.

Enters: a sentence. Leaves: the language whose lists match, or None. Read once from ``data/lookout.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_BETWEEN = re.compile(r"[\W_]+")
_MARKS = frozenset({"Mn", "Cf"})  # accents, and what has no shape of its own
LISTS = ("drop", "orders", "output", "summary", "model")
NOUNS = ("orders", "summary", "model")
PAIRS = (("orders", "drop"), ("summary", "output"), ("model", "drop"), ("model", "output"))


class _Language(NamedTuple):
    code: str
    words: dict[str, tuple[str, ...]]
    nouns: tuple[str, ...]  # one of these stands in every order


def plain(text: str) -> str:
    """Lower case without accents; one blank for everything between words, and one at each end."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = folded if folded.isascii() else "".join(c for c in folded if unicodedata.category(c) not in _MARKS)
    plain = re.sub(r"[\W_]+", " ", bare).strip()
    return f" {plain} "


@cache
def languages() -> tuple[_Language, ...]:
    """The lists of the package, ready to be searched for."""
    raw = tomllib.loads(files("service.text").joinpath("data/lookout.toml").read_text("utf-8"))
    found = []
    for code, table in raw.items():
        inside = table.get("inside_words", False)
        words = {name: tuple(plain(w).strip() if inside else plain(w).rstrip() for w in table[name]) for name in LISTS}
        found.append(_Language(code, words, tuple(w for name in NOUNS for w in words[name])))
    return tuple(found)


@cache
def _nouns(*, ascii_only: bool) -> tuple[str, ...]:
    return tuple(w for language in languages() for w in language.nouns if w.isascii() or not ascii_only)


def foreign_order(text: str) -> str | None:
    """The language in which `text` gives orders to a model."""
    searched = plain(text)
    if not any(w in searched for w in _nouns(ascii_only=searched.isascii())):
        return None
    for language in languages():
        for noun, verb in PAIRS:
            words = language.words
            if any(w in searched for w in words[noun]) and any(w in searched for w in words[verb]):
                return language.code
    return None
