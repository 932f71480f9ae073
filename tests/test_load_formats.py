"""Load: plain text, Markdown, HTML, JSON and JSON lines, from real files."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.records import NoticeCode
from service.stages.load import failure_line, load
from service.stages.load.hidden import VisibleText, is_hidden
from tests.load_support import ARTICLE, BROKEN_JSON, DATA, codes, load_data, only, settings


async def test_plain_text_is_verbatim() -> None:
    document = await only("harbour.txt")
    data = (DATA / "harbour.txt").read_bytes()
    assert document.text == data.decode()
    assert document.sha256_bytes == hashlib.sha256(data).hexdigest()
    assert (document.title, document.outlet, document.published) == (None, "Reuters", None)
    assert codes(document) == {NoticeCode.NO_DATE}


async def test_sidecar_and_copyright_line() -> None:
    document = await only("council.txt")
    assert document.title == "Westbrook votes for a library"
    assert document.outlet == "The Westbrook Herald"
    assert document.published == datetime(2024, 2, 5, tzinfo=UTC)
    assert not document.notices


async def test_markdown_keeps_words_only() -> None:
    document = await only("marked.md")
    assert document.text == (
        "Bridge closed for repairs\n\n"
        "The old bridge over the Tamar was closed on Friday after engineers found cracks in two of its pillars, the"
        " county said.\n\n"
        "What follows\n\n"
        "- Traffic goes over the northern bridge until the end of May.\n\n"
        "- Buses run every 20 minutes.\n\n"
        "1. Inspection of the pillars\n\n"
        "2. Repair\n\n"
        "The county will pay for the repair, which it put at 3 million euros.\n\n"
        "The bridge was built in 1911 and carries 9,000 cars a day.\n"
    )
    assert (document.title, document.outlet) == ("Bridge closed for repairs", "The Valley Post")
    assert document.published == datetime(2024, 3, 1, tzinfo=UTC)
    assert codes(document) == {NoticeCode.HIDDEN_TEXT}


async def test_html_main_text_and_metadata() -> None:
    document = await only("page.html")
    assert document.text.startswith("Farmers block motorway\nFarmers blocked the A5 motorway")
    assert document.text.endswith("for more than six hours in both directions.")
    assert "The minister of agriculture" in document.text
    assert (document.title, document.outlet) == ("Farmers block motorway", "The Plain Dealer Daily")
    assert document.published == datetime(2024, 2, 4, tzinfo=UTC)
    assert document.url == "https://dealer.example/farmers"


async def test_html_hidden_text_is_gone_and_counted() -> None:
    document = await only("page.html")
    page = (DATA / "page.html").read_text()
    assert page.count("HIDDEN-") == 9
    assert "HIDDEN" not in document.text
    assert "Home" not in document.text
    (notice,) = document.notices
    assert notice.code is NoticeCode.HIDDEN_TEXT
    # One to five, seven, and the character without width; comment, noscript and script are no text of the page.
    hidden = [line.split(">", 1)[1].split("</")[0] for line in page.split("\n") if "HIDDEN-" in line]
    counted = [
        words.removeprefix("<p>")
        for words in hidden
        if not any(f"HIDDEN-{n}" in words for n in ("EIGHT", "NINE", "SIX"))
    ]
    assert int(notice.params["count"]) == sum(map(len, counted)) + 1


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"hidden": None}, True),
        ({"aria-hidden": "TRUE"}, True),
        ({"aria-hidden": "false"}, False),
        ({"style": "color:red; DISPLAY :none"}, True),
        ({"style": "visibility:\nhidden"}, True),
        ({"style": "font-size: 0"}, True),
        ({"style": "font-size:0.0em; color:red"}, True),
        ({"style": "font-size:0.9em"}, False),
        ({"style": "font-size:01px"}, False),
        ({"style": "display:block"}, False),
        ({"class": "hidden"}, False),
    ],
)
def test_hidden_attributes(attributes: dict[str, str | None], expected: bool) -> None:
    assert is_hidden(attributes) is expected


def test_visible_text_in_pieces() -> None:
    page = VisibleText()
    assert page.take("<div hidden><p>one") == ""
    assert page.is_inside_hidden
    assert page.take("two</div>three<br>four") == "three\nfour"
    assert (page.hidden_chars, page.is_inside_hidden) == (6, False)


async def test_jsonl_records_and_broken_lines() -> None:
    loaded = await load_data("articles.jsonl")
    first, last = loaded.documents
    assert (first.id, first.title, first.outlet) == ("S1", "Airline cancels flights", "Daily Sky")
    assert first.url == "https://sky.example/strike"
    assert first.published == datetime(2024, 2, 1, 9, 30, tzinfo=UTC)
    assert (last.id, last.published) == ("S4", None)
    name = str(DATA / "articles.jsonl")
    assert [failure_line(f).split(";")[0] for f in loaded.failures] == [
        f"S2 {name}:2: not valid JSON (Expecting value at column 42)",
        f"S3 {name}:3: holds neither text nor html",
        f"S4 {name}:5: published 'last week' is not a date",
    ]


async def test_json_list_with_text_and_html() -> None:
    loaded = await load_data("list.json")
    assert [d.id for d in loaded.documents] == ["S1", "S2"]
    assert loaded.documents[0].text.startswith("A court in Northtown")
    assert (loaded.documents[1].title, loaded.documents[1].outlet) == ("Museum reopens", "North Star")


@pytest.mark.parametrize(
    ("content", "where", "what"),
    BROKEN_JSON,
)
async def test_broken_json(tmp_path: Path, content: str, where: str, what: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content)
    loaded = await load([str(DATA / "harbour.txt"), str(path)], settings=settings())
    (failure,) = loaded.failures
    assert failure_line(failure).startswith(f"S2 {path}{where}: {what}")


async def test_json_lines_under_the_name_json(tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    path.write_text(f"{json.dumps({'text': ARTICLE})}\n{json.dumps({'text': ARTICLE, 'title': 'A copy'})}\n")
    loaded = await load([str(path)], settings=settings())
    assert [(d.label, d.duplicate_of) for d in loaded.documents] == [(f"{path}:1", None), (f"{path}:2", "S1")]


async def test_a_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body></body></html>")
    loaded = await load([str(path), str(DATA / "harbour.txt")], settings=settings())
    assert "no article text found in the page" in failure_line(loaded.failures[0])
