"""Which of many texts may share enough words with one text, without holding it against all of them. Pure.

Enters: texts, one after the other. Leaves: the places of those that can hold a share of its content words, or whose own
it can hold: all of them, and a few that do not. Never: a verdict; the caller compares.
Prefix filtering: a text that shares `share` of the words of the smaller one shares one of its rarest words already
(Chaudhuri, Ganti and Kaushik 2006, "A Primitive Operator for Similarity Joins in Data Cleaning").
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from service.text.similarity import content_set

# Against the rounding of a share: 0.62 of 50 words is 31, and not 31.000000000000004.
_SLACK = 1e-9


class Heads:
    """Texts found by their words; `texts` are all that will be asked for or added, so that rare words are known."""

    def __init__(self, texts: Iterable[str], share: float) -> None:
        self._share = share
        self._count = Counter(word for text in texts for word in content_set(text))
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_rare_word: dict[str, list[int]] = defaultdict(list)
        self._added = 0

    def near(self, text: str) -> list[int]:
        """Places of the added texts that may hold the share, in the order in which they were added."""
        found: set[int] = set()
        for word in self._rarest(text):
            found.update(self._by_word.get(word, ()))
        for word in content_set(text):
            found.update(self._by_rare_word.get(word, ()))
        return sorted(found)

    def add(self, text: str) -> None:
        """One more text, at the next place."""
        for word in content_set(text):
            self._by_word[word].append(self._added)
        for word in self._rarest(text):
            self._by_rare_word[word].append(self._added)
        self._added += 1

    def _rarest(self, text: str) -> Sequence[str]:
        """So many that whoever shares enough words with the text shares one of these."""
        words = sorted(content_set(text), key=lambda word: (self._count[word], word))
        return words[: len(words) - math.ceil(self._share * len(words) - _SLACK) + 1] if words else ()
