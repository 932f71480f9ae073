"""What an author hides from readers: elements that are not shown, characters without a glyph. Pure.

Enters: tags with their attributes, Markdown's raw HTML piece by piece, or a text. Leaves: what is visible, and a count.
Not seen here: colour on the same colour, what lies behind or beside the page, what a script hides, and what a style
sheet hides by more than one class, id or tag name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser

# Never shown, whatever their attributes say.
SILENT_TAGS = frozenset({"script", "style", "template", "noscript"})
VOID_TAGS = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNIT = r"\s*(?:px|pt|r?em|ex|ch|%|vw|vh)?\s*(?:;|!|$)"
_STYLE = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    rf"|(?:font-size|opacity|max-height)\s*:\s*0?(?:\.0*)?(?<=[0.]){_UNIT}"
    r"|(?:text-indent|left|right|top)\s*:\s*-(?:\d{4,6}(?:\.\d{1,6})?\s*p[xt]|\d{3,6}(?:\.\d{1,6})?\s*r?em)"
    r"|(?<![-\w])color\s*:\s*transparent|scale\(\s*0\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
# One class, id or tag name, or a tag with one of them: what pages use to hide. Longer selectors are left alone.
_RULE = re.compile(r"([^{}@;]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"(?:[a-z][\w-]*)?(?:[.#][\w-]+)?$", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
# Controls but tab, line and page breaks; Unicode's default ignorable characters; bidi controls and interlinear notes.
# They have no glyph: they split words, turn their order, or spell whole messages that no reader sees. A real text needs
# them for other scripts and for joined emoji only.
INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]+"
)


def shown(text: str) -> tuple[str, int]:
    """The text without characters that have no glyph, and how many there were."""
    if text.isascii() and text.isprintable():
        return text, 0
    kept = INVISIBLE.sub("", text)
    return kept, len(text) - len(kept)


def hiding_selectors(sheet: str) -> frozenset[str]:
    """Simple selectors (``.x``, ``#x``, ``tag``, ``tag.x``) whose last rule in a style sheet hides; no ``@media``."""
    hiding: dict[str, bool] = {}
    for rule in _RULE.finditer(_without_blocks(_CSS_COMMENT.sub("", sheet))):
        hides = bool(_STYLE.search(rule[2]))
        for selector in rule[1].split(","):
            name = selector.strip()
            if name and _SIMPLE.match(name) and (hides or name in hiding):
                hiding[name] = hides
    return frozenset(name for name, hides in hiding.items() if hides)


def _without_blocks(sheet: str) -> str:
    """The rules that hold for every reader: those inside ``@media`` and the like fall away with it."""
    kept: list[str] = []
    depth = since = 0
    inside_at = False
    for mark in re.finditer(r"[{}]", sheet):
        if mark[0] == "{":
            if depth == 0:
                inside_at = "@" in sheet[since : mark.start()]
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                kept.append("" if inside_at else sheet[since : mark.end()])
                since = mark.end()
    return "".join(kept)


def is_hidden_by(selectors: frozenset[str], tag: str, attributes: Mapping[str, str | None]) -> bool:
    """True where one of the simple selectors names this element."""
    names = ["", *(f".{name}" for name in (attributes.get("class") or "").split()[:50])]
    if attributes.get("id"):
        names.append(f"#{attributes['id']}")
    return any(name in selectors or f"{tag}{name}" in selectors for name in names)


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
        # How often each tag is among them; a list of 100,000 must not be searched for each character.
        self._open: Counter[str] = Counter()
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
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave the innermost hidden element of that name."""
        if not self._open[tag]:
            return
        # Inner tags that were never closed end with it.
        while (closed := self._hidden.pop()) != tag:
            self._open[closed] -= 1
        self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        """Keep visible words, count hidden ones."""
        if not self._hidden:
            self._words.append(data)
        elif not any(self._open[tag] for tag in SILENT_TAGS):
            self.hidden_chars += len(data.strip())
