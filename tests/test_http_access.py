"""Who may ask, from where, how often; and what answers and logs give away."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.errors import InputError
from service.http.access import Keys, Rate, is_loopback, new_key, refuse_open_network
from service.http.negotiate import choose, is_known, prefers_async
from tests.cli_support import Evenhand
from tests.http_support import SEED_BODY, TWO, Service
from tests.scripted_endpoint import Response, scripted

DESK, DESK_ENTRY = new_key("desk")
RISK, RISK_ENTRY = new_key("risk")
EDITOR, EDITOR_ENTRY = new_key("editor")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), serve_keys=f"{DESK_ENTRY},{RISK_ENTRY}")
    started.client.headers["authorization"] = f"Bearer {DESK}"
    yield started
    assert started.stop() in {0, -15}


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer nonsense", f"Basic {DESK}", DESK, f"Bearer {DESK}x", "Bearer schlüssel"],
)
def test_without_a_known_key_nobody_is_let_in(service: Service, header: str | None) -> None:
    client = service.new_client()
    headers = [] if header is None else [(b"authorization", header.encode())]
    for method, place in (("POST", "/v1/briefs"), ("POST", "/v1/check"), ("GET", "/v1/jobs/x"), ("GET", "/metrics")):
        answer = client.request(method, place, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized"), place
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.post(f"/v1/briefs?key={DESK}", json=TWO).status_code == 401
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)


def test_what_belongs_to_one_key_is_not_there_for_another(service: Service) -> None:
    other = service.new_client({"authorization": f"bearer {RISK}"})
    key = {"Idempotency-Key": "monday"}
    made = service.brief(TWO, **key)
    job = service.job(TWO, **key)
    assert made.status_code == 201
    for place in (made.headers["location"], job["links"]["job"], job["links"]["events"]):
        assert service.client.get(place).status_code == 200
        assert other.get(place).status_code == 404
    assert other.delete(job["links"]["job"]).status_code == 404
    theirs = other.post("/v1/briefs", json=TWO, headers=key)
    assert theirs.status_code == 201
    assert theirs.headers["location"] != made.headers["location"]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With low limits for each key, and briefs that are shared."""
    entries = f"{DESK_ENTRY},{RISK_ENTRY},{EDITOR_ENTRY}"
    limits = {"serve_briefs_per_minute": 3, "serve_requests_per_minute": 5, "serve_share_briefs": True}
    started = Service(tmp_path_factory.mktemp("strict"), serve_keys=entries, **limits)
    yield started
    started.stop(9)


def test_a_shared_brief_needs_only_its_id(strict: Service) -> None:
    place = strict.brief(TWO, Authorization=f"Bearer {EDITOR}").headers["location"]
    assert strict.client.get(place).status_code == 200
    assert strict.client.head(place).status_code == 200
    assert strict.client.post("/v1/briefs", json=TWO).status_code == 401
    assert strict.client.get("/v1/jobs/x").status_code == 401


def test_every_answer_says_what_a_browser_may_do(service: Service) -> None:
    for place in ("/healthz", "/nothing", "/v1/briefs/none", "/openapi.json"):
        headers = service.client.get(place).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers


def test_a_request_keeps_its_id(service: Service) -> None:
    given = service.client.get("/nothing", headers={"x-request-id": "desk-2024-0001"})
    assert given.headers["x-request-id"] == given.json()["request_id"] == "desk-2024-0001"
    for bad in ("short", "a" * 65, "with blank", 'quo"te-123'):
        made = service.client.get("/healthz", headers={"x-request-id": bad}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{16}", made)
    assert '"request_id": "desk-2024-0001"' in service.log()


def test_other_sites_and_names_are_refused(service: Service) -> None:
    for site in ("cross-site", "same-site"):
        answer = service.brief(TWO, **{"Sec-Fetch-Site": site})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert service.brief(TWO, **{"Sec-Fetch-Site": "same-origin"}).status_code == 201
    assert service.brief(TWO, Origin="https://elsewhere.example").json()["code"] == "cross_site"
    assert service.brief(TWO, Origin="null").json()["code"] == "cross_site"
    assert service.brief({}, Origin=f"http://127.0.0.1:{service.port}").json()["code"] == "invalid_request"
    answer = service.client.get("/healthz", headers={"host": "rebound.example:80"})
    assert (answer.status_code, answer.json()["code"]) == (421, "unknown_host")
    assert service.client.get("/healthz", headers={"host": f"LOCALHOST:{service.port}"}).status_code == 200


def test_logs_and_metrics_hold_no_words_no_keys_and_no_ids(service: Service) -> None:
    words = "A sentence that nobody shall find in a log"
    body = {"documents": [*TWO["documents"], {"text": f"{words}. " * 9, "title": words, "outlet": words}]}
    made = service.brief(body | {"settings": {"focus": words}})
    service.client.get(f"/{words}?q={words}")
    service.client.post("/v1/briefs", content=words, headers={"content-type": "application/json"})
    brief_id = made.headers.get("location", "/none-made").rpartition("/")[2]
    service.client.get(f"/v1/briefs/{brief_id}")
    service.new_client({"authorization": f"Bearer {RISK}"}).get(f"/v1/briefs/{brief_id}")
    shown = service.log() + service.client.get("/metrics").text
    for secret in (words, words[:12], DESK, RISK, brief_id, "Larkmoor"):
        assert secret not in shown
    lines = [json.loads(line) for line in service.lines if line.startswith("{")]
    asked = [line for line in lines if line["event"] == "request"]
    assert {"time", "level", "event", "request_id", "method", "route", "status", "ms", "caller"} == set(asked[-1])
    assert {line["caller"] for line in asked} >= {"desk", "risk"}


def test_one_key_that_asks_too_often_waits_and_another_does_not(strict: Service) -> None:
    desk, risk = (strict.new_client({"authorization": f"Bearer {key}"}) for key in (DESK, RISK))
    codes = [desk.post("/v1/check", json={}) for _ in range(4)]
    assert [answer.status_code for answer in codes] == [422, 422, 422, 429]
    assert codes[-1].json()["code"] == "too_many_requests"
    assert 1 <= int(codes[-1].headers["retry-after"]) <= 20
    assert risk.post("/v1/check", json={}).status_code == 422
    assert [desk.get("/v1/jobs/x").status_code for _ in range(6)] == [404] * 5 + [429]


def test_a_bucket_fills_evenly() -> None:
    now = [0.0]
    rate = Rate(60, lambda: now[0])
    assert [rate.wait_s("a") for _ in range(61)] == [0] * 60 + [1]
    now[0] = 2.5
    assert [rate.wait_s("a") for _ in range(3)] == [0, 0, 1]
    assert rate.wait_s("b") == 0
    assert {Rate(0, lambda: 0.0).wait_s("a") for _ in range(100)} == {0}


def test_keys_are_compared_in_a_time_that_says_nothing() -> None:
    keys = Keys([new_key(f"k{n}")[1] for n in range(20)] + [DESK_ENTRY])

    times: dict[str, list[int]] = {DESK: [], "x" * len(DESK): []}
    for _ in range(400):  # by turns, so that whatever else runs meets both
        for given, taken in times.items():
            began = time.thread_time_ns()
            keys.caller(f"Bearer {given}".encode())
            taken.append(time.thread_time_ns() - began)
    right, wrong = (statistics.median(taken) for taken in times.values())
    assert 0.5 < right / wrong < 2


def test_only_what_is_a_key_is_a_key() -> None:
    with pytest.raises(InputError) as error:
        Keys(["desk:not-hashed-by-mistake"])
    assert "by-mistake" not in str(error.value)
    with pytest.raises(InputError, match="letters, digits"):
        new_key("a b")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "intranet.example"])  # noqa: S104  not bound, only judged
def test_nobody_listens_beyond_loopback_without_a_key(host: str, evenhand: Evenhand) -> None:
    with pytest.raises(InputError, match="only with a key"):
        refuse_open_network(host, Keys([]))
    refuse_open_network(host, Keys([DESK_ENTRY]))
    ran = evenhand("serve", "--host", host, "--port", "0")
    assert ran.code == 2
    assert "--new-key" in ran.err


def test_what_counts_as_this_machine() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.9.1", "::1", "localhost", "10.0.0.1", "")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_a_new_key_is_shown_once_and_its_hash_is_for_the_settings(evenhand: Evenhand) -> None:
    ran = evenhand("serve", "--new-key", "desk")
    key = re.search(r"evh_\S+", ran.err)
    assert ran.code == 0
    assert key
    assert Keys([ran.out.strip()]).caller(f"Bearer {key[0]}".encode()) == "desk"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/*", "text/markdown"),
        ("text/markdown;q=0.5, text/html;q=0.7", "text/html"),
        ("application/json;q=0, */*", "text/markdown"),
        ("TEXT/HTML", "text/html"),
        ("image/png", None),
        ("nonsense", None),
        ("text/html;q=0", None),
    ],
)
def test_the_form_asked_for(accept: str | None, expected: str | None) -> None:
    assert choose(accept, ("application/json", "text/markdown", "text/html")) == expected


def test_what_a_caller_has_already() -> None:
    assert is_known('"a"', '"b", W/"a"')
    assert is_known('"a"', "*")
    assert not is_known('"a"', None)
    assert not is_known('"a"', '"b"')


def test_preferences() -> None:
    assert prefers_async("respond-async, wait=10")
    assert prefers_async("wait=10, Respond-Async")
    assert not prefers_async("return=minimal")
    assert not prefers_async(None)


def test_a_model_that_is_not_there_is_a_503_and_its_key_is_nowhere(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    secret = "sk-a-secret-of-the-house"
    settings = {"model": "m", "base_url": f"http://127.0.0.1:{port}/v1", "api_key": secret, "max_attempts": 1}
    service = Service(tmp_path, **settings)
    try:
        answer = service.brief(TWO)
        assert (answer.status_code, answer.json()["code"]) == (503, "model_unavailable")
        assert int(answer.headers["retry-after"]) > 0
        assert service.brief(TWO | {"settings": {"writer": "extractive"}}).status_code == 201
        command_lines = [
            Path(f"/proc/{pid}/cmdline").read_text()
            for pid in Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text().split()
        ]
        assert command_lines
        for shown in (answer.text, service.log(), service.client.get("/metrics").text, *command_lines):
            assert secret not in shown
        assert secret.encode() not in (tmp_path / "data" / "ledger.sqlite3").read_bytes()
    finally:
        service.stop(9)


async def test_a_model_writes_over_http_and_is_followed(tmp_path: Path) -> None:
    async with scripted([Response(is_silent=True)]) as endpoint:
        settings = {"model": "m", "base_url": endpoint.base_url}
        service = await asyncio.to_thread(lambda: Service(tmp_path, **settings))
        try:
            job = await asyncio.to_thread(service.job, SEED_BODY | {"settings": {"writer": "llm"}})
            await asyncio.wait_for(endpoint.arrived.wait(), 30)
            # The service still answers while a model is silent, and a wish to cancel is heard.
            assert (await asyncio.to_thread(service.state, job)) == "running"
            await asyncio.to_thread(service.client.delete, job["links"]["job"])
            await asyncio.to_thread(service.wait, job, "cancelled", seconds=10)
        finally:
            await asyncio.to_thread(service.stop, 9)
