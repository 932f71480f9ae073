"""A line that shows how far the work is, on a terminal only.

Enters: stage, done, total; tokens and cost where they are known; sentences whose check is done. Leaves: lines on
standard error that are gone at the end. Never: anything in a log or a pipe.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from service.listening import News


class Meter:
    """The pipeline's `progress`, a Follower; silent where standard error is no terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._is_shown = not quiet and sys.stderr.isatty()
        self._stack = ExitStack()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._passed = self._withheld = 0

    def __enter__(self) -> Self:
        if self._is_shown:
            self._bar = self._stack.enter_context(_bar())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._bar = None

    def __call__(
        self, stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
    ) -> None:
        """Show `done` of `total` of one stage."""
        if self._bar is None or not total:
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total, used="")
        self._bar.update(self._tasks[stage], completed=done, total=total, used=used(tokens, cost_usd))

    def hear(self, news: News) -> None:
        """Count the sentences that passed their check, and those that did not."""
        from service.records import Arrived, Held

        self._passed += isinstance(news, Arrived)
        self._withheld += isinstance(news, Held)
        if self._bar is None:
            return
        if "check" not in self._tasks:
            self._tasks["check"] = self._bar.add_task("check", total=None, used="")
        said = f"{self._passed} passed" + (f", {self._withheld} withheld" if self._withheld else "")
        self._bar.update(self._tasks["check"], completed=self._passed + self._withheld, used=said)


def used(tokens: int | None, cost_usd: float | None) -> str:
    """Tokens and cost in words; empty where nothing is known."""
    parts = [] if tokens is None else [f"{tokens:,} tokens"]
    parts += [] if cost_usd is None else [f"{cost_usd:.4f} USD"]
    return ", ".join(parts)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[used]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(file=sys.stderr, force_terminal=True),
        transient=True,
    )
