"""Figures in words: a score with its interval, its number of items, what was left out and who judged. Pure.

A rate of precision, support or recall never stands alone: how much was said stands beside it.
"""

from __future__ import annotations

from evals.metrics.score import Score

ABSENT = "–"
_YIELD_BOUND = ("precision", "recall", "support,", "supported", "type right", "event purity")


def value_of(score: Score) -> str:
    """The value alone."""
    return ABSENT if score.value is None else figure(score.value, score.unit)


def figure(value: float, unit: str) -> str:
    """A number in its unit."""
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "seconds":
        return f"{value:.1f} s"
    if unit == "usd":
        return f"{value:.4f} USD"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def interval_of(score: Score) -> str:
    """The 95 % interval; empty where there is none."""
    if score.low is None or score.high is None:
        return ""
    if score.unit == "share":
        return f"[{100 * score.low:.1f}, {100 * score.high:.1f}]"
    return f"[{figure(score.low, score.unit)}, {figure(score.high, score.unit)}]"


def items_of(score: Score) -> str:
    """How many items, and how many more could not be scored."""
    return f"n {score.n:,}, {score.unscored:,} unscored"


def needs_yield(score: Score) -> bool:
    """True for a rate that says nothing without how much was said."""
    return any(part in score.name for part in _YIELD_BOUND)


def yield_of(sentences: int, words: int) -> str:
    """How much was said."""
    return f"of {sentences} sentences, {words:,} words"
