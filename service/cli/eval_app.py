"""``evenhand eval``: its commands, and nothing of what they do.

Enters: nothing. Leaves: the group of commands. Never happens here: an import of the evaluation before a command runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from service.cli import eval_options as options
from service.cli import eval_texts as texts
from service.cli.options import command
from service.cli.texts import INTERRUPTED

Table = tuple[tuple[str, Any, str, str | None, str], ...]

# Name, options, help, examples, and the function of service.cli.eval that does it.
COMMANDS: Table = (
    ("run", options.RunOptions, texts.RUN_HELP, texts.RUN_EPILOG, "run"),
    ("report", options.ReportOptions, texts.REPORT_HELP, texts.REPORT_EPILOG, "report"),
    ("compare", options.CompareOptions, texts.COMPARE_HELP, texts.COMPARE_EPILOG, "compare"),
    ("gate", options.GateOptions, texts.GATE_HELP, texts.GATE_EPILOG, "gate"),
    ("calibrate", options.CalibrateOptions, texts.CALIBRATE_HELP, None, "calibrate"),
)
# The same, of service.cli.eval_public.
PUBLIC: Table = (
    ("support", options.SupportOptions, texts.SUPPORT_HELP, None, "support"),
    ("events", options.EventsOptions, texts.EVENTS_HELP, None, "events"),
    ("same-answer", options.DataOptions, texts.SAME_ANSWER_HELP, None, "same_answer"),
    ("bias", options.DataOptions, texts.BIAS_HELP, None, "bias"),
    ("facts", options.DataOptions, texts.FACTS_HELP, None, "facts"),
    ("briefs", options.BriefsOptions, texts.BRIEFS_HELP, None, "briefs"),
    ("summhay", options.DataOptions, texts.SUMMHAY_HELP, None, "summhay"),
)


def make_group(shape: dict[str, Any]) -> typer.Typer:
    """The group; `shape` is how all help of the command line looks."""
    group = typer.Typer(rich_markup_mode=None, help=texts.EVAL_HELP, context_settings=shape, no_args_is_help=True)
    for table, module in ((COMMANDS, "service.cli.eval"), (PUBLIC, "service.cli.eval_public")):
        for name, record, help_text, epilog, function in table:
            said = texts.INTERRUPTED if name == "run" else INTERRUPTED
            register = group.command(name, context_settings=shape, help=help_text, epilog=epilog)
            register(command(record, _late(module, function), said))
    return group


def _late(module: str, function: str) -> Callable[[Any], int]:
    """The command's work, imported when it runs."""

    def work(given: Any) -> int:
        from importlib import import_module

        return int(getattr(import_module(module), function)(given))

    return work
