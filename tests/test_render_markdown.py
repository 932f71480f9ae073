"""Markdown: all is cited in sequence and exactly; no word of an article is markup."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.records import Reason, phrase
from service.stages.render import render, wording
from service.stages.render.markdown_text import escape
from service.stages.render.safe_text import reveal_controls
from tests.brief_example import example_brief
from tests.render_payloads import PAYLOADS, poisoned

MARK = re.compile(r"(?<!\\)\[(\d+)\]")
ITEM = re.compile(r"^- \[(\d+)\] (S\d+) \(.*?\), characters (\d+)–(\d+): “(.*)”$", re.MULTILINE)


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def test_markdown_cites_in_sequence_and_exactly() -> None:
    brief = example_brief()
    body, _, listed = render(brief, "md").partition("## References")
    first_seen = list(dict.fromkeys(int(number) for number in MARK.findall(body)))
    items = ITEM.findall(listed)
    assert first_seen == [int(item[0]) for item in items] == list(range(1, len(items) + 1))
    texts = {document.id: document.text for document in brief.sources}
    for _, doc, start, end, quote in items:
        assert unescaped(quote) == texts[doc][int(start) : int(end)]
    assert len({item[1:4] for item in items}) == len(items), "equal spans share one number"


def test_markdown_sentence_has_speaker_words_marks_and_corroboration() -> None:
    line = next(line for line in render(example_brief(), "md").splitlines() if "4 June" in line and line[0] == "-")
    assert re.fullmatch(
        r"- \*\*S2 \(outlet not named\):\*\* The River Tarn .* Tuesday \\\[4 June 2024\\\], flooding the lower town\. "
        r"\[\d+\] \*2 independent sources say this in full: S1, S2\.\* \[\d+\]",
        line,
    )


def test_markdown_overview_comes_first_with_one_cited_row_an_event() -> None:
    text = render(example_brief(), "md")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == wording.OVERVIEW
    rows = [line for line in text.splitlines() if line.startswith("| **E")]
    assert [row[4:6] for row in rows] == ["E1", "E2", "E3"]
    cells = [cell.strip() for cell in rows[1].strip("|").split(" | ")]
    assert all(MARK.search(cell) for cell in cells[:6])
    assert "may be the same as E3" in cells[7]


def test_markdown_lists_label_edits_and_reasons() -> None:
    text = render(example_brief(), "md")
    assert "People broke into two shops on Quay Street overnight, police said. [23][e1]" in text
    assert re.search(r"^- \[e1\] “Looters” → “People” \(S1, characters \d+–\d+\)$", text, re.MULTILINE)
    assert wording.REASON[Reason.LOADED_LABEL] + ": “botched”" in text


def test_sections_without_content_are_left_out() -> None:
    empty: dict[str, Any] = {"differences": (), "terms": (), "withheld": (), "coverage": ()}
    brief = example_brief().model_copy(update=empty)
    for format_ in ("md", "terminal"):
        text = render(brief, format_)
        assert wording.DIFFERENCES not in text
        assert wording.WITHHELD not in text


@pytest.mark.parametrize("format_", ["md", "html", "terminal"])
def test_coverage_tells_its_numbers_once(format_: Literal["md", "html", "terminal"]) -> None:
    (row, *_), note = example_brief().coverage, phrase("used", used="1", claims="15")
    told = row.model_copy(update={"used": 1, "claims": 15, "note": note})
    text = render(example_brief().model_copy(update={"coverage": (told,)}), format_)
    assert text.count("1 of 15") == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_of_a_payload_is_only_text(payload: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    plain, hostile = (parser.parse(render(brief, "md")) for brief in (poisoned("harmless words"), poisoned(payload)))
    shapes = [[(token.type, token.tag) for token in flat(tokens)] for tokens in (plain, hostile)]
    assert shapes[0] == shapes[1]
    written = " ".join(reveal_controls(payload).split())
    expected = sum(words.replace("harmless words", written).count(written) for words in texts(plain))
    assert sum(words.count(written) for words in texts(hostile)) == expected
    assert {"html_block", "html_inline", "image", "fence", "code_block"}.isdisjoint(kind for kind, _ in shapes[1])


def texts(tokens: list[Any]) -> list[str]:
    """What a reader sees of each block and table cell."""
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def flat(tokens: list[Any]) -> list[Any]:
    """Structure alone: runs of text differ by their escapes."""
    found = [inner for token in tokens for inner in (token, *(token.children or ()))]
    return [token for token in found if token.type not in {"text", "text_special"}]


@given(st.text(alphabet=st.sampled_from("ab1 .)(-+=#*_`~[]<>|\\&;:/@!$\"'\n\t"), max_size=40))
def test_markdown_escape_gives_the_words_back(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- x {escape(text)} x")
    inline = next(token for token in tokens if token.type == "inline")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    shown = "".join(child.content for child in inline.children or ())
    assert shown.split() == f"x {text} x".split()


@given(st.text(alphabet=st.sampled_from("a1 .)-+=#>*_\n"), min_size=1, max_size=12))
def test_markdown_escape_is_safe_where_a_line_begins(text: str) -> None:
    kinds = {token.type for token in MarkdownIt("commonmark").parse(f"{escape(text)} x\n{escape(text)} x")}
    assert kinds == {"paragraph_open", "inline", "paragraph_close"}


def test_bare_addresses_are_broken() -> None:
    assert escape("see http://a.example, www.a.example or x@a.example") == (
        r"see http\://a.example, www\.a.example or x\@a.example"
    )


def test_markdown_is_fast_and_loads_no_other_format() -> None:
    brief = example_brief()
    many = tuple(
        item.model_copy(update={"id": f"B{number}"}) for number, item in enumerate((brief.sentences * 3)[:24], start=1)
    )
    brief = brief.model_copy(update={"sentences": many})
    seconds = []
    for _ in range(5):
        begin = time.process_time()
        render(brief, "md")
        seconds.append(time.process_time() - begin)
    assert min(seconds) < 0.020
    code = (
        "import sys; from tests.brief_example import example_brief; from service.stages.render import render; "
        "render(example_brief(), 'md'); render(example_brief(), 'terminal'); "
        "print([name for name in ('jinja2', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
