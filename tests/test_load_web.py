"""Load from addresses: the guard in front of a real server, and the fetch itself with the guard opened for loopback."""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from service.records import NoticeCode
from service.settings import Settings
from service.stages.load import Fetched, Fetcher, Loaded, failure_line, load
from service.stages.load.inputs import Kind, Rejected
from service.stages.load.web import check_address, fetch, fetch_in_thread
from tests.load_support import ARTICLE, DATA, REFUSED, ROOT, send, settings, web_server

HARBOUR = str(DATA / "harbour.txt")


def opened(settings: Settings) -> Fetcher:
    """The fetch of the product, with a session that may reach this machine, on any port; no robots.txt is asked for."""
    import requests

    closed = settings.model_copy(update={"fetch_robots": False})

    def one(url: str) -> Fetched:
        return fetch(url, closed, session=requests.Session(), any_port=True)

    return one


async def load_opened(url: str, **values: object) -> Loaded:
    """One address, and one file so that something is left."""
    chosen = settings(**values)
    return await load([url, HARBOUR], settings=chosen, fetcher=opened(chosen))


def page(handler: BaseHTTPRequestHandler) -> None:
    send(handler, (DATA / "page.html").read_bytes(), "text/html; charset=utf-8")


@pytest.mark.parametrize("url", REFUSED)
async def test_addresses_that_are_refused(url: str) -> None:
    started = time.monotonic()
    loaded = await load([url, HARBOUR], settings=settings())
    assert [d.id for d in loaded.documents] == ["S2"]
    (failure,) = loaded.failures
    assert failure.code is NoticeCode.INPUT_FAILED
    assert "secret" not in failure_line(failure)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::1]", "[64:ff9b::7f00:1]"])
async def test_the_guard_stands_before_a_real_server(host: str) -> None:
    with web_server(page) as (base, asked):
        port = base.rsplit(":", 1)[1]
        with pytest.raises(Rejected, match="inside a private or reserved network"):
            fetch(f"http://{host}:{port}/", settings(), any_port=True)
        assert asked == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1"])
def test_the_guard_knows_other_spellings_too(host: str, child_environment: dict[str, str]) -> None:
    """In a process of its own: the tests' own network guard takes these spellings for names to look up."""
    program = (
        "import sys; from AntiSSRF import AntiSSRFError; from service.stages.load.web import guarded_session\n"
        "try: guarded_session().get(sys.argv[1], timeout=2)\n"
        "except AntiSSRFError: print('refused')"
    )
    with web_server(page) as (base, asked):
        url = base.replace("127.0.0.1", host)
        arguments = [sys.executable, "-c", program, url]
        done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, env=child_environment, check=True)
        assert (done.stdout.strip(), asked) == ("refused", [])


async def test_a_page_is_fetched_and_parsed() -> None:
    with web_server(page) as (base, asked):
        loaded = await load_opened(f"{base}/farmers")
        assert asked == ["/farmers"]
    assert not loaded.failures
    document = loaded.documents[0]
    assert (document.label, document.title) == (f"{base}/farmers", "Farmers block motorway")
    assert document.url == f"{base}/farmers"
    assert document.retrieved is not None
    assert document.retrieved.tzinfo is not None


async def test_redirects_end_at_the_last_address_and_are_counted() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        step = int(handler.path[1:])
        if step < 5:
            send(handler, b"", "text/plain", status=302, Location=f"/{step + 1}")
        else:
            send(handler, ARTICLE.encode(), "text/plain; charset=utf-8")

    with web_server(answer) as (base, asked):
        loaded = await load_opened(f"{base}/0")
        assert loaded.documents[0].url == f"{base}/5"
        assert len(asked) == 6

    with web_server(lambda handler: send(handler, b"", "text/plain", status=301, Location="/again")) as (base, asked):
        loaded = await load_opened(base)
        assert failure_line(loaded.failures[0]) == f"S1 {base}: more than 5 redirects; give the final address"
        assert len(asked) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://user:pw@127.0.0.1/", "gopher://127.0.0.1/"])
async def test_a_redirect_out_of_bounds_is_refused(target: str) -> None:
    with web_server(lambda handler: send(handler, b"", "text/plain", status=302, Location=target)) as (base, asked):
        loaded = await load_opened(base)
        assert len(loaded.failures) == 1
        assert len(asked) == 1


@pytest.mark.parametrize(
    ("body", "content_type", "status", "what"),
    [
        (b"gone", "text/html", 404, "the server answered 404; check the address, or save the page and give the file"),
        (b"\x89PNG", "image/png", 200, "the server sent 'image/png', not an article; give a page, text, PDF or JSON"),
        (b"x" * 5_000, "text/plain", 200, "larger than 2000 bytes; give the article's own page"),
        (gzip.compress(b"x" * 9_000_000), "text/plain", 200, "larger than 2000 bytes; give the article's own page"),
        (b"", "text/plain", 200, "empty; give a file with the article's text"),
    ],
)
async def test_answers_that_are_no_article(body: bytes, content_type: str, status: int, what: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        extra = {"Content_Encoding": "gzip"} if body.startswith(b"\x1f\x8b") else {}
        send(handler, body, content_type, status=status, **extra)

    with web_server(answer) as (base, _):
        loaded = await load_opened(base, max_bytes=2_000)
    assert failure_line(loaded.failures[0]) == f"S1 {base}: {what}"


def test_types_and_charset_come_from_the_header() -> None:
    body = "Erdoğan".encode("iso8859-9")
    with web_server(lambda handler: send(handler, body, 'text/plain; charset="ISO-8859-9"; x=y')) as (base, _):
        found = opened(settings())(base)
    assert (found.kind, found.charset, found.data) == (Kind.TEXT, "iso-8859-9", body)


# far longer in all than any deadline of these tests
DROPS, DRIP_S = 200, 0.05


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """The body, byte by byte."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(DROPS):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(DRIP_S)


def dripping_header(handler: BaseHTTPRequestHandler) -> None:
    """Never reaches the body."""
    for _ in range(DROPS):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(DRIP_S)


@pytest.mark.parametrize("answer", [dripping, dripping_header])
async def test_a_dripping_server_ends_at_the_deadline(answer: object) -> None:
    with web_server(answer) as (base, _):  # type: ignore[arg-type]
        started = time.monotonic()
        loaded = await load_opened(base, fetch_deadline_s=0.5)
        assert time.monotonic() - started < DROPS * DRIP_S / 2
    assert "no complete answer within 0.5 s" in failure_line(loaded.failures[0])


async def test_a_server_that_is_not_there() -> None:
    with web_server(page) as (base, _):
        pass
    loaded = await load_opened(base, fetch_deadline_s=2.0)
    assert "could not be fetched (ConnectionRefusedError" in failure_line(loaded.failures[0])


async def test_addresses_can_be_switched_off() -> None:
    with web_server(page) as (base, asked):
        loaded = await load_opened(base, allow_urls=False)
        assert asked == []
    assert "fetching addresses is switched off" in failure_line(loaded.failures[0])


async def test_many_addresses_keep_their_order() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        number = int(handler.path[1:])
        time.sleep(0.05 * (number % 3))
        send(handler, f"Report {number}: {ARTICLE}".encode(), "text/plain")

    chosen = settings()
    with web_server(answer) as (base, _):
        urls = [f"{base}/{number}" for number in range(12)]
        loaded = await load(urls, settings=chosen, fetcher=opened(chosen))
    assert [d.text.split(":")[0] for d in loaded.documents] == [f"Report {number}" for number in range(12)]


async def test_cancelling_does_not_wait_for_the_server() -> None:
    asked, answered = threading.Event(), threading.Event()

    def silent(url: str) -> Fetched:
        asked.set()
        answered.wait(30)
        raise Rejected(url)

    fetching = asyncio.create_task(fetch_in_thread("https://news.example/a", silent, 30.0))
    await asyncio.to_thread(asked.wait, 30)
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching
    assert not answered.is_set(), "the server had not answered yet"
    answered.set()


@pytest.mark.parametrize("url", ["http://example.com/a", "https://example.com:443/", "http://example.com:80"])
def test_addresses_that_are_allowed(url: str) -> None:
    check_address(url, settings())


def test_the_deadline_covers_all_redirects() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        send(handler, b"", "text/plain", status=302, Location="/next")

    with web_server(answer) as (base, asked):
        with pytest.raises(Rejected):
            opened(settings(fetch_deadline_s=0.7))(base)
        assert len(asked) <= 3
