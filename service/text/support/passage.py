"""One cited passage with the document it stands in: what "he" or an acronym in it means is read from there.

Enters: a document's text and a slice of it. Leaves: a frozen Passage. Pure. The document explains the passage and never
adds to it: a fact that stands only outside the slice is not carried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from service.text.analysis import Analysis, analyse
from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import tokens
from service.text.sought import Sought
from service.text.support.reading import Reading, read

FEMALE = Sought(r"\b(?:Mrs|Ms|Miss|Lady|Queen|Princess|Madam)\.?\s(?:[A-Z][\w’'-]*\s)?([A-Z][\w’'-]*)")
MALE = Sought(r"\b(?:Mr|Sir|Lord|King|Prince)\.?\s(?:[A-Z][\w’'-]*\s)?([A-Z][\w’'-]*)")
SENTENCES_BACK = 4  # how far an antecedent may lie


@dataclass(frozen=True)
class Passage:
    """``text[start:start + len(quote)] == quote``."""

    doc: str
    text: str  # of the whole document
    start: int
    quote: str

    @cached_property
    def reading(self) -> Reading:
        """The passage read for comparison."""
        return read(self.quote)

    @property
    def analysis(self) -> Analysis:
        """The whole document, read once."""
        return analyse(self.text)

    def who(self, at: int, pronoun: str) -> frozenset[str]:
        """Folded surnames that a pronoun at offset `at` of the passage may stand for: those named last before it."""
        gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(pronoun.casefold())
        place = self.start + at
        lines = [line for line in self.analysis.lines if line.offset < place][-SENTENCES_BACK:]
        found = {n for line in lines for n in names_in(line.text[: max(0, place - line.offset)])}
        return frozenset(n for n in found if not gender or _gender(n, self.text) in {"", gender})


def names_in(words: str) -> Iterator[str]:
    """Folded words of `words` that are capitalised inside it."""
    return (fold(t.core) for t in tokens(words) if t.text[0].isupper() and fold(t.core) not in FUNCTION_WORDS)


def _gender(surname: str, text: str) -> str:
    if any(fold(m[1]) == surname for m in FEMALE.all_in(text)):
        return "f"
    return "m" if any(fold(m[1]) == surname for m in MALE.all_in(text)) else ""
