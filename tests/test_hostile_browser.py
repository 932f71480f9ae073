"""Hostile words in a real Chromium: no script runs, no request leaves, no link but http and https."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from service.stages.render import render
from tests.render_payloads import PAYLOADS, poisoned

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog


# What would act on focus or hover is given the chance to, and then the time; one message there and one back.
PROVOKE = """async () => {
    document.querySelectorAll('*').forEach(e => { e.focus?.(); e.dispatchEvent(new Event('mouseover')) })
    await new Promise(done => setTimeout(done))
    const links = [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
    return [document.title, links]
}"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.mark.browser
def test_no_payload_runs_loads_or_links_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """Each payload alone without our policy, as escaping must do alone; all together with it."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    alerts: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    for number, payload in enumerate((*PAYLOADS, " ".join(PAYLOADS))):
        text = render(poisoned(payload), "html")
        if number < len(PAYLOADS):
            text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        path = tmp_path / f"{number}.html"
        path.write_text(text, encoding="utf-8")
        page.goto(path.as_uri())
        title, links = page.evaluate(PROVOKE)
        assert title != "ran", payload
        assert all(link.startswith(("#", "http://", "https://")) for link in links), payload
    assert [url for url in requests if not url.startswith("file:")] == []
    assert len(requests) == len(PAYLOADS) + 1
    assert alerts == []


@pytest.mark.browser
def test_markdown_turned_into_a_page_does_nothing(browser: Browser) -> None:
    """What a wiki makes of our Markdown, with raw HTML allowed and no policy at all."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    page.set_content(markdown.render(render(poisoned("\n".join(PAYLOADS)), "md")))
    assert page.title() != "ran"
    assert page.locator("script, img, svg, iframe, form, style, base").count() == 0
    assert requests == []


@pytest.mark.browser
def test_json_may_stand_inside_a_page(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    text = render(poisoned("".join(PAYLOADS)), "json")
    page.set_content(f'<title>still</title><script type="application/json" id="brief">{text}</script><p>after</p>')
    assert page.title() == "still"
    assert page.locator("body > *").count() == 1
    read = page.evaluate("JSON.parse(document.getElementById('brief').textContent).sources[0].title")
    assert read == poisoned("".join(PAYLOADS)).sources[0].title
