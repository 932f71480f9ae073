"""Overview: cells chosen by what the articles say, not by their order; times as their sentences tell them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from service.records import OverviewRow, Slot, Span
from service.stages.compose import overview
from service.stages.compose.parties import takes_part
from tests.check_support import story

LEADS = (
    "Ada Vance, the mayor of Norham, opened the new ferry line in Norham on Monday. Ms Vance praised a union.",
    "The new ferry line in Norham was opened by Mayor Ada Vance. The Dockers’ Union and Kestrel Shipping applauded.",
    "The new ferry line in Norham is open. A crowd came. Kestrel Shipping sent the ferry Alder, Bergen Freight one.",
)
SUNDAY = datetime(2025, 4, 20, tzinfo=UTC)


def rows(*texts: str, published: datetime | None = None) -> tuple[OverviewRow, ...]:
    told = story(*texts, published=published)
    return overview(told.events, told.documents)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_cells_do_not_hang_on_the_order_of_the_articles(order: tuple[int, ...]) -> None:
    def cells(made: tuple[OverviewRow, ...]) -> set[tuple[str, frozenset[str]]]:
        return {
            (name, frozenset(c.quote for c in cell.citations))
            for row in made
            for name in ("who", "where", "when")
            for cell in getattr(row, name)
        }

    assert cells(rows(*(LEADS[n] for n in order))) == cells(rows(*LEADS))


def test_a_person_is_shown_by_the_full_name_once() -> None:
    (row,) = rows(LEADS[0])
    assert row.who[0].text == "Ada Vance"
    assert not {"A", "Vance", "Norham"} & {cell.text for cell in row.who}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The council of Norham opened the ferry line on Monday.", "Monday (14 April 2025)"),
        ("The council of Norham will open the ferry line on Monday.", "Monday (21 April 2025)"),
        ("The council of Norham was due to open the ferry line on Monday.", "Monday (date not given)"),
        (
            "The council of Norham will open the ferry line in September.",
            "September (September 2025)",
        ),
    ],
)
def test_a_time_is_dated_by_the_tense_of_its_sentence(text: str, when: str) -> None:
    (row,) = rows(text, published=SUNDAY)
    assert [cell.text for cell in row.when] == [when]


def test_only_what_can_take_part_stands_under_who() -> None:
    (row,) = rows(
        "Indian sailors sank a boat of Kestrel Freight in the Gulf of Aden at 0300 GMT. "
        "Susan E. Rice of Norvane said so."
    )
    shown = {cell.text for cell in row.who}
    assert "Kestrel Freight" in shown
    assert not shown & {"Indian", "Gulf", "Aden", "GMT", "Susan E"}


def test_topics_are_few_and_none_repeats_another() -> None:
    subjects = ("cod quotas", "port fees", "ferry lines", "salt mines", "the price of bread", "two new bridges", "fog")
    told = [f"Minister Anna Berg met with Chancellor Otto Lind in Oslo to discuss {s}." for s in subjects]
    (row,) = rows(" ".join(told[:1]) + " They discussed " + ", ".join(subjects[1:]) + ".")
    assert 1 <= len(row.topics) <= 5


def test_openings_that_tell_the_same_are_shown_once() -> None:
    (row,) = rows(LEADS[1], LEADS[1].replace("Dockers", "Sailors"))
    assert len(row.topics) == 1


@pytest.mark.parametrize(("words", "taken"), [("Kardian was seen", True), ("the Kardian navy was seen", False)])
def test_the_adjective_of_a_nation_takes_no_part_but_a_name_before_a_verb_does(words: str, taken: bool) -> None:
    (document,) = story(f"On Sunday {words} in the harbour of Kolm with two officers.").documents.values()
    start = document.text.index("Kardian")
    span = Span(doc=document.id, start=start, end=start + len("Kardian"))
    assert takes_part(Slot(name="who", text="Kardian", span=span, normal="kardian"), document) is taken
