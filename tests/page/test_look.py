"""Light and dark, a phone, the keyboard alone, no script; and that the page needs nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.http_support import SEED_TEXTS, Service
from tests.page.visit import TEXTS, Opened

AXIS = "document.documentElement.scrollWidth"
SCHEME = "getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK = "rgb(244, 245, 246)", "rgb(18, 22, 26)"
WIDTHS = (320, 375, 820, 1400)
# Elements whose words reach beyond their box; the head of a table is there for the ear alone on a phone.
CUT = """[...document.querySelectorAll('#reading :is(td, th, dt, dd, p, h1, h2, h3, button, label, li)')]
    .filter(e => e.offsetParent && !e.closest('thead') && e.scrollWidth > e.clientWidth + 1)
    .filter(e => !['inline', 'contents'].includes(getComputedStyle(e).display))
    .filter(e => getComputedStyle(e).clipPath === 'none')
    .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)"""


@pytest.mark.browser
def test_dark_and_phone(opened: Opened) -> None:
    visit = opened(width=390, color_scheme="dark", has_touch=True)
    page = visit.page
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(background) == "rgb(18, 22, 26)"
    assert page.evaluate("getComputedStyle(document.querySelector('textarea')).color") == "rgb(229, 233, 236)"
    assert page.evaluate(AXIS) == 390
    visit.paste(*TEXTS, title="Averylongwordwithoutanyplacetobreak" * 8)
    sentences = visit.make()
    page.click("#decide summary")
    assert page.evaluate(AXIS) == 390
    sentences.first.locator(".pick").tap()
    assert page.locator("#sources mark[data-on]").count() > 0
    assert page.evaluate(AXIS) == 390
    light = opened(color_scheme="light").page
    assert light.evaluate(background) == "rgb(244, 245, 246)"


@pytest.mark.browser
def test_keyboard_alone_is_enough(opened: Opened) -> None:
    page = opened().page

    def tab_to(selector: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"no way to {selector}")

    for number, text in enumerate(TEXTS, start=1):
        tab_to(f".article:nth-child({number}) textarea")
        page.keyboard.insert_text(text)
    tab_to("#submit")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-js] #shown .pick[role=button]")
    assert page.evaluate("document.activeElement.id") == "brief"
    tab_to(".sentence .pick")
    page.keyboard.press("Enter")
    assert page.locator("#sources mark[data-on]").count() > 0
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.name") == "B2"
    page.keyboard.press("Escape")
    assert page.locator("#sources mark[data-on]").count() == 0
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "take-out"
    page.keyboard.press("Space")
    assert page.locator(".take-out[aria-pressed=true]").count() == 1


def test_the_page_allows_only_its_own_files(service: Service) -> None:
    answer = service.client.get("/")
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|style=|<script(?![^>]* src=)| on\w+=", answer.text)
    for address in re.findall(r'(?:src|href)="([^"#]+)"', answer.text):
        assert address.startswith("/")
        assert service.client.get(address).status_code == 200


@pytest.mark.browser
def test_light_and_dark_are_chosen_kept_and_there_before_anything_else(opened: Opened) -> None:
    visit = opened(color_scheme="light")
    page = visit.page
    assert page.get_by_label("Auto", exact=True).is_checked()
    page.get_by_label("Dark").check()
    assert page.evaluate(SCHEME) == DARK
    page.emulate_media(color_scheme="dark")
    page.get_by_label("Light").check()
    assert page.evaluate(SCHEME) == LIGHT
    # The script of the page never arrives: what is drawn before it is light all the same.
    page.route("**/page.js", lambda route: route.abort())
    page.reload(wait_until="commit")
    page.wait_for_selector("h1")
    assert page.evaluate(SCHEME) == LIGHT
    page.unroute("**/page.js")
    page.reload()
    assert page.get_by_label("Light").is_checked()
    other = page.context.new_page()
    other.goto(f"{visit.root}docs")
    assert other.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    page.get_by_label("Auto", exact=True).check()
    assert page.evaluate(SCHEME) == DARK
    assert page.evaluate("({...localStorage})") == {}


def test_the_theme_is_set_before_the_first_paint(service: Service) -> None:
    """A script that blocks, and stands before every style and word."""
    text = service.client.get("/").text
    script = text.index('<script src="/assets/theme.js"></script>')
    assert script < text.index('rel="stylesheet"') < text.index("<body")


@pytest.mark.browser
def test_without_script_files_still_make_a_brief(opened: Opened, tmp_path: Path) -> None:
    page = opened("docs", java_script_enabled=False).page
    page.goto(page.url.removesuffix("docs"))
    assert page.get_by_role("heading", name="JavaScript is off").is_visible()
    assert page.locator("#ask, .theme").first.is_hidden()
    paths = [tmp_path / f"{number}.txt" for number in (1, 2)]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, "utf-8")
    page.set_input_files("#plain-files", paths)
    page.get_by_role("button", name="Make the brief").click()
    page.get_by_role("heading", name="Brief of 2 articles").wait_for()
    assert page.locator("#B1 a.mark").first.is_visible()


@pytest.mark.browser
def test_a_slow_line_shows_what_it_waits_for(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    visit.make()
    link = page.url
    slow = opened("docs")
    session = slow.page.context.new_cdp_session(slow.page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 100_000, "uploadThroughput": 100_000},
    )
    slow.page.goto(link, wait_until="commit")
    slow.page.get_by_role("heading", name="Opening the brief").wait_for()
    slow.page.get_by_text("Loading …").wait_for()
    assert slow.page.evaluate(AXIS) <= 1400
    slow.read()
    assert slow.complaints == []


@pytest.mark.browser
def test_nothing_is_cut_at_any_width(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*SEED_TEXTS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(AXIS) == width
    sentences = visit.make()
    page.click("#decide summary")
    sentences.nth(1).locator(".pick").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(AXIS) == width
        assert page.evaluate(CUT) == []


@pytest.mark.browser
def test_passages_are_told_to_who_cannot_see_them(opened: Opened) -> None:
    visit = opened(width=375)
    page = visit.page
    visit.paste(*SEED_TEXTS)
    sentences = visit.make()
    spoken = page.get_by_role("status").filter(has=page.locator("#live"))
    sentence = sentences.nth(1)
    sentence.locator(".pick").focus()
    page.keyboard.press("Enter")
    first = sentence.locator(".inspect q").first.inner_text()
    assert first in spoken.inner_text()
    # Each step goes on by one passage, and the first one to the first.
    for number in (1, 2):
        page.get_by_role("button", name="Next passage").click()
        assert f"passage {number} of" in spoken.inner_text()
        assert sentence.locator(".inspect q").nth(number - 1).inner_text() in spoken.inner_text()
    page.get_by_role("button", name="Clear the highlight").click()
    assert first not in (spoken.text_content() or "")
    assert page.evaluate("document.activeElement.dataset.name") == "B2"
