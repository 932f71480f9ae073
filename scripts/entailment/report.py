"""Figures of the model card: by kind, with intervals. Groups (areas, articles, questions) are drawn as wholes.

Enters: rows with labels and held-out scores. Leaves: lines of Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from scripts.entailment.rows import MADE, PAIRS, PLANTED, TWIN, Row

Matrix = np.ndarray[Any, Any]
DRAWS = 500
# Kinds of planted errors that the hard gates decide: figures, names, quotations, pronouns.
HARD = frozenset("number date name place quote_altered quote_other_source unresolved".split())
PLANTED_DROPS, MADE_DROPS = 0.05, 0.10
DROPS = 0.03  # share of the supported pairs and planted sentences that the scorer alone may refuse
LEFT_OPEN = 0.10  # share that it does not pass
SHOWN = (0.03, 0.06)  # by kind
CURVE = (0.01, 0.02, 0.03, 0.06, 0.10)
# Kinds that only the scorer can see, and those that rules of speakers, sides and citations see in part.
SOFT = frozenset("negation antonym hedge_dropped cause_invented partly_supported".split())
PARTED = frozenset("role_swap two_events attribution_dropped attribution_moved wrong_citation unit".split())


def auc(y: Matrix, s: Matrix) -> float:
    """Area under the curve, ties counted half."""
    order = np.argsort(s, kind="stable")
    _, inverse, counts = np.unique(s[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(s))
    ends = np.cumsum(counts)
    ranks[order] = ((ends - counts + 1 + ends) / 2)[inverse]
    n = y.sum()
    return float((ranks[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n))) if 0 < n < len(y) else float("nan")


def caught_at(y: Matrix, s: Matrix, drops: float) -> tuple[float, float]:
    """Share of wrong ones below the score that loses `drops` of the right ones, and that score."""
    cut = float(np.quantile(s[y == 1], drops))
    return float(np.mean(s[y == 0] < cut)), cut


def balanced(y: Matrix, s: Matrix, cut: float = 0.5) -> float:
    """Balanced accuracy at a score."""
    return float((np.mean(s[y == 1] >= cut) + np.mean(s[y == 0] < cut)) / 2)


def interval(groups: Sequence[str], value: Callable[[Matrix], float]) -> tuple[float, float]:
    """95 % by drawing groups with replacement."""
    rng = np.random.default_rng(5)
    by_group: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        by_group.setdefault(group, []).append(i)
    names = sorted(by_group)
    if len(names) < 10:  # five areas are too few to draw: draw sentences
        by_group, names = {str(i): [i] for i in range(len(groups))}, [str(i) for i in range(len(groups))]
    found = []
    for _ in range(DRAWS):
        rows = np.array([i for n in rng.choice(names, len(names)) for i in by_group[n]])
        found.append(value(rows))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def _spread(groups: Sequence[str], measure: Callable[[Matrix, Matrix], float], y: Matrix, s: Matrix) -> str:
    low, high = interval(groups, lambda rows: measure(y[rows], s[rows]))
    return f"{100 * measure(y, s):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def lines(rows: Sequence[Row], y: Matrix, s: Matrix, left_out: Matrix, trees: Matrix) -> list[str]:
    """The figures of the model card: `left_out` of both on files that neither has read, `trees` of the trees there."""
    held = np.array([i for i, r in enumerate(rows) if r.dataset == PAIRS and np.isfinite(left_out[i])])
    every = np.array([i for i, r in enumerate(rows) if r.dataset == PAIRS])
    found = ["## Files that were left out", "", *file_lines(rows, y, left_out, trees), ""]
    found += ["## Sentence pairs of these files", "", *pair_lines([rows[i] for i in held], y[held], left_out[held])]
    found += ["", "## Sentence pairs, trees alone, some files held out at a time", ""]
    found += pair_lines([rows[i] for i in every], y[every], s[every])
    found += ["", "## Open planted areas", "", *planted_lines(rows, y, left_out), "", "## Generated edits", ""]
    return [*found, *made_lines(rows, y, s), "", "## Public sets", "", *public_lines(rows, y, s)]


def file_lines(rows: Sequence[Row], y: Matrix, both: Matrix, trees: Matrix) -> list[str]:
    """Trees beside trees and network, file by file."""
    low, high = (f"{100 * drops:.0f} %" for drops in SHOWN)
    found = [
        f"| file | n | AUC | trees alone | caught at {low} | trees | at {high} | trees |",
        "|---|---|---|---|---|---|---|---|",
    ]
    names = sorted({(r.dataset, r.group if r.dataset == PAIRS else "") for r in rows if r.dataset in (PAIRS, PLANTED)})
    for dataset, name in names:
        own = [r.dataset == dataset and (not name or r.group == name) for r in rows]
        at = np.flatnonzero(np.isfinite(both) & np.array(own))
        if len(at):
            yy, sides = y[at], (both[at], trees[at])
            areas = " | ".join(f"{auc(yy, side):.3f}" for side in sides)
            caught = " | ".join(f"{100 * caught_at(yy, side, drops)[0]:.0f} %" for drops in SHOWN for side in sides)
            found.append(f"| {name or dataset} | {len(at)} | {areas} | {caught} |")
    return found


def pair_lines(rows: Sequence[Row], y: Matrix, s: Matrix) -> list[str]:
    """What is caught where so many of the supported are dropped: by group of kinds, then by kind."""
    kinds = np.array([r.kind for r in rows])
    soft, parted = np.isin(kinds, list(SOFT)), np.isin(kinds, list(PARTED))
    hard, right = ~soft & ~parted & (y == 0), y == 1
    free = np.isin(kinds, ["paraphrase", "fusion"])
    areas = ", ".join(
        f"{name} {auc(y[right | chosen], s[right | chosen]):.3f}"
        for name, chosen in (("all", y == 0), ("soft", soft), ("parted", parted), ("hard", hard))
    )
    found = [f"n {len(y)}, AUC {areas}", ""]
    found += ["| supported dropped | of paraphrase and fusion | soft | parted | hard |", "|---|---|---|---|---|"]
    for drops in CURVE:
        cut = caught_at(y, s, drops)[1]
        caught = " | ".join(f"{100 * np.mean(s[chosen] < cut):.0f} %" for chosen in (free, soft, parted, hard))
        found.append(f"| {100 * drops:.0f} % | {caught} |")
    found += ["", f"| kind | n | refused at {100 * SHOWN[0]:.0f} % | at {100 * SHOWN[1]:.0f} % |", "|---|---|---|---|"]
    cuts = [caught_at(y, s, drops)[1] for drops in SHOWN]
    for kind in sorted(set(kinds), key=lambda k: (-y[kinds == k][0], k)):
        own = " | ".join(f"{100 * np.mean(s[kinds == kind] < cut):.0f} %" for cut in cuts)
        found.append(f"| {kind} | {(kinds == kind).sum()} | {own} |")
    return found


def _caught_of_planted(y: Matrix, s: Matrix) -> float:
    return caught_at(y, s, PLANTED_DROPS)[0]


def _balanced_of_made(y: Matrix, s: Matrix) -> float:
    return (1 - MADE_DROPS + caught_at(y, s, MADE_DROPS)[0]) / 2


def planted_lines(rows: Sequence[Row], y: Matrix, s: Matrix) -> list[str]:
    """Leave-one-area-out figures of the open planted areas."""
    at = np.array([i for i, r in enumerate(rows) if r.dataset == PLANTED])
    y, s, kinds = y[at], s[at], [rows[i].kind for i in at]
    soft = np.array([k not in HARD for k in kinds])
    groups = [str(i) for i in range(len(at))]
    lines = ["| sentences | n | AUC | caught at 5 % dropped |", "|---|---|---|---|"]
    for name, chosen in (("all", np.ones(len(at), bool)), ("that no hard gate decides", soft)):
        yy, ss = y[chosen], s[chosen]
        own = [g for g, c in zip(groups, chosen, strict=True) if c]
        area = _spread(own, auc, yy, ss)
        caught = _spread(own, _caught_of_planted, yy, ss)
        lines.append(f"| {name} | {len(yy)} | {area} | {caught} |")
    _, cut = caught_at(y, s, PLANTED_DROPS)
    lines += ["", "| kind | n | right at 5 % dropped | AUC against the other side |", "|---|---|---|---|"]
    for kind in sorted(set(kinds), key=lambda k: (-y[kinds.index(k)], k)):
        alike = np.array([k == kind for k in kinds])
        right = (s[alike] >= cut) if y[alike][0] else (s[alike] < cut)
        other = alike | (y != y[alike][0])
        lines.append(f"| {kind} | {alike.sum()} | {int(right.sum())}/{alike.sum()} | {auc(y[other], s[other]):.2f} |")
    return lines


def made_lines(rows: Sequence[Row], y: Matrix, s: Matrix) -> list[str]:
    """Generated edits of held-out articles."""
    at = np.array([i for i, r in enumerate(rows) if r.dataset == MADE])
    y, s, groups = y[at], s[at], [rows[i].group for i in at]
    caught, cut = caught_at(y, s, MADE_DROPS)
    spread = _spread(groups, _balanced_of_made, y, s)
    lines = [
        f"n {len(y)}, AUC {auc(y, s):.3f}, balanced accuracy at 10 % false alarms {spread}; caught {caught:.2f}:",
        "",
    ]
    kinds = [rows[i].kind for i in at]
    found = []
    for kind in sorted({k for k, label in zip(kinds, y, strict=True) if not label}):
        own = np.array([k == kind for k in kinds])
        found.append(f"{kind} {int((s[own] < cut).sum())}/{own.sum()}")
    return [*lines, ", ".join(found) + "."]


def public_lines(rows: Sequence[Row], y: Matrix, s: Matrix) -> list[str]:
    """Labelled sets, each on documents that were held out; threshold: even odds, and the best one on another set."""
    lines = ["| set | n | AUC | balanced accuracy at even odds | at its own best threshold |", "|---|---|---|---|---|"]
    for name in sorted({r.dataset for r in rows} - {PLANTED, MADE, PAIRS, TWIN}):
        at = np.array([i for i, r in enumerate(rows) if r.dataset == name])
        yy, ss, groups = y[at], s[at], [rows[i].group for i in at]
        best = max(balanced(yy, ss, c) for c in np.quantile(ss, np.linspace(0.02, 0.98, 49)))
        spread = _spread(groups, balanced, yy, ss)
        lines.append(f"| {name} | {len(yy)} | {100 * auc(yy, ss):.1f} | {spread} | {100 * best:.1f} |")
    return lines
