"""Plain text: decoded and cleaned, otherwise as it is. Pure."""

from __future__ import annotations

from service.stages.load.decode import decode
from service.stages.load.inputs import Parsed, Raw


def parse(raw: Raw) -> Parsed:
    """Raises Rejected for bytes that are no text."""
    found = decode(raw)
    return Parsed(text=found.text, replaced=found.replaced, encoding=found.encoding)
