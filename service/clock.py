"""Seconds by stage, and the shape of progress reports. The only clock of the pipeline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Whoever follows a run: stage, how much of it is done, and what the model has cost so far where it is known."""

    def __call__(
        self, stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
    ) -> None:
        """Called whenever something is done; with a `total` of 0 where a stage begins whose parts are not counted."""


class Clock:
    """Adds up wall seconds by stage, and tells who listens when a stage is entered for the first time."""

    def __init__(self, entered: Callable[[str], None] | None = None) -> None:
        self.seconds: dict[str, float] = {}
        self._entered = entered
        self._seen: set[str] = set()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block for `name`."""
        if self._entered is not None and name not in self._seen:
            self._seen.add(name)
            self._entered(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 4)
