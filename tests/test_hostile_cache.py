"""A cache folder that is full, locked, forged or crowded: a miss and one warning, and the event loop goes on."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from service.llm.cache import CachedModel
from service.llm.model import ModelReply, ModelRequest
from service.llm.usage import Meter
from tests.cli_support import ROOT
from tests.llm_requests import GOOD, ask

MAX_GAP_S = 0.050
TRIES = 6  # a machine that is busy with something else gets another chance; a blocked loop fails each time
PROCESSES = 8
MIN_ASKED = 40


class Answers:
    """A model that answers at once, with as many characters as it is told."""

    name = "m"

    def __init__(self, padding: int = 0) -> None:
        self.count, self._padding = 0, padding

    async def complete(self, _: ModelRequest) -> ModelReply:
        self.count += 1
        # random, so that it cannot be compressed away
        text = os.urandom(self._padding // 2).hex()
        return ModelReply(text=text, data=GOOD, tokens_in=1, tokens_out=1, finish_reason="stop")


def cached(folder: Path, inner: Answers) -> CachedModel:
    return CachedModel(inner, folder, Meter(None), model_id="m")


class Gaps:
    """The longest time that the event loop stood still."""

    longest_s = 0.0


@asynccontextmanager
async def watched() -> AsyncIterator[Gaps]:
    gaps = Gaps()

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            gaps.longest_s = max(gaps.longest_s, time.perf_counter() - before - 0.001)

    task = asyncio.create_task(tick())
    try:
        await asyncio.sleep(0)
        yield gaps
    finally:
        task.cancel()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]


async def is_free(folder: Path, count: int = 1) -> list[bool]:
    """Whether each of `count` equal questions was answered from the folder."""
    model = cached(folder, Answers())
    return [(await model.complete(ask(f"q{n}"))).cached for n in range(count)]


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with no room left; only root may make one."""
    mount = shutil.which("mount")
    place = tmp_path / "small"
    place.mkdir()
    if mount is None or os.getuid() != 0:
        pytest.skip("only root may mount a small file system")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "none", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("this machine lets nobody mount a file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # a thread may still hold a file


async def test_a_full_disk_is_a_miss_with_one_warning(full_disk: Path, caplog: pytest.LogCaptureFixture) -> None:
    inner = Answers(padding=60_000)  # kept in a file of its own
    model = cached(full_disk / "responses", inner)
    async with watched():
        for number in range(12):
            assert (await model.complete(ask(f"q{number}"))).data == GOOD
    assert inner.count == 12
    assert len(warnings(caplog)) == 1
    assert "not usable" in caplog.text
    # what had room is still there, or the folder is no use at all; either way nothing is raised
    again = cached(full_disk / "responses", Answers())
    assert (await again.complete(ask("q0"))).data == GOOD


async def test_a_disk_without_room_for_the_database_is_a_miss(
    full_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with (full_disk / "filler").open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        file.writelines(bytes(4_096) for _ in range(1_000))
    assert await is_free(full_disk / "responses", 3) == [False] * 3
    assert len(warnings(caplog)) == 1


async def test_a_write_that_the_system_refuses_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The same where nobody may mount: SQLite says that its disk is full."""

    def refuse(*_: Any, **__: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("diskcache.Cache.set", refuse)
    assert await is_free(tmp_path / "responses", 3) == [False] * 3
    assert len(warnings(caplog)) == 1


def pipe(folder: Path) -> tuple[str, tuple[Any, ...]]:
    """Whoever opens it waits for ever."""
    os.mkfifo(folder / "x.val")
    return "UPDATE Cache SET mode = 2, value = NULL, filename = 'x.val'", ()


def absent(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET mode = 2, value = NULL, filename = 'gone.val'", ()


def deep(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET value = ?", (zlib.compress(b"[" * 200_000),)


def talking(_: Path) -> tuple[str, tuple[Any, ...]]:
    row = {"text": "\x1b]0;taken\x07" * 99, "data": 7, "finish_reason": "\x1b[2J\u202e"}
    return "UPDATE Cache SET value = ?", (zlib.compress(json.dumps(row).encode()),)


def foreign_setting(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "INSERT OR REPLACE INTO Settings VALUES ('disk_unknown', 1)", ()


@pytest.mark.parametrize("tamper", [pipe, absent, deep, talking, foreign_setting])
async def test_a_forged_row_is_a_miss_and_commands_nothing(
    tamper: Callable[[Path], tuple[str, tuple[Any, ...]]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "responses"
    assert await is_free(folder) == [False]
    assert await is_free(folder) == [True]
    database = sqlite3.connect(folder / "cache.db")
    database.execute(*tamper(folder))
    database.commit()
    database.close()
    async with asyncio.timeout(5):
        assert await is_free(folder) == [False]
    assert len(warnings(caplog)) <= 1
    assert all(c.isprintable() for message in warnings(caplog) for c in message)
    assert sum(map(len, warnings(caplog))) < 600


async def test_a_database_that_another_process_holds_is_a_miss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A locked folder costs the time that was set for it, once, and no other task waits."""
    monkeypatch.setattr("service.llm.cache.LOCK_TIMEOUT_S", 0.3)
    folder = tmp_path / "responses"
    assert await is_free(folder) == [False]
    holder = sqlite3.connect(folder / "cache.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        for attempt in range(TRIES):
            started = time.monotonic()
            async with watched() as gaps:
                assert await is_free(folder, 3) == [False] * 3
            took_s = time.monotonic() - started
            if gaps.longest_s < MAX_GAP_S and took_s < 3:
                break
            assert attempt < TRIES - 1, f"gap {gaps.longest_s:.3f} s, {took_s:.1f} s in all"
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert "not usable" in caplog.text


WRITERS = """
import asyncio, os, sys
from pathlib import Path
from tests.test_hostile_cache import Answers, cached
from tests.llm_requests import ask

async def fill(number):
    model = cached(Path(sys.argv[1]), Answers(padding=4_000))
    for n in range(int(sys.argv[3])):
        await model.complete(ask(f"p{number} q{n}"))

children = []
for number in range(int(sys.argv[2])):
    pid = os.fork()  # all imports are done: the writing begins at once
    if pid == 0:
        try:
            asyncio.run(fill(number))
        finally:
            os._exit(0)
    children.append(pid)
for pid in children:
    os.waitpid(pid, 0)
"""


async def test_eight_writing_processes_do_not_stop_the_event_loop(
    tmp_path: Path, child_environment: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "responses"
    for attempt in range(TRIES):
        writers = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WRITERS, str(folder), str(PROCESSES), "40", cwd=ROOT, env=child_environment
        )
        model = cached(folder, Answers())
        asked = 0
        async with watched() as gaps:
            while writers.returncode is None or asked < MIN_ASKED:
                assert (await model.complete(ask(f"own {attempt} q{asked}"))).data == GOOD
                asked += 1
        assert await writers.wait() == 0
        if gaps.longest_s < MAX_GAP_S:
            break
        assert attempt < TRIES - 1, f"the loop stood still for {gaps.longest_s:.3f} s"
    assert warnings(caplog) == []
    database = sqlite3.connect(folder / "cache.db")
    (rows,) = database.execute("SELECT COUNT(*) FROM Cache").fetchone()
    (state,) = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    assert (rows >= PROCESSES * 40, state) == (True, "ok")


async def test_the_folder_and_its_parent_are_the_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "responses"
    await is_free(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


async def test_a_database_that_is_a_folder_or_a_pipe_is_a_miss(tmp_path: Path) -> None:
    (tmp_path / "one" / "cache.db").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    os.mkfifo(tmp_path / "two" / "cache.db")
    async with asyncio.timeout(10):
        assert await is_free(tmp_path / "one") == [False]
        assert await is_free(tmp_path / "two") == [False]
