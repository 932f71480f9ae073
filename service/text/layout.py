"""Lines, paragraphs and the roles of lines, before any sentence is cut.

Enters: a document's text. Leaves: blocks with offsets and a role each. Pure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.name_words import FUNCTION_WORDS
from service.text.names import tokens

TERMINAL = re.compile(r"[.!?…:;][\"”’')\]»]*$|[\"”»]$")
LIST_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]|[-*•‣–])\s+\S")
CAPTION = re.compile(
    r"\s*(?:\(?(?:photo|image|file photo|picture|video|watch|caption|credit)\b\s?[:)(]"
    r"|\((?:AP|AFP|Reuters|Getty)[^)]*\)\s*$)",
    re.I,
)
BOILERPLATE = re.compile(
    r"^\s*(?:©|\(c\)|copyright\b|all rights reserved|advertisement|sign up|subscribe|read more|read also|related:"
    r"|follow us|click here|share this|continue reading|story continues|more from|see also|most read|editor'?s? note"
    r"|this article (?:was|is)|support our|join (?:our|the)|published:|updated:|by [A-Z][\w.]+ [A-Z][\w-]+\s*$)",
    re.I,
)
# the small words of a name; any other one in lower case makes a sentence of the line
NAME_LINKS = frozenset("the of and for in at on by to a an with from".split())
WRAPPED_LINE_CHARS = 60  # a shorter line without an end mark is a heading, not a wrapped line


class Block(NamedTuple):
    """A paragraph, or one heading, list item, caption or site line: ``text[start:end]``; role is a Role's value."""

    start: int
    end: int
    role: str
    paragraph: int


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    after_blank: bool


def _lines(text: str) -> list[_Line]:
    found = []
    blank = True
    for match in re.finditer(r"[^\n]*(?:\n|$)", text):
        raw = match.group().rstrip("\n")
        stripped = raw.strip()
        if not stripped:
            blank = True
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        found.append(_Line(start, start + len(stripped), stripped, blank))
        blank = False
    return found


def _is_site_line(line: str) -> bool:
    """A closing line that only names the site: short, every content word capitalised, no verb between them."""
    words = tokens(line)
    if any(w.text[0].islower() and w.core not in NAME_LINKS for w in words):
        return False
    content = [w for w in words if w.core.lower() not in FUNCTION_WORDS]
    return 0 < len(words) <= 6 and len(content) >= 2 and all(w.text[0].isupper() for w in content)


def _role(lines: list[_Line], index: int, seen_body: bool) -> str:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    if BOILERPLATE.match(line.text) or (following is None and index > 0 and _is_site_line(line.text)):
        return "boilerplate"
    if CAPTION.match(line.text):
        return "caption"
    if LIST_ITEM.match(line.text) and len(line.text) < 200:
        neighbours = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
        if any(LIST_ITEM.match(n.text) for n in neighbours) or not TERMINAL.search(line.text):
            return "list"
    if TERMINAL.search(line.text) or len(tokens(line.text)) > 25:
        return "body"
    if _is_wrapped(line, following):
        return "body"
    if following is None and index > 0 and not line.after_blank:
        return "body"
    return "heading" if seen_body else "title"


def _is_wrapped(line: _Line, following: _Line | None) -> bool:
    """A line cut by its width: long enough, and the next one goes on in the same block."""
    if following is None or following.after_blank or len(line.text) < WRAPPED_LINE_CHARS:
        return False
    return following.text[0].islower()


def find_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of `text` in order. Wrapped lines of one paragraph become one block; any other line is its own."""
    lines = _lines(text)
    blocks: list[Block] = []
    seen_body = False
    joined = False
    for index, line in enumerate(lines):
        if joined:
            last = blocks[-1]
            blocks[-1] = last._replace(end=line.end)
        else:
            role = _role(lines, index, seen_body)
            seen_body = seen_body or role == "body"
            blocks.append(Block(line.start, line.end, role, len(blocks)))
        following = lines[index + 1] if index + 1 < len(lines) else None
        joined = blocks[-1].role == "body" and not TERMINAL.search(line.text) and _is_wrapped(line, following)
    return tuple(blocks)
