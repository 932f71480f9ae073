"""Makes the weights of the offline judge: ``python -m evals.judges.offline.train --data DIR``.

Enters: a folder with the public data sets that ``rows.py`` names. Leaves: ``weights.json`` (or ``--out``) and, on
standard output, a table of balanced accuracy and AUC by data set: on held-out groups, on data sets left out whole, and
on the training rows themselves. Needs numpy and lightgbm, which the judge itself does not. Seeded: the same data and
the same lightgbm give the same weights.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.judges.offline.judge import WEIGHTS, Expert, Weights
from evals.judges.offline.rows import MADE, make_rows, read_rows
from evals.judges.offline.table import FOLDS, Table
from evals.judges.offline.trees import LEAF, Ensemble, Tree
from evals.metrics.classify import auc, balanced_accuracy, balanced_accuracy_interval

# Passages of at most this many tokens on average go to the first expert; 150, 180, 220 and 260 were tried, and 180 has
# the best sum over the sets.
SPLIT_TOKENS = 180.0
SUMMARIES = ("qags", "frank", "summac")
CITED = ("HAGRID", "ExpertQA", "LFQA", "AttributedQA", "BEGIN")
# How much a data set counts beside the square root of its size.
SHARES = {
    "passages": {**dict.fromkeys(CITED, 1.0), "realsumm_abs": 0.4, "realsumm_ext": 0.4, MADE: 0.8},
    "articles": dict.fromkeys(CITED, 0.1),
}
BOOSTING = {
    "learning_rate": 0.04, "min_child_samples": 30, "subsample": 0.7, "subsample_freq": 1, "colsample_bytree": 0.4,
    "reg_lambda": 10, "verbose": -1, "deterministic": True, "force_row_wise": True, "random_state": 1, "n_jobs": 1,
}  # fmt: skip
SIZES = {"passages": {"n_estimators": 300, "num_leaves": 11}, "articles": {"n_estimators": 200, "num_leaves": 7}}


def require(*packages: str) -> None:
    """Ends the run with a plain sentence where a package is missing."""
    missing = [p for p in packages if importlib.util.find_spec(p) is None]
    if missing:
        sys.exit(
            f"training needs {' and '.join(missing)}: install into an environment of its own; the judge needs neither"
        )


def row_weights(table: Table, chosen: Sequence[int], shares: dict[str, float]) -> list[float]:
    """Both classes of a data set count the same; a data set counts by the root of its size and its share."""
    sizes = Counter(table.rows[i].dataset for i in chosen)
    cells = Counter((table.rows[i].dataset, table.rows[i].label) for i in chosen)
    raw = [
        shares.get(r.dataset, 1.0) * math.sqrt(sizes[r.dataset]) / cells[r.dataset, r.label]
        for r in (table.rows[i] for i in chosen)
    ]
    mean = sum(raw) / len(raw)
    return [w / mean for w in raw]


def members(table: Table, expert: str, among: Sequence[int]) -> list[int]:
    """The rows that an expert is trained on."""
    wanted = SHARES[expert]
    is_summary = [table.rows[i].dataset.startswith(SUMMARIES) for i in among]
    return [
        i
        for i, summary in zip(among, is_summary, strict=True)
        if table.rows[i].dataset in wanted or (summary and expert == "articles")
    ]


def fit(table: Table, expert: str, among: Sequence[int]) -> Any:
    """A booster of one expert."""
    lightgbm, numpy = importlib.import_module("lightgbm"), importlib.import_module("numpy")
    chosen = members(table, expert, among)
    data = numpy.array([table.values[i] for i in chosen])
    labels = numpy.array([table.rows[i].label for i in chosen])
    model = lightgbm.LGBMClassifier(**BOOSTING, **SIZES[expert])
    return model.fit(data, labels, sample_weight=row_weights(table, chosen, SHARES[expert]))


def raw_scores(model: Any, table: Table, among: Sequence[int]) -> list[float]:
    """Sums of leaves."""
    numpy = importlib.import_module("numpy")
    if not among:
        return []
    return [float(s) for s in model.predict(numpy.array([table.values[i] for i in among]), raw_score=True)]


def expert_of(table: Table, at: int) -> str:
    """Which expert judges a row."""
    return "passages" if table.each[at] <= SPLIT_TOKENS else "articles"


def scores_of(table: Table, train: Sequence[int], test: Sequence[int]) -> dict[int, float]:
    """Raw scores of rows by experts that saw only ``train``."""
    found: dict[int, float] = {}
    for expert in SHARES:
        mine = [i for i in test if expert_of(table, i) == expert]
        if mine:
            found |= dict(zip(mine, raw_scores(fit(table, expert, train), table, mine), strict=True))
    return found


def platt(scores: Sequence[float], labels: Sequence[bool], weights: Sequence[float]) -> tuple[float, float]:
    """Slope and offset of a logistic line by Newton's method (Platt 1999; Lin et al. 2007)."""
    a, b = 1.0, 0.0
    for _ in range(50):
        p = [1 / (1 + math.exp(-(a * s + b))) for s in scores]
        g = [w * (q - y) for w, q, y in zip(weights, p, labels, strict=True)]
        h = [w * q * (1 - q) for w, q in zip(weights, p, strict=True)]
        ga, gb = sum(x * s for x, s in zip(g, scores, strict=True)), sum(g)
        haa = sum(x * s * s for x, s in zip(h, scores, strict=True)) + 1e-6
        hab, hbb = sum(x * s for x, s in zip(h, scores, strict=True)), sum(h) + 1e-6
        det = haa * hbb - hab * hab
        a, b = a - (hbb * ga - hab * gb) / det, b - (haa * gb - hab * ga) / det
    return a, b


def export(model: Any) -> tuple[Tree, ...]:
    """The trees of a booster as lists."""
    return tuple(_tree(found["tree_structure"]) for found in model.booster_.dump_model()["tree_info"])


def _tree(root: dict[str, Any]) -> Tree:
    feature: list[int] = []
    value: list[float] = []
    left: list[int] = []
    right: list[int] = []

    def add(node: dict[str, Any]) -> int:
        at = len(feature)
        is_leaf = "leaf_value" in node
        feature.append(LEAF if is_leaf else node["split_feature"])
        value.append(float(f"{node['leaf_value']:.4g}") if is_leaf else float(f"{node['threshold']:.7g}"))
        left.append(0)
        right.append(0)
        if not is_leaf:
            left[at], right[at] = add(node["left_child"]), add(node["right_child"])
        return at

    add(root)
    return Tree(feature=tuple(feature), value=tuple(value), left=tuple(left), right=tuple(right))


def family(dataset: str) -> str:
    """Data sets over the same summaries are left out together."""
    return dataset.removesuffix("_sentences")


def held_out(table: Table) -> dict[int, float]:
    """Raw scores of every row by experts that saw none of its group."""
    found: dict[int, float] = {}
    for fold in range(FOLDS):
        test = [i for i in range(len(table.rows)) if table.fold(i) == fold]
        found |= scores_of(table, [i for i in range(len(table.rows)) if table.fold(i) != fold], test)
    return found


def left_out(table: Table) -> dict[int, float]:
    """Raw scores of every row by experts that saw neither its data set nor its group."""
    found: dict[int, float] = {}
    for name in sorted({family(r.dataset) for r in table.rows}):
        test = [i for i, r in enumerate(table.rows) if family(r.dataset) == name]
        groups = {table.rows[i].group for i in test}
        rest = [i for i, r in enumerate(table.rows) if family(r.dataset) != name and r.group not in groups]
        found |= scores_of(table, rest, test)
    return found


def show(title: str, table: Table, odds: dict[int, float]) -> None:
    """One table: data set, n, share supported, balanced accuracy with its interval, AUC."""
    lines = [title]
    for name in dict.fromkeys(r.dataset for r in table.rows):
        mine = [i for i in odds if table.rows[i].dataset == name]
        labels, decided = [table.rows[i].label for i in mine], [odds[i] > 0 for i in mine]
        reached = balanced_accuracy(labels, decided)
        low_high = balanced_accuracy_interval(labels, decided, [table.rows[i].group for i in mine])
        area = auc(labels, [odds[i] for i in mine])
        if reached is not None and low_high and area is not None:
            span = f"{100 * low_high[0]:.1f}-{100 * low_high[1]:.1f}"
            lines.append(f"  {name:24} n {len(mine):5}  {100 * reached:5.1f}  {span:>10}  AUC {100 * area:5.1f}")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def train(table: Table, scores: dict[int, float]) -> Weights:
    """Experts fitted on all rows, calibrated on held-out scores."""
    experts = []
    everything = range(len(table.rows))
    for name, shares in SHARES.items():
        mine = [i for i in scores if expert_of(table, i) == name and i in set(members(table, name, [i]))]
        labels = [table.rows[i].label for i in mine]
        slope, offset = platt([scores[i] for i in mine], labels, row_weights(table, mine, shares))
        model = Ensemble(trees=export(fit(table, name, everything)), slope=round(slope, 4), offset=round(offset, 4))
        experts.append(Expert(name=name, up_to=SPLIT_TOKENS if name == "passages" else 1e9, model=model))
    return Weights(features=table.names, idf=table.idf, rare=table.rare, experts=tuple(experts))


def calibrated(weights: Weights, table: Table, scores: dict[int, float]) -> dict[int, float]:
    """Log odds of raw scores, as the shipped judge would give them."""
    return {i: (m := weights.expert(table.each[i]).model).slope * s + m.offset for i, s in scores.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, reports, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets as JSON lines")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--quick", action="store_true", help="without the table of data sets left out")
    options = parser.parse_args(arguments)
    require("numpy", "lightgbm")
    table = Table(read_rows(options.data) + make_rows(options.data))
    scores = held_out(table)
    weights = train(table, scores)
    options.out.write_text(weights.model_dump_json() + "\n", "utf-8")
    show(f"held-out groups, {FOLDS} folds", table, calibrated(weights, table, scores))
    if not options.quick:
        show("data set left out whole", table, calibrated(weights, table, left_out(table)))
    own = {i: weights.expert(table.each[i]).model.log_odds(table.values[i]) for i in range(len(table.rows))}
    show("in sample: the shipped weights on their own training rows", table, own)


if __name__ == "__main__":
    main()
