"""The commands and what holds for all of them: parsing, help, errors to exit codes.

Enters: arguments. Leaves: an exit code. Never happens here: the work of a command; that is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from service import __version__
from service.cli.eval_app import make_group
from service.cli.options import BriefOptions, CheckOptions, ListOptions, ServeOptions, ShowOptions, command
from service.cli.texts import (
    ABOUT,
    BRIEF_EPILOG,
    BRIEF_HELP,
    BRIEF_INTERRUPTED,
    CHECK_EPILOG,
    CHECK_HELP,
    ENDING,
    INTERRUPTED,
    PROMPTS_HELP,
    SERVE_EPILOG,
    SERVE_HELP,
)

# Plain help, not boxes: the same in a log, a pipe and docs/cli.md.
# Wider than 100 columns a line of help is hard to follow.
SHAPE: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, help=ABOUT, epilog=ENDING, context_settings=SHAPE, no_args_is_help=True
)
prompts = typer.Typer(rich_markup_mode=None, help=PROMPTS_HELP, context_settings=SHAPE, no_args_is_help=True)
app.add_typer(prompts, name="prompts")
app.add_typer(make_group(SHAPE), name="eval")


def run(args: Sequence[str] | None = None) -> int:
    """Parse `args` and run the command they name."""
    try:
        code = typer.main.get_command(app)(args, prog_name="evenhand", standalone_mode=False)
    except typer.TyperException as error:
        return _usage(error)
    return int(code or 0)


def _usage(error: typer.TyperException) -> int:
    from service.cli.streams import note, say
    from service.violations import in_plain_words

    context = getattr(error, "ctx", None)
    message = error.format_message()
    if message.startswith("Usage:"):  # a group without a command: its help is the message
        note(message)
    elif context is not None:
        say(f"{in_plain_words(message).rstrip('.')}; see {context.command_path} --help")
    else:
        say(message)
    return 2


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"evenhand {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Options before the command."""


def _brief(options: BriefOptions) -> int:
    from service.cli.brief import run as work

    return work(options)


def _check(options: CheckOptions) -> int:
    from service.cli.check import run as work

    return work(options)


def _serve(options: ServeOptions) -> int:
    from service.cli.serve import run as work

    return work(options)


def _list(options: ListOptions) -> int:
    from service.cli.prompts import list_prompts

    return list_prompts()


def _show(options: ShowOptions) -> int:
    from service.cli.prompts import show_prompt

    return show_prompt(options.prompt_id)


app.command("brief", context_settings=SHAPE, help=BRIEF_HELP, epilog=BRIEF_EPILOG)(
    command(BriefOptions, _brief, BRIEF_INTERRUPTED)
)
app.command("check", context_settings=SHAPE, help=CHECK_HELP, epilog=CHECK_EPILOG)(
    command(CheckOptions, _check, INTERRUPTED)
)
app.command("serve", context_settings=SHAPE, help=SERVE_HELP, epilog=SERVE_EPILOG)(
    command(ServeOptions, _serve, INTERRUPTED)
)
prompts.command("list", context_settings=SHAPE, help="One line for each prompt: its id, version and purpose.")(
    command(ListOptions, _list, INTERRUPTED)
)
prompts.command("show", context_settings=SHAPE, help="One prompt template, as it is stored.")(
    command(ShowOptions, _show, INTERRUPTED)
)
