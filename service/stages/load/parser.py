"""Runs the parsers in child processes with a deadline and a memory limit.

Enters: bytes of one page, PDF, Markdown text or JSON file. Leaves: what the parser found, or Rejected. A child is used
again for the next document, killed when it overruns, and replaced after `REQUESTS_PER_CHILD` because the extractor's
caches grow.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import asdict
from types import TracebackType
from typing import IO, Any, Self, cast

from service.settings import Settings
from service.stages.load.inputs import Kind, Limits, Rejected

REQUESTS_PER_CHILD = 200
# A longer input, and any PDF, may fill the memory of its process. One of these at a time, however many processes there
# are: all together then stay near the memory of one, and two bombs cost no more than one.
LIGHT_BYTES = 200_000
# To start Python and import a parser on a busy machine; measured 0.3 s on an idle one.
START_DEADLINE_S = 60.0
# Set the path ourselves: an isolated interpreter ignores the folder it starts in and every PYTHON variable.
_BOOT = (
    "import json, sys; path, kind, limits = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from service.stages.load.child import main; from service.stages.load.inputs import Kind, Limits; "
    "main(Kind(kind), Limits(**limits))"
)


class Child:
    """One parser process."""

    def __init__(self, kind: Kind, limits: Limits) -> None:
        argument = json.dumps([sys.path, kind.value, asdict(limits)])
        self.served = 0
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own code
            [sys.executable, "-I", "-c", _BOOT, argument],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        if "ready" not in (self._read(START_DEADLINE_S) or {}):
            self.stop()
            raise Rejected("the parser could not be started; is the program installed completely?")

    def ask(self, data: bytes, deadline_s: float) -> dict[str, Any] | None:
        """The child's answer, None where it died or did not answer in time."""
        self.served += 1
        header = json.dumps({"size": len(data)}).encode() + b"\n"
        # A child that hangs before it has read everything is killed too, which ends the write.
        killer = self._kill_after(deadline_s)
        try:
            self._requests.write(header + data)
            self._requests.flush()
            return self._read_line()
        except (BrokenPipeError, OSError):
            return None
        finally:
            killer.cancel()

    def stop(self) -> None:
        """End the process and free its pipes."""
        self._process.kill()
        for pipe in (self._requests, self._answers):
            # Closing flushes what a dead child never read.
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()

    def _kill_after(self, deadline_s: float) -> threading.Timer:
        timer = threading.Timer(deadline_s, self._process.kill)
        timer.daemon = True
        timer.start()
        return timer

    def _read(self, deadline_s: float) -> dict[str, Any] | None:
        killer = self._kill_after(deadline_s)
        try:
            return self._read_line()
        finally:
            killer.cancel()

    def _read_line(self) -> dict[str, Any] | None:
        line = self._answers.readline()
        return dict(json.loads(line)) if line.endswith(b"\n") else None


class Parser:
    """A pool of children for one load. Thread-safe; a child serves one thread at a time."""

    def __init__(self, settings: Settings) -> None:
        self._deadline_s = settings.parse_deadline_s
        self._limits = Limits(
            memory_bytes=settings.parse_memory_mb << 20,
            pages=settings.max_pdf_pages,
            decompressed_bytes=settings.max_decompressed_bytes,
            articles=settings.max_documents,
        )
        self._lock = threading.Lock()
        self._heavy = threading.Lock()
        self._idle: dict[Kind, list[Child]] = {}
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._closed = True
            for child in [child for idle in self._idle.values() for child in idle]:
                child.stop()
            self._idle.clear()

    def parse(self, kind: Kind, data: bytes) -> dict[str, Any]:
        """What the parser found. Raises Rejected."""
        is_heavy = kind is Kind.PDF or len(data) > LIGHT_BYTES
        with self._heavy if is_heavy else contextlib.nullcontext():
            answer = self._ask(kind, data, is_heavy=is_heavy)
        if answer is None:
            limits = f"{self._deadline_s:g} s and {self._limits.memory_bytes >> 20} MiB"
            raise Rejected(f"could not be parsed within {limits}; give its text instead")
        if "rejected" in answer:
            raise Rejected(answer["rejected"])
        return dict(answer["ok"])

    def _ask(self, kind: Kind, data: bytes, *, is_heavy: bool) -> dict[str, Any] | None:
        with self._lock:
            idle = self._idle.get(kind)
            child = idle.pop() if idle else None
        child = child or Child(kind, self._limits)
        answer = child.ask(data, self._deadline_s)
        # One that a bomb has filled may never give its memory back.
        is_spent = answer is None or (is_heavy and "rejected" in answer)
        self._put_back(kind, child, usable=not is_spent)
        return answer

    def _put_back(self, kind: Kind, child: Child, *, usable: bool) -> None:
        with self._lock:
            # A load that was cancelled closes the pool while a thread still parses.
            if usable and not self._closed and child.served < REQUESTS_PER_CHILD:
                self._idle.setdefault(kind, []).append(child)
                return
        child.stop()
