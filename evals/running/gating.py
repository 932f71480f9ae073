"""``eval gate``: runs what the floors speak of, then holds the scores against them, or pins them.

Enters: suites, a floors file, a folder for the run. Leaves: a GateResult, and with `update` the floors file anew. Never
happens here: a live model. Where there is a recording, the llm writer and the model judge answer from it; the model
judge is asked about planted sentences and readings only, as they stay the same when the product changes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evals.outputs import Value
from evals.running.floors import FLOORS, Floor, Floors, pin, raised, read_floors, write_floors
from evals.running.folder import INFO, RunFolder, RunInfo
from evals.running.gate import Scores, failures, scores_of
from evals.running.hashes import labels_hash, sealed_hash
from evals.running.recording import AGAIN, RECORDING
from evals.running.run import SUITES, Plan, Tell, run
from service.errors import InputError, ModelUnavailable
from service.settings import Settings

JUDGED = ("planted", "readings")  # what the model judge is asked about
# Settings that change a brief or a request: floors hold under their defaults, whatever the user's environment says.
FIXED = (
    "writer sentences focus terms on_mixed model local_model record temperature seed context_tokens max_output_tokens"
).split()
MADE = ("planted.json", "readings.json", "metamorphic.json")  # beside seeds/*.json, what an earlier run may have left


@dataclass(frozen=True)
class GatePlan:
    """What to hold, and what to do with what is found."""

    suites: tuple[str, ...] = SUITES
    floors: Path = FLOORS
    recording: Path = RECORDING
    update: bool = False
    allow_regression: bool = False


class GateResult(Value):
    """What the gate found."""

    failures: tuple[str, ...] = Field(description="One line each; empty: the gate is open.")
    held: int = Field(ge=0, description="Floors that were held against a score.")
    pinned: bool = Field(description="The floors file was written anew.")
    changed: tuple[str, ...] = Field(default=(), description="With update: what was pinned otherwise than before.")
    with_model: bool = Field(description="A recording of a model was replayed.")
    seconds: float = Field(ge=0, description="Wall clock.")


async def hold(plan: GatePlan, settings: Settings, out: Path, tell: Tell) -> GateResult:
    """Run, then compare with the floors or pin them.

    Raises:
        InputError: no floors, or floors that --update would lower or drop.
        LabelError: a fault in a label file.
        ModelUnavailable: the recording lacks an answer.
    """
    if plan.update and set(plan.suites) != set(SUITES):
        raise InputError("--update pins all suites together: leave out --suite")
    started = time.perf_counter()
    old = None if plan.update and not plan.floors.exists() else read_floors(plan.floors)
    has_model = plan.recording.is_file() and plan.suites != ("metamorphic",)
    folder = await _run(plan, settings, out, tell)
    scores, labels, sealed = scores_of(folder), labels_hash(), sealed_hash()
    changed: tuple[str, ...] = ()
    if plan.update:
        new = _pin(old, scores, Floors(labels=labels, sealed=sealed, floor=()), plan)
        changed = _changes(old.floor if old else (), new.floor)
        write_floors(new, plan.floors)
    floors = read_floors(plan.floors)
    mine = floors.model_copy(update={"floor": tuple(f for f in floors.floor if f.suite in plan.suites)})
    return GateResult(
        failures=tuple(failures(scores, mine, labels, sealed)),
        held=len(mine.floor),
        pinned=plan.update,
        changed=changed,
        with_model=has_model,
        seconds=time.perf_counter() - started,
    )


async def _run(plan: GatePlan, settings: Settings, out: Path, tell: Tell) -> RunFolder:
    """All suites of the plan, anew, in one folder."""
    folder = RunFolder(out)
    _clear(folder)
    replayed = plan.recording.is_file()
    defaults = {name: Settings.model_fields[name].default for name in FIXED}
    plain = settings.model_copy(update=defaults | {"replay": plan.recording if replayed else None})
    systems = ("extractive", "llm") if replayed else ("extractive",)
    judged = tuple(name for name in plan.suites if name in JUDGED)
    parts = (
        Plan(suites=tuple(name for name in plan.suites if name not in JUDGED), systems=systems, fresh=True),
        Plan(suites=judged, judge_with_model=replayed, fresh=True),
    )
    infos = []
    for part in parts:
        if part.suites:
            infos.append(await _part(part, plain, folder, tell))
    # One description of the whole, as each part wrote its own.
    whole = {
        "suites": tuple(s for info in infos for s in info.suites),
        "systems": systems if "seeds" in plan.suites else (),
        "judges": tuple(dict.fromkeys(name for info in infos for name in info.judges)),
        "model": next((info.model for info in infos if info.model), None),
    }
    folder.write(INFO, infos[0].model_copy(update=whole))
    return folder


async def _part(part: Plan, settings: Settings, folder: RunFolder, tell: Tell) -> RunInfo:
    try:
        await run(part, settings, folder.path, tell)
    except ModelUnavailable as error:
        raise ModelUnavailable(f"{error}; the product asks the model other questions by now: {AGAIN}") from None
    return folder.info()


def _clear(folder: RunFolder) -> None:
    """A score that is not measured any more must not be found in a file of last week."""
    if folder.path.exists() and any(folder.path.iterdir()) and not folder.has(INFO):
        raise InputError(f"{folder.path} holds something that is no run: choose another --out")
    for path in [*(folder.path / "seeds").glob("*.json"), *(folder.path / name for name in MADE)]:
        path.unlink(missing_ok=True)


def _pin(old: Floors | None, scores: Scores, empty: Floors, plan: GatePlan) -> Floors:
    """New floors. Raises InputError for what needs --allow-regression."""
    if old is not None and old.sealed != empty.sealed and not plan.allow_regression:
        raise InputError(
            f"the sealed areas changed ({old.sealed} -> {empty.sealed}): restore them, or say --allow-regression"
        )
    new = raised(old.floor if old else (), pin(scores), allow_regression=plan.allow_regression)
    return empty.model_copy(update={"floor": new})


def _changes(old: Sequence[Floor], new: Sequence[Floor]) -> tuple[str, ...]:
    before, after = {f.key: f.value for f in old}, {f.key: f.value for f in new}
    names = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    return tuple(f"{' / '.join(key)}: {before.get(key, 'new')} -> {after.get(key, 'dropped')}" for key in names)
