"""Addresses that reach inside: no connection to a canary on this machine, whatever name, redirect or resolver."""

from __future__ import annotations

import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.settings import Settings
from service.stages.load.inputs import Rejected
from service.stages.load.robots import Rule, is_allowed, rules_for
from service.stages.load.web import check_address, fetch, is_among
from tests.load_support import ARTICLE, send, settings, web_server
from tests.test_load_web import opened

# Spellings of this machine; "{}" is the canary's port. Each is a literal address, so that nobody is asked for a name.
CANARY_HOSTS = [
    "127.0.0.1",
    "localhost",
    "localhost.",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "0177.0.0.1",
    "017700000001",
    "127.1",
    "127.0.1",
    "0.0.0.0",  # noqa: S104  # an address to refuse, not one to listen on
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:127.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "user@127.0.0.1",
    "example.com@127.0.0.1",
    "127.0.0.1\\@example.com",
    "127.0.0.1%00.example.com",
    "127.0.0.1 .example.com",
]
INSIDE = ["169.254.169.254", "100.100.100.200", "10.1.2.3", "172.16.0.1", "192.168.1.1", "[fd00::1]", "[fe80::1]"]
DEADLINE = settings(fetch_deadline_s=3.0, fetch_robots=False)


def canary(handler: BaseHTTPRequestHandler) -> None:
    send(handler, ARTICLE.encode(), "text/plain")


@pytest.mark.parametrize("host", CANARY_HOSTS)
def test_no_spelling_reaches_this_machine(host: str) -> None:
    with web_server(canary) as (base, asked):
        port = base.rsplit(":", 1)[1]
        with pytest.raises(Rejected):
            fetch(f"http://{host}:{port}/", DEADLINE, any_port=True)
        assert asked == []


@pytest.mark.parametrize("host", INSIDE)
def test_no_address_of_a_network_inside_is_fetched(host: str) -> None:
    started = time.monotonic()
    with pytest.raises(Rejected, match="private or reserved network"):
        fetch(f"http://{host}/", DEADLINE)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "169.254.169.254"])
def test_a_redirect_does_not_reach_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first step is let through by a policy that is opened for one address; the second meets the whole policy."""
    from AntiSSRF import AntiSSRFPolicy

    let_through = iter([True])
    asked_policy = AntiSSRFPolicy._is_network_connection_allowed

    def once(self: AntiSSRFPolicy, addresses: list[object]) -> bool:
        return next(let_through, False) or bool(asked_policy(self, addresses))

    monkeypatch.setattr(AntiSSRFPolicy, "_is_network_connection_allowed", once)
    with web_server(canary) as (inner, reached):
        port = inner.rsplit(":", 1)[1]
        target = f"http://{host}:{port}/secret"
        outer_answer = lambda handler: send(handler, b"", "text/plain", status=302, Location=target)  # noqa: E731
        with web_server(outer_answer) as (outer, asked), pytest.raises(Rejected):
            fetch(outer, DEADLINE, any_port=True)
        assert (asked, reached) == (["/"], [])


def test_a_rebinding_resolver_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked and this machine when it is used: it is looked up once only."""
    looked_up: list[str] = []
    connected: list[object] = []

    def resolver(host: str, port: object, *arguments: object, **named: object) -> list[object]:
        looked_up.append(host)
        address = "93.184.215.14" if host == "rebind.example" and looked_up.count(host) == 1 else "127.0.0.1"
        number = int(str(port)) if port else 0
        literal = host if host.replace(".", "").isdigit() else address
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (literal, number))]

    def refuse(sock: socket.socket, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError("no way out of a test")

    with web_server(canary) as (base, asked):
        port = int(base.rsplit(":", 1)[1])
        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        monkeypatch.setattr(socket.socket, "connect", refuse)
        with pytest.raises(Rejected, match="could not be fetched"):
            fetch(f"http://rebind.example:{port}/", DEADLINE, any_port=True)
        assert looked_up.count("rebind.example") == 1
        assert connected == [("93.184.215.14", port)]
        with pytest.raises(Rejected, match="private or reserved"):
            fetch(f"http://rebind.example:{port}/", DEADLINE, any_port=True)
        assert asked == []


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0)) for host in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(Rejected, match="private or reserved"):
        fetch("http://mixed.example/", DEADLINE)


@pytest.mark.parametrize(
    ("url", "chosen", "what"),
    [
        ("https://example.com:8443/", {}, "port 8443 is not fetched, only 80 and 443"),
        ("https://example.com:8443/", {"fetch_ports": "443,8443"}, None),
        ("https://example.com:22/", {"fetch_ports": {443}}, "port 22 is not fetched, only 443"),
        ("https://news.example.com/", {"fetch_allow_hosts": "example.com"}, None),
        ("https://badexample.com/", {"fetch_allow_hosts": ["example.com"]}, "is not on the list"),
        ("https://example.com.evil.org/", {"fetch_allow_hosts": ["example.com"]}, "is not on the list"),
        ("https://ads.example.com./", {"fetch_deny_hosts": "ads.example.com"}, "is on the list"),
        (
            "https://ADS.example.com/",
            {"fetch_allow_hosts": "example.com", "fetch_deny_hosts": "ads.example.com"},
            "on the",
        ),
        ("gopher://example.com/", {}, "only http and https"),
        ("http://[::1/", {}, "not a valid address"),
        ("http://example.com:99999/", {}, "not a valid address"),
    ],
)
def test_hosts_and_ports_are_settings(url: str, chosen: dict[str, object], what: str | None) -> None:
    if what is None:
        check_address(url, settings(**chosen))
        return
    with pytest.raises(Rejected, match=what):
        check_address(url, settings(**chosen))


def test_lists_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_FETCH_PORTS", "80, 8080")
    monkeypatch.setenv("EVENHAND_FETCH_DENY_HOSTS", "a.example,b.example")
    monkeypatch.setenv("EVENHAND_ALLOW_URLS", "false")
    found = Settings()
    assert (found.fetch_ports, found.fetch_deny_hosts, found.allow_urls) == (
        frozenset({80, 8080}),
        ("a.example", "b.example"),
        False,
    )
    assert is_among("x.b.example", found.fetch_deny_hosts)


def test_a_packed_answer_stops_at_the_limit() -> None:
    """64 MiB of blanks in 65 KB; more would only take longer to make."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(64)), packer.flush()])
    with web_server(lambda handler: send(handler, body, "text/plain", Content_Encoding="gzip")) as (base, _):
        started = time.monotonic()
        with pytest.raises(Rejected, match="larger than 1000000 bytes"):
            opened(settings(max_bytes=1_000_000))(base)
        assert time.monotonic() - started < 5


def fetch_with_robots(base: str, path: str) -> str:
    import requests

    chosen = settings(fetch_deadline_s=5.0)
    return fetch(f"{base}{path}", chosen, session=requests.Session(), any_port=True).data.decode()


@pytest.mark.parametrize(
    ("status", "robots", "is_open"),
    [
        (200, b"User-agent: *\nDisallow: /\n", False),
        (200, b"User-agent: *\nDisallow: /private\n", True),
        (200, b"User-agent: evenhand\nDisallow:\n\nUser-agent: *\nDisallow: /\n", True),
        (200, b"User-agent: other\nUser-agent: Evenhand\nDisallow: /news\n", False),
        (404, b"", True),
        (503, b"", False),
    ],
)
def test_robots_are_respected(status: int, robots: bytes, is_open: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/robots.txt":
            send(handler, robots, "text/plain", status=status)
        else:
            send(handler, ARTICLE.encode(), "text/plain")

    with web_server(answer) as (base, asked):
        if is_open:
            assert fetch_with_robots(base, "/news/1") == ARTICLE
            assert asked == ["/robots.txt", "/news/1"]
        else:
            with pytest.raises(Rejected, match=r"robots\.txt"):
                fetch_with_robots(base, "/news/1")
            assert asked == ["/robots.txt"]


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("/a", "/a/b", False),
        ("/a$", "/a/b", True),
        ("/*.pdf$", "/x/y.pdf", False),
        ("/*.pdf$", "/x/y.pdf?z", True),
        ("/*?print", "/x?print=1", False),
        ("/%7ea", "/%7ea/b", False),
        ("/é", "/%C3%A9", False),
    ],
)
def test_rules_of_robots(pattern: str, path: str, expected: bool) -> None:
    assert is_allowed(f"http://x.example{path}", (Rule(allow=False, pattern=_normal(pattern)),)) is expected


def _normal(pattern: str) -> str:
    (rule,) = rules_for(f"User-agent: *\nDisallow: {pattern}".encode())
    return rule.pattern


def test_the_longest_rule_decides() -> None:
    rules = rules_for(b"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\n")
    assert [is_allowed(f"http://x{path}", rules) for path in ("/a", "/a/b", "/a/b/c", "/d")] == [
        False,
        True,
        False,
        True,
    ]


@hypothesis_settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.text("/*$ab?%", max_size=60))
def test_fuzz_robots(data: bytes, path: str) -> None:
    rules = (*rules_for(data), *rules_for(b"User-agent: *\nDisallow: /" + path.encode() * 20))
    assert is_allowed(f"http://x/{path}", rules) in {True, False}


@hypothesis_settings(deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=60), st.text("htp:/@[]%.\\ 1①x", max_size=40).map(lambda text: f"http://{text}")))
def test_fuzz_addresses(url: str) -> None:
    try:
        check_address(url, DEADLINE)
    except Rejected:
        return
    assert url.lower().startswith(("http://", "https://"))
