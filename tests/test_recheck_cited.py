"""Which sentences a foreign text has, and what each of them cites."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.recheck import read_cited

Cited = list[tuple[str, tuple[int, ...]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained [1]. It snowed [2].", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("It rained.[1] It snowed.[2]", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("It rained. [1] It snowed. [2]", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("It rained [S2].", [("It rained.", (2,))]),
        ("It rained [1][3].", [("It rained.", (1, 3))]),
        ("It rained [1] [3].", [("It rained.", (1, 3))]),
        ("It rained [1, 3].", [("It rained.", (1, 3))]),
        ("It rained [S1; S3].", [("It rained.", (1, 3))]),
        ("It rained [2-4].", [("It rained.", (2, 3, 4))]),
        ("It rained [1-900].", [("It rained.", (1, 900))]),
        ("It rained [^2].", [("It rained.", (2,))]),
        ("It rained [[2]](https://example.org/a_(b)).", [("It rained.", (2,))]),
        ("It rained [2](https://example.org/).", [("It rained.", (2,))]),
        ("It rained [1][99].", [("It rained.", (1, 99))]),
        ("It rained [1][1].", [("It rained.", (1,))]),
        ("They met in the U.S. [2]. It rained [1].", [("They met in the U.S.", (2,)), ("It rained.", (1,))]),
        ("They met in the U.S. [2] and left [1].", [("They met in the U.S. and left.", (2, 1))]),
        ("It cost 3.5 million [2]. It rained.", [("It cost 3.5 million.", (2,)), ("It rained.", ())]),
        ("First it rained [1], then it snowed [2].", [("First it rained, then it snowed.", (1, 2))]),
        ("“It rained [1].” It snowed [2].", [("“It rained.”", (1,)), ("It snowed.", (2,))]),
        ("Did it rain [1]? It did [2]!", [("Did it rain?", (1,)), ("It did!", (2,))]),
        ("It rained\nall day [1].", [("It rained all day.", (1,))]),
        ("- It rained [1].\n- It snowed [2].", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("1. It rained [1].\n2. It snowed.", [("It rained.", (1,)), ("It snowed.", ())]),
        ("> It rained [1].", [("It rained.", (1,))]),
        ("**It** _rained_ `today` [1].", [("It rained today.", (1,))]),
        ("It [rained](https://example.org/) [1].", [("It rained.", (1,))]),
        (r"It rained \[there\] [1].", [("It rained [there].", (1,))]),
        ("In [2024] it rained [1].", [("In [2024] it rained.", (1,))]),
        ("It rained.<sup>[1]</sup> It snowed<sup>2</sup>.", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ('It rained.<sup><a href="#n1">1</a></sup>', [("It rained.", (1,))]),
        ("It rained.¹ It snowed.²,³", [("It rained.", (1,)), ("It snowed.", (2, 3))]),
        ("“It rained,”² Ada said.", [("“It rained,” Ada said.", (2,))]),
        (
            "The hall has 300 m² and 90 m³. It is dry [1].",
            [("The hall has 300 m² and 90 m³.", ()), ("It is dry.", (1,))],
        ),
        ("<p>It <b>rained</b> &amp; snowed&nbsp;[1].</p><br/><!-- a note [2] -->", [("It rained & snowed.", (1,))]),
        ("It rained if a < b and c > d [1].", [("It rained if a < b and c > d.", (1,))]),
        ("It [rained][north] all day [1][north].", [("It rained all day.", (1,))]),
        ("It rained.[^north] It snowed [2].", [("It rained.", ()), ("It snowed.", (2,))]),
        ("It ra\u00adin\u200bed [1\u2060].", [("It rained.", (1,))]),
        ("It rained [1].\rIt snowed [2].", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("A short line with a mark [1]", [("A short line with a mark", (1,))]),
    ],
)
def test_sentences_and_what_they_cite(text: str, expected: Cited) -> None:
    found = read_cited(text)
    assert [(sentence.text, sentence.cites) for sentence in found.sentences] == expected
    assert found.skipped == ()


@pytest.mark.parametrize(
    "aside",
    [
        "# Heading",
        "Background:",
        "| a | b [1] |",
        "---",
        "```text",
        "[1] A title, https://example.org/",
        "[^1]: A title.",
        "[^north]: A title. It is long.",
        "a | b\n--- | ---\nIt rained | all day [1]",
        "## Sources\n- A title. It is long.",
        "**References**\n\n1. A title. It is long.",
    ],
)
def test_what_is_no_sentence_is_set_aside_and_kept(aside: str) -> None:
    found = read_cited(f"It rained [1].\n\n{aside}\n")
    assert [sentence.text for sentence in found.sentences] == ["It rained."]
    assert sum(map(len, found.skipped)) == len(aside.replace("\n", ""))


def test_a_list_of_sources_ends_with_the_next_heading() -> None:
    found = read_cited("## Sources\n[1] A.\n\n## Outlook\nIt will rain [1].")
    assert [(sentence.text, sentence.line) for sentence in found.sentences] == [("It will rain.", 5)]


@given(st.text(alphabet="aB 1[],-S^.\n(#|*_\\”", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = read_cited(text)
    assert all(sentence.text.strip() for sentence in found.sentences)


LINES = """Ilsa came.
It rained in Ostrel [1].
The ferry **ran** aground at
noon, with 212 people
on board. [2] Nobody was hurt [2].

> Quoted [the mayor](https://example.org/1) said so. [3]
> And again. [3]
- One item [1]. It has
  two sentences [2].
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_sentence_has_the_line_that_it_begins_on(end: str) -> None:
    found = read_cited(LINES.replace("\n", end))
    assert [(sentence.line, sentence.text.split()[0]) for sentence in found.sentences] == [
        (1, "Ilsa"),
        (2, "It"),
        (3, "The"),
        (5, "Nobody"),
        (7, "Quoted"),
        (8, "And"),
        (9, "One"),
        (9, "It"),
    ]


def test_a_title_right_above_sentences_is_none_of_them() -> None:
    found = read_cited("Summary of the week\nIt rained in Ostrel [1].\nNobody was hurt.\nSnow fell. [2]")
    assert found.skipped == ("Summary of the week",)
    assert [(s.line, s.text) for s in found.sentences] == [
        (2, "It rained in Ostrel."),
        (3, "Nobody was hurt."),
        (4, "Snow fell."),
    ]


def test_the_first_line_of_a_wrapped_sentence_is_no_title() -> None:
    found = read_cited("In the capital of the island of\nTarn it rained [1].")
    assert [sentence.text for sentence in found.sentences] == ["In the capital of the island of Tarn it rained."]


@given(st.text(alphabet="aB 1[],-S^.\n(#|*_\\”", max_size=200))
def test_lines_never_go_back_and_are_lines_of_the_text(text: str) -> None:
    lines = [sentence.line for sentence in read_cited(text).sentences]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


def test_a_table_ends_the_text_above_it_and_a_bar_alone_is_none() -> None:
    found = read_cited("It rained | snowed [1].\na | b\n:-- | --:\nc | d [1]\n\nIt was | is cold [2].")
    assert [(sentence.text, sentence.line) for sentence in found.sentences] == [
        ("It rained | snowed.", 1),
        ("It was | is cold.", 6),
    ]
    assert found.skipped == ("a | b", ":-- | --:", "c | d [1]")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<a ",
        "<!--",
        "<!-- a",
        "<script>",
        "<sup>",
        "<sup><a ",
        "&#",
        "&a",
        "[a][",
        "[^a",
        ".¹,",
        "|-",
        "|\n-|-\n",
    ],
)
def test_hostile_markup_takes_no_longer_than_its_length(piece: str) -> None:
    before = time.process_time()
    read_cited(piece * (200_000 // len(piece)))
    assert time.process_time() - before < 5


@pytest.mark.parametrize("piece", ["[", "[1", "[a](", "[1,", "*", "> ", "\\[", "![", "[1] ", "a. "])
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    before = time.process_time()
    read_cited(piece * (200_000 // len(piece)))
    # Linear work takes a fraction of a second; quadratic work on so many characters takes minutes.
    assert time.process_time() - before < 5
