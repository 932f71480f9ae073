"""Neutral wording in a whole brief: edits, what stays with its outlet, and what each source calls the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from service import Settings, make_brief_sync
from service.records import Brief
from service.stages.validate import problems
from service.text.terms import load_rules

FIRST = """Gunmen from the terror group Kessir Front attacked a police post in Oldar on Tuesday. Nine officers died.

Interior Minister Ana Torvik called the group “a gang of terrorists”. The raid was brutal and lasted three hours.

The minister admitted that the post had been left without radio. Residents of Oldar said they had warned the police.
"""
SECOND = """Fighters of the resistance movement Kessir Front attacked a police post in Oldar on Tuesday, killing nine.

The regime in Marn has ruled the valley without elections for ten years. The march in Oldar was “mostly peaceful”.

The Kessir Front, which the ministry considers a terrorist group, denied that it had taken hostages in Oldar.
"""
THIRD = """The armed group Kessir Front killed nine officers in Oldar on Tuesday, according to the ministry in Marn.

Ilan Roke, a spokesman for the militant group Kessir Front, said no boys had fought in Oldar.
"""


def brief_of(folder: Path, **settings: object) -> Brief:
    for name, text in (("a", FIRST), ("b", SECOND), ("c", THIRD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    paths = [str(folder / f"{name}.txt") for name in "abc"]
    return make_brief_sync(paths, settings=Settings(writer="extractive", **settings))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    return brief_of(tmp_path_factory.mktemp("articles"))


def texts(brief: Brief) -> str:
    return "\n".join(sentence.text for sentence in brief.sentences)


def test_the_brief_is_in_order(brief: Brief) -> None:
    assert problems(brief) == ()
    assert brief.withheld == ()


def test_labels_of_the_narrator_are_replaced_and_those_of_speakers_stay(brief: Brief) -> None:
    said = texts(brief)
    assert "of the movement Kessir Front" in said
    assert "The government in Marn" in said
    assert "which the ministry considers a terrorist group" in said
    assert "“a gang of terrorists”" in said


def test_a_judgement_that_cannot_be_left_out_stays_with_its_outlet(brief: Brief) -> None:
    assert "was brutal [according to S1] and lasted three hours" in texts(brief)
    assert "“mostly peaceful” [according to S2]" in texts(brief)


def test_every_sources_word_for_one_group_stands_in_one_row(brief: Brief) -> None:
    (row,) = [term for term in brief.terms if term.referent == "an armed group: Kessir Front"]
    assert [(v.wording, v.citations[0].doc, v.speaker) for v in row.variants] == [
        ("terror group", "S1", None),
        ("resistance movement", "S2", None),
        ("terrorist group", "S2", "the ministry"),
        ("armed group", "S3", "the ministry in Marn"),
        ("militant group", "S3", None),
    ]
    assert row.neutral == "group / movement"


def test_a_word_given_to_the_wrong_source_is_reported(brief: Brief) -> None:
    (told,) = [s for s in brief.sentences if "brutal" in s.text]
    wrong = told.text.replace("S1", "S2")
    edits = tuple(e.model_copy(update={"replacement": e.replacement.replace("S1", "S2")}) for e in told.edits)
    forged = told.model_copy(update={"text": wrong, "edits": edits})
    sentences = tuple(forged if s is told else s for s in brief.sentences)
    assert any("more than its kind may do" in p for p in problems(brief.model_copy(update={"sentences": sentences})))


def test_a_brief_with_a_houses_list_is_in_order_by_that_list(tmp_path: Path) -> None:
    terms = tmp_path / "house.toml"
    entry = 'id = "regime"\nreferent = "a cabinet"\npattern = "regime"\nneutral = "cabinet"\nhandling = "replace"\n'
    terms.write_text(f"[[term]]\n{entry}", encoding="utf-8")
    made = brief_of(tmp_path, terms=terms)
    assert "The cabinet in Marn" in texts(made)
    assert problems(made, load_rules(terms)) == ()
    assert any("cabinet" in problem for problem in problems(made))
