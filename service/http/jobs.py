"""GET and DELETE /v1/jobs/{id}, and the stream of its events. Enters: the id of a job. Leaves: where it stands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from service.http.answers import refuse
from service.http.briefs import job_answer
from service.http.shapes import JOB_ANSWERS, JobAnswer
from service.http.state import House, InHouse
from service.jobs import Event, Job, Ledger, State

FINAL = {"brief", "failed", "cancelled"}
MAX_NUMBER = 10**9
RETRY_MS = 1_000

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


async def _find(job_id: str, request: Request, house: InHouse) -> Job:
    job = await house.store(Ledger.job, request.state.caller, job_id)
    if job is None:
        raise refuse("not_found", "no job of that id is here, or it belongs to another key; check the id")
    return job


Found = Annotated[Job, Depends(_find)]


@router.get("/{job_id}", responses=JOB_ANSWERS, response_model=JobAnswer)
async def read_job(job: Found, house: InHouse) -> Response:
    """Where a job stands."""
    return job_answer(job, house, status=200)


@router.delete("/{job_id}", responses=JOB_ANSWERS, response_model=JobAnswer)
async def cancel_job(job: Found, request: Request, house: InHouse) -> Response:
    """Cancel a job that waits or runs; within a second nobody works on it any more."""
    if job.state in {State.DONE, State.FAILED}:
        raise refuse("job_finished", f"the job is {job.state}; there is nothing to cancel")
    found = await house.store(Ledger.cancel, request.state.caller, job.id)
    house.hub.wake(job.id)
    return job_answer(found or job, house, status=200)


class Followed(NamedTuple):
    """A job and what tells of news of it."""

    job: Job
    news: asyncio.Event


async def _follow(job: Found, house: InHouse) -> AsyncIterator[Followed]:
    # Here and not in the generator of the events: that one is closed only when the garbage of a reader who went is.
    if house.streams >= house.serve.max_streams:
        raise refuse(
            "too_many_streams", f"{house.streams} event streams are open; close one, or ask for the job instead"
        )
    house.streams += 1
    try:
        with house.hub.follow(job.id) as news:
            yield Followed(job, news)
    finally:
        house.streams -= 1


@router.get("/{job_id}/events", response_class=EventSourceResponse, responses=JOB_ANSWERS)
async def follow_job(
    followed: Annotated[Followed, Depends(_follow)],
    house: InHouse,
    last_event_id: Annotated[str | None, Header(description="Go on after this event.")] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Stages; each sentence, and each withheld statement, as soon as its check is done; their order; then the whole.

    Or why it failed. After `started` count from the beginning: an earlier attempt came to nothing.
    """
    after = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else 0
    async for event in _events(house, followed.job, min(after, MAX_NUMBER), followed.news):
        yield event


async def _events(house: House, job: Job, after: int, news: asyncio.Event) -> AsyncIterator[ServerSentEvent]:
    if job.state.is_final:
        # A reader that has everything would come back for ever: it hears the end once more.
        newest = await house.store(Ledger.newest, [job.id])
        after = min(after, newest.get(job.id, 1) - 1)
    while True:
        news.clear()
        for event in await house.store(Ledger.events, job.id, after):
            after = event.number
            yield ServerSentEvent(
                raw_data=await _data(house, event), event=event.kind, id=str(event.number), retry=RETRY_MS
            )
            if event.kind in FINAL:
                return
        if house.is_closing:
            return  # the reader comes back, to us or another process, and goes on after the last number
        await news.wait()


async def _data(house: House, event: Event) -> str:
    if event.kind != "brief":
        return event.data
    found = await house.store(Ledger.brief, json.loads(event.data)["brief_id"], None)
    return found.json.decode() if found else event.data
