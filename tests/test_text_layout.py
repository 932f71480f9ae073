"""Layout and sentences: roles of lines, wrapped lines, and where a sentence ends."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.records import Role
from service.text.layout import find_blocks
from service.text.sentences import sentence_spans

WRAPPED = "The river rose over its banks in the old town of Norham and then the\nwater reached the market square."
LONG_HEADLINE = "A flood swept through the lower town, leaving dozens of people without homes, says the council"

ROLES = [
    (
        "Norham floods\n\nThe river rose.\nPeople fled.\n\nWhat we know\n\nThe dam held.",
        ["title", "body", "body", "heading", "body"],
    ),
    ("Norham floods\nThe worst flood in a decade\nThe river rose.", ["title", "title", "body"]),
    (f"{LONG_HEADLINE}\n\nThe river rose.", ["title", "body"]),
    ("Norham floods\nBy Jane Doe\nThe river rose.", ["title", "boilerplate", "body"]),
    ("The river rose.\n\n1. Close the gate\n2. Call the council", ["body", "list", "list"]),
    ("The council said:\n- stay at home\n- boil water", ["body", "list", "list"]),
    ("The river rose.\n\n• Two bridges are closed.\n• Schools are shut.", ["body", "list", "list"]),
    ("Photo: Jane Doe\n\nThe river rose.", ["caption", "body"]),
    ("(AP)\nThe river rose.", ["caption", "body"]),
    ("The river rose.\n\nNorham Gazette", ["body", "boilerplate"]),
    ("The river rose.\nAll rights reserved.", ["body", "boilerplate"]),
    ("The river rose.\n© 2024 Gazette\nThe dam held.", ["body", "boilerplate", "body"]),
    ("The river rose.\nRead more: the flood of 1953\nThe dam held.", ["body", "boilerplate", "body"]),
    ("“We left,” he said.\nThe river rose.", ["body", "body"]),
    ("3 May was the last day.\nThe river rose.", ["body", "body"]),
    (WRAPPED, ["body"]),
    (f"{WRAPPED}\n\nPeople fled.", ["body", "body"]),
    ("The river rose.\nThe council was granted a loan of\n€110 million in May.", ["body", "body"]),
    (
        "The river rose.\nThe towns that the flood had struck were all granted aid worth\n€110 million.",
        ["body", "body"],
    ),
    ("The river rose.\nThe council of the lower town asked for help from the\nNorham fund.", ["body", "body"]),
    ("The river rose.\nWhat the council asked for\n€110 million was granted.", ["body", "heading", "body"]),
    ("", []),
    ("  \n\t\n ", []),
    ("The dam held.\nMayor Okoro said so.", ["body", "body"]),
    ("Video of the crash spread fast.", ["body"]),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_of_lines(text: str, roles: list[str]) -> None:
    assert [block.role for block in find_blocks(text)] == roles


def test_wrapped_lines_are_one_block() -> None:
    blocks = find_blocks(f"Norham floods\n\n{WRAPPED}\n\nPeople fled.")
    assert [block.end - block.start for block in blocks[1:2]] == [len(WRAPPED)]


def test_every_block_is_a_paragraph_of_its_own() -> None:
    assert [block.paragraph for block in find_blocks("One here.\nTwo here.\n\nThree here.")] == [0, 1, 2]


SENTENCES = [
    ["Mr. Lind left.", "He won."],
    ["Prices rose 3.5 percent.", "They fell."],
    ["The U.S. Senate voted.", "It passed."],
    ["He met Gen. Olsen in St. Ives."],
    ["It fell on Oct. 3.", "Lind won."],
    ["Lind scored no. 3 in May."],
    ["J. K. Lind won."],
    ["What?", "Yes!", "No..."],
    ["It was 5 p.m. on Monday."],
    ["“We left.”", "She said so."],
    ["“We left.", "We lost.”", "Lind said so."],
    ["The council (it met on Monday) was split.", "Lind voted yes."],
    ["Norvane Inc. won.", "Kestrel lost."],
]


@pytest.mark.parametrize("pieces", SENTENCES)
def test_sentences(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert [text[start:end] for start, end in sentence_spans(text)] == pieces


LINES = st.lists(
    st.sampled_from(
        ["Norham floods", "The river rose.", "1. Stay", "- go", "(AP)", "", " ", "“We left,", "the town", "By Al Bo"]
    )
    | st.text(max_size=12),
    max_size=12,
).map("\n".join)


@given(LINES)
def test_blocks_cover_the_text_and_nothing_twice(text: str) -> None:
    at, uncovered = 0, ""
    for block in find_blocks(text):
        assert at <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert block.role in set(Role)
        uncovered += text[at : block.start]
        at = block.end
    assert not (uncovered + text[at:]).strip()


@given(LINES | st.text(max_size=80))
def test_sentences_cover_their_block(text: str) -> None:
    at, uncovered = 0, ""
    for start, end in sentence_spans(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        uncovered += text[at:start]
        at = end
    assert not (uncovered + text[at:]).strip()


ARTICLE = (
    "Envoys of the island of Tarn met Minister Ada Lorne in the port of Brannock on Monday, and spoke of a truce.",
    "“The talks will go on until both sides have what they came for, and not a day longer,” according to Karl Berg.",
    "Lorne said that the Ministry of Defence and the Council of Brannock had paid 84 million crowns for the work.",
    "The Marigold left on Tuesday with four men of the Coast Guard on board, and came back in the Evening.",
)


@pytest.mark.parametrize("width", [32, 40, 55, 66, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_lines_cut_at_a_width_are_joined_whatever_word_the_next_begins_with(width: int, between: str) -> None:
    text = between.join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in 3 * ARTICLE)
    found = [" ".join(text[block.start : block.end].split()) for block in find_blocks(text)]
    assert found == list(3 * ARTICLE)


def test_lines_of_any_length_are_blocks_of_their_own() -> None:
    text = "Timetable of the Marigold\nBrannock to Tarn\nTarn to Ostrel and Fell\nOstrel\nFell to the Isles\nTarn Bay"
    assert [text[block.start : block.end] for block in find_blocks(text)] == text.split("\n")
