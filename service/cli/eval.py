"""``evenhand eval run|report|compare|gate|calibrate``: options in, reports out.

Enters: options. Leaves: a report on standard output or in a file, progress on standard error, an exit code. Never
happens here: a score, or an opinion of one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from service.cli.eval_options import (
    CalibrateOptions,
    CompareOptions,
    GateOptions,
    ReportOptions,
    RunOptions,
    Suite,
    System,
)
from service.cli.options import make_settings
from service.cli.running import run_async
from service.cli.streams import make_folder, refuse_bad_target, say, write_file, write_result
from service.errors import InputError

if TYPE_CHECKING:
    from evals.running.gating import GateResult
    from evals.running.run import Plan
    from service.settings import Settings

# Options that are settings of the same name.
SETTINGS = "model base_url local_model replay record sentences".split()
RUNS = Path("eval-runs")
FORMATS = {".json": "json", ".html": "html", ".htm": "html"}


@contextmanager
def labels_checked() -> Iterator[None]:
    """A fault in a label file is bad input: one line that names file, label and rule."""
    from evals.labels.find import LabelError

    try:
        yield
    except LabelError as error:
        raise InputError(str(error)) from None


def write_lines(lines: Iterable[str]) -> None:
    """Lines on standard output, without what a terminal could obey."""
    from service.stages.render.safe_text import strip_controls

    write_result("".join(f"{strip_controls(line)}\n" for line in lines))


def run(options: RunOptions) -> int:
    """Run and report. Raises EvenhandError."""
    with labels_checked():
        from evals.running import run as running
        from evals.running.report.contents import read_contents
        from evals.running.report.terminal import terminal_lines

        settings = make_settings({name: getattr(options, name) for name in SETTINGS})
        plan = _plan(options, settings)
        out = options.out or RUNS / _name(plan)
        make_folder(out, "--out")
        folder = run_async(running.run(plan, settings, out, _silent if options.quiet else say))
        contents = read_contents(folder)
    if options.json:
        write_result(contents.model_dump_json(indent=2) + "\n")
    else:
        write_lines(terminal_lines(contents))
    if not options.quiet:
        say(f"the run is in {out}; as a page: evenhand eval report {out} --out report.html")
    return 0


def _silent(_: str) -> None:
    """No progress."""


def _plan(options: RunOptions, settings: Settings) -> Plan:
    from evals.running.run import SUITES, Plan, systems_of
    from evals.suites.systems import MODEL_SYSTEMS

    asked = [suite.value for suite in options.suite or [Suite.all]]
    named = [system.value for system in options.writer or [System.extractive]]
    systems = systems_of(named, baselines=options.baselines)
    if not (settings.model or settings.local_model or settings.replay):
        left_out = [name for name in systems if name in MODEL_SYSTEMS and name not in named]
        systems = tuple(name for name in systems if name not in left_out)
        if left_out and not options.quiet:
            say(f"left out, as no model is configured: {', '.join(left_out)} (--replay, --local-model or --model)")
    return Plan(
        suites=SUITES if "all" in asked else tuple(name for name in SUITES if name in asked),
        systems=systems,
        judge_with_model=options.judge_model,
        fresh=options.fresh,
    )


def _name(plan: Plan) -> str:
    """The run's folder: its suites, and the systems where the seeds are among them."""
    from evals.running.run import SUITES

    suites = ["all"] if plan.suites == SUITES else list(plan.suites)
    return "-".join([*suites, *(plan.systems if "seeds" in plan.suites else ())])


def report(options: ReportOptions) -> int:
    """Show a run. Raises EvenhandError."""
    from evals.running.folder import RunFolder
    from evals.running.report.contents import read_contents
    from evals.running.report.html import labels_of, render_page
    from evals.running.report.terminal import terminal_lines

    if options.out is not None:
        refuse_bad_target(options.out, "--out")
    contents = read_contents(RunFolder(options.run))
    shape = options.format or FORMATS.get(options.out.suffix.lower() if options.out else "", "terminal")
    if shape == "html":
        with labels_checked():
            text = render_page(contents, labels_of(contents))
    elif shape == "json":
        text = contents.model_dump_json(indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in terminal_lines(contents))
    if options.out is not None:
        write_file(options.out, text)
    elif shape == "terminal":
        write_lines(text.splitlines())
    else:
        write_result(text)
    return 0


def compare(options: CompareOptions) -> int:
    """Compare two runs; 0 whatever the gaps are. Raises EvenhandError."""
    from evals.running.compare import compare as compare_runs
    from evals.running.folder import RunFolder
    from evals.running.report.comparison import comparison_lines

    found = compare_runs(RunFolder(options.a), RunFolder(options.b))
    if options.json:
        write_result(found.model_dump_json(indent=2) + "\n")
    else:
        write_lines(comparison_lines(found))
    return 0


def gate(options: GateOptions) -> int:
    """Hold the scores against the floors; 1 where something does not hold. Raises EvenhandError."""
    with labels_checked():
        from evals.running.floors import FLOORS
        from evals.running.gating import GatePlan, hold
        from evals.running.run import SUITES

        if options.allow_regression and not options.update:
            raise InputError("--allow-regression only goes with --update")
        chosen = [suite.value for suite in options.suite or ()] or SUITES
        plan = GatePlan(
            suites=tuple(name for name in SUITES if name in chosen),
            floors=options.floors or FLOORS,
            update=options.update,
            allow_regression=options.allow_regression,
        )
        with tempfile.TemporaryDirectory(prefix="evenhand-gate-") as temporary:
            if options.out is not None:
                make_folder(options.out, "--out")
            found = run_async(hold(plan, make_settings({}), options.out or Path(temporary), say))
    if options.json:
        write_result(found.model_dump_json(indent=2) + "\n")
    else:
        write_lines(_gate_lines(found, options, plan.floors))
    return 1 if found.failures else 0


def _gate_lines(found: GateResult, options: GateOptions, floors: Path) -> Iterator[str]:
    model = "with" if found.with_model else "without"
    took = f"{found.seconds:.1f} s, {model} a recorded model"
    if found.pinned:
        yield from found.changed
        yield f"{found.held} floors pinned in {floors.name}, {len(found.changed)} of them changed ({took})"
        return
    yield from found.failures
    if not found.failures:
        yield f"the gate holds: {found.held} floors ({took})"
        return
    where = f"evenhand eval report {options.out}" if options.out else "evenhand eval gate --out DIR, then eval report"
    yield (
        f"the gate does not hold: {len(found.failures)} of {found.held} floors and hashes ({took}). What is behind it: "
        f"{where}. Mend the cause; a change that is meant: evenhand eval gate --update (--allow-regression to lower)"
    )


def calibrate(options: CalibrateOptions) -> int:
    """Compare a judge with readers. Raises EvenhandError."""
    with labels_checked():
        from evals.readings.records import READINGS
        from evals.running.calibrate import calibrate_offline

        found = calibrate_offline(options.data or READINGS)
    if options.json:
        write_result(found.model_dump_json(indent=2) + "\n")
    else:
        write_lines(found.lines())
    return 0
