"""Is a fact in the summary? A judge against people who looked for hand-written facts in the summaries of many systems.

Enters: rows of fact, summary and label. Leaves: a Report: row by row for abstractive and extractive systems, and how
well the judge ranks the systems. The systems' score is the share of facts found, judged and by people (Bhandari et al.
2020, "Re-evaluating Evaluation in Text Summarization").
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from evals.metrics.bootstrap import Confusion, Groups, Statistic, Weights, auc
from evals.metrics.rank import kendall_tau
from evals.metrics.score import Score
from evals.public.judging import Judge, Remembering, offline_judge, probability_of
from evals.public.report import Report, count_reasons
from evals.public.rows import Row, read_rows
from service.errors import InputError

KINDS = {"abs": "abstractive", "ext": "extractive"}


class FactRow(Row):
    """One fact and one summary."""

    doc_id: str
    system: str
    kind: Literal["abs", "ext"]
    summary: str
    fact: str = Field(min_length=1)
    label: Literal[0, 1] | None = Field(description="1: the fact is in the summary, by majority.")
    tie: bool = Field(default=False, description="As many votes for as against.")


class _Scored(NamedTuple):
    """One row with its judgement."""

    doc: str
    system: str
    kind: str
    label: bool
    decided: bool
    probability: float


def score_facts(path: Path, *, judge: Judge | None = None) -> Report:
    """The judge on each row, by kind of system, and on the ranking of systems.

    Raises:
        InputError: a file that cannot be read, or without one row that can be scored.
    """
    start = time.perf_counter()
    rows = read_rows(path, FactRow)
    asked = Remembering(judge or offline_judge())
    scored: list[_Scored] = []
    reasons: list[str | None] = []
    for row in rows.rows:
        found, reason = _judge(row, asked)
        reasons.append(reason)
        scored += [found] if found is not None else []
    if not scored:
        raise InputError(f"{path.name}: not one row can be scored; does any row have label 0 or 1 and no tie?")
    unscored = count_reasons(reasons)
    return Report(
        task="fact in the summary",
        files=(path.name,),
        by=asked.by,
        rows=len(rows.rows),
        scored=len(scored),
        unscored=unscored,
        bad_lines=rows.bad,
        grouped_by=f"documents ({len({s.doc for s in scored})})",
        scores=tuple(_scores(scored, sum(unscored.values()), asked.by)),
        notes=("systems, Kendall tau: share of facts found in each system's summaries, judged against people",),
        seconds=time.perf_counter() - start,
    )


def _judge(row: FactRow, judge: Judge) -> tuple[_Scored | None, str | None]:
    if row.label is None:
        return None, "no label"
    if row.tie:
        return None, "the votes are tied"
    verdict = judge(row.fact, [row.summary])
    if verdict.supported is None:
        return None, "the judge gave no verdict"
    found = _Scored(row.doc_id, row.system, row.kind, row.label == 1, verdict.supported, probability_of(verdict))
    return found, None


def _scores(rows: Sequence[_Scored], unscored: int, by: str) -> list[Score]:
    scores = _row_scores("all", rows, unscored, by)
    for kind, name in KINDS.items():
        chosen = [r for r in rows if r.kind == kind]
        if chosen and len(chosen) < len(rows):
            scores += _row_scores(name, chosen, 0, by)
    groups = Groups([r.doc for r in rows])
    systems = sorted({r.system for r in rows})
    scores.append(
        groups.score(
            "systems, Kendall tau", _system_tau(rows, systems, groups), n=len(systems), by=by, unit="correlation"
        )
    )
    return scores


def _row_scores(name: str, rows: Sequence[_Scored], unscored: int, by: str) -> list[Score]:
    groups = Groups([r.doc for r in rows])
    labels, n = [r.label for r in rows], len(rows)
    decision = Confusion(labels, [r.decided for r in rows], groups)
    sure = auc(labels, [r.probability for r in rows], groups)
    return [
        groups.score(f"{name}, balanced accuracy", decision.balanced_accuracy, n=n, unscored=unscored, by=by),
        groups.score(f"{name}, auc", sure, n=n, unscored=unscored, by=by),
        groups.score(f"{name}, present found", decision.recall, n=sum(labels), by=by),
        groups.score(f"{name}, absent kept out", decision.specificity, n=n - sum(labels), by=by),
    ]


def _system_tau(rows: Sequence[_Scored], systems: Sequence[str], groups: Groups) -> Statistic:
    """Tau between the judged and the human recall of the systems, over the drawn documents."""
    place = {system: n for n, system in enumerate(systems)}
    cells = [[[0, 0, 0] for _ in systems] for _ in range(groups.count)]  # rows, found by the judge, found by people
    for row, group in zip(rows, groups.of, strict=True):
        cell = cells[group][place[row.system]]
        cell[0] += 1
        cell[1] += row.decided
        cell[2] += row.label

    def statistic(weights: Weights) -> float | None:
        sums = [[0, 0, 0] for _ in systems]
        for weight, drawn in zip(weights, cells, strict=True):
            if weight:
                for total, cell in zip(sums, drawn, strict=True):
                    for n in range(3):
                        total[n] += weight * cell[n]
        known = [(judged / count, human / count) for count, judged, human in sums if count]
        return kendall_tau([j for j, _ in known], [h for _, h in known]) if len(known) > 1 else None

    return statistic
