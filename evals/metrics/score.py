"""One figure with all that must stand beside it, and the bootstrap that gives its interval. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pydantic import Field

from evals.outputs import Value

RESAMPLES = 1000
SEED = 20
LOW, HIGH = 0.025, 0.975


class Score(Value):
    """A figure; `value` is None where nothing could be scored."""

    name: str
    value: float | None
    low: float | None = Field(default=None, description="Lower end of the 95 % bootstrap interval.")
    high: float | None = Field(default=None, description="Upper end.")
    n: int = Field(description="How many items it is taken over.")
    unscored: int = Field(default=0, description="Items that could not be scored; excluded, never counted as wrong.")
    unit: str = Field(default="share", description="share, count, words, seconds, tokens, usd.")
    by: str = Field(description="What produced it: labels, spans, or the name of a judge.")
    better: str = Field(default="higher", pattern="^(higher|lower|neither)$")


def percentile_interval(values: Sequence[float]) -> tuple[float, float]:
    """Percentile interval of resampled values (Efron 1979; Efron & Tibshirani 1993, ch. 13)."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(LOW * last)], ordered[round(HIGH * last)]


def bootstrap(items: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Interval of the weighted mean of (weight, value) items, resampled 1,000 times with a fixed seed."""
    if not items:
        return None
    rng = random.Random(SEED)
    means = []
    for _ in range(RESAMPLES):
        drawn = rng.choices(items, k=len(items))
        total = sum(weight for weight, _ in drawn)
        if total:
            means.append(sum(weight * value for weight, value in drawn) / total)
    return percentile_interval(means) if means else None


def share(
    name: str, hits: Sequence[bool | None], *, by: str, weights: Sequence[float] | None = None, better: str = "higher"
) -> Score:
    """Weighted share of hits; None among them is unscored."""
    weights = weights or [1.0] * len(hits)
    scored = [(w, float(h)) for h, w in zip(hits, weights, strict=True) if h is not None]
    total = sum(w for w, _ in scored)
    interval = bootstrap(scored)
    return Score(
        name=name,
        value=sum(w * h for w, h in scored) / total if total else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        n=len(scored),
        unscored=len(hits) - len(scored),
        by=by,
        better=better,
    )


def count(name: str, value: float, *, n: int, by: str, unit: str = "count", better: str = "lower") -> Score:
    """A plain count: it has no interval."""
    return Score(name=name, value=value, n=n, by=by, unit=unit, better=better)


def paired_difference(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    """Mean of b - a on the same items, and its interval.

    Raises:
        ValueError: other lengths, or nothing to compare.
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"{len(a)} and {len(b)} items cannot be compared in pairs")
    gaps = [y - x for x, y in zip(a, b, strict=True)]
    interval = bootstrap([(1.0, gap) for gap in gaps]) or (0.0, 0.0)
    return sum(gaps) / len(gaps), *interval


def sign_test(wins: int, losses: int) -> float:
    """Two-sided exact sign test (Dixon & Mood 1946): how likely a split at least as uneven is by chance."""
    from math import comb

    total, least = wins + losses, min(wins, losses)
    if not total:
        return 1.0
    return float(min(1.0, 2 * sum(comb(total, k) for k in range(least + 1)) / 2**total))
