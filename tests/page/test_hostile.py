"""Every payload and every planted order through the form: shown as text or not at all; nothing runs, nothing leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.injections import MARK, PLANTED
from tests.llm_articles import TEXTS as ARTICLES
from tests.page.visit import TEXTS, Opened, Visit
from tests.render_payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What would act on focus or hover is given the chance to, and then the time.
PROVOKE = """async () => {
    document.querySelectorAll('*').forEach(e => { e.dispatchEvent(new Event('mouseover'))
        if (e instanceof HTMLElement) HTMLElement.prototype.focus.call(e) })
    await new Promise(done => setTimeout(done, 50))
    return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
}"""
LOADING = "img, svg, iframe, object, embed, video, audio, base, math, style, meta[http-equiv], link:not([href^='/a'])"
HANDLERS = """[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).map(a => a.name)
    .filter(name => name.startsWith('on') || ['style', 'srcdoc', 'formaction'].includes(name))"""
FILL = """([index, text, title, outlet]) => {
    const card = document.querySelectorAll('.article')[index]
    const write = (input, words) => { input.value = words; input.dispatchEvent(new Event('input', {bubbles: true})) }
    write(card.querySelector('textarea'), text)
    write(card.querySelector('[data-meta=title]'), title)
    write(card.querySelector('[data-meta=outlet]'), outlet)
}"""


def assert_nothing_ran(visit: Visit) -> None:
    page: Page = visit.page
    links = page.evaluate(PROVOKE)
    assert page.title().endswith("Evenhand")
    assert all(link.startswith(("#", "/", "http://", "https://")) for link in links)
    assert page.locator(LOADING).count() == 0
    assert page.locator("script:not([src^='/assets/']), script[src*='//']").count() == 0
    assert page.evaluate(HANDLERS) == []
    assert (visit.left(), visit.complaints) == ([], [])


@pytest.mark.browser
def test_payloads_as_title_outlet_and_text_are_shown_and_do_nothing(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    pairs = [" ".join(PAYLOADS[place : place + 2]) for place in range(0, len(PAYLOADS), 2)]
    for number, words in enumerate(pairs):
        if number > 1:
            page.click("#add-text")
        story = f"The port of Ostrel reopened after storm number {number}, the harbour master said.\n"
        seen = f"Captain Ines Vork said that {words} was seen from ship {number}.\n"
        text = f"Report {number} {words}\n\n{story}{seen}{TEXTS[number % 2]}"
        page.evaluate(FILL, [number, text, words, words])
    page.reload()  # what is kept over a reload comes back as values
    page.wait_for_selector(f".article >> nth={len(pairs) - 1}")
    page.click("#submit")
    visit.read()
    assert_nothing_ran(visit)
    assert page.locator("#sources .source").count() == len(pairs)
    shown = page.locator("#sources").inner_text()
    for payload in ("<script>document.title='ran'</script>", "[x](javascript:alert(1))", "<!-- --><!--[if IE]>"):
        assert payload in shown
    page.locator("#shown .sentence .pick").first.click()
    page.locator("#shown .take-out").first.click()
    page.reload()
    visit.read()
    assert page.locator(".take-out[aria-pressed=true]").count() >= 1
    assert_nothing_ran(visit)
    page.click("#again")
    assert "storm number" in page.locator(".article textarea").first.input_value()
    assert_nothing_ran(visit)


@pytest.mark.browser
def test_hostile_words_in_a_fault_a_file_name_and_an_address_are_text(opened: Opened, tmp_path: Path) -> None:
    visit = opened()
    page = visit.page
    visit.paste(TEXTS[0])
    names = [
        f"{number} {payload.replace('/', '∕').replace(chr(10), ' ')[:60]}" for number, payload in enumerate(PAYLOADS)
    ]
    for name in names:
        (tmp_path / name).write_text("short", "utf-8")
    page.set_input_files("#files", sorted(tmp_path.iterdir()))
    page.click("#add-url")
    page.locator(".article input[type=url]").fill("http://127.0.0.1:1/\"><img src=x onerror=document.title='ran'>")
    page.click("#submit")
    visit.read()
    assert page.locator("#unread li").count() == len(PAYLOADS) + 1
    page.click("#unread summary")
    assert "<img src=http:∕∕canary.invalid∕x" in page.locator("#unread").inner_text()
    assert "port 1 is not fetched" in page.locator("#unread").inner_text()
    assert_nothing_ran(visit)
    page.click("#again")
    assert page.locator(".article .fault:visible").count() == len(PAYLOADS) + 1
    # Where nothing is left, the faults stand in the problem.
    page.locator(".article textarea").first.fill("short")
    page.click("#submit")
    page.get_by_text("The inputs cannot be used").wait_for()
    assert "<img src=http:∕∕canary.invalid∕x" in page.locator("#problem").inner_text()
    visit.complaints.clear()  # Chromium notes the status 422
    assert_nothing_ran(visit)


@pytest.mark.browser
def test_planted_orders_reach_no_brief_in_the_page(opened: Opened, tmp_path: Path) -> None:
    for number, planted in enumerate(PLANTED):
        name, text = planted.article(ARTICLES[list(ARTICLES)[number % len(ARTICLES)]])
        (tmp_path / f"{number:02}-{name}").write_text(text, "utf-8")
    visit = opened()
    page = visit.page
    page.set_input_files("#files", sorted(tmp_path.iterdir()))
    assert page.locator(".article").count() == len(PLANTED)
    page.click("#submit")
    visit.read()
    assert MARK not in (page.locator("#arrived").text_content() or "").casefold()
    assert page.locator("#sources .source").count() == len(PLANTED)
    for part in ("#brief #sentences", "section:has(> #overview)", "#heading"):
        assert MARK not in page.locator(part).inner_text().casefold()
    assert "addresses a language model" in page.locator("section:has(> #notices)").inner_text()
    assert_nothing_ran(visit)
