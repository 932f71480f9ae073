"""What the formats share: the example itself, cutting of sources, harmless text, addresses, wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.records import Reason, phrase
from service.stages.render import render, wording
from service.stages.render.passages import passages
from service.stages.render.references import Reference, references
from service.stages.render.safe_text import reveal_controls, strip_controls, web_address
from tests.brief_example import all_spans, example_brief


def test_example_holds_the_invariants() -> None:
    brief = example_brief()
    texts = {document.id: document.text for document in brief.sources}
    for item in references(brief).items:
        assert texts[item.doc][item.start : item.end] == item.quote
    assert all(span.end <= len(texts[span.doc]) for span in all_spans(brief))
    for sentence in brief.sentences:
        words = sentence.text
        for edit in reversed(sentence.edits):
            assert words[edit.start : edit.end] == edit.replacement
            words = (
                words[: edit.start] + texts[edit.source.doc][edit.source.start : edit.source.end] + words[edit.end :]
            )
        assert words == sentence.citations[0].quote


def test_overlapping_spans_are_cut_at_every_border() -> None:
    text = "abcdefghij"
    spans = [
        Reference(n, "S1", start, end, text[start:end]) for n, (start, end) in enumerate([(2, 6), (4, 8), (4, 6)], 1)
    ]
    pieces = passages(text, [*spans, Reference(9, "S1", 8, 99, "not there")])
    assert [(piece.text, piece.refs) for piece in pieces] == [
        ("ab", ()),
        ("cd", (1,)),
        ("ef", (1, 2, 3)),
        ("gh", (2,)),
        ("ij", ()),
    ]
    assert [piece.opens for piece in pieces] == [(), (1,), (3, 2), (), ()]
    assert [piece.closes for piece in pieces] == [(), (), (1, 3), (2,), ()]


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 30)).filter(lambda pair: pair[0] < pair[1]), max_size=12))
def test_passages_join_to_the_text_and_cover_each_span(pairs: list[tuple[int, int]]) -> None:
    text = "The river rose before midnight"
    spans = [Reference(n, "S1", start, end, text[start:end]) for n, (start, end) in enumerate(pairs, 1)]
    pieces = passages(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    for span in spans:
        assert "".join(piece.text for piece in pieces if span.number in piece.refs) == span.quote
        assert sum(span.number in piece.opens for piece in pieces) == 1
        assert sum(span.number in piece.closes for piece in pieces) == 1


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200f", "\ud800", "\U000e0041"])
def test_controls_are_dropped_or_shown(char: str) -> None:
    assert strip_controls(f"a{char}b") == "ab"
    assert reveal_controls(f"a{char}b") == f"a⟨U+{ord(char):04X}⟩b"


@pytest.mark.parametrize(
    ("url", "is_kept"),
    [
        ("https://news.example/a?b=1&c=%20#d", True),
        ("http://news.example:8080/ä", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT://news.example/%0aalert(1)", False),
        ("data:text/html,<script>", False),
        ('https://news.example/"onmouseover=', False),
        ("https://news.example/a b", False),
        ("https://", False),
        ("https://[::1", False),
        ("https://news.example/\u202egpj.exe", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, is_kept: bool) -> None:
    assert (web_address(url) == url) is (is_kept or url is None)


def test_every_reason_has_words() -> None:
    assert set(wording.REASON) == set(Reason)
    assert len(set(wording.REASON.values())) == len(Reason)


def test_a_sentence_of_an_unknown_event_is_still_shown() -> None:
    brief = example_brief()
    stray = brief.sentences[0].model_copy(update={"event": "E9"})
    brief = brief.model_copy(update={"sentences": (stray,), "title": phrase("title_one")})
    for format_ in ("md", "terminal", "html"):
        assert "flooding the" in render(brief, format_).partition("E9")[2]
