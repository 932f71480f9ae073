"""`evenhand check`: our own briefs, briefs that somebody changed, and anybody's text."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import FERRY, SEEDS, TRAM, Evenhand, write_articles


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    return write_articles(tmp_path)


@pytest.fixture
def brief(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> Path:
    target = tmp_path / "brief.json"
    assert evenhand("brief", *articles, "--quiet", "--out", target).code == 0
    return target


def test_our_own_brief_of_the_seeds_is_clean(evenhand: Evenhand, tmp_path: Path) -> None:
    target = tmp_path / "brief.json"
    assert evenhand("brief", SEEDS, "--writer", "extractive", "--out", target).code == 0
    ran = evenhand("check", target, SEEDS)
    assert (ran.code, ran.err) == (0, "")
    count = len(json.loads(target.read_text("utf-8"))["sentences"])
    assert ran.out.endswith(f"\n{count} sentences: {count} supported, 0 unsupported, 0 unscored, 0 uncited\n")


def test_a_brief_from_standard_input_and_articles_in_another_order(
    evenhand: Evenhand, brief: Path, articles: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(brief.read_bytes())))
    ran = evenhand("check", "-", *reversed(articles))
    assert ran.code == 0
    assert " 0 unsupported, 0 unscored, 0 uncited" in ran.out


def test_a_changed_number_is_found_and_named(evenhand: Evenhand, brief: Path, articles: list[Path]) -> None:
    text = brief.read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    (number,) = (n for n, s in enumerate(data["sentences"]) if "84 million" in s["text"])
    changed = data["sentences"][number]
    changed["text"] = changed["text"].replace("84 million", "94 million")
    brief.write_text(json.dumps(data), encoding="utf-8")
    ran = evenhand("check", brief, *articles)
    assert ran.code == 1
    (line,) = (line for line in ran.out.splitlines() if line.startswith(f"{changed['id']} "))
    assert line.startswith(f"{changed['id']} unsupported: number")
    assert "94 million" in line
    assert f"problem: {changed['id']}: undoing its edits does not give a cited slice" in ran.out
    assert ", 1 unsupported, 0 unscored" in ran.out


@pytest.mark.parametrize(("encoding", "told"), [("utf-16", ""), ("iso8859-9", "read as Windows-1254 (ISO-8859-9)")])
def test_a_text_of_another_encoding_is_read_as_articles_are(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path, encoding: str, told: str
) -> None:
    text = "The coast guard said that all passengers were taken ashore by the evening. [2]\nErdoğan of Muğla came.\n"
    (tmp_path / "s.txt").write_bytes(text.encode(encoding))
    ran = evenhand("check", tmp_path / "s.txt", *articles)
    assert "T1 (line 1) supported" in ran.out
    assert "Erdoğan of Muğla came." in ran.out
    assert told in ran.err
    assert bool(ran.err) == bool(told)


def test_a_source_that_is_not_given_is_said(evenhand: Evenhand, brief: Path, articles: list[Path]) -> None:
    articles[1].write_text(FERRY.replace("212", "213"), encoding="utf-8")
    ran = evenhand("check", brief, *articles)
    assert ran.code == 1
    assert f"missing: no input has the text of S2 ({articles[1]}), whose text is now another one\n" in ran.out
    assert "give each article as it was when the brief was made, or make the brief again\n" in ran.out
    assert " unscored: the cited source is not among the inputs: S2\n" in ran.out
    assert "does not match" not in ran.out
    assert "only a model or a reader" not in ran.out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "the brief is not JSON"),
        ('{"a": 1}', "it has no schema_version"),
        ('{"schema_version": "9.0"}', "schema version '9.0'"),
        ('{"schema_version": "1.0"}', "is damaged in"),
        ("# Title\n\nSources\n", "there is no sentence in it"),
        ("# Brief of 2 articles: 2 reported events\n\nA [1].\n\n## How this was made\n", "our own Markdown"),
    ],
)
def test_a_text_that_cannot_be_checked(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path, content: str, words: str
) -> None:
    target = tmp_path / "text.md"
    target.write_text(content, encoding="utf-8")
    ran = evenhand("check", target, *articles)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_our_own_markdown_is_recognised(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    assert evenhand("brief", *articles, "--quiet", "--out", target).code == 0
    ran = evenhand("check", target, *articles)
    assert ran.code == 2
    assert "our own Markdown" in ran.err


FOREIGN = """# What happened

Captain Ines Vork told reporters that the steering had failed in heavy rain. [2] The line will cost 99 million crowns,
the council said [1]. Two hours later, the coast guard said that all passengers were ashore [2][7].
Nobody knows why\x1b[31m.

## Sources

[1] tram.txt
[2] ferry.txt
"""


def test_a_foreign_text(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    target.write_text(FOREIGN, encoding="utf-8")
    ran = evenhand("check", target, *articles)
    assert ran.code == 1
    assert "\x1b" not in ran.out
    verdicts = [line for line in ran.out.splitlines() if line.startswith("T")]
    assert verdicts[0] == "T1 (line 3) supported"
    assert verdicts[1].startswith("T2 (line 3) unsupported: number, a number does not occur")
    assert verdicts[1].endswith(": 99 million")
    assert verdicts[2] == (
        "T3 (line 4) unscored: date, the sentence could not be checked: Two hours later; no usable input for S7"
    )
    assert verdicts[3] == "T4 (line 5) uncited"
    shown = ran.out.splitlines()
    held = shown[shown.index(verdicts[0]) + 2]
    assert held.startswith("    S2: ")
    assert held.removeprefix("    S2: ") in " ".join(articles[1].read_text("utf-8").split())
    assert ran.out.splitlines()[-5:] == [
        "4 sentences: 1 supported, 1 unsupported, 1 unscored, 1 uncited",
        "unscored: no gate failed, but only a model or a reader can say that the sentence follows",
        "citation recall: 0.33 (1 of 3 scored)",
        "citation precision: 0.50 (1 of 2 scored)",
        "not checked: 4 lines of headings, labels, tables or sources",
    ]


def test_the_report_as_json(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "summary.txt"
    target.write_text(FOREIGN, encoding="utf-8")
    ran = evenhand("check", target, *articles, "--json")
    report = json.loads(ran.out)
    assert ran.code == 1
    assert report["totals"] == {"supported": 1, "unsupported": 1, "unscored": 1, "uncited": 1}
    assert report["citation_recall"] == {"hits": 1, "of": 3}
    second = report["sentences"][1]
    assert (second["gate"], second["reason"], second["words"]) == (
        "number",
        "number_not_in_source",
        ["99 million"],
    )
    texts = {"S1": TRAM, "S2": FERRY}
    cited = [c for sentence in report["sentences"] for c in sentence["evidence"]]
    assert cited
    assert all(texts[c["doc"]][c["start"] : c["end"]] == c["quote"] for c in cited)


def test_only_what_could_not_be_checked_is_no_failure(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "summary.txt"
    target.write_text("Two hours later Captain Vork said that the steering had failed [2].", encoding="utf-8")
    ran = evenhand("check", target, *articles)
    assert ran.code == 0
    assert "1 sentence: 0 supported, 0 unsupported, 1 unscored, 0 uncited" in ran.out
    assert "citation recall: nothing scored" in ran.out


def test_an_input_that_failed_is_named(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "summary.txt"
    target.write_text("Captain Vork said that the steering failed [3].", encoding="utf-8")
    ran = evenhand("check", target, tmp_path / "none.txt", *articles)
    assert ran.code == 0
    assert ran.err == f"evenhand: S1 {tmp_path / 'none.txt'}: no such file; check the path\n"
