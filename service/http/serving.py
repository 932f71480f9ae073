"""Runs the application until it is told to stop.

Enters: settings. Leaves: when the service has ended. SIGTERM or Ctrl-C: not ready at once, work under way ends or goes
back into the ledger, then the end; a second signal ends at once.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Callable
from types import FrameType

import uvicorn

from service.errors import InputError
from service.http.access import refuse_open_network
from service.http.app import LEDGER, create_app
from service.http.logs import say, start
from service.http.protocol import MAX_HEAD_BYTES, Protocol
from service.http.state import House
from service.jobs import Ledger
from service.memory import remember
from service.settings import ServeSettings, Settings
from service.text.loaded import load_rules

CLOSE_S = 2  # for answers that are on their way when the work has ended
BACKLOG = 512


class Server(uvicorn.Server):
    """Lets the house drain while requests are still answered, so that readiness can be seen to be gone."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house
        self._draining: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say where."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        for listener in sockets or ():
            host, port = listener.getsockname()[:2]
            say("listening", host=host, port=port)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first signal drains, the second ends."""
        if self._loop is None or self._house.is_draining:
            super().handle_exit(sig, frame)
            return
        self._house.is_draining = True
        self._loop.call_soon_threadsafe(self._drain)

    def _drain(self) -> None:
        say("draining", running=self._house.runner.running)
        self._draining = asyncio.create_task(self._drain_all())

    async def _drain_all(self) -> None:
        try:
            await self._house.drain(self._house.serve.drain_s)
        finally:
            self.should_exit = True


def run(settings: Settings, serve: ServeSettings, ready: Callable[[], None] = lambda: None) -> None:
    """Serve; `ready` is called once the address is ours. Raises InputError where the settings cannot be served."""
    app = create_app(settings, serve)
    house: House = app.state.house
    refuse_open_network(serve.host, house.keys)
    # What every request would fail of is said now.
    load_rules(settings.terms)
    remember(settings)
    _require_ledger(serve)
    if (settings.model or settings.local_model) and not settings.replay:
        from service.llm.session import require_endpoint

        asyncio.run(require_endpoint(settings))
    listener = _listen(serve)
    ready()
    start()
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=Protocol,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=CLOSE_S,
        ws="none",
        lifespan="on",
    )
    server = Server(config, house)
    server.run(sockets=[listener])
    say("stopped")


def _require_ledger(serve: ServeSettings) -> None:
    """Raises InputError where jobs could not be stored."""
    try:
        ledger = Ledger(serve.data_dir / LEDGER)
        try:
            ledger.probe()
        finally:
            ledger.close()
    except (OSError, sqlite3.Error) as error:
        what = error.strerror or error if isinstance(error, OSError) else error
        raise InputError(
            f"--data-dir {serve.data_dir}: {LEDGER} there cannot be used ({what}); choose a folder on a local disk"
            " that can be written and has room; a file that is no ledger of ours must go first"
        ) from None


def _listen(serve: ServeSettings) -> socket.socket:
    """Raises InputError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in serve.host else socket.AF_INET
    try:
        return socket.create_server((serve.host, serve.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise InputError(
            f"cannot listen on {serve.host}, port {serve.port} ({error.strerror or error}); choose with --host, --port"
        ) from None
