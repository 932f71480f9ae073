"""Plain text: decoded and cleaned, otherwise as it is. Pure."""

from __future__ import annotations

from service.stages.load.decode import decode, head
from service.stages.load.inputs import Parsed, Raw


def parse(raw: Raw, limit_chars: int) -> Parsed:
    """Raises Rejected for bytes that are no text. What cannot be among the first `limit_chars` is not decoded."""
    start = head(raw, limit_chars)
    found = decode(start)
    return Parsed(
        text=found.text,
        replaced=found.replaced,
        encoding=found.encoding,
        assumed=found.assumed,
        is_cut=start is not raw,
    )
