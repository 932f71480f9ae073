"""The main text of a web page. Runs in the parser child only: pages are hostile.

Enters: the page as text. Leaves: main text, title, outlet, date, address, and how many hidden characters were removed
before the extractor saw them. Never happens here: a request.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from service.stages.load.hidden import SILENT_TAGS, hiding_selectors, is_hidden, is_hidden_by, shown
from service.stages.load.inputs import Rejected

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Browsers look no further for a charset than this.
_CHARSET_WITHIN = 1024
# A page that hides these shows them by script later; taking them out would leave nothing.
_KEPT_TAGS = frozenset({"html", "body", "head"})
# Of all style sheets inside the page; hiding rules stand in front, or there are none.
_SHEET_CHARS = 500_000
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def declared_charset(data: bytes) -> str | None:
    """The charset that the page names in its head."""
    found = _CHARSET.search(data[:_CHARSET_WITHIN])
    return found[1].decode("ascii", errors="replace") if found else None


def extract(markup: str) -> dict[str, Any]:
    """Text and metadata of a page; ``text`` is empty where it holds no article."""
    from trafilatura import bare_extraction

    # lxml ships no types.
    html: Any = import_module("lxml.html")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except import_module("lxml.etree").ParserError:
        raise Rejected("no article text found in the page; save its text and give that") from None
    _strip_controls(tree)
    hidden = strip_hidden(tree)
    found = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # The extensive search reads a date from any number in the page; no date is better than a wrong one.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    page = {name: getattr(found, name, None) for name in ("text", "title", "date", "url")}
    return page | {"outlet": getattr(found, "sitename", None), "hidden": hidden}


def strip_hidden(tree: Any) -> int:
    """Take out what no reader sees; count its characters, scripts and the like not counted."""
    hidden = 0
    sheets = "".join((sheet.text or "")[:_SHEET_CHARS] for sheet in tree.iter("style"))
    selectors = hiding_selectors(sheets[:_SHEET_CHARS])
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT_TAGS:
            continue
        silent = element.tag in SILENT_TAGS
        is_unseen = is_hidden(element.attrib) or (selectors and is_hidden_by(selectors, element.tag, element.attrib))
        if silent or is_unseen:
            # JSON-LD names outlet and date, and is never taken as text.
            if element.get("type") == "application/ld+json":
                continue
            # An ancestor that was dropped took this one with it.
            if element.getroottree().getroot() is not tree:
                continue
            hidden += 0 if silent and element.tag != "template" else len("".join(element.itertext()).strip())
            element.drop_tree()
    return hidden + _strip_invisible(tree)


def _strip_controls(tree: Any) -> None:
    """A tree takes characters from its parser that it takes from nobody else: moving such a text would fail."""
    for element in tree.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and _NOT_XML.search(words) and isinstance(element.tag, str):
                setattr(element, name, _NOT_XML.sub(" ", words))


def _strip_invisible(tree: Any) -> int:
    hidden = 0
    for element in tree.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and not words.isascii():
                seen, count = shown(words)
                hidden += count
                if count:
                    setattr(element, name, seen)
    return hidden
