"""On which line of its block a sentence begins. Pure.

Enters: the lines of a block, and its sentences in order, whose marks and markup are gone. Leaves: line numbers. They
are found by the letters of the sentences, since these are what reading leaves of the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

LETTERS = 40  # by which the beginning of a sentence is known


class Line(NamedTuple):
    """A line of the text, by its number from 1."""

    number: int
    text: str


def begins(sentences: Sequence[str], lines: Sequence[Line], plain: Sequence[str]) -> list[int]:
    """The number of the line that each sentence begins on; `plain` are the lines as the sentences were read of them."""
    starts, letters = [], ""
    for words in plain:
        starts.append(len(letters))
        letters += _letters(words)
    found: list[int] = []
    position = 0
    for sentence in sentences:
        wanted = _letters(sentence)[:LETTERS]
        at = letters.find(wanted, position)
        if at >= 0:
            position = at
        # an empty line begins where the next one does: the last of equals is the one with words
        found.append(lines[max(0, bisect_right(starts, position) - 1)].number)
        position += len(_letters(sentence)) if at >= 0 else 0
    return found


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))
