"""Yes or no against labels: balanced accuracy, F1, AUC, the best threshold, each with an interval over groups. Pure.

Enters: labels, decisions or probabilities, and the group (document, question) of each row. Leaves: shares and
95 % intervals. A row without a decision is left out by the caller and counted there. The draws are those of
:mod:`evals.metrics.bootstrap`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.metrics import bootstrap
from evals.metrics.bootstrap import Confusion, Groups, Statistic
from evals.metrics.score import percentile_interval

Labels = Sequence[bool]


def _one_group(labels: Labels) -> Groups:
    return Groups([""] * len(labels))


def _whole(statistic: Callable[[Sequence[int]], float | None], labels: Labels) -> float | None:
    return statistic([1]) if labels else None


def balanced_accuracy(labels: Labels, decided: Labels) -> float | None:
    """Mean of the recall of either class, 0..1; None where a class is absent (Brodersen et al. 2010)."""
    return _whole(Confusion(labels, decided, _one_group(labels)).balanced_accuracy, labels)


def macro_f1(labels: Labels, decided: Labels) -> float | None:
    """Mean of the F1 of either class, 0..1; None where a class is neither labelled nor decided."""
    return _whole(Confusion(labels, decided, _one_group(labels)).macro_f1, labels)


def f1(labels: Labels, decided: Labels) -> float | None:
    """F1 of the class "yes", 0..1; None where it is neither labelled nor decided."""
    hit = sum(a and b for a, b in zip(labels, decided, strict=True))
    wrong = sum(a != b for a, b in zip(labels, decided, strict=True))
    return 2 * hit / (2 * hit + wrong) if hit or wrong else None


def auc(labels: Labels, likeness: Sequence[float]) -> float | None:
    """Area under the ROC curve, 0..1, ties counted half; None where a class is absent."""
    return _whole(bootstrap.auc(labels, likeness, _one_group(labels)), labels)


def interval(statistic: Statistic, groups: Groups) -> tuple[float, float] | None:
    """95 % percentile interval over the draws of groups; None where no draw defines the statistic."""
    drawn = [found for weights in groups.draws if (found := statistic(weights)) is not None]
    return percentile_interval(drawn) if drawn else None


def balanced_accuracy_interval(labels: Labels, decided: Labels, names: Sequence[str]) -> tuple[float, float] | None:
    """Interval of the balanced accuracy when whole groups are drawn; ``names`` is the group of each row."""
    groups = Groups(names)
    return interval(Confusion(labels, decided, groups).balanced_accuracy, groups)


def best_threshold(labels: Labels, likeness: Sequence[float]) -> float:
    """The value from which on "yes" gives the best balanced accuracy; the lowest of equals.

    Raises:
        ValueError: a class is absent.
    """
    return bootstrap.best_threshold(labels, likeness)
