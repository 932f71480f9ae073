"""``eval calibrate``: a judge against people who read the same sentences, and what its probability is worth.

Enters: readings (a sentence, the words that it cites, what a reader said). Leaves: a Calibration. Never: a threshold or
a weight of the judge changed; the best threshold is reported beside the present verdicts.

Brier score: Brier 1950. Expected calibration error and reliability bins: Naeini et al. 2015, equal-width bins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from evals.judges.offline import OfflineJudge
from evals.judges.records import Judgement
from evals.metrics.bootstrap import Confusion, Groups, Statistic, best_threshold, mean
from evals.metrics.score import Score
from evals.outputs import Value
from evals.public.rows import BadLine, Row, read_rows
from evals.readings.records import READINGS
from evals.running.report.figures import interval_of, items_of, value_of
from evals.suites.readings import cohen_kappa
from service.errors import InputError

BINS = 10
Judge = Callable[[str, Sequence[str]], Judgement]


class ReadRow(Row):
    """One sentence that a person read."""

    id: str
    text: str = Field(min_length=1)
    cites: tuple[str, ...] = Field(min_length=1)
    reading: bool | None = Field(description="None: the reader could not decide.")


class Bin(Value):
    """Sentences to which the judge gave a probability in one tenth of the scale."""

    low: float
    high: float
    n: int
    probability: float | None = Field(description="Mean of the judge's probability.")
    supported: float | None = Field(description="Share that the readers found supported.")


class Calibration(Value):
    """A judge beside the readers."""

    file: str = Field(description="Name of the file, without its folder.")
    by: str = Field(description="The judge, with its version.")
    rows: int = Field(ge=0, description="Sentences read.")
    supported: int = Field(ge=0, description="Scored sentences that the readers found supported.")
    undecided: int = Field(ge=0, description="Sentences on which the reader could not decide.")
    bad_lines: tuple[BadLine, ...] = Field(default=(), description="Lines that are no row.")
    scores: tuple[Score, ...]
    kappa: float | None = Field(description="Cohen's kappa of verdicts; None where a side only says one thing.")
    bins: tuple[Bin, ...]
    expected_calibration_error: float | None = Field(description="None where the judge gives no probability.")
    best_threshold: float | None = Field(description="Of the probability, by balanced accuracy on these rows.")
    at_best_threshold: float | None = Field(description="That balanced accuracy; chosen on the same rows, so high.")

    def lines(self) -> list[str]:
        """For a terminal, without colours."""
        width = max(len(s.name) for s in self.scores)
        there = f"balanced accuracy there {_plain(self.at_best_threshold)}, chosen on these rows"
        found = [
            f"{self.by} against readers ({self.file})",
            f"  {self.rows} sentences, {self.undecided} undecided by the reader, {self.supported} supported",
            *(f"  not read: {bad}" for bad in self.bad_lines),
        ]
        found += [
            f"  {s.name:<{width}}  {value_of(s):>8}  {interval_of(s):<15}  {items_of(s)}".rstrip() for s in self.scores
        ]
        found += [
            f"  {'Cohen kappa':<{width}}  {_plain(self.kappa):>8}",
            f"  {'expected calibration error':<{width}}  {_plain(self.expected_calibration_error):>8}",
            f"  {'best threshold':<{width}}  {_plain(self.best_threshold):>8}  {there}",
            "  probability      n  mean   share supported",
        ]
        found += [
            f"  {b.low:.1f} to {b.high:.1f}   {b.n:>4}  {_plain(b.probability)}  {_plain(b.supported)}"
            for b in self.bins
        ]
        return found


class _Read(NamedTuple):
    """One sentence with what the reader and the judge said."""

    supported: bool
    said: bool | None
    probability: float | None


def calibrate_offline(path: Path = READINGS) -> Calibration:
    """The offline judge against the readings of a file. Raises InputError."""
    judge = OfflineJudge.load()
    return calibrate(path, judge.judge, judge.name)


def calibrate(path: Path, judge: Judge, name: str) -> Calibration:
    """Any judge against the readings of a file.

    Raises:
        InputError: the file cannot be read, or holds no sentence on which the reader decided.
    """
    found = read_rows(path, ReadRow)
    read = [(row, row.reading) for row in found.rows if row.reading is not None]
    if not read:
        raise InputError(f"{path.name}: not one row has a reading true or false; there is nothing to compare with")
    rows = []
    for row, supported in read:
        said = judge(row.text, row.cites)
        rows.append(_Read(supported, said.supported, said.probability))
    rated = [(r.supported, r.probability) for r in rows if r.probability is not None]
    bins = _bins(rated)
    best = _best(rated)
    return Calibration(
        file=path.name,
        by=name,
        rows=len(found.rows),
        supported=sum(r.supported for r in rows),
        undecided=len(found.rows) - len(read),
        bad_lines=found.bad,
        scores=tuple(_scores(rows, name)),
        kappa=cohen_kappa([(r.supported, r.said) for r in rows if r.said is not None]),
        bins=bins,
        expected_calibration_error=_error(bins) if rated else None,
        best_threshold=best,
        at_best_threshold=None if best is None else _balanced(rated, best),
    )


def _scores(rows: Sequence[_Read], by: str) -> list[Score]:
    decided = [(r, r.said) for r in rows if r.said is not None]
    # Sentences, not sets, are drawn: there are too few sets to draw from.
    groups = Groups([str(n) for n in range(len(decided))])
    verdicts = Confusion([r.supported for r, _ in decided], [said for _, said in decided], groups)
    left_open = len(rows) - len(decided)

    def score(name: str, statistic: Statistic, n: int) -> Score:
        return groups.score(name, statistic, n=n, unscored=left_open, by=by)

    rated = [(float(r.supported), r.probability) for r in rows if r.probability is not None]
    errors = [(p - truth) ** 2 for truth, p in rated]
    own = Groups([str(n) for n in range(len(rated))])
    supported = sum(r.supported for r, _ in decided)
    return [
        score("balanced accuracy", verdicts.balanced_accuracy, len(decided)),
        score("supported ones passed", verdicts.recall, supported),
        score("others caught", verdicts.specificity, len(decided) - supported),
        own.score(
            "Brier score",
            mean(errors, own),
            n=len(rated),
            unscored=len(rows) - len(rated),
            by=by,
            unit="squared error",
            better="lower",
        ),
    ]


def _bins(rated: Sequence[tuple[bool, float]]) -> tuple[Bin, ...]:
    bins = []
    for number in range(BINS):
        mine = [(truth, p) for truth, p in rated if min(int(p * BINS), BINS - 1) == number]
        bins.append(
            Bin(
                low=number / BINS,
                high=(number + 1) / BINS,
                n=len(mine),
                probability=sum(p for _, p in mine) / len(mine) if mine else None,
                supported=sum(truth for truth, _ in mine) / len(mine) if mine else None,
            )
        )
    return tuple(bins)


def _error(bins: Sequence[Bin]) -> float:
    """Mean gap between probability and share supported, weighted by the bins' sizes."""
    gaps = [
        b.n * abs(b.probability - b.supported) for b in bins if b.probability is not None and b.supported is not None
    ]
    return sum(gaps) / sum(b.n for b in bins)


def _best(rated: Sequence[tuple[bool, float]]) -> float | None:
    labels = [truth for truth, _ in rated]
    return best_threshold(labels, [p for _, p in rated]) if len(set(labels)) == 2 else None


def _balanced(rated: Sequence[tuple[bool, float]], least: float) -> float | None:
    groups = Groups(["all"] * len(rated))
    return Confusion([t for t, _ in rated], [p >= least for _, p in rated], groups).balanced_accuracy([1])


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
