"""The page as somebody has it open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.http_support import ARTICLES, Service

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Locator, Page

WAIT_MS = 30_000
Opened = Callable[..., "Visit"]
TEXTS = tuple(article["text"] for article in ARTICLES)


class Visit:
    """The page, open; what it asked for and complained of."""

    def __init__(
        self, browser: Browser, service: Service, place: str = "", *, width: int = 1400, init: str = "", **options: Any
    ) -> None:
        self.root = f"http://127.0.0.1:{service.port}/"
        context = browser.new_context(viewport={"width": width, "height": 850}, reduced_motion="reduce", **options)
        context.set_default_timeout(WAIT_MS)
        if init:
            context.add_init_script(init)
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(f"{self.root}{place}")
        if not place:
            self.page.wait_for_selector(".article >> nth=1")

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

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
