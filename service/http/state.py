"""What the routes share: one record for each application. Never: a global."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from service.http.access import Keys
from service.http.metrics import Metrics
from service.jobs import Ledger
from service.jobs.hub import Hub
from service.jobs.pool import Pool
from service.jobs.runner import Runner
from service.jobs.store import Store
from service.settings import ServeSettings, Settings


class Form(NamedTuple):
    """One brief in one media type."""

    data: bytes
    etag: str
    owner: str


class Shelf:
    """The forms of briefs that were asked for last, up to so many bytes."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._forms: OrderedDict[tuple[str, str], Form] = OrderedDict()

    def get(self, brief_id: str, media: str) -> Form | None:
        """The form, where it is still there."""
        form = self._forms.get((brief_id, media))
        if form is not None:
            self._forms.move_to_end((brief_id, media))
        return form

    def put(self, brief_id: str, media: str, form: Form) -> None:
        """Keep it; the one asked for longest ago goes."""
        old = self._forms.pop((brief_id, media), None)
        self._bytes += len(form.data) - (len(old.data) if old else 0)
        self._forms[brief_id, media] = form
        while self._bytes > self._max_bytes:
            self._bytes -= len(self._forms.popitem(last=False)[1].data)


@dataclass
class House:
    """One running service."""

    settings: Settings
    serve: ServeSettings
    keys: Keys
    metrics: Metrics
    store: Store = field(init=False)
    pool: Pool = field(init=False)
    hub: Hub = field(init=False)
    runner: Runner = field(init=False)
    shelf: Shelf = field(default_factory=lambda: Shelf(64_000_000))
    streams: int = 0
    is_draining: bool = False  # takes no new work
    is_closing: bool = False  # who waits for something is sent away
    _counts: dict[str, int] = field(default_factory=dict)

    def has_model(self) -> bool:
        """True where a language model is set up."""
        return bool(self.settings.model or self.settings.local_model or self.settings.replay)

    def watch(self) -> None:
        """Let the metrics read what only the house knows."""
        for state in ("queued", "running"):
            gauge = partial(self._count, state)
            self.metrics.gauge(f"evenhand_jobs_{state}", f"Jobs that are {state}, of all processes.", gauge)
        self.metrics.gauge("evenhand_event_streams", "Event streams that are open.", lambda: self.streams)
        self.metrics.gauge("evenhand_tasks", "Tasks of the event loop.", lambda: len(asyncio.all_tasks()))
        self.metrics.gauge("evenhand_worker_processes", "Workers wanted.", lambda: self.pool.size)

    def _count(self, state: str) -> float:
        return self._counts.get(state, 0)

    async def look(self) -> None:
        """Count the open jobs."""
        self._counts.clear()
        self._counts.update(await self.store(Ledger.counts))

    async def drain(self, for_s: float) -> None:
        """Take no new work, let what runs end or go back into the ledger, then send away who still waits."""
        if self.is_closing:
            return
        self.is_draining = True
        await self.runner.drain(for_s)
        self.is_closing = True
        self.hub.wake()


async def _house(request: Request) -> House:
    return house_of(request)  # not in a thread of the pool, as a plain function would be


def house_of(request: Request) -> House:
    """What the routes share."""
    house: House = request.app.state.house
    return house


InHouse = Annotated[House, Depends(_house)]
