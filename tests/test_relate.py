"""Relate: which mentions are one event, which are two, and what stays open, with the evidence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.records import Event, EventKind
from service.stages.load import TextInput
from tests.check_support import Story, story, story_of

OSLO = "Minister Anna Berg met with Chancellor Otto Lind in Oslo on Monday to discuss cod quotas for boats from Bergen."
RECEIVED = (
    "Chancellor Otto Lind was received by Minister Anna Berg in Oslo, the Herald said, for talks on quotas and boats."
)
GRAZ = "Minister Anna Berg met with Chancellor Otto Lind in Graz on Monday to discuss port fees for ferries."
NOWHERE = "Minister Anna Berg met with Chancellor Otto Lind on Monday to discuss cod quotas for boats from Bergen."
OTHER = "Minister Anna Berg met with Judge Mara Vance in Oslo on Monday to discuss cod quotas for boats from Bergen."
HALF = "Minister Anna Berg met with leaders of the Dockers’ Union on the weekend to discuss cod quotas for boats."
HALF_TOO = "Judge Mara Vance and her aides met with Minister Anna Berg in Lund to discuss a new prison."
FLOOD = "The River Alder flooded the old town of Norham and killed 12 people, the county council said in Norham."
FLOOD_TOO = (
    "At least 12 people were killed when the River Alder flooded the old town of Norham, the county council said."
)
TRANSFER = "Rovers signed the striker Otto Lind from United for a fee of 34 million euros, the club said in Leeds."


def reported(told: Story) -> list[Event]:
    return [e for e in told.events if e.kind == EventKind.REPORTED]


PAIRS = [
    (OSLO, RECEIVED, "same"),
    (OSLO, GRAZ, "different"),
    (OSLO, OTHER, "different"),
    (OSLO, NOWHERE, "maybe"),
    (OSLO, HALF, "maybe"),
    (OSLO, HALF_TOO, "different"),
    (OSLO, FLOOD, "different"),
    (FLOOD, FLOOD_TOO, "same"),
    (FLOOD, TRANSFER, "different"),
    (TRANSFER, OSLO, "different"),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("a", "b", "verdict"), PAIRS)
def test_pairs(a: str, b: str, verdict: str, *, turned: bool) -> None:
    found = reported(story(b, a) if turned else story(a, b))
    assert (len(found) == 1) == (verdict == "same")
    assert any(e.maybe_same_as for e in found) == (verdict == "maybe")


def templates(event: Event) -> set[str | None]:
    (same,) = event.maybe_same_as
    return {p.template for p in (*same.evidence_for, *same.evidence_against)}


def test_an_open_pair_says_what_speaks_for_and_against_it() -> None:
    first, second = reported(story(OSLO, NOWHERE))
    assert [s.event for s in first.maybe_same_as] == [second.id]
    assert [s.event for s in second.maybe_same_as] == [first.id]
    assert {"for_same_actor", "for_same_time_words", "missing_place", "missing_time"} <= templates(first)
    assert not first.maybe_same_as[0].weak


def test_evidence_is_cited_in_exact_words() -> None:
    told = story(OSLO, NOWHERE)
    cited = [c for e in reported(told) for s in e.maybe_same_as for p in s.evidence_for for c in p.citations]
    assert cited
    assert all(told.documents[c.doc].text[c.start : c.end] == c.quote for c in cited)


def test_the_label_is_made_of_slots() -> None:
    (event,) = reported(story(OSLO))
    assert event.label.text == "Anna Berg and Otto Lind, Oslo"
    assert [c.quote for c in event.label.citations] == ["Anna Berg", "Otto Lind", "Oslo"]


def test_undated_weekdays_are_no_evidence_of_one_day() -> None:
    first, second = reported(story(NOWHERE, NOWHERE.replace("cod quotas for boats", "quotas of cod for ships")))
    assert first.id != second.id


@pytest.mark.parametrize(("day", "events"), [("Monday", 1), ("Friday", 2)])
def test_dates_decide_where_they_are_known(day: str, events: int) -> None:
    published = datetime(2024, 5, 8, tzinfo=UTC)
    other = NOWHERE.replace("Monday", day).replace("cod quotas", "quotas of cod")
    assert len(reported(story(NOWHERE, other, published=published))) == events


def test_two_meetings_of_one_article_are_never_one() -> None:
    text = f"{OSLO} Earlier on the day, Lind also had a meeting with Judge Mara Vance in Oslo."
    first, second = reported(story(text))
    assert not first.maybe_same_as
    assert not second.maybe_same_as


def test_a_copy_adds_no_event() -> None:
    told = story(OSLO + " The meeting focused on cod." * 3, OSLO + " The meeting focused on cod." * 3)
    assert len(reported(told)) == 1


def test_the_background_comes_last() -> None:
    events = story(FLOOD, TRANSFER).events
    assert [e.id for e in events] == ["E1", "E2", "E0"]
    assert events[-1].kind == EventKind.BACKGROUND


def test_a_third_report_joins_only_where_nobody_is_in_conflict() -> None:
    told = story(OSLO, GRAZ, RECEIVED)
    homes = [{m.doc for m in e.mentions} for e in reported(told)]
    assert {"S1", "S2"} not in homes
    assert not any({"S1", "S2"} <= home for home in homes)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (OSLO, OSLO.replace("Otto Lind", "Ottó Lind").replace("cod quotas for", "quotas on cod for")),
        (OSLO, RECEIVED.replace("Chancellor", "Envoy")),
    ],
)
def test_spellings_and_titles_do_not_make_two_people(a: str, b: str) -> None:
    assert len(reported(story(a, b))) == 1


def test_a_copy_weighs_nothing() -> None:
    texts = (FLOOD, FLOOD_TOO, TRANSFER)
    alone = [[m.doc for m in e.mentions] for e in reported(story(*texts))]
    for number, text in enumerate(texts, start=1):
        told = story_of_rows(*texts, text)
        assert told.documents["S4"].duplicate_of == f"S{number}"
        copied = reported(told)
        homes = [[m.doc for m in e.mentions] for e in copied]
        assert [[doc for doc in docs if doc != "S4"] for docs in homes] == alone
        assert [docs for docs in homes if "S4" in docs] == [docs for docs in homes if f"S{number}" in docs]


def story_of_rows(*texts: str) -> Story:
    """All texts but the last as articles, and a near copy of the one that is the last text."""
    padding = "The council of the county will meet again in spring, and the minutes of the session are open to all."
    rows = [f"{text} {padding} It was the item {n} of the day." for n, text in enumerate(texts[:-1], start=1)]
    original = next(row for row in rows if row.startswith(texts[-1]))
    return story_of((*(TextInput(text=row) for row in rows), TextInput(text=f"EXCLUSIVE\n\n{original}")))
