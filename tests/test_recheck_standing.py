"""Sentences of anybody's text in their place: pronouns that the sentence before settles, speakers before a colon."""

from __future__ import annotations

import time

import pytest

from service.recheck import SentenceVerdict, Verdict, recheck_text
from service.records import Gate, Reason
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

ARTICLE = """Blast at the Norvale mill

NORVALE, March 3, 2025 - An explosion at the flour mill in Norvale killed 20 people on Monday, Mayor Ada Brenn said.
The U.S. firm Milltek owns the mill, and its director, Piet Horvat, called the blast "a terrible shock".
"We will rebuild the mill," Horvat told reporters.
Brenn said that the town would hold a service on Sunday.
The mill had been inspected in January, and inspectors found no fault.
"""
BRENN = "Mayor Ada Brenn said that an explosion at the flour mill killed 20 people [1]."
HORVAT = 'Piet Horvat called the blast "a terrible shock" [1].'


def last(text: str) -> SentenceVerdict:
    documents = load_texts([TextInput(text=ARTICLE)]).documents
    return recheck_text(text, documents, load_rules()).sentences[-1]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        (f"{BRENN} She said that the town would hold a service on Sunday [1].", "Ada Brenn said that the town"),
        (f'{HORVAT} He told reporters: "We will rebuild the mill" [1].', "Piet Horvat told reporters"),
        ('Horvat: "We will rebuild the mill." [1]', 'Horvat said: "We will rebuild'),
        ('Piet Horvat, director of Milltek: "We will rebuild the mill." [1]', "Piet Horvat, director of Milltek said"),
    ],
)
def test_what_the_text_itself_settles_is_read_and_checked(text: str, read_as: str) -> None:
    found = last(text)
    assert found.verdict == Verdict.SUPPORTED, (found.gate, found.reason, found.words)
    assert found.read_as.startswith(read_as)


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        (f"{HORVAT} He said that the town would hold a service on Sunday [1].", Gate.ATTRIBUTION),
        (f"{BRENN} She said that the town would hold nine services on Sunday [1].", Gate.NUMBER),
        ('Brenn: "We will rebuild the mill." [1]', Gate.ATTRIBUTION),
        ('Horvat: "We will sell the mill." [1]', Gate.QUOTATION),
    ],
)
def test_a_wrong_sentence_is_no_better_for_it(text: str, gate: Gate) -> None:
    found = last(text)
    assert (found.verdict, found.gate) == (Verdict.UNSUPPORTED, gate)


@pytest.mark.parametrize(
    "before",
    ["Ada Brenn spoke with Piet Horvat [1].", "The mill had been inspected in January [1].", ""],
    ids=["two people", "nobody", "the first sentence"],
)
def test_what_it_leaves_open_is_unresolved_and_no_error(before: str) -> None:
    found = last(f"{before} She said that the town would hold a service on Sunday [1].")
    assert (found.verdict, found.gate, found.reason) == (Verdict.UNSCORED, Gate.CONTEXT, Reason.POINTS_OUTSIDE)
    assert found.words == ("She",)


def test_an_open_pronoun_hides_no_other_error() -> None:
    found = last("She said that the town would hold a service on Tuesday [1].")
    assert found.verdict == Verdict.UNSUPPORTED


def test_it_is_clear_points_at_nothing() -> None:
    assert last(f"{BRENN} It is not clear when the town will hold a service [1].").read_as == ""


def test_whoever_the_cited_words_call_so_may_be_named_by_the_role_alone() -> None:
    assert last("The director told reporters that the mill will be rebuilt [1].").verdict == Verdict.SUPPORTED


def test_a_sentence_longer_than_can_be_checked_is_unscored_at_once() -> None:
    before = time.process_time()
    found = last(f"The mill {'was inspected in January and ' * 5000} found well [1].")
    assert (found.verdict, found.reason, found.evidence) == (Verdict.UNSCORED, Reason.NOT_CHECKED, ())
    assert time.process_time() - before < 5
