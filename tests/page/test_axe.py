"""axe-core finds nothing serious or critical, whatever the page shows."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.http_support import SEED_TEXTS
from tests.page.visit import TEXTS, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The numbers of citations are smaller than WCAG 2.5.8 wants, whose exception "equivalent" holds: the words beside a
# number, or the passage before it, do the same.
RUN = """async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations
    .map(({id, impact, nodes}) => ({id, impact, nodes: nodes
        .filter(({html}) => id !== 'target-size' || !/^<a class="(mark|back)[ "]/.test(html))
        .map(({html}) => html.slice(0, 200))}))
    .filter(({nodes}) => nodes.length)"""
SEVERE = {"serious", "critical"}


def findings(page: Page) -> list[Any]:
    """What axe finds in what is shown now; a moderate finding is one as well."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    return list(page.evaluate(RUN, RULES))


@pytest.mark.browser
def test_axe_itself_finds_what_is_wrong(opened: Opened) -> None:
    page = opened().page
    page.evaluate("document.querySelector('#most').closest('label').replaceWith(document.querySelector('#most'))")
    found = findings(page)
    assert [entry["id"] for entry in found if entry["impact"] in SEVERE] == ["label"]


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 375)])
def test_form_error_and_brief(opened: Opened, scheme: str, width: int) -> None:
    visit = opened(width=width, color_scheme=scheme, has_touch=width < 600)
    page = visit.page
    visit.paste(TEXTS[0])
    page.click("#add-url")
    page.get_by_label("Address of the article").fill("ftp://example.org/a")
    page.click("#submit")
    page.wait_for_selector("#problem:not([hidden]) li")
    assert findings(page) == [], "the form with an error"
    page.locator(".article .remove").last.click()
    visit.paste(*(TEXTS if scheme == "light" else SEED_TEXTS[2:]))
    visit.make()
    page.locator("#shown .sentence .pick").nth(1).click()
    page.locator("#shown .take-out").first.click()
    if page.locator("#shown [data-pair]").count():
        page.locator("#shown [data-pair]").first.click()
    page.click("#decide summary")
    assert findings(page) == [], "a brief with a selected sentence and decisions"


@pytest.mark.browser
def test_work(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    # The line breaks before the end: the sentences that have arrived stay in view for a second.
    page.route("**/events", lambda route: route.fulfill(body=_part(route.fetch().text())), times=1)
    page.click("#submit")
    page.wait_for_selector("#arrived .sentence")
    assert findings(page) == []


def _part(text: str) -> str:
    """The events up to the second sentence."""
    parts = text.split("event: sentence")[:3]
    return "event: sentence".join(parts).rpartition("\n\n")[0] + "\n\n"


@pytest.mark.browser
def test_a_link_that_leads_nowhere_and_the_interface(opened: Opened) -> None:
    page = opened("#brief=brf_unknown").page
    page.get_by_text("Not found", exact=True).wait_for()
    assert findings(page) == []
    page.goto(page.url.partition("#")[0] + "docs")
    assert [entry for entry in findings(page) if entry["impact"] in SEVERE] == []
