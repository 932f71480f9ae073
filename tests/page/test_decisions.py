"""What an editor decides beside the brief, and the run after it."""

from __future__ import annotations

import json
import re

import pytest

from tests.http_support import SEED_TEXTS
from tests.page.visit import TEXTS, Opened


@pytest.mark.browser
def test_decisions_are_made_beside_the_brief_and_run_again(opened: Opened) -> None:
    visit = opened()
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
def test_two_events_that_may_be_one_are_joined_on_the_spot(opened: Opened) -> None:
    visit = opened()
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
