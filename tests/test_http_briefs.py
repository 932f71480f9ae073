"""Briefs over HTTP: what goes in, in which forms it comes out, and what is said of bad input."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from service.http.examples import BRIEFS, CHECKS
from service.pipeline import make_brief_sync
from service.records.reading import read_brief
from service.settings import Settings
from service.stages.render import render
from tests.cli_support import FERRY, SEEDS, TRAM
from tests.http_support import SEED_TEXTS, TWO, Service, events, told_whole, until
from tests.render_payloads import PAYLOADS


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    started = Service(tmp_path_factory.mktemp("service"), serve_max_chars=60_000, serve_max_documents=12)
    yield started
    assert started.stop() in {0, -15}
    assert "Traceback" not in started.log()


def stable(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    del found["usage"]
    for source in found["sources"]:
        source["label"] = ""
    return found


def test_a_brief_is_the_command_lines(service: Service) -> None:
    body = {"documents": [{"text": text} for text in SEED_TEXTS], "settings": {"writer": "extractive", "sentences": 9}}
    answer = service.brief(body)
    assert answer.status_code == 201
    paths = [str(path) for path in sorted(SEEDS.glob("0*.txt"))]
    brief = make_brief_sync(paths, settings=Settings(writer="extractive", sentences=9))
    ours, theirs = stable(answer.content), stable(render(brief, "json").encode())
    for side in (ours, theirs):
        for source in side["sources"]:  # a manifest stands beside the files
            source.update(title=None, outlet=None, url=None, published=None, notices=[])
        side["coverage"] = side["notices"] = []
    assert [s["text"] for s in ours["sentences"]] == [s["text"] for s in theirs["sentences"]]
    assert len(ours["sentences"]) == 9


def test_every_form_with_its_etag(service: Service) -> None:
    made = service.brief(TWO)
    place = made.headers["location"]
    brief = read_brief(made.text)
    for media, expected in (
        ("application/json", made.text),
        ("text/markdown", render(brief, "md")),
        ("text/html", render(brief, "html")),
        ("text/html;q=0.4, text/*;q=0.2, application/json;q=0.1", render(brief, "html")),
        ("*/*", made.text),
    ):
        answer = service.client.get(place, headers={"accept": media})
        assert (answer.status_code, answer.text) == (200, expected)
        assert "Accept" in answer.headers["vary"]
        again = service.client.get(place, headers={"accept": media, "if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
        other = service.client.get(place, headers={"accept": media, "if-none-match": '"another"'})
        assert other.status_code == 200
    assert service.client.get(place, headers={"accept": "image/png"}).json()["code"] == "not_acceptable"
    page = service.client.get(place, headers={"accept": "text/html"})
    assert "sha256-" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_form_with_files(service: Service) -> None:
    said = {"documents": [{"upload": 2, "outlet": "The Ostrel Gazette"}, {"text": TRAM}], "settings": {"sentences": 6}}
    page = f"<html><body><article><p>{'</p><p>'.join(TRAM.splitlines())}</p></article></body></html>"
    files = [("file", ("tram.html", page.encode())), ("file", ("ferry.txt", FERRY.encode()))]
    answer = service.client.post("/v1/briefs", data={"request": json.dumps(said)}, files=files)
    assert answer.status_code == 201, answer.text
    sources = answer.json()["sources"]
    assert [source["label"] for source in sources] == ["ferry.txt", "text 2", "tram.html"]
    assert sources[0]["outlet"] == "The Ostrel Gazette"
    assert sources[2]["duplicate_of"] == "S2"


def test_an_input_that_fails_is_named_in_the_brief(service: Service) -> None:
    body = {"documents": [*TWO["documents"], {"url": "http://127.0.0.1/story"}, {"text": " "}]}
    answer = service.brief(body)
    assert answer.status_code == 201
    failed = [n["params"] for n in answer.json()["notices"] if n["code"] == "input_failed"]
    assert [notice["where"] for notice in failed] == ["http://127.0.0.1/story", "text 4"]
    assert "private or reserved network" in failed[0]["what"]


@pytest.mark.parametrize("name", BRIEFS)
def test_the_examples_of_the_description_run(service: Service, name: str) -> None:
    answer = service.brief(BRIEFS[name]["value"])
    assert answer.status_code == 201, answer.text
    assert answer.json()["sentences"]


@pytest.mark.parametrize("name", CHECKS)
def test_the_examples_of_a_check_run(service: Service, name: str) -> None:
    answer = service.client.post("/v1/check", json=CHECKS[name]["value"])
    assert answer.status_code == 200, answer.text
    assert [s["verdict"] for s in answer.json()["report"]["sentences"]] == ["supported", "unsupported"]


def test_a_brief_of_ours_is_checked(service: Service) -> None:
    brief = service.brief(TWO).json()
    answer = service.client.post("/v1/check", json={"brief": brief, "documents": TWO["documents"]})
    assert (answer.status_code, answer.json()["is_clean"]) == (200, True)
    brief["sentences"][0]["text"] = "The line will cost 99 million crowns."
    answer = service.client.post("/v1/check", json={"brief": brief, "documents": TWO["documents"]})
    assert (answer.status_code, answer.json()["is_clean"]) == (200, False)


def test_what_changed_since_a_stored_brief(service: Service) -> None:
    earlier = service.brief({"documents": TWO["documents"][:1]})
    for since in (earlier.headers["location"].rpartition("/")[2], earlier.json()):
        answer = service.brief(TWO | {"since": since})
        assert answer.status_code == 201, answer.text
        assert {change["kind"] for change in answer.json()["changes"]} == {"new"}


def test_text_that_is_no_text_is_cleaned(service: Service) -> None:
    answer = service.brief({"documents": [{"text": TRAM + "\x00", "title": "a\x00b", "outlet": "\x00"}]})
    assert answer.status_code == 201, answer.text
    assert answer.json()["sources"][0]["title"] == "ab"
    assert answer.json()["sources"][0]["notices"][0]["code"] == "dropped_control"


BAD_BODIES: list[tuple[str, Any, int, str, str]] = [
    ("no JSON", "{", 400, "bad_json", "send one JSON object"),
    ("nested", "[" * 200_000, 400, "bad_json", "recursion limit"),
    ("a long number", '{"documents": ' + "9" * 5_000 + "}", 400, "bad_json", "out of range"),
    ("half a character", '{"documents": [{"text": "\\ud800"}]}', 400, "bad_json", "hex escape"),
    ("a list", [], 422, "invalid_request", "the whole"),
    ("no document", {}, 422, "invalid_request", "no document"),
    ("nothing in it", {"documents": [{}]}, 422, "invalid_request", "documents.0"),
    ("two contents", {"documents": [{"text": "a", "html": "b"}]}, 422, "invalid_request", "exactly one of"),
    ("another field", {"documents": [{"text": "a", "path": "/x"}]}, 422, "invalid_request", "documents.0.path"),
    ("a house setting", TWO | {"settings": {"base_url": "http://x"}}, 422, "invalid_request", "settings.base_url"),
    ("no such writer", TWO | {"settings": {"writer": "poet"}}, 422, "invalid_request", "settings.writer"),
    ("no sentence", TWO | {"settings": {"sentences": 0}}, 422, "invalid_request", "settings.sentences"),
    ("no date", {"documents": [{"text": "a", "published": "soon"}]}, 422, "invalid_request", "is not a date"),
    ("no address", {"documents": [{"url": "file:///etc/passwd"}]}, 422, "invalid_request", "not an http or https"),
    ("no model", TWO | {"settings": {"writer": "llm"}}, 422, "no_model", "extractive or auto"),
    ("bad decision", TWO | {"decisions": {"decisions": [{"frobnicate": 1}]}}, 422, "invalid_request", "entry 1"),
    ("no earlier brief", TWO | {"since": "brf_none"}, 422, "invalid_request", "since"),
    ("bad earlier brief", TWO | {"since": {"a": 1}}, 422, "unusable_input", "schema_version"),
    ("many documents", {"documents": [{"text": "a"}] * 13}, 422, "too_many_documents", "at most 12"),
    ("much text", {"documents": [{"text": "a" * 60_001}]}, 422, "too_much_text", "at most 60,000"),
    ("upload without file", {"documents": [{"upload": 1}]}, 422, "invalid_request", "0 files came"),
    ("blank", {"documents": [{"text": " "}]}, 422, "unusable_input", "empty"),
    ("not English", {"documents": [{"text": "Der Rat der Stadt hat am Montag beschlossen, dass. " * 9}]}, 422,
     "unusable_input", "English"),
    ("only loopback", {"documents": [{"url": "http://127.0.0.1:1/x"}]}, 422, "unusable_input", "port 1"),
    ("mixed", TWO | {"settings": {"on_mixed": "refuse"}}, 422, "unusable_input", "2 events"),
    ("off the focus", TWO | {"settings": {"focus": "quantum chromodynamics"}}, 422, "nothing_supported", "focus"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "status", "code", "words"), BAD_BODIES, ids=[row[0] for row in BAD_BODIES])
def test_bad_input_is_named(service: Service, name: str, body: Any, status: int, code: str, words: str) -> None:
    raw = body if isinstance(body, str) else json.dumps(body)
    answer = service.client.post("/v1/briefs", content=raw, headers={"content-type": "application/json"})
    problem = is_problem(answer, status, code)
    assert words in json.dumps(problem)


def is_problem(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["title"]
    assert problem["detail"]
    return problem


def test_bad_forms_and_types_are_named(service: Service) -> None:
    post = service.client.post
    is_problem(post("/v1/briefs", content="x", headers={"content-type": "text/plain"}), 415, "unsupported_media_type")
    form = {"content-type": "multipart/form-data; boundary=x"}
    is_problem(post("/v1/briefs", content="nonsense", headers=form), 400, "bad_form")
    no_boundary = {"content-type": "multipart/form-data"}
    is_problem(post("/v1/briefs", content="nonsense", headers=no_boundary), 400, "bad_form")
    is_problem(post("/v1/briefs", files=[("other", ("a.txt", b"a"))]), 400, "bad_form")
    many = [("file", (f"{n}.txt", b"a")) for n in range(13)]
    is_problem(post("/v1/briefs", files=many), 400, "bad_form")
    files = [("file", ("story.pdf", b"%PDF-1.4 broken")), ("file", ("../../etc/passwd", b""))]
    problem = is_problem(post("/v1/briefs", files=files), 422, "unusable_input")
    assert [(error["where"], error["input"]) for error in problem["errors"]] == [
        ("file 1", "story.pdf"),
        ("file 2", "../../etc/passwd"),
    ]
    assert "pdf" in problem["errors"][0]["what"].lower()


def pointed(body: Any, pointer: str) -> Any:
    """The value at a JSON Pointer (RFC 6901)."""
    for part in pointer.split("/")[1:]:
        body = body[int(part) if isinstance(body, list) else part]
    return body


GERMAN = "Der Rat der Stadt hat am Montag beschlossen, dass die neue Linie im Herbst gebaut wird. " * 9


@pytest.mark.parametrize("place", ["/v1/briefs", "/v1/check"])
def test_a_document_that_cannot_be_read_is_pointed_at_in_the_request(service: Service, place: str) -> None:
    lines = json.dumps({"text": TRAM}) + "\n" + json.dumps({"text": ""}) + "\n" + json.dumps({"text": GERMAN})
    request = {
        "documents": [
            {"upload": 2}, {"text": " "}, {"html": "<p></p>"}, {"url": "http://127.0.0.1:1/x"}, {"text": GERMAN},
            {"upload": 1},
        ],
    } | ({"text": "The line will cost 84 million crowns [3]."} if place == "/v1/check" else {})  # fmt: skip
    files = [("broken.pdf", b"%PDF-1.4 broken"), ("lines.jsonl", lines.encode()), ("empty.txt", b"")]

    def send() -> httpx2.Response:
        return service.client.post(
            place, data={"request": json.dumps(request)}, files=[("file", file) for file in files]
        )

    expected = [
        ("documents.0.upload", 2), ("documents.0.upload", 2), ("documents.1.text", " "),
        ("documents.2.html", "<p></p>"), ("documents.3.url", "http://127.0.0.1:1/x"), ("documents.4.text", GERMAN),
        ("documents.5.upload", 1), ("file 3", None),
    ]  # fmt: skip
    if place == "/v1/check":
        answer = send()
        assert answer.status_code == 200, answer.text
        assert [failure["where"] for failure in answer.json()["failures"]] == [where for where, _ in expected]
        assert "lines.jsonl" in answer.json()["failures"][0]["input"]
        return
    files[1] = ("lines.jsonl", "\n".join(lines.splitlines()[1:]).encode())  # without the one that can be read
    errors = is_problem(send(), 422, "unusable_input")["errors"]
    assert [error["where"] for error in errors] == [where for where, _ in expected]
    for error, (where, value) in zip(errors, expected, strict=True):
        assert error["what"], where
        if value is None:
            assert "pointer" not in error
        else:
            assert error["pointer"] == "/" + where.replace(".", "/")
            assert pointed(request, error["pointer"]) == value


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (TWO | {"settings": {"sentences": 0, "writer": "poet"}}, ["/settings/writer", "/settings/sentences"]),
        ({"documents": [{"text": "a", "published": "soon"}, {}]}, ["/documents/0/published", "/documents/1"]),
        (TWO | {"since": 5}, ["/since", "/since"]),
        ({"documents": [{"text": "a", "a/b~c": 1}]}, ["/documents/0/a~1b~0c"]),
        ([], [""]),
        ({"documents": [{"text": "a"}, {"upload": 1}, {"upload": 2}]}, ["/documents/1/upload", "/documents/2/upload"]),
    ],
)
def test_a_fault_of_the_request_is_pointed_at(service: Service, body: Any, pointers: list[str]) -> None:
    errors = is_problem(service.brief(body), 422, "invalid_request")["errors"]
    assert [error["pointer"] for error in errors] == pointers


def test_head_is_a_get_without_its_body(service: Service) -> None:
    place = service.brief(TWO).headers["location"]
    job = service.job(TWO)
    service.wait(job, "done")  # so that it says the same twice
    events_of = job["links"]["events"]
    for asked in (place, job["links"]["job"], "/", "/docs", "/openapi.json", "/assets/docs.css", "/healthz", "/readyz"):
        for accept in ("*/*", "text/html"):
            got, head = (service.client.request(m, asked, headers={"accept": accept}) for m in ("GET", "HEAD"))
            assert (head.status_code, head.content) == (got.status_code, b""), asked
            kept = [{k: v for k, v in a.headers.items() if k not in {"date", "x-request-id"}} for a in (got, head)]
            assert kept[0] == kept[1]
            assert int(head.headers["content-length"]) == len(got.content)
    known = {"if-none-match": service.client.head(place).headers["etag"]}
    assert service.client.head(place, headers=known).status_code == 304
    for asked in ("/v1/briefs/brf_none", "/assets/none", "/nothing"):
        assert service.client.head(asked).status_code == 404
    assert service.client.head("/metrics").status_code == 200
    for asked, allowed in ((events_of, "GET"), ("/v1/briefs", "POST")):
        refused = service.client.head(asked)
        assert (refused.status_code, refused.headers["allow"], refused.content) == (405, allowed, b"")
    assert '"method": "HEAD", "route": "/v1/briefs/{brief_id}", "status": 200' in service.log()


def test_a_request_that_is_too_large_is_refused_plain_and_chunked(service: Service) -> None:
    large = b" " * 6_000_000
    head = {"content-type": "application/json"}
    is_problem(service.client.post("/v1/briefs", content=large, headers=head), 413, "body_too_large")

    def chunks() -> Iterator[bytes]:
        yield from (large[:100_000] for _ in range(60))

    is_problem(service.client.post("/v1/briefs", content=chunks(), headers=head), 413, "body_too_large")
    is_problem(service.client.post("/v1/check", content=chunks(), headers=head), 413, "body_too_large")


def test_addresses_and_methods_that_are_not_served(service: Service) -> None:
    is_problem(service.client.get("/nothing"), 404, "not_found")
    is_problem(service.client.get("/v1/briefs/brf_none"), 404, "not_found")
    is_problem(service.client.get("/v1/jobs/job_none/events"), 404, "not_found")
    is_problem(service.client.put("/v1/briefs"), 405, "method_not_allowed")
    assert service.client.put("/v1/briefs").headers["allow"] == "POST"
    assert service.client.put("/v1/jobs/x").headers["allow"] == "DELETE, GET, HEAD"


def test_the_description_names_every_answer(service: Service) -> None:
    described = service.client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/briefs", "/v1/briefs/{brief_id}", "/v1/jobs/{job_id}", "/v1/jobs/{job_id}/events", "/v1/check",
        "/healthz", "/readyz", "/metrics",
    }  # fmt: skip
    answers = set(described["paths"]["/v1/briefs"]["post"]["responses"])
    assert answers >= {"201", "202", "400", "401", "409", "413", "415", "422", "429", "503"}
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(described)))
    assert named <= set(described["components"]["schemas"])


def test_events_tell_the_whole_way(service: Service) -> None:
    job = service.job(TWO)
    with service.client.stream("GET", job["links"]["events"]) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = list(events(stream.iter_lines()))
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    kinds = [kind for _, kind, _ in told]
    stages = [json.loads(data)["stage"] for _, kind, data in told if kind == "stage"]
    assert kinds[:2] == ["queued", "started"]
    assert stages == ["load", "read", "split", "select", "relate", "align", "compose", "check", "assemble"]
    brief = json.loads(told[-1][2])
    assert kinds[-1] == "brief"
    assert told_whole(told)
    assert brief["sentences"]
    withheld = [json.loads(data)["text"] for _, kind, data in told if kind == "withheld"]
    assert withheld == [statement["text"] for statement in brief["withheld"]]
    with service.client.stream("GET", job["links"]["events"], headers={"last-event-id": "5"}) as stream:
        assert list(events(stream.iter_lines())) == told[5:]
    with service.client.stream("GET", job["links"]["events"], headers={"last-event-id": str(len(told))}) as stream:
        assert list(events(stream.iter_lines())) == told[-1:]


def test_the_page_of_the_interface_loads_nothing_from_elsewhere(service: Service) -> None:
    page = service.client.get("/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert re.findall(r'(?:src|href)="([^"]*)"', page.text) == ["/assets/theme.js", "/assets/docs.css", "/openapi.json"]
    assert "`" not in page.text, "words between backticks are code"
    assert "<code>application/problem+json</code>" in page.text
    style = service.client.get("/assets/docs.css")
    assert style.headers["content-type"].startswith("text/css")
    again = service.client.get("/assets/docs.css", headers={"if-none-match": style.headers["etag"]})
    assert again.status_code == 304
    for name in ("docs.html", "none.css", "..%2Fapp.py", "app.py"):
        assert service.client.get(f"/assets/{name}").status_code == 404


def test_a_connection_that_breaks_while_it_sends_leaves_no_fault(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        head = ("POST /v1/briefs HTTP/1.1", "Host: localhost", "Content-Type: application/json", "Content-Length: 99")
        client.sendall("\r\n".join([*head, "", "{"]).encode())
    assert service.client.get("/healthz").status_code == 200
    until(lambda: '"status": 0' in service.log() or '"status": 400' in service.log(), 5)
    assert '"level": "error"' not in service.log()


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 10))
def test_hostile_words_stay_words(service: Service, first: int) -> None:
    given = [
        {"text": f"{TRAM}\n{payload} was said in Larkmoor.", "title": payload, "outlet": payload}
        for payload in PAYLOADS[first : first + 10]
    ]
    made = service.brief({"documents": given})
    assert made.status_code == 201, made.text
    page = service.client.get(made.headers["location"], headers={"accept": "text/html"})
    assert page.status_code == 200
    assert re.findall(r"<script[^>]*>", page.text) == ["<script>"]
    assert not re.search(r"<(?:img|svg|iframe|object|base|form)\b", page.text)
    assert not re.search(r'(?:href|src)="(?!https?://|#)', page.text)
