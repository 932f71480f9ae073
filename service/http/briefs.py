"""POST /v1/briefs and GET /v1/briefs/{id}.

Enters: a request for a brief, or the id of one. Leaves: the brief in the form asked for, or a job. Every brief goes
through the ledger, so that an answer that was on its way when a connection broke can be had again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, cast

from fastapi import APIRouter, Header, Request, Response
from fastapi.routing import APIRoute

from service.decisions import decisions_of
from service.errors import InputError
from service.http.answers import Refused, refuse
from service.http.examples import BRIEF_BODY
from service.http.intake import read_request
from service.http.negotiate import choose, etag, is_known, prefers_async
from service.http.shapes import BRIEF_ANSWERS, BRIEF_HEADERS, MAKE_ANSWERS, IdempotencyKey, JobAnswer
from service.http.state import Form, House, InHouse, house_of
from service.jobs import Conflict, Job, Ledger, NewJob, QueueFull, State
from service.jobs.requests import BriefRequest, Package
from service.records import Brief
from service.records.reading import read_brief
from service.stages.render import render
from service.stages.render.html import page_policy

MEDIA = ("application/json", "text/markdown", "text/html")
DISCONNECT_LOOK_S = 0.5


class _Lean(APIRoute):
    """A route that is asked most: its function reads the request itself.

    What FastAPI does for declared parameters takes longer than all the rest of such an answer, so they are described by
    hand. Who may ask is decided in `gate`, before any route.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        async def handle(request: Request) -> Response:
            return cast("Response", await self.endpoint(request.path_params["brief_id"], request))

        return handle


router = APIRouter(prefix="/v1", tags=["briefs"])
stored = APIRouter(prefix="/v1", tags=["briefs"], route_class=_Lean)


@router.post("/briefs", status_code=201, responses=MAKE_ANSWERS, openapi_extra=BRIEF_BODY, response_model=Brief)
async def make_brief(
    request: Request,
    house: InHouse,
    idempotency_key: IdempotencyKey = None,
    prefer: Annotated[str | None, Header(description="respond-async: answer at once, with a job.")] = None,
    accept: Annotated[str | None, Header(description="Form of the brief.")] = None,
) -> Response:
    """Make a brief of articles, at once or as a job."""
    media = _media(accept)
    if house.is_draining:
        raise refuse("draining", "this process takes no new work; send the request again in a moment")
    wanted, package = await read_request(request, BriefRequest, house.serve)
    package = await _complete(wanted, package, house, request.state.caller)
    new = NewJob(request.state.caller, package.pack(), package.fingerprint(), idempotency_key)
    try:
        job, _ = await house.store(Ledger.add, new, house.serve.max_queue)
    except Conflict as error:
        raise refuse("idempotency_conflict", str(error)) from None
    except QueueFull as error:
        raise refuse("queue_full", f"{error}; try again in a moment") from None
    house.runner.wake()
    if prefers_async(prefer):
        return job_answer(job, house, applied="respond-async")
    job = await _ended(job, request, house, is_kept=idempotency_key is not None)
    if job.problem is not None:
        raise Refused(job.problem)
    if job.state != State.DONE or job.brief_id is None:
        return _unfinished(job, house)
    form = await form_of(house, job.brief_id, media, request.state.caller)
    return _answer(form, media, {"Location": f"/v1/briefs/{job.brief_id}"}, status=201)


@stored.get("/briefs/{brief_id}", responses=BRIEF_ANSWERS, response_model=Brief, openapi_extra=BRIEF_HEADERS)
async def read_stored(brief_id: str, request: Request) -> Response:
    """A finished brief."""
    media = _media(request.headers.get("accept"))
    form = await form_of(house_of(request), brief_id, media, request.state.caller)
    if is_known(form.etag, request.headers.get("if-none-match")):
        return Response(status_code=304, headers=_headers(form, media))
    return _answer(form, media, {})


def _media(accept: str | None) -> str:
    media = choose(accept, MEDIA)
    if media is None:
        raise refuse("not_acceptable", f"a brief comes as {', '.join(MEDIA)}; ask for one of them in the header Accept")
    return media


async def _complete(wanted: BriefRequest, package: Package, house: House, caller: str) -> Package:
    """The package with the earlier brief it names; what can be known to fail fails before there is a job."""
    if wanted.settings.writer == "llm" and not house.has_model():
        raise refuse("no_model", "this service was started without a model; use the writer extractive or auto")
    try:
        decisions_of(wanted.decisions, "decisions")
        if isinstance(wanted.since, str):
            found = await house.store(Ledger.brief, wanted.since, caller)
            if found is None:
                raise InputError(
                    "since: no brief of that id is here; give the id of a stored brief, or a brief as JSON"
                )
            return package._replace(since=found.json)
    except InputError as error:
        raise refuse("invalid_request", str(error)) from None
    return package


async def _ended(job: Job, request: Request, house: House, *, is_kept: bool) -> Job:
    """The job at its end, or where this process stops before it; cancelled where its only reader has gone."""
    with house.hub.follow(job.id) as news:
        while True:
            news.clear()
            found = await house.store(Ledger.job, request.state.caller, job.id)
            if found is None or found.state.is_final or house.is_closing:
                return found or job
            if house.runner.is_lost(job.id):
                raise refuse("ledger_unavailable", "the brief was made, but could not be stored; send it again later")
            try:
                async with asyncio.timeout(DISCONNECT_LOOK_S):
                    await news.wait()
            except TimeoutError:
                # One that came with an idempotency key will be asked for again.
                if not is_kept and await request.is_disconnected():
                    return await house.store(Ledger.cancel, request.state.caller, job.id) or job


def _unfinished(job: Job, house: House) -> Response:
    if job.state == State.CANCELLED:
        raise refuse("cancelled", "somebody cancelled the work before it was done; send the request again")
    return job_answer(job, house)


def job_answer(job: Job, house: House, *, status: int = 202, applied: str | None = None) -> Response:
    """A job as JSON, with its place."""
    headers = {"Location": f"/v1/jobs/{job.id}"} if status == 202 else {}
    if applied is not None:
        headers["Preference-Applied"] = applied
    return Response(
        JobAnswer.of(job).model_dump_json(), status_code=status, headers=headers, media_type="application/json"
    )


async def form_of(house: House, brief_id: str, media: str, caller: str | None) -> Form:
    """A stored brief in one media type; `caller` None may read every one whose id it knows."""
    form = house.shelf.get(brief_id, media)
    if form is None:
        found = await house.store(Ledger.brief, brief_id, None)
        if found is not None:
            data = found.json if media == MEDIA[0] else await asyncio.to_thread(_render, found.json, media)
            form = Form(data, etag(data), found.owner)
            house.shelf.put(brief_id, media, form)
    if form is None or caller not in {None, form.owner}:
        raise refuse("not_found", "no brief of that id is here, or it belongs to another key; check the id")
    return form


def _render(data: bytes, media: str) -> bytes:
    return render(read_brief(data.decode()), "md" if media == "text/markdown" else "html").encode()


def _headers(form: Form, media: str) -> dict[str, str]:
    headers = {"ETag": form.etag, "Vary": "Accept, Authorization", "Cache-Control": "private, no-cache"}
    if media == "text/html":
        headers["Content-Security-Policy"] = f"{page_policy()}; frame-ancestors 'none'"
    return headers


def _answer(form: Form, media: str, more: dict[str, str], *, status: int = 200) -> Response:
    return Response(form.data, status_code=status, media_type=media, headers=_headers(form, media) | more)
