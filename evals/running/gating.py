"""``eval gate``: runs what the floors speak of, then holds the scores against them, or pins them.

Enters: suites, a floors file, a folder for the run. Leaves: a GateResult, and with `update` the floors file anew. Never
happens here: a live model. Where there is a recording, the llm writer and the model judge answer from it; the model
judge is asked about planted sentences and readings only, as they stay the same when the product changes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evals.metrics.score import Score
from evals.outputs import Value
from evals.running.floors import FLOORS, Floor, Floors, pin, raised, read_floors, write_floors
from evals.running.folder import INFO, RunFolder
from evals.running.gate import failures, scores_of
from evals.running.hashes import labels_hash, sealed_hash
from evals.running.recording import AGAIN, RECORDING, problems
from evals.running.run import FIXED as FIXED_SUITES
from evals.running.run import SUITES, Plan, Tell, run
from service.errors import InputError, ModelUnavailable
from service.settings import Settings

# Settings that change a brief or a request: floors hold under their defaults, whatever the user's environment says.
FIXED = (
    "writer sentences focus terms on_mixed model local_model record temperature seed context_tokens max_output_tokens"
).split()


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
        InputError: no floors, floors that --update would lower or drop, or a prompt that is newer than the recording.
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
        new = pin_anew(old, scores, Floors(labels=labels, sealed=sealed, floor=()), plan)
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
    if replayed and plan.recording == RECORDING and (outdated := problems()):
        raise InputError("; ".join(outdated))
    defaults = {name: Settings.model_fields[name].default for name in FIXED}
    plain = settings.model_copy(update=defaults | {"replay": plan.recording if replayed else None})
    systems = ("extractive", "llm") if replayed else ("extractive",)
    whole = Plan(plan.suites, systems, judge_with_model=replayed, judged=FIXED_SUITES, fresh=True)
    try:
        return await run(whole, plain, out, tell)
    except ModelUnavailable as error:
        raise ModelUnavailable(f"{error}; the product asks the model other questions by now: {AGAIN}") from None


def _clear(folder: RunFolder) -> None:
    """A score that is not measured any more must not be found in a file of last week."""
    if folder.path.exists() and any(folder.path.iterdir()) and not folder.has(INFO):
        raise InputError(f"{folder.path} holds something that is no run: choose another --out")
    folder.clear()


def pin_anew(
    old: Floors | None, scores: Mapping[tuple[str, str], Sequence[Score]], empty: Floors, plan: GatePlan
) -> Floors:
    """Floors at the present scores, under the hashes of `empty`.

    Raises:
        InputError: a floor would be lowered or dropped, or sealed areas changed, and that is not allowed.
    """
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
