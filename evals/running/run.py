"""``eval run``: suites and systems in, a run folder out. What the folder holds already, under the same hashes, is kept.

The model's answers come from a live model, or from a recording: then nothing is asked of any endpoint.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evals.judges.bench import Bench, JudgementFile
from evals.judges.model import ModelJudge
from evals.labels.load import load_planted, load_seed_labels
from evals.labels.load_pairs import load_pairs
from evals.metamorphic.suite import run_suite
from evals.readings.records import load_readings
from evals.running.folder import INFO, RunFolder, RunInfo, file_name
from evals.running.hashes import labels_hash, prompt_hashes
from evals.suites.pairs import run_pairs
from evals.suites.planted import run_planted
from evals.suites.readings import run_readings
from evals.suites.seeds import score_system
from evals.suites.systems import MODEL_SYSTEMS, make
from service import __version__
from service.errors import InputError
from service.llm import OpenModel, open_model, prompt_ids
from service.pipeline import pipeline_version
from service.settings import Settings

SUITES = ("seeds", "planted", "pairs", "readings", "metamorphic")
FIXED = ("planted", "readings")  # their sentences do not change with the product
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What to run."""

    suites: tuple[str, ...] = SUITES
    systems: tuple[str, ...] = ("extractive",)
    judge_with_model: bool = False
    judged: tuple[str, ...] | None = None  # where the model judge sits, if it does; None: wherever it can
    fresh: bool = False  # make everything anew, even what the folder holds


async def run(plan: Plan, settings: Settings, out: Path, tell: Tell) -> RunFolder:
    """Run what `plan` says and write it to `out`.

    Raises:
        InputError: a suite or system that does not exist, or a model that the settings do not name.
        LabelError: a fault in a label file.
        ModelUnavailable: the model gave no answer, or none was recorded.
    """
    _check(plan, settings)
    folder = RunFolder(out)
    async with AsyncExitStack() as stack:
        needs_model = plan.judge_with_model or not MODEL_SYSTEMS.isdisjoint(plan.systems)
        model = await stack.enter_async_context(open_model(settings)) if needs_model else None
        judge = ModelJudge(model, settings) if model is not None and plan.judge_with_model else None
        bench = Bench(judge, JudgementFile(folder.judgements))
        info = _info(plan, settings, bench, model)
        keeps = not plan.fresh and folder.has(INFO) and _same(folder.info(), info)
        if keeps:
            old = folder.info()
            info = info.model_copy(update={**_both(old, info), "model": info.model or old.model})
        else:
            folder.clear()
        # written first: a run that was interrupted goes on where it stopped
        folder.write(INFO, info)
        await _Run(plan, settings, folder, bench, model, keeps, tell).all()
    return folder


@dataclass(frozen=True)
class _Run:
    """One run under way."""

    plan: Plan
    settings: Settings
    folder: RunFolder
    bench: Bench
    model: OpenModel | None
    keeps: bool
    tell: Tell

    async def all(self) -> None:
        """Every suite of the plan that the folder does not hold yet."""
        if "seeds" in self.plan.suites:
            for system in self.plan.systems:
                await self._system(system)
        if "planted" in self.plan.suites and self._is_open("planted.json"):
            self.tell("planted")
            self.folder.write("planted.json", await run_planted(load_planted(), self._bench("planted")))
        if "pairs" in self.plan.suites and self._is_open("pairs.json"):
            self.tell("pairs")
            # loading starts an event loop of its own
            self.folder.write("pairs.json", await asyncio.to_thread(run_pairs, load_pairs()))
        if "readings" in self.plan.suites and self._is_open("readings.json"):
            self.tell("readings")
            self.folder.write("readings.json", await run_readings(load_readings(), self._bench("readings")))
        if "metamorphic" in self.plan.suites and self._is_open("metamorphic.json"):
            self.tell("metamorphic")
            # its relations run the pipeline, which starts an event loop of its own
            self.folder.write("metamorphic.json", await asyncio.to_thread(run_suite))

    async def _system(self, system: str) -> None:
        name = f"seeds/{file_name(system)}"
        if not self._is_open(f"{name}.json"):
            return
        self.tell(f"seeds, {system}")
        labels = load_seed_labels()
        made = await make(system, labels, self.settings, self.model)
        self.folder.write(f"{name}.json", await score_system(made.output, labels, self._bench("seeds")))
        if made.brief is not None:
            self.folder.write(f"{name}.brief.json", made.brief)

    def _bench(self, suite: str) -> Bench:
        """With the model judge or without. A recording holds its verdicts on sentences that stay the same only."""
        judged = self.plan.judged or (FIXED if self.settings.replay and not self.settings.record else SUITES)
        return self.bench if suite in judged else Bench()

    def _is_open(self, name: str) -> bool:
        return not (self.keeps and self.folder.has(name))


def _check(plan: Plan, settings: Settings) -> None:
    if unknown := set(plan.suites) - set(SUITES):
        raise InputError(f"no suite {', '.join(sorted(unknown))}; there are: {', '.join(SUITES)} and all")
    if not plan.systems and "seeds" in plan.suites:
        raise InputError("the suite seeds needs at least one --writer")
    has_model = settings.model or settings.local_model or settings.replay
    if not has_model and (plan.judge_with_model or not MODEL_SYSTEMS.isdisjoint(plan.systems)):
        raise InputError("this needs a model: --replay FILE, --local-model FILE, or --model NAME with --base-url")


def _info(plan: Plan, settings: Settings, bench: Bench, model: OpenModel | None) -> RunInfo:
    return RunInfo(
        suites=plan.suites,
        systems=plan.systems,
        judges=bench.names,
        model=model.name if model else None,
        replayed=settings.replay is not None,
        evenhand_version=__version__,
        pipeline_version=pipeline_version(),
        labels=labels_hash(),
        prompts=prompt_hashes(prompt_ids()),
        settings={"sentences": str(settings.sentences), "focus": settings.focus or ""},
        made_on=datetime.now(UTC).date().isoformat(),
    )


def _same(old: RunInfo, new: RunInfo) -> bool:
    """True where what the folder holds is what would be made now."""
    fields = ("judges", "pipeline_version", "labels", "prompts", "settings")
    if old.model and new.model and old.model != new.model:
        return False
    return all(getattr(old, field) == getattr(new, field) for field in fields)


def _both(old: RunInfo, new: RunInfo) -> dict[str, tuple[str, ...]]:
    """What the folder holds after both runs."""
    return {name: tuple(dict.fromkeys([*getattr(old, name), *getattr(new, name)])) for name in ("suites", "systems")}


def systems_of(names: Sequence[str], *, baselines: bool) -> tuple[str, ...]:
    """The systems that were asked for, each once."""
    from evals.suites.systems import BASELINES

    return tuple(dict.fromkeys([*names, *(BASELINES if baselines else ())]))
