"""A service that needs a key: asked for where it is needed, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service.http.access import new_key
from tests.http_support import Service
from tests.page.visit import TEXTS, Opened

KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])"
KEY, ENTRY = new_key("desk")


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("locked"), "--workers", "1", serve_keys=ENTRY)
    yield started
    started.stop()


@pytest.mark.browser
def test_the_key_is_asked_for_and_kept_nowhere(opened: Opened, locked: Service) -> None:
    visit = opened(at=locked)
    page = visit.page
    visit.paste(*TEXTS)
    page.click("#submit")
    page.get_by_text("A key is needed").wait_for()
    page.locator("#key").fill(KEY)
    assert visit.make().count() > 0
    assert KEY not in page.evaluate(KEPT)
    assert not any(KEY in url for url in visit.requests)


@pytest.mark.browser
def test_a_link_asks_for_the_key(opened: Opened, locked: Service) -> None:
    client = locked.new_client({"Authorization": f"Bearer {KEY}"})
    made = client.post("/v1/briefs", json={"documents": [{"text": text} for text in TEXTS]})
    visit = opened(f"#brief={made.headers['location'].rpartition('/')[2]}", at=locked)
    page = visit.page
    page.locator("#unlock-key").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_text("does not take this key").wait_for()
    assert not page.get_by_text("Loading …").is_visible(), "it waits for the key"
    page.locator("#unlock-key").fill(KEY)
    page.keyboard.press("Enter")
    assert visit.read().count() > 0
    assert KEY not in page.evaluate(KEPT)
    page.click("#save-json")
    page.get_by_text("Saved as brief.json").wait_for()
