"""Load from real files: every bad input, folders, metadata beside files, standard input, limits."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.errors import InputError
from service.records import NoticeCode
from service.stages.load import Loaded, failure_line, load
from service.stages.load.inputs import Kind
from service.stages.load.places import sniff
from tests.load_support import ARTICLE, BAD_INPUTS, DATA, ROOT, load_data, settings


@pytest.mark.parametrize("name", BAD_INPUTS)
async def test_each_bad_input_is_one_line_and_the_rest_goes_on(name: str) -> None:
    loaded = await load_data("harbour.txt", name, "council.txt")
    assert [d.id for d in loaded.documents] == ["S1", "S3"]
    assert [failure_line(f) for f in loaded.failures] == [f"S2 {DATA / name}: {BAD_INPUTS[name]}"]


async def test_a_file_that_is_not_utf8_is_read_and_says_so() -> None:
    loaded = await load_data("windows.txt", "harbour.txt")
    assert not loaded.failures
    assert "The café of the old théâtre" in loaded.documents[0].text
    assert "“We are glad,” she said" in loaded.documents[0].text
    codes = [n.code for n in loaded.documents[0].notices]
    assert NoticeCode.REPLACED_BYTES not in codes
    (told,) = [n.message for n in loaded.documents[0].notices if n.code is NoticeCode.ASSUMED_ENCODING]
    assert "read as Windows-1252, which is a guess" in told


async def test_nothing_left_lists_every_failure() -> None:
    with pytest.raises(InputError) as caught:
        await load_data(*BAD_INPUTS)
    for name, what in BAD_INPUTS.items():
        assert f"{DATA / name}: {what}" in str(caught.value)
    assert caught.value.exit_code == 2


async def test_no_input_at_all() -> None:
    with pytest.raises(InputError, match="no input was given"):
        await load([], settings=settings())


async def test_a_folder_is_sorted_and_leaves_out_what_describes_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "README.md", "picture.png", "a.md.meta.json"):
        (tmp_path / name).write_text("{}" if name.endswith("json") else ARTICLE)
    (tmp_path / "manifest.json").write_text('{"documents": [{"file": "b.txt", "outlet": "Island News"}]}')
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.txt").write_text(ARTICLE)
    loaded = await load([str(tmp_path)], settings=settings())
    assert not loaded.failures
    assert [(d.id, Path(d.label).name, d.outlet) for d in loaded.documents] == [
        ("S1", "a.md", None),
        ("S2", "b.txt", "Island News"),
    ]


async def test_an_empty_folder_is_one_failure(tmp_path: Path) -> None:
    loaded = await load([str(tmp_path), str(DATA / "harbour.txt")], settings=settings())
    assert [d.id for d in loaded.documents] == ["S2"]
    assert "holds no file of a known kind" in failure_line(loaded.failures[0])


async def test_metadata_later_places_win(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE + "\n© 2024 Island News")
    (tmp_path / "a.meta.json").write_text('{"title": "from sidecar", "outlet": "Sidecar", "published": "2024-01-01"}')
    (tmp_path / "manifest.toml").write_text(
        '[[documents]]\nfile = "a.txt"\ntitle = "from manifest"\npublished = 2024-02-02\nsha256 = "x"\n'
    )
    loaded = await load([str(path)], settings=settings(), meta={"S1": {"published": "2024-03-03"}})
    (document,) = loaded.documents
    assert (document.title, document.outlet) == ("from manifest", "Sidecar")
    assert document.published == datetime(2024, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt.meta.json", '{"publised": "2024-02-04"}', "unknown key 'publised'; allowed are title, outlet"),
        ("a.txt.meta.json", '{"published": "soon"}', "published 'soon' is not a date"),
        ("a.txt.meta.json", "[]", "must hold one JSON object"),
        ("manifest.toml", "documents = 7", "documents must be a list of tables"),
        ("manifest.toml", "= broken", "Invalid statement"),
    ],
)
async def test_a_slip_in_metadata_costs_no_article(tmp_path: Path, name: str, content: str, what: str) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    (tmp_path / name).write_text(content)
    loaded = await load([str(tmp_path)], settings=settings())
    assert len(loaded.documents) == 2
    (failure,) = loaded.failures
    assert failure_line(failure).startswith(f"S1 {tmp_path / name}: {what}")
    assert failure_line(failure).endswith("its metadata is not used")


async def test_another_programs_manifest_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "manifest.json").write_text('{"name": "an app", "icons": []}')
    assert not (await load([str(tmp_path)], settings=settings())).failures


async def test_metadata_for_an_input_that_is_not_there() -> None:
    with pytest.raises(InputError, match="S2: no such input; given: S1"):
        await load([str(DATA / "harbour.txt")], settings=settings(), meta={"S2": {"title": "x"}})


@pytest.mark.parametrize(("language", "kept"), [("en", True), ("en-GB", True), ("tr", False)])
async def test_the_callers_word_on_the_language_is_believed(tmp_path: Path, language: str, kept: bool) -> None:
    path = tmp_path / "names.txt"
    path.write_text(
        "Ankara, Doha, Istanbul, Gaza, Rafah, Cairo, Beirut, Damascus, Amman, Baghdad, Riyadh, Tehran. " * 4
    )
    meta = {"S2": {"language": language}}
    loaded = await load([str(DATA / "harbour.txt"), str(path)], settings=settings(), meta=meta)
    assert [d.language for d in loaded.documents[1:]] == ([language] if kept else [])


@pytest.mark.parametrize(
    ("data", "declared", "kind"),
    [
        (b"Words.", None, Kind.TEXT),
        (b"%PDF-1.7 ...", Kind.TEXT, Kind.PDF),
        (b"\xef\xbb\xbf\n<!-- c -->\n<!DOCTYPE html><html>", Kind.TEXT, Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", None, Kind.HTML),
        (b"<p>words in a mark</p>", None, Kind.TEXT),
        (b'{"text": "x"}', None, Kind.JSON),
        (b'{"text": "x"}\n{"text": "y"}', None, Kind.JSON),
        (b"[Applause] The president said", None, Kind.TEXT),
        (b'{"text": "x"}', Kind.TEXT, Kind.TEXT),
        (b"<html>", Kind.MARKDOWN, Kind.MARKDOWN),
    ],
)
def test_sniffing(data: bytes, declared: Kind | None, kind: Kind) -> None:
    assert sniff(data, declared) is kind


async def test_standard_input_once() -> None:
    loaded = await load(["-", "-"], settings=settings(), stdin=(DATA / "page.html").read_bytes())
    (document,) = loaded.documents
    assert (document.label, document.title) == ("stdin", "Farmers block motorway")
    assert failure_line(loaded.failures[0]) == "S2 -: standard input can be read only once; name it once"


def test_standard_input_of_the_process(child_environment: dict[str, str]) -> None:
    program = (
        "import asyncio; from service.settings import Settings; from service.stages.load import load;"
        "print(asyncio.run(load(['-'], settings=Settings())).documents[0].text)"
    )
    arguments = [sys.executable, "-c", program]
    done = subprocess.run(
        arguments, input=ARTICLE, capture_output=True, text=True, cwd=ROOT, env=child_environment, check=True
    )
    assert done.stdout == ARTICLE + "\n"


async def test_limits() -> None:
    with pytest.raises(InputError, match="more than 2 inputs"):
        await load_with(settings_of={"max_documents": 2}, names=["articles.jsonl"])
    loaded = await load_with(settings_of={"max_bytes": 1_000}, names=["page.html", "harbour.txt"])
    assert failure_line(loaded.failures[0]).endswith("larger than 1000 bytes; give the article alone")


async def load_with(settings_of: dict[str, object], names: list[str]) -> Loaded:
    return await load([str(DATA / name) for name in names], settings=settings(**settings_of))


async def test_seeds_are_verbatim_and_load() -> None:
    manifest = tomllib.loads((ROOT / "seeds" / "manifest.toml").read_text(encoding="utf-8"))
    lines = manifest["documents"]
    assert [line["file"] for line in lines] == sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
    loaded = await load([str(ROOT / "seeds")], settings=settings())
    assert not loaded.failures
    assert [d.id for d in loaded.documents] == ["S1", "S2", "S3", "S4", "S5"]
    for line, document in zip(lines, loaded.documents, strict=True):
        data = (ROOT / "seeds" / line["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["sha256"] == document.sha256_bytes
        assert document.text == data.decode()
        assert document.duplicate_of is None
        # What the manifest says stands in the text itself.
        assert all(line[key] in document.text for key in ("title", "outlet") if key in line)
        assert "published" not in line


async def test_outlet_of_a_seed_is_found_without_its_manifest(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes((ROOT / "seeds" / "002_7760100b11b2b571.txt").read_bytes())
    loaded = await load([str(path)], settings=settings())
    assert loaded.documents[0].outlet == "The Times of Israel"
