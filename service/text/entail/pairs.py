"""A claim beside its evidence, aligned, and the signs that speak against it. Pure.

Enters: a parsed claim, its evidence and their matches. Leaves: a Pair for the rules that compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from service.text.entail.align import Evidence, Match
from service.text.entail.clauses import Parsed

SURE = 0.6  # strength of a match that counts in these rules


class Sign(NamedTuple):
    """Words that speak against a claim, the reason they speak for, and how strongly."""

    reason: str
    strength: float
    words: tuple[str, ...]


class Pair(NamedTuple):
    """A claim beside its evidence, aligned."""

    claim: Parsed
    evidence: Evidence
    place: dict[int, int]  # claim index -> evidence index, sure matches only
    used: frozenset[int]  # sentences of the evidence that hold the claim's words


def make_pair(claim: Parsed, evidence: Evidence, matches: Sequence[Match]) -> Pair:
    """The sure matches, and the sentences that hold more than one in six of them."""
    place = {m.at: m.place for m in matches if m.place >= 0 and m.score >= SURE}
    count: dict[int, int] = {}
    for at in place.values():
        count[evidence.sentence_of[at]] = count.get(evidence.sentence_of[at], 0) + 1
    used = frozenset(s for s, n in count.items() if n * 6 >= len(place) or n >= 3)
    return Pair(claim, evidence, place, used)


def local(evidence: Evidence, place: int) -> tuple[Parsed, int]:
    """The sentence of a place, and the place counted from its start."""
    sentence = evidence.sentence_of[place]
    return evidence.parsed[sentence], place - evidence.starts[sentence]
