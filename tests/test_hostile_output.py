"""Hostile words from articles, metadata, file names and model answers, through the whole way into every format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from service.pipeline import make_brief
from service.records import Brief
from service.settings import Settings
from service.stages.render import Format, render
from tests.brief_example import example_brief
from tests.cli_support import FERRY, Evenhand
from tests.harmless import assert_harmless_json, assert_harmless_markdown, assert_harmless_page
from tests.llm_articles import TEXTS, write_articles
from tests.render_payloads import PAYLOADS, poisoned, unsafe_characters
from tests.scripted_writer import YES, ScriptedWriter, both, write

FORMATS: tuple[Format, ...] = get_args(Format)
STYLE_CODES = re.compile(r"\x1b\[[0-9;]*m")  # what our own colours are made of
ESCAPES = "\x1b]0;taken\x07\x1b[2J\x9b31m\u202e"
# A file system takes neither a slash nor a NUL in a name.
NAMES = tuple(p.replace("/", "∕").replace("\n", " ")[:60] for p in PAYLOADS)


def assert_harmless(brief: Brief) -> None:
    """In all four formats, the terminal in colour too."""
    assert_harmless_page(render(brief, "html"))
    assert_harmless_markdown(render(brief, "md"))
    assert_harmless_json(render(brief, "json"))
    for color in (False, True):
        shown = render(brief, "terminal", color=color)
        assert unsafe_characters(STYLE_CODES.sub("", shown) if color else shown) == set()


def test_there_are_forty() -> None:
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_is_harmless_in_every_format(payload: str) -> None:
    assert_harmless(poisoned(payload))


async def test_payloads_in_articles_titles_addresses_outlets_and_file_names(tmp_path: Path) -> None:
    """From files to all formats; every article carries payloads in its text, its metadata and its name."""
    paths, meta = [], {}
    for number, payload in enumerate(PAYLOADS[:24], start=1):
        place = tmp_path / str(number)
        place.mkdir()
        path = place / f"{NAMES[number - 1]}.txt"
        lines = FERRY.strip().split("\n")
        lines[3] = f"Captain Ines Vork said that {payload} was seen in heavy rain."
        lines.append(f"The port of Ostrel {PAYLOADS[-number]} reopened on Sunday for {number} ferries.")
        path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
        paths.append(str(path))
        meta[f"S{number}"] = {"title": payload, "outlet": PAYLOADS[-number]}
    brief = await make_brief(paths, settings=Settings(writer="extractive"), meta=meta)
    assert len(brief.sources) >= 20
    assert brief.sentences
    assert_harmless(brief)


@pytest.mark.parametrize("url", [p for p in PAYLOADS if "canary" in p.lower() or "script" in p.lower()])
async def test_an_address_of_a_page_or_a_record_is_a_link_only_where_it_is_one(url: str, tmp_path: Path) -> None:
    line = json.dumps({"text": FERRY, "title": url, "url": url, "outlet": url})
    (tmp_path / "a.jsonl").write_text(line + "\n", encoding="utf-8")
    assert_harmless(await make_brief([str(tmp_path / "a.jsonl")], settings=Settings(writer="extractive")))


async def test_payloads_in_answers_of_a_model(tmp_path: Path) -> None:
    """Whether published or not, and also where an answer has a payload behind an honest sentence."""
    left = iter(PAYLOADS * 4)
    writer = ScriptedWriter(
        compose=lambda asked: both(asked, next(left)),
        repair=lambda asked: both(asked, f"{asked.joined.removesuffix('.')} {next(left)}."),
        veto=lambda _: YES | {"missing": next(left)},
    )
    briefs = []
    for number in range(3):
        folder = tmp_path / str(number)
        run = await write(folder, writer, texts=dict(list(TEXTS.items())[:3]), sentences=12, concurrency=1)
        briefs.append(run.brief)
    assert len(writer.of("compose")) >= 9
    for brief in briefs:
        assert_harmless(brief)
        told = " ".join(s.text for s in brief.sentences)
        assert not re.search(r"(?i)script|canary|onerror|[<>\x1b\u202e]", told)


def test_names_of_files_cannot_command_the_terminal(evenhand: Evenhand, tmp_path: Path) -> None:
    short = tmp_path / f"{ESCAPES}short.txt"
    short.write_text("Too short.", encoding="utf-8")
    good = tmp_path / f"{ESCAPES}good.txt"
    good.write_text(FERRY, encoding="utf-8")
    binary = tmp_path / f"{ESCAPES}binary.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    for arguments in (
        ("brief", good, short, binary, tmp_path / f"{ESCAPES}missing.txt"),
        ("brief", tmp_path / f"{ESCAPES}missing.txt"),
        ("brief", good, "--out", tmp_path / f"{ESCAPES}folder" / "x.md"),
        ("brief", good, "--terms", tmp_path / f"{ESCAPES}terms.toml"),
        ("brief", good, "--meta", f"S1.{ESCAPES}=x"),
        ("brief", good, "--focus", ESCAPES),
        ("brief", good, "--replay", tmp_path / f"{ESCAPES}replay"),
        ("brief", f"http://127.0.0.1:1/{ESCAPES}"),
        ("check", tmp_path / f"{ESCAPES}missing.json", good),
        (ESCAPES,),
    ):
        ran = evenhand(*arguments)
        assert unsafe_characters(ran.err) == set(), arguments
        assert unsafe_characters(ran.out) == set(), arguments


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


def test_the_example_itself_is_harmless() -> None:
    assert_harmless(example_brief())


async def test_no_brief_of_the_writers_holds_a_control(tmp_path: Path) -> None:
    paths = write_articles(tmp_path, {"a.txt": TEXTS["1-courier.txt"].replace("grain", f"{ESCAPES}grain{ESCAPES}")})
    assert_harmless(await make_brief(paths, settings=Settings(writer="extractive")))
