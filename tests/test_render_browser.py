"""The HTML page in a real Chromium: clicks, keys, phone width, no script, and payloads that must not run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.records import Brief
from service.stages.render import render
from tests.brief_example import example_brief
from tests.render_payloads import PAYLOADS, poisoned

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


class Shown:
    """An open page, and what it asked for or complained of."""

    def __init__(self, browser: Browser, path: Path, brief: Brief, *, script: bool = True, width: int = 1400) -> None:
        path.write_text(render(brief, "html"), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, reduced_motion="reduce"
        )
        context.set_default_timeout(5_000)  # ms; nothing here waits for a network
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def highlighted(self, role: str) -> str:
        """All text that is highlighted in one role."""
        return "|".join(self.page.locator(f'#sources mark[data-on="{role}"]').all_inner_texts())

    def is_in_pane(self, role: str) -> bool:
        return bool(
            self.page.locator(f'#sources mark[data-on="{role}"]').first.evaluate(
                "mark => { const box = mark.getBoundingClientRect();"
                " const pane = mark.closest('aside').getBoundingClientRect();"
                " return box.top >= pane.top && box.bottom <= Math.min(pane.bottom, innerHeight) }"
            )
        )


@pytest.mark.browser
def test_click_highlights_exactly_the_cited_words_and_scrolls_to_them(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "brief.html", example_brief())
    page = shown.page
    page.click("#B4 .pick")
    assert shown.highlighted("support").replace("|", "") == "She said the pumping station at Mill Lane failed at 4 a.m."
    assert shown.highlighted("context") == "Mayor Ilse Okoro"
    assert page.locator("#B4 .inspect").is_visible()
    assert "She" in page.locator("#B4 del").inner_text()
    page.click("#B7 .pick")
    assert shown.highlighted("context") == ""
    assert page.locator("#B4 .inspect").is_hidden()
    assert shown.is_in_pane("support")
    page.click("#B1 .pick")
    assert page.locator("#live").inner_text() == "B1: 2 passages highlighted in S2, S1"
    assert shown.is_in_pane("support")
    page.click("[data-step='1']")
    assert shown.is_in_pane("corroborate")
    page.click(".overview td .pick >> nth=0")
    assert shown.highlighted("support") == "The county council"
    assert (shown.complaints, len(shown.requests)) == ([], 1)


@pytest.mark.browser
def test_keyboard_alone_reaches_everything(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "brief.html", example_brief())
    page = shown.page
    first = page.locator("#B1 .pick")
    assert (first.get_attribute("role"), first.get_attribute("tabindex")) == ("button", "0")
    first.focus()
    page.keyboard.press("Enter")
    assert first.get_attribute("aria-pressed") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.name") == "B3"
    assert (
        shown.highlighted("support").replace("|", "")
        == "The fire service said 410 people had been moved by Wednesday noon."
    )
    page.keyboard.press("ArrowUp")
    assert page.locator("#live").inner_text().startswith("B2: 1 passage ")
    page.keyboard.press("Escape")
    assert shown.highlighted("support") == ""
    assert page.evaluate("document.activeElement.dataset.name") == "B2"
    page.keyboard.press("Space")
    assert shown.highlighted("support") != ""
    page.keyboard.press("Space")
    assert shown.highlighted("support") == ""


@pytest.mark.browser
def test_a_passage_leads_back_and_a_hover_only_previews(browser: Browser, tmp_path: Path) -> None:
    shown = Shown(browser, tmp_path / "brief.html", example_brief())
    page = shown.page
    page.hover("#B2 .pick")
    assert page.locator("#sources mark[data-pre]").count() > 0
    assert shown.highlighted("support") == ""
    page.locator("#S3 mark", has_text="unconvinced").click()
    assert page.locator("#B8 .pick").get_attribute("aria-pressed") == "true"


@pytest.mark.browser
def test_no_payload_runs_and_no_request_leaves(browser: Browser, tmp_path: Path) -> None:
    everything = poisoned(" ".join(PAYLOADS))
    shown = Shown(browser, tmp_path / "brief.html", everything)
    page = shown.page
    page.click("#B1 .pick")
    page.hover(".overview td .pick >> nth=0")
    assert page.locator("html[data-js]").count() == 1, "our own script ran"
    assert page.title() != "ran"
    assert page.locator("script").count() == page.locator("style").count() == 1
    assert page.locator("img, svg, iframe").count() == 0
    assert len(shown.requests) == 1
    assert shown.complaints == []


@pytest.mark.browser
def test_without_script_each_sentence_links_to_its_passages(browser: Browser, tmp_path: Path) -> None:
    page = Shown(browser, tmp_path / "brief.html", example_brief(), script=False).page
    assert page.locator(".status").is_hidden()
    link = page.locator("#B6 a.mark").first
    link.click()
    target = page.locator(link.get_attribute("href") or "").locator("xpath=..")
    assert target.inner_text().startswith("On ")
    assert target.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.click("#B6 summary")
    assert page.locator("#B6 .inspect q").is_visible()


@pytest.mark.browser
def test_phone_width_needs_no_sideways_scrolling(browser: Browser, tmp_path: Path) -> None:
    page = Shown(browser, tmp_path / "brief.html", example_brief(), width=390).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#B5 .pick")
    assert page.locator("#B5 .inspect q").is_visible()
    page.click("[data-step='1']")
    assert page.locator("#sources mark[data-at]").first.evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )
