"""What is shown is in the address, what is typed stays in the tab: a reload, a link, back and forward."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.http_support import SEED_TEXTS, Service
from tests.page.visit import TEXTS, Opened

STORED = "JSON.stringify({...sessionStorage})"


@pytest.mark.browser
def test_a_reload_keeps_what_was_typed_until_it_is_cleared(opened: Opened, tmp_path: Path) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS, title="A title")
    page.click("#add-url")
    page.get_by_label("Address of the article").fill("https://example.org/a")
    (tmp_path / "own.txt").write_text(TEXTS[0], "utf-8")
    page.set_input_files("#files", tmp_path / "own.txt")
    page.get_by_label("Sentences, at most").fill("7")
    page.get_by_label("Articles about different events").select_option("refuse")
    page.reload()
    page.wait_for_selector(".article >> nth=3")
    assert page.locator(".article textarea").nth(1).input_value() == TEXTS[1]
    assert page.locator(".article").first.get_by_label("Title").input_value() == "A title"
    assert page.get_by_label("Address of the article").input_value() == "https://example.org/a"
    assert page.get_by_label("Sentences, at most").input_value() == "7"
    assert page.get_by_label("Articles about different events").input_value() == "refuse"
    # A file cannot be kept: the page says so, and takes it again.
    page.locator(".article .remove").nth(2).click()
    page.click("#submit")
    page.get_by_text("S3: choose this file again").wait_for()
    page.set_input_files("#files", tmp_path / "own.txt")
    assert page.locator(".article").count() == 3
    page.click("#clear")
    assert page.locator(".article textarea").first.input_value() == ""
    assert TEXTS[1] not in page.evaluate(STORED)
    page.keyboard.press("Enter")  # the focus is on Undo
    assert page.locator(".article textarea").nth(1).input_value() == TEXTS[1]
    page.click("#clear")
    page.reload()
    page.wait_for_selector(".article >> nth=1")
    assert page.locator(".article textarea").first.input_value() == ""


@pytest.mark.browser
def test_what_is_too_long_to_be_kept_is_said_to_be(opened: Opened) -> None:
    page = opened().page
    page.locator("textarea").first.evaluate(
        "e => { e.value = 'word '.repeat(420_000); e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.get_by_text("too long to be kept").wait_for()
    assert page.evaluate("sessionStorage.getItem('evenhand-form')") is None
    page.locator("textarea").first.fill("short")
    page.get_by_text("stays in this tab").wait_for()


@pytest.mark.browser
def test_a_closed_storage_costs_only_the_memory(opened: Opened) -> None:
    visit = opened(init="for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, "
                   "{get() { throw new DOMException('closed', 'SecurityError') }})")  # fmt: skip
    page = visit.page
    page.get_by_label("Dark").check()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    visit.paste(*TEXTS)
    assert visit.make().count() > 0
    assert visit.complaints == []


@pytest.mark.browser
def test_a_job_and_its_brief_outlive_a_reload(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*SEED_TEXTS)
    page.route("**/events", lambda route: route.abort(), times=1)  # so that there is time to load the page again
    page.click("#submit")
    page.wait_for_url("**/#job=*")
    page.reload()
    assert page.locator("#working h1").is_visible()
    sentences = visit.read()
    assert "#brief=brf_" in page.url
    sentences.nth(1).locator(".take-out").click()
    words = sentences.nth(1).locator(".pick").inner_text()
    page.reload()
    visit.read()
    assert page.locator(".take-out[aria-pressed=true]").count() == 1
    page.click("#decide summary")
    page.click("#rerun")
    page.wait_for_selector("#shown #decisions")
    assert words not in page.locator("#shown .sentence .pick").all_inner_texts()


@pytest.mark.browser
def test_a_link_opens_the_brief_and_decisions_need_no_form(opened: Opened) -> None:
    first = opened(permissions=["clipboard-read", "clipboard-write"])
    first.paste(*TEXTS)
    first.make()
    first.page.click("#link")
    first.page.get_by_text("Link copied").wait_for()
    link = first.page.evaluate("navigator.clipboard.readText()")
    other = opened(link.removeprefix(first.root))
    page = other.page
    sentences = other.read()
    assert page.title().startswith("Brief of 2 articles")
    before = sentences.count()
    words = sentences.first.locator(".pick").inner_text()
    sentences.first.locator(".take-out").click()
    sentences.first.locator(".to-decide").click()
    page.keyboard.press("Enter")
    page.wait_for_selector("#shown #decisions")
    assert page.url != link
    assert words not in page.locator("#shown .sentence .pick").all_inner_texts()
    assert page.locator("#shown .sentence").count() == before - 1
    assert page.locator("#S1-name").inner_text().startswith("S1 The Harbour Post")
    assert (first.complaints, other.complaints) == ([], [])


@pytest.mark.browser
def test_a_run_that_failed_is_sent_again_with_the_same_decisions(opened: Opened, service: Service) -> None:
    # The first document cannot be used, so that the sources are S2 and S3; sent anew they count from S1.
    made = service.client.post("/v1/briefs", json={"documents": [{"text": text} for text in ("Short.", *TEXTS)]})
    visit = opened(f"#brief={made.headers['location'].rpartition('/')[2]}")
    page = visit.page
    visit.read().filter(has_text="S3").last.locator(".take-out").click()
    page.click("#decide summary")
    page.route("**/v1/briefs", lambda route: route.abort(), times=1)
    sent = []
    for _ in range(2):
        with page.expect_request(lambda request: request.method == "POST") as asked:
            page.click("#rerun")
        found = re.search(r"^\{.*\}\s*$", asked.value.post_data or "", re.MULTILINE)
        assert found
        sent.append(json.loads(found[0])["decisions"])
        if len(sent) == 1:
            page.get_by_text("The service does not answer").wait_for()
    assert "S2" in {entry["out"]["document"] for entry in sent[0]["decisions"]}
    assert sent[1] == sent[0]
    page.wait_for_selector("#shown #decisions")
    assert "not used" not in page.locator("section:has(> #decisions)").inner_text()


@pytest.mark.browser
def test_back_and_forward_go_between_form_and_brief(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    visit.make()
    link = page.url
    page.click("#heading a[href='#coverage']")
    assert page.locator("#coverage").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    page.wait_for_url(link)  # a place in the brief is no other address
    page.click("#again")
    assert page.locator("#ask").is_visible()
    assert "#" not in page.url
    page.go_back()
    page.wait_for_selector("#reading:not([hidden])")
    assert page.url == link
    page.go_forward()
    page.wait_for_selector("#asking:not([hidden])")


@pytest.mark.browser
@pytest.mark.parametrize("place", ["#brief=brf_unknown", "#job=job_unknown"])
def test_a_link_that_leads_nowhere_says_so(opened: Opened, place: str) -> None:
    page = opened(place).page
    page.get_by_text("Not found", exact=True).wait_for()
    assert page.locator("#ask").is_visible()
    assert "#" not in page.url
