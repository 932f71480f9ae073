"""Each bad input of the command line over HTTP: the right status, and a body that says what, where and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.http_support import TWO, Service
from tests.load_support import BAD_INPUTS, BAD_PDFS, BROKEN_JSON, DATA, OTHER_LANGUAGES, REFUSED
from tests.test_http_briefs import is_problem

ARTICLE = (DATA / "harbour.txt").read_text("utf-8")
# Words of the command line; who asks over HTTP can do nothing with them.
FOREIGN = ("--", "EVENHAND_", "standard input", "name a file")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"))
    yield started
    assert started.stop() in {0, -15}
    assert "Traceback" not in started.log()


def assert_said(problem: dict[str, Any], where: str, what: str) -> None:
    """The fault is named at its place, in words that fit the interface."""
    said = [error for error in problem["errors"] if error["where"] == where]
    assert said, problem
    assert any(what in error["what"] for error in said), said
    assert not [word for word in FOREIGN if word in json.dumps(problem)], problem


def upload(service: Service, name: str, data: bytes, place: str = "/v1/briefs", **request: Any) -> httpx2.Response:
    return service.client.post(place, data={"request": json.dumps(request)}, files=[("file", (name, data))])


FILES = [(name, (DATA / name).read_bytes(), what) for name, what in BAD_INPUTS.items() if name != "missing.txt"]
FILES += [("bad.pdf", data, what) for data, what in BAD_PDFS]
FILES += [("bad.json", content.encode(), what) for content, _, what in BROKEN_JSON]
FILES += [
    ("lines.jsonl", b'{"text": 7}\n', "holds neither text nor html"),
    ("page.html", b"<html><body></body></html>", "no article text found in the page"),
    ("noise.txt", bytes(range(256)), "not a text file"),
]


@pytest.mark.parametrize(("name", "data", "what"), FILES, ids=[f"{n} {name}" for n, (name, *_) in enumerate(FILES)])
def test_a_file_that_cannot_be_used(service: Service, name: str, data: bytes, what: str) -> None:
    problem = is_problem(upload(service, name, data, documents=[{"upload": 1}]), 422, "unusable_input")
    assert_said(problem, "documents.0.upload", what)
    assert problem["errors"][0]["input"].startswith(name)


def test_files_that_cannot_be_used_leave_the_others(service: Service) -> None:
    files = [("file", (f"{n}-{name}", data)) for n, (name, data, _) in enumerate(FILES)]
    made = service.client.post("/v1/briefs", files=[*files, ("file", ("harbour.txt", ARTICLE.encode()))])
    assert made.status_code == 201
    assert [source["label"] for source in made.json()["sources"]] == ["harbour.txt"]
    told = [n["params"]["where"] for n in made.json()["notices"] if n["doc"] != made.json()["sources"][0]["id"]]
    assert [where.partition(":")[0].partition("[")[0] for where in told] == [name for _, (name, _) in files]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_another_language(service: Service, language: str) -> None:
    body = {"documents": [{"text": OTHER_LANGUAGES[language]}]}
    assert_said(is_problem(service.brief(body), 422, "unusable_input"), "documents.0.text", "English")


def test_an_address_that_is_refused_costs_itself_only(service: Service) -> None:
    """Some by the form of a request, the others by the guard before the fetch; none is asked for."""
    for url in REFUSED:
        answer = service.brief({"documents": [{"url": url}]})
        assert answer.status_code == 422, url
        problem = answer.json()
        assert {error["where"] for error in problem["errors"]} == {"documents.0.url"}, url
        assert {error["pointer"] for error in problem["errors"]} == {"/documents/0/url"}
        assert problem["errors"][0]["what"], url
        assert "secret" not in answer.text


BAD_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    # what the command line says of its options and of metadata
    ({"documents": [{"text": ARTICLE, "titel": "x"}]}, "documents.0.titel", "not permitted"),
    ({"documents": [{"text": ARTICLE, "published": "soon"}]}, "documents.0.published", "is not a date"),
    ({"documents": [{"text": ARTICLE}, {"upload": 7}]}, "documents.1.upload", "0 files came"),
    ({"documents": [{"text": ARTICLE, "title": "x" * 2_001}]}, "documents.0.title", "2000 characters"),
    ({"documents": [{"text": 7}]}, "documents.0.text", "must be text"),
    ({"documents": [{"upload": 0}]}, "documents.0.upload", "must be at least 1"),
    ({"documents": "nowhere.txt"}, "documents", "must be a list"),
    ({"documents": ["nowhere.txt"]}, "documents.0", "object"),
    ({"documents": [{"url": "nowhere.txt"}]}, "documents.0.url", "http"),
    (TWO | {"settings": {"sentences": 0}}, "settings.sentences", "must be at least 1"),
    (TWO | {"settings": {"sentences": "many"}}, "settings.sentences", "must be a whole number"),
    (TWO | {"settings": {"sentences": True}}, "settings.sentences", "must be a whole number"),
    ({"documents": [{"text": ARTICLE, "encoding": "klingon"}]}, "documents.0.encoding", "is not known; write it as"),
    (TWO | {"settings": {"writer": "me"}}, "settings.writer", "'auto', 'llm' or 'extractive'"),
    (TWO | {"settings": {"on_mixed": "guess"}}, "settings.on_mixed", "'split' or 'refuse'"),
    (TWO | {"sentences": 3}, "sentences", "not permitted"),
    # what is the house's own affair
    *(
        (TWO | {"settings": {name: value}}, f"settings.{name}", "not permitted")
        for name, value in {
            "max_cost": -1, "terms": "nowhere.toml", "prices": "none", "local_model": "nowhere.gguf", "out": "b.md",
            "trace": "t", "api_key": "k", "replay": "r", "decisions": "d.yaml", "since": "o.json", "allow_urls": True,
        }.items()
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "where", "what"), BAD_FIELDS, ids=[where for _, where, _ in BAD_FIELDS])
def test_a_field_that_cannot_be_used(service: Service, body: dict[str, Any], where: str, what: str) -> None:
    assert_said(is_problem(service.brief(body), 422, "invalid_request"), where, what)


BAD_CHECKS: list[tuple[dict[str, Any], int, str, str]] = [
    ({"text": "A [1]."}, 422, "invalid_request", "documents"),
    ({"text": "A [1].", "documents": []}, 422, "invalid_request", "documents"),
    ({"documents": [{"text": ARTICLE}]}, 422, "invalid_request", "either brief or text"),
    ({"text": "A.", "brief": {}, "documents": [{"text": ARTICLE}]}, 422, "invalid_request", "either brief or text"),
    ({"text": " ", "documents": [{"text": ARTICLE}]}, 422, "unusable_input", "no sentence"),
    ({"brief": {"a": 1}, "documents": [{"text": ARTICLE}]}, 422, "unusable_input", "schema_version"),
    ({"brief": {"schema_version": "99.0"}, "documents": [{"text": ARTICLE}]}, 422, "unusable_input", "99"),
    ({"text": "A [1].", "documents": [{"text": ""}]}, 422, "unusable_input", "empty"),
]


@pytest.mark.parametrize(("body", "status", "code", "words"), BAD_CHECKS)
def test_a_check_that_cannot_be_made(
    service: Service, body: dict[str, Any], status: int, code: str, words: str
) -> None:
    problem = is_problem(service.client.post("/v1/check", json=body), status, code)
    assert words in json.dumps(problem)
    assert not [word for word in FOREIGN if word in json.dumps(problem)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (TWO | {"settings": {"writer": "llm"}}, "started without a model"),
        (TWO | {"settings": {"on_mixed": "refuse"}}, "2 events"),
        (TWO | {"settings": {"focus": "quantum chromodynamics"}}, "another one"),
        (TWO | {"since": {"schema_version": "99.0"}}, "99"),
        (TWO | {"decisions": {"decisions": [{"same": ["x"]}]}}, "entry 1"),
    ],
)
def test_what_a_request_asks_for_and_cannot_have(service: Service, body: dict[str, Any], words: str) -> None:
    answer = service.brief(body)
    assert answer.status_code == 422
    assert words in answer.text
    assert not [word for word in FOREIGN if word in answer.text], answer.text


def test_a_form_of_a_brief_that_there_is_not(service: Service) -> None:
    for media in ("application/pdf", "text/plain"):
        problem = is_problem(service.brief(TWO, Accept=media), 406, "not_acceptable")
        assert "text/markdown" in problem["detail"]
