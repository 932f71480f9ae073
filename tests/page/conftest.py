"""One service and one browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.http_support import Service
from tests.page.visit import Opened, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="package")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), "--workers", "1", serve_max_documents=100)
    yield started
    assert started.stop() in {0, -15}


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, service: Service) -> Iterator[Opened]:
    """Opens the page, as often as a test likes; whatever a test does, no page asks for anything elsewhere."""
    visits: list[Visit] = []

    def open_page(place: str = "", *, at: Service | None = None, **options: Any) -> Visit:
        visits.append(Visit(browser, at or service, place, **options))
        return visits[-1]

    yield open_page
    for visit in visits:
        assert visit.left() == []
        visit.page.context.close()
