"""Classification figures against values worked out by hand, and the scoring of a labelled file."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.judges.records import Judgement
from evals.metrics.classify import (
    auc,
    balanced_accuracy,
    balanced_accuracy_interval,
    best_threshold,
    f1,
    macro_f1,
)
from evals.public.support import score_support, transfer_table
from service.errors import InputError

YES, NO = True, False


def test_figures_equal_those_worked_out_by_hand() -> None:
    labels = [YES, YES, YES, NO, NO]
    decided = [YES, YES, NO, NO, YES]
    assert balanced_accuracy(labels, decided) == pytest.approx((2 / 3 + 1 / 2) / 2)
    assert f1(labels, decided) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert macro_f1(labels, decided) == pytest.approx((4 / 6 + 2 / 4) / 2)


def test_auc_counts_ties_half() -> None:
    assert auc([YES, YES, NO, NO], [0.9, 0.5, 0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert auc([YES, NO], [0.2, 0.8]) == 0.0


def test_one_class_has_no_figure() -> None:
    assert balanced_accuracy([YES, YES], [YES, NO]) is None
    assert auc([NO, NO], [0.1, 0.2]) is None
    assert f1([NO], [NO]) is None
    assert balanced_accuracy([], []) is None


def test_best_threshold_separates() -> None:
    assert best_threshold([NO, NO, YES, YES], [0.1, 0.4, 0.6, 0.9]) == 0.6
    with pytest.raises(ValueError, match="both classes"):
        best_threshold([YES], [0.3])


def test_interval_is_wider_when_rows_of_one_document_stick_together() -> None:
    labels = [bool(i % 2) for i in range(400)]
    decided = [label if (i // 20) % 4 else not label for i, label in enumerate(labels)]
    alone = balanced_accuracy_interval(labels, decided, [str(i) for i in range(400)])
    together = balanced_accuracy_interval(labels, decided, [str(i // 20) for i in range(400)])
    assert alone is not None
    assert together is not None
    assert alone[0] < 0.75 < alone[1]
    assert together[1] - together[0] > 1.5 * (alone[1] - alone[0])


def test_a_thousand_draws_of_a_thousand_rows_are_quick() -> None:
    labels = [bool(i % 3) for i in range(1000)]
    start = time.process_time()
    balanced_accuracy_interval(labels, labels, [str(i) for i in range(1000)])
    assert time.process_time() - start < 10


def share_found(claim: str, evidence: Sequence[str]) -> Judgement:
    """A judge whose verdict can be worked out by hand."""
    words = claim.split()
    if not evidence:
        return Judgement(supported=None, by="share", note="nothing is cited")
    share = sum(w in " ".join(evidence).split() for w in words) / len(words)
    return Judgement(supported=share > 0.5, probability=share, by="share")


def write(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), "utf-8")
    return path


ROWS = [
    {"doc": "a b c d", "claim": "a b", "label": 1, "dataset": "x"},
    {"doc": "a b c d", "claim": "a z", "label": 0, "dataset": "x"},
    {"docs": ["e f", "g h"], "claim": "e g x y", "label": 1, "dataset": "y"},
    {"docs": ["e f", "g h"], "claim": "q r", "label": 0, "dataset": "y"},
    {"docs": [], "claim": "q r", "label": 0, "dataset": "y"},
]


def test_a_file_is_scored_whole_and_by_data_set(tmp_path: Path) -> None:
    report = score_support(write(tmp_path / "f.jsonl", ROWS), judge=share_found)
    assert (report.n, report.positives, report.unscored, report.groups) == (4, 2, 1, 2)
    assert report.balanced_accuracy == pytest.approx(75.0)  # one yes of two found, no false yes
    assert report.auc == pytest.approx(87.5)  # shares 1 and 1/2 against 1/2 and 0
    assert report.by_dataset["x"].balanced_accuracy == pytest.approx(100.0)
    assert report.by_dataset["y"].balanced_accuracy == pytest.approx(50.0)
    assert report.mean_by_dataset == pytest.approx(75.0)
    assert json.loads(report.model_dump_json())["by_dataset"]["y"]["unscored"] == 1
    assert "unscored 1" in report.lines()[1]


def test_bad_lines_are_named_and_not_fatal(tmp_path: Path) -> None:
    path = write(tmp_path / "f.jsonl", [*ROWS, "{", {"claim": "a", "label": 1}, {"doc": "a", "claim": "a", "label": 2}])
    report = score_support(path, judge=share_found)
    assert [bad.line for bad in report.bad_lines] == [6, 7, 8]
    assert "neither doc nor docs" in report.bad_lines[1].problem
    assert report.n == 4
    with pytest.raises(InputError, match="no usable row"):
        score_support(write(tmp_path / "none.jsonl", ["{"]), judge=share_found)


def test_a_threshold_comes_from_the_other_file_only(tmp_path: Path) -> None:
    other = write(
        tmp_path / "other.jsonl",
        [{"doc": "a b", "claim": "a z y x", "label": 1}, {"doc": "a b", "claim": "z y x", "label": 0}],
    )
    report = score_support(write(tmp_path / "f.jsonl", ROWS), threshold_from=other, judge=share_found)
    assert report.threshold == 0.5
    moved = report.transferred
    assert moved is not None
    assert (moved.threshold, moved.chosen_on) == (0.25, "other.jsonl")
    assert moved.balanced_accuracy == pytest.approx(75.0)  # both yes found, one of two no
    one_class = write(tmp_path / "one.jsonl", [ROWS[0]])
    with pytest.raises(InputError, match="both labels"):
        score_support(tmp_path / "f.jsonl", threshold_from=one_class, judge=share_found)


def test_transfer_table_holds_every_ordered_pair(tmp_path: Path) -> None:
    table = transfer_table([write(tmp_path / "f.jsonl", ROWS)], judge=share_found)
    cells = table.cells
    assert [(c.chosen_on, c.applied_to) for c in cells] == [("f: x", "f: y"), ("f: y", "f: x")]
    assert cells[0].threshold == 1.0
    assert cells[0].balanced_accuracy == pytest.approx(50.0)
    assert cells[0].own_best == pytest.approx(100.0)
