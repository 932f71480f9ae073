"""/healthz, /readyz, /metrics: how the service is. Never: a call of a model."""

from __future__ import annotations

import sqlite3

from fastapi import APIRouter, Response
from pydantic import Field

from service.http.answers import refuse
from service.http.metrics import CONTENT_TYPE
from service.http.shapes import problems
from service.http.state import InHouse
from service.jobs import Ledger
from service.records import Record

router = APIRouter(tags=["status"])


class Health(Record):
    """The process is there."""

    status: str = Field(description="ok")


@router.get("/healthz")
async def health() -> Health:
    """The process is alive; says nothing of its work."""
    return Health(status="ok")


@router.get("/readyz", responses={503: problems()[503]})
async def ready(house: InHouse) -> Health:
    """Work can be sent here: not about to stop, workers started, the ledger can be written, the queue is not full."""
    if house.is_draining:
        raise refuse("draining", "this process is about to stop")
    if not house.pool.is_ready:
        raise refuse("not_ready", "the workers are starting; ask again in a moment")
    try:
        await house.store(Ledger.probe)
        counts = await house.store(Ledger.counts)
    except sqlite3.Error:
        raise refuse(
            "ledger_unavailable", "the ledger of jobs cannot be written; see the disk and its folder"
        ) from None
    if sum(counts.values()) >= house.serve.max_queue:
        raise refuse("queue_full", f"{sum(counts.values())} jobs are waiting or running")
    return Health(status="ok")


@router.get("/metrics", responses={200: {"content": {"text/plain": {}}}}, response_class=Response)
async def metrics(house: InHouse) -> Response:
    """What was counted in this process, in Prometheus' text format."""
    await house.look()
    return Response(house.metrics.text(), media_type=CONTENT_TYPE)
