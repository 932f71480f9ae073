"""What a difference is called, and what it says follows: headings name no side, and what is open stays open."""

from __future__ import annotations

import pytest

from service.records import Difference
from service.stages.align.blames import blame_differences
from service.stages.align.statements import read
from service.stages.load import TextInput, load_texts
from service.stages.validate import phrase_problems
from tests.test_align_differences import LEADS, TWO_DAYS, found


def one(told: list[Difference], relation: str) -> Difference:
    (difference,) = [d for d in told if d.relation.value == relation]
    return difference


def shown(difference: Difference) -> set[tuple[str, str]]:
    return {(p.value.text, p.speaker.text if p.speaker else "") for p in difference.positions}


def test_figures_of_one_quantity_have_one_heading_that_says_what_is_counted() -> None:
    told = found(
        "More than 2,000 sailors were killed in the war. At least 90 people have been killed since the truce ended, "
        "the ministry said, bringing the overall toll to 5,000.",
        "They have killed more than 1,500 sailors, the consul said.",
    )
    headings = {d.attribute.text for d in told if "killed" in d.attribute.text}
    assert headings == {"figure: killed (sailors / people)"}
    values = [p.value.text for d in told for p in d.positions if p.counted]
    assert "At least 90 people" in values


def test_a_figure_says_since_when_and_where_it_counts() -> None:
    told = found(
        "Since the truce ended, at least 90 people have been killed in Tarn, the ministry said.",
        "So far 400 people have been killed in Tarn, the ministry said.",
    )
    counted = {p.value.text: [c.text for c in p.counted] for d in told for p in d.positions}
    assert counted["at least 90 people"] == ["Since the truce ended", "in Tarn"]


@pytest.mark.parametrize(
    ("a", "b", "heading"),
    [
        ("The fire burned 1,800 hectares.", "The fire burned 4,100 hectares.", "burned (hectares)"),
        ("The owner was fined 60,000 crowns.", "The owner was fined 85,000 crowns.", "fined (crowns)"),
        ("Some 120 cars were stuck on deck.", "On deck 117 cars were stuck.", "blocked (cars)"),
    ],
)
def test_no_value_of_one_side_is_the_heading(a: str, b: str, heading: str) -> None:
    assert heading in {d.attribute.text.removeprefix("figure: ") for d in found(a, b)}


def test_an_age_is_of_somebody() -> None:
    told = found("The mate, Arve Moen, 58, was saved.", "The mate, Arve Moen, 59, was saved.")
    assert "age of Arve Moen" in {d.attribute.text for d in told}


def test_a_later_figure_says_how_it_is_known_to_be_later() -> None:
    texts = ("As of Saturday seven people had died, police said.", "As of Monday nine people had died, police said.")
    dated = one(found(*texts, published=TWO_DAYS), "update")
    assert dated.note.template == "note_update"
    texts = ("Seven people died, police said.", "Nine people died, police said.")
    assert one(found(*texts, published=TWO_DAYS), "update").note.template == "note_update_published"
    assert one(found(*texts), "update").note.template == "note_update_inferred"


def test_figures_of_other_people_say_so() -> None:
    told = one(found("Nearly 1,200 Tarnians were killed.", "Some 1,200 people were killed."), "scope")
    assert told.note.template == "note_scope_whom"


def test_a_label_is_its_speakers_and_a_denied_one_is_denied() -> None:
    told = found(
        "The terror group Kala had closed the port road of Hamn before.",
        "The mayor of Hamn has backed Kala, claiming that Kala is not a terrorist group but a resistance group.",
    )
    difference = one(told, "wording")
    assert difference.attribute.text == "words for Kala"
    assert shown(difference) == {
        ("terror group", ""),
        ("not a terrorist group", "The mayor of Hamn"),
        ("resistance group", "The mayor of Hamn"),
    }


def test_a_label_that_somebody_refuses_is_not_his() -> None:
    told = found(
        "The terror group Kala had closed the port road of Hamn before.",
        "The resistance group Kala had closed the port road. No one can make us see Kala as a terrorist group, "
        "the mayor said.",
    )
    assert shown(one(told, "wording")) == {("terror group", ""), ("resistance group", "")}


def test_a_pronoun_is_the_name_with_which_its_sentence_opens() -> None:
    told = found(
        "Hamn, which has a port, praised the efforts to break what they termed the “siege of the port”.",
        "The blockade of the port went on.",
    )
    difference = one(told, "wording")
    assert difference.attribute.text == "words for a closure"
    assert shown(difference) == {("siege", "Hamn"), ("blockade", "")}


@pytest.mark.parametrize(
    ("text", "users"),
    [
        (
            "What one side calls a rescue of the ship is a theft for the other.",
            {("a rescue of the ship", "one side"), ("a theft", "the other")},
        ),
        (
            "The minister, Ada Holm, stopped and called the collision “a crime”. The mayor called it “a mishap”.",
            {("a crime", "The minister, Ada Holm"), ("a mishap", "The mayor")},
        ),
    ],
)
def test_who_calls_it_so_is_named(text: str, users: set[tuple[str, str]]) -> None:
    difference = one(found(text, "The Aurora lay there."), "wording")
    assert difference.attribute.text == "words for what happened"
    assert shown(difference) == users


def test_who_holds_up_talks_stays_open_where_nothing_binds_the_articles() -> None:
    texts = (
        "In the talks on a truce neither side has shown signs of cooperation.",
        "The talks on the deal spoke of Norland’s reluctance to adhere to the proposal.",
    )
    inputs = [TextInput(text=LEADS[n] + text, label=str(n)) for n, text in enumerate(texts)]
    documents = load_texts(inputs).documents
    (blame,) = blame_differences({d.id: d for d in documents}, read(documents), ())
    assert (blame.relation.value, blame.note.template) == ("undecided", "note_undecided_undated")
    assert [p.as_of.text for p in blame.positions if p.as_of] == ["date not given", "date not given"]


def test_titles_of_one_person_leave_open_whether_they_are_one_office() -> None:
    told = found(
        "Aslan Verey, head of the port council, spoke to the crew.",
        "Aslan Verey, head of the rescue board, spoke to the crew.",
    )
    (titles,) = [d for d in told if d.attribute.template == "diff_title"]
    assert (titles.relation.value, titles.note.template) == ("undecided", "note_title")


@pytest.mark.parametrize("words", ["still in place is director", "the paper is saying that director"])
def test_words_in_front_of_a_title_are_no_title(words: str) -> None:
    told = found(f"In Hamn {words} Aslan Verey was silent.", "Port director Aslan Verey was silent.")
    assert not [d for d in told if d.attribute.template == "diff_title"]


def test_the_score_of_a_part_is_no_result() -> None:
    told = found("Hamn beat Tarn 65-53 in the final.", "Hamn won the final after it had led 15-2 against Tarn.")
    assert not [d for d in told if d.attribute.template == "diff_result"]


def test_every_heading_and_note_is_a_slice_or_a_checked_template() -> None:
    texts = (
        "The terror group Kala was there. Seven people died. 140 boats stayed in harbour. The cutter made six knots.",
        "The resistance group Kala was there. Nine people died, police said. 90 boats stayed there. It made 19 knots.",
    )
    inputs = [TextInput(text=LEADS[n] + text, label=str(n)) for n, text in enumerate(texts)]
    documents = {d.id: d for d in load_texts(inputs).documents}
    told = found(*texts)
    assert len(told) >= 3
    for difference in told:
        phrases = [difference.attribute, difference.note, *(c for p in difference.positions for c in p.counted)]
        assert [p for item in phrases for p in phrase_problems(item, documents)] == []
