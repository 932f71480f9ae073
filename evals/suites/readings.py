"""The readings suite: every judge against the blind reading of the same sentences of real briefs.

Enters: readings, the judges. Leaves: a ReadingsReport with one row of agreement for each judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.judges.bench import Bench, Question
from evals.metrics.score import share
from evals.readings.records import Reading
from evals.suites.records import AgreementRow, ReadingResult, ReadingsReport


async def run_readings(readings: Sequence[Reading], bench: Bench) -> ReadingsReport:
    """What each judge says of each sentence, and how often it says what the reader said.

    Raises:
        ModelUnavailable: the model judge has no answer.
    """
    judged = await bench.judge_all([Question(r.text, r.cites, r.id) for r in readings])
    results = tuple(
        ReadingResult(reading=reading, judgements=tuple(said.values()))
        for reading, said in zip(readings, judged, strict=True)
    )
    return ReadingsReport(results=results, rows=tuple(_row(results, name) for name in bench.names))


def _row(results: Sequence[ReadingResult], name: str) -> AgreementRow:
    pairs = [(r.reading.reading, next(j.supported for j in r.judgements if j.by == name)) for r in results]
    read = [(truth, said) for truth, said in pairs if truth is not None]
    scored = [(truth, said) for truth, said in read if said is not None]
    agreement = share("agreement", [truth == said for truth, said in scored], by=name)
    return AgreementRow(
        by=name,
        n=len(scored),
        unscored=len(read) - len(scored),
        undecided=len(pairs) - len(read),
        agreement=agreement,
        kappa=cohen_kappa(scored),
        caught=sum(not truth and not said for truth, said in scored),
        missed=sum(not truth and bool(said) for truth, said in scored),
        dropped=sum(truth and not said for truth, said in scored),
        passed=sum(truth and bool(said) for truth, said in scored),
    )


def cohen_kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Agreement beyond chance (Cohen 1960); None where one of the two only ever says one thing."""
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    yes_a, yes_b = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    chance = yes_a * yes_b + (1 - yes_a) * (1 - yes_b)
    return None if chance == 1 else (observed - chance) / (1 - chance)
