"""What the author of a page hides from its readers. Pure.

Enters: tags with their attributes, or Markdown's raw HTML piece by piece. Leaves: the visible text and a count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

# Never shown, whatever their attributes say.
SILENT_TAGS = frozenset({"script", "style", "template", "noscript"})
VOID_TAGS = frozenset("area base br col embed hr img input link meta source track wbr".split())
_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|r?em|ex|ch|%|vw|vh)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
# Characters without width, and the tag characters that spell invisible ASCII.
_NO_WIDTH = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u180e\ufeff"
ZERO_WIDTH = dict.fromkeys([*map(ord, _NO_WIDTH), *range(0xE0000, 0xE0080)])


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """True for an element that a browser does not show, or that is marked as not for readers."""
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").strip().lower() == "true"
        or bool(_STYLE.search(attributes.get("style") or ""))
    )


class VisibleText(HTMLParser):
    """Fed with raw HTML in pieces; tells whether the place reached is hidden, and what was visible."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._hidden: list[str] = []
        self._words: list[str] = []
        self.hidden_chars = 0

    @property
    def is_inside_hidden(self) -> bool:
        """True between the tags of a hidden element."""
        return bool(self._hidden)

    def take(self, markup: str) -> str:
        """Visible text of one more piece of the document."""
        self._words.clear()
        self.feed(markup)
        return "".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a hidden element, or go deeper in one."""
        if tag in VOID_TAGS:
            self._words.append("\n" if tag == "br" else "")
        elif self._hidden or tag in SILENT_TAGS or is_hidden(dict(attrs)):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the innermost hidden element of that name."""
        if tag in self._hidden:
            # Inner tags that were never closed end with it.
            last = len(self._hidden) - 1 - self._hidden[::-1].index(tag)
            del self._hidden[last:]

    def handle_data(self, data: str) -> None:
        """Keep visible words, count hidden ones."""
        if not self._hidden:
            self._words.append(data)
        elif not SILENT_TAGS & set(self._hidden):
            self.hidden_chars += len(data.strip())
