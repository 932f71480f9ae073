"""What serving costs: ``python -m bench.http [rounds]`` (0: only the third figure). Leaves: figures on standard output.

1. Requests a second of a stored brief by its id, against a bare FastAPI route that returns the same bytes from memory.
2. Time of POST /v1/briefs (extractive, the seeds), against the pipeline's own time in a process without a service.
3. The longest gaps of the service's event loop while eight briefs run, against those of an idle loop at the same time.

All servers are processes of their own on loopback, with the same uvicorn settings; rounds alternate, so that what else
the machine does falls on both sides.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("0*.txt"))
BODY = {
    "documents": [{"text": path.read_text("utf-8")} for path in SEEDS],
    "settings": {"writer": "extractive"},
}
CONNECTIONS = 8
ROUND_S = 2.0
BRIEFS_AT_ONCE = 8
LOOK_S = 0.002
UVICORN = {"loop": "asyncio", "log_config": None, "access_log": False, "server_header": False, "lifespan": "on"}


@contextmanager
def server(role: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process of one of the roles below, and its port."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    number = listener.fileno()
    command = (sys.executable, "-m", "bench.http", f"--{role}", str(number), *arguments)
    process = subprocess.Popen(  # noqa: S603  ourselves
        command, cwd=ROOT, pass_fds=(number,), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    port = listener.getsockname()[1]
    try:
        for _ in range(600):
            try:
                if httpx2.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200:
                    break
            except httpx2.TransportError:
                pass
            time.sleep(0.1)
        yield process, port
    finally:
        process.kill()
        process.wait()
        listener.close()


def serve_bare(listener: socket.socket, place: str) -> None:
    """The route that we are compared with: the file's bytes, from memory."""
    import uvicorn
    from fastapi import FastAPI, Response

    app, data = FastAPI(), Path(place).read_bytes()

    @app.get("/readyz")
    async def ready() -> str:
        return "ok"

    @app.get("/v1/briefs/{brief_id}")
    async def read(brief_id: str) -> Response:
        return Response(data, media_type="application/json")

    uvicorn.Server(uvicorn.Config(app, **UVICORN)).run(sockets=[listener])  # type: ignore[arg-type]  # the options are of mixed types


def serve_ours(listener: socket.socket, folder: str) -> None:
    """The service, its loop watched; the gaps are printed at the end."""
    import uvicorn

    from service.http import create_app
    from service.http.logs import start
    from service.http.serving import Server
    from service.settings import ServeSettings, Settings

    start()
    limits = ServeSettings(data_dir=Path(folder), briefs_per_minute=0, requests_per_minute=0, workers=2)
    app = create_app(Settings(), limits)
    running = Server(uvicorn.Config(app, **UVICORN), app.state.house)  # type: ignore[arg-type]  # as above

    async def both() -> list[float]:
        watch = asyncio.create_task(gaps())
        await running.serve(sockets=[listener])
        watch.cancel()
        return await watch

    print(json.dumps(asyncio.run(both())))  # noqa: T201  the figures


async def gaps() -> list[float]:
    """How much later than asked the loop came back, in seconds, since SIGUSR1 and until cancelled."""
    found: list[float] = []
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, found.clear)
    try:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(LOOK_S)
            found.append(time.perf_counter() - began - LOOK_S)
    except asyncio.CancelledError:
        return found


async def rate(port: int, place: str) -> float:
    """Requests a second over kept connections."""
    request = f"GET {place} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n".encode()
    ends = time.perf_counter() + ROUND_S
    count = 0

    async def ask() -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        while time.perf_counter() < ends:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head)
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
            count += 1
        writer.close()

    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    return count / ROUND_S


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share does not exceed."""
    return sorted(values)[max(0, min(len(values) - 1, round(share * len(values)) - 1))]


def stored_brief(rounds: int, port: int) -> None:
    """Figure 1."""
    made = httpx2.post(f"http://127.0.0.1:{port}/v1/briefs", json=BODY, timeout=60, trust_env=False)
    place = made.headers["location"]
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(made.content)
        with server("bare", file.name) as (_, bare):
            pairs = [(asyncio.run(rate(bare, place)), asyncio.run(rate(port, place))) for _ in range(rounds)]
    theirs, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(our / their for their, our in pairs)
    report("stored brief by id", f"{ours:.0f} a second, bare route {theirs:.0f}: {ratio:.0%} (bar: 60 %)")


def posted_brief(times: int, port: int) -> None:
    """Figure 2."""
    from service.pipeline import make_brief_sync
    from service.settings import Settings

    paths, settings = [str(path) for path in SEEDS], Settings(writer="extractive")
    make_brief_sync(paths, settings=settings)
    theirs, ours = list[float](), list[float]()
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        for _ in range(times):
            began = time.perf_counter()
            make_brief_sync(paths, settings=settings).model_dump_json()
            theirs.append(time.perf_counter() - began)
            began = time.perf_counter()
            client.post("/v1/briefs", json=BODY).raise_for_status()
            ours.append(time.perf_counter() - began)
    shown = [
        f"{name} {quantile(ours, share):.3f} s, pipeline {quantile(theirs, share):.3f} s:"
        f" {quantile(ours, share) / quantile(theirs, share):.2f}"
        for name, share in (("median", 0.5), ("p99", 0.99))
    ]
    report("POST /v1/briefs", "; ".join(shown) + " (bar: 1.3 of p99)")


def loop_gaps(process: subprocess.Popen[bytes], port: int) -> None:
    """Figure 3; ends the service."""
    idle = subprocess.Popen((sys.executable, "-m", "bench.http", "--idle"), cwd=ROOT, stdout=subprocess.PIPE)
    time.sleep(1)
    for child in (process, idle):
        os.kill(child.pid, signal.SIGUSR1)
    with ThreadPoolExecutor(BRIEFS_AT_ONCE) as clients:
        url = f"http://127.0.0.1:{port}/v1/briefs"
        for _ in range(3):
            list(
                clients.map(lambda _: httpx2.post(url, json=BODY, timeout=120, trust_env=False), range(BRIEFS_AT_ONCE))
            )
    figures = []
    for child in (process, idle):
        os.kill(child.pid, signal.SIGTERM)
        out, _ = child.communicate(timeout=30)
        found = json.loads(out)
        figures.append(f"p99.9 {1000 * quantile(found, 0.999):.1f} ms, longest {1000 * max(found):.1f} ms")
    report("gaps of the loop, eight briefs", f"{figures[0]}; idle loop {figures[1]} (bar: 50 ms)")


def idle_loop() -> None:
    """What the machine alone does to a loop."""

    async def watch() -> list[float]:
        task = asyncio.create_task(gaps())
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await task

    print(json.dumps(asyncio.run(watch())))  # noqa: T201  the figures


def report(what: str, figures: str) -> None:
    """One line."""
    print(f"{what}: {figures}", flush=True)  # noqa: T201  the figures


def main(arguments: Sequence[str]) -> None:
    """All three, or one of the roles that they start."""
    roles = {"--bare": serve_bare, "--ours": serve_ours}
    if arguments and arguments[0] in roles:
        roles[arguments[0]](socket.socket(fileno=int(arguments[1])), arguments[2])
        return
    if arguments == ["--idle"]:
        idle_loop()
        return
    rounds = int(arguments[0]) if arguments else 5
    with tempfile.TemporaryDirectory() as folder, server("ours", folder) as (process, port):
        if rounds:
            stored_brief(rounds, port)
            posted_brief(rounds * 20, port)
        loop_gaps(process, port)


if __name__ == "__main__":
    main(sys.argv[1:])
