"""What a published sentence cites beside its own words: the date that a time rests on, what definite words take up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.stages.compose import extract_draft
from tests.check_support import Story, extract, failures, story

DAY = datetime(2024, 8, 6, tzinfo=UTC)
TOLD = "Rain fell in the town of Elm on Monday."


def context(told: Story, words: str) -> list[str]:
    made = extract(told, words)
    assert failures(told, made) == []
    return [c.quote for c in made.citations if c.role == "context"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"GRAZ, Aug. 6 (Agency) - {TOLD}", ["GRAZ, Aug. 6 (Agency)"]),
        (f"GRAZ, Aug. 6 (Agency) - Norvane bought two mines in Elm.\n\n{TOLD}", ["GRAZ, Aug. 6 (Agency)"]),
        (f"The Norham Post\n6 August 2024\n\n{TOLD}", ["6 August 2024"]),
        (f"GRAZ, Aug. 7 (Agency) - {TOLD}", []),
        (TOLD, []),
    ],
)
def test_a_resolved_time_cites_the_date_of_its_article(text: str, cited: list[str]) -> None:
    told = story(text, published=DAY)
    assert extract(told, "Rain fell").text == "Rain fell in the town of Elm on Monday [5 August 2024]."
    assert context(told, "Rain fell") == cited


def test_a_time_that_nothing_dates_cites_nothing() -> None:
    assert context(story(TOLD), "Rain fell") == []


def test_words_that_stay_cite_what_they_take_up_without_an_edit() -> None:
    first = "Norvane bought a mine in Chile."
    told = story(f"{first} Kestrel bought a mine in Peru. Rain damaged the mine, the town of Elm said.")
    made = extract(told, "Rain damaged")
    assert made.edits == ()
    assert context(told, "Rain damaged") == ["Kestrel bought a mine in Peru."]


@pytest.mark.parametrize(
    "sentence",
    [
        "So far, Norvane has sold two ships in Lund.",
        "Norvane sold two ships in Lund and left soon afterwards.",
        "Norvane sold two ships in May 2024, the same month as Kestrel.",
        "Norvane sold two ships on 3 May 2024 and left Lund the same day.",
    ],
)
def test_a_time_that_needs_no_day_gets_no_bracket(sentence: str) -> None:
    told = story(sentence, published=DAY)
    assert extract(told, sentence).text == sentence
    assert context(told, sentence) == []


@pytest.mark.parametrize(("event", "cited"), [("E1", True), ("E2", False), ("E0", True)])
def test_words_that_stay_take_no_context_from_another_event(event: str, *, cited: bool) -> None:
    lead = "Intruders have copied the data of two million customers of the insurer Norvane in Graz."
    told = story(f"{lead}\n\nThe new barriers were lowered at noon.")
    wanted = told.sentence("The new barriers")
    (cluster,) = [c for c in told.clusters if c.claims[0].sentence == wanted.id]
    cluster = cluster.model_copy(update={"event": "E1"})
    made = extract_draft(
        cluster, told.documents, told.sentences, (), {told.sentence("Intruders").id: event, wanted.id: "E1"}
    )
    assert [c.quote for c in made.citations if c.role == "context"] == [lead] * cited
