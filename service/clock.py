"""Seconds by stage, and the shape of progress reports. The only clock of the pipeline."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Whoever follows a run: stage, how much of it is done, and what the model has cost so far where it is known."""

    def __call__(
        self, stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
    ) -> None:
        """Called whenever something is done."""


class Clock:
    """Adds up wall seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time of the block for `name`."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 4)
