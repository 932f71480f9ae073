"""Sentences that only the story of their article places: the lead is their context, and no word of them changes."""

from __future__ import annotations

import pytest

from service.text import reference
from service.text.analysis import MAX_SENTENCE_CHARS, Line, analyse
from service.text.pointers import Pointer, find_pointers
from tests.check_support import extract, failures, story

LEAD = "Intruders have copied the data of two million customers of the insurer Norvane in Graz."


def context(article: str, words: str) -> list[str]:
    told = story(article)
    made = extract(told, words)
    assert made.edits == ()
    assert failures(told, made) == []
    return [c.quote for c in made.citations if c.role == "context"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Detectives suspect a man who acted alone.",
        "The barriers in front of Elm House were lowered, and the chaos was filmed.",
        "Mayor Henrik Holm has agreed to mediate in Elm.",
        "The same insurer of Norvane was fined in 2019.",
        "Norvane did not say whether it had kept that promise.",
        "The Elm Republican called Norvane a firm of liars.",
        "The 26-year-old machine stood in Graz.",
    ],
)
def test_the_lead_is_context(sentence: str) -> None:
    assert context(f"{LEAD}\n\n{sentence}", sentence) == [LEAD]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rain fell on the insurer Norvane.",
        "Since the war resumed, at least 90 people have died in Graz.",
        "A mason from Graz said that a mule had drowned.",
        "Norvane has had the same chairman as Kestrel for years.",
    ],
)
def test_a_sentence_that_says_where_needs_none(sentence: str) -> None:
    assert context(f"{LEAD}\n\n{sentence}", sentence) == []


def test_the_lead_is_the_first_sentence_that_tells_something() -> None:
    before = "Nobody had seen it coming, and nobody was ready for it.\n\nWork began at once."
    assert context(f"{before}\n\n{LEAD}\n\nAn older man was held overnight.", "An older man") == [LEAD]


def test_the_lead_itself_and_what_stands_before_it_have_none() -> None:
    assert context(f"Many older men were held.\n\n{LEAD}", "Many older men") == []
    assert context(LEAD, "Intruders") == []


def test_what_has_a_context_needs_no_second_one() -> None:
    told = f"{LEAD}\n\nNorvane has a mine.\n\nKestrel has a mine in Peru.\n\nThe new barriers could not hide the mine."
    assert context(told, "The new barriers") == ["Kestrel has a mine in Peru."]


def test_what_is_longer_than_a_sentence_is_not_read_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def listen(text: str, known: frozenset[str], people: frozenset[str]) -> tuple[Pointer, ...]:
        asked.append(text)
        return find_pointers(text, known, people)

    monkeypatch.setattr(reference, "find_pointers", listen)
    analysis = analyse("He left Elm.")
    endless = "he saw it and " * MAX_SENTENCE_CHARS
    (need,) = reference.find_needs(analysis, Line(0, 0, endless, 0), None)
    assert (need.start, need.end, need.replacement) == (0, len(endless), None)
    assert not asked
    reference.find_needs(analysis, analysis.lines[0], None)
    assert asked == ["He left Elm."]
