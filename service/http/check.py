"""POST /v1/check: a finished text and its articles in, verdicts out. Nothing of it is kept."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from pydantic import Field

from service.http.answers import Refused, refuse
from service.http.examples import CHECK_BODY
from service.http.intake import read_request
from service.http.shapes import CHECK_ANSWERS
from service.http.state import House, InHouse
from service.jobs import Problem
from service.jobs.pool import WorkerGone
from service.jobs.problems import problem, unexpected
from service.jobs.requests import CheckRequest
from service.recheck import Recheck
from service.records import Record

router = APIRouter(prefix="/v1", tags=["check"])


class CheckAnswer(Record):
    """What a check found."""

    is_clean: bool = Field(description="Nothing is unsupported, uncited, missing or broken.")
    report: Recheck = Field(description="A verdict for each sentence.")
    failures: tuple[dict[str, str], ...] = Field(
        description="Inputs that could not be used, as in a problem's `errors`."
    )


@router.post("/check", responses=CHECK_ANSWERS, openapi_extra=CHECK_BODY, response_model=CheckAnswer)
async def check(request: Request, house: InHouse) -> Response:
    """Check a brief of ours, or anybody's text with [n] citations, against its articles."""
    if house.is_draining:
        raise refuse("draining", "this process takes no new work; send the request again in a moment")
    _, package = await read_request(request, CheckRequest, house.serve)
    if house.pool.waiting >= house.serve.max_queue:
        raise refuse("queue_full", f"{house.pool.waiting} requests wait for a worker; try again in a moment")
    try:
        async with asyncio.timeout(house.serve.job_deadline_s):
            return Response(await _ask(house, package.pack()), media_type="application/json")
    except TimeoutError:
        what = f"not finished within {house.serve.job_deadline_s:g} s; give fewer or shorter articles"
        raise Refused(problem("deadline_reached", what)) from None
    except WorkerGone:
        raise Refused(unexpected()) from None


async def _ask(house: House, package: bytes) -> bytes:
    worker, is_usable = await house.pool.take(), False
    try:
        async for answer in worker.ask("check", package):
            is_usable = answer.head["kind"] != "event"
            if answer.head["kind"] == "problem":
                raise Refused(Problem.model_validate_json(answer.body))
            if answer.head["kind"] == "result":
                return answer.body
        raise WorkerGone
    finally:
        await asyncio.shield(house.pool.put_back(worker, is_usable=is_usable))
