"""Boosted trees and a calibration in plain Python.

Enters: the tables of a trained model and values by name. Leaves: a probability. Pure.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Trees:
    """An ensemble: each tree holds, by node, feature, threshold, left and right; a leaf is a negative child."""

    names: tuple[str, ...]
    trees: tuple[tuple[list[int], list[float], list[int], list[int], list[float]], ...]
    knots: tuple[float, ...]  # scores, ascending
    levels: tuple[float, ...]  # probability at each knot; between two knots a straight line

    @staticmethod
    def of(raw: Mapping[str, Any]) -> Trees:
        """The trees of a table."""
        trees = tuple((t["f"], t["t"], t["l"], t["r"], t["v"]) for t in raw["trees"])
        return Trees(tuple(raw["names"]), trees, tuple(raw["knots"]), tuple(raw["levels"]))

    def score(self, values: Mapping[str, float]) -> float:
        """The sum of the leaves that the values lead to: log odds before calibration."""
        row = [values[name] for name in self.names]
        total = 0.0
        for feature, threshold, left, right, leaf in self.trees:
            node = 0 if feature else -1
            while node >= 0:
                node = left[node] if row[feature[node]] <= threshold[node] else right[node]
            total += leaf[-node - 1]
        return total

    def probability(self, values: Mapping[str, float]) -> float:
        """The calibrated probability."""
        return calibrated(self.score(values), self.knots, self.levels)


def calibrated(score: float, knots: Sequence[float], levels: Sequence[float]) -> float:
    """A score on the calibration line; the logistic function where there is none."""
    if not knots:
        return 1 / (1 + math.exp(-score))
    at = bisect_right(knots, score)
    if at == 0:
        return levels[0]
    if at == len(knots):
        return levels[-1]
    share = (score - knots[at - 1]) / (knots[at] - knots[at - 1])
    return levels[at - 1] + share * (levels[at] - levels[at - 1])
