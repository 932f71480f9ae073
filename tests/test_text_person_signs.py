"""Given names in brackets: what shows that a name is a person's, and when the full name may be somebody else's."""

from __future__ import annotations

import pytest

from service.text.analysis import analyse
from service.text.full_names import full_names
from service.text.reference import find_needs
from service.text.sentences import sentence_spans
from tests.test_text_whole import brackets


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peter Strand, 66, lived in Kolm. Strand left.", "Peter Strand"),
        ("Fred Strand, a former figure of the Kolm affair, spoke. Strand left.", "Fred Strand"),
        ("Emily Strand, who ran the port, spoke. Strand left.", "Emily Strand"),
        ("The port heard Peter Strand. Strand died in Kolm.", "Peter Strand"),
        ("The port heard Peter Strand. Strand was sentenced in Kolm.", "Peter Strand"),
        ("The port heard Peter Strand. Strand’s widow lives in Kolm.", "Peter Strand"),
        ("The port heard Peter Strand. Strand sold all that he had.", "Peter Strand"),
        ("The port used Kolm Strand. Strand was sold for little.", None),
        ("The port used Kolm Strand. Strand’s price fell.", None),
        ("Joined Strand, 66, in Kolm. Strand left.", None),
    ],
)
def test_what_shows_a_person(text: str, name: str | None) -> None:
    assert [entry[2] for entry in full_names([(a, text[a:b]) for a, b in sentence_spans(text)]).values() if entry] == (
        [name] if name else []
    )


def test_what_stands_behind_a_surname_is_no_surname() -> None:
    told = "Senator Peter Strand Jr. spoke in Kolm. "
    assert not brackets(told + "Kolm sold a hat of Ola Brant King Jr. to a museum.")
    assert ("Strand", "[Peter] Strand") in brackets(told + "Kolm sold a hat of Strand to a museum.")


@pytest.mark.parametrize(
    ("told", "title", "is_same"),
    [
        ("Ada Strand sold her house in Kolm.", "Mr.", False),
        ("The actress Ada Strand came to Kolm.", "Mr.", False),
        ("Ola Strand and his sons came to Kolm.", "Ms.", False),
        ("Ada Strand sold her house in Kolm.", "Ms.", True),
        ("Ada Strand said he had come to her.", "Ms.", True),
        ("Ola Strand came to Kolm.", "Mr.", True),
    ],
)
def test_a_courtesy_title_of_the_other_sex_is_somebody_else(told: str, title: str, *, is_same: bool) -> None:
    found = brackets(f"{told} The port of Kolm was sold by {title} Strand.")
    assert any(words == "Strand" for words, _ in found) == is_same


def test_a_surname_of_two_people_has_both_as_context() -> None:
    text = "Peter Strand and Ada Strand met in Kolm. Ada Strand left at noon. The port was sold by Mr. Strand."
    analysis = analyse(text)
    (need,) = [n for n in find_needs(analysis, analysis.lines[-1], None) if n.kind == "short_name"]
    assert need.replacement == "Strand"
    assert [text[a:b] for a, b in need.evidence] == ["Peter Strand", "Ada Strand"]
    assert need.evidence[1][0] > text.index(".")
