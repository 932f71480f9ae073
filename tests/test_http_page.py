"""The page at / in a real Chromium, before the real service: from pasted articles to a highlighted span, and again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service.http.access import new_key
from tests.http_support import ARTICLES, LONG_BODY, SEED_TEXTS, Service
from tests.render_payloads import PAYLOADS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WAIT_MS = 30_000
AXIS = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), "--workers", "1")
    yield started
    assert started.stop() in {0, -15}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


class Visit:
    """The page, open; what it asked for and complained of."""

    def __init__(self, browser: Browser, service: Service, *, width: int = 1400, **options: Any) -> None:
        self.root = f"http://127.0.0.1:{service.port}/"
        context = browser.new_context(viewport={"width": width, "height": 850}, reduced_motion="reduce", **options)
        context.set_default_timeout(WAIT_MS)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(self.root)
        self.page.wait_for_selector(".article >> nth=1")

    def paste(self, *texts: str, title: str = "") -> None:
        """Texts into the cards, with what is known of the first."""
        for number, text in enumerate(texts):
            if number >= self.page.locator(".article").count():
                self.page.click("#add-text")
            self.page.locator(".article textarea").nth(number).fill(text)
        first = self.page.locator(".article").first
        first.get_by_label("Title").fill(title)
        first.get_by_label("Outlet").fill("The Harbour Post")
        first.get_by_label("Published").fill("2025-03-03")

    def make(self) -> Locator:
        """The brief of what is in the form."""
        self.page.click("#submit")
        return self.read()

    def read(self) -> Locator:
        """The brief, once it is there and its script has run."""
        self.page.wait_for_selector("html[data-js] #shown .sentence .pick[role=button]")
        return self.page.locator("#shown .sentence")

    def left(self) -> list[str]:
        """Requests to anywhere else."""
        return [url for url in self.requests if not url.startswith((self.root, f"blob:{self.root}"))]


TEXTS = tuple(article["text"] for article in ARTICLES)


@pytest.mark.browser
def test_from_pasted_articles_to_a_highlighted_span(browser: Browser, service: Service, tmp_path: Path) -> None:
    visit = Visit(browser, service, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.paste(*TEXTS)
    sentences = visit.make()
    assert sentences.count() > 2
    assert page.locator("#S1-name").inner_text().startswith("S1 The Harbour Post")
    assert page.locator("#S1 time").inner_text() == "2025-03-03"
    pick = sentences.first.locator(".pick")
    pick.hover()
    assert page.locator("#sources mark[data-pre]").count() > 0
    pick.click()
    quoted = "".join(page.locator('#sources mark[data-on="support"]').all_inner_texts())
    assert sentences.first.locator(".inspect q").first.inner_text() in quoted
    assert page.locator("#live").inner_text().startswith("B1: ")
    page.click("#copy")
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("# ")
    for button, start in (("#save-json", "{"), ("#save-html", "<!doctype html>")):
        with page.expect_download() as download:
            page.click(button)
        assert Path(download.value.path()).read_text("utf-8").lstrip().startswith(start)
    assert (visit.left(), visit.complaints) == ([], [])


@pytest.mark.browser
def test_files_are_read_with_their_metadata(browser: Browser, service: Service, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS, start=1):
        (tmp_path / f"article-{number}.txt").write_text(text, "utf-8")
    visit = Visit(browser, service)
    page = visit.page
    page.set_input_files("#files", [tmp_path / "article-1.txt", tmp_path / "article-2.txt"])
    assert page.locator(".article h3").all_inner_texts() == ["S1: article-1.txt", "S2: article-2.txt"]
    page.locator(".article").nth(1).get_by_label("Outlet").fill("Larkmoor Weekly")
    page.click("#add-text")
    page.locator(".article .remove").nth(2).click()
    # One more is dropped on the page.
    transfer = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'third.html', {type: 'text/html'}));"
        " return all }",
        f"<article><h1>Tram</h1><p>{TEXTS[0]}</p></article>",
    )
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    assert page.locator(".article h3").last.inner_text() == "S3: third.html"
    visit.make()
    assert page.locator("#S2-name").inner_text().startswith("S2 Larkmoor Weekly")
    assert page.locator("#sources .source").count() == 3


@pytest.mark.browser
def test_work_can_be_cancelled_and_the_articles_stay(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service)
    page = visit.page
    visit.paste(*(document["text"] for document in LONG_BODY["documents"]))
    page.click("#submit")
    page.wait_for_selector("#stages li")
    assert page.locator("#now").inner_text()
    page.click("#cancel")
    page.wait_for_selector("#asking:not([hidden])")
    assert page.locator(".article textarea").first.input_value() == LONG_BODY["documents"][0]["text"]
    assert page.locator("#problem").is_hidden()
    visit.paste(*TEXTS)
    for _ in range(page.locator(".article").count() - len(TEXTS)):
        page.locator(".article .remove").last.click()
    assert visit.make().count() > 0


@pytest.mark.browser
def test_an_error_says_what_where_and_what_to_do(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service)
    page = visit.page
    page.click("#submit")
    assert "There is no article yet" in page.locator("#problem").inner_text()
    visit.paste(TEXTS[0])
    page.click("#add-url")
    page.get_by_label("Address of the article").fill("ftp://example.org/a")
    page.click("#submit")
    page.wait_for_selector("#problem:not([hidden]) li")
    assert "S2, url" in page.locator("#problem").inner_text()
    assert "invalid_request, request " in page.locator("#problem").inner_text()
    assert page.locator(".article .fault:visible").count() == 1
    assert page.get_by_label("Address of the article").get_attribute("aria-invalid") == "true"
    assert page.evaluate("document.activeElement.id") == "problem"
    # A fault that only the work brings to light.
    page.locator(".article .remove").last.click()
    page.locator(".article textarea").first.fill("!")
    page.click("#submit")
    page.get_by_text("The inputs cannot be used").wait_for()
    visit.paste(*TEXTS)
    visit.make()
    assert page.locator("#problem").is_hidden()


@pytest.mark.browser
def test_a_lost_connection_is_taken_up_again(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service)
    page = visit.page
    visit.paste(*TEXTS)
    page.route("**/v1/briefs", lambda route: route.abort(), times=1)
    page.click("#submit")
    page.get_by_text("The service does not answer").wait_for()
    assert page.locator(".article textarea").first.input_value() == TEXTS[0]
    page.route("**/events", lambda route: route.abort(), times=2)
    assert visit.make().count() > 0
    assert sum(url.endswith("/events") for url in visit.requests) == 3


@pytest.mark.browser
def test_decisions_are_made_beside_the_brief_and_run_again(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service)
    page = visit.page
    visit.paste(*TEXTS)
    sentences = visit.make()
    words = sentences.nth(1).locator(".pick").inner_text()
    take_out = sentences.nth(1).locator(".take-out")
    take_out.click()
    assert take_out.get_attribute("aria-pressed") == "true"
    page.click("#decide summary")
    page.get_by_label("First").select_option(index=0)
    page.get_by_label("Second").select_option(index=2)
    page.get_by_label("They tell").select_option("apart")
    page.click("#add-pair")
    page.get_by_label("They tell").select_option("same")
    page.click("#add-pair")
    assert page.locator("#decided li").count() == 2, "the newest word on a pair counts"
    page.get_by_label("Second").select_option(index=1)
    page.click("#add-pair")
    page.locator("#decided button").last.click()
    page.get_by_label("Who decides").fill("A. Editor")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.click("#rerun")
    body = sent.value.post_data or ""
    found = re.search(r"^\{.*\}\s*$", body, re.MULTILINE)
    assert found
    decided = json.loads(found[0])["decisions"]
    assert decided["author"] == "A. Editor"
    assert [next(iter(entry)) for entry in decided["decisions"]] == ["out"] * (len(decided["decisions"]) - 1) + ["same"]
    page.wait_for_selector("#decisions")
    visit.read()
    assert words not in page.locator("#shown .sentence .pick").all_inner_texts()
    assert "A. Editor" in page.locator("section:has(> #decisions)").inner_text()
    assert page.locator("#decided li").count() == 2, "they stay, to be taken back"
    page.locator("#shown .sentence .pick").first.click()
    assert page.locator("#sources mark[data-on]").count() > 0
    assert (visit.left(), visit.complaints) == ([], [])


@pytest.mark.browser
def test_two_events_that_may_be_one_are_joined_on_the_spot(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service)
    page = visit.page
    visit.paste(*SEED_TEXTS)
    visit.make()
    before = page.locator("#sentences .section").count()
    block = page.locator(".same-as").first
    block.get_by_text("It is one event").click()
    assert page.locator("[data-pair][aria-pressed=true]").count() == 2, "the other event says it too"
    block.get_by_text("They are two").click()
    block.get_by_text("It is one event").click()
    assert page.locator("#decided li").count() == 1
    block.get_by_text("Run again…").click()
    assert page.evaluate("document.activeElement.id") == "rerun"
    page.keyboard.press("Enter")
    page.wait_for_selector("#shown #decisions")
    visit.read()
    assert page.locator("#sentences .section").count() == before - 1
    assert visit.complaints == []


@pytest.mark.browser
def test_dark_and_phone(browser: Browser, service: Service) -> None:
    visit = Visit(browser, service, width=390, color_scheme="dark", has_touch=True)
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
    light = Visit(browser, service, color_scheme="light").page
    assert light.evaluate(background) == "rgb(244, 245, 246)"


@pytest.mark.browser
def test_keyboard_alone_is_enough(browser: Browser, service: Service) -> None:
    page = Visit(browser, service).page

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


@pytest.mark.browser
def test_no_hostile_word_runs_and_nothing_leaves(browser: Browser, service: Service, tmp_path: Path) -> None:
    visit = Visit(browser, service)
    page = visit.page
    everything = " ".join(PAYLOADS)[:1_900]
    visit.paste(f"{TEXTS[0]}\n{everything}", TEXTS[1], title=everything)
    page.locator(".article").first.get_by_label("Outlet").fill(everything)
    file = tmp_path / "a<img src=x onerror=document.title='ran'>.txt"
    file.write_text(TEXTS[1], "utf-8")
    page.click("#add-text")
    page.set_input_files("#files", [file])
    page.locator("#focus").fill("")
    visit.make()
    page.evaluate("document.querySelectorAll('#shown *').forEach(e => { e.dispatchEvent(new Event('mouseover')) })")
    assert page.title() != "ran"
    assert page.locator("#shown img, #shown svg, #shown iframe, #shown form, #shown script:not([src])").count() == 0
    links = page.eval_on_selector_all("#shown a[href]", "all => all.map(a => a.getAttribute('href'))")
    assert all(link.startswith(("#", "http://", "https://")) for link in links)
    assert (visit.left(), visit.complaints) == ([], [])


@pytest.mark.browser
def test_the_key_is_asked_for_and_kept_nowhere(browser: Browser, tmp_path: Path) -> None:
    key, entry = new_key("desk")
    service = Service(tmp_path, "--workers", "1", serve_keys=entry)
    try:
        visit = Visit(browser, service)
        page = visit.page
        visit.paste(*TEXTS)
        page.click("#submit")
        page.get_by_text("A key is needed").wait_for()
        page.locator("#key").fill(key)
        assert visit.make().count() > 0
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
        assert key not in kept
        assert not any(key in url for url in visit.requests)
        assert visit.left() == []
    finally:
        service.stop()


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
