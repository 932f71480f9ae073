"""Bombs: files made to take time and memory. Each is one clean failure, or a clean document; the others are read."""

from __future__ import annotations

import json
import re
import sys
import time
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.pipeline import make_brief
from service.records import NoticeCode
from service.stages.load import TextInput, failure_line, jsonl, load, load_texts, markdown, parser, pdf
from service.stages.load.decode import decode_bytes, head
from service.stages.load.hidden import VisibleText, hiding_selectors
from service.stages.load.html import extract as extract_html
from service.stages.load.inputs import Fault, Kind, Lines, Raw, Rejected
from service.stages.load.metadata import forgiving
from service.stages.load.parser import Child, Parser
from service.stages.load.places import sniff
from tests.bombs import BOMBS, PARAGRAPHS, stacked_pdf
from tests.load_support import ARTICLE, DATA, pdf_of, settings

HARBOUR = str(DATA / "harbour.txt")
# For the parser processes here: a hundred times what an honest article takes, and soon over for a bomb.
DEADLINE_S = 1.0
MEMORY_MB = 160  # an honest page takes 100; without the bound "layers.pdf" takes 195


PARSED = {".pdf", ".html", ".md", ".json"}  # in a process of their own
# Beside each bomb: a text, and an article that wants the same parser.
PEERS = {
    "pdf": ("peer.pdf", pdf_of([[ARTICLE[at : at + 90] for at in range(0, len(ARTICLE), 90)]])),
    "html": ("page.html", (DATA / "page.html").read_bytes()),
    "md": ("marked.md", (DATA / "marked.md").read_bytes()),
    "json": ("peer.json", json.dumps({"text": ARTICLE}).encode()),
    "jsonl": ("peer.jsonl", json.dumps({"text": ARTICLE}).encode()),
}


@pytest.fixture
def peaks_kib(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The most that parser processes ever held, as the system saw it; empty where it is not Linux."""
    found: list[int] = []
    ask = Child.ask

    def watched(child: Child, data: bytes, deadline_s: float) -> dict[str, Any] | None:
        status = Path(f"/proc/{child._process.pid}/status")
        with ThreadPoolExecutor(1) as threads:
            answer = threads.submit(ask, child, data, deadline_s)
            while not answer.done():
                # A child that was killed has a status without its memory.
                found.extend(int(peak[1]) for peak in re.finditer(r"VmPeak:\s+(\d+)", status.read_text()))
                time.sleep(0.005)
            return answer.result()

    if sys.platform == "linux":
        monkeypatch.setattr(Child, "ask", watched)
    return found


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_costs_itself_only(name: str, tmp_path: Path, peaks_kib: list[int]) -> None:
    (tmp_path / name).write_bytes(BOMBS[name])
    peer, data = PEERS.get(name.rpartition(".")[2], ("council.txt", (DATA / "council.txt").read_bytes()))
    (tmp_path / peer).write_bytes(data)
    started = time.monotonic()
    chosen = settings(parse_deadline_s=DEADLINE_S, parse_memory_mb=MEMORY_MB, max_documents=50)
    loaded = await load([str(tmp_path / name), HARBOUR, str(tmp_path / peer)], settings=chosen)
    assert time.monotonic() - started < 15
    assert all(peak <= MEMORY_MB * 1024 for peak in peaks_kib)
    assert bool(peaks_kib) == (Path(name).suffix in PARSED and sys.platform == "linux")
    kept = [document for document in loaded.documents if not document.label.startswith(str(tmp_path / name))]
    assert [Path(document.label).name.partition(":")[0] for document in kept] == ["harbour.txt", peer]
    assert all("Traceback" not in failure_line(failure) for failure in loaded.failures)
    assert len(loaded.documents) + len(loaded.failures) == 3


def test_bombs_are_parsed_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once would take twice the memory that one may; small pages need not wait."""
    under_way: Counter[bool] = Counter()
    most: Counter[bool] = Counter()
    ask = Child.ask

    def counted(child: Child, data: bytes, deadline_s: float) -> dict[str, Any] | None:
        is_heavy = len(data) > 1_000
        under_way[is_heavy] += 1
        most[is_heavy] = max(most[is_heavy], under_way[is_heavy])
        try:
            # Long enough for all threads to be inside, if they are let in.
            time.sleep(0.5)
            return ask(child, data, deadline_s)
        finally:
            under_way[is_heavy] -= 1

    monkeypatch.setattr(Child, "ask", counted)
    monkeypatch.setattr(parser, "LIGHT_BYTES", 1_000)
    small, large = (json.dumps({"text": text}).encode() for text in (ARTICLE, PARAGRAPHS * 2))
    with Parser(settings()) as pool, ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda data: pool.parse(Kind.JSON, data), [small, small, large, large]))
    assert all(answer["articles"] for answer in answers)
    assert most[True] == 1
    assert most[False] > 1


def test_a_process_that_a_bomb_has_filled_is_not_used_again() -> None:
    with Parser(settings(parse_deadline_s=3.0)) as pool:
        with pytest.raises(Rejected):
            pool.parse(Kind.PDF, BOMBS["layers.pdf"])
        assert pool._idle.get(Kind.PDF, []) == []


async def test_a_long_line_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    good = json.dumps({"text": ARTICLE}).encode()
    path.write_bytes(good + b'\n{"text": "' + b"a " * 12_000_000 + b'"}\n' + good.replace(b"Friday", b"Monday") + b"\n")
    loaded = await load([str(path)], settings=settings())
    assert [document.id for document in loaded.documents] == ["S1", "S3"]
    assert failure_line(loaded.failures[0]) == (f"S2 {path}:2: longer than 5000000 bytes; shorten or remove the line")


def test_lines_are_read_up_to_a_sum(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(json.dumps({"text": ARTICLE}).encode() + b"\n" + b"x" * 100_000)
    chosen = settings(max_line_bytes=1_000, max_lines_bytes=20_000)
    with Parser(chosen) as pool:
        found = list(jsonl.records(Lines("x", path), pool, chosen))
    assert isinstance(found[0], Raw)
    assert [item.what.split(";")[0] for item in found if isinstance(item, Fault)] == [
        "longer than 1000 bytes",
        "larger than 20000 bytes",
    ]


async def test_ten_thousand_documents(tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_bytes(b"".join(json.dumps({"text": f"{n} {ARTICLE}"}).encode() + b"\n" for n in range(10_000)))
    folder = tmp_path / "folder"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n}.txt").write_text(ARTICLE)
    loaded = await load(
        [HARBOUR, str(lines), str(folder), str(DATA / "council.txt")], settings=settings(max_documents=50)
    )
    assert [document.id for document in loaded.documents] == ["S1", "S4"]
    assert [failure_line(failure).split(": ")[1].split(";")[0] for failure in loaded.failures] == [
        "with it there are more than 50 inputs"
    ] * 2


async def test_the_sum_of_all_inputs_is_limited(tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"{n} {ARTICLE} " * 40)
    loaded = await load([str(tmp_path)], settings=settings(max_total_bytes=20_000))
    assert len(loaded.documents) == 2
    assert "with it the inputs are larger than 20000 bytes" in failure_line(loaded.failures[0])


def test_pages_and_sentences_are_limited() -> None:
    with pytest.raises(Rejected, match="more than 0 pages"):
        pdf.extract(stacked_pdf(zlib.compress(b"BT (a) Tj ET"), b"/FlateDecode"), max_pages=0)
    loaded = load_texts([TextInput(text=f"{ARTICLE}\n" * 30)], settings=settings(max_document_sentences=4))
    (document,) = loaded.documents
    assert document.text == f"{ARTICLE}\n{ARTICLE}"
    assert [n.params for n in document.notices if n.code is NoticeCode.TRUNCATED] == [
        {"limit": str(len(document.text))}
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp1252"])
def test_the_head_of_a_long_text_is_enough(encoding: str) -> None:
    text = "é€x\r\n" * 3_000
    raw = Raw("x", text.encode(encoding), Kind.TEXT)
    found = decode_bytes(head(raw, 1_000).data)
    assert text.startswith(found.text) or encoding == "cp1252"
    assert found.replaced == 0 or encoding == "cp1252"
    assert len(found.text.replace("\r\n", "\n")) >= 1_000


BOMBED = ("layers.pdf", "brackets.json", "comments")


async def test_the_others_still_make_a_brief(tmp_path: Path) -> None:
    for name in BOMBED:
        (tmp_path / name).write_bytes(BOMBS[name])
    names = [str(tmp_path / name) for name in BOMBED]
    chosen = settings(writer="extractive", parse_deadline_s=DEADLINE_S)
    brief = await make_brief([*names, HARBOUR, str(DATA / "council.txt")], settings=chosen)
    assert {"S4", "S5"} <= {document.id for document in brief.sources}
    assert brief.sentences


def test_what_a_fuzzer_found() -> None:
    """Each of these once left the parser as an error of a library."""
    with pytest.raises(Rejected, match="no article text found"):
        extract_html("")
    with pytest.raises(Rejected, match="not a readable PDF"):
        # A reference to another object where only numbers and names may stand.
        pdf.extract(stacked_pdf(zlib.compress(b"BT /F1 9 Tf 3 0 R (a) Tj ET"), b"/FlateDecode"))
    assert extract_html("<div hidden></div>\x1f<p>x</p>")["hidden"] == 0
    with pytest.raises(Rejected, match="not a readable PDF"):
        pdf.extract(stacked_pdf(b"x", b"/NoSuchDecode"))


FUZZ = hypothesis_settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MARKS = st.sampled_from(
    [
        "<div hidden>",
        "</div>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<style>.a{display:none}</style>",
        "<b class=a>",
        "&lt;",
        "<",
    ]
)
PIECES = st.lists(st.one_of(MARKS, st.text(max_size=12)), max_size=30).map("".join)


@FUZZ
@given(PIECES)
@example("\x0c\u200b")
def test_fuzz_html(markup: str) -> None:
    found = extract_html(f"<html><body>{markup}</body></html>")
    assert found["hidden"] >= 0


@FUZZ
@given(st.lists(st.one_of(st.text("[]()*_`>-#|!\n ab", max_size=20), PIECES), max_size=8).map("".join))
def test_fuzz_markdown(marked: str) -> None:
    found = markdown.extract(marked)
    assert found["hidden"] >= 0
    assert VisibleText().take(marked) is not None
    assert isinstance(hiding_selectors(marked), frozenset)


@FUZZ
@given(st.binary(max_size=400), st.integers(0, 400), st.integers(0, 300))
def test_fuzz_pdf(noise: bytes, at: int, cut_bytes: int) -> None:
    whole = stacked_pdf(zlib.compress(b"BT /F1 9 Tf (words of an article) Tj ET"), b"/FlateDecode")
    try:
        found = pdf.extract(whole[:at] + noise + whole[at + cut_bytes :])
    except Rejected:
        return
    assert all(0 <= start < end <= len(found["text"]) for _, start, end in found["pages"])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "html", "title", "x"]), inner),
    max_leaves=10,
)


@FUZZ
@given(st.one_of(JSON_VALUES.map(json.dumps), st.text('{}[]",:text\n ', max_size=60)))
def test_fuzz_json(text: str) -> None:
    with suppress(Rejected):
        assert len(jsonl.extract(text, 3)["articles"]) <= 4
    data = text.encode("utf-8", errors="surrogatepass")
    chosen = settings(max_line_bytes=1_000)
    with Parser(chosen) as pool:
        assert all(isinstance(item, Raw | Fault) for item in jsonl.records(Raw("x", data, Kind.JSONL), pool, chosen))


@FUZZ
@given(st.binary(max_size=200), st.sampled_from([None, *Kind]))
def test_fuzz_bytes(data: bytes, declared: Kind | None) -> None:
    assert sniff(data, declared) in Kind
    with suppress(Rejected):
        assert isinstance(decode_bytes(data).text, str)


@FUZZ
@given(st.dictionaries(st.sampled_from(["title", "url", "published", "language", "outlet"]), JSON_VALUES))
def test_fuzz_metadata(values: dict[str, object]) -> None:
    found, faults = forgiving(values, "x")
    assert len(faults) <= len(values)
    assert found.title is None or len(found.title) <= 2_000
