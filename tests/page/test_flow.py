"""From pasted articles to a highlighted span; files, cancel, errors, a lost line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.http_support import LONG_BODY
from tests.page.visit import TEXTS, Opened


@pytest.mark.browser
def test_from_pasted_articles_to_a_highlighted_span(opened: Opened, tmp_path: Path) -> None:
    visit = opened(permissions=["clipboard-read", "clipboard-write"])
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
def test_files_are_read_with_their_metadata(opened: Opened, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS, start=1):
        (tmp_path / f"article-{number}.txt").write_text(text, "utf-8")
    visit = opened()
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
def test_work_can_be_cancelled_and_the_articles_stay(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*(document["text"] for document in LONG_BODY["documents"][:6]))
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
def test_an_error_says_what_where_and_what_to_do(opened: Opened) -> None:
    visit = opened()
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
def test_a_lost_connection_is_taken_up_again(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    page.route("**/v1/briefs", lambda route: route.abort(), times=1)
    page.click("#submit")
    page.get_by_text("The service does not answer").wait_for()
    assert page.locator(".article textarea").first.input_value() == TEXTS[0]
    page.route("**/events", lambda route: route.abort(), times=1)
    assert visit.make().count() > 0
    assert sum(url.endswith("/events") for url in visit.requests) == 2


@pytest.mark.browser
def test_an_article_that_cannot_be_read_is_told_above_the_brief_and_at_its_card(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(TEXTS[0], "Too short.", TEXTS[1])
    page.click("#add-url")
    page.get_by_label("Address of the article").fill("http://127.0.0.1:1/story")
    visit.make()
    told = page.locator("#unread")
    assert told.locator("h2").inner_text() == "2 articles could not be read and are not in this brief"
    assert [line.split(" ")[0] for line in told.locator("li").all_inner_texts()] == ["S2", "S4"]
    assert "port 1 is not fetched" in told.inner_text()
    page.click("#again")
    assert page.locator(".article:has(.fault:visible) h3").all_inner_texts() == ["S2", "S4"]
    page.locator(".article .remove").nth(3).click()
    page.locator(".article .remove").nth(1).click()
    visit.make()
    assert told.is_hidden()
    # Where none can be read there is no brief: the faults stand at the cards all the same.
    page.click("#again")
    page.locator(".article textarea").nth(0).fill("Short.")
    page.locator(".article textarea").nth(1).fill("!")
    page.click("#submit")
    page.get_by_text("The inputs cannot be used").wait_for()
    assert page.locator(".article:has(.fault:visible) h3").all_inner_texts() == ["S1", "S2"]
    assert "words of running text" in page.locator(".article .fault").first.inner_text()
    described = page.locator(".article textarea").first.get_attribute("aria-describedby")
    assert page.locator(".article .fault").first.get_attribute("id") == described
