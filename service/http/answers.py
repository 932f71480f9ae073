"""Problems as answers (RFC 9457). Enters: a Problem or an error. Leaves: a response of application/problem+json."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from service.jobs import Problem
from service.jobs.faults import place
from service.jobs.problems import problem
from service.violations import violation

RETRY_S: dict[str, int] = {
    "not_ready": 2,
    "too_many_streams": 5,
    "queue_full": 5,
    "draining": 5,
    "ledger_unavailable": 10,
    "model_unavailable": 30,
    "deadline_reached": 60,
    "budget_reached": 3_600,
}
MAX_ERRORS = 20
STREAM = "/events"  # how the address of a stream ends
_CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}
_DETAILS = {
    404: "nothing is served at this address; see /docs",
    405: "this address does not take that method; see the header Allow and /docs",
    413: "send less in one request, or ask who runs this service for a higher limit",
}


class Refused(Exception):
    """A request that ends with a problem."""

    def __init__(self, found: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(found.code)
        self.problem, self.headers = found, dict(headers or {})


def refuse(code: str, detail: str, errors: tuple[dict[str, str], ...] = ()) -> Refused:
    """What a route raises to end with the problem of that code."""
    return Refused(problem(code, detail, errors))


def as_response(found: Problem, request_id: str | None, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as an answer; a lone surrogate of the caller's can stand in it, escaped."""
    values = found.model_copy(update={"request_id": request_id}).model_dump(exclude_none=True)
    head = dict(headers or {})
    if found.code in RETRY_S:
        head.setdefault("Retry-After", str(RETRY_S[found.code]))
    return Response(json.dumps(values), status_code=found.status, headers=head, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Every error of a route becomes a problem."""

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Response:
        return as_response(error.problem, request.state.request_id, error.headers)

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        code = _CODES.get(error.status_code, "bad_request")
        found = problem(code, _DETAILS.get(error.status_code, "the request cannot be read; see /docs"))
        headers = {"Allow": _allowed(app, request)} if error.status_code == 405 else error.headers
        return as_response(found, request.state.request_id, headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        found = problem(
            "invalid_request", "a part of the request is not as it must be; see errors", faults(error.errors())
        )
        return as_response(found, request.state.request_id)

    @app.exception_handler(sqlite3.Error)
    async def no_ledger(request: Request, error: sqlite3.Error) -> Response:
        found = problem("ledger_unavailable", "the ledger of jobs cannot be used now; try again later")
        return as_response(found, request.state.request_id)


def _allowed(app: FastAPI, request: Request) -> str:
    """Every method of the address; the framework names those of the first route that it tried."""
    path = request.url.path
    methods = set()
    for template, described in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path):
            methods |= {name.upper() for name in described}
    if not path.endswith(STREAM):
        methods |= {"HEAD"} if "GET" in methods or not methods else set()
    return ", ".join(sorted(methods or {"GET"}))


def invalid_body(error: ValidationError) -> Refused:
    """What is wrong with a body, without the values in it."""
    listed = error.errors(include_url=False, include_input=False)
    if listed[0]["type"] == "json_invalid":
        return refuse("bad_json", f"{listed[0]['msg'].removeprefix('Invalid JSON: ')}; send one JSON object")
    found = tuple(place(fault["loc"]) | {"what": _what(fault)} for fault in listed[:MAX_ERRORS])
    return refuse("invalid_request", "a part of the request is not as it must be; see errors", found)


def faults(errors: Any) -> tuple[dict[str, str], ...]:
    """Where and what, of the first faults that pydantic lists of headers and of the address."""
    return tuple(
        {"where": ".".join(map(str, error["loc"]))[:200], "what": _what(error)} for error in errors[:MAX_ERRORS]
    )


def _what(error: Any) -> str:
    return violation(error)[:300]
