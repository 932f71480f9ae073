"""The command line as a process of its own: terminals, pipes, signals, and what it costs to start."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from service.cli.progress import used
from tests.cli_support import ROOT, SEEDS, Ran, command, run_child, write_articles
from tests.scripted_endpoint import Response, scripted

# Far above what they take on a small machine, far below what a library loaded by mistake costs.
HELP_MAX_S = 0.35
BRIEF_MAX_MIB = 250

PRICE = (
    '[[price]]\nmodel = "scripted"\ninput_usd_per_million = 1000\noutput_usd_per_million = 1000\nas_of = 2026-01-01\n'
)


async def start_against(environment: dict[str, str], base_url: str, *args: object) -> Process:
    """A brief of the seeds by a model at `base_url`; not `subprocess.run`, as the endpoint lives in this loop."""
    words = command("brief", SEEDS, "--writer", "llm", "--model", "scripted", "--base-url", base_url, *args)
    return await asyncio.create_subprocess_exec(*words, cwd=ROOT, env=environment, stdout=PIPE, stderr=PIPE)


async def end_of(child: Process) -> Ran:
    """What it said until its end."""
    try:
        out, err = await asyncio.wait_for(child.communicate(), 30)
    except TimeoutError:
        child.kill()
        raise
    return Ran(child.returncode or 0, out.decode(), err.decode())


def test_a_model_that_is_not_there_is_exit_code_3(child_environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    environment = child_environment | {"EVENHAND_MAX_ATTEMPTS": "1"}
    options = ("--writer", "llm", "--model", "m", "--base-url", f"http://127.0.0.1:{port}/v1")
    ran = run_child(environment, "brief", SEEDS, *options, "--quiet")
    assert (ran.code, ran.out) == (3, "")
    assert re.fullmatch(r"evenhand: [^\n]+\n", ran.err), ran.err


async def test_a_ceiling_on_cost_is_exit_code_4_and_what_is_finished_is_written(
    child_environment: dict[str, str], tmp_path: Path
) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICE, encoding="utf-8")
    async with scripted([Response(is_silent=True)]) as endpoint:
        options = ("--max-cost", "0.000001", "--prices", prices)
        ran = await end_of(await start_against(child_environment, endpoint.base_url, *options))
        assert endpoint.count == 0
    assert ran.code == 4
    assert ran.out.startswith("# Brief of 5 articles")
    assert "evenhand: the ceiling of 1e-06 USD was reached" in ran.err


async def test_ctrl_c_while_a_model_is_silent_says_how_to_go_on(child_environment: dict[str, str]) -> None:
    async with scripted([Response(is_silent=True)]) as endpoint:
        child = await start_against(child_environment, endpoint.base_url)
        await asyncio.wait_for(endpoint.arrived.wait(), 30)
        child.send_signal(signal.SIGINT)
        ran = await end_of(child)
    assert (ran.code, ran.out) == (130, "")
    last = ran.err.splitlines()[-1]
    assert last == "evenhand: interrupted; cached answers are kept, run the same command again to go on"


def test_ctrl_c_while_standard_input_is_awaited(child_environment: dict[str, str]) -> None:
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        command("brief", "-"), cwd=ROOT, env=child_environment, stdin=follower, stdout=PIPE, stderr=PIPE
    )
    try:
        assert child.stderr
        assert b"writer" in child.stderr.readline()
        assert child.stderr.readline() == b"reading standard input; end with Ctrl-D\n"
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=10)
    finally:
        child.kill()
        child.communicate()
        os.close(leader)
        os.close(follower)
    assert (child.returncode, out) == (130, b"")
    assert err.startswith(b"evenhand: interrupted")


def on_terminal(environment: dict[str, str], stream: str, *args: object) -> tuple[int, str]:
    """Exit code, and what one stream of the command shows on a terminal of 80 columns."""
    leader, follower = pty.openpty()
    shown = b""
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | {stream: follower}
    child = subprocess.Popen(command(*args), cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, **streams)  # type: ignore[call-overload]
    os.close(follower)
    try:
        while piece := os.read(leader, 65_536):
            shown += piece
    except OSError:  # how Linux says that the other side is closed
        pass
    finally:
        os.close(leader)
        child.wait(60)
    return child.returncode, shown.decode()


def test_progress_is_for_terminals(child_environment: dict[str, str], tmp_path: Path) -> None:
    environment = child_environment | {"TERM": "xterm", "COLUMNS": "80"}
    articles = write_articles(tmp_path)
    code, shown = on_terminal(environment, "stderr", "brief", *articles)
    assert code == 0
    assert "write" in shown
    assert re.search(r"\d+/\d+", shown)
    code, shown = on_terminal(environment, "stderr", "brief", *articles, "--quiet")
    assert (code, shown) == (0, "")


@pytest.mark.parametrize(
    ("tokens", "cost_usd", "words"),
    [(None, None, ""), (12_345, None, "12,345 tokens"), (12_345, 0.25, "12,345 tokens, 0.2500 USD")],
)
def test_tokens_and_cost_are_shown_where_they_are_known(tokens: int | None, cost_usd: float | None, words: str) -> None:
    assert used(tokens, cost_usd) == words


@pytest.mark.parametrize(("extra", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_the_terminal_format(
    child_environment: dict[str, str], tmp_path: Path, extra: dict[str, str], is_coloured: bool
) -> None:
    environment = child_environment | {"TERM": "xterm", "COLUMNS": "80"} | extra
    code, shown = on_terminal(environment, "stdout", "brief", *write_articles(tmp_path))
    assert code == 0
    assert "# Brief" not in shown
    assert "Brief of 2 articles" in re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert ("\x1b[" in shown) is is_coloured


def test_a_reader_that_stops_reading_is_no_error(child_environment: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            command("brief", SEEDS, "--quiet"), cwd=ROOT, env=child_environment, stdout=write, stderr=PIPE, check=False
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf_8_in_any_locale(child_environment: dict[str, str]) -> None:
    ran = run_child(child_environment | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}, "brief", SEEDS, "--quiet")
    assert ran.code == 0
    assert "Kalın" in ran.out


def test_help_starts_at_once(child_environment: dict[str, str]) -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run_child(child_environment, "--help").code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # Processor time, best of three: what else the machine does is no fault of ours.
    assert min(seconds() for _ in range(3)) <= HELP_MAX_S


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_brief_of_the_seeds_stays_small(child_environment: dict[str, str]) -> None:
    child = subprocess.Popen(
        command("brief", SEEDS, "--writer", "extractive"), cwd=ROOT, env=child_environment, stdout=subprocess.DEVNULL
    )
    # Not the usage that `wait4` tells: that begins with the size of the process of the tests.
    peaks_kib = [0]
    while child.poll() is None:
        status = Path(f"/proc/{child.pid}/status").read_text("ascii")
        peaks_kib += [int(peak) for peak in re.findall(r"VmHWM:\s+(\d+)", status)]
        time.sleep(0.01)
    assert child.returncode == 0
    assert 0 < max(peaks_kib) / 1024 <= BRIEF_MAX_MIB
