"""Agreement of two rankings. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence


def kendall_tau(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Kendall's tau-b (Kendall 1945): 1 where both order all items alike, -1 reversed; None where one has ties only.

    Raises:
        ValueError: other lengths.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} and {len(b)} items cannot be ranked against each other")
    agree = tied_a = tied_b = pairs = 0
    for n, (x, u) in enumerate(zip(a, b, strict=True)):
        for y, v in zip(a[n + 1 :], b[n + 1 :], strict=True):
            pairs += 1
            tied_a += x == y
            tied_b += u == v
            agree += _sign(x - y) * _sign(u - v)
    room = math.sqrt((pairs - tied_a) * (pairs - tied_b))
    return agree / room if room else None


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
