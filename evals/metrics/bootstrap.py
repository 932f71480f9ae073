"""Intervals by bootstrap over groups: whole documents, topics or questions are drawn, never single rows of one.

Enters: rows with their group. Leaves: Scores. Pure; seeded, so the same rows give the same interval. A statistic is a
function of how often each group was drawn; two statistics over the same groups see the same draws, so the interval of
their difference is paired. Method: cluster bootstrap, percentile interval (Davison & Hinkley 1997, section 3.8).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from evals.metrics.score import RESAMPLES, SEED, Score, percentile_interval

Weights = Sequence[int]  # how often each group was drawn; all ones for the rows as they are
Statistic = Callable[[Weights], float | None]  # None where the drawn rows do not define it


class Groups:
    """The groups of some rows, and the draws over them."""

    def __init__(self, names: Sequence[str], resamples: int = RESAMPLES) -> None:
        known = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.of = [known[name] for name in names]
        self.count = len(known)
        rng = random.Random(SEED)
        self.draws: list[list[int]] = []
        for _ in range(resamples if self.count > 1 else 0):  # one group holds nothing to draw from
            weights = [0] * self.count
            for number in rng.choices(range(self.count), k=self.count):
                weights[number] += 1
            self.draws.append(weights)

    def score(  # noqa: PLR0913  a score needs all that stands beside it
        self,
        name: str,
        statistic: Statistic,
        *,
        n: int,
        by: str,
        unscored: int = 0,
        unit: str = "share",
        better: str = "higher",
    ) -> Score:
        """The statistic of all rows, with its interval; no interval for a single group."""
        value = statistic([1] * self.count) if n else None
        drawn = [found for weights in self.draws if (found := statistic(weights)) is not None] if n else []
        low, high = percentile_interval(drawn) if drawn and value is not None else (None, None)
        return Score(
            name=name, value=value, low=low, high=high, n=n, unscored=unscored, unit=unit, by=by, better=better
        )


def _sums(values: Sequence[float], of: Sequence[int], count: int) -> list[float]:
    """The sum of a value in each group."""
    sums = [0.0] * count
    for value, group in zip(values, of, strict=True):
        sums[group] += value
    return sums


def ratio(above: Sequence[float], below: Sequence[float], groups: Groups) -> Statistic:
    """Sum of `above` by sum of `below`: a mean where `below` is all ones, precision or recall where it counts."""
    tops, bottoms = _sums(above, groups.of, groups.count), _sums(below, groups.of, groups.count)

    def statistic(weights: Weights) -> float | None:
        total = sum(w * b for w, b in zip(weights, bottoms, strict=True))
        return sum(w * t for w, t in zip(weights, tops, strict=True)) / total if total else None

    return statistic


def mean(values: Sequence[float], groups: Groups) -> Statistic:
    """Mean over rows."""
    return ratio(values, [1.0] * len(values), groups)


def share_of_answers(
    name: str,
    answers: Sequence[Sequence[bool | None]],
    weights: Sequence[Sequence[int]] | None,
    groups: Groups,
    by: str,
) -> Score:
    """The share of yes over all answers, of which each row of `groups` holds several; None among them is unscored."""
    weighed = weights or [[1] * len(row) for row in answers]
    known = [
        [(a, w) for a, w in zip(row, own, strict=True) if a is not None]
        for row, own in zip(answers, weighed, strict=True)
    ]
    above, below = [sum(a * w for a, w in row) for row in known], [sum(w for _, w in row) for row in known]
    scored = sum(len(row) for row in known)
    unscored = sum(len(row) for row in answers) - scored
    return groups.score(name, ratio(above, below, groups), n=scored, unscored=unscored, by=by)


class Confusion:
    """Counts of yes and no against labels in each group, and what follows from them."""

    def __init__(self, labels: Sequence[bool], decided: Sequence[bool], groups: Groups) -> None:
        pairs = list(zip(labels, decided, strict=True))
        self._cells = [
            _sums([float(pair == cell) for pair in pairs], groups.of, groups.count)
            for cell in ((True, True), (True, False), (False, True), (False, False))
        ]

    def _counts(self, weights: Weights) -> list[float]:
        return [sum(w * c for w, c in zip(weights, cell, strict=True)) for cell in self._cells]

    def balanced_accuracy(self, weights: Weights) -> float | None:
        """Mean of the recall of either class; None where a class is absent."""
        hit, missed, wrong, right = self._counts(weights)
        if not hit + missed or not wrong + right:
            return None
        return (hit / (hit + missed) + right / (wrong + right)) / 2

    def macro_f1(self, weights: Weights) -> float | None:
        """Mean of the F1 of either class; None where a class is neither labelled nor decided."""
        hit, missed, wrong, right = self._counts(weights)
        if not 2 * hit + wrong + missed or not 2 * right + wrong + missed:
            return None
        return hit / (2 * hit + wrong + missed) + right / (2 * right + wrong + missed)

    def recall(self, weights: Weights) -> float | None:
        """Share of the rows labelled yes that were decided yes."""
        hit, missed, _, _ = self._counts(weights)
        return hit / (hit + missed) if hit + missed else None

    def specificity(self, weights: Weights) -> float | None:
        """Share of the rows labelled no that were decided no."""
        _, _, wrong, right = self._counts(weights)
        return right / (wrong + right) if wrong + right else None


def auc(labels: Sequence[bool], likeness: Sequence[float], groups: Groups) -> Statistic:
    """Chance that a row labelled yes is liker than one labelled no, ties counted half (Mann & Whitney 1947)."""
    order = sorted(range(len(labels)), key=lambda n: likeness[n])
    rows = [(likeness[n], labels[n], groups.of[n]) for n in order]

    def statistic(weights: Weights) -> float | None:
        below = won = yes = no = 0.0
        tied_yes = tied_no = 0.0
        last: float | None = None
        for value, label, group in rows:
            if value != last:
                won += tied_yes * (below + tied_no / 2)
                below += tied_no
                tied_yes = tied_no = 0.0
                last = value
            if label:
                tied_yes += weights[group]
                yes += weights[group]
            else:
                tied_no += weights[group]
                no += weights[group]
        won += tied_yes * (below + tied_no / 2)
        return won / (yes * no) if yes and no else None

    return statistic


def difference(a: Statistic, b: Statistic) -> Statistic:
    """What `a` has over `b` on the same draws."""

    def statistic(weights: Weights) -> float | None:
        x, y = a(weights), b(weights)
        return None if x is None or y is None else x - y

    return statistic


def best_threshold(labels: Sequence[bool], likeness: Sequence[float]) -> float:
    """The value from which on "yes" gives the best balanced accuracy; the lowest of equals.

    Raises:
        ValueError: a class is absent, so there is no threshold to find.
    """
    total_yes = sum(labels)
    total_no = len(labels) - total_yes
    if not total_yes or not total_no:
        raise ValueError("a threshold needs rows of both classes")
    best, chosen = -1.0, 0.0
    yes_below = no_below = 0
    last: float | None = None
    for value, label in sorted(zip(likeness, labels, strict=True)):
        if value != last:
            reached = (total_yes - yes_below) / total_yes + no_below / total_no
            if reached > best:
                best, chosen = reached, value
            last = value
        yes_below += label
        no_below += not label
    return chosen
