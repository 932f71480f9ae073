"""Styled lines as text for a terminal, plain or in colour.

Enters: lines of runs. Leaves: text; colour codes only where they are asked for, and only ours. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from service.stages.render.lines import Line


def plain(lines: Iterable[Line]) -> str:
    """The words alone."""
    return "\n".join("".join(run.text for run in line).rstrip() for line in lines) + "\n"


def coloured(lines: Iterable[Line]) -> str:
    """The words with the colour codes of their styles."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    # The same bytes everywhere: rich may not look at the environment, nor wrap, nor read words as markup.
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", legacy_windows=False, _environ={})
    for line in lines:
        text = Text()
        for run in line:
            text.append(run.text, run.style)
        text.rstrip()
        console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)
    return out.getvalue()
