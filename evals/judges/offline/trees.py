"""Boosted regression trees as plain lists: a vector of values in, a sum of leaves out. Pure.

A tree is four lists of one length: the feature tested at a node (-1: a leaf), its threshold or the leaf's value, and
the numbers of the two next nodes. A value that is not greater than the threshold goes left. Trained elsewhere
(``train.py``), shipped as JSON.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

LEAF = -1


class Tree(BaseModel):
    """One tree; node 0 is its root."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    feature: tuple[int, ...] = Field(description="Number of the feature tested; -1 at a leaf.")
    value: tuple[float, ...] = Field(description="Threshold, or the leaf's value.")
    left: tuple[int, ...]
    right: tuple[int, ...]

    def leaf(self, values: Sequence[float]) -> float:
        """The value of the leaf that these values reach."""
        node = 0
        while (tested := self.feature[node]) != LEAF:
            node = self.left[node] if values[tested] <= self.value[node] else self.right[node]
        return self.value[node]


class Ensemble(BaseModel):
    """Trees whose leaves are summed, and the line that turns the sum into log odds (Platt 1999)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trees: tuple[Tree, ...]
    slope: float = Field(gt=0, description="Platt scaling, fitted on held-out folds.")
    offset: float

    def log_odds(self, values: Sequence[float]) -> float:
        """Calibrated log odds, as if either class were equally frequent."""
        return self.slope * sum(tree.leaf(values) for tree in self.trees) + self.offset
