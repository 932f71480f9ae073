"""Boosted trees on measured rows, their calibration, their export.

Enters: a matrix, labels, weights. Leaves: scores, and plain tables for ``entailment.json``. Needs numpy and LightGBM.
"""

from __future__ import annotations

from typing import Any

import lightgbm
import numpy as np

Matrix = np.ndarray[Any, Any]
SETTINGS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 15, "min_data_in_leaf": 20, "feature_fraction": 0.3,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 63, "verbosity": -1, "num_threads": 1,
    "seed": 7, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
ROUNDS = 300


SEEDS = 4  # ensembles that are averaged: few planted rows, much noise
# Values that can only speak against a claim, whatever the rest says.
AGAINST = frozenset(
    "number_missing name_missing clause_conflicts role_both negation_turned opposites cause_added said_lost"
    " speaker_moved swap_opposite rival_word axes_against".split()
)


def train(x: Matrix, y: Matrix, w: Matrix, names: list[str], seeds: int = SEEDS) -> list[lightgbm.Booster]:
    """Some ensembles, to be averaged."""
    known = [-1 if n in AGAINST else 0 for n in names]
    data = lightgbm.Dataset(x, y, weight=w, free_raw_data=False)
    settings = [{**SETTINGS, "monotone_constraints": known, "seed": seed} for seed in range(seeds)]
    return [lightgbm.train(each, data, num_boost_round=ROUNDS) for each in settings]


def predict(models: list[lightgbm.Booster], x: Matrix) -> Matrix:
    """Mean log odds."""
    return np.mean([np.asarray(m.predict(x, raw_score=True)) for m in models], axis=0)


def export(models: list[lightgbm.Booster]) -> list[dict[str, list[Any]]]:
    """The trees as lists by node; a child below zero is leaf -child - 1."""
    return [_tree(info["tree_structure"], len(models)) for m in models for info in m.dump_model()["tree_info"]]


def _tree(root: dict[str, Any], share: int) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {"f": [], "t": [], "l": [], "r": [], "v": []}

    def visit(node: dict[str, Any]) -> int:
        if "leaf_value" in node and "split_feature" not in node:
            table["v"].append(round(node["leaf_value"] / share, 5))
            return -len(table["v"])
        at = len(table["f"])
        table["f"].append(node["split_feature"])
        table["t"].append(float(f"{node['threshold']:.6g}"))
        table["l"].append(0)
        table["r"].append(0)
        table["l"][at] = visit(node["left_child"])
        table["r"][at] = visit(node["right_child"])
        return at

    visit(root)
    return table


def share(trees: Matrix, network: Matrix, y: Matrix) -> float:
    """What the network's log odds weigh beside those of the trees: the ratio of two slopes, by Newton's method."""
    design = np.stack([trees, network, np.ones_like(trees)], axis=1)
    line = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ line))
        line += np.linalg.solve((design.T * (p * (1 - p))) @ design + 1e-6 * np.eye(3), design.T @ (y - p))
    return float(max(line[1], 0.0) / line[0])


def calibration(scores: Matrix, y: Matrix, w: Matrix, points: int = 25) -> tuple[list[float], list[float]]:
    """Platt scaling (1999) by Newton's method, as a line of a few knots: too few planted rows for isotonic steps."""
    design = np.stack([scores, np.ones_like(scores)], axis=1)
    line = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-design @ line))
        step = np.linalg.solve((design.T * (w * p * (1 - p))) @ design + 1e-9 * np.eye(2), design.T @ (w * (y - p)))
        line += step
    knots = np.linspace(np.floor(scores.min()) - 1, np.ceil(scores.max()) + 1, points)
    levels = 1 / (1 + np.exp(-(line[0] * knots + line[1])))
    return [round(float(k), 4) for k in knots], [round(float(v), 5) for v in levels]
