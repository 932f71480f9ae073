"""What the description of the interface (OpenAPI) says beside the routes; its answers and headers."""

from __future__ import annotations

from typing import Annotated, Any, Self

from fastapi import Header
from pydantic import Field

from service.jobs import Job, Problem, State
from service.records import Arrived, Brief, Held, Ordered, Record

IdempotencyKey = Annotated[
    str | None,
    Header(
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Of your making: the same key with the same bytes gives the same job, also after a restart.",
    ),
]


class Links(Record):
    """Where to go on."""

    job: str = Field(description="GET: where it stands; DELETE: cancel.")
    events: str = Field(description="GET: what happens, as server-sent events.")
    brief: str | None = Field(default=None, description="GET: the finished brief.")


class JobAnswer(Job):
    """A job as a caller sees it."""

    links: Links = Field(description="Where to go on.")

    @classmethod
    def of(cls, job: Job) -> Self:
        """With its links."""
        place = f"/v1/jobs/{job.id}"
        brief = f"/v1/briefs/{job.brief_id}" if job.state == State.DONE else None
        return cls(**dict(job), links=Links(job=place, events=f"{place}/events", brief=brief))


Answers = dict[int | str, dict[str, Any]]


def problems(**causes: str) -> Answers:
    """Answers that are problems: `problems(_404="no such job")`; those that every route can give come along."""
    common = {
        "_401": "No key, or one that is not known.",
        "_403": "A page of another site asked.",
        "_421": "Asked under another name than the service's own.",
        "_429": "Too many requests; see Retry-After.",
        "_500": "A fault of the service.",
        "_503": "Not now; see Retry-After.",
    }
    described: Answers = {}
    for status, cause in sorted((common | causes).items()):
        described[int(status[1:])] = {
            "description": cause,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return described


_FORMS = {
    "application/json": {"schema": {"$ref": "#/components/schemas/Brief"}},
    "text/markdown": {"schema": {"type": "string"}},
    "text/html": {"schema": {"type": "string"}},
}
_MADE: Answers = {
    201: {"description": "The brief, in the form asked for.", "content": _FORMS, "model": Brief},
    202: {"description": "A job.", "model": JobAnswer},
}
_STORED: Answers = {
    200: {"description": "The brief, in the form asked for.", "content": _FORMS, "model": Brief},
    304: {"description": "As it was: the ETag fits."},
}
BRIEF_HEADERS = {
    "parameters": [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": about}
        for name, about in (
            ("accept", "application/json, text/markdown or text/html."),
            ("if-none-match", "An ETag of before."),
        )
    ]
}
BRIEF_ANSWERS = _STORED | problems(_404="No such brief.", _406="No such form.", _422="Not as it must be.")
_BAD_BODY = {
    "_400": "Not JSON, or no form.",
    "_406": "No such form.",
    "_408": "Took too long to arrive.",
    "_409": "The Idempotency-Key was used for another request, or the job was cancelled.",
    "_413": "Too large.",
    "_415": "Neither JSON nor a form.",
    "_422": "Not as it must be, or nothing in it can be used.",
    "_502": "The model's answers cannot be used.",
}
MAKE_ANSWERS = _MADE | problems(**_BAD_BODY)
CHECK_ANSWERS = problems(**{name: why for name, why in _BAD_BODY.items() if name not in {"_406", "_409"}})
JOB_ANSWERS = problems(_404="No such job.", _409="It has ended.", _422="Not as it must be.")


def _event(kind: str, what: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
    """One kind of event, as its JSON is described inside of text (JSON Schema 2020-12, 8.5)."""
    content = {"contentMediaType": "application/json", "contentSchema": data or {"type": "object"}}
    return {"properties": {"event": {"const": kind}, "data": {"type": "string", **content}}, "description": what}


def _of(kind: type[Record]) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


_ATTEMPT = {"type": "object", "properties": {"attempt": {"type": "integer"}}}
_STAGE = {
    "type": "object",
    "properties": {
        "stage": {"type": "string"},
        "done": {"type": "integer"},
        "total": {"type": "integer"},
        "tokens": {"type": "integer"},
        "cost_usd": {"type": ["number", "null"]},
    },
    "required": ["stage"],
}
EVENT_RECORDS = (Arrived, Held, Ordered)
EVENT_STREAM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "Grows; send the last one as Last-Event-ID to go on after it."},
        "event": {"type": "string"},
        "data": {"type": "string"},
        "retry": {"type": "integer", "minimum": 0},
    },
    "oneOf": [
        _event("queued", "The job was accepted."),
        _event("started", "Work has begun; forget the sentences of an earlier attempt.", _ATTEMPT),
        _event("stage", "A stage was entered, or has come so far.", _STAGE),
        _event("sentence", "A sentence has passed its check.", _of(Arrived)),
        _event("withheld", "A statement has failed its check.", _of(Held)),
        _event("order", "No more sentences come; this is their order.", _of(Ordered)),
        _event("requeued", "The process that worked on it ended; another one takes it."),
        _event("brief", "The end: the brief is done.", _of(Brief)),
        _event("failed", "The end: why there is no brief.", _of(Problem)),
        _event("cancelled", "The end: somebody cancelled the job."),
    ],
}
