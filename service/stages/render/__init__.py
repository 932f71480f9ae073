"""A brief in the form in which someone reads it.

Enters: a Brief. Leaves: text in one of four formats. Never: a word that is neither in the records nor in the fixed
wording; and no markup, script or terminal control from an article.
"""

from __future__ import annotations

from typing import Literal

from service.errors import InputError
from service.records import Brief

Format = Literal["terminal", "md", "json", "html"]

__all__ = ["Format", "render"]


def render(brief: Brief, format: Format, *, width: int | None = None, color: bool = False) -> str:  # noqa: A002
    """`brief` as text; `width` (columns) and `color` are for the terminal only.

    Raises:
        InputError: for a format that is not known.
    """
    # Each format is imported when asked for: Markdown must not pay for the template engine of HTML.
    if format == "md":
        from service.stages.render.markdown import render_markdown

        return render_markdown(brief)
    if format == "json":
        from service.stages.render.json_text import render_json

        return render_json(brief)
    if format == "html":
        from service.stages.render.html import render_html

        return render_html(brief)
    if format == "terminal":
        from service.stages.render.terminal import render_terminal

        return render_terminal(brief, width=width, color=color)
    raise InputError(f"unknown format {format!r}: use terminal, md, json or html")
