"""How much of a claim is copied in runs, and what stands in place of what between them. Pure.

Enters: the tokens of a claim and its evidence. Leaves: named values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.text.entail.align import Evidence
from service.text.entail.lexicon import are_opposite, axes, nearness, stems, words
from service.text.entail.tokens import Token

COPIED, SOLID = 0.65, 0.85  # share of all words, and of those that carry content, in a near copy


class Common(NamedTuple):
    """Two rows of tokens compared: what both have in order, and what only one has."""

    length: int
    swapped: list[tuple[Token, Token]]  # one for one, between copied runs
    put: list[Token]  # in the claim alone, between and behind copied runs
    left: list[Token]  # in the evidence alone, between copied runs


def copied_values(tokens: Sequence[Token], evidence: Evidence, used: frozenset[int]) -> dict[str, float]:
    """How much is copied in runs, and what stands in place of what between copied runs."""
    mine = [t for t in tokens if t.kind != "mark"]
    best = Common(0, [], [], [])
    for sentence in used:
        theirs = [t for t in evidence.parsed[sentence].tokens if t.kind != "mark"]
        found = _common(mine, theirs)
        if found.length > best.length:
            best = found
    alike = [nearness(a.low, b.low) if a.kind == b.kind == "content" else 0.0 for a, b in best.swapped]
    return {
        "copied": best.length / max(len(mine), 1),
        "swaps": float(len(best.swapped)),
        "swap_near": max(alike, default=0.0),
        "swap_far": min(alike, default=1.0),
        "swap_names": float(sum("name" in {a.kind, b.kind} for a, b in best.swapped)),
        "swap_opposite": float(sum(_opposed(a, b) for a, b in best.swapped)),
        "inserted": float(sum(t.is_solid for t in best.put)),
        "dropped": float(sum(t.is_solid for t in best.left)),
        "verbatim": float(best.length == len(mine)),
        **_turned(best),
    }


def is_near_copy(tokens: Sequence[Token], sentences: Iterable[Sequence[Token]]) -> bool:
    """Whether most of the words, or nearly all that carry content, stand in one of the sentences in the same order."""
    mine = [t for t in tokens if t.kind != "mark"]
    solid = [t.stem for t in mine if t.is_solid]
    allowed = (1 - SOLID) * len(solid)
    own = [t.stem for t in mine]
    longest, best = 0, None
    for sentence in sentences:
        given = _places_of(tuple(sentence))
        shared = sum(stem in given for stem in own)
        # what shares too few words in any order is no copy in order
        if shared <= longest or (shared < COPIED * len(mine) and sum(s not in given for s in solid) > allowed):
            continue
        length = _length(own, given)
        if length > longest:
            longest, best = length, sentence
    if best is None or longest >= COPIED * len(mine):
        return best is not None
    found = _common(mine, [t for t in best if t.kind != "mark"])
    return sum(t.is_solid for t in found.put) + len(found.swapped) <= allowed


@lru_cache(maxsize=2_048)
def _places_of(sentence: tuple[Token, ...]) -> dict[str, int]:
    """Each stem of a sentence with a bit for every place where it stands."""
    found: dict[str, int] = {}
    for at, token in enumerate(t for t in sentence if t.kind != "mark"):
        found[token.stem] = found.get(token.stem, 0) | 1 << at
    return found


def _length(own: Sequence[str], given: Mapping[str, int]) -> int:
    """Length of the longest common subsequence, a row of the table at a time as bits (Hyyro 2004)."""
    row = 0  # a bit for each place up to which the length grows by one
    for stem in own:
        if match := given.get(stem):
            grown = row | match
            row = grown & ~(grown - (row << 1 | 1))
    return row.bit_count()


def _opposed(a: Token, b: Token) -> bool:
    if are_opposite(a.stem, b.stem):
        return True
    mine = axes().get(a.stem, frozenset()) | axes().get(a.low, frozenset())
    theirs = axes().get(b.stem, frozenset()) | axes().get(b.low, frozenset())
    return any((axis, 1 - end) in theirs for axis, end in mine)


def _turned(found: Common) -> dict[str, float]:
    """Small words that turn a sentence around, put in or left out where the rest is copied."""
    put, left = [*found.put, *(a for a, _ in found.swapped)], [*found.left, *(b for _, b in found.swapped)]
    negation, hedge, modal = words("negation") | stems("reversing"), words("hedge") | stems("hedge"), words("modal")
    causes = words("cause") | stems("cause")
    return {
        "copy_negation_put": float(_count(put, negation)),
        "copy_negation_left": float(_count(left, negation)),
        "copy_hedge_put": float(_count(put, hedge)),
        "copy_hedge_left": float(_count(left, hedge)),
        "copy_modal_put": float(_count(put, modal)),
        "copy_modal_left": float(_count(left, modal)),
        "copy_cause_put": float(_count(put, causes)),
        "copy_function_put": float(sum(t.kind == "function" for t in put)),
    }


def _count(tokens: Iterable[Token], of: frozenset[str]) -> int:
    return sum(t.low in of or (t.kind == "content" and t.stem in of) for t in tokens)


def _common(mine: Sequence[Token], theirs: Sequence[Token]) -> Common:
    """Longest common subsequence; what the evidence has before and behind it is no loss."""
    n, m = len(mine), len(theirs)
    own, given = [t.stem for t in mine], [t.stem for t in theirs]
    table = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, stem = table[i], table[i + 1], own[i]
        for j in range(m - 1, -1, -1):
            row[j] = below[j + 1] + 1 if stem == given[j] else max(row[j + 1], below[j])
    found = Common(table[0][0], [], [], [])
    i = j = 0
    put: list[Token] = []
    left: list[Token] = []
    inside = False
    while i < n and j < m:
        if own[i] == given[j]:
            if len(put) == 1 and len(left) == 1:
                found.swapped.append((put[0], left[0]))
            else:
                found.put.extend(put)
                found.left.extend(left if inside else ())
            put, left, inside = [], [], True
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            put.append(mine[i])
            i += 1
        else:
            left.append(theirs[j])
            j += 1
    found.put.extend([*put, *mine[i:]])
    return found
