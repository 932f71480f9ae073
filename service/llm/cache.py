"""Answers kept on disk: a wrapper of `Model` around diskcache. Requests enter, replies leave, any trouble is a miss.

Nothing read from the folder is ever run: diskcache unpickles rows (CVE-2025-69872), so this disk refuses them, and it
neither reads nor removes a file outside of its folder. A cache is never the ledger of a batch.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import diskcache
from diskcache.core import MODE_PICKLE

from service.llm.model import Model, ModelReply, ModelRequest, request_key
from service.llm.shape import check_shape
from service.llm.usage import Meter

log = logging.getLogger(__name__)
T = TypeVar("T")
MAX_ENTRY_BYTES = 16_000_000  # an answer is a few kilobytes: a larger one was not written here
LOCK_TIMEOUT_S = 5.0
RETRY_S = 0.01
SHOWN_CHARS = 200  # of an error's own words: a row that is no answer is not repeated in full


class HardenedDisk(diskcache.JSONDisk):  # type: ignore[misc]  # diskcache has no types
    """JSON only, inside its own folder only."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        """Read a value; refuse pickles, handles and foreign files."""
        if mode == MODE_PICKLE or read:
            raise ValueError("a cache row that is not JSON was refused")
        if filename is not None:
            state = self._inside(filename).stat()
            if not stat.S_ISREG(state.st_mode):
                raise ValueError("a cache row names something that is no file")  # a pipe would be read for ever
            if state.st_size > MAX_ENTRY_BYTES:
                raise ValueError("a cache file is too large")
        inflate = zlib.decompressobj()
        data = inflate.decompress(diskcache.Disk.fetch(self, mode, filename, value, read), MAX_ENTRY_BYTES)
        if inflate.unconsumed_tail:
            raise ValueError("a cache row is too large")
        return json.loads(data)

    def get(self, key: Any, raw: bool) -> Any:
        """Read a key; refuse pickled ones."""
        if not raw:
            raise ValueError("a pickled cache key was refused")
        return super().get(key, raw)

    def remove(self, file_path: str) -> None:
        """Remove a file of this cache; a row that names another one is refused."""
        self._inside(file_path)
        super().remove(file_path)

    def _inside(self, name: str) -> Path:
        root = Path(self._directory).resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise ValueError("a cache row names a file outside of the cache")
        return path


class PatientCache(diskcache.Cache):  # type: ignore[misc]  # diskcache has no types
    """Waits for a lock as long as it was told to: the library's own loops take a minute for each of ten statements."""

    @property
    def _sql(self) -> Callable[..., Any]:
        run = super()._sql

        def execute(*values: Any, **options: Any) -> Any:
            deadline = time.monotonic() + LOCK_TIMEOUT_S
            while True:
                try:
                    return run(*values, **options)
                except sqlite3.OperationalError as error:
                    if str(error) != "database is locked":
                        raise
                    if time.monotonic() > deadline:
                        # other words, or the library would begin again
                        raise sqlite3.OperationalError("another process keeps the database locked") from None
                time.sleep(RETRY_S)

        return execute


def private_folder(path: Path) -> Path:
    """Make `path` a folder that only its owner can enter.

    Raises:
        OSError: it cannot be made, or belongs to somebody else.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    state = path.stat()
    if hasattr(os, "getuid"):
        if state.st_uid != os.getuid():
            raise PermissionError(f"{path} belongs to another user")
        if stat.S_IMODE(state.st_mode) != 0o700:
            path.chmod(0o700)
    return path


class CachedModel:
    """Answers from disk where it can, else asks `inner` and keeps the answer."""

    def __init__(self, inner: Model, folder: Path, meter: Meter, *, model_id: str) -> None:
        self._inner, self._folder, self._meter, self._model_id = inner, folder, meter, model_id
        self._cache: Any = None
        self._is_broken = False
        self._has_warned = False

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._inner.name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The stored answer, or a fresh one."""
        key = request_key(request, self._model_id)
        stored = await asyncio.to_thread(self._guarded, lambda: self._read(key, request))
        if stored is not None:
            self._meter.add_cached(stored.tokens_in, stored.tokens_out)
            return stored
        reply = await self._inner.complete(request)
        await asyncio.to_thread(self._guarded, lambda: self._write(key, reply))
        return reply

    def _guarded(self, work: Callable[[], T]) -> T | None:
        """Run `work`; any error is a miss, told once."""
        if self._is_broken:
            return None
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - a cache must never be the reason why a brief fails
            if not isinstance(error, ValueError | KeyError | TypeError | zlib.error):
                self._is_broken = True  # the store itself, not one entry: no use in waiting for it again
            self._warn(error)
            return None

    def _warn(self, error: Exception) -> None:
        if self._has_warned:
            return
        self._has_warned = True
        words = "".join(c if c.isprintable() else " " for c in str(error))[:SHOWN_CHARS]
        log.warning(
            "the response cache in %s is not usable (%s: %s): asking anew; delete the folder to reset it",
            self._folder,
            type(error).__name__,
            " ".join(words.split()),
        )

    def _open(self) -> Any:
        if self._cache is None:
            self._cache = PatientCache(
                str(private_folder(self._folder)),
                timeout=LOCK_TIMEOUT_S,
                disk=HardenedDisk,
                eviction_policy="none",  # the default forgets silently above 1 GiB
                statistics=0,
            )
        return self._cache

    def _read(self, key: str, request: ModelRequest) -> ModelReply | None:
        # the connection belongs to this thread of the pool: closed here, or nobody could
        with self._open() as cache:
            stored = cache.get(key)
        if stored is None:
            return None
        reply = ModelReply.model_validate(stored)
        if request.json_schema is not None:
            check_shape(reply.data, request.json_schema)
        return reply.model_copy(update={"cached": True})

    def _write(self, key: str, reply: ModelReply) -> None:
        with self._open() as cache:
            cache.set(key, reply.model_dump(mode="json"))
