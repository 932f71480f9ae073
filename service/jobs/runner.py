"""Takes jobs from the ledger to the workers of this process, and their events and results back.

Enters: a ledger and a pool. Leaves: jobs that end. A job is claimed only where a worker is free; its lease is renewed
while it runs; a wish to cancel ends the worker. Never happens here: a job lost, or ended twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import secrets
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from service.jobs.hub import Hub
from service.jobs.ledger import Ledger
from service.jobs.pool import Answer, Pool, Worker, WorkerGone
from service.jobs.problems import problem
from service.jobs.records import Claimed, Problem
from service.jobs.store import Store

LEASE_S = 5.0
RENEW_S = 1.0
WISH_S = 0.2  # a wish to cancel is seen within a second
IDLE_LOOK_S = 0.5  # for jobs that another process put into the ledger
SWEEP_S = 600.0
LEDGER_PAUSE_S = 0.5

log = logging.getLogger("evenhand.jobs")
Count = Callable[[str, dict[str, float]], None]


class Limits(NamedTuple):
    """Of all jobs."""

    deadline_s: float
    keep_s: float


class Runner:
    """One for each process that serves."""

    def __init__(self, store: Store, pool: Pool, hub: Hub, limits: Limits, count: Count) -> None:
        self._store, self._pool, self._hub, self._limits, self._count = store, pool, hub, limits, count
        self._holder = secrets.token_hex(8)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._at_work: set[str] = set()  # those of them whose worker has not answered yet
        self._lost: set[str] = set()  # jobs whose end could not be written; they are begun again
        self._wake = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self.is_draining = False

    @property
    def running(self) -> int:
        """Jobs at work in this process."""
        return len(self._running)

    def is_lost(self, job_id: str) -> bool:
        """True where this process did the work, and the ledger did not take it."""
        return job_id in self._lost

    def start(self) -> None:
        """Begin to work."""
        for loop in (self._claim_all, self._renew, self._obey, self._sweep):
            self._loops.append(asyncio.create_task(_kept_up(loop)))

    def wake(self) -> None:
        """There is something new in the ledger."""
        self._wake.set()

    async def drain(self, for_s: float) -> None:
        """Take nothing new; give what runs so much time, then put it back for others or for later."""
        self.is_draining = True
        self._loops[0].cancel()
        self._pool.stop_replacing()
        if self._running:
            await asyncio.wait(tuple(self._running.values()), timeout=for_s)
        for task in tuple(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        with contextlib.suppress(sqlite3.Error):  # the lease runs out, and another process takes the work
            await self._store(Ledger.give_back, self._holder, is_crash=False)
        self._hub.wake()

    async def stop(self) -> None:
        """End all loops."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)

    async def _claim_all(self) -> None:
        while True:
            self._wake.clear()
            worker = await self._pool.take()
            claimed = None
            try:
                with contextlib.suppress(sqlite3.Error):
                    claimed = await self._store(Ledger.claim, self._holder, LEASE_S)
            finally:
                if claimed is None:  # a worker that waits for a job could not make a check meanwhile
                    await self._pool.put_back(worker, is_usable=True)
            if claimed is None:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(IDLE_LOOK_S):
                        await self._wake.wait()
                continue
            self._hub.wake(claimed.id)
            task = asyncio.create_task(self._work(claimed, worker))
            self._running[claimed.id] = task
            task.add_done_callback(partial(self._running.pop, claimed.id))  # the task itself is what is not there

    async def _work(self, job: Claimed, worker: Worker) -> None:
        is_usable = False
        self._at_work.add(job.id)
        self._lost.discard(job.id)
        try:
            async with asyncio.timeout(self._limits.deadline_s):
                is_usable = await self._follow(job, worker)
        except TimeoutError:
            await self._fail(job.id, _too_slow(self._limits.deadline_s))
        except WorkerGone:
            await self._store(Ledger.give_back, self._holder, is_crash=True, job_id=job.id)
            self.wake()
        except sqlite3.Error:
            # The lease is not renewed any more: whoever can write to the ledger takes the job.
            self._lost.add(job.id)
            log.exception("the ledger failed")
        finally:
            self._at_work.discard(job.id)
            # Shielded: at the end of the program nobody must be left behind.
            await asyncio.shield(self._pool.put_back(worker, is_usable=is_usable))
            self._hub.wake(job.id)

    async def _follow(self, job: Claimed, worker: Worker) -> bool:
        """Carry the worker's answers to the ledger; True where the worker can be used again."""
        waiting: list[Answer] = []
        more, turn = asyncio.Event(), asyncio.Lock()

        async def write() -> None:
            # While one write is on its way, the next events gather: a write is a wait for the disk.
            while True:
                await more.wait()
                async with turn:
                    more.clear()
                    batch, waiting[:] = list(waiting), []
                    try:
                        await self._tell(job.id, batch)
                        continue
                    except sqlite3.Error:
                        waiting[:0] = batch  # to be written later, with the end of the job at the latest
                await asyncio.sleep(LEDGER_PAUSE_S)
                more.set()

        writer = asyncio.create_task(write())
        try:
            async for answer in worker.ask("brief", job.package):
                if answer.head["kind"] == "event":
                    waiting.append(answer)
                    more.set()
                    continue
                self._at_work.discard(job.id)
                async with turn:  # a write that is on its way may still fail, and its events are then told with the end
                    writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
                await self._end(job, answer, waiting)
        finally:
            writer.cancel()
        return True

    async def _tell(self, job_id: str, batch: list[Answer]) -> None:
        if not batch:
            return
        is_ours = await self._store(Ledger.note, job_id, self._holder, _events(batch), _stage(batch))
        if is_ours:
            self._hub.wake(job_id)

    async def _end(self, job: Claimed, answer: Answer, last: list[Answer]) -> None:
        if answer.head["kind"] == "result":
            brief_id = await self._store(Ledger.finish, job.id, self._holder, answer.body, _events(last))
            if brief_id is not None:
                self._count("done", answer.head["counts"])
            elif job.id in (await self._store(Ledger.wishes, self._holder))[1]:
                await self._fail(job.id, None)  # who was told that it will be cancelled gets no brief of it
        else:
            await self._tell(job.id, last)
            await self._fail(job.id, Problem.model_validate_json(answer.body))

    async def _fail(self, job_id: str, found: Problem | None) -> None:
        if await self._store(Ledger.fail, job_id, self._holder, found):
            self._count("failed" if found else "cancelled", {})

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_S)
            if self._running:
                with contextlib.suppress(sqlite3.Error):
                    await self._store(Ledger.renew, self._holder, tuple(self._running), LEASE_S)

    async def _obey(self) -> None:
        while True:
            await asyncio.sleep(WISH_S)
            if not self._at_work:
                continue
            known = set(self._at_work)
            try:
                ours, cancelling = await self._store(Ledger.wishes, self._holder)
            except sqlite3.Error:
                continue
            for job_id in known & self._at_work:
                if job_id in cancelling:
                    await self._cancel(job_id)
                elif job_id not in ours:
                    # Taken over because the lease ran out: nobody needs our answer.
                    self._running[job_id].cancel()

    async def _cancel(self, job_id: str) -> None:
        with contextlib.suppress(sqlite3.Error):
            await self._fail(job_id, None)
            if job_id in self._at_work:
                self._running[job_id].cancel()

    async def _sweep(self) -> None:
        while True:
            with contextlib.suppress(sqlite3.Error):
                await self._store(Ledger.sweep, self._limits.keep_s)
            await asyncio.sleep(SWEEP_S)


async def _kept_up(loop: Callable[[], Awaitable[None]]) -> None:
    """A loop that an unforeseen error does not end: nobody would claim, renew or cancel any more."""
    while True:
        try:
            await loop()
        except Exception:
            log.exception("a loop of the jobs failed and goes on")
            await asyncio.sleep(LEDGER_PAUSE_S)


def _events(batch: list[Answer]) -> list[tuple[str, str]]:
    return [(str(answer.head["event"]), answer.body.decode()) for answer in batch]


def _stage(batch: list[Answer]) -> str | None:
    stages = [answer.body for answer in batch if answer.head["event"] == "stage"]
    return str(json.loads(stages[-1])["stage"]) if stages else None


def _too_slow(deadline_s: float) -> Problem:
    return problem("deadline_reached", f"not finished within {deadline_s:g} s; give fewer or shorter articles")
