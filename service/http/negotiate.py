"""Which form of a brief a caller wants, and whether it has it already. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

_PART = re.compile(r"\s*([\w.+*-]+/[\w.+*-]+)\s*((?:;[^,]*)?)")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)
MAX_PARTS = 32


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that fits best, the first offered of equal ones; None where none fits (RFC 9110, 12.5.1)."""
    if accept is None or not accept.strip():
        return offered[0]
    wanted: list[tuple[str, float]] = []
    for part in accept.split(",")[:MAX_PARTS]:
        found = _PART.fullmatch(part)
        if found is not None:
            quality = _QUALITY.search(found[2])
            wanted.append((found[1].lower(), float(quality[1]) if quality else 1.0))
    best = max(offered, key=lambda media: _quality(media, wanted))  # of equal ones the first
    return best if _quality(best, wanted) > 0 else None


def _quality(media: str, wanted: Sequence[tuple[str, float]]) -> float:
    """The most exact range decides."""
    for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
        for name, quality in wanted:
            if name == pattern:
                return quality
    return 0.0


def etag(data: bytes) -> str:
    """A strong one: the same for the same bytes."""
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'


def is_known(etag_now: str, if_none_match: str | None) -> bool:
    """True where the caller has these bytes already."""
    if if_none_match is None:
        return False
    known = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return "*" in known or etag_now in known


def prefers_async(prefer: str | None) -> bool:
    """True for ``Prefer: respond-async`` (RFC 7240)."""
    return any(part.partition(";")[0].strip().lower() == "respond-async" for part in (prefer or "").split(","))
