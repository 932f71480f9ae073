"""An earlier brief to compare with, and articles about different events."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import FERRY
from tests.page.visit import TEXTS, Opened

LATER = f"{TEXTS[0]}The first tram will run in May 2027, the council said.\n"


@pytest.mark.browser
def test_what_changed_since_a_brief_of_before_is_shown(opened: Opened, tmp_path: Path) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    visit.make()
    assert page.locator("#changes").count() == 0
    with page.expect_download() as download:
        page.click("#save-json")
    saved = tmp_path / "earlier.json"
    download.value.save_as(saved)
    page.click("#again")
    page.get_by_label("Say what changed since").select_option(index=1)
    page.locator(".article textarea").first.fill(LATER)
    visit.make()
    page.wait_for_selector("#changes")
    shown = page.locator("section:has(> #changes)").inner_text()
    assert "new (B" in shown
    assert page.locator("#heading a[href='#changes']").is_visible()
    # The same from a file, in another tab.
    other = opened()
    other.paste(LATER, TEXTS[1])
    (tmp_path / "no.json").write_text('{"a": 1}', "utf-8")
    other.page.set_input_files("#since-file", tmp_path / "no.json")
    other.page.get_by_text("This file is no brief").wait_for()
    other.page.set_input_files("#since-file", saved)
    other.page.get_by_text("earlier.json is read").wait_for()
    assert other.page.locator("#since option:checked").inner_text() == "earlier.json"
    other.make()
    other.page.wait_for_selector("#changes")
    assert other.page.locator("section:has(> #changes)").inner_text() == shown


@pytest.mark.browser
def test_no_change_is_said_too(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    visit.make()
    page.click("#again")
    page.get_by_label("Say what changed since").select_option(index=1)
    visit.make()
    page.get_by_text("No change since the earlier brief").wait_for()


@pytest.mark.browser
def test_articles_about_different_events_can_be_refused(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(TEXTS[0], FERRY)
    page.get_by_label("Articles about different events").select_option("refuse")
    page.click("#submit")
    page.get_by_text("the inputs report 2 events").wait_for()
    page.get_by_label("Articles about different events").select_option("split")
    visit.make()
    assert "2 reported events" in page.title()
