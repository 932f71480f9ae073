"""The service as a process: its end by every signal, a restart, several of them, and settings that cannot be used."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cli_support import ROOT, Evenhand
from tests.http_support import LONG_BODY, MID_BODY, SEED_BODY, TWO, Service, events, told_whole, until

KILLS = 1
MANY_KILLS = 20


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


def test_sigterm_with_work_that_can_end_in_time(tmp_path: Path) -> None:
    service = Service(tmp_path, serve_drain_s=30)
    job = service.job(MID_BODY)
    service.wait(job, "running")
    os.kill(service.process.pid, signal.SIGTERM)
    until(lambda: service.client.get("/readyz").status_code == 503, 5)
    assert service.client.get("/readyz").json()["code"] == "draining"
    assert service.client.get("/healthz").status_code == 200
    refused = service.brief(TWO)
    assert (refused.status_code, refused.json()["code"]) == (503, "draining")
    assert "retry-after" in refused.headers
    with service.client.stream("GET", job["links"]["events"]) as stream:
        assert list(events(stream.iter_lines()))[-1][1] == "brief"
    assert service.process.wait(10) in {0, -15, 143}
    service.stop()


def test_sigterm_puts_work_back_and_the_next_start_ends_it(tmp_path: Path) -> None:
    service = Service(tmp_path, serve_drain_s=0.5)
    jobs = [service.job(MID_BODY, **{"Idempotency-Key": "a"}), service.job(TWO)]
    service.wait(jobs[0], "running")
    waiting = threading.Thread(
        target=httpx2.get, args=(f"http://127.0.0.1:{service.port}{jobs[0]['links']['events']}",)
    )
    waiting.start()
    began = time.monotonic()
    assert service.stop() in {0, -15, 143}
    assert time.monotonic() - began < 10
    waiting.join(5)
    assert not waiting.is_alive()
    again = Service(tmp_path)
    try:
        assert again.job(MID_BODY, **{"Idempotency-Key": "a"})["id"] == jobs[0]["id"]
        assert again.wait(jobs[1], "done")["attempts"] == 1
        assert again.wait(jobs[0], "done")["attempts"] == 1  # a stop of ours is no attempt
        assert ended_once(again, jobs[0])
    finally:
        again.stop(9)


def test_ctrl_c_ends_it_too(tmp_path: Path) -> None:
    service = Service(tmp_path)
    # The ledger is for its owner only.
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()} == {0o600}
    assert service.stop(signal.SIGINT) in {0, -2, 130}
    assert "Traceback" not in service.log()


def ended_once(service: Service, job: dict[str, Any]) -> bool:
    """True where one event tells of the end, and the sentences of the brief came before it, each once."""
    with service.client.stream("GET", job["links"]["events"]) as stream:
        return told_whole(list(events(stream.iter_lines())))


def kill_at_random(folder: Path, times: int, seed: int) -> None:
    """Every job that was accepted ends exactly once, whenever the service is killed."""
    moments = random.Random(seed)
    accepted: dict[str, str] = {}
    service = Service(folder, "--workers", "2")
    for number in range(times):
        ends = time.monotonic() + moments.uniform(0.2, 2.5)
        try:
            while time.monotonic() < ends:
                key = f"{number}-{len(accepted)}"
                body = SEED_BODY | {"settings": {"writer": "extractive", "sentences": 1 + len(accepted) % 30}}
                if len(accepted) % 9 == 0:
                    body = MID_BODY
                answer = service.brief(body, Prefer="respond-async", **{"Idempotency-Key": key})
                if answer.status_code == 202:
                    accepted[key] = answer.json()["id"]
                time.sleep(moments.uniform(0, 0.2))
        finally:
            service.stop(signal.SIGKILL)
        service = Service(folder, "--workers", "2")
    try:
        jobs = [
            {"id": i, "links": {"job": f"/v1/jobs/{i}", "events": f"/v1/jobs/{i}/events"}} for i in accepted.values()
        ]
        assert len(jobs) == len(set(accepted.values())) >= times
        for job in jobs:
            ended = service.wait(job, "done", "failed", seconds=240)
            assert ended["state"] == "done", ended
            assert ended_once(service, job)
        print(f"{times} times kill -9, {len(jobs)} jobs accepted, each ended once")  # noqa: T201  the figures of a bar
    finally:
        service.stop(9)


def test_kill_9_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    kill_at_random(tmp_path, KILLS, seed=7)


@pytest.mark.slow
def test_kill_9_at_twenty_moments(tmp_path: Path) -> None:
    kill_at_random(tmp_path, MANY_KILLS, seed=20)


def test_two_services_share_one_ledger(tmp_path: Path) -> None:
    first = Service(tmp_path)
    second = Service(tmp_path)
    try:
        jobs = [first.job(SEED_BODY) for _ in range(6)]
        for job in jobs:
            second.wait(job, "done")
            assert ended_once(second, job)
        # One takes over what the other was killed with, when its lease has run out.
        job = first.job(MID_BODY)
        other = first.job(MID_BODY)
        first.wait(other, "running")
        first.wait(job, "running")
        with second.client.stream("GET", job["links"]["events"]) as stream:
            first.stop(9)
            kinds = [kind for _, kind, _ in events(stream.iter_lines())]
        assert kinds[-1] == "brief"
        second.wait(other, "done")
        attempts = [second.client.get(j["links"]["job"]).json()["attempts"] for j in (job, other)]
        assert sorted(attempts) == [1, 2]
    finally:
        first.stop(9)
        second.stop(9)


def children(service: Service) -> list[str]:
    """Process ids of the workers."""
    return Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text().split()


def test_a_worker_that_is_killed_is_replaced_and_none_outlives_the_service(tmp_path: Path) -> None:
    service = Service(tmp_path, "--workers", "2")
    try:
        until(lambda: len(children(service)) == 2, 10)
        busy = [service.job(MID_BODY) for _ in range(2)]
        for job in busy:
            service.wait(job, "running")
        os.kill(int(children(service)[0]), 9)
        assert sorted(service.wait(job, "done")["attempts"] for job in busy) == [1, 2]
        assert all(ended_once(service, job) for job in busy)
        service.job(LONG_BODY)
        until(lambda: len(children(service)) == 2, 10)
    finally:
        left = children(service)
        service.stop(9)
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in left), 5)


def test_a_settings_file_under_the_environment_under_the_options(tmp_path: Path) -> None:
    config = tmp_path / "evenhand.toml"
    config.write_text("sentences = 3\n[serve]\nmax_documents = 1\nmax_chars = 2000\nworkers = 1\n", encoding="utf-8")
    service = Service(tmp_path, "--config", str(config), serve_max_chars="50000")
    try:
        assert service.brief(TWO).json()["code"] == "too_many_documents"
        answer = service.brief({"documents": SEED_BODY["documents"][:1]})
        assert answer.status_code == 201
        assert len(answer.json()["sentences"]) == 3
        assert len(answer.json()["sources"][0]["text"]) > 2000
    finally:
        service.stop(9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sentence = 3", "unknown setting 'sentence'"),
        ("serve = 3", "must be a table"),
        ("[serve]\nkey = 1", "unknown setting 'key'"),
        ("[serve]\nport = 'x'", "port"),
        ("sentences = 0", "sentences"),
        ("[", "cannot be read as TOML"),
    ],
)
def test_a_settings_file_that_cannot_be_used(tmp_path: Path, text: str, words: str, evenhand: Evenhand) -> None:
    config = tmp_path / "evenhand.toml"
    config.write_text(text, encoding="utf-8")
    ran = evenhand("serve", "--config", config)
    assert ran.code == 2
    assert words in ran.err


def test_a_port_that_is_taken_is_said(tmp_path: Path, evenhand: Evenhand) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = evenhand("serve", "--port", taken.getsockname()[1], "--data-dir", tmp_path)
        assert "serving" not in ran.err
    assert ran.code == 2
    assert "Address already in use" in ran.err


@pytest.mark.parametrize("what", ["a file", "no ledger", "another ledger", "no folder at all"])
def test_a_ledger_that_cannot_be_used_is_said(what: str, tmp_path: Path, evenhand: Evenhand) -> None:
    place = tmp_path / "data"
    if what == "a file":
        place.touch()
    elif what == "no folder at all":
        place = Path("/proc/none")
    else:
        place.mkdir()
        if what == "no ledger":
            (place / "ledger.sqlite3").write_text("These are the words of a text and not of a database.\n" * 9)
        else:
            with closing(sqlite3.connect(place / "ledger.sqlite3")) as db:
                db.execute("CREATE TABLE jobs (id TEXT)")
    ran = evenhand("serve", "--port", "0", "--data-dir", place)
    assert ran.code == 2
    assert f"evenhand: --data-dir {place}: ledger.sqlite3 there cannot be used (" in ran.err
    assert "choose a folder" in ran.err
    assert "Traceback" not in ran.err


def test_a_model_that_cannot_be_opened_is_said_before_a_caller_asks(
    tmp_path: Path, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_MODEL", "m")
    ran = evenhand("serve", "--port", "0", "--data-dir", tmp_path)
    assert ran.code == 2
    assert "no key for api.openai.com" in ran.err


def test_a_service_of_the_tests_that_does_not_start_leaves_nothing_open(tmp_path: Path) -> None:
    before = set(Path("/proc/self/fd").iterdir())
    with pytest.raises(AssertionError, match=r"(?s)no event listening in: .*evenhand: keys: an entry is no key"):
        Service(tmp_path, serve_keys="desk")
    assert set(Path("/proc/self/fd").iterdir()) <= before  # what other tests left behind may go meanwhile


def test_without_its_packages_it_says_what_to_install(child_environment: dict[str, str]) -> None:
    program = (
        "import sys\n"
        "sys.modules['fastapi'] = None\n"
        "from service.cli import main\n"
        "sys.exit(main(['serve']))"
    )  # fmt: skip
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, env=child_environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == "evenhand: serve needs more packages: pip install 'evenhand[serve]'\n"
