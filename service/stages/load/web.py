"""Fetches one http(s) address, guarded against addresses inside the own network.

Enters: a URL. Leaves: its bytes and their type. Never happens here: a connection to an address that the guard has not
checked (the address checked is the address used, at every redirect), credentials, proxies, or a body over the cap.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from service import __version__
from service.settings import Settings
from service.stages.load.inputs import Kind, Rejected
from service.stages.load.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from service.stages.load.robots import Robots

if TYPE_CHECKING:
    from requests import Response, Session

MAX_REDIRECTS = 5
# Forms of IPv6 that carry an address of IPv4 (compatible, NAT64, Teredo, 6to4), and the old site-local ones: the
# guard's own list leaves some of them open, and no article has such an address.
DISGUISES = ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16", "fec0::/10")
CHUNK_BYTES = 65_536
KINDS = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "application/pdf": Kind.PDF,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.JSONL,
}
# Resolvers read 2130706433, 0x7f.1 and 127.1 as 127.0.0.1; nobody publishes articles under such a name.
_IP_LIKE = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x20\x7f\\%<>\"^`{|}]")
_IPV4 = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
_HEADERS = {
    "User-Agent": f"evenhand/{__version__}",
    "Accept": "text/html, text/plain, application/pdf;q=0.9, */*;q=0.1",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a web server sent; `kind` is None where it named no type, `url` the address after redirects."""

    data: bytes
    url: str
    kind: Kind | None
    charset: str | None
    retrieved: datetime


Fetcher = Callable[[str], Fetched]


def guarded_session() -> Session:
    """A session that connects to public addresses only."""
    from AntiSSRF import AntiSSRFPolicy, PolicyConfigOptions

    policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    policy.add_denied_addresses(list(DISGUISES))
    policy.add_xff_header = False
    policy.allow_plain_text_http = True
    session: Session = policy.get_antissrf_session()
    return session


def fetch(
    url: str,
    settings: Settings,
    session: Session | None = None,
    robots: Robots | None = None,
    *,
    any_port: bool = False,
) -> Fetched:
    """Follow at most five redirects within one deadline. Raises Rejected; blocks, so call it in a thread."""
    from AntiSSRF import AntiSSRFError
    from requests import RequestException

    ends = time.monotonic() + settings.fetch_deadline_s
    session = session or guarded_session()
    # A proxy would resolve the name again, and .netrc would send credentials.
    session.trust_env = False
    visit = _Visit(session, settings, ends, any_port=any_port)
    try:
        with session:
            return visit.page(url, (robots or Robots()) if settings.fetch_robots else None)
    except AntiSSRFError:
        raise Rejected("the address lies inside a private or reserved network and is not fetched") from None
    except (RequestException, ValueError, OSError) as error:
        raise Rejected(
            f"could not be fetched ({_cause(error)}); check the address, or save the page and give the file"
        ) from None


class _Visit:
    """One address, its redirects and its robots.txt: one session, one deadline."""

    def __init__(self, session: Session, settings: Settings, ends: float, *, any_port: bool) -> None:
        self._session, self._settings, self._ends, self._any_port = session, settings, ends, any_port

    def page(self, url: str, robots: Robots | None) -> Fetched:
        """The page behind the redirects. Raises Rejected."""
        with self._answer(url, robots) as (response, final):
            return _read(response, final, self._settings, self._ends)

    def robots_file(self, url: str) -> bytes | None:
        """The start of a robots.txt, empty where the site has none, None where its server fails. Raises Rejected."""
        with self._answer(url, None) as (response, _):
            if response.status_code >= 500 or response.status_code < 200:
                return None
            chunks = response.iter_content(CHUNK_BYTES) if response.status_code < 300 else ()
            return _collect(chunks, self._settings, self._ends, stop_bytes=ROBOTS_MAX_BYTES)

    @contextmanager
    def _answer(self, url: str, robots: Robots | None) -> Iterator[tuple[Response, str]]:
        """The first answer that is no redirect, and its address; each step is checked before it is asked."""
        from requests import Request

        for _ in range(MAX_REDIRECTS + 1):
            check_address(url, self._settings, any_port=self._any_port)
            asked = self._session.prepare_request(Request("GET", url, headers=_HEADERS))
            # The library writes hosts in its own way (circled digits become plain ones): what it asks is what counts.
            url = str(asked.url)
            check_address(url, self._settings, any_port=self._any_port)
            if robots is not None:
                robots.check(url, self.robots_file)
            limits = _timeouts(self._ends, self._settings)
            with self._session.send(asked, stream=True, allow_redirects=False, timeout=limits) as response:
                if not response.is_redirect:
                    yield response, url
                    return
                url = urljoin(url, response.headers["location"])
        raise Rejected(f"more than {MAX_REDIRECTS} redirects; give the final address")


async def fetch_in_thread(url: str, fetcher: Fetcher, deadline_s: float) -> Fetched:
    """Run a blocking fetch without the loop waiting for it beyond the deadline. Raises Rejected."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Fetched] = loop.create_future()

    def finish(result: Fetched | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        elif result is not None:
            done.set_result(result)

    def work() -> None:
        outcome: tuple[Fetched | None, BaseException | None]
        try:
            outcome = fetcher(url), None
        except BaseException as error:  # noqa: BLE001  # raised again in the waiting task
            outcome = None, error
        try:
            loop.call_soon_threadsafe(finish, *outcome)
        except RuntimeError:
            # The loop is closed: nobody waits any more.
            return

    # A daemon, not the executor: a server that drips headers must not hold the program's exit.
    threading.Thread(target=work, name="fetch", daemon=True).start()
    try:
        async with asyncio.timeout(deadline_s):
            return await done
    except TimeoutError:
        raise _too_slow(deadline_s) from None


def check_address(url: str, settings: Settings, *, any_port: bool = False) -> None:
    """Raises Rejected for an address that is not fetched, whatever it resolves to."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Rejected("not a valid address; check it") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Rejected("only http and https addresses are fetched")
    if _IP_LIKE.fullmatch(parts.hostname) and not _IPV4.fullmatch(parts.hostname):
        raise Rejected("an IP address in an unusual spelling is not fetched; write its four numbers")
    if "@" in parts.netloc:
        raise Rejected("an address with a user name or password is not fetched; remove that part")
    # Readers of addresses disagree on what these end.
    if _ODD.search(parts.netloc):
        raise Rejected("an address with blanks, controls or backslashes in its host is not fetched; check it")
    if not any_port and port not in settings.fetch_ports:
        raise Rejected(f"port {port} is not fetched, only {' and '.join(map(str, sorted(settings.fetch_ports)))}")
    host = parts.hostname.rstrip(".").lower()
    if is_among(host, settings.fetch_deny_hosts):
        raise Rejected(f"the host {host} is on the list of hosts that are not fetched")
    if settings.fetch_allow_hosts and not is_among(host, settings.fetch_allow_hosts):
        raise Rejected(f"the host {host} is not on the list of hosts that are fetched")


def is_among(host: str, hosts: Sequence[str]) -> bool:
    """True for one of the hosts or a name below it."""
    names = [name.strip().strip(".").lower() for name in hosts]
    return any(name and (host == name or host.endswith(f".{name}")) for name in names)


def _read(response: Response, url: str, settings: Settings, ends: float) -> Fetched:
    if response.status_code >= 400 or response.status_code < 200:
        raise Rejected(
            f"the server answered {response.status_code}; check the address, or save the page and give the file"
        )
    name, _, parameters = response.headers.get("content-type", "").partition(";")
    kind = KINDS.get(name.strip().lower())
    if name.strip() and kind is None:
        raise Rejected(f"the server sent {name.strip()[:60]!r}, not an article; give a page, text, PDF or JSON")
    _, _, charset = parameters.lower().partition("charset=")
    data = _collect(response.iter_content(CHUNK_BYTES), settings, ends)
    return Fetched(data, url, kind, charset.split(";")[0].strip(" \"'") or None, datetime.now(UTC))


def _collect(chunks: Iterable[bytes], settings: Settings, ends: float, stop_bytes: int | None = None) -> bytes:
    """The body, counted after decompression; only its start where `stop_bytes` says so. Raises Rejected."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if stop_bytes is not None and len(body) >= stop_bytes:
            break
        if len(body) > settings.max_bytes:
            raise Rejected(f"larger than {settings.max_bytes} bytes; give the article's own page")
        if time.monotonic() > ends:
            raise _too_slow(settings.fetch_deadline_s)
    return bytes(body)


def _timeouts(ends: float, settings: Settings) -> tuple[float, float]:
    left = ends - time.monotonic()
    if left <= 0:
        raise _too_slow(settings.fetch_deadline_s)
    return min(left, settings.connect_timeout_s), left


def _too_slow(deadline_s: float) -> Rejected:
    return Rejected(f"no complete answer within {deadline_s:g} s; try again, or save the page and give the file")


def _cause(error: BaseException) -> str:
    """The last words of a chain of library errors, without addresses of objects."""
    while error.__context__ is not None or error.__cause__ is not None:
        error = error.__cause__ or error.__context__ or error
    return f"{type(error).__name__}: {error}"[:160] if str(error) else type(error).__name__
