"""``evenhand brief``: options in, one brief out.

Enters: options. Leaves: the brief where it was asked for, remarks on standard error, an exit code. Never happens here:
a decision about the brief's content.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from service.cli.options import BriefOptions, Shape, make_settings, read_meta
from service.cli.progress import Meter
from service.cli.running import run_async
from service.cli.streams import flat, make_folder, note, refuse_bad_target, say, write_file, write_result
from service.errors import BudgetReached, InputError
from service.records import Brief, EventKind, Notice, NoticeCode
from service.settings import Settings

SHAPES: dict[str, Shape] = {
    ".md": "md",
    ".markdown": "md",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".txt": "terminal",
    "": "md",
}
STDOUT = "-"
HOW_TO_DECIDE = 'take the "# " off the lines of the template that you decide (--trace DIR writes one)'
# Options that are settings of the same name.
SETTINGS = """writer model base_url local_model sentences focus terms decisions since max_cost prices on_mixed
    replay record""".split()


def run(options: BriefOptions) -> int:
    """Make the brief and write it. Raises EvenhandError."""
    settings = make_settings(
        {name: getattr(options, name) for name in SETTINGS} | {"cache": False if options.no_cache else None}
    )
    meta = read_meta(options.meta or ())
    _refuse_early(options, settings)
    if not options.quiet:
        _say_writer(settings)
    brief = _make(options, settings, meta)
    failures = failed_inputs(brief)
    for failure in failures:
        say(flat(failure))
    code = _judge(brief, settings, quiet=options.quiet)
    if brief.sentences or brief.withheld:
        _write(brief, options)
    return code or (InputError.exit_code if options.strict and failures else 0)


def _refuse_early(options: BriefOptions, settings: Settings) -> None:
    """What can be known to fail is refused before articles are fetched and a model is paid."""
    from service.memory import remember
    from service.text.loaded import load_rules

    shape_of(options)
    if load_rules(settings.terms) == load_rules() and settings.terms is not None:
        say(f"{settings.terms}: changes nothing of our own list; write [[term]] entries")
    if options.out is not None and not _is_stdout(options.out):
        refuse_bad_target(options.out, "--out")
    if options.trace is not None:
        make_folder(options.trace, "--trace")
    if not remember(settings).decisions and settings.decisions is not None:
        say(f"{settings.decisions}: holds no decision, so that nothing is decided; {HOW_TO_DECIDE}")


def _make(options: BriefOptions, settings: Settings, meta: dict[str, dict[str, str]]) -> Brief:
    from service.pipeline import make_brief

    # Read here, where Ctrl-C is heard; inside the event loop a waiting read would hold it up.
    stdin = read_stdin(settings) if "-" in options.inputs else None
    with Meter(quiet=options.quiet) as meter:
        work = make_brief(
            options.inputs, settings=settings, meta=meta, stdin=stdin, progress=meter, trace=options.trace
        )
        return run_async(work)


def read_stdin(settings: Settings) -> bytes:
    """All of standard input, up to one byte more than load accepts."""
    if sys.stdin.isatty():
        note("reading standard input; end with Ctrl-D")
    return sys.stdin.buffer.read(settings.max_bytes + 1)


def _say_writer(settings: Settings) -> None:
    if settings.writer != "auto":
        return
    if settings.effective_writer() == "llm":
        say(f"writer llm, with {settings.model or settings.local_model}")
    else:
        say("writer extractive, as no model is configured (--model or --local-model)")


def failed_inputs(brief: Brief) -> list[str]:
    """One line for each input, or metadata file, that could not be used."""
    known = {document.id for document in brief.sources}
    return describe(n for n in brief.notices if n.code == NoticeCode.INPUT_FAILED or (n.doc and n.doc not in known))


def describe(failures: Iterable[Notice]) -> list[str]:
    """Load's own wording."""
    from service.stages.load import failure_line

    return [failure_line(failure) for failure in failures]


def _judge(brief: Brief, settings: Settings, *, quiet: bool) -> int:
    """Exit code by what the brief holds, with a line that says why."""
    reported = sum(event.kind == EventKind.REPORTED for event in brief.events)
    if brief.sentences and reported > 1 and not quiet:
        say(f"the inputs report {reported} events; the brief keeps them apart (--on-mixed refuse stops instead)")
    for number, item in enumerate(brief.decisions, start=1):
        if not item.used:
            say(f"{settings.decisions}: entry {number} ({item.kind}) was not used: {flat(item.note)}")
    if brief.since is not None and not brief.changes and not quiet:
        say(f"no change since {settings.since}")
    failed_calls = [n for n in brief.notices if n.code == NoticeCode.MODEL_CALL_FAILED]
    if failed_calls and not quiet:
        say(f"{len(failed_calls)} model calls failed; the source sentences were used instead")
    if any(n.code == NoticeCode.BUDGET_REACHED for n in brief.notices):
        say(f"the ceiling of {settings.max_cost} USD was reached; the rest was written without the model")
        return BudgetReached.exit_code
    if brief.sentences:
        return 0
    if brief.withheld:
        say(f"no sentence could be supported; the brief says why {len(brief.withheld)} were withheld")
    elif settings.focus:
        say(f"nothing in the inputs is near enough to --focus {settings.focus!r}; nothing was written")
    else:
        say("no sentence could be supported, and nothing was written; give articles of running text")
    return 1


def _write(brief: Brief, options: BriefOptions) -> None:
    from service.stages.render import render

    shape = shape_of(options)
    if options.out is not None and not _is_stdout(options.out):
        write_file(options.out, render(brief, shape))
    elif shape == "terminal" and sys.stdout.isatty():
        # rich knows what this terminal can do, and what the user's environment says of colour.
        from rich.console import Console

        console = Console()
        color = console.is_terminal and not console.no_color and console.color_system is not None
        write_result(render(brief, shape, width=console.width, color=color))
    else:
        write_result(render(brief, shape))


def _is_stdout(path: Path) -> bool:
    """``--out -`` is standard output, as - is standard input among the inputs."""
    return str(path) == STDOUT


def shape_of(options: BriefOptions) -> Shape:
    """The format asked for, or the one that fits where the brief goes.

    Raises:
        InputError: the name of --out has an ending that is unknown, and no format is asked for.
    """
    if options.format is not None:
        return options.format
    if options.out is not None and not _is_stdout(options.out):
        ending = options.out.suffix.lower()
        if ending not in SHAPES:
            raise InputError(
                f"--out {options.out}: no format belongs to the ending {ending}; end the name in one of"
                f" {', '.join(filter(None, SHAPES))}, or say which format it is with --format"
            )
        return SHAPES[ending]
    return "terminal" if sys.stdout.isatty() else "md"
