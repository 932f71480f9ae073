"""HTTP/1.1 as uvicorn speaks it, with a limit in time on the head of a request, and problems where it cannot be read.

Enters: bytes of a connection. Leaves: requests for the application, or a problem and the end of the connection. Never
happens here: a connection that is held open by a head that comes a byte at a time.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.jobs.problems import problem

# RFC 9112 leaves both limits to the server. The body has a deadline of its own, in `intake`.
HEAD_DEADLINE_S = 15.0
MAX_HEAD_BYTES = 65_536


class Protocol(H11Protocol):
    """One connection."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """A head is awaited from now on."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Bytes of a head or a body, or both."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        super().connection_lost(exc)
        self._stop()

    def on_response_complete(self) -> None:
        """Until the next head begins, the limit on idle connections is uvicorn's."""
        super().on_response_complete()
        self._stop()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  uvicorn's words are no help
        """What uvicorn calls where it cannot read a request."""
        what = f"no request of HTTP/1.1, or a head of more than {MAX_HEAD_BYTES:,} bytes; send fewer or shorter headers"
        self._refuse("bad_request", what)

    def _watch(self) -> None:
        """The clock runs while a head is under way, not while its body or its answer is."""
        is_waiting = self.cycle is None or self.cycle.response_complete
        if not is_waiting or self.transport.is_closing():
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_DEADLINE_S, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        what = f"the head of the request was not complete after {HEAD_DEADLINE_S:g} s; send it again"
        self._refuse("too_slow", what)

    def _refuse(self, code: str, what: str) -> None:
        """A problem, where an answer has not begun already; then the end."""
        found = problem(code, what)
        body = found.model_dump_json(exclude_none=True).encode()
        head = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        try:
            for event in (
                h11.Response(status_code=found.status, headers=head, reason=b""),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:
            pass
        self.transport.close()
