"""The records of a job. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from service.errors import EvenhandError
from service.records import Record


class State(StrEnum):
    """Where a job stands; the last three are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """True where nothing can change any more."""
        return self in {State.DONE, State.FAILED, State.CANCELLED}


class Problem(Record):
    """Why something was refused or failed, by RFC 9457; without the words of an article."""

    type: str = Field(default="about:blank", description="Always about:blank; `code` says which problem it is.")
    status: int = Field(ge=400, le=599, description="HTTP status.")
    code: str = Field(description="Stable name, for programs.")
    title: str = Field(description="What kind of problem, for people; the same for each code.")
    detail: str = Field(description="What is wrong here, where, and what to do.")
    errors: tuple[dict[str, str], ...] = Field(
        default=(),
        description="Single faults: `where` in the request, its `pointer` in the JSON, which `input`, and `what`.",
    )
    request_id: str | None = Field(default=None, description="As in the header X-Request-Id and in the log.")


class Job(Record):
    """One request for a brief, and what became of it."""

    id: str = Field(description="Unguessable.")
    state: State = Field(description="queued, running, done, failed or cancelled.")
    stage: str | None = Field(default=None, description="The stage of the pipeline that was entered last.")
    attempts: int = Field(ge=0, description="How often it was started; more than once where a process ended under it.")
    created: datetime = Field(description="When it was accepted.")
    started: datetime | None = Field(default=None, description="When it was started first.")
    finished: datetime | None = Field(default=None, description="When it came to its end.")
    brief_id: str | None = Field(default=None, description="Of the finished brief: GET /v1/briefs/{id}.")
    problem: Problem | None = Field(default=None, description="Why it failed.")


class NewJob(NamedTuple):
    """What a caller hands in."""

    owner: str
    package: bytes
    fingerprint: str
    idempotency_key: str | None = None


class Claimed(NamedTuple):
    """A job that this process works on now."""

    id: str
    attempt: int
    package: bytes


class Event(NamedTuple):
    """One thing that happened to a job; `number` counts from 1 within the job."""

    number: int
    kind: str
    data: str


class StoredBrief(NamedTuple):
    """A finished brief as JSON."""

    id: str
    json: bytes
    owner: str


class Conflict(EvenhandError):
    """The idempotency key was used for another request."""


class QueueFull(EvenhandError):
    """As many jobs are waiting or running as are allowed."""
