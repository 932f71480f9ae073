"""Reads a brief that was written as JSON, by this version or another one of the same major schema.

Enters: text. Leaves: a Brief, unknown fields ignored. Never: a guess; what cannot be read is an InputError.
"""

from __future__ import annotations

import json

from pydantic import ValidationError

from service.errors import InputError
from service.records.brief import SCHEMA_VERSION, Brief
from service.violations import violation


def read_brief(text: str) -> Brief:
    """The brief in `text`; raises InputError where it is no brief of the same major schema version."""
    try:
        head = json.loads(text)
    # RecursionError: arrays nested thousands deep; ValueError also covers integers of too many digits.
    except (ValueError, RecursionError) as error:
        raise InputError(f"the brief is not JSON ({_first_line(error)}): give a brief in its form json") from error
    version = head.get("schema_version") if isinstance(head, dict) else None
    if not isinstance(version, str):
        raise InputError("the JSON is no brief: it has no schema_version; give a brief in its form json")
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise InputError(
            f"the brief has schema version {version!r}, this program reads {SCHEMA_VERSION.split('.')[0]}.x: "
            "use the version that wrote it, or make the brief again"
        )
    try:
        return Brief.model_validate_json(text, extra="ignore")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        places = f"{error.error_count()} place{'s' * (error.error_count() > 1)}"
        raise InputError(
            f"the brief (schema version {version!r}) is damaged in {places}; "
            f"the first is {where}: {violation(first)}; make the brief again"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
