"""Lines, paragraphs and the roles of lines, before any sentence is cut.

Enters: a document's text. Leaves: blocks with offsets and a role each. Pure.
"""

from __future__ import annotations

import re
from itertools import pairwise
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
# A text whose lines are cut at one width: none but the last of a paragraph has room for the first word of the next
WIDEST_CHARS = 130
NARROWEST_CHARS = 30
FULL_SHARE = 0.8  # of lines with another one right below
LEAST_LINES = 5
# a line that ends in one of these goes on, whatever the next one begins with
UNFINISHED = frozenset("the a an of to and or with from than by about nearly almost some its his her their".split())
SUMS = "€£$¥₹₽₩"  # no sentence of a new paragraph right below an open line begins with a sum of money
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


def _width(lines: list[_Line]) -> int | None:
    """The width at which the lines of a text are cut; None where they are not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    if len(pairs) < LEAST_LINES:
        return None
    width = max(len(line.text) for line in lines)
    if not NARROWEST_CHARS <= width <= WIDEST_CHARS:
        return None
    # the last line of a paragraph may have another one right below: it ends a sentence
    open_ended = [(a, b) for a, b in pairs if not TERMINAL.search(a.text)]
    full = sum(_is_full(a, b, width) for a, b in open_ended)
    return width if len(open_ended) >= LEAST_LINES and full >= FULL_SHARE * len(open_ended) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the next line would not have had room in this one."""
    return len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width


def _role(lines: list[_Line], index: int, seen_body: bool, width: int | None) -> str:
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
    if _is_wrapped(line, following, width):
        return "body"
    if following is None and index > 0 and not line.after_blank:
        return "body"
    return "heading" if seen_body else "title"


def _is_wrapped(line: _Line, following: _Line | None, width: int | None) -> bool:
    """A line cut by its width: as full as the text's lines are, or unfinished, or long and plainly gone on with."""
    if following is None or following.after_blank:
        return False
    if width is not None and _is_full(line, following, width):
        return True
    if len(line.text) >= NARROWEST_CHARS and line.text.rsplit(maxsplit=1)[-1] in UNFINISHED:
        return True
    return len(line.text) >= WRAPPED_LINE_CHARS and (following.text[0].islower() or following.text[0] in SUMS)


def find_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of `text` in order. Wrapped lines of one paragraph become one block; any other line is its own."""
    lines = _lines(text)
    width = _width(lines)
    blocks: list[Block] = []
    seen_body = False
    joined = False
    for index, line in enumerate(lines):
        if joined:
            last = blocks[-1]
            blocks[-1] = last._replace(end=line.end)
        else:
            role = _role(lines, index, seen_body, width)
            seen_body = seen_body or role == "body"
            blocks.append(Block(line.start, line.end, role, len(blocks)))
        following = lines[index + 1] if index + 1 < len(lines) else None
        # “... among all involved,” / according to a source: the quotation ends with its line, and its sentence does not
        goes_on = not TERMINAL.search(line.text) or bool(following and width and following.text[0].islower())
        joined = blocks[-1].role == "body" and goes_on and _is_wrapped(line, following, width)
    return tuple(blocks)
