"""Markdown: headings, lists and paragraphs as plain lines; marks, link targets, images and HTML are left out.

Runs in the parser child only: 100,000 brackets hold the library for minutes.

List items keep "- " or their number, as plain text writes them; wrapped lines of one paragraph become one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from service.stages.load.hidden import VisibleText
from service.stages.load.metadata import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
# Names that site generators use for our fields.
_ALIASES = {"date": "published", "source": "outlet", "publisher": "outlet"}
_TEXT_BLOCKS = frozenset({"inline", "fence", "code_block", "html_block"})
_TEXT_PIECES = frozenset({"text", "code_inline", "text_special", "fence", "code_block"})
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def extract(marked: str) -> dict[str, Any]:
    """Plain text, the fields of the front matter, and how many characters were hidden."""
    from markdown_it import MarkdownIt

    text, values = front_matter(marked)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    words, hidden = plain_words(tokens)
    return {"text": words, "values": values, "hidden": hidden}


def front_matter(text: str) -> tuple[str, dict[str, str]]:
    """The text without its front matter, and the fields of it that may be ours."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return text, {}
    values = {_ALIASES.get(key.lower(), key.lower()): value.strip("\"'") for key, value in _FIELD.findall(found[1])}
    return text[found.end() :], {key: values[key] for key in ALLOWED if key in values}


def plain_words(tokens: Sequence[Token]) -> tuple[str, int]:
    """Blocks as lines with a blank line between, and how many characters were hidden by raw HTML."""
    page = VisibleText()
    blocks: list[str] = []
    marks: list[str] = []
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            marks = [f"{token.info}{token.markup} " if token.info else "- "]
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append("\t".join(cells))
            cells = None
        elif token.type in _TEXT_BLOCKS:
            words = _words(token, page)
            if cells is not None:
                cells.append(words)
            elif words:
                blocks.append("".join(marks) + words)
                marks = []
    return ("\n\n".join(blocks) + "\n" if blocks else ""), page.hidden_chars


def _words(token: Token, page: VisibleText) -> str:
    """Visible words of one block."""
    if token.type == "html_block":
        return page.take(token.content).strip()
    pieces = token.children or () if token.type == "inline" else (token,)
    return "".join(_piece(piece, page) for piece in pieces).strip()


def _piece(piece: Token, page: VisibleText) -> str:
    if piece.type == "html_inline":
        return page.take(piece.content)
    words = _BREAKS.get(piece.type, piece.content if piece.type in _TEXT_PIECES else "")
    if not page.is_inside_hidden:
        return words
    page.hidden_chars += len(words.strip())
    return ""
