"""Whether a figure is a fair round one for another: which bound it needs, and how far the two may lie apart.

Enters: two quantities of one kind, with the bounds of both. Leaves: True or False. Pure. Never: a figure that is no
rounder than the one it stands for.
"""

from __future__ import annotations

from service.text.support.bounds import ABOUT, ANY, EXACT, LEAST, LESS, MORE, MOST, NEARLY, OVER, UNDER
from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

# How far a rounded figure may lie from the one it rounds, as a share of itself
BEYOND, SHORT, ROUND, CLOSE, DECIMALS = 0.34, 0.25, 0.06, 0.12, 0.01
DOZEN = 12


def rounds(q: Quantity, claim: Reading, bound: str, e: Quantity, theirs: str) -> bool:
    """Whether the claim's figure is a fair round one for the passage's."""
    if q.kind != e.kind or q.value <= 0 or e.kind in {"ordinal", "year", "times"}:
        return False
    off = (e.value - q.value) / q.value
    is_dozen = q.kind == "count" and q.value % DOZEN == 0 and "dozen" in claim.text[q.start : q.end]
    rounder = is_dozen or _digits(q) < _digits(e) or (_digits(q) <= 2 and q.kind in {"ratio", "hours", "months"})
    whole = _digits(q) == 1 or rounder
    if bound in {MORE, OVER, LEAST}:
        return 0 < off <= BEYOND and theirs in {EXACT, MORE, LEAST, OVER, ANY, ABOUT} and whole
    if bound in {LESS, UNDER, MOST}:
        return 0 < -off <= SHORT and theirs in {EXACT, LESS, UNDER, ANY} and (rounder or (whole and _digits(e) > 1))
    if bound == NEARLY:
        return 0 < -off <= CLOSE and theirs in {EXACT, MOST, ABOUT, NEARLY} and rounder
    if bound == EXACT:  # "42 kilometres" for 42.195
        return _is_whole(q) and not _is_whole(e) and abs(off) <= DECIMALS and theirs == EXACT
    return (
        bound == ABOUT and abs(off) <= (CLOSE if is_dozen else ROUND) and theirs in {EXACT, ABOUT, NEARLY} and rounder
    )


def _is_whole(q: Quantity) -> bool:
    value = q.value * 100 if q.kind == "ratio" else q.bare or q.value
    return value % 1 == 0


def _digits(q: Quantity) -> int:
    """Significant digits of a figure; a share such as a third has one."""
    if q.kind == "ratio":
        percent = q.value * 100
        return 1 if abs(percent - round(percent)) > 1e-6 or percent % 10 == 0 or percent % 25 == 0 else 2
    return len(f"{q.bare or q.value:.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) or 1


def is_fraction(q: Quantity) -> bool:
    """Whether a share is no whole per cent: "a third"."""
    return q.kind == "ratio" and abs(q.value * 100 - round(q.value * 100)) > 1e-6
