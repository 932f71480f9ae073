"""What the tests of the HTTP service share: the real service as a process of its own, and a client of it."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx2

from service.http.examples import ARTICLES
from tests.cli_support import FERRY, ROOT, SEEDS, TRAM
from tests.conftest import BEFORE_TESTS, CHILD_NAMES

START_S = 60.0
SEED_TEXTS = [path.read_text("utf-8") for path in sorted(SEEDS.glob("0*.txt"))]
TWO: dict[str, Any] = {"documents": [{"text": TRAM}, {"text": FERRY}]}
SEED_BODY: dict[str, Any] = {"documents": [{"text": text} for text in SEED_TEXTS], "settings": {"writer": "extractive"}}
# About one second of work, and about seven: long enough to look at a job that runs.
MID_BODY: dict[str, Any] = {
    "documents": [
        {"text": "\n".join(f"{line} It was item {n}-{k} of the day." for k, line in enumerate(text.splitlines() * 3))}
        for n, text in enumerate(SEED_TEXTS)
    ],
    "settings": {"writer": "extractive", "sentences": 60},
}
LONG_BODY: dict[str, Any] = {
    "documents": [
        {"text": "\n".join(f"{line} It was item {n}-{k} of the day." for k, line in enumerate(text.splitlines() * 4))}
        for n, text in enumerate(SEED_TEXTS * 3)
    ],
    "settings": {"writer": "extractive", "sentences": 200},
}

__all__ = ["ARTICLES", "LONG_BODY", "MID_BODY", "SEED_BODY", "SEED_TEXTS", "TWO", "Service", "until"]


def _with_workers(options: tuple[str, ...]) -> tuple[str, ...]:
    """One worker where the test does not ask for more: each takes a second of one core to start."""
    return options if "--workers" in options else ("--workers", "1", *options)


class Service:
    """One `evenhand serve`; its log is kept, line by line."""

    def __init__(self, folder: Path, *options: str, **settings: object) -> None:
        self.folder = folder
        kept = {name: BEFORE_TESTS[name] for name in CHILD_NAMES if name in BEFORE_TESTS}
        environment = kept | {
            "HOME": str(folder),
            "EVENHAND_CACHE_DIR": str(folder / "cache"),
            "EVENHAND_SERVE_DATA_DIR": str(folder / "data"),
            "EVENHAND_SERVE_BRIEFS_PER_MINUTE": "0",
            "EVENHAND_SERVE_REQUESTS_PER_MINUTE": "0",
        }
        environment |= {f"EVENHAND_{name.upper()}": str(value) for name, value in settings.items()}
        self.process = subprocess.Popen(
            (sys.executable, "-m", "service", "serve", "--port", "0", *_with_workers(options)),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.lines: list[str] = []
        self._clients: list[httpx2.Client] = []
        self._news: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.port = int(self.event("listening")["port"])
            self.client = self.new_client()
            until(lambda: self.client.get("/readyz").status_code == 200, START_S)
        except BaseException:
            self.stop(signal.SIGKILL)
            raise

    def new_client(self, headers: Mapping[str, str] | None = None) -> httpx2.Client:
        """A client of its own, closed with the service."""
        base_url = f"http://127.0.0.1:{self.port}"
        self._clients.append(httpx2.Client(base_url=base_url, headers=headers, timeout=60, trust_env=False))
        return self._clients[-1]

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line.decode())
            self._news.put(line.decode())
        self._news.put(None)

    def event(self, name: str) -> dict[str, Any]:
        """The first line of the log that tells of this event, from here on."""
        while (line := self._news.get(timeout=START_S)) is not None:
            if line.startswith("{") and json.loads(line)["event"] == name:
                return dict(json.loads(line))
        raise AssertionError(f"no event {name} in: {''.join(self.lines)}")

    def log(self) -> str:
        """All that it has said."""
        return "".join(self.lines)

    def brief(self, body: Any, **headers: str) -> httpx2.Response:
        """POST /v1/briefs."""
        return self.client.post("/v1/briefs", json=body, headers=headers)

    def job(self, body: Any, **headers: str) -> dict[str, Any]:
        """The same as a job."""
        answer = self.brief(body, Prefer="respond-async", **headers)
        assert answer.status_code == 202, answer.text
        return dict(answer.json())

    def state(self, job: Mapping[str, Any]) -> str:
        """Where a job stands."""
        return str(self.client.get(job["links"]["job"]).json()["state"])

    def wait(self, job: Mapping[str, Any], *states: str, seconds: float = 60) -> dict[str, Any]:
        """The job once it is in one of these states."""
        until(lambda: self.state(job) in states, seconds)
        return dict(self.client.get(job["links"]["job"]).json())

    def stop(self, number: int = signal.SIGTERM, seconds: float = 20) -> int:
        """Its exit code after a signal."""
        try:
            for client in self._clients:
                client.close()
            if self.process.poll() is None:
                os.kill(self.process.pid, number)
            return self.process.wait(seconds)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(10)  # until the last worker has let go of the pipe
            assert self.process.stderr
            self.process.stderr.close()


def until(is_so: Any, seconds: float) -> None:
    """Wait until it is so; AssertionError where it does not come."""
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, f"not so within {seconds} s"
        time.sleep(0.05)


def events(lines: Iterator[str]) -> Iterator[tuple[int, str, str]]:
    """Number, kind and data of server-sent events, from the lines of a stream."""
    number, kind, data = 0, "", list[str]()
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "id":
            number = int(value)
        elif name == "event":
            kind = value
        elif name == "data":
            data.append(value)
        elif not line and kind:
            yield number, kind, "\n".join(data)
            kind, data = "", []


def told_whole(told: Sequence[tuple[int, str, str]]) -> bool:
    """True where the events of a job end once, with a brief, and its sentences came before it, each once."""
    ends = [kind for _, kind, _ in told if kind in {"brief", "failed", "cancelled"}]
    numbers = [number for number, _, _ in told]
    if ends != ["brief"] or told[-1][1] != "brief" or numbers != sorted(set(numbers)):
        return False
    arrived = [json.loads(data) for _, kind, data in told if kind == "sentence"]
    orders = [json.loads(data)["order"] for _, kind, data in told if kind == "order"]
    if len(orders) != 1 or [news["number"] for news in arrived] != list(range(1, len(arrived) + 1)):
        return False
    texts = [arrived[number - 1]["text"] for number in orders[0]]
    return texts == [sentence["text"] for sentence in json.loads(told[-1][2])["sentences"]]
