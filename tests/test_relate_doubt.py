"""An article in a crowd that may report another event: named with the reason, and no sentence of it is published."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest

from service.clock import Clock
from service.memory import Memory
from service.pipeline import brief_documents, prepare
from service.records import Brief, Decision, DecisionKind, EventKind, NoticeCode
from service.records.decisions import Place
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.stages.validate import phrase_problems

FLOOD = (
    "The River Alder flooded the old town of Norham on Monday and killed 12 people, the county council said.",
    "Twelve people died in Norham when the River Alder burst its banks on Monday, according to the county council.",
    "Rescue boats brought 300 residents of Norham to a school on the hill above the River Alder.",
    "Mayor Ines Holt of Norham asked the army for pumps and for 4,000 sandbags.",
    "The mill bridge over the River Alder collapsed, and the road from Norham to Tessen was closed.",
    "Engineers of the county council said that the Alder rose by three metres in one night.",
    "The Norham hospital moved its patients to Tessen before the water reached the wards.",
    "Ines Holt said that the old town of Norham would be without power until Friday.",
)
DAM = (
    "\nKarl Venn was swept from his car at the weir below the cattle market."
    "\nThe fire chief Jon Abel said that the dam at Lake Orrin had been opened too late."
    "\nThe operator of the dam, Orrin Power, denied it."
)
SIMILAR = "The River Alder flooded Norham again on Friday, and one man was killed, the county council said." + DAM
OTHER = "Water from a reservoir ran through the cattle market of Norham, and one man was killed." + DAM
SAME = Decision(
    kind=DecisionKind.SAME,
    places=(Place(document="S4", words="flooded Norham again"), Place(document="S1", words="flooded the old town")),
    author="A. Editor",
)


def article(number: int) -> str:
    """One of two leads, and four of the six sentences behind it."""
    chosen = [number % 2, *sorted({2 + (number + n) % 6 for n in range(4)})]
    return "\n".join(FLOOD[n] for n in chosen)


PIN = Decision(
    kind=DecisionKind.PIN,
    places=(Place(document="S4", words="flooded Norham again"),),
    author="A. Editor",
)


@cache
def brief(stranger: str, own: int = 6, decided: Decision | None = None) -> Brief:
    """The brief of `own` articles on one flood, the stranger fourth among them."""
    texts = [article(n) for n in range(own)]
    texts.insert(3, stranger)
    settings = Settings(writer="extractive")
    documents = load_texts([TextInput(text=text) for text in texts], settings=settings).documents
    return asyncio.run(brief_documents(documents, settings, memory=Memory((decided,) if decided else ())))


def homes(made: Brief) -> list[set[str]]:
    return [{m.doc for m in e.mentions} for e in made.events if e.kind == EventKind.REPORTED]


def doubted(made: Brief) -> set[str]:
    return {m.doc for e in made.events for m in e.mentions if m.doubt is not None}


def test_an_article_that_may_report_another_event_is_cited_nowhere() -> None:
    made = brief(SIMILAR)
    assert homes(made) == [{f"S{n}" for n in range(1, 8)}]
    assert doubted(made) == {"S4"}
    assert len(made.sentences) > 3
    assert "S4" not in {c.doc for s in made.sentences for c in s.citations}


def test_an_article_that_may_report_another_event_fills_no_cell_and_differs_from_nobody() -> None:
    made = brief(SIMILAR)
    (row,) = (row for row in made.overview if row.event == "E1")
    cells = (*row.who, *row.whom, *row.where, *row.when, *row.topics)
    assert cells
    assert "S4" not in {c.doc for cell in cells for c in cell.citations}
    assert "S4" not in {c.doc for d in made.differences for p in d.positions for c in p.citations}


def test_the_reader_is_told_which_article_it_is_and_why() -> None:
    made = brief(SIMILAR)
    documents = {d.id: d for d in made.sources}
    assert [n.doc for n in made.notices if n.code == NoticeCode.MAY_BE_ANOTHER_EVENT] == ["S4"]
    (note,) = (row.note for row in made.coverage if row.doc == "S4")
    assert note.template == "doubt_names"
    assert [c.quote for c in note.citations] == ["Lake Orrin", "Tessen"]
    assert not list(phrase_problems(note, documents))


def test_an_article_far_from_the_rest_is_an_event_of_its_own() -> None:
    made = brief(OTHER)
    assert {"S4"} in homes(made)
    assert not doubted(made)


def test_nobody_is_in_doubt_where_all_tell_one_event() -> None:
    made = brief(article(7))
    assert len(homes(made)) == 1
    assert not doubted(made)


@pytest.mark.parametrize("own", [3, 4])
def test_among_few_articles_nobody_is_the_odd_one(own: int) -> None:
    assert not doubted(brief(SIMILAR, own))


def test_what_an_editor_joins_is_in_no_doubt() -> None:
    made = brief(SIMILAR, decided=SAME)
    assert not doubted(made)
    assert not [n for n in made.notices if n.code == NoticeCode.MAY_BE_ANOTHER_EVENT]
    assert next(row for row in made.coverage if row.doc == "S4").used


def test_what_an_editor_pins_is_published_and_not_called_left_out() -> None:
    made = brief(SIMILAR, decided=PIN)
    assert doubted(made) == {"S4"}
    assert [d.note for d in made.decisions] == [""]
    assert any("flooded Norham again" in s.text for s in made.sentences)
    row = next(row for row in made.coverage if row.doc == "S4")
    assert (row.used, row.note.template) == (1, "used")
    (notice,) = (n for n in made.notices if n.code == NoticeCode.MAY_BE_ANOTHER_EVENT)
    assert "unless an editor pins it" in notice.message


def test_evidence_behind_a_hyphen_begins_with_the_name() -> None:
    bell = (
        "A bell fell from the tower of the church in Mont-Ferréol on Wednesday evening and broke the roof of a car. "
        "Nobody was hurt, the mayor said. The car belonged to a baker, who had parked it there for the night. "
        "The bell had been cast in 1890 and weighed half a tonne."
    )
    council = (
        "The council of the village met on Thursday to talk about the bell that had fallen in Ferréol. It wants the "
        "tower to be closed until summer. The mayor said that the state would pay a half of the repair. Masons are "
        "to look at the stones of the tower next week."
    )
    documents = load_texts([TextInput(text=bell, label="a"), TextInput(text=council, label="b")]).documents
    events = prepare(documents, Settings(writer="extractive"), Clock()).events
    told = [p.text for e in events for same in e.maybe_same_as for p in same.evidence_for]
    assert "a rare name in both: Ferréol / Ferréol" in told
