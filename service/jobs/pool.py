"""Worker processes, kept warm: each makes one brief at a time, and can be ended at any moment.

Enters: the bytes of a request. Leaves: events and a result, or WorkerGone. Only asyncio; no thread, no shared memory.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from typing import Any, NamedTuple, cast

from pydantic import SecretStr

from service.jobs.child import LENGTHS, frame
from service.settings import Settings

REQUESTS_PER_WORKER = 200  # caches of the text libraries grow
START_DEADLINE_S = 120.0
RESTART_PAUSE_S = 1.0
# Set the path ourselves: an isolated interpreter ignores the folder it starts in and every PYTHON variable.
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from service.jobs.child import main; main()"


class WorkerGone(Exception):
    """The process ended in the midst of its work."""


class Answer(NamedTuple):
    """One frame of a worker."""

    head: dict[str, Any]
    body: bytes


class Worker:
    """One process."""

    def __init__(self, process: Process, requests: StreamWriter, answers: StreamReader) -> None:
        self._process, self._requests, self._answers = process, requests, answers
        self.served = 0

    @classmethod
    async def start(cls, settings: Settings) -> Worker:
        """A process that has loaded all it needs. Raises WorkerGone."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _BOOT, json.dumps(sys.path), stdin=PIPE, stdout=PIPE
        )
        worker = cls(process, cast("StreamWriter", process.stdin), cast("StreamReader", process.stdout))
        try:
            async with asyncio.timeout(START_DEADLINE_S):
                await worker._send(_told(settings))
                await worker._receive()
        except BaseException:
            await worker.stop()
            raise
        return worker

    @property
    def is_alive(self) -> bool:
        """False once the process has ended."""
        return self._process.returncode is None

    async def ask(self, kind: str, body: bytes) -> AsyncIterator[Answer]:
        """Frames up to the result or problem. Raises WorkerGone."""
        self.served += 1
        await self._send({"kind": kind}, body)
        while True:
            answer = await self._receive()
            yield answer
            if answer.head["kind"] != "event":
                return

    async def stop(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
        self._requests.close()

    async def _send(self, head: dict[str, Any], body: bytes = b"") -> None:
        try:
            self._requests.write(frame(head, body))
            await self._requests.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise WorkerGone from None

    async def _receive(self) -> Answer:
        try:
            head, body = LENGTHS.unpack(await self._answers.readexactly(LENGTHS.size))
            said = json.loads(await self._answers.readexactly(head))
            return Answer(said, await self._answers.readexactly(body))
        except (asyncio.IncompleteReadError, ConnectionResetError):
            raise WorkerGone from None


class Pool:
    """A fixed number of workers; one that ends is replaced."""

    def __init__(self, settings: Settings, size: int) -> None:
        self._settings, self._size = settings, size
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._is_closed = False
        self._has_started = self._is_failing = False
        self.waiting = 0

    @property
    def is_ready(self) -> bool:
        """True once a worker has started; not while new ones cannot be started."""
        return self._has_started and not self._is_failing

    @property
    def size(self) -> int:
        """How many workers there are to be."""
        return self._size

    def start(self) -> None:
        """Begin to start all workers; does not wait for them."""
        for _ in range(self._size):
            self._replace()

    def stop_replacing(self) -> None:
        """The end is near: a worker that ends is not replaced."""
        self._is_closed = True

    async def close(self) -> None:
        """End all workers at once."""
        self._is_closed = True
        for task in list(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._all))
        self._all.clear()

    async def take(self) -> Worker:
        """A worker that is free, sooner or later."""
        self.waiting += 1
        try:
            while True:
                worker = await self._idle.get()
                if worker.is_alive:
                    return worker
                await self._drop(worker)
        finally:
            self.waiting -= 1

    async def put_back(self, worker: Worker, *, is_usable: bool) -> None:
        """Give a worker back; one that is not usable, or has served long enough, is ended and replaced."""
        if is_usable and worker.is_alive and worker.served < REQUESTS_PER_WORKER:
            self._idle.put_nowait(worker)
        else:
            await self._drop(worker)

    async def _drop(self, worker: Worker) -> None:
        self._all.discard(worker)
        self._replace()
        await worker.stop()

    def _replace(self) -> None:
        if self._is_closed:
            return
        task = asyncio.create_task(self._start_one())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _start_one(self) -> None:
        while True:
            try:
                worker = await Worker.start(self._settings)
            except (WorkerGone, TimeoutError, OSError):
                self._is_failing = True
                await asyncio.sleep(RESTART_PAUSE_S)
            else:
                self._has_started, self._is_failing = True, False
                self._all.add(worker)
                self._idle.put_nowait(worker)
                return


def _told(settings: Settings) -> dict[str, Any]:
    """The settings for a worker, keys in clear: they go through a pipe, not through arguments or the environment."""
    values = settings.model_dump(mode="json")
    for name, value in settings:
        if isinstance(value, SecretStr):
            values[name] = value.get_secret_value()
    return values
