"""Evenhand: one neutral brief of several articles; every sentence cites the exact words it rests on.

from service import Settings, make_brief_sync
brief = make_brief_sync(["article-1.txt", "article-2.txt"], settings=Settings(writer="extractive"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from service.pipeline import make_brief, make_brief_sync
    from service.records import Brief
    from service.settings import Settings

__all__ = ["Brief", "Settings", "__version__", "make_brief", "make_brief_sync"]

_HOMES = {
    "Brief": "service.records",
    "Settings": "service.settings",
    "make_brief": "service.pipeline",
    "make_brief_sync": "service.pipeline",
}


def __getattr__(name: str) -> Any:
    # Imported on first use: `evenhand --help` must not pay for the pipeline.
    if name not in _HOMES:
        raise AttributeError(f"module 'service' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
