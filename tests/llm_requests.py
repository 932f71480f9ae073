"""Requests and settings that the tests of the model's side share."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr

from service.llm import ModelReply, ModelRequest, open_model
from service.settings import Settings
from tests.scripted_endpoint import ScriptedEndpoint

SCHEMA = {
    "type": "object",
    "properties": {"text": {"type": "string"}, "ids": {"type": "array", "items": {"enum": ["S1.1", "S2.1"]}}},
    "required": ["text", "ids"],
    "additionalProperties": False,
}
GOOD = {"text": "It rained.", "ids": ["S1.1"]}
KEY = "key-4f1c-of-nobody"


def ask(user: str = "What fell?", **changes: Any) -> ModelRequest:
    fields = {
        "prompt_id": "write",
        "prompt_version": "1",
        "system": "Be neutral.",
        "user": user,
        "json_schema": SCHEMA,
        "schema_name": "answer",
        "max_output_tokens": 100,
        "where": "K7",
    }
    return ModelRequest.model_validate(fields | changes)


def settings_for(endpoint: ScriptedEndpoint, **changes: Any) -> Settings:
    fields: dict[str, Any] = {
        "model": "scripted",
        "base_url": endpoint.base_url,
        "api_key": SecretStr(KEY),
        "cache": False,
    }
    return Settings(**(fields | changes))


async def complete(endpoint: ScriptedEndpoint, request: ModelRequest | None = None, **changes: Any) -> ModelReply:
    async with open_model(settings_for(endpoint, **changes)) as model:
        return await model.complete(request or ask())
