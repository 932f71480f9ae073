"""The HTML page: structure, escaping and policy, by parsing it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from service.stages.render import render
from service.stages.render.references import ROLES, references, with_role
from tests.brief_example import example_brief
from tests.render_payloads import PAYLOADS, poisoned

VOID = {"meta", "br", "wbr", "img", "input", "link", "hr"}
CSS = Path(__file__).parent.parent / "service/stages/render/assets/brief.css"


class Parsed(HTMLParser):
    """Elements in order, their text, and what each reference number covers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.covered: dict[str, str] = {}
        self.raw: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        assert not self._open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if tags and tags[-1] in {"style", "script"}:
            self.raw[tags[-1]] = data
            return
        self.text.append(data)
        for tag, attrs in self._open:
            for ref in attrs.get("data-refs", "").split() if tag == "mark" else ():
                self.covered[ref] = self.covered.get(ref, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attrs)) for tag, attrs in self.elements]


def test_every_cited_span_is_marked_in_its_source_and_linked() -> None:
    brief = example_brief()
    page = Parsed(render(brief, "html"))
    refs = references(brief)
    assert page.covered == {str(item.number): item.quote for item in refs.items}
    links = {attrs["data-ref"] for attrs in page.all("a") if attrs.get("class") == "mark"}
    assert links == set(page.covered)
    picks = {attrs["data-name"]: attrs for attrs in page.all("span") if "data-name" in attrs}
    for sentence in brief.sentences:
        for role in ROLES:
            numbers = " ".join(map(str, refs.numbers(with_role(sentence, role))))
            assert picks[sentence.id].get(f"data-{role}", "") == numbers


def test_links_inside_the_page_lead_somewhere_and_ids_are_unique() -> None:
    page = Parsed(render(example_brief(), "html"))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")} <= set(ids)
    named = {name for _, attrs in page.elements for name in attrs.get("aria-labelledby", "").split()}
    assert named <= set(ids)


def test_links_outside_are_web_addresses_that_tell_nothing() -> None:
    page = Parsed(render(example_brief(), "html"))
    outside = [attrs for attrs in page.all("a") if not attrs["href"].startswith("#")]
    assert [attrs["href"] for attrs in outside] == [item.url for item in example_brief().sources if item.url]
    assert {attrs["rel"] for attrs in outside} == {"noopener nofollow noreferrer"}


def test_headings_go_down_one_level_at_a_time_and_landmarks_are_there() -> None:
    page = Parsed(render(example_brief(), "html"))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tags = [tag for tag, _ in page.elements]
    assert tags.count("main") == tags.count("aside") == 1
    assert tags.index("table") < tags.index("ol"), "the overview comes first"


def test_policy_names_the_hashes_of_what_is_inlined() -> None:
    page = Parsed(render(example_brief(), "html"))
    policy = next(attrs["content"] for attrs in page.all("meta") if "http-equiv" in attrs)
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_page_loads_nothing_and_carries_no_inline_handlers() -> None:
    page = Parsed(render(example_brief(), "html"))
    assert {"link", "img", "iframe", "object", "embed", "base", "form"}.isdisjoint(tag for tag, _ in page.elements)
    names = {name for _, attrs in page.elements for name in attrs}
    assert not {name for name in names if name.startswith("on") or name in {"src", "srcset", "style", "srcdoc"}}
    assert not re.search(r"url\(|@import|https?:", page.raw["style"] + page.raw["script"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_stays_text(payload: str) -> None:
    harmless, hostile = Parsed(render(poisoned("harmless words"), "html")), Parsed(render(poisoned(payload), "html"))
    assert hostile.shape() == harmless.shape()
    shown = "".join(hostile.text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown)
    assert payload in shown or "⟨U+" in shown


def test_hidden_characters_of_a_source_are_seen() -> None:
    assert "a⟨U+202E⟩b" in render(poisoned("a\u202eb"), "html")


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
def test_contrast_is_enough_to_read(scheme: int) -> None:
    given = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", CSS.read_text(encoding="utf-8"))
    colours = {name: both[scheme] for name, *both in given}
    pairs = [(ink, paper) for ink in ("ink", "soft", "accent", "warn", "ok") for paper in ("page", "sheet", "wash")]
    pairs += [("on-mark", paper) for paper in ("support", "corroborate", "context")]
    for ink, paper in pairs:
        light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"--{ink} on --{paper}"
