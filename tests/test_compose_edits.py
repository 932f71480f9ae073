"""Compose: recorded edits on a verbatim slice, and taking them back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.records import Edit, EditKind, Span
from service.stages.compose import extract_draft
from service.text.edits import undo
from service.text.loaded import load_rules
from tests.check_support import Story, extract, failures, story

# Names that a sentence may open with, so that position alone does not explain their capitals.
CAST = "In the north, Kestrel and Norvane spoke about Rovers, Norham and Elm.\n\n"
LABELS = [
    ("The regime of Ystad closed the port.", "The government of Ystad closed the port."),
    ("Thugs broke into two shops in Norham.", "People broke into two shops in Norham."),
    ("Norvane slammed the fine in Graz.", "Norvane criticised the fine in Graz."),
    ("A brutal storm hit the town of Elm.", "A storm hit the town of Elm."),
    ("A brutal attack hit the town of Elm.", "An attack hit the town of Elm."),
    ("An infamous judge in Graz upheld the fine.", "A judge in Graz upheld the fine."),
    ("An outspoken critic of Norvane was freed in Lund.", "A critic of Norvane was freed in Lund."),
    ("Kestrel and Norvane reached an important milestone in Lund.", "Kestrel and Norvane reached a milestone in Lund."),
    ("An unprecedented flood hit the town of Elm.", "A flood hit the town of Elm."),
    ("The so-called peace deal of Graz collapsed.", "The peace deal of Graz collapsed."),
    ("A mob stormed the court in Graz.", "A crowd stormed the court in Graz."),
    ("In Graz an angry mob stormed the court of Elm.", "In Graz a crowd stormed the court of Elm."),
    ("Police said thugs broke into two shops in Norham.", "Police said thugs broke into two shops in Norham."),
    ("A controversial illegal settlement near Elm was razed.", "A settlement near Elm was razed."),
    (
        "The plan of Norvane, often hawkish in approach, was read in Elm.",
        "The plan of Norvane, often hawkish [according to S1] in approach, was read in Elm.",
    ),
    ("The brutal, deadly attack in Elm lasted hours.", "The attack in Elm lasted hours."),
]
NEEDS = [
    ("However, the court in Graz upheld the fine.", "The court in Graz upheld the fine."),
    ("Norvane also bought two mines in Chile.", "Norvane bought two mines in Chile."),
    ("Norvane sells copper, but it is also about jobs.", "Norvane sells copper, but it is also about jobs."),
    ("Meanwhile, Kestrel sold two ships in Lund.", "Kestrel sold two ships in Lund."),
    ("Rain fell in the town of Elm on Monday.", "Rain fell in the town of Elm on Monday [undated]."),
    ("Monday's vote in the town of Elm was close.", "Monday's [undated] vote in the town of Elm was close."),
    ("However, a brutal storm also hit Elm on Monday.", "A storm hit Elm on Monday [undated]."),
    ("Police said the transfer fee was too high.", "Police said the transfer fee was too high."),
    ("Instead of cutting jobs, Kestrel sold two ships.", "Instead of cutting jobs, Kestrel sold two ships."),
    ("Besides Kestrel, Rovers fined two players.", "Besides Kestrel, Rovers fined two players."),
]


def published(sentence: str) -> tuple[Story, str]:
    """The extractive text of one sentence; whatever it is, undoing its edits must give the source back."""
    told = story(CAST + sentence)
    made = extract(told, sentence)
    assert undo(made.text, made.edits, told.documents) == sentence
    for edit in made.edits:
        assert made.text[edit.start : edit.end] == edit.replacement
    return told, made.text


@pytest.mark.parametrize(("sentence", "expected"), LABELS)
def test_labels_of_the_narrator(sentence: str, expected: str) -> None:
    told, text = published(sentence)
    assert text == expected
    assert failures(told, extract(told, sentence)) == [] or "People" in text


@pytest.mark.parametrize(("sentence", "expected"), NEEDS)
def test_needs_are_met(sentence: str, expected: str) -> None:
    told, text = published(sentence)
    assert text == expected
    assert failures(told, extract(told, sentence)) == []


MEETING = (
    "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday to discuss cod quotas. The meeting focused on"
    " boats. Both sides also praised the fleet of Norway. They said boats would stay in Graz."
)
INTRODUCED = "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday to discuss cod quotas."
IN_CONTEXT = [
    ("The meeting", "The meeting [of Berg with Lind] focused on boats."),
    ("Both sides", "Both sides [Anna Berg and Otto Lind] praised the fleet of Norway."),
    ("They said", "[Anna Berg and Otto Lind] said boats would stay in Graz."),
]


@pytest.mark.parametrize(("words", "text"), IN_CONTEXT)
def test_a_referent_is_cited_with_the_sentence_that_introduces_it(words: str, text: str) -> None:
    told = story(MEETING)
    made = extract(told, words)
    assert made.text == text
    assert [c.quote for c in made.citations if c.role == "context"] == [INTRODUCED]
    assert undo(made.text, made.edits, told.documents) == told.sentence(words).text
    assert failures(told, made) == []


def test_each_edit_has_its_kind() -> None:
    told = story(
        CAST + "However, a brutal storm hit Elm on Monday. " + MEETING, published=datetime(2024, 5, 8, tzinfo=UTC)
    )
    assert [e.kind for e in extract(told, "a brutal storm").edits] == [EditKind.CASE, EditKind.LABEL, EditKind.TIME]
    assert [e.replacement for e in extract(told, "a brutal storm").edits] == ["A", "", "Monday [6 May 2024]"]
    assert [e.kind for e in extract(told, "The meeting").edits] == [EditKind.REFERENT]


def test_deeds_in_a_bracket_pass_their_check() -> None:
    told = story("Norway announced measures to cut cod quotas. These measures will hurt Bergen, Otto Lind said.")
    assert failures(told, extract(told, "These measures")) == []


def test_so_far_passes_its_check() -> None:
    told = story("So far, 12 people have died in the flood in Elm.")
    assert failures(told, extract(told, "12 people")) == []


def test_a_replaced_label_at_the_head_passes_its_check() -> None:
    told = story("Thugs broke into two shops in Norham.")
    assert failures(told, extract(told, "two shops")) == []


def test_other_sources_corroborate() -> None:
    fine = "The court in Graz fined the firm Norvane 3 million euros over spills in the river Alder."
    told = story(f"{fine} Farmers in Graz were glad.", f"Fishermen near Graz were sad. {fine}")
    (cluster,) = [c for c in told.clusters if len(c.claims) == 2]
    made = extract_draft(cluster, told.documents, told.sentences, load_rules())
    assert {c.doc for c in made.citations} == {"S1", "S2"}
    assert [(c.role, c.quote) for c in made.citations] == [("support", fine), ("corroborate", fine)]
    assert made.text == fine
    assert made.edits == ()


@pytest.mark.parametrize(
    ("outlet", "sentence", "attribution"),
    [
        (None, "Rovers signed Otto Lind in Leeds.", "S1"),
        ("Leeds Post", "Rovers signed Otto Lind in Leeds.", "S1 (Leeds Post)"),
        (
            "Leeds Post",
            "The flood killed 12 people in Norham.",
            "S1 (Leeds Post), which names no source for the figures",
        ),
        ("Leeds Post", "The flood killed 12 people in Norham, police said.", "S1 (Leeds Post)"),
    ],
)
def test_who_says_it(outlet: str | None, sentence: str, attribution: str) -> None:
    told = story(sentence, outlet=outlet)
    assert extract(told, sentence).attribution.text == attribution


def edit(text: str, replacement: str, start: int, end: int) -> Edit:
    at = text.index(replacement)
    span = Span(doc="S1", start=start, end=end)
    return Edit(start=at, end=at + len(replacement), replacement=replacement, source=span, kind=EditKind.LABEL)


def test_undo_takes_edits_in_any_order() -> None:
    told = story("The old cat sat on a mat.")
    text = "The cat sat on a [red] mat."
    edits = (edit(text, "a [red]", 19, 20), edit(text, "cat", 4, 11))
    assert undo(text, edits, told.documents) == "The old cat sat on a mat."
    assert undo(text, edits[::-1], told.documents) == "The old cat sat on a mat."
    assert undo(text, (), told.documents) == text


def test_undo_refuses_what_does_not_fit() -> None:
    told = story("The old cat sat on a mat.")
    good = edit("The cat sat.", "cat", 4, 11)
    with pytest.raises(ValueError, match="does not stand at"):
        undo("The dog sat.", (good,), told.documents)
    with pytest.raises(ValueError, match="does not stand at"):
        undo("The cat sat.", (good, good), told.documents)
    with pytest.raises(KeyError):
        undo("The cat sat.", (good.model_copy(update={"source": Span(doc="S9", start=0, end=1)}),), told.documents)
