"""Sentences arrive while the work goes on, and the brief takes their place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.http_support import SEED_TEXTS, Service
from tests.page.visit import TEXTS, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Route

EVENTS = "**/v1/jobs/*/events"
TOP = "words => [...document.querySelectorAll('.sentence .words')].find(e => e.textContent.startsWith(words) && \
e.offsetParent).getBoundingClientRect().top"


def stream(*events: tuple[str, dict[str, Any]]) -> str:
    """Server-sent events as the service writes them."""
    return "".join(
        f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\nid: {number}\n\n"
        for number, (kind, data) in enumerate(events, 1)
    )


def sentence(number: int, place: int, event: str = "E1") -> tuple[str, dict[str, Any]]:
    said = {"number": number, "place": place, "text": f"Words\u2028{number}.", "attribution": {"text": "S1"}}
    return "sentence", said | {"event": event, "topic": f"Topic <b>{event}</b>"}


@pytest.mark.browser
def test_the_brief_takes_the_place_of_the_sentences_without_a_jump(opened: Opened, service: Service) -> None:
    visit = opened()
    page = visit.page

    def half(route: Route) -> None:
        """The first nine sentences, then the line breaks; the page takes up the rest by itself."""
        job = route.request.url.split("/")[-2]
        service.wait({"links": {"job": f"/v1/jobs/{job}"}}, "done")
        whole = service.client.get(f"/v1/jobs/{job}/events").text
        parts = whole.split("event: sentence")
        assert len(parts) > 12
        first = "event: sentence".join(parts[:10])
        route.fulfill(body=first[: first.rindex("\n\n") + 2], content_type="text/event-stream")

    page.route(EVENTS, half, times=1)
    visit.paste(*SEED_TEXTS)
    page.click("#submit")
    page.wait_for_selector("#arrived .sentence >> nth=8")
    words = page.locator("#arrived .words").nth(2).inner_text()
    page.locator("#arrived .words").nth(2).evaluate("e => scrollBy(0, e.getBoundingClientRect().top - 4)")
    before = page.evaluate(TOP, words)
    visit.read()
    page.wait_for_selector("#reading:not([hidden])")
    assert abs(page.evaluate(TOP, words) - before) <= 2
    assert sum(url.endswith("/events") for url in visit.requests) == 2
    assert "#brief=brf_" in page.url


@pytest.mark.browser
def test_sentences_stand_in_reading_order_and_a_new_attempt_starts_anew(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    visit.paste(*TEXTS)
    failed = {"status": 422, "code": "nothing_supported", "title": "No sentence", "detail": "none here"}
    told = [
        ("started", {"attempt": 1}),
        sentence(1, 1),
        ("requeued", {}),
        ("started", {"attempt": 2}),
        ("stage", {"stage": "relate"}),
        ("stage", {"stage": "align"}),
        ("stage", {"stage": "check"}),
        sentence(1, 1, "E2"),
        sentence(2, 1),
        sentence(3, 2),
        ("withheld", {"number": 1}),
        ("order", {"order": [3, 2, 1]}),
    ]
    page.route(EVENTS, lambda route: route.fulfill(body=stream(*told), content_type="text/event-stream"), times=1)
    ended = stream(("failed", {"problem": failed}))
    page.click("#submit")
    page.wait_for_selector("#arrived .id:text-is('B3')")
    assert page.locator("#arrived .words").all_text_contents() == [f"Words\u2028{n}." for n in (3, 2, 1)]
    assert page.locator("#arrived .topic:visible").all_inner_texts() == ["E1 Topic <b>E1</b>", "E2 Topic <b>E2</b>"]
    assert page.locator("#stages li").all_inner_texts() == [
        "Telling events apart",
        "Comparing the sources",
        "Checking every sentence",
    ]
    assert "1 statement failed" in page.locator("#held").inner_text()
    page.unroute(EVENTS)
    page.route(EVENTS, lambda route: route.fulfill(body=ended, content_type="text/event-stream"), times=1)
    page.get_by_text("No sentence", exact=True).wait_for()
    assert page.locator(".article textarea").first.input_value() == TEXTS[0]
    assert "#" not in page.url


@pytest.mark.browser
def test_progress_is_told_to_who_listens_but_not_each_sentence(opened: Opened) -> None:
    visit = opened()
    page = visit.page
    page.evaluate(
        "() => { window.told = []; new MutationObserver(() => window.told.push(document.getElementById('heard')"
        ".textContent)).observe(document.getElementById('heard'), {childList: true}) }"
    )
    visit.paste(*TEXTS)
    told = [("started", {"attempt": 1}), *(sentence(number, number) for number in range(1, 30))]
    page.route(EVENTS, lambda route: route.fulfill(body=stream(*told), content_type="text/event-stream"), times=1)
    page.click("#submit")
    assert page.evaluate("document.activeElement.textContent") == "Making the brief"
    page.wait_for_selector("#arrived .sentence >> nth=28")
    visit.read()
    told_now = page.evaluate("window.told")
    assert 1 <= len(told_now) <= 3
    assert page.evaluate("document.activeElement.id") == "brief"
    assert page.locator("#brief").get_attribute("aria-labelledby") == page.locator("#heading h1").get_attribute("id")
