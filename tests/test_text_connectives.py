"""Links and pronouns in a sentence that point outside it: left out, or named, so that it is not published."""

from __future__ import annotations

import time

import pytest

from service.text.connectives import find_connectives
from service.text.pointers import find_pointers
from service.text.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Akin, though, told Fox that the race goes on.", "Akin told Fox that the race goes on."),
        ("In Harnau, meanwhile, the death toll rose.", "In Harnau, the death toll rose."),
        ("Others were harsher, however, suggesting a vote.", "Others were harsher, suggesting a vote."),
        ("The airport stayed open, however.", "The airport stayed open."),
        ("The mine, for example, had no fan.", "The mine had no fan."),
        ("The bridge was shut, too; the port was not.", "The bridge was shut; the port was not."),
    ],
)
def test_a_connective_set_apart_goes_with_its_commas(text: str, plain: str) -> None:
    (found,) = find_connectives(text)
    assert text[: found.start] + found.plain + text[found.end :] == plain
    assert any((p.start, p.kind) == (found.start, "opener") for p in find_pointers(text))


@pytest.mark.parametrize(
    "text",
    [
        "The plan was changed, though an even thinner margin was left.",
        "“We know, however, that the fan failed,” Horvat said.",
        "The mayor, Ada Brenn, then left the hall.",
    ],
)
def test_what_opens_a_clause_or_is_quoted_stays(text: str) -> None:
    assert find_connectives(text) == ()


def test_a_long_run_of_letters_takes_no_longer_than_as_many_words() -> None:
    spent = []
    for text in ("letters " * 10_000, "a" * 80_000):
        began = time.process_time()
        assert find_connectives(text) == ()
        spent.append(time.process_time() - began)
    assert spent[1] < 20 * spent[0] + 0.5  # looked at anew from each letter, it would take half a minute


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A gas alarm sounded at noon, it said.", "it"),
        ("A second Norvanian vessel was close by, it added.", "it"),
        ("A driver was hurt when a guard pushed him, she said.", "she"),
        ("The alarm system was off when they came.", "they"),
        ("A failed power line had started it, villagers said.", "it"),
        ('A spokesman of Redal called it "an unfortunate event".', "it"),
        ("Neighbours saw a white van there, at around noon.", "there"),
    ],
)
def test_a_pronoun_with_nothing_to_stand_for_points_outside(text: str, word: str) -> None:
    assert word in {text[p.start : p.end] for p in find_pointers(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Tarrow Coal closed the shaft at noon, it said.",
        "Mayor Ada Brenn will leave in May, she said.",
        "Parliament passed a law in May, and critics called it unjust.",
        "Redal [the grid company] called it unjust.",
        "Officers were asleep when they were called.",
    ],
)
def test_a_pronoun_that_its_sentence_explains_does_not(text: str) -> None:
    assert not {p.kind for p in find_pointers(text)} & {"pronoun"}


def test_an_aside_with_an_abbreviation_is_no_end_of_a_sentence() -> None:
    text = (
        "Names under review were Sen. Tom Cotton (R-Ark.), former official David Vik and Jim Tal. The vote is in May."
    )
    assert [text[a:b] for a, b in sentence_spans(text)] == [text[:-20], text[-19:]]
