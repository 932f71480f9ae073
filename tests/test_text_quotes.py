"""Quotations: marks, paragraphs, nesting, lone marks, speakers, exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.quote_marks import pair_marks
from service.text.quotes import Quotation, find_quotations


def words_of(text: str, quotation: Quotation) -> str:
    return " / ".join(text[start:end] for start, end in quotation.parts)


def speaker_of(text: str, quotation: Quotation) -> str | None:
    return text[slice(*quotation.speaker)] if quotation.speaker else None


QUOTED = [
    # text, words of each closed quotation, speaker of each
    ('"We will stay," Jane Doe said in January.', ["We will stay,"], ["Jane Doe"]),
    ("“We will stay,” said Jane Doe.", ["We will stay,"], ["Jane Doe"]),
    ("“We will stay,” he said in January.", ["We will stay,"], ["he"]),
    ("Jane Doe said: “We will stay. They left.” Then it rained.", ["We will stay. They left."], ["Jane Doe"]),
    ("Jane Doe said, “We will stay.”", ["We will stay."], ["Jane Doe"]),
    ("“It is over,” according to a senior official.", ["It is over,"], ["a senior official"]),
    ("The mayor called the plan “worse than useless” on Friday.", ["worse than useless"], ["The mayor"]),
    (
        "Doe called it a “bad deal” and accused them of “theft”.",
        ["bad deal", "theft"],
        ["Doe", "Doe"],
    ),
    (
        "“We will stay,” said Jane Doe. “We will not leave.”",
        ["We will stay,", "We will not leave."],
        ["Jane Doe", "Jane Doe"],
    ),
    ('"No," she said, "we will not go."', ["No,", "we will not go."], ["she", "she"]),
    ("He denied the charge. “I was not there at all.” The court rose.", ["I was not there at all."], ["He"]),
    ('"Who goes there?" asked the guard.', ["Who goes there?"], ["the guard"]),
    ("« It is over », said the mayor.", ["It is over"], ["the mayor"]),
    ("„It is over“, said the mayor.", ["It is over"], ["the mayor"]),
    ("‘We saw the dogs’ bones,’ he said.", ["We saw the dogs’ bones,"], ["he"]),
    ("'It's the end,' he said.", ["It's the end,"], ["he"]),
    ("“He told me ‘go home’ at noon,” the boy said.", ["He told me ‘go home’ at noon,", "go home"], ["the boy", None]),
    ("to end what they termed the “siege of the town” and more", ["siege of the town"], ["they"]),
    ("‘They call it “peace”,’ he said.", ["They call it “peace”,", "peace"], ["he", None]),
    ("The word “peace” was used.", ["peace"], [None]),
    ("“First part ends.\n“Second part.”\nNobody spoke.", ["First part ends. / Second part."], [None]),
    ('"First part ends.\n"Second part," he said.', ["First part ends. / Second part,"], ["he"]),
    ("“One,\nstill wrapped” he wrote.", ["One,\nstill wrapped"], ["he"]),
    ("The workers’ rights and the boys' shoes of the '90s", [], []),
    ("It's a rock'n'roll band, isn't it", [], []),
    ('The 6" pipe', [], []),
    ("", [], []),
    (
        '"They watch. They ignored it," he said in May. In June, Doe likened it to war. "They left," Doe said.',
        ["They watch. They ignored it,", "They left,"],
        ["he", "Doe"],
    ),
    ("Mr. Doe told reporters: “It is done.”", ["It is done."], ["Mr. Doe"]),
    ("“It is done,” Ms. Roe, head of the union, said.", ["It is done,"], ["Ms. Roe, head of the union"]),
    ("“It is done.” The crowd left. The mayor said nothing.", ["It is done."], [None]),
]


@pytest.mark.parametrize(("text", "words", "speakers"), QUOTED)
def test_quoted(text: str, words: list[str], speakers: list[str | None]) -> None:
    closed = [quotation for quotation in find_quotations(text) if quotation.closed]
    assert [words_of(text, quotation).strip() for quotation in closed] == words
    assert [speaker_of(text, quotation) for quotation in closed] == speakers


LONE = [
    # text, position of the lone mark, whether it opens
    ("It plays a role in bad times,” according to an official.", 29, False),
    ('It plays a role in bad times," according to an official.', 29, False),
    ("He said “this is open and ends.\nNext line.", 8, True),
    ("He said “this is open", 8, True),
    ('He said "open and then "other" followed.', 8, True),
    ("“The start\nand so on", 0, True),
]


@pytest.mark.parametrize(("text", "at", "opening"), LONE)
def test_lone_mark_is_reported_and_nothing_is_guessed(text: str, at: int, opening: bool) -> None:
    lone = [quotation for quotation in find_quotations(text) if not quotation.closed]
    assert [(q.start, q.end, q.opening, q.parts, q.speaker) for q in lone] == [(at, at + 1, opening, (), None)]


def test_lone_mark_does_not_swallow_the_next_paragraph() -> None:
    found = find_quotations("He said “this is open and ends.\nA “fine” line.")
    assert [(q.text, q.closed) for q in found] == [("“", False), ("“fine”", True)]


def test_short_quotations_are_flagged() -> None:
    found = find_quotations("a “so-called deal” and “four words are more”")
    assert [q.short for q in found] == [True, False]


def test_nested_quotation_has_a_depth() -> None:
    found = find_quotations("“He told me ‘go home’ at noon,” the boy said.")
    assert [q.depth for q in found] == [0, 1]


def test_verb_of_the_tag() -> None:
    text = "“It is over,” said Jane Doe."
    (found,) = find_quotations(text)
    assert found.verb is not None
    assert text[slice(*found.verb)] == "said"


PIECES = st.lists(
    st.sampled_from(['"', "“", "”", "‘", "’", "'", "«", "»", "he said", "A", "b.", ",", "\n", "\n\n", "“A.", "s’"])
    | st.text(max_size=3),
    max_size=24,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text())
def test_offsets(text: str) -> None:
    outer = last = 0
    for found in find_quotations(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= last
        last = found.start
        for start, end in found.parts:
            assert found.start < start <= end < found.end
        if found.speaker and found.verb:
            assert 0 <= found.speaker[0] < found.speaker[1] <= len(text)
            assert 0 <= found.verb[0] < found.verb[1] <= len(text)
        if not found.depth and found.closed:
            assert found.start >= outer
            outer = found.end


def test_a_space_on_the_wrong_side_of_the_last_mark_ends_the_quotation() -> None:
    text = 'Ann Lee stated, "this must stop. Spending it is wrong. "Lee is referring to a memo.'
    assert [(text[p.start : p.end], p.closed) for p in pair_marks(text)] == [
        ('"this must stop. Spending it is wrong. "', True)
    ]


def test_a_second_quotation_that_is_closed_leaves_the_first_mark_alone() -> None:
    text = 'Ann Lee said, "this must stop. Then she said "no more" to them.'
    assert [(text[p.start : p.end], p.closed) for p in pair_marks(text)] == [('"', False), ('"no more"', True)]
