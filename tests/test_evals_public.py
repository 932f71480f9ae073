"""Adapters for public data, on small invented files: what is scored, what is left out, and what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.judges.records import Judgement
from evals.metrics.bootstrap import Confusion, Groups, auc, best_threshold, difference, mean, ratio
from evals.metrics.rank import kendall_tau
from evals.public import bias, briefs, events, facts, same_answer, summhay
from evals.public.attempt import attempt
from evals.public.brief_measures import is_carried
from evals.public.event_groups import group_scores, place
from evals.public.report import Report
from evals.public.rows import Row, read_rows
from evals.public.untokenize import untokenize
from service.cli import main
from service.errors import BudgetReached, InputError
from service.records import Document, Sentence
from service.stages import split

FLOOD = [
    "The River Alder flooded the old town of Norham on Monday and killed 12 people , the county council said .",
    "Rescue boats brought 300 residents of Norham to a school on the hill above the River Alder .",
    "The council of Norham said that the River Alder rose by three metres in one night .",
]
FLOOD_TOO = [
    "At least 12 people were killed when the River Alder flooded the old town of Norham , the county council said .",
    "About 300 residents of Norham were brought to a school by rescue boats .",
    "Engineers of the council say the River Alder rose faster in Norham than in any year on record .",
]
TRANSFER = [
    "Rovers signed the striker Otto Lind from United for a fee of 34 million euros , the club said in Leeds .",
    "Lind scored 21 goals for United last season and will wear the number nine at Rovers .",
    "The manager of Rovers said that the striker would play in the cup match on Saturday .",
]
TRANSFER_TOO = [
    "The striker Otto Lind has joined Rovers from United for 34 million euros , the club in Leeds announced .",
    "Lind , who scored 21 goals for United , passed a medical check at Rovers in the morning .",
    "United will use the fee of 34 million euros to look for another striker .",
]
ARTICLES = {"f1": FLOOD, "f2": FLOOD_TOO, "t1": TRANSFER, "t2": TRANSFER_TOO}


def write(path: Path, rows: Sequence[Any]) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def said(claim: str, evidence: Sequence[str]) -> Judgement:
    """A judge that wants the claim's words, and has no opinion on a claim with a question mark."""
    held = claim.rstrip(".").casefold() in " ".join(evidence).casefold()
    return Judgement(supported=None if "?" in claim else held, by="a scripted judge")


def worded(claim: str, evidence: Sequence[str]) -> Judgement:
    """A judge that wants each word of the claim, those in a recorded edit's brackets left aside."""
    words = set(re.findall(r"\w+", re.sub(r"\[[^\]]*\]", " ", claim)))
    return Judgement(supported=words <= set(re.findall(r"\w+", " ".join(evidence))), by="a scripted judge")


class Thing(Row):
    name: str
    size: int


def test_rows_are_read_and_bad_lines_are_named(tmp_path: Path) -> None:
    lines = [{"name": "a", "size": 1, "other": 2}, "", '{"name": "b"', {"name": "c"}, "[1]", {"name": 1, "size": "x"}]
    found = read_rows(write(tmp_path / "things.jsonl", lines), Thing)
    assert [row.name for row in found.rows] == ["a"]
    problems = [str(bad) for bad in found.bad]
    assert problems[0].startswith("things.jsonl line 3: no JSON (")
    assert problems[1] == "things.jsonl line 4: field size: is missing"
    assert problems[2].startswith("things.jsonl line 5: field the row: ")
    assert problems[3].startswith("things.jsonl line 6: field name: ")
    assert problems[3].endswith("(and 1 more)")


def test_files_without_a_usable_row_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl cannot be read \(No such file"):
        read_rows(tmp_path / "nothing.jsonl", Thing)
    with pytest.raises(InputError, match="the file is empty"):
        read_rows(write(tmp_path / "empty.jsonl", ["", "  "]), Thing)
    with pytest.raises(InputError, match=r"no usable row; bad\.jsonl line 1: field size: is missing"):
        read_rows(write(tmp_path / "bad.jsonl", [{"name": "a"}]), Thing)
    (tmp_path / "latin.jsonl").write_bytes(b'{"name": "\xe9"}')
    with pytest.raises(InputError, match="not UTF-8 text"):
        read_rows(tmp_path / "latin.jsonl", Thing)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("`` It is n't ours , '' she said .", '"It isn\'t ours," she said.'),
        ('He said " never " twice .', 'He said "never" twice.'),
        ("the country ’ s 90 - day stay in the U . S .", "the country’s 90-day stay in the U.S."),
        ("at least $ 160 million ( 4 . 5 % ) of 1 , 000", "at least $160 million (4.5%) of 1,000"),
        ("Their offer - which failed - and Fox - Obama", "Their offer-which failed-and Fox - Obama"),
        ("a plain sentence.", "a plain sentence."),
    ],
)
def test_tokens_become_running_text(tokens: str, text: str) -> None:
    assert untokenize(tokens) == text


def test_statistics_agree_with_a_count_by_hand() -> None:
    labels, likeness = [True, True, False, False, True, False], [0.9, 0.5, 0.5, 0.1, 0.2, 0.3]
    groups = Groups(["a", "a", "b", "b", "c", "c"])
    once = [1, 1, 1]
    yes, no = [0.9, 0.5, 0.2], [0.5, 0.1, 0.3]
    wins = [(x > y) + (x == y) / 2 for x in yes for y in no]
    assert auc(labels, likeness, groups)(once) == pytest.approx(sum(wins) / 9)
    decided = [True, True, True, False, False, False]
    confusion = Confusion(labels, decided, groups)
    assert confusion.balanced_accuracy(once) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert confusion.balanced_accuracy([1, 0, 0]) is None
    assert confusion.macro_f1(once) == pytest.approx(2 / 3)
    assert confusion.recall([2, 1, 1]) == pytest.approx(4 / 5)
    assert confusion.specificity([0, 0, 0]) is None
    assert ratio([1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0], groups)(once) == pytest.approx(2 / 3)
    assert best_threshold([False, True, True], [0.1, 0.4, 0.8]) == 0.4
    with pytest.raises(ValueError, match="both classes"):
        best_threshold([True], [0.1])


def test_intervals_draw_whole_groups() -> None:
    groups = Groups(["a"] * 50 + ["b"] * 50)
    values = [1.0] * 50 + [0.0] * 50
    score = groups.score("x", mean(values, groups), n=100, by="hand")
    assert (score.value, score.low, score.high) == (0.5, 0.0, 1.0)  # rows drawn one by one would give 0.4 to 0.6
    paired = groups.score("gap", difference(mean(values, groups), mean(values, groups)), n=100, by="hand")
    assert (paired.low, paired.high) == (0.0, 0.0)
    alone = Groups(["a", "a"])
    assert alone.score("y", mean([0.0, 1.0], alone), n=2, by="hand").low is None
    assert groups.score("none", mean(values, groups), n=0, by="hand").value is None


def test_ranks() -> None:
    assert kendall_tau([1, 2, 3], [10, 20, 30]) == 1
    assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1
    assert kendall_tau([1, 1, 2], [1, 2, 3]) == pytest.approx(2 / (2 * 3) ** 0.5)
    assert kendall_tau([1, 1], [1, 2]) is None


def test_a_failing_product_is_counted_and_a_missing_model_is_not() -> None:
    assert attempt(lambda: 1 // 0).failure == "the product failed (ZeroDivisionError)"

    def spent() -> None:
        raise BudgetReached("no money left")

    with pytest.raises(BudgetReached):
        attempt(spent)


def article_rows() -> list[dict[str, Any]]:
    rows = [{"id": k, "sentences": v, "topic": 1, "event": k[0]} for k, v in ARTICLES.items()]
    rows += [{**row, "id": f"{row['id']}x", "topic": 2} for row in rows]
    address = ["http : / / example . org / flood", *FLOOD]
    rows.append({"id": "g", "sentences": address, "topic": 3, "event": "f", "first_text_sentence": 1})
    return [*rows, {"id": "short", "sentences": ["Too short ."], "topic": 1, "event": "f"}]


def pair(a: str, b: str, label: int | None, split: str = "train") -> dict[str, Any]:
    return {"a": a, "b": b, "label": label, "split": split}


def test_events(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs.jsonl", article_rows())
    rows: list[Any] = [pair("f1", "f2", 1), pair("t1", "t2", 1), pair("f1", "t1", 0), pair("f2", "t2", 0)]
    rows += [pair("f1x", "f2x", 1, "dev"), pair("f1x", "t1x", 0, "dev"), pair("f1x", "t2x", 1, "dev")]
    left_out = [pair("f1", "short", 1), pair("f1", "nowhere", 0), pair("f1", "f2", None)]
    report = events.score_events(docs, write(tmp_path / "pairs.jsonl", [*rows, *left_out, {"a": "f1"}]))
    assert (report.rows, report.scored, sum(report.unscored.values())) == (10, 7, 3 + 1)
    assert report.unscored["article: refused: too_short"] == 1
    assert report.bad_lines[0].problem == "field b: is missing (and 1 more)"
    assert report.score("pairs, same found").value == 3 / 4  # one label is wrong on purpose
    assert report.score("pairs, different kept apart").value == 1
    assert report.score("pairs, balanced accuracy").unscored == 3
    assert report.score("dev pairs, baseline, threshold of train").value == pytest.approx(3 / 4)
    assert report.score("groups, B-cubed F1").value == 1
    assert report.score("groups, articles in the wrong group").value == 0
    with pytest.raises(InputError, match="not one pair"):
        events.score_events(docs, write(tmp_path / "pairs.jsonl", left_out))


def test_articles_on_which_the_product_fails_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = split.run

    def broken(documents: Sequence[Document]) -> tuple[Sentence, ...]:
        if any("Engineers" in document.text for document in documents):
            raise ArithmeticError("a number that is none")
        return real(documents)

    monkeypatch.setattr(split, "run", broken)
    rows = [pair("f1", "f2", 1), pair("t1", "t2", 1), pair("f1", "t1", 0)]
    docs, pairs = write(tmp_path / "docs.jsonl", article_rows()), write(tmp_path / "pairs.jsonl", rows)
    report = events.score_events(docs, pairs)
    assert report.scored == 2
    assert report.unscored["an article was refused or failed"] == 1
    assert report.unscored["article: the product failed (ArithmeticError)"] == 2


def test_groups_agree_with_a_count_by_hand() -> None:
    event_of = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"}
    placed = place("t", event_of, [{"a1", "a2", "b1"}, {"a3"}, {"a1", "b2"}])
    scores = {s.name.removeprefix("groups, "): s.value for s in group_scores(placed, by="hand", unscored=0)}
    assert scores["B-cubed precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 / 3 + 1) / 5)
    assert scores["B-cubed recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)
    assert scores["articles in the wrong group"] == pytest.approx(1 / 5)


def test_same_answer(tmp_path: Path) -> None:
    rows = [
        {"question": q, "a": "for three years", "b": b, "label_same": label}
        for q in ("How long?", "Until when?")
        for b, label in (("for three years", 1), ("three years", 1), ("until the harvest", 0), ("nobody knows", 0))
    ]
    path = write(tmp_path / "answers.jsonl", [*rows, {**rows[0], "label_same": None}, {**rows[0], "a": ""}])
    report = same_answer.score_same_answer(path)
    assert (report.rows, report.scored, report.unscored) == (9, 8, {"no label": 1})
    assert report.bad_lines[0].line == 10
    assert report.score("balanced accuracy").value == 1
    assert report.score("auc").value == 1
    assert report.score("balanced accuracy beyond the baseline").value == 0
    opposite = [{"question": "Did it pass?", "a": "it passed", "b": "it did not pass", "label_same": 0}]
    apart = same_answer.score_same_answer(write(path, opposite))
    assert apart.score("different kept apart").value == 1
    assert apart.score("balanced accuracy").value is None
    assert "unscored" in "\n".join(apart.lines())


def test_bias(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "The regime closed three newspapers.", "label": 1, "biased_words": ["regime", "closed"]},
        {"text": 'He said: "The regime closed three newspapers."', "label": 0, "biased_words": []},
        {"text": "The ministry closed three newspapers.", "label": 0, "biased_words": []},
        {"text": "A shameful day for the town.", "label": None, "biased_words": ["shameful"]},
    ]
    report = bias.score_bias(write(tmp_path / "babe.jsonl", rows))
    assert report.unscored == {"no label: the judges did not agree": 1}
    assert report.score("macro-F1").value == 1
    assert report.score("balanced accuracy, any voice").value == 0.75
    assert report.score("words, precision").value == 0.5  # the hit in the quotation is not marked
    assert report.score("words, recall").value == 0.5


def fact(system: str, doc: str, words: str, label: int | None, **more: Any) -> dict[str, Any]:
    kind = system.partition("/")[0]
    summary = "the river rose and the school opened"
    return {"doc_id": doc, "system": system, "kind": kind, "summary": summary, "fact": words, "label": label, **more}


def test_facts(tmp_path: Path) -> None:
    rows = [fact("abs/one", d, "The river rose.", 1) for d in ("d1", "d2")]
    rows += [fact("abs/one", "d1", "A school closed.", 0), fact("abs/one", "d2", "the school opened", 0)]
    rows += [fact("ext/two", d, "A bridge fell.", label) for d, label in (("d1", 1), ("d2", 0))]
    left_out = [
        fact("abs/one", "d1", "?", 1),
        fact("abs/one", "d1", "x", 1, tie=True),
        fact("abs/one", "d1", "x", None),
    ]
    report = facts.score_facts(write(tmp_path / "facts.jsonl", [*rows, *left_out]), judge=said)
    assert report.by == "a scripted judge"
    assert report.unscored == {"no label": 1, "the judge gave no verdict": 1, "the votes are tied": 1}
    assert report.score("abstractive, balanced accuracy").value == 0.75
    assert report.score("extractive, present found").value == 0
    assert report.score("systems, Kendall tau").value is None  # people find half of the facts in either system
    ranked = facts.score_facts(write(tmp_path / "facts.jsonl", [*rows[:3], *rows[4:]]), judge=said)
    assert ranked.score("systems, Kendall tau").value == 1
    with pytest.raises(InputError, match="not one row"):
        facts.score_facts(write(tmp_path / "facts.jsonl", left_out), judge=said)


def event_row(name: str, sister: str, *texts: list[str]) -> dict[str, Any]:
    docs = [{"id": f"{name}{n}", "sentences": sentences} for n, sentences in enumerate(texts)]
    shared = [{"texts": ["flooded"], "n_docs": 2}, {"texts": ["said", "Told"], "n_docs": 2}]
    return {"id": name, "sister": sister, "docs": docs, "shared_events": shared}


def test_briefs(tmp_path: Path) -> None:
    rows = [event_row("flood", "transfer", FLOOD, FLOOD_TOO), event_row("transfer", "flood", TRANSFER, TRANSFER_TOO)]
    rows.append(event_row("lonely", "nowhere", FLOOD))
    path = write(tmp_path / "events.jsonl", rows)
    report = briefs.score_briefs(path, judge=worded)
    assert (report.rows, report.scored) == (3, 2)
    assert report.unscored == {briefs.FEW: 1, "planted: no sister event in the file": 1}
    assert report.score("planted: purity").value == 1
    assert report.score("planted: intruder named").value == 1
    assert report.score("false split").value == 0
    assert report.score("supported").value == 1  # what the extractive writer publishes are the words it cites
    carried = report.score("shared facts carried")
    assert (carried.value, carried.n, carried.unscored) == (0.5, 2, 2)
    assert 0 < (report.score("words a brief").value or 0) < sum(len(s.split()) for s in (*FLOOD, *FLOOD_TOO))
    alone = briefs.score_briefs(path, limit=1, with_sister=False, judge=said)
    assert alone.rows == 1
    assert not any(score.name.startswith("planted") for score in alone.scores)


def test_briefs_of_paragraphs(tmp_path: Path) -> None:
    docs = [
        {"source": name, "title": "Water", "date": "2024-05-01", "paragraphs": [text[:2], text[2:]]}
        for name, text in (("herald", FLOOD), ("mail", FLOOD_TOO))
    ]
    path = write(tmp_path / "basil.jsonl", [{"id": "b1", "docs": docs}, {"id": "b2", "docs": [{"source": "mail"}]}])
    report = briefs.score_briefs(path, with_sister=False, judge=said)
    assert report.score("sentences a brief").value
    assert "an article needs sentences or paragraphs" in report.bad_lines[0].problem


def test_shared_facts_are_told_from_the_act_of_reporting() -> None:
    assert is_carried(["double - murder", "flooded"], ["A double-murder in the town."]) is True
    assert is_carried(["flood"], ["The flooded town."]) is False
    assert is_carried(["According to", "said"], ["Anna Berg said so."]) is None


def test_summhay(tmp_path: Path) -> None:
    texts = {k: " ".join(untokenize(s) for s in v) for k, v in ARTICLES.items()}
    held = {"f1": ["rose"], "f2": ["killed"], "t1": [], "t2": []}
    docs = [{"id": k, "text": v, "facts": held[k]} for k, v in texts.items()]
    wanted = {"rose": "The River Alder rose by three metres in one night.", "killed": "A dam of clay broke upstream."}
    told = [{"insight_id": k, "insight": v} for k, v in wanted.items()]
    topic = {"id": "q", "query": "How far did the River Alder rose in one night?", "facts": told}
    path = write(tmp_path / "hay.jsonl", [{"id": "s", "synthetic_docs": docs, "subtopics": [topic, topic]}])
    wide = summhay.score_summhay(path, sentences=20, limit=1, judge=said)
    assert (wide.rows, wide.scored, wide.score("coverage").n) == (1, 1, 2)
    for suffix in ("", ", key words"):
        assert wide.score(f"coverage{suffix}").value == 0.5
        assert wide.score(f"citation F1{suffix}").value == 1
        assert wide.score(f"joint{suffix}").value == 0.5
    silent = summhay.score_summhay(path, limit=1, judge=lambda *_: Judgement(supported=None, by="silent"))
    assert (silent.score("coverage").value, silent.score("coverage").unscored) == (None, 2)
    narrow = summhay.score_summhay(path, judge=said)
    assert (narrow.score("sentences a brief").value or 9) <= 2 < (wide.score("sentences a brief").value or 0)


def test_reports_are_json_and_lines(tmp_path: Path) -> None:
    rows = [fact("abs/one", "d1", "The river rose.", 1), fact("abs/one", "d2", "A bridge fell.", 0)]
    bad = [{"doc_id": "d"} for _ in range(7)]
    report = facts.score_facts(write(tmp_path / "facts.jsonl", [*rows, *bad]), judge=said)
    assert Report.model_validate_json(report.model_dump_json()) == report
    lines = report.lines()
    assert "fact in the summary (facts.jsonl)" in lines[0]
    assert any("bad lines: 7" in line for line in lines)
    assert any("and 2 more" in line for line in lines)
    assert any("all, balanced accuracy" in line and "100.0 %" in line and "n = 2" in line for line in lines)
    with pytest.raises(KeyError, match="there are: all"):
        report.score("nonsense")


def test_the_scorer_of_the_check_judges_too_and_its_thresholds_travel(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [
        {"docs": ["Ann Lee opened the bridge on Monday."], "claim": text, "label": label, "dataset": name}
        for name in ("a", "b")
        for text, label in (("Ann Lee opened the bridge on Monday.", 1), ("Tom Osk closed two schools in May.", 0))
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["eval", "support", "--data", str(path), "--by", "scorer"]) == 0
    assert "entailment scorer of the check" in capsys.readouterr().out
    assert main(["eval", "support", "--data", str(path), "--by", "scorer", "--transfer", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "threshold chosen on" in shown
    assert "rows: a" in shown
