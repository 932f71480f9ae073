"""What is asked of a language model and what comes back. Pure data, one key function; no vendor, no I/O."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Protocol

from pydantic import Field

from service.records.base import Record

KEY_FORMAT = 1  # raise it when the meaning of a stored answer changes: older ones then miss


class ModelRequest(Record):
    """One question to a model; everything but `where` decides the answer."""

    prompt_id: str = Field(description="Id of the prompt template.")
    prompt_version: str = Field(description="Version of the prompt template.")
    system: str = Field(description="System message; empty: none is sent.")
    user: str = Field(description="User message.")
    json_schema: dict[str, Any] | None = Field(default=None, description="Shape of the answer; None: free text.")
    schema_name: str = Field(default="answer", pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Name of the shape.")
    max_output_tokens: int = Field(ge=1, description="Ceiling for the answer.")
    temperature: float = Field(default=0.0, ge=0, le=2, description="Sampling temperature.")
    seed: int = Field(default=7, description="Sampling seed, where the endpoint honours it.")
    where: str = Field(default="", description="What the question is about (K7), for error messages only.")


class ModelReply(Record):
    """An answer of the asked shape."""

    text: str = Field(description="The answer as the model wrote it.")
    data: dict[str, Any] | None = Field(default=None, description="Parsed answer where a schema was given.")
    tokens_in: int = Field(ge=0, description="By the endpoint's own count, repair included; else our estimate.")
    tokens_out: int = Field(ge=0, description="By the endpoint's own count, repair included; else our estimate.")
    cached: bool = Field(default=False, description="From the cache, a recording, or an equal request under way.")
    finish_reason: str = Field(description="What the endpoint gave as the end, usually stop.")


class Model(Protocol):
    """Anything that answers; cache, recorder and replay are wrappers of this one shape."""

    @property
    def name(self) -> str:
        """Model name as asked."""

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Answer, or raise a ModelError, BudgetReached or InputError."""


def request_key(request: ModelRequest, model_id: str) -> str:
    """Sha256 (hex) of everything that changes the answer.

    The schema keeps its own order of keys: endpoints that decode by grammar write the properties in that order.
    """
    parts = request.model_dump(mode="json", exclude={"where", "json_schema"})
    parts |= {"key_format": KEY_FORMAT, "model": model_id, "json_schema": json.dumps(request.json_schema)}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
