"""`evenhand brief`: where the brief goes, what is said beside it, and the exit codes."""

from __future__ import annotations

import io
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.records.reading import read_brief
from tests.cli_support import TRAM, Evenhand, write_articles


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    return write_articles(tmp_path)


def test_a_brief_goes_to_standard_output_and_remarks_do_not(evenhand: Evenhand, articles: list[Path]) -> None:
    ran = evenhand("brief", *articles)
    assert ran.code == 0
    assert ran.out.startswith("# Brief of 2 articles")
    assert "84 million crowns" in ran.out
    assert ran.err.splitlines() == [
        "evenhand: writer extractive, as no model is configured (--model or --local-model)",
        "evenhand: the inputs report 2 events; the brief keeps them apart (--on-mixed refuse stops instead)",
    ]


@pytest.mark.parametrize("options", [("--writer", "extractive", "--on-mixed", "split"), ("--quiet",)])
def test_nothing_is_said_of_a_writer_that_was_asked_for_or_when_quiet(
    evenhand: Evenhand, articles: list[Path], options: tuple[str, ...]
) -> None:
    ran = evenhand("brief", articles[0], *options)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    ("shape", "beginning"),
    [("md", "# Brief of 1 article"), ("terminal", "Brief of 1 article"), ("json", "{"), ("html", "<!doctype html>")],
)
def test_each_format(evenhand: Evenhand, articles: list[Path], shape: str, beginning: str) -> None:
    ran = evenhand("brief", articles[0], "--format", shape)
    assert ran.out.lower().startswith(beginning.lower())


@pytest.mark.parametrize(
    ("name", "options", "beginning"),
    [
        ("brief.json", (), "{"),
        ("brief.HTML", (), "<!doctype html>"),
        ("brief.md", (), "# Brief"),
        ("brief", (), "# Brief"),
        ("brief.json", ("--format", "md"), "# Brief"),
        ("brief.docx", ("--format", "md"), "# Brief"),
    ],
)
def test_out_writes_a_whole_file_and_nothing_else(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path, name: str, options: tuple[str, ...], beginning: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / name
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    ran = evenhand("brief", articles[0], "--out", target, *options)
    assert (ran.code, ran.out) == (0, "")
    assert target.read_text(encoding="utf-8").lower().startswith(beginning.lower())
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(folder.iterdir()) == [target]


def test_a_link_stays_one_and_what_is_no_file_is_never_replaced(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path
) -> None:
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert evenhand("brief", articles[0], "--quiet", "--out", link).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("# Brief")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        assert evenhand("brief", articles[0], "--quiet", "--out", pipe).code == 0
        assert read.result(timeout=20).startswith("# Brief")
    assert pipe.is_fifo()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "decisions:\n", "author: me\ndecisions: []\n"])
def test_a_file_without_a_decision_is_told_in_one_line(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path, text: str
) -> None:
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    ran = evenhand("brief", articles[0], "--writer", "extractive", "--decisions", tmp_path / "d.yaml")
    assert ran.code == 0
    assert ran.err.startswith(f"evenhand: {tmp_path / 'd.yaml'}: holds no decision, so that nothing is decided; take")
    assert ran.err.count("\n") == 1


def test_out_may_name_standard_output(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    ran = evenhand("brief", articles[0], "--quiet", "--out", "-")
    assert (ran.code, ran.out[:7]) == (0, "# Brief")
    assert not Path("-").exists()


def test_an_empty_term_list_and_an_empty_focus_are_no_wish(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "t.toml").touch()
    plain = evenhand("brief", articles[0], "--quiet")
    ran = evenhand("brief", articles[0], "--writer", "extractive", "--terms", tmp_path / "t.toml", "--focus", "  ")
    assert ran.code == 0
    assert ran.out.partition("## How")[0] == plain.out.partition("## How")[0]
    assert ran.err == f"evenhand: {tmp_path / 't.toml'}: changes nothing of our own list; write [[term]] entries\n"


def test_a_new_file_has_the_usual_permissions(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    evenhand("brief", articles[0], "--out", tmp_path / "brief.md")
    assert (tmp_path / "brief.md").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_trace_writes_the_records_of_each_stage(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "made" / "trace"
    ran = evenhand("brief", *articles, "--trace", folder, "--format", "json")
    assert ran.code == 0
    names = {path.name for path in folder.iterdir()}
    assert {"documents.jsonl", "sentences.jsonl", "claims.jsonl", "events.jsonl", "clusters.jsonl"} <= names
    documents = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [document["id"] for document in documents] == ["S1", "S2"]
    assert read_brief((folder / "brief.json").read_text("utf-8")) == read_brief(ran.out)


def test_meta_terms_and_settings_reach_the_brief(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    terms = tmp_path / "terms.toml"
    entry = '[[term]]\nid = "x"\nreferent = "estimate"\npattern = "cost estimate"\nneutral = "figure"\n'
    terms.write_text(f'{entry}handling = "replace"\n', encoding="utf-8")
    metas = ("--meta", "S1.published=2025-03-04", "--meta", "S2.outlet=The Harbour Post", "--meta", "S1.title=A=B")
    ran = evenhand("brief", *articles, *metas, "--terms", terms, "--sentences", 3, "--format", "json")
    brief = read_brief(ran.out)
    first, second = brief.sources
    assert first.published is not None
    assert (first.published.date().isoformat(), first.title, second.outlet) == ("2025-03-04", "A=B", "The Harbour Post")
    assert 2 <= len(brief.sentences) <= 3
    assert brief.provenance.settings["sentences"] == "3"


def test_options_win_over_the_environment(
    evenhand: Evenhand, articles: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_SENTENCES", "2")
    made = [
        read_brief(evenhand("brief", articles[0], "--format", "json", *more).out) for more in ((), ("--sentences", 4))
    ]
    assert [brief.provenance.settings["sentences"] for brief in made] == ["2", "4"]


def test_standard_input(evenhand: Evenhand, articles: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRAM.encode())))
    ran = evenhand("brief", "-", articles[1], "--format", "json")
    assert [source.label for source in read_brief(ran.out).sources] == ["stdin", str(articles[1])]


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 2)])
def test_a_failed_input_is_named_and_the_rest_is_briefed(
    evenhand: Evenhand, articles: list[Path], tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    (tmp_path / "short.txt").write_text("Too short.", encoding="utf-8")
    ran = evenhand("brief", articles[0], tmp_path / "none.txt", tmp_path / "short.txt", "--quiet", *options)
    assert ran.code == code
    assert ran.out.startswith("# Brief of 1 article")
    missing, short = ran.err.splitlines()
    assert missing == f"evenhand: S2 {tmp_path / 'none.txt'}: no such file; check the path"
    assert short.startswith(f"evenhand: S3 {tmp_path / 'short.txt'}: only 2 words")


def test_a_focus_that_nothing_meets_is_no_brief(evenhand: Evenhand, articles: list[Path]) -> None:
    ran = evenhand("brief", *articles, "--focus", "violin\x1b[31m", "--quiet")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("evenhand: nothing in the inputs is near enough to --focus 'violin")
    assert "\x1b" not in ran.err


def test_a_focus_is_met(evenhand: Evenhand, articles: list[Path]) -> None:
    ran = evenhand("brief", *articles, "--focus", "passengers of the ferry", "--format", "json")
    assert ran.code == 0
    assert any("ferry" in sentence.text for sentence in read_brief(ran.out).sentences)


def test_mixed_events_can_be_refused(evenhand: Evenhand, articles: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    ran = evenhand("brief", *articles, "--on-mixed", "refuse", "--quiet", "--out", target)
    assert (ran.code, ran.out, target.exists()) == (2, "", False)
    assert ran.err.startswith("evenhand: the inputs report 2 events (E1 ")
    assert ran.err.count("\n") == 1
    assert evenhand("brief", articles[0], "--on-mixed", "refuse", "--quiet").code == 0
