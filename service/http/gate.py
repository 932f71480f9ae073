"""What holds for every request, before any route sees it: id, host, site, key, rate; and after: headers, log, metrics.

Enters: ASGI messages. Leaves: the same, or a problem. No body is read here: without a key nobody makes us.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

from anyio import BrokenResourceError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.http.access import Keys, Rate
from service.http.answers import STREAM, as_response
from service.http.logs import log, tell_request
from service.http.metrics import Metrics
from service.jobs import Problem
from service.jobs.problems import problem, unexpected
from service.settings import ServeSettings

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SAFE = {"GET", "HEAD", "OPTIONS"}
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_HEADERS = {
    b"content-security-policy": CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cache-control": b"no-store",
}
METHODS = {"GET", "HEAD", "POST", "DELETE"}
_PRIVATE = ("/v1/", "/metrics")
_BRIEF = "/v1/briefs/"


class Gate:
    """The only middleware."""

    def __init__(self, app: ASGIApp, settings: ServeSettings, keys: Keys, metrics: Metrics) -> None:
        self._app, self._keys, self._metrics = app, keys, metrics
        self._hosts = {host.lower() for host in hosts_of(settings)}
        self._shares = settings.share_briefs
        self._work = Rate(settings.briefs_per_minute, time.monotonic)
        self._other = Rate(settings.requests_per_minute, time.monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection of any kind."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"")
        request_id = given.decode() if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        state = scope.setdefault("state", {})
        state["request_id"], state["caller"] = request_id, ""
        status, is_gone = 0, False
        # A HEAD is answered like a GET, without the body; a stream of events has no end to wait for.
        is_bare = scope["method"] == "HEAD" and not scope["path"].endswith(STREAM)
        inner = {**scope, "method": "GET"} if is_bare else scope

        async def hear() -> Message:
            nonlocal is_gone
            message = await receive()
            is_gone = is_gone or message["type"] == "http.disconnect"
            return message

        async def answer(message: Message) -> None:
            nonlocal status
            if is_bare and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _dressed(message["headers"], request_id)
            await send(message)

        try:
            refusal = self._refusal(scope, headers, state)
            if refusal is not None:
                found, more = refusal
                await as_response(found, request_id, more)(scope, receive, answer)
            else:
                await self._app(inner, hear, answer)
        except Exception as error:  # noqa: BLE001  whatever a route did not foresee is a 500, and a line in the log
            if not (is_gone and status and _is_of_a_closed_stream(error)):
                log.exception("failed", extra={"fields": {"request_id": request_id}})
            if not status:
                await as_response(unexpected(), request_id)(scope, receive, answer)
        finally:
            self._note(scope["method"], inner, status, time.perf_counter() - began)

    def _refusal(
        self, scope: Scope, headers: dict[bytes, bytes], state: dict[str, Any]
    ) -> tuple[Problem, dict[str, str]] | None:
        method, path = scope["method"], scope["path"]
        if self._hosts and _name(headers.get(b"host", b"")) not in self._hosts:
            # Otherwise a page anywhere could give its own name our address, and read us in its visitor's browser.
            what = (
                "this service is not known by the name in the header Host; use its own, or add it to the setting hosts"
            )
            return problem("unknown_host", what), {}
        if method not in SAFE and _is_of_another_site(headers):
            return problem(
                "cross_site", "a page of another site cannot start work here; use the service's own page"
            ), {}
        if not path.startswith(_PRIVATE):
            return None
        caller = self._keys.caller(headers.get(b"authorization"))
        if caller is None and not (self._shares and method in SAFE and path.startswith(_BRIEF)):
            what = "send a key of this service in the header Authorization: Bearer KEY"
            return problem("unauthorized", what), {"WWW-Authenticate": "Bearer"}
        state["caller"] = caller
        wait_s = (self._work if method == "POST" else self._other).wait_s(caller or "shared")
        if wait_s:
            what = (
                f"this key may ask again in {wait_s} s; ask less often, or ask who runs this service for a higher limit"
            )
            return problem("too_many_requests", what), {"Retry-After": str(wait_s)}
        return None

    def _note(self, asked: str, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        # The route, not the path: an id in a path may be all that is needed to read a brief.
        route = getattr(scope.get("route"), "path", "other")
        method = asked if asked in METHODS else "other"
        self._metrics.request(method, route, status, seconds)
        tell_request(
            {
                "request_id": state["request_id"],
                "method": method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "caller": state["caller"],
            }
        )


def _is_of_another_site(headers: dict[bytes, bytes]) -> bool:
    """True where a browser says so; programs that are no browser say nothing."""
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None:
        return site not in {b"same-origin", b"none"}
    return origin is not None and origin.partition(b"://")[2].lower() != headers.get(b"host", b"").lower()


def hosts_of(settings: ServeSettings) -> tuple[str, ...]:
    """Names that a request may call us by; none: any, as behind a proxy only its owner knows them."""
    from service.http.access import is_loopback

    if settings.hosts:
        return settings.hosts
    return ("localhost", "127.0.0.1", "::1", settings.host) if is_loopback(settings.host) else ()


def _name(host: bytes) -> str:
    """The name in a Host header, without the port."""
    text = host.decode("latin-1").lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def _is_of_a_closed_stream(error: Exception) -> bool:
    """An event that was on its way to a reader who went: FastAPI's queue between the two says so with an error."""
    return isinstance(error, ExceptionGroup) and error.split(BrokenResourceError)[1] is None


def _dressed(given: list[tuple[bytes, bytes]], request_id: str) -> list[tuple[bytes, bytes]]:
    """With what every answer carries; what a route says itself stands."""
    said = {name.lower() for name, _ in given}
    more = [pair for pair in _HEADERS.items() if pair[0] not in said]
    return [*given, *more, (b"x-request-id", request_id.encode())]
