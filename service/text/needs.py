"""Words of a sentence that need something outside it, and how several of one sentence stand together.

Enters: needs in any order. Leaves: needs in order, not overlapping. Pure. Never: an unresolved need that is hidden by a
resolved one.
"""

from __future__ import annotations

from typing import NamedTuple


class RawNeed(NamedTuple):
    """A need in document offsets; `replacement` is None where it stays unresolved."""

    start: int
    end: int
    kind: str
    replacement: str | None
    evidence: tuple[tuple[int, int], ...] = ()


def without_overlap(found: list[RawNeed]) -> list[RawNeed]:
    """In order; of two that overlap the wider one, or the one that stays unresolved."""
    kept: list[RawNeed] = []
    for need in sorted(found, key=lambda n: (n.start, -(n.end - n.start))):
        if kept and need.start < kept[-1].end:
            last = kept[-1]
            if last.kind == "opener" and need.end >= last.end and last.replacement is not None:
                kept[-1] = _behind_opener(last, need)
                continue
            if kept[-1].replacement is None or need.replacement is not None:
                continue
            kept[-1] = need  # an unresolved need must not hide behind a resolved one
            continue
        kept.append(need)
    return kept


def _behind_opener(opener: RawNeed, need: RawNeed) -> RawNeed:
    """One edit for "also on" and "on the agenda" that leaves the opener out."""
    replacement = need.replacement
    if replacement is not None and opener.replacement and opener.replacement[0].isupper():
        replacement = replacement[0].upper() + replacement[1:]
    return RawNeed(opener.start, need.end, need.kind, replacement, need.evidence)
