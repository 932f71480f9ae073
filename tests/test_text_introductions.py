"""What a later "the poll" takes up: a bracket where only one thing can be meant, else its sentence as context."""

from __future__ import annotations

import datetime as dt

import pytest

from service.text.analysis import analyse
from service.text.definites import definites
from service.text.introductions import introductions
from service.text.reference import find_needs

POLL = "A national poll of May gave Anna Berg 40 percent. "
Row = tuple[str, str | None, str]


def needs(text: str, published: dt.date | None = None) -> list[Row]:
    """Words, replacement and evidence of the needs of the last sentence."""
    analysis = analyse(text)
    return [
        (text[n.start : n.end], n.replacement, " ".join(text[a:b] for a, b in n.evidence))
        for n in find_needs(analysis, analysis.lines[-1], published)
    ]


SURE = [
    (POLL + "Nobody believed the poll.", [("the poll", "the poll [a national poll of May]", "A national poll of May")]),
    (
        "The Senate passed a border bill on Monday. Otto Lind vetoed the legislation.",
        [("the legislation", "the legislation [a border bill]", "a border bill")],
    ),
    (
        "Two stolen boats left Kolm. The navy of Genta sank the boats.",
        [("the boats", "the boats [two stolen boats]", "Two stolen boats")],
    ),
    (
        "A stolen red car was found. The car cost 90 crowns.",
        [("The car", "The car [a stolen red car]", "A stolen red car")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_the_only_introduction_stands_in_a_bracket(text: str, expected: list[Row]) -> None:
    assert [n for n in needs(text) if n[0] == expected[0][0]] == expected


CONTEXT = [
    ("The cutter Orda rammed a boat. The cutter made 19 knots.", "The cutter", "The cutter"),
    ("Kolm Bridge was closed. Otto Lind filmed the bridge.", "the bridge", "Kolm Bridge"),
    ("A white boat left Kolm. A black boat sank. Otto Lind filmed the boat.", "the boat", "A black boat"),
    ("Their old boat left Kolm. Otto Lind filmed the boat.", "the boat", "Their old boat"),
    ("A boat left Kolm. Otto Lind filmed the boat.", "the boat", "A boat"),  # a bracket would say no more
    ("Two other boats left Kolm. Otto Lind filmed the boats.", "the boats", "Two other boats"),
    ("The Genta Navy cable was lost. Otto Lind read the cable.", "the cable", "The Genta Navy cable"),
]


@pytest.mark.parametrize(("text", "words", "evidence"), CONTEXT)
def test_where_several_can_be_meant_the_words_stay(text: str, words: str, evidence: str) -> None:
    assert [n for n in needs(text) if n[0] == words] == [(words, words, evidence)]


def test_what_is_described_is_not_what_was_told_of_without() -> None:
    told = "The mine that feeds Kolm saved Otto Lind. "
    assert [n[2] for n in needs(told + "The mine had shut.")] == ["The mine"]
    assert [n[2] for n in needs(told + "The 26-year-old mine had shut.")] == [told.rstrip()]  # the lead


RIVALS = [
    "The tanker Orda sank off Kolm. A small white boat was near. The crew left the vessel.",
    "Orda Paper shut its mill. A rival paper company wanted it. Otto Lind said that the company refused.",
    "Kolm Bridge fell. An old wooden bridge was unhurt. Nobody used the bridge.",
    "The bridge fell on Monday. An old wooden bridge was unhurt. Nobody used the bridge.",
    "A large fire ruined Kolm. The blaze at the Orda refinery burnt on. Otto Lind filmed the fire.",
    "Two men robbed a jewellery shop. A supermarket burnt, and Otto Lind filmed the store.",
    "Two men robbed a jewellery shop in Kolm. Otto Lind was seen, and the store manager was hurt.",
    "A 40-year-old man was shot. Police arrested Otto Lind, a baker. Nobody had seen the man.",
]


@pytest.mark.parametrize("text", RIVALS)
def test_nothing_is_certain_beside_another_of_its_kind(text: str) -> None:
    found = [replacement for words, replacement, _ in needs(text) if words.startswith("the ")]
    assert not any("[" in (words or "") for words in found)


FREE = [
    POLL + "Nobody believed the poll of June.",  # says which
    POLL + "Otto Lind said: “Nobody believed the poll.”",  # whose words point at something else
    POLL + "A local poll was better, but nobody believed the poll.",  # the sentence's own
    "A court in Graz fined Otto Lind. Nobody trusts the court.",
    POLL + "Otto Lind won the next poll.",
]


@pytest.mark.parametrize("text", FREE)
def test_what_says_which_needs_nothing(text: str) -> None:
    assert not [n for n in needs(text) if n[0].lower().startswith("the")]


def test_a_loaded_introduction_is_never_taken_into_a_bracket() -> None:
    (found,) = [n for n in needs("A controversial border bill passed. Otto Lind vetoed the bill.") if "bill" in n[0]]
    assert found[1] is None or "controversial" not in found[1]


def test_an_introduction_ends_with_its_noun() -> None:
    text = "A bill letting families sue passed, and two men who saw a red car fled."
    found = introductions([(0, 0, text)])
    assert {i.text for each in found.told.values() for i in each} == {"A bill", "two men", "a red car"}
    assert all(text[i.start : i.end] == i.text for each in found.told.values() for i in each)


def test_definites_have_exact_places() -> None:
    text = "The old boat was lost, and the crew of Kolm saved the nets."
    assert [text[d.start : d.end] for d in definites(text)] == ["The old boat", "the nets"]


def test_a_text_without_an_end_has_no_definites() -> None:
    text = "The old boat was lost in Kolm. "
    assert list(definites(text))
    assert not list(definites(text * 100))
