"""Times of the event itself in the overview and the timeline, and datelines that are no part of a sentence."""

from __future__ import annotations

import asyncio

import pytest

from service.pipeline import brief_documents
from service.records import Brief
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.text.dateline import dateline_end

REST = (
    " The town of Norvale lies on the coast. Crews from three districts worked through the night, the mayor, Ada "
    "Brenn, said. The hospital took in nine people, according to its director, Piet Horvat."
)


def made(*texts: str) -> Brief:
    documents = load_texts([TextInput(text=text) for text in texts]).documents
    return asyncio.run(brief_documents(documents, Settings(writer="extractive")))


def told(sentence: str) -> list[str]:
    (row,) = made(sentence + REST).overview
    return [str(item.slots.get("value", item.text)) for item in row.when]


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Ada Brenn, who entered politics only last autumn, won the vote in Norvale on Sunday.", ["Sunday"]),
        ("Rovers signed the winger Oskar Lind on Wednesday, ending a pursuit since January.", ["Wednesday"]),
        ("Thieves took 38 coins, found in the harbour in 1931, from a museum on Thursday night.", ["Thursday night"]),
        ("NORVALE, May 22 - A rocket blew up over the lagoon of Norvale on Wednesday morning.", ["Wednesday morning"]),
        ("A storm killed three people in Norvale on Tuesday, a week after the flood of 9 March.", ["Tuesday"]),
        ("A wildfire that broke out on Saturday above Norvale has burned 1,800 hectares.", ["Saturday"]),
        ("The rocket Kestrel broke apart 94 seconds after lift-off at Norvale on Tuesday.", ["Tuesday"]),
        ('The mayor said in Norvale on Monday: "We were warned in 2019."', ["Monday"]),
        ("The court of Norvale, which opened in 2004, threw out the complaint on Friday.", ["Friday"]),
        ("The parliament in Norvale will vote on Tuesday on the budget of the town.", ["Tuesday"]),
        ("The bridge at Norvale fell into the river with four cars on it.", ["not stated"]),
    ],
)
def test_only_the_events_own_times_are_its_times(sentence: str, times: list[str]) -> None:
    assert told(sentence) == times


def test_the_timeline_has_the_events_own_day() -> None:
    storm = "March 12, 2026\n\nStorm Ilsa killed three people in Norvale on Tuesday, a week after the flood of 3 March."
    match = (
        "February 4, 2026\n\nThe football club Elm Rovers beat Port City on Monday, to the delight of its coach, Tom "
        "Vik. The match was played before 20,000 people at the Elm ground, and the next one will follow in a month."
    )
    days = {entry.start.isoformat() for entry in made(storm + REST, match).timeline}
    assert days == {"2026-02-02", "2026-03-10"}


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("NORVALE, May 22 - ", "Fishermen ran for cover when a rocket blew up over the lagoon of Norvale."),
        ("NORVALE (Agency) — ", "Storm Ilsa killed three people in Norvale, officials said in a statement."),
        ("Norvale, March 12 (Agency) – ", "Storm Ilsa killed three people in Norvale, officials of the town said."),
        ("NORVALE, Monday – ", "Yousra Lind will be the next mayor of the town of Norvale."),
        ("", "NORVALE - The two governments have agreed on a truce, a mediator said here after talks."),
        ("", "The group (MIT) - a body of state - said that it would not comment on the talks."),
        ("", "Rovers - City ended in a draw, and the next match will be played in Norvale."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, sentence: str) -> None:
    assert dateline_end(dateline + sentence) == len(dateline)
    brief = made(dateline + sentence + REST)
    found = [s for s in brief.sentences if sentence[-40:] in s.text]
    assert all(s.text.startswith(sentence[:9]) for s in found)
    if dateline:
        assert found
        shown = [item.text for row in brief.overview for cell in (row.who, row.topics) for item in cell]
        assert not any("NORVALE" in text or "Agency" in text for text in shown)
