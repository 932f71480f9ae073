"""Groups of articles against labelled events. Pure.

Enters: the event of each article of a topic, and the articles that each found event holds. Leaves: B-cubed precision,
recall and F1 over articles (Bagga & Baldwin 1998), and the share of articles in a group of the other event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.metrics.bootstrap import Groups, Weights, mean
from evals.metrics.score import Score


class Placed(NamedTuple):
    """One article in its group."""

    topic: str
    precision: float  # share of its group that is of its event
    recall: float  # share of its event that is in its group
    misplaced: bool  # beside more articles of another event


def place(topic: str, event_of: Mapping[str, str], told: Sequence[set[str]]) -> list[Placed]:
    """Each article in the first found event that holds it; an article in none stands alone."""
    home: dict[str, int] = {}
    for number, names in enumerate(told):
        for name in names:
            home.setdefault(name, number)
    together: dict[object, list[str]] = defaultdict(list)
    for name in event_of:
        together[home.get(name, name)].append(name)
    sizes = Counter(event_of.values())
    placed = []
    for members in together.values():
        counts = Counter(event_of[name] for name in members)
        most = max(sorted(counts), key=lambda event: counts[event])
        for name in members:
            share = counts[event_of[name]]
            placed.append(Placed(topic, share / len(members), share / sizes[event_of[name]], event_of[name] != most))
    return placed


def group_scores(placed: Sequence[Placed], *, by: str, unscored: int) -> list[Score]:
    """Scores over all articles, drawn by topic; nothing without an article."""
    if not placed:
        return []
    groups, n = Groups([p.topic for p in placed]), len(placed)
    precision, recall = mean([p.precision for p in placed], groups), mean([p.recall for p in placed], groups)
    misplaced = mean([float(p.misplaced) for p in placed], groups)

    def f1(weights: Weights) -> float | None:
        p, r = precision(weights), recall(weights)
        return 2 * p * r / (p + r) if p is not None and r is not None and p + r else None

    return [
        groups.score("groups, B-cubed precision", precision, n=n, unscored=unscored, by=by),
        groups.score("groups, B-cubed recall", recall, n=n, unscored=unscored, by=by),
        groups.score("groups, B-cubed F1", f1, n=n, unscored=unscored, by=by),
        groups.score("groups, articles in the wrong group", misplaced, n=n, unscored=unscored, by=by, better="lower"),
    ]
