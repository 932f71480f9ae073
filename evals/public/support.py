"""Do the cited passages support the claim? The offline judge on labelled files, and how far a threshold travels.

Enters: JSON lines with `doc` (a text) or `docs` (a list of passages), `claim`, `label` 1 or 0, and where the set has
them `dataset`, `id`, `question`. Leaves: a SupportReport with balanced accuracy and AUC for the whole file and for each
data set. The judge decides by its own fixed rule; a threshold of the scored file itself is never chosen here. Rows of
one document (or one question, where rows name it) are drawn together for the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from evals.judges.offline import OfflineJudge
from evals.judges.records import Judgement
from evals.metrics.bootstrap import Groups
from evals.metrics.bootstrap import auc as area
from evals.metrics.classify import auc, balanced_accuracy, balanced_accuracy_interval, best_threshold, interval
from evals.public.rows import read_rows
from evals.public.support_records import (
    WHOLE,
    ClaimRow,
    SupportReport,
    SupportScore,
    TransferCell,
    Transferred,
    TransferTable,
)
from service.errors import InputError
from service.text import entail

Judge = Callable[[str, Sequence[str]], Judgement]
SCORER = "entailment scorer of the check"


def _scorer(claim: str, evidence: Sequence[str]) -> Judgement:
    found = entail.score(claim, evidence)
    return Judgement(supported=found.supported, probability=found.probability, words=found.words, by=SCORER)


JUDGES: dict[str, Callable[[], Judge]] = {
    "judge": lambda: OfflineJudge.load().judge,
    "scorer": lambda: _scorer,
}


class _Judged(NamedTuple):
    row: ClaimRow
    verdict: Judgement


def score_support(path: Path, *, threshold_from: Path | None = None, judge: Judge | None = None) -> SupportReport:
    """Scores the judge on a labelled file; with ``threshold_from`` also by the threshold that is best there.

    Raises:
        InputError: a file cannot be read, holds no usable row, or (``threshold_from``) has one class only.
    """
    ask = judge or OfflineJudge.load().judge
    rows = read_rows(path, ClaimRow)
    judged = _judge(rows.rows, ask)
    moved: tuple[float, str] | None = None
    if threshold_from is not None:
        moved = (
            _threshold(_judge(read_rows(threshold_from, ClaimRow).rows, ask), threshold_from.name),
            threshold_from.name,
        )
    names = dict.fromkeys(row.dataset for row in rows.rows if row.dataset)
    parts = {name: _score([j for j in judged if j.row.dataset == name], moved) for name in names}
    reached = [part.balanced_accuracy for part in parts.values() if part.balanced_accuracy is not None]
    return SupportReport(
        **_score(judged, moved).model_dump(),
        file=path.name,
        judge=judged[0].verdict.by,
        by_dataset=parts,
        mean_by_dataset=sum(reached) / len(reached) if reached else None,
        bad_lines=rows.bad,
    )


def transfer_table(paths: Sequence[Path], *, judge: Judge | None = None) -> TransferTable:
    """The best threshold of each data set of some files, applied to each other one.

    Rows without `dataset` form a set that is called after their file. A set of one class only is left out.

    Raises:
        InputError: a file cannot be read or holds no usable row.
    """
    ask = judge or OfflineJudge.load().judge
    sets: dict[str, list[_Judged]] = {}
    for path in paths:
        for judged in _judge(read_rows(path, ClaimRow).rows, ask):
            if judged.verdict.probability is not None:
                sets.setdefault(f"{path.stem}: {judged.row.dataset or WHOLE}", []).append(judged)
    both = {name: part for name, part in sets.items() if len({j.row.label for j in part}) == 2}
    best = {name: _threshold(part, name) for name, part in both.items()}
    cells = tuple(
        TransferCell(
            chosen_on=one,
            applied_to=other,
            threshold=best[one],
            balanced_accuracy=_at(both[other], best[one]),
            default=_percent(balanced_accuracy(_labels(both[other]), [bool(j.verdict.supported) for j in both[other]]))
            or 0.0,
            own_best=_at(both[other], best[other]),
            n=len(both[other]),
        )
        for one, other in permutations(both, 2)
    )
    return TransferTable(cells=cells)


def _judge(rows: Sequence[ClaimRow], ask: Judge) -> list[_Judged]:
    return [_Judged(row, ask(row.claim, row.evidence)) for row in rows]


def _labels(judged: Sequence[_Judged]) -> list[bool]:
    return [bool(j.row.label) for j in judged]


def _likeness(judged: Sequence[_Judged]) -> list[float]:
    return [j.verdict.probability or 0.0 for j in judged]


def _scored(judged: Sequence[_Judged]) -> list[_Judged]:
    return [j for j in judged if j.verdict.supported is not None and j.verdict.probability is not None]


def _threshold(judged: Sequence[_Judged], name: str) -> float:
    scored = _scored(judged)
    try:
        return best_threshold(_labels(scored), _likeness(scored))
    except ValueError as error:
        raise InputError(f"{name} gives no threshold: {error}; choose a file with both labels") from error


def _at(judged: Sequence[_Judged], threshold: float) -> float:
    return _percent(balanced_accuracy(_labels(judged), [p >= threshold for p in _likeness(judged)])) or 0.0


def _score(judged: Sequence[_Judged], moved: tuple[float, str] | None) -> SupportScore:
    scored = _scored(judged)
    labels, likeness = _labels(scored), _likeness(scored)
    decided = [bool(j.verdict.supported) for j in scored]
    names = [j.row.group for j in scored]
    groups = Groups(names)
    return SupportScore(
        n=len(scored),
        positives=sum(labels),
        unscored=len(judged) - len(scored),
        groups=groups.count,
        balanced_accuracy=_percent(balanced_accuracy(labels, decided)),
        interval=_percents(balanced_accuracy_interval(labels, decided, names)),
        auc=_percent(auc(labels, likeness)),
        auc_interval=_percents(interval(area(labels, likeness, groups), groups)),
        transferred=None if moved is None else _transferred(labels, [p >= moved[0] for p in likeness], names, moved),
    )


def _transferred(
    labels: Sequence[bool], decided: Sequence[bool], names: Sequence[str], moved: tuple[float, str]
) -> Transferred:
    return Transferred(
        threshold=moved[0],
        chosen_on=moved[1],
        balanced_accuracy=_percent(balanced_accuracy(labels, decided)),
        interval=_percents(balanced_accuracy_interval(labels, decided, names)),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _percents(shares: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if shares is None else (100 * shares[0], 100 * shares[1])
