"""Whether a page, a Markdown text or a JSON text holds anything that runs, loads or links to what is no address."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from tests.render_payloads import unsafe_characters


class Page(HTMLParser):
    """What a page would load, run or link to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.policy = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.attributes |= named.keys()
        self.links += [named[name] for name in ("href", "src", "action", "srcset", "poster") if name in named]
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"]


def assert_harmless_page(text: str) -> None:
    page = Page(text)
    assert page.tags.count("script") == page.tags.count("style") == 1, "only our own"
    loading = {"img", "svg", "iframe", "object", "embed", "base", "form", "math", "link", "video", "audio"}
    assert loading.isdisjoint(page.tags)
    assert not [name for name in page.attributes if name.startswith("on") or name in {"style", "src", "srcdoc"}]
    assert all(re.match(r"https?://[^\s\"'<>]+$|#", link) for link in page.links), page.links
    assert page.policy.startswith("default-src 'none';")
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert all(re.fullmatch(r"'sha256-[\w+/=]+'", rules[name]) for name in ("script-src", "style-src"))


def assert_harmless_markdown(text: str) -> None:
    """As the laxest reader sees it: raw HTML allowed, tables and strikethrough on."""
    assert unsafe_characters(text) == set()
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
    assert {"html_block", "html_inline", "image", "fence", "code_block"}.isdisjoint(token.type for token in flat)
    links = [str(token.attrs["href"]) for token in flat if token.type == "link_open"]
    assert all(re.match(r"https?://", link) for link in links), links


def assert_harmless_json(text: str) -> None:
    assert unsafe_characters(text) == set()
    assert not set("<>&") & set(text), "it may stand inside a script element"
    assert json.loads(text)
