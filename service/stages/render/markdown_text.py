"""Inline Markdown: escaped words of articles, citation marks, tables.

Enters: strings and phrases of a brief. Leaves: Markdown whose only markup is ours. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.records import Citation, Phrase
from service.stages.render.outline import Outline
from service.stages.render.safe_text import one_line, reveal_controls

# Every character that opens or closes an inline construct in CommonMark, GFM tables, strikethrough or math.
_INLINE = re.compile(r"[\\`*_\[\]<>|~$]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
# What opens a block where it starts a line: heading, list, rule, setext underline, numbered list.
_BLOCK = re.compile(r"^(?:[#+=-]|(?P<number>\d{1,9})(?=[.)](?: |$)))")
# GFM makes links of bare addresses; the backslash breaks them and is not shown.
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(?=:)(?=:[^\s])|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def escape(text: str) -> str:
    """`text` as literal inline Markdown, safe at the start of a line and inside a table cell."""
    flat = one_line(reveal_controls(text))
    safe = _ENTITY.sub(r"\&", _INLINE.sub(r"\\\g<0>", flat))
    safe = _AUTOLINK.sub(r"\\", safe)
    return _BLOCK.sub(lambda found: rf"{found['number']}\\"[:-1] if found["number"] else rf"\{found.group()}", safe)


def marks(view: Outline, citations: Iterable[Citation]) -> str:
    """The numbers of citations, each in brackets."""
    return "".join(f"[{number}]" for number in view.refs.numbers(citations))


def spaced(*parts: str) -> str:
    """The parts that are not empty, one space apart: a mark never touches an opening parenthesis."""
    return " ".join(part for part in parts if part)


def phrase(view: Outline, item: Phrase | None, absent: str = "") -> str:
    """A phrase and its marks; `absent` where there is none."""
    return spaced(escape(item.text), marks(view, item.citations)) if item else absent


def phrases(view: Outline, items: Iterable[Phrase]) -> str:
    """Several phrases, parted by semicolons."""
    return "; ".join(phrase(view, item) for item in items)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)
