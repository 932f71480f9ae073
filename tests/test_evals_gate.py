"""The gate of the evaluation: open for the product as it is, shut for one that is broken on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.metrics.score import Score, count, share
from evals.running.floors import Floor, Floors, pin, raised, read_floors, write_floors
from evals.running.gate import failures, scores_of
from evals.running.hashes import labels_hash, sealed_hash
from evals.running.recording import problems
from evals.running.run import Plan, run
from service import pipeline
from service.errors import InputError
from service.records import Check, Event, Gate, Outcome
from service.settings import Settings
from service.stages import relate
from service.stages.check import gates
from service.stages.check.view import View
from service.writing import Written, write_extractive

SAYS = re.compile(r",? (?:according to|citing) [^,.]+|, [^,.]{3,60} (?:said|reported)(?=[,.])")


def quiet(_: str) -> None:
    """No progress."""


async def shut(folder: Path, *suites: str) -> list[str]:
    """What the gate says of the product as it is now, on what needs no model."""
    made = await run(Plan(suites=suites), Settings(), folder, quiet)
    floors = read_floors()
    mine = {("seeds", "extractive"), ("planted", "gates"), ("pairs", "extractive")}
    kept = [f for f in floors.floor if (f.suite, f.system) in mine and f.suite in suites]
    assert kept
    return failures(scores_of(made), floors.model_copy(update={"floor": tuple(kept)}), labels_hash(), sealed_hash())


async def test_the_gate_is_open_for_the_product_as_it_is(tmp_path: Path) -> None:
    assert await shut(tmp_path, "seeds", "planted", "pairs") == []


def without(monkeypatch: pytest.MonkeyPatch, off: Gate) -> None:
    """That gate lets everything pass."""

    def open_up(gate: Callable[[View], Check]) -> Callable[[View], Check]:
        def said(view: View) -> Check:
            made = gate(view)
            return Check(gate=off, outcome=Outcome.PASS) if made.gate == off else made

        return said

    monkeypatch.setattr(gates, "GATES", tuple(map(open_up, gates.GATES)))


async def test_without_the_number_gate_it_shuts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, Gate.NUMBER)
    found = await shut(tmp_path, "planted")
    assert any("wrong ones caught" in line for line in found), found


async def test_without_the_attribution_gate_it_shuts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, Gate.ATTRIBUTION)
    found = await shut(tmp_path, "planted")
    assert any("wrong ones caught" in line for line in found), found


async def test_with_two_events_blended_it_shuts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    related = relate.run

    def blended(*args: Any) -> tuple[Event, ...]:
        first, second, *rest = related(*args)
        apart = [e.model_copy(update={"maybe_same_as": ()}) for e in (first, *rest)]
        return (apart[0].model_copy(update={"mentions": (*first.mentions, *second.mentions)}), *apart[1:])

    monkeypatch.setattr(relate, "run", blended)
    found = await shut(tmp_path, "seeds")
    assert any("B-cubed precision" in line for line in found), found


async def test_with_speakers_stripped_it_shuts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stripped(*args: Any) -> Written:
        made = write_extractive(*args)
        bare = tuple(s.model_copy(update={"text": SAYS.sub("", s.text)}) for s in made.sentences)
        assert bare != made.sentences
        return made._replace(sentences=bare)

    monkeypatch.setattr(pipeline, "write_extractive", stripped)
    found = await shut(tmp_path, "seeds")
    assert any("fact recall" in line or "traps sprung" in line for line in found), found


def scores(value: float) -> dict[tuple[str, str], list[Score]]:
    hits = [n < value * 10 for n in range(10)]
    return {("seeds", "x"): [share("recall", hits, by="t"), count("traps", 1, n=3, by="t")]}


def floors_of(value: float) -> Floors:
    return Floors(labels="l", sealed="s", floor=pin(scores(value)))


def test_floors_hold_in_both_directions() -> None:
    floors = floors_of(0.8)
    assert [(f.score, f.better, f.value) for f in floors.floor] == [("recall", "higher", 0.8), ("traps", "lower", 1.0)]
    assert failures(scores(0.8), floors, "l", "s") == []
    assert failures(scores(0.9), floors, "l", "s") == []
    (line,) = failures(scores(0.7), floors, "l", "s")
    assert "recall: 0.7000, must be at least 0.8" in line
    worse = scores(0.8) | {("seeds", "x"): [*scores(0.8)["seeds", "x"][:1], count("traps", 2, n=3, by="t")]}
    (line,) = failures(worse, floors, "l", "s")
    assert "traps: 2.0000, must be at most 1" in line


@pytest.mark.parametrize(
    ("labels", "sealed", "says"), [("other", "s", "labels or inputs changed"), ("l", "other", "sealed areas changed")]
)
def test_another_hash_shuts_the_gate(labels: str, sealed: str, says: str) -> None:
    (line,) = failures(scores(0.8), floors_of(0.8), labels, sealed)
    assert says in line


def test_a_score_that_is_no_longer_measured_shuts_the_gate() -> None:
    (first, second) = failures({}, floors_of(0.8), "l", "s")
    assert "not measured any more" in first
    assert "not measured any more" in second


def test_a_floor_is_never_lowered_silently(tmp_path: Path) -> None:
    old, new = floors_of(0.8).floor, floors_of(0.6).floor
    with pytest.raises(InputError, match=r"1 floors would be lowered: seeds / x / recall: 0\.8 -> 0\.6"):
        raised(old, new, allow_regression=False)
    with pytest.raises(InputError, match="not measured"):
        raised(old, (), allow_regression=False)
    assert raised(old, new, allow_regression=True) == new
    assert raised(new, old, allow_regression=False) == old
    write_floors(floors_of(0.8), tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors_of(0.8)


def test_rounding_is_no_regression() -> None:
    floor = Floor(suite="s", system="x", score="r", better="higher", value=0.3333)
    assert floor.holds(1 / 3 - 0.00005)
    assert not floor.holds(0.3330)


@pytest.fixture
def card(tmp_path: Path) -> tuple[Path, Path]:
    recording = tmp_path / "model.jsonl"
    recording.write_text("")
    return tmp_path / "model.toml", recording


def test_a_changed_prompt_asks_for_a_new_recording(card: tuple[Path, Path]) -> None:
    path, recording = card
    path.write_text('[prompts]\njudge = "0123456789abcdef"\n')
    (line,) = problems(path, recording)
    assert line.startswith("prompt judge changed since the recording was made")
    assert "make record" in line


def test_the_committed_recording_fits_the_prompts_of_today() -> None:
    assert problems() == []
