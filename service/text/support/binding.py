"""Whether a figure, a time, a name or a verb of a sentence stands where the cited words have it.

The words around it are compared with the words around the same thing in the passages, and around its rivals there:
another figure of the kind, another time, another name, the opposite verb. Where a rival stands in those words much
better, the sentence has put one in the place of the other. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.text.support.lexicon import opposite
from service.text.support.reading import Reading, Word, likeness


class Margins(NamedTuple):
    """When a rival counts: swept on labelled sentences; narrower ones fault honest paraphrases."""

    better: float = 0.18  # by how much more of the neighbourhood the rival must share
    clear: float = 0.5  # share of the neighbourhood from which on its place is recognised at all


class Rival(NamedTuple):
    """A word of the claim, and the word of a passage whose place it has taken."""

    word: Word
    rival: Word
    own: float
    theirs: float


def misplaced(
    claim: Reading,
    passages: Sequence[Reading],
    same: Callable[[Word, Word], bool],
    rival: Callable[[Word, Word], bool],
    kind: str,
    margins: Margins = Margins(),  # noqa: B008  a frozen value
) -> Iterator[Rival]:
    """Words of the claim of this kind whose surroundings belong to a rival in the passages."""
    for at, word in enumerate(claim.words):
        if word.kind != kind:
            continue
        own = theirs = 0.0
        best: Word | None = None
        for passage in passages:
            for other, given in enumerate(passage.words):
                if same(word, given):
                    own = max(own, likeness(claim, at, passage, other))
                elif rival(word, given):
                    found = likeness(claim, at, passage, other)
                    if found > theirs:
                        theirs, best = found, given
        if best is not None and theirs >= margins.clear and theirs - own >= margins.better:
            yield Rival(word, best, own, theirs)


def is_opposite(word: Word, given: Word) -> bool:
    """True where the lexicon has the two as opposites."""
    return given.key in opposite(word.key)
