"""``evenhand eval`` as a user calls it: real runs on seeds and planted sentences, and what it says of faults."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evals.labels.load import load_planted
from evals.metrics.score import Score
from evals.running.floors import Floor, Floors, pin, write_floors
from evals.running.folder import RunFolder
from evals.running.gate import scores_of
from evals.running.gating import GatePlan, pin_anew
from evals.running.hashes import labels_hash, sealed_hash
from evals.running.run import SUITES
from evals.suites.records import SystemReport
from evals.suites.systems import BASELINES, WRITERS
from service.cli import eval_texts, main
from service.cli.eval_app import COMMANDS, PUBLIC
from service.cli.eval_options import OneSuite, Suite, System
from service.errors import InputError
from tests.cli_support import Evenhand, run_child

# What a command of the evaluation may load when it runs, but not to show its help.
LATE = ("evals", "service.pipeline", "service.records", "service.settings", "jinja2")


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One real run of the extractive writer on the seeds."""
    folder = tmp_path_factory.mktemp("runs") / "first"
    assert main(["eval", "run", "--suite", "seeds", "--writer", "extractive", "--out", str(folder), "--quiet"]) == 0
    return folder


def test_the_choices_are_those_of_the_runner() -> None:
    assert [suite.value for suite in Suite] == [*SUITES, "all"]
    assert [suite.value for suite in OneSuite] == list(SUITES)
    assert {system.value for system in System} == {*WRITERS, *BASELINES}


@pytest.mark.parametrize("name", [row[0] for row in (*COMMANDS, *PUBLIC)])
def test_help_of_every_command(evenhand: Evenhand, name: str) -> None:
    ran = evenhand("eval", name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: evenhand eval {name} ")


def test_help_loads_nothing_of_the_evaluation(child_environment: dict[str, str]) -> None:
    program = "import sys; from service.cli import main; code = main(['eval', 'run', '--help'])\n"
    program += f"print(code, *sorted(set(sys.modules) & set({LATE})), file=sys.stderr)"
    done = subprocess.run(
        (sys.executable, "-c", program), env=child_environment, check=True, capture_output=True, text=True
    )
    assert done.stderr.split() == ["0"]


def examples() -> list[str]:
    texts = (eval_texts.RUN_EPILOG, eval_texts.REPORT_EPILOG, eval_texts.COMPARE_EPILOG)
    return [line.strip() for text in texts for line in text.splitlines() if "evenhand " in line]


@pytest.mark.parametrize("example", [line for line in examples() if " run --" not in line or "--replay" in line])
def test_the_examples_are_usage_that_is_understood(
    evenhand: Evenhand, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Their folders and recordings do not exist here: the complaint must be about them, not about an option.
    monkeypatch.chdir(tmp_path)
    ran = evenhand(*shlex.split(example)[1:])
    assert ran.code == 2
    assert "does not exist" in ran.err, ran.err


def test_a_run_reports_scores_with_all_that_stands_beside_them(evenhand: Evenhand, run_folder: Path) -> None:
    ran = evenhand("eval", "report", run_folder)
    assert (ran.code, ran.err) == (0, "")
    lines = {re.split(r"  +", line.strip())[0]: line for line in ran.out.splitlines()}
    for name in ("fact recall, cited", "citation precision"):
        assert re.search(
            r"\d % +\[[\d.]+, [\d.]+\] +n \d+, \d+ unscored +by .*, of \d+ sentences, \d+ words", lines[name]
        )
    assert re.search(r"^seeds, extractive: \d+ sentences, \d+ words, \d+ withheld$", ran.out, re.MULTILINE)
    report = SystemReport.model_validate_json((run_folder / "seeds" / "extractive.json").read_text("utf-8"))
    missed = [fact.id for fact in report.facts if fact.importance == 3 and not fact.cited_by]
    assert re.findall(r"^    (F\d+) \(3\)", ran.out, re.MULTILINE) == missed


def test_the_report_as_json_is_the_whole_run(evenhand: Evenhand, run_folder: Path) -> None:
    ran = evenhand("eval", "report", run_folder, "--format", "json")
    found = json.loads(ran.out)
    assert found["info"]["systems"] == ["extractive"]
    assert found["seeds"]["extractive"] == json.loads((run_folder / "seeds" / "extractive.json").read_text("utf-8"))


def test_the_report_as_a_page_by_the_name_of_its_file(evenhand: Evenhand, run_folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert evenhand("eval", "report", run_folder, "--out", page) == (0, "", "")
    text = page.read_text("utf-8")
    assert text.lstrip().startswith("<!doctype html>")
    assert "importance 3, cited" in text


def test_a_second_run_keeps_what_the_first_has_made(evenhand: Evenhand, run_folder: Path) -> None:
    made = run_folder / "seeds" / "extractive.json"
    before = made.stat().st_mtime_ns
    ran = evenhand("eval", "run", "--suite", "seeds", "--out", run_folder, "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["name"] == run_folder.name
    assert made.stat().st_mtime_ns == before
    assert "seeds, extractive" not in ran.err


def test_a_run_compared_with_itself_has_no_gaps(evenhand: Evenhand, run_folder: Path) -> None:
    ran = evenhand("eval", "compare", run_folder, run_folder)
    assert ran.code == 0
    assert "+0.0 points [+0.0, +0.0]  0 won, 0 lost, p 1.000" in ran.out
    assert ran.out.endswith("nothing else changed\n")


def test_a_run_compared_with_a_changed_one_says_what_changed(
    evenhand: Evenhand, run_folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(run_folder, other)
    path = other / "seeds" / "extractive.json"
    report = json.loads(path.read_text("utf-8"))
    fact = next(fact for fact in report["facts"] if fact["cited_by"])
    fact["cited_by"] = []
    path.write_text(json.dumps(report), "utf-8")
    ran = evenhand("eval", "compare", run_folder, other)
    assert ran.code == 0
    assert f"fact lost: {fact['id']}" in ran.out
    assert "0 won, 1 lost" in ran.out
    found = json.loads(evenhand("eval", "compare", run_folder, other, "--json").out)
    assert [change["what"] for change in found["changes"]] == ["fact lost"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("run", "--suite", "seeds", "--writer", "llm"), "this needs a model: --replay FILE, --local-model FILE, or"),
        (("run", "--suite", "planted", "--judge-model"), "this needs a model: --replay FILE"),
        (("run", "--suite", "sead"), "'sead' is not one of 'seeds', 'planted'"),
        (("run", "--sentences", "0"), "--sentences: must be at least 1"),
        (("report", "."), ". holds no run.json"),
        (("compare", ".", "."), ". holds no run.json"),
        (("gate", "--allow-regression"), "--allow-regression only goes with --update"),
        (("gate", "--update", "--suite", "planted"), "--update pins all suites together"),
        (("gate", "--suite", "planted", "--floors", "none.toml"), "none.toml cannot be read"),
        (("calibrate", "--data", "rows.jsonl"), "not one row has a reading true or false"),
        (("bias", "--data", "rows.jsonl"), "rows.jsonl holds no usable row"),
        (("briefs", "--data", "rows.jsonl", "--writer", "llm"), "--writer llm needs a model"),
    ],
)
def test_faults_are_one_line_and_exit_code_2(
    evenhand: Evenhand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    row = {"id": "R001", "set": "a", "text": "It rained.", "cites": ["It rained."], "reading": None}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    ran = evenhand("eval", *args)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_answer_that_was_not_recorded_is_exit_code_3(evenhand: Evenhand, tmp_path: Path) -> None:
    from service.llm.model import ModelReply
    from service.llm.replay import Recording

    reply = ModelReply(text="{}", data={}, tokens_in=1, tokens_out=1, finish_reason="stop")
    names = {"model": "tiny", "made_by": "a file", "made_on": "2026-01-01", "prompt_id": "judge", "prompt_version": "1"}
    held = Recording(key="0" * 64, **names, reply=reply)
    recording = tmp_path / "recording.jsonl"
    recording.write_text(held.model_dump_json() + "\n", "utf-8")
    ran = evenhand(
        "eval", "run", "--suite", "planted", "--judge-model", "--replay", recording, "--out", tmp_path / "run"
    )
    assert (ran.code, ran.out) == (3, "")
    assert "judge" in ran.err.splitlines()[-1]


def test_a_broken_label_file_is_one_line(evenhand: Evenhand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evals.labels import load

    facts = tmp_path / "facts"
    shutil.copytree(load.FACTS, facts)
    traps = facts / "traps.toml"
    traps.write_text(re.sub(r'reason = "\w+"', 'reason = "spite"', traps.read_text("utf-8"), count=1), "utf-8")
    monkeypatch.setattr(load, "FACTS", facts)
    load.load_seed_labels.cache_clear()
    ran = evenhand("eval", "run", "--suite", "seeds", "--out", tmp_path / "run", "--quiet")
    load.load_seed_labels.cache_clear()
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"evenhand: traps\.toml: trap T\d+: reason: .*\n", ran.err)


def test_baselines_without_a_model_leave_out_the_one_that_needs_it(evenhand: Evenhand, tmp_path: Path) -> None:
    ran = evenhand("eval", "run", "--suite", "seeds", "--writer", "lead", "--baselines", "--out", tmp_path / "run")
    assert ran.code == 0
    assert "left out, as no model is configured: direct" in ran.err
    assert sorted(path.name for path in (tmp_path / "run" / "seeds").iterdir()) == ["lead.json", "lexrank.json"]


def test_the_folder_of_a_run_is_named_after_what_is_run(
    evenhand: Evenhand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert evenhand("eval", "run", "--suite", "seeds", "--writer", "lead", "--quiet").code == 0
    assert (tmp_path / "eval-runs" / "seeds-lead" / "run.json").is_file()


def test_the_gate_closes_and_opens(evenhand: Evenhand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    areas = load_planted()
    few = (next(area for area in areas if not area.sealed), next(area for area in areas if area.sealed))
    monkeypatch.setattr("evals.running.run.load_planted", lambda: few)
    out, file = tmp_path / "run", tmp_path / "floors.toml"
    args = ("eval", "gate", "--suite", "planted", "--floors", file, "--out", out)
    out_of_reach = Floor(suite="planted", system="gates", score="wrong ones caught, open", better="higher", value=1.1)
    elsewhere = Floor(suite="seeds", system="llm", score="citation precision", better="higher", value=1.1)
    write_floors(Floors(labels="0" * 16, sealed="1" * 16, floor=(out_of_reach, elsewhere)), file)
    shut = evenhand(*args)
    assert shut.code == 1
    *failures, last = shut.out.splitlines()
    starts = ("the sealed areas", "labels or inputs", "planted / gates / wrong")
    assert [line.startswith(start) for line, start in zip(failures, starts, strict=True)] == [True] * 3
    assert f"evenhand eval report {out}" in last

    scores = scores_of(RunFolder(out))
    write_floors(Floors(labels=labels_hash(), sealed=sealed_hash(), floor=pin(scores)), file)
    held = json.loads(evenhand(*args, "--json").out)
    assert held["failures"] == []
    assert held["held"] == len(pin(scores)) > 0


def test_floors_are_raised_and_never_lowered_in_silence() -> None:
    low = Floor(suite="planted", system="gates", score="wrong ones caught, open", better="higher", value=0.5)
    score = Score(name=low.score, value=0.75, n=4, by="gates")
    empty = Floors(labels="a", sealed="b", floor=())
    old = empty.model_copy(update={"floor": (low,)})
    new = pin_anew(old, {("planted", "gates"): [score]}, empty, GatePlan())
    assert [floor.value for floor in new.floor] == [0.75]
    worse = {("planted", "gates"): [score.model_copy(update={"value": 0.25})]}
    with pytest.raises(InputError, match="--allow-regression"):
        pin_anew(old, worse, empty, GatePlan())
    assert pin_anew(old, worse, empty, GatePlan(allow_regression=True)).floor[0].value == 0.25
    with pytest.raises(InputError, match="sealed areas changed"):
        pin_anew(old, worse, empty.model_copy(update={"sealed": "c"}), GatePlan())


def test_the_gate_writes_into_no_folder_that_is_no_run(evenhand: Evenhand, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    file = tmp_path / "floors.toml"
    floor = Floor(suite="planted", system="gates", score="x", better="higher", value=1.0)
    write_floors(Floors(labels="a", sealed="b", floor=(floor,)), file)
    ran = evenhand("eval", "gate", "--suite", "planted", "--floors", file, "--out", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "holds something that is no run" in ran.err


def test_calibration_against_readers(evenhand: Evenhand, tmp_path: Path) -> None:
    cited = "The council of Larkmoor approved a tram line to the harbour on Monday."
    rows = [
        {"id": "R001", "set": "a", "text": cited, "cites": [cited], "reading": True},
        {"id": "R002", "set": "a", "text": "The mayor of Ostrel resigned in June.", "cites": [cited], "reading": False},
        {"id": "R003", "set": "a", "text": "A tram line was approved.", "cites": [cited], "reading": None},
    ]
    data = tmp_path / "rows.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    shown = evenhand("eval", "calibrate", "--data", data)
    assert shown.code == 0
    assert "3 sentences, 1 undecided by the reader, 1 supported" in shown.out
    found = json.loads(evenhand("eval", "calibrate", "--data", data, "--json").out)
    assert sum(b["n"] for b in found["bins"]) == 2
    assert {s["name"]: s["value"] for s in found["scores"]}["balanced accuracy"] == 1.0


def test_a_public_set_is_reported_as_lines_and_as_json(evenhand: Evenhand, tmp_path: Path) -> None:
    rows = [
        {"text": "The barbaric regime slaughtered them.", "label": 1, "biased_words": ["barbaric"], "url": "a"},
        {"text": "The council met on Monday.", "label": 0, "biased_words": [], "url": "b"},
    ]
    data = tmp_path / "rows.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert "macro-F1" in evenhand("eval", "bias", "--data", data).out
    assert json.loads(evenhand("eval", "bias", "--data", data, "--json").out)["rows"] == 2


def test_an_installed_package_says_where_the_evaluation_runs(child_environment: dict[str, str]) -> None:
    ran = run_child(child_environment, "eval", "report", "nowhere")
    assert ran.code == 2
    assert "nowhere" in ran.err
