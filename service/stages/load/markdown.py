"""Markdown: headings, lists and paragraphs as plain lines; marks, link targets, images and HTML are left out. Pure.

List items keep "- " or their number, as plain text writes them; wrapped lines of one paragraph become one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.stages.load.decode import clean, decode
from service.stages.load.hidden import VisibleText
from service.stages.load.inputs import Metadata, Parsed, Raw
from service.stages.load.metadata import forgiving

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


def parse(raw: Raw) -> Parsed:
    """Raises Rejected for bytes that are no text."""
    from markdown_it import MarkdownIt

    found = decode(raw)
    text, metadata = front_matter(clean(found.text)[0])
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    words, hidden = plain_words(tokens)
    return Parsed(words, metadata, replaced=found.replaced, encoding=found.encoding, hidden=hidden)


def front_matter(text: str) -> tuple[str, Metadata]:
    """The text without its front matter, and the fields that we know of it."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return text, Metadata()
    values = {_ALIASES.get(key.lower(), key.lower()): value.strip("\"'") for key, value in _FIELD.findall(found[1])}
    # A field that cannot be read is as good as absent: other programs put other things under these names.
    return text[found.end() :], forgiving(values, "")[0]


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
