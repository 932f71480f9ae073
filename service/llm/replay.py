"""Recorded completions, one JSON line each: a recorder that appends, and a model that only replays.

A line says which model made it and when. Replaying never asks an endpoint: a miss is an error that names the prompt.
"""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from service.errors import InputError, ModelUnavailable
from service.llm.model import Model, ModelReply, ModelRequest, request_key
from service.llm.usage import Meter
from service.records.base import Record
from service.violations import violation

log = logging.getLogger(__name__)


class Recording(Record):
    """One recorded answer."""

    key: str = Field(pattern="^[0-9a-f]{64}$", description="Of the request and the model's name.")
    model: str = Field(description="Name of the model that answered.")
    made_by: str = Field(description="Endpoint, or fingerprint of the model file.")
    made_on: str = Field(description="Day, UTC.")
    prompt_id: str = Field(description="Id of the prompt.")
    prompt_version: str = Field(description="Version of the prompt.")
    reply: ModelReply = Field(description="The answer.")


def read_recordings(path: Path) -> tuple[Recording, ...]:
    """All lines of a recording; a last line that was cut off by a crash is left out with a warning.

    Raises:
        InputError: the file cannot be read, or a line is no recording.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"recording {path} cannot be read: {error}") from None
    if tail := lines.pop():
        log.warning("recording %s: the last line is cut off (%d characters) and left out", path, len(tail))
    recordings = []
    for number, line in enumerate(lines, start=1):
        try:
            recordings.append(Recording.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "line"
            raise InputError(f"{path}:{number}: not a recorded completion: {place}: {violation(first)}") from None
    return tuple(recordings)


class ReplayModel:
    """Answers from a recording only."""

    def __init__(self, path: Path, meter: Meter, *, name: str | None) -> None:
        self._path, self._meter = path, meter
        recordings = read_recordings(path)
        names = sorted({recording.model for recording in recordings})
        if name is None and len(names) != 1:
            held = ", ".join(names) or "no model at all"
            raise InputError(f"recording {path} holds {held}: name the one to replay with --model")
        self._name = name or names[0]
        self._replies = {recording.key: recording.reply for recording in reversed(recordings)}

    @property
    def name(self) -> str:
        """The model that made the recording."""
        return self._name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The recorded answer.

        Raises:
            ModelUnavailable: this request was not recorded.
        """
        reply = self._replies.get(request_key(request, self._name))
        if reply is None:
            raise ModelUnavailable(
                f"{request.where}: no recorded answer of {self._name} for prompt {request.prompt_id} "
                f"(version {request.prompt_version}) in {self._path}: prompt, inputs or settings changed since; "
                "record again with --record, or run without --replay"
            )
        self._meter.add_cached(reply.tokens_in, reply.tokens_out)
        return reply.model_copy(update={"cached": True})


class RecordedFirst:
    """Answers from a recording what it holds, and asks `inner` for the rest."""

    def __init__(self, inner: Model, path: Path, meter: Meter) -> None:
        self._inner, self._meter = inner, meter
        self._replies = {recording.key: recording.reply for recording in reversed(read_recordings(path))}

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._inner.name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The recorded answer, else that of `inner`."""
        reply = self._replies.get(request_key(request, self.name))
        if reply is None:
            return await self._inner.complete(request)
        self._meter.add_cached(reply.tokens_in, reply.tokens_out)
        return reply.model_copy(update={"cached": True})


class RecordingModel:
    """Answers from the file what it holds; asks `inner` for the rest and appends it, whether it was fresh or cached."""

    def __init__(self, inner: Model, path: Path, meter: Meter, *, made_by: str) -> None:
        self._inner, self._path, self._meter, self._made_by = inner, path, meter, made_by
        self._lock = asyncio.Lock()
        self._known = {recording.key: recording.reply for recording in reversed(_prepare(path))}

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._inner.name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The answer of `inner`.

        Raises:
            InputError: the recording cannot be written.
        """
        key = request_key(request, self.name)
        if (known := self._known.get(key)) is not None:
            self._meter.add_cached(known.tokens_in, known.tokens_out)
            return known.model_copy(update={"cached": True})
        reply = await self._inner.complete(request)
        async with self._lock:
            if key not in self._known:
                line = Recording(
                    key=key,
                    model=self.name,
                    made_by=self._made_by,
                    made_on=datetime.now(UTC).date().isoformat(),
                    prompt_id=request.prompt_id,
                    prompt_version=request.prompt_version,
                    reply=reply.model_copy(update={"cached": False}),
                )
                await asyncio.to_thread(_append, self._path, line.model_dump(mode="json"))
                self._known[key] = line.reply
        return reply


def _prepare(path: Path) -> tuple[Recording, ...]:
    """What the file holds already; a line cut off by a crash is removed, so that the next one starts clean."""
    if not path.exists():
        return ()
    recordings = read_recordings(path)
    text = path.read_text(encoding="utf-8")
    if not text.endswith("\n") and text:
        path.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")
    return recordings


def _append(path: Path, line: dict[str, object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, sort_keys=True) + "\n")
    except OSError as error:
        raise InputError(f"recording {path} cannot be written: {error}") from None
