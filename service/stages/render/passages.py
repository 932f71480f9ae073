"""Cuts a source at the borders of all spans cited from it, so that overlapping spans can be marked.

Enters: a text and references into it. Leaves: pieces that join to the text, each with the references that cover it.
Never: a changed character. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from service.stages.render.references import Reference


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a source; `opens` and `closes` name the references that begin and end with it."""

    text: str
    refs: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def passages(text: str, references: Iterable[Reference]) -> tuple[Passage, ...]:
    """`text` in pieces; a reference that leaves the text or holds other words is not marked."""
    spans = [item for item in references if text[item.start : item.end] == item.quote and item.quote]
    borders = sorted({0, len(text), *(item.start for item in spans), *(item.end for item in spans)})
    waiting = sorted(spans, key=lambda item: (item.start, item.end, item.number), reverse=True)
    open_now: list[Reference] = []
    pieces = []
    for start, end in pairwise(borders):
        opens = []
        while waiting and waiting[-1].start == start:
            opens.append(waiting.pop())
        open_now = [item for item in open_now if item.end > start] + opens
        pieces.append(
            Passage(
                text[start:end],
                tuple(sorted(item.number for item in open_now)),
                tuple(item.number for item in opens),
                tuple(sorted(item.number for item in open_now if item.end == end)),
            )
        )
    return tuple(pieces)
