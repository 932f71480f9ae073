"""The command line, ``evenhand``: reads options, calls the pipeline, writes results.

Enters: arguments and standard input. Leaves: results on standard output, everything else on standard error, an exit
code. Never happens here: logic of the product, or a library imported before the command that needs it runs.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; `args` as in a shell, without the program's name."""
    from service.cli.app import run

    return run(args)
