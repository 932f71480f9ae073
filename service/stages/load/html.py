"""The main text of a web page. Runs in the parser child only: pages are hostile.

Enters: the page as text. Leaves: main text, title, outlet, date, address, and how many hidden characters were removed
before the extractor saw them. Never happens here: a request.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from service.stages.load.hidden import SILENT_TAGS, ZERO_WIDTH, is_hidden

# 6.9 MB with 100,000 paragraphs took 13 s; article pages seldom pass 1 MB.
MAX_BYTES = 5_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Browsers look no further for a charset than this.
_CHARSET_WITHIN = 1024
# A page that hides these shows them by script later; taking them out would leave nothing.
_KEPT_TAGS = frozenset({"html", "body", "head"})


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
    tree = html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
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
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT_TAGS:
            continue
        silent = element.tag in SILENT_TAGS
        if silent or is_hidden(element.attrib):
            # JSON-LD names outlet and date, and is never taken as text.
            if element.get("type") == "application/ld+json":
                continue
            # An ancestor that was dropped took this one with it.
            if element.getroottree().getroot() is not tree:
                continue
            hidden += 0 if silent and element.tag != "template" else len("".join(element.itertext()).strip())
            element.drop_tree()
    return hidden + _strip_zero_width(tree)


def _strip_zero_width(tree: Any) -> int:
    hidden = 0
    for element in tree.iter():
        for name in ("text", "tail"):
            words = getattr(element, name)
            if words and not words.isascii() and len(shown := words.translate(ZERO_WIDTH)) < len(words):
                hidden += len(words) - len(shown)
                setattr(element, name, shown)
    return hidden
