"""Do two outlets answer a question alike? The product's rule for "these two statements say the same" on answer pairs.

Enters: pairs of answers with their question and label. Leaves: a Report. The rule is that of the align stage: one
statement carries the whole of the other. Beside it stands a lexical baseline (F1 of content words) whose threshold is
chosen on the other questions. The product has no rule yet for answers that differ in words and agree in meaning.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from evals.metrics.bootstrap import Confusion, Groups, auc, best_threshold, difference
from evals.metrics.score import Score
from evals.public.attempt import attempt
from evals.public.report import Report, count_reasons
from evals.public.rows import Row, read_rows
from service.errors import InputError
from service.records import Claim, Span, Speaker
from service.stages.align.clusters import carries
from service.text.similarity import containment, content_tokens

PRODUCT = "align stage (carries)"
LIKENESS = "containment of content words"
BASELINE = "F1 of content words"


class AnswerRow(Row):
    """Two answers to one question."""

    question: str
    a: str = Field(min_length=1)
    b: str = Field(min_length=1)
    label_same: Literal[0, 1] | None = Field(description="1: the same answer.")


class _Scored(NamedTuple):
    """One pair with everything that is compared."""

    question: str
    label: bool
    decided: bool
    likeness: float
    baseline: float


def score_same_answer(path: Path) -> Report:
    """The product's decision and a lexical baseline on answer pairs.

    Raises:
        InputError: a file that cannot be read, or without one pair that can be scored.
    """
    start = time.perf_counter()
    found = read_rows(path, AnswerRow)
    scored: list[_Scored] = []
    reasons: list[str | None] = []
    for row in found.rows:
        judged, reason = _judge(row)
        reasons.append(reason)
        scored += [judged] if judged is not None else []
    if not scored:
        raise InputError(f"{path.name}: not one pair can be scored; does any row have label_same 0 or 1?")
    unscored = count_reasons(reasons)
    return Report(
        task="same answer to one question",
        files=(path.name,),
        by=PRODUCT,
        rows=len(found.rows),
        scored=len(scored),
        unscored=unscored,
        bad_lines=found.bad,
        grouped_by=f"questions ({len({s.question for s in scored})})",
        scores=tuple(_scores(scored, sum(unscored.values()))),
        notes=(
            "answers are judged without their contexts",
            "the baseline's threshold for a question is the best one of the other questions; the product has none",
        ),
        seconds=time.perf_counter() - start,
    )


def _judge(row: AnswerRow) -> tuple[_Scored | None, str | None]:
    if row.label_same is None:
        return None, "no label"
    a, b = _claim(1, row.a), _claim(2, row.b)
    decided = attempt(lambda: carries(a, b) or carries(b, a))
    if decided.result is None:
        return None, decided.failure
    likeness = max(containment(row.a, row.b), containment(row.b, row.a))
    return _Scored(row.question, row.label_same == 1, decided.result, likeness, word_f1(row.a, row.b)), None


def _claim(number: int, text: str) -> Claim:
    """An answer in the shape in which the product compares statements."""
    doc = f"S{number}"
    span = Span(doc=doc, start=0, end=len(text))
    return Claim(id=f"C{number}", sentence=f"{doc}.1", span=span, text=text, speakers=(Speaker(name=doc),))


def word_f1(a: str, b: str) -> float:
    """F1 of the content words that two texts share, each counted once."""
    left, right = set(content_tokens(a)), set(content_tokens(b))
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def _scores(rows: Sequence[_Scored], unscored: int) -> list[Score]:
    groups = Groups([r.question for r in rows])
    labels, n = [r.label for r in rows], len(rows)
    own = Confusion(labels, [r.decided for r in rows], groups)
    scores = [
        groups.score("balanced accuracy", own.balanced_accuracy, n=n, unscored=unscored, by=PRODUCT),
        groups.score("macro-F1", own.macro_f1, n=n, unscored=unscored, by=PRODUCT),
        groups.score("same found", own.recall, n=sum(labels), by=PRODUCT),
        groups.score("different kept apart", own.specificity, n=n - sum(labels), by=PRODUCT),
        groups.score("auc", auc(labels, [r.likeness for r in rows], groups), n=n, by=LIKENESS),
        groups.score("auc of the baseline", auc(labels, [r.baseline for r in rows], groups), n=n, by=BASELINE),
    ]
    decided = _without_own_question(rows)
    if decided is None:
        return scores
    other = Confusion(labels, decided, groups)
    by = f"{BASELINE}, threshold of the other questions"
    gap = difference(own.balanced_accuracy, other.balanced_accuracy)
    return [
        *scores,
        groups.score("baseline, balanced accuracy", other.balanced_accuracy, n=n, by=by),
        groups.score("baseline, macro-F1", other.macro_f1, n=n, by=by),
        groups.score("balanced accuracy beyond the baseline", gap, n=n, by=f"{PRODUCT} - {BASELINE}"),
    ]


def _without_own_question(rows: Sequence[_Scored]) -> list[bool] | None:
    """The baseline's decisions; None where the other questions of some question lack a class."""
    least: dict[str, float] = {}
    for question in dict.fromkeys(r.question for r in rows):
        others = [r for r in rows if r.question != question]
        if {r.label for r in others} != {True, False}:
            return None
        least[question] = best_threshold([r.label for r in others], [r.baseline for r in others])
    return [r.baseline >= least[r.question] for r in rows]
