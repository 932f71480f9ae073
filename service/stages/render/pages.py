"""The Jinja environment of our HTML pages: escaped, strict about names, control characters made visible.

Enters: the package whose ``assets`` hold the templates. Leaves: its environment, made once. Never: an article's markup.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from service.stages.render.safe_text import one_line, reveal_controls

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = "assets"


@cache
def environment(package: str) -> Environment:
    """Loaded here and not at import: the other formats do without Jinja."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader(package, ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    found.filters["one_line"] = one_line
    return found


def _shown(value: object) -> object:
    """Every string that a template prints; its own markup passes as it is."""
    return reveal_controls(value) if type(value) is str else value
