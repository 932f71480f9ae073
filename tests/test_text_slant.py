"""The sentence score: what raises it, what does not, and whom a label names."""

from __future__ import annotations

import pytest

from service.text.openings import openings
from service.text.referents import descriptions, name_of
from service.text.slant import slant, takes_sides

PLAIN = [
    "The council of Elm met on Monday and approved the budget.",
    "Two people were injured when a bus left the road near Norham, police said.",
    "Kestrel will open a second plant in Lund in 2027.",
]
SIDED = [
    "The shameless council of Elm met on Monday and botched the budget.",
    "We must never forget how these cronies ruined our town!",
    "The radical mayor, as usual, ranted about a conspiracy.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_news_takes_no_side(text: str) -> None:
    assert not takes_sides(text)


@pytest.mark.parametrize("text", SIDED)
def test_opinion_does(text: str) -> None:
    assert takes_sides(text)


def test_quoted_words_weigh_half_and_names_nothing() -> None:
    assert slant("It was a “shameful” day.") < slant("It was a shameful day.")
    assert slant("A judge in Savage Creek met the Fury board.") == 0


def test_a_long_sentence_needs_more() -> None:
    short = "The shameful vote ended."
    long = "The shameful vote ended on Monday, " + "and the clerk of the town of Elm wrote the result on paper, " * 4
    assert slant(long) < slant(short)


NAMES = [
    ("The terror group Kessir Front struck.", "terror group", "Kessir Front"),
    ("The Kessir Front, a terror group, struck.", "terror group", "Kessir Front"),
    ("Lind described Kessir as a terror group.", "terror group", "Kessir"),
    ("The Kessir Front, which the ministry considers a terror group, left.", "terror group", "Kessir Front"),
    ("He fled Torvik’s regime in May.", "regime", "Torvik"),
    ("On Monday the terror group left Elm.", "terror group", None),
    ("He said it was a terror group.", "terror group", None),
]


@pytest.mark.parametrize(("text", "label", "name"), NAMES)
def test_whom_a_label_is_said_of(text: str, label: str, name: str | None) -> None:
    start = text.index(label)
    span = name_of(text, start, start + len(label))
    assert (text[span[0] : span[1]] if span else None) == name


def test_plain_descriptions_beside_a_name() -> None:
    text = "The armed group Kessir met Lind. Kessir, a political movement, left."
    assert [text[a:b] for a, b in descriptions(text, "Kessir")] == ["armed group", "political movement"]


OPENINGS = [
    (r"\bregime\b", {"reg"}),
    (r"\b(?:thugs|goons)\b", {"thu", "goo"}),
    (r"\b(?:an?\s)?mobs\b", None),
    (r"(?<!-)\b(?:touted|hyped)\b", {"tou", "hyp"}),
    (r"\b(?:is|was)\sbad\b", {"is", "was"}),
    (r"\ba\b|\bthe\b", {"a", "the"}),
    (r"regime", None),
    (r"\b[A-Z]\w+", None),
    (r"\b(?:angry\s)?mob\b", {"ang", "mob"}),
]


@pytest.mark.parametrize(("pattern", "expected"), OPENINGS)
def test_how_a_match_may_open(pattern: str, expected: set[str] | None) -> None:
    found = openings(pattern)
    assert found == (None if expected is None else frozenset(expected))
