"""Light and dark, a phone, the keyboard alone, no script; and that the page needs nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.http_support import Service
from tests.page.visit import TEXTS, Opened

AXIS = "document.documentElement.scrollWidth"


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
