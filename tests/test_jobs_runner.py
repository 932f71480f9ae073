"""What a runner carries from a worker to the ledger, also where the ledger fails at the worst moment."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from service.jobs import Ledger, NewJob
from service.jobs.hub import Hub
from service.jobs.pool import Answer, Pool, Worker
from service.jobs.runner import Limits, Runner
from service.jobs.store import Store


class FailingStore:
    """The ledger, whose first note fails after the worker has answered."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.has_begun, self.may_fail = asyncio.Event(), asyncio.Event()

    async def __call__(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if work is Ledger.note and not self.has_begun.is_set():
            self.has_begun.set()
            await self.may_fail.wait()
            raise sqlite3.OperationalError("disk I/O error")
        return work(self._ledger, *args, **kwargs)


class OneSentence:
    """A worker that tells one sentence and ends while the note of it is under way."""

    def __init__(self, store: FailingStore) -> None:
        self._store = store

    async def ask(self, *_: object) -> AsyncIterator[Answer]:
        yield Answer({"kind": "event", "event": "sentence"}, b'{"number": 1}')
        await self._store.has_begun.wait()
        asyncio.get_running_loop().call_soon(self._store.may_fail.set)
        yield Answer({"kind": "result", "counts": {}}, b"{}")


async def test_a_note_that_fails_at_the_end_of_its_job_is_told_with_the_end(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path / "ledger.sqlite3")) as ledger:
        store = FailingStore(ledger)
        limits = Limits(deadline_s=10, keep_s=10)
        runner = Runner(cast("Store", store), cast("Pool", None), Hub(cast("Store", store)), limits, lambda *_: None)
        job, _ = ledger.add(NewJob("", b"{}", "{}", None), 10)
        claimed = ledger.claim(runner._holder, 60)
        assert claimed is not None
        assert await asyncio.wait_for(runner._follow(claimed, cast("Worker", OneSentence(store))), 5)
        assert [event.kind for event in ledger.events(job.id, 0)] == ["queued", "started", "sentence", "brief"]
