"""Lays out styled words in lines of a given width, in terminal columns.

Enters: runs of (text, style). Leaves: lines of the same runs, wrapped and indented. Never: colour codes. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.stages.render.safe_text import one_line, strip_controls


class Run(NamedTuple):
    """Text in one style; an empty style is plain."""

    text: str
    style: str = ""


Line = tuple[Run, ...]


def columns(text: str) -> int:
    """Terminal columns that `text` takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(runs: Iterable[Run], width: int, first: Sequence[Run] = (), indent: int = 0) -> list[Line]:
    """`runs` in lines of at most `width` columns; `first` opens the first one, the others are indented."""
    lines: list[Line] = []
    line = [Run(strip_controls(run.text).replace("\n", " "), run.style) for run in first]
    used = sum(columns(run.text) for run in line)
    is_fresh = True
    for word in _words(runs, max(width - indent, 8)):
        size = sum(columns(run.text) for run in word)
        if not is_fresh and used + 1 + size > width:
            lines.append(tuple(line))
            line, used, is_fresh = [Run(" " * indent)], indent, True
        if not is_fresh:
            line.append(Run(" "))
            used += 1
        line += word
        used += size
        is_fresh = False
    lines.append(tuple(line))
    return lines


def _words(runs: Iterable[Run], limit: int) -> list[list[Run]]:
    """Words, each of one or more runs: no break falls between runs without white space between them."""
    words: list[list[Run]] = []
    is_open = False
    for run in runs:
        text = strip_controls(run.text)
        is_open = is_open and not text[:1].isspace()
        for index, piece in enumerate(one_line(text).split(" ")):
            for part in _broken(piece, limit):
                if is_open and index == 0:
                    words[-1].append(Run(part, run.style))
                else:
                    words.append([Run(part, run.style)])
                is_open = False
            is_open = bool(piece)
        is_open = is_open and not text[-1:].isspace()
    return words


def _broken(word: str, limit: int) -> list[str]:
    """A word too long for a line, such as an address, in pieces; nothing for an empty one."""
    pieces, piece, used = [], "", 0
    for character in word:
        size = _columns(character)
        if piece and used + size > limit:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += size
    return [*pieces, piece] if piece else pieces
