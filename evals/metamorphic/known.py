"""Relations that the product is known to break, each with the reason. An entry goes when its relation holds."""

from __future__ import annotations

KNOWN: dict[str, str] = {}
