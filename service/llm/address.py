"""Where an endpoint is. A value; nothing is imported or opened for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """Where the endpoint is and how to speak to it."""

    base_url: str
    model: str
    api_key: str | None = field(repr=False)  # no traceback or debugger shows it
    is_loopback: bool
