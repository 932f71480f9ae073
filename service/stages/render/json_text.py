"""A brief as JSON: the records themselves, in a stable order.

Enters: a Brief. Leaves: JSON that `service.records.reading.read_brief` reads back, and that may stand inside a page's
script element as it is. Never: a lost character. Pure.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel

from service.records import Brief
from service.stages.render.safe_text import CONTROLS

# "</script>", "<!--" and "]]>" in an article would end the element that a page puts the JSON into.
_MARKUP = re.compile("[<>&]")


def render_json(brief: Brief) -> str:
    """Fields in the order of the records, keys of free maps sorted; controls and the marks of HTML are escaped."""
    text = _with_sorted_maps(brief).model_dump_json(indent=2)
    return escaped(text) + "\n"


def escaped(text: str) -> str:
    """The same JSON with controls and the marks of HTML escaped; its layout is none of these, so all are in strings."""
    return _MARKUP.sub(_escape_mark, CONTROLS.sub(_escape, text))


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]


def _escape_mark(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def _with_sorted_maps(value: Any) -> Any:
    """The same value; equal briefs then give equal bytes whatever the order their maps were filled in."""
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={name: _with_sorted_maps(getattr(value, name)) for name in type(value).model_fields}
        )
    if isinstance(value, tuple):
        return tuple(_with_sorted_maps(item) for item in value)
    if isinstance(value, dict):
        return dict(sorted(value.items()))
    return value
