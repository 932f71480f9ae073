"""The ledger for an event loop: each call in one thread of its own, so that a slow disk never holds the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from service.jobs.ledger import Ledger

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One thread, one connection."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._ledger = self._thread.submit(Ledger, path).result()

    async def __call__(self, work: Callable[Concatenate[Ledger, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`store(Ledger.job, owner, id)`: the method's result. Raises what it raises."""
        call = asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._ledger, *args, **kwargs))
        # A caller that is cancelled must not leave a transaction of which nobody hears.
        return await asyncio.shield(call)

    def close(self) -> None:
        """Finish what was begun and give the file back."""
        self._thread.submit(self._ledger.close).result()
        self._thread.shutdown()
