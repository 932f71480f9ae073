"""Words that carry on an earlier sentence, and quotations whose speaker stands in another one."""

from __future__ import annotations

import pytest

from service.text.carried import carried_on
from service.text.voices import is_unspoken_quote, unspoken_predicate

CARRIED = [
    ("Another guard was unhurt.", "Another"),
    ("A number of those rules were dropped in Elm.", "those rules"),
    ("“Those votes will be close,” Lind said.", "Those votes"),
    ('"That man is dangerous," Okoro said.', "That man"),
    ("“You cannot trust a firm like this,” Lind said.", "like this"),
    ("Okoro would not go that far but asked for an apology.", "that far"),
    ("In the next frame, Lind opens the door.", "the next frame"),
    ("A helicopter found Lind and the others at dawn.", "the others"),
    ("The mayor of Elm was not alone.", "not alone"),
    ("Lind and Berg are out.", "out"),
    ("Not on a trivial matter.", "Not on"),
]


@pytest.mark.parametrize(("text", "words"), CARRIED)
def test_words_that_carry_on(text: str, words: str) -> None:
    assert [text[start:end] for start, end in carried_on(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Those who left Elm early were safe.",
        "Aid reached those in need.",
        "Norvane paid those injured in the crash.",
        "Residents of Elm kept their savings in bonds, and those bonds fell.",
        "One guard fled and another was hurt.",
        "One boat sank and the others returned.",
        "In the next year, Norvane will close two mines.",
        "“This was the first vote in Elm,” Lind said.",
        "Okoro said that much of Elm was dry.",
        "Lind is in Leeds.",
        "“This is a sad day for Elm,” Lind said.",
        "Not everyone in Elm agreed.",
    ],
)
def test_words_that_the_sentence_explains(text: str) -> None:
    assert carried_on(text) == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            'Lind "disgraced himself and all that the guild stands for."',
            '"disgraced himself and all that the guild stands for."',
        ),
        ("The firm “was built to fail its own workers.”", "“was built to fail its own workers.”"),
        ('Lind "disgraced himself and all that the guild stands for," said Okoro.', None),
        ("Okoro wrote that Lind “was built to fail his own workers.”", None),
        ("Lind was named in “the list of those who paid.”", None),
    ],
)
def test_a_quoted_predicate_needs_its_speaker(text: str, quote: str | None) -> None:
    found = unspoken_predicate(text)
    assert (text[slice(*found)] if found else None) == quote


@pytest.mark.parametrize(
    ("text", "words", "unspoken"),
    [
        ("The council met its “friends” in Elm.", "“friends”", True),
        ("Lind implied last week that he had “tapes” of the call.", "“tapes”", False),
        ("Clerks decide what “harm” meant in Elm.", "“harm”", False),
        ("The court read the meaning of “harm” in Elm.", "“harm”", False),
    ],
)
def test_a_word_implied_or_talked_about_is_not_the_outlets(text: str, words: str, unspoken: bool) -> None:
    start = text.index(words)
    assert is_unspoken_quote(text, start, start + len(words)) is unspoken
