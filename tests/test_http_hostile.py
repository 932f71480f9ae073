"""Hostile articles over HTTP: payloads in every field of a request, orders to a model, bombs as uploads."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.records import Brief
from service.records.reading import read_brief
from tests.bombs import BOMBS
from tests.cli_support import FERRY
from tests.harmless import assert_harmless_json, assert_harmless_markdown, assert_harmless_page
from tests.http_support import Service, events
from tests.injections import CLAIM, PLANTED, Planted
from tests.leaks import assert_clean, marked, obeying, strings
from tests.load_support import DATA
from tests.render_payloads import PAYLOADS
from tests.scripted_endpoint import scripted

BATCH = 8
SENTENCES = 9
WORKS = "/v1/briefs"
# In time and memory of a parser process, as in the tests of load; a body of all bombs is about 25 MB.
LIMITS: dict[str, Any] = {
    "allow_urls": False, "parse_deadline_s": 1.0, "parse_memory_mb": 160, "max_bytes": 20_000_000,
    "serve_max_body_bytes": 40_000_000, "serve_max_documents": 30,
}  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), **LIMITS)
    yield started
    assert started.stop() in {0, -15}
    assert "Traceback" not in started.log()


def assert_dressed(answer: httpx2.Response, media: str) -> None:
    """The headers say what it is, and that a browser is to believe them and to load nothing else."""
    assert answer.headers["content-type"].partition(";")[0] == media
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    header_bytes = b"".join(name + value for name, value in answer.headers.raw)
    assert not {0, 10, 13} & set(header_bytes)


def assert_every_form_is_harmless(service: Service, place: str) -> None:
    for media, judge in (
        ("application/json", assert_harmless_json),
        ("text/markdown", assert_harmless_markdown),
        ("text/html", assert_harmless_page),
    ):
        answer = service.client.get(place, headers={"accept": media})
        assert answer.status_code == 200
        assert_dressed(answer, media)
        judge(answer.text)


def poisoned_request(payloads: tuple[str, ...]) -> tuple[dict[str, Any], list[tuple[str, tuple[str, bytes]]]]:
    """Each payload as text, title, outlet and address of one document, and as name and text of a file beside it."""
    documents, files = list[dict[str, Any]](), []
    for number, payload in enumerate(payloads):
        lines = FERRY.strip().split("\n")
        lines[3] = f"Captain Ines Vork said that {payload} was seen in heavy rain {number} times."
        text = "\n".join(lines)
        documents.append({"text": text, "title": payload, "outlet": payload, "language": "en"})
        documents.append({"upload": number + 1, "title": payload, "outlet": payload, "url": "https://example.org/a"})
        files.append(("file", (f"{payload}.txt", text.replace("Friday", "Monday").encode("utf-8", "replace"))))
    return {"documents": documents}, files


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), BATCH))
def test_payloads_in_every_field_run_nowhere(service: Service, first: int) -> None:
    request, files = poisoned_request(PAYLOADS[first : first + BATCH])
    made = service.client.post(WORKS, data={"request": json.dumps(request)}, files=files)
    assert made.status_code == 201, made.text
    assert len(made.json()["sources"]) == len(request["documents"])
    assert made.json()["sentences"]
    assert_every_form_is_harmless(service, made.headers["location"])
    said = " ".join(f"{payload} [{n}]." for n, payload in enumerate(PAYLOADS[first : first + BATCH], start=1))
    cited = json.dumps(request | {"text": f"Captain Ines Vork said that the ferry was late [1].\n\n{said}"})
    checked = service.client.post("/v1/check", data={"request": cited}, files=files)
    assert checked.status_code == 200, checked.text
    assert_dressed(checked, "application/json")
    assert_harmless_json(checked.text)


def test_payloads_in_what_is_refused_run_nowhere(service: Service) -> None:
    """Where nothing comes of them but a problem, this is no page either."""
    for payload in PAYLOADS:
        document = {"text": FERRY, "published": payload, payload: payload}
        faulty = {"documents": [{"url": payload}, document], "settings": {"writer": payload, payload: 1}, "since": 5}
        decided = {"author": payload, "decisions": [{payload: payload}]}
        for body in (faulty, {"documents": [{"text": FERRY}], "since": payload, "decisions": decided}):
            refused = service.brief(body)
            assert refused.status_code == 422
            assert_dressed(refused, "application/problem+json")
        value = payload.encode().translate(None, bytes(range(32)))
        headers = {b"Accept": value, b"Idempotency-Key": value, b"X-Request-Id": value}
        refused = service.client.post(WORKS, json={}, headers=headers)
        assert refused.status_code in {406, 422}
        assert_dressed(refused, "application/problem+json")
    names = [f"{payload}.pdf" for payload in PAYLOADS[::9]]  # each costs a parser process
    refused = service.client.post(WORKS, files=[("file", (name, b"%PDF-1.4 broken")) for name in names])
    assert_dressed(refused, "application/problem+json")
    assert len(refused.json()["errors"]) == len(names)


def test_what_is_told_on_the_way_is_harmless_too(service: Service) -> None:
    request, _ = poisoned_request(PAYLOADS)
    request["documents"] = [document for document in request["documents"] if "text" in document][:28]
    job = service.job(request)
    with service.client.stream("GET", job["links"]["events"]) as stream:
        told = list(events(stream.iter_lines()))
    assert told[-1][1] == "brief"
    assert {"sentence", "withheld"} & {kind for _, kind, _ in told}
    for _, kind, data in told:
        if kind in {"sentence", "withheld", "brief"}:
            assert_harmless_json(data)


def request_of(planted: Planted) -> tuple[dict[str, Any], list[tuple[str, tuple[str, bytes]]]]:
    """The articles of a planted order, each in the form it has; what is neither text nor HTML goes as a file."""
    documents: list[dict[str, Any]] = []
    files: list[tuple[str, tuple[str, bytes]]] = []
    for name, text in planted.texts().items():
        if name.endswith(".md"):
            files.append(("file", (name, text.encode())))
            documents.append({"upload": len(files)})
        else:
            documents.append({"html" if name.endswith(".html") else "text": text})
    return {"documents": documents}, files


def post(service: Service, place: str, planted: Planted, **more: Any) -> httpx2.Response:
    request, files = request_of(planted)
    if files:
        return service.client.post(place, data={"request": json.dumps(request | more)}, files=files)
    return service.client.post(place, json=request | more)


def brief_of(answer: httpx2.Response) -> Brief:
    assert answer.status_code == 201, answer.text
    return read_brief(answer.text)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda p: p.name)
def test_a_planted_order_is_not_obeyed(service: Service, planted: Planted) -> None:
    assert_clean(brief_of(post(service, WORKS, planted)), is_told=planted.is_told)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda p: p.name)
def test_a_check_does_not_take_an_order_for_evidence(service: Service, planted: Planted) -> None:
    checked = post(service, "/v1/check", planted, text=f"{CLAIM} [1].")
    assert checked.status_code == 200, checked.text
    assert [s["verdict"] for s in checked.json()["report"]["sentences"]] == ["unsupported"]
    assert checked.json()["is_clean"] is False
    found = [text for s in checked.json()["report"]["sentences"] for text in strings(s) if CLAIM not in text]
    assert marked(iter(found)) == [] or not planted.is_hidden


async def test_a_model_that_obeys_writes_no_order_over_http(tmp_path: Path) -> None:
    writer = obeying()
    async with scripted(writer) as endpoint:
        settings: dict[str, Any] = {
            "model": "scripted",
            "base_url": endpoint.base_url,
            "sentences": SENTENCES,
            "cache": False,
            "max_attempts": 1,
        }
        service = await asyncio.to_thread(lambda: Service(tmp_path, **settings))
        try:
            for planted in PLANTED[::6]:
                answer = await asyncio.to_thread(post, service, WORKS, planted, settings={"writer": "llm"})
                assert_clean(brief_of(answer), is_told=planted.is_told)
        finally:
            await asyncio.to_thread(service.stop, 9)
    assert len(writer.of("compose")) >= len(PLANTED[::6])


def test_bombs_as_uploads_cost_themselves_only(service: Service) -> None:
    peers = {"harbour.txt": (DATA / "harbour.txt").read_bytes(), "page.html": (DATA / "page.html").read_bytes()}
    files = [("file", pair) for pair in [*BOMBS.items(), *peers.items()]]
    made = service.client.post(WORKS, files=files, timeout=120)
    assert made.status_code == 201, made.text[:2_000]
    brief = made.json()
    kept = {source["label"] for source in brief["sources"]}
    assert kept >= peers.keys()
    failed = {n["params"]["where"]: n["params"].get("what") for n in brief["notices"] if n["doc"] not in
              {source["id"] for source in brief["sources"]}}  # fmt: skip
    assert {name.partition(":")[0] for name in kept | failed.keys()} == BOMBS.keys() | peers.keys()
    assert len(failed) >= len(BOMBS) // 2
    assert "Traceback" not in json.dumps(failed)
    assert service.brief({"documents": [{"text": FERRY}]}).status_code == 201
