"""Who follows which job in this process, and how they hear of news, also of what another process wrote.

Enters: ids of jobs that are followed. Leaves: wake-ups. One look at the ledger serves all followers.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from service.jobs.ledger import Ledger
from service.jobs.store import Store

LOOK_S = 0.25


class Hub:
    """Followers by job."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._followers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._newest: dict[str, int] = {}

    @property
    def size(self) -> int:
        """How many follow something."""
        return sum(map(len, self._followers.values()))

    @contextmanager
    def follow(self, job_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at each news of the job."""
        news = asyncio.Event()
        self._followers[job_id].add(news)
        try:
            yield news
        finally:
            self._followers[job_id].discard(news)
            if not self._followers[job_id]:
                del self._followers[job_id]
                self._newest.pop(job_id, None)

    def wake(self, job_id: str | None = None) -> None:
        """Tell those who follow that job, or everybody."""
        for followed, followers in self._followers.items():
            if job_id in {None, followed}:
                for news in followers:
                    news.set()

    async def look(self) -> None:
        """Look for news of other processes until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            if not self._followers:
                continue
            try:
                newest = await self._store(Ledger.newest, tuple(self._followers))
            except sqlite3.Error:
                continue  # readiness says it; followers wait for the ledger's return
            for job_id, number in newest.items():
                if self._newest.get(job_id) != number and job_id in self._followers:
                    self._newest[job_id] = number
                    self.wake(job_id)
