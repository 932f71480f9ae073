"""The two sides of a meeting in the words of its article, for a bracket that says whose meeting it was.

Enters: a ``Scene``. Leaves: words with their document offsets. Pure. Never: a side that the text does not name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.text.scenes import Scene, Value


class Side(NamedTuple):
    """The words for one side of a meeting, and where they stand."""

    text: str
    spans: tuple[tuple[int, int], ...]


def join_names(parts: Sequence[str]) -> str:
    """Names as one enumeration: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _side(values: Sequence[Value]) -> Side | None:
    people = [v for v in values if v.person]
    if not values:
        return None
    first = people[0] if people else values[0]
    tails = [v for v in values if not v.person and re.match(r"(?:his|her|their|a|the)\s", v.text)] if people else []
    chosen = [first, *tails[:1]]
    return Side(join_names([v.text for v in chosen]), tuple((v.start, v.end) for v in chosen))


def scene_words(scene: Scene) -> tuple[Side, Side] | None:
    """Both sides of a meeting in the words of the text; None where one side is not named at all."""
    who, whom = _side(scene.who), _side(scene.whom)
    return (who, whom) if who and whom else None


def surname_side(side: Side) -> Side:
    """The short form of a side for a bracket: the surname of a person named in full, else the words as they are."""
    first = side.spans[0]
    words = side.text
    if len(side.spans) == 1 and " " in words and not words[0].islower() and first[1] - first[0] == len(words):
        last = words.rsplit(" ", 1)[1]
        if last[:1].isupper():
            return Side(last, ((first[1] - len(last), first[1]),))
    return side
