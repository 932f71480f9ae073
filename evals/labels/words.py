"""How a label recognises a sentence: groups of alternatives, all of which must occur. Pure.

The examiner's own folding, on purpose not the product's: case, diacritics, quotation marks and dashes do not count;
a key matches whole words, ``*`` at its end matches any ending. Brackets of a brief's recorded edits are read as words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from evals.labels.records import Keys

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "ı": "i", "İ": "I", "[": " ", "]": " "}
)


def fold(text: str) -> str:
    """Lower case without diacritics, one blank between words."""
    plain = unicodedata.normalize("NFKD", text.translate(_MARKS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


@lru_cache(maxsize=4096)
def _pattern(key: str) -> re.Pattern[str]:
    folded = fold(key)
    ending = r"\w*" if folded.endswith("*") else ""
    return re.compile(rf"(?<!\w){re.escape(folded.rstrip('*'))}{ending}(?!\w)")


def holds(folded: str, key: str) -> bool:
    """True where the folded text holds the key as whole words."""
    return _pattern(key).search(folded) is not None


def holds_all(text: str, keys: Keys) -> bool:
    """True where every group has an alternative that occurs in `text`."""
    folded = fold(text)
    return all(any(holds(folded, key) for key in group) for group in keys)


def holds_any(text: str, keys: Iterable[str]) -> bool:
    """True where one of the keys occurs in `text`."""
    folded = fold(text)
    return any(holds(folded, key) for key in keys)
