"""A Chat Completions endpoint on loopback that answers by a script: real sockets, real HTTP, every request kept.

`async with scripted([completion("yes"), status(503)]) as endpoint:` answers the first request with the first entry, and
all that come after the last entry with the last one. Instead of a list, a function of the request's body may be given.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Response:
    """One HTTP response and its manners."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", "application/json"),)
    delay_s: float = 0.0
    drip_s: float | None = None  # one byte each so many seconds
    is_silent: bool = False  # never answers
    is_cut: bool = False  # closes the connection in the middle of the body


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float


Script = Sequence[Response] | Callable[[dict[str, Any]], Response]


@dataclass
class ScriptedEndpoint:
    """What the test looks at."""

    script: Script
    base_url: str = ""
    received: list[Received] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    peak: int = 0

    @property
    def count(self) -> int:
        """Requests received so far."""
        return len(self.received)

    def next_response(self, body: dict[str, Any]) -> Response:
        """By function, or in order with the last one for ever."""
        if callable(self.script):
            return self.script(body)
        return self.script[min(self.count, len(self.script)) - 1]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._serve_one(reader, writer):
                pass
        writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request_line, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        self.received.append(Received(request_line.split()[1], headers, body, time.monotonic()))
        self.arrived.set()
        self.under_way += 1
        self.peak = max(self.peak, self.under_way)
        try:
            return await self._answer(self.next_response(body), reader, writer)
        finally:
            self.under_way -= 1

    async def _answer(self, response: Response, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if response.is_silent:
            await reader.read()  # until the client gives up
            return False
        await asyncio.sleep(response.delay_s)
        headers = dict(response.headers) | {"content-length": str(len(response.body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {response.status} Scripted\r\n{head}\r\n".encode())
        if response.is_cut:
            writer.write(response.body[: len(response.body) // 2])
            await writer.drain()
            return False
        if response.drip_s is None:
            writer.write(response.body)
        for byte in response.body if response.drip_s is not None else b"":
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(response.drip_s or 0)
        await writer.drain()
        return True


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[ScriptedEndpoint]:
    """Serve `script` on a free port while the block runs."""
    endpoint = ScriptedEndpoint(script)
    connections: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            await endpoint.serve(reader, writer)
        finally:
            connections.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    endpoint.base_url = f"http://{host}:{port}/v1"
    try:
        yield endpoint
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()


def completion(
    text: str | dict[str, Any] | None,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] | None = (10, 5),
    **manners: Any,
) -> Response:
    """A well-formed completion; a dict becomes the JSON text of the answer."""
    content = json.dumps(text) if isinstance(text, dict) else text
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body: dict[str, Any] = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
    }
    if tokens is not None:
        body["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return Response(body=json.dumps(body).encode(), **manners)


def status(
    code: int, message: str = "scripted", *, kind: str | None = None, param: str | None = None, **headers: str
) -> Response:
    """An error in OpenAI's form; header names are written with underscores."""
    error = {"message": message, "type": kind, "param": param, "code": kind}
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(
        body=json.dumps({"error": error}).encode(), status=code, headers=(("content-type", "application/json"), *named)
    )
