"""How much of a claim is copied in runs, and what stands in place of what between them. Pure.

Enters: the tokens of a claim and its evidence. Leaves: named values.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.entail.align import Evidence
from service.text.entail.lexicon import nearness
from service.text.entail.tokens import Token


def copied_values(tokens: Sequence[Token], evidence: Evidence, used: frozenset[int]) -> dict[str, float]:
    """How much is copied in runs, and what stands in place of what between copied runs."""
    mine = [t for t in tokens if t.kind != "mark"]
    best: tuple[int, list[tuple[Token, Token]], int, int] = (0, [], 0, 0)
    for sentence in used:
        theirs = [t for t in evidence.parsed[sentence].tokens if t.kind != "mark"]
        found = _common(mine, theirs)
        if found[0] > best[0]:
            best = found
    length, swapped, extra, dropped = best
    alike = [nearness(a.low, b.low) if a.kind == b.kind == "content" else 0.0 for a, b in swapped]
    return {
        "copied": length / max(len(mine), 1),
        "swaps": float(len(swapped)),
        "swap_near": max(alike, default=0.0),
        "swap_far": min(alike, default=1.0),
        "swap_names": float(sum("name" in {a.kind, b.kind} for a, b in swapped)),
        "inserted": float(extra),
        "dropped": float(dropped),
        "verbatim": float(length == len(mine)),
    }


def _common(mine: Sequence[Token], theirs: Sequence[Token]) -> tuple[int, list[tuple[Token, Token]], int, int]:
    """Longest common subsequence: its length, one-for-one replacements, words put in, solid words left out inside."""
    n, m = len(mine), len(theirs)
    table = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, stem = table[i], table[i + 1], mine[i].stem
        for j in range(m - 1, -1, -1):
            row[j] = below[j + 1] + 1 if stem == theirs[j].stem else max(row[j + 1], below[j])
    swapped: list[tuple[Token, Token]] = []
    extra = dropped = 0
    i = j = 0
    put: list[Token] = []
    left: list[Token] = []
    inside = False
    while i < n and j < m:
        if mine[i].stem == theirs[j].stem:
            if len(put) == 1 and len(left) == 1:
                swapped.append((put[0], left[0]))
            elif inside or put:
                extra += sum(t.is_solid for t in put)
                dropped += sum(t.is_solid for t in left) if inside else 0
            put, left, inside = [], [], True
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            put.append(mine[i])
            i += 1
        else:
            left.append(theirs[j])
            j += 1
    extra += sum(t.is_solid for t in put) + sum(t.is_solid for t in mine[i:])
    return table[0][0], swapped, extra, dropped
