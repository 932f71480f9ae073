"""Jobs over HTTP: their life, cancelling, the same request twice, and many readers of one job."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from tests.http_support import LONG_BODY, MID_BODY, SEED_BODY, TWO, Service, events, told_whole, until

STREAMS = 100
DROPPED = 50


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), "--workers", "1", serve_max_queue=4)
    yield started
    assert started.stop() in {0, -15}
    assert "Traceback" not in started.log()


def test_a_job_from_its_start_to_its_brief(service: Service) -> None:
    answer = service.brief(TWO, Prefer="respond-async")
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    job = answer.json()
    assert answer.headers["location"] == job["links"]["job"]
    assert (job["state"], job["brief_id"], job["links"]["brief"]) == ("queued", None, None)
    ended = service.wait(job, "done")
    assert ended["attempts"] == 1
    assert ended["created"] <= ended["started"] <= ended["finished"]
    brief = service.client.get(ended["links"]["brief"])
    assert brief.status_code == 200
    assert brief.json()["sentences"]


def test_a_job_that_fails_says_why(service: Service) -> None:
    ended = service.wait(service.job({"documents": [{"text": " "}]}), "failed")
    assert ended["problem"]["code"] == "unusable_input"
    assert ended["problem"]["errors"] == [
        {
            "where": "documents.0.text",
            "pointer": "/documents/0/text",
            "input": "text 1",
            "what": "empty; give a file with the article's text",
        }
    ]
    with service.client.stream("GET", ended["links"]["events"]) as stream:
        assert "event: failed" in "".join(stream.iter_text())
    assert service.client.delete(ended["links"]["job"]).json()["code"] == "job_finished"


def test_the_same_key_gives_the_same_job(service: Service) -> None:
    key = {"Idempotency-Key": "morning-1"}
    first = service.brief(TWO, **key)
    again = service.brief(TWO, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again.headers["location"]) == (first.content, first.headers["location"])
    as_job = service.job(TWO, **key)
    assert as_job["links"]["brief"] == first.headers["location"]
    other = service.brief(SEED_BODY, **key)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_conflict")
    assert service.brief(TWO, **{"Idempotency-Key": "a b"}).status_code == 422


def test_the_only_worker_makes_a_check_too_while_no_job_waits(service: Service) -> None:
    body = {"text": "The line will cost 84 million crowns [1].", "documents": TWO["documents"]}
    for _ in range(2):
        checked = service.client.post("/v1/check", json=body, timeout=20)
        assert checked.status_code == 200, checked.text
        assert service.brief(TWO).status_code == 201


def test_a_running_job_is_cancelled_before_it_ends(service: Service) -> None:
    job = service.job(LONG_BODY)
    service.wait(job, "running")
    time.sleep(0.5)
    assert service.client.delete(job["links"]["job"]).status_code == 200
    service.wait(job, "cancelled", seconds=5)  # within a second where nothing else runs; the job itself takes longer
    assert service.client.delete(job["links"]["job"]).json()["state"] == "cancelled"
    # A new worker takes its place.
    assert service.brief(TWO).status_code == 201


def test_a_job_cancelled_at_its_last_sentences_ends_cancelled_too(service: Service) -> None:
    job = service.job(SEED_BODY)
    with service.client.stream("GET", job["links"]["events"]) as stream:
        lines = events(stream.iter_lines())
        assert next(kind for _, kind, _ in lines if kind in {"sentence", "brief"}) == "sentence"
        with service.new_client() as other:
            said = other.delete(job["links"]["job"])
        if said.status_code == 200:  # the answer was in time
            assert [kind for _, kind, _ in lines][-1] == "cancelled"
        else:
            assert said.json()["code"] == "job_finished"
    assert service.state(job) in {"cancelled", "done"}


def test_sentences_arrive_while_the_work_goes_on(service: Service) -> None:
    job = service.job(MID_BODY)
    told: list[tuple[int, str, str]] = []
    states: dict[str, str] = {}
    with service.client.stream("GET", job["links"]["events"]) as stream:
        for event in events(stream.iter_lines()):
            told.append(event)
            if event[1] == "sentence" and not states:
                states["first"] = service.state(job)
    assert states == {"first": "running"}
    assert told_whole(told)
    first = json.loads(next(data for _, kind, data in told if kind == "sentence"))
    assert set(first) == {
        "number", "place", "text", "attribution", "citations", "event", "topic", "support", "written_by",
    }  # fmt: skip
    # A reader that comes back in the midst of the sentences hears the rest, and one that comes late hears all.
    middle = [number for number, kind, _ in told if kind == "sentence"][5]
    for after in (middle, 0):
        with service.client.stream("GET", job["links"]["events"], headers={"last-event-id": str(after)}) as stream:
            assert list(events(stream.iter_lines())) == [event for event in told if event[0] > after]


def test_a_ledger_that_takes_no_brief_is_said_and_the_work_is_done_later(service: Service) -> None:
    key = {"Idempotency-Key": "lost"}
    place = service.folder / "data" / "ledger.sqlite3"
    with ThreadPoolExecutor(1) as threads, closing(sqlite3.connect(place)) as db:
        waiting = threads.submit(service.brief, MID_BODY, **key)
        until(lambda: metric(service, "evenhand_jobs_running") == 1, 10)
        db.execute("ALTER TABLE briefs RENAME TO elsewhere")
        answer = waiting.result(30)
        db.execute("ALTER TABLE elsewhere RENAME TO briefs")
        assert (answer.status_code, answer.json()["code"]) == (503, "ledger_unavailable")
        assert "retry-after" in answer.headers
    job = service.job(MID_BODY, **key)
    assert service.wait(job, "done")["attempts"] == 2
    with service.client.stream("GET", job["links"]["events"]) as stream:
        assert told_whole(list(events(stream.iter_lines())))


def test_a_waiting_job_is_cancelled_at_once_and_a_full_queue_refuses(service: Service) -> None:
    jobs = [service.job(LONG_BODY) for _ in range(4)]
    service.wait(jobs[0], "running")
    refused = service.brief(TWO)
    assert (refused.status_code, refused.json()["code"]) == (503, "queue_full")
    assert int(refused.headers["retry-after"]) > 0
    assert service.client.get("/readyz").status_code == 503
    assert service.client.delete(jobs[3]["links"]["job"]).json()["state"] == "cancelled"
    for job in jobs[:3]:
        service.client.delete(job["links"]["job"])
    service.wait(jobs[0], "cancelled", seconds=5)
    assert service.client.get("/readyz").status_code == 200


def test_work_whose_only_reader_has_gone_is_cancelled(service: Service) -> None:
    with service.new_client() as hasty, pytest.raises(httpx2.ReadTimeout):
        hasty.post("/v1/briefs", json=LONG_BODY, timeout=0.7)
    until(lambda: metric(service, "evenhand_jobs_running") == 0, 10)


def metric(service: Service, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", service.client.get("/metrics").text, re.MULTILINE)
    assert found, name
    return float(found[1])


def footprint(service: Service) -> tuple[float, float, int, float]:
    """Streams, tasks, open files, MiB."""
    process = Path("/proc") / str(service.process.pid)
    pages = int((process / "statm").read_text().split()[1])
    files = len(list((process / "fd").iterdir()))
    return metric(service, "evenhand_event_streams"), metric(service, "evenhand_tasks"), files, pages / 256


async def follow(port: int, place: str, ready: asyncio.Semaphore, *, is_dropped: bool) -> list[str]:
    """Kinds of the events of one stream; a dropped one is closed in the midst of it, without a word."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {place} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    kinds: list[str] = []
    try:
        while not kinds or kinds[-1] not in {"brief", "cancelled"}:
            line = await reader.readuntil(b"\n")
            if line.startswith(b"event: "):
                kinds.append(line[7:].decode().strip())
                if len(kinds) == 1:
                    ready.release()
                if is_dropped and len(kinds) == 2:
                    break
    finally:
        writer.close()
    return kinds


async def test_a_hundred_streams_of_which_fifty_break_leave_nothing(service: Service) -> None:
    service.brief(TWO)  # what is loaded once is loaded
    before = footprint(service)
    job = service.job(LONG_BODY)
    ready = asyncio.Semaphore(0)
    readers = [
        asyncio.create_task(follow(service.port, job["links"]["events"], ready, is_dropped=n < DROPPED))
        for n in range(STREAMS)
    ]
    for _ in range(STREAMS):
        await asyncio.wait_for(ready.acquire(), 20)
    await asyncio.gather(*readers[:DROPPED])
    await asyncio.to_thread(until, lambda: metric(service, "evenhand_event_streams") == STREAMS - DROPPED, 5)
    service.client.delete(job["links"]["job"])
    told = await asyncio.wait_for(asyncio.gather(*readers[DROPPED:]), 20)
    assert {kinds[-1] for kinds in told} == {"cancelled"}
    await asyncio.to_thread(until, lambda: metric(service, "evenhand_event_streams") == 0, 5)
    service.brief(TWO)
    after = footprint(service)
    print(f"streams, tasks, files, MiB: before {before}, after {after}")  # noqa: T201  the figures of a bar
    assert after[0] == 0
    assert after[1] <= before[1] + 1
    assert after[2] <= before[2] + 1
    assert after[3] <= before[3] + 16


def test_readers_who_go_in_a_burst_of_events_are_no_error_in_the_log(service: Service) -> None:
    job = service.job(SEED_BODY)
    service.wait(job, "done")
    before = len(service.lines)

    def leave(count: int) -> None:
        with service.new_client() as reader, reader.stream("GET", job["links"]["events"]) as stream:
            for number, _ in enumerate(events(stream.iter_lines()), start=1):
                if number == count:
                    break

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(leave, [1, 2, 3, 4, 5, 6, 7, 8] * 5))
    until(lambda: metric(service, "evenhand_event_streams") == 0, 5)
    assert [line for line in service.lines[before:] if '"level": "error"' in line] == []


def test_streams_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    service = Service(tmp_path, serve_max_streams=1)
    try:
        job = service.job(LONG_BODY)
        with service.new_client() as reader, reader.stream("GET", job["links"]["events"]) as stream:
            lines = stream.iter_lines()  # kept: the stream ends with its iterator
            next(lines)
            refused = service.client.get(job["links"]["events"])
            assert (refused.status_code, refused.json()["code"]) == (503, "too_many_streams")
            assert "retry-after" in refused.headers
    finally:
        service.stop(9)


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    service = Service(tmp_path, serve_job_deadline_s=2.0)
    try:
        answer = service.brief(LONG_BODY)
        assert (answer.status_code, answer.json()["code"]) == (503, "deadline_reached")
        checked = service.client.post("/v1/check", json={"text": "A [1].", "documents": LONG_BODY["documents"]})
        assert (checked.status_code, checked.json()["code"]) == (503, "deadline_reached")
        assert service.brief(TWO).status_code == 201
        lines = [json.loads(line) for line in service.lines if line.startswith("{")]
        assert {"error"}.isdisjoint(line["level"] for line in lines)
    finally:
        service.stop(9)
