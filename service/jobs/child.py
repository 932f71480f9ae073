"""A worker process: requests from standard input, answers to standard output, one at a time. Started by ``pool``.

Enters: frames (two lengths, a JSON head, bytes). Leaves: frames of events, then one of the result or the problem. It
ends when its standard input does, in the midst of work too: nobody would hear of it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import queue
import signal
import struct
import sys
import threading
from typing import IO, Any

from service.errors import EvenhandError, InstallError
from service.jobs.problems import problem_of, unexpected
from service.jobs.requests import Package
from service.jobs.work import Result, make_brief, make_check
from service.settings import Settings

LENGTHS = struct.Struct("!II")
NICENESS = 5  # whoever serves requests goes before who makes briefs
WARM_UP = (
    "The council of Larkmoor approved a tram line to the harbour on Monday. The line will cost 84 million crowns, the"
    " council said. Mayor Odile Brandt met Pavel Rusk in Larkmoor on Tuesday to discuss the line."
)


def main() -> None:
    """Serve until standard input ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # The process that serves requests decides when we end; a signal to the whole group is its affair.
        signal.signal(number, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)  # messages of libraries may hold words of articles
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the protocol
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    requests: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, requests), daemon=True).start()
    settings = Settings.model_validate(requests.get()[0])
    _warm_up(settings)
    write_frame(answers, {"kind": "ready"})
    while True:
        head, body = requests.get()
        _serve(head["kind"], body, settings, answers)


def _read(stream: IO[bytes], requests: queue.SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    while frame := read_frame(stream):
        requests.put(frame)
    os._exit(0)


def read_frame(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Head and body; None at the end."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


def write_frame(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Head and body."""
    stream.write(frame(head, body))
    stream.flush()


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Head and body as bytes."""
    said = json.dumps(head).encode()
    return LENGTHS.pack(len(said), len(body)) + said + body


def _serve(kind: str, body: bytes, settings: Settings, answers: IO[bytes]) -> None:
    def tell(event: str, data: bytes) -> None:
        write_frame(answers, {"kind": "event", "event": event}, data)

    work = make_check if kind == "check" else make_brief
    try:
        result: Result = asyncio.run(work(Package.unpack(body), settings, tell))
    except EvenhandError as error:
        if isinstance(error, InstallError):  # for who runs the service; its message holds nothing of a request
            _log(str(error))
        write_frame(answers, {"kind": "problem"}, problem_of(error).model_dump_json().encode())
    except Exception as error:  # noqa: BLE001  one request's fault must not end the worker; the log names the place
        _log(where(error))
        write_frame(answers, {"kind": "problem"}, unexpected().model_dump_json().encode())
    else:
        head = {"kind": "result", "counts": result.counts}
        write_frame(answers, head, result.json)


def _log(what: str) -> None:
    sys.stderr.write(json.dumps({"level": "error", "event": "worker_error", "error": what}) + "\n")
    sys.stderr.flush()


def where(error: BaseException) -> str:
    """Type and place of an error; its message may hold words of an article."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in reversed(frames))
    return f"{type(error).__name__} at {places}"


def _tell_nobody(event: str, data: bytes) -> None:
    """Events that nobody follows."""


def _warm_up(settings: Settings) -> None:
    """Load what every brief needs, so that the first request does not pay for it."""
    body = json.dumps({"documents": [{"text": WARM_UP}, {"text": WARM_UP[71:]}], "settings": {"writer": "extractive"}})
    # With room for it, whatever the house allows its callers.
    ours = settings.model_copy(update={"max_documents": 2, "decisions": None, "since": None, "focus": None})
    asyncio.run(make_brief(Package(body.encode()), ours, _tell_nobody))
