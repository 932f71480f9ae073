"""Reported faults of other systems as tests of the brief: tolls, disputed claims, twin events, copies, labels.

Enters: small invented articles of the shapes in which they came. Leaves: events, differences and sentences of briefs.
Never: a model or a network.
"""

from __future__ import annotations

import asyncio

import pytest

from service.pipeline import brief_documents
from service.recheck import Verdict, recheck_text
from service.records import Brief, DifferenceRelation
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

FIRST = (
    "Firefighters from four towns fought the flames until noon, and the road along the river stayed closed.",
    "The mill belongs to the firm Milltek, which employs 120 people in Norvale.",
)
SECOND = (
    "Crews searched the rubble of the flour mill through the day, and schools in Norvale stayed shut.",
    "Milltek, the owner of the mill, promised to pay for the funerals.",
)
MORNING, AFTERNOON = "2025-03-03T09:30:00Z", "2025-03-03T14:30:00Z"


def article(*paragraphs: str, published: str | None = None, outlet: str | None = None) -> TextInput:
    return TextInput(text="\n\n".join(paragraphs), published=published, outlet=outlet)


def made(*items: TextInput) -> Brief:
    documents = load_texts(list(items)).documents
    return asyncio.run(brief_documents(documents, Settings(writer="extractive", sentences=40)))


def tolls(a: str, b: str, later: str) -> Brief:
    return made(
        article("Blast at Norvale mill", a, *FIRST, published=MORNING, outlet="The Herald"),
        article("Norvale mill blast", b, *SECOND, published=later, outlet="The Post"),
    )


BLAST = "explosion at the flour mill in Norvale"


@pytest.mark.parametrize(
    ("a", "b", "later", "relation"),
    [
        (
            f"An {BLAST} killed 20 people on Monday, Mayor Ada Brenn said at 9 a.m.",
            f"The {BLAST} has killed 23 people, Mayor Ada Brenn said at 2 p.m. on Monday.",
            AFTERNOON,
            DifferenceRelation.UPDATE,
        ),
        (
            f"An {BLAST} killed 20 people on Monday, the police said.",
            f"An {BLAST} killed 23 people on Monday, the fire service said.",
            MORNING,
            DifferenceRelation.CONFLICT,
        ),
        (
            f"An {BLAST} killed at least 20 people on Monday, the police said.",
            f"An {BLAST} killed 23 people on Monday, the police said.",
            MORNING,
            DifferenceRelation.PRECISION,
        ),
    ],
    ids=["later", "at the same time", "at least"],
)
def test_7_two_tolls_are_an_update_a_conflict_or_neither(
    a: str, b: str, later: str, relation: DifferenceRelation
) -> None:
    (found,) = tolls(a, b, later).differences
    assert found.relation == relation
    assert {"".join(c for c in p.value.text if c.isdigit()) for p in found.positions} == {"20", "23"}
    assert {c.doc for p in found.positions for c in p.citations} == {"S1", "S2"}


def test_7_the_dead_and_the_injured_are_two_counts() -> None:
    a, b = (
        f"An {BLAST} killed 20 people on Monday, the police said.",
        f"An {BLAST} injured 23 people on Monday, police said.",
    )
    sides = {DifferenceRelation.CONFLICT, DifferenceRelation.UPDATE, DifferenceRelation.PRECISION}
    assert not [d for d in tolls(a, b, MORNING).differences if d.relation in sides]


CLAIM = (
    "The mill in Norvale had not been inspected for nine years, the workers' union said after the explosion on Monday."
)
DISPUTE = (
    "The union claims that the mill in Norvale had not been inspected for nine years, but Milltek called that untrue "
    "after the explosion on Monday and showed a report of an inspection in January."
)


def test_8_an_article_that_reports_a_claim_to_dispute_it_does_not_hold_it() -> None:
    brief = made(
        article("Union: no checks", CLAIM, *FIRST, published=MORNING),
        article("Milltek rejects claim", DISPUTE, *SECOND, published=AFTERNOON),
    )
    for sentence in brief.sentences:
        if "inspected for nine years" in sentence.text:
            assert sentence.support == "single", "the two articles do not agree"
            told = "the workers' union said" in sentence.text or "called that untrue" in sentence.text
            assert told, "nobody's claim in the brief's own voice"
    rules = load_rules()
    (said,) = recheck_text(
        "The mill in Norvale had not been inspected for nine years [2].", brief.sources, rules
    ).sentences
    assert said.verdict != Verdict.SUPPORTED


UNRELATED = (
    (
        "Council votes on tram",
        "The council of Norburg voted on Tuesday to build a tram to the airport at a cost of 85 million crowns.",
        "The mayor of Norburg, Ida Falk, said that work on the rails would begin in autumn, after the festival.",
    ),
    (
        "Rovers sign keeper",
        "Elm Rovers signed the goalkeeper Jonas Pike from Port City for three years, the football club said.",
        "Pike, 24, passed a medical test in the morning and trained with the Rovers in the afternoon.",
    ),
    (
        "Bank cuts rate",
        "The central bank of Ostra lowered its key interest rate to 3.25 per cent because prices rise more slowly.",
        "Its governor, Petra Lund, told reporters that another cut of the rate was possible in winter.",
    ),
    (
        "New vaccine trial",
        "A vaccine against river fever protected nine of ten volunteers in a trial, researchers in Selm reported.",
        "The volunteers were between 18 and 60 years old, and none of them fell seriously ill, the researchers wrote.",
    ),
    (
        "Museum reopens",
        "The glass museum of Tarn Bay opened its doors again after a restoration that had lasted four years.",
        "The director, Olga Brandt, showed a collection of lamps that had lain in a cellar for years.",
    ),
)


def test_9_five_unrelated_articles_are_five_events() -> None:
    brief = made(*(article(*texts) for texts in UNRELATED))
    assert sorted({m.doc for m in e.mentions} for e in brief.events if e.mentions) == [{f"S{n}"} for n in range(1, 6)]
    assert brief.differences == ()
    assert all(len({c.doc for c in s.citations}) == 1 for s in brief.sentences)


TWELFTH = (
    (
        "EU adopts 12th package",
        "Ministers of the Union adopted the 12th package of sanctions against Ostrel on Monday.",
    ),
    (
        "Sanctions on Ostrel",
        "The Union's 12th package of sanctions against Ostrel, adopted on Monday, bans its diamonds.",
    ),
    (
        "Ostrel faces diamond ban",
        "A ban on diamonds is the core of the 12th sanctions package against Ostrel of Monday.",
    ),
    (
        "Diamonds hit",
        "Traders in Selm said the 12th package of sanctions against Ostrel would halve the diamond trade.",
    ),
)
REST = (
    "The foreign minister of Norland, Ida Falk, said the ban on diamonds from Ostrel would begin in January.",
    "Sixty firms and persons were put on the list, among them the diamond trader Aster.",
)
THIRTEENTH = (
    "EU adopts 13th package",
    "Ministers of the Union adopted the 13th package of sanctions against Ostrel on Friday, two months after the 12th.",
    "The 13th package names 90 firms that sell chips for drones, the foreign minister of Sudland, Karl Veit, said.",
    "Drones made with such chips had struck the port of Kolm in February, according to the ministry of defence.",
)


def test_9_the_next_round_of_sanctions_is_another_event() -> None:
    items = [article(*texts, *REST, published="2025-12-16") for texts in TWELFTH]
    brief = made(*items, article(*THIRTEENTH, published="2026-02-21"))
    together = [{m.doc for m in e.mentions} for e in brief.events if e.mentions]
    assert {"S5"} in together
    assert not any("S5" in docs and len(docs) > 1 for docs in together)


QUAKE = (
    "Quake shakes Lissan",
    "An earthquake of magnitude 5.1 shook the town of Lissan on {day}, and {dead} people were killed, the police said.",
    "{who}, who leads the rescue, told reporters that a school and the church of St Ann had fallen.",
    "Electricity was cut in {part} until noon, and trains between Lissan and Harnau stood still.",
)


def quake(day: str, dead: str, who: str, part: str, published: str) -> TextInput:
    values = {"day": day, "dead": dead, "who": who, "part": part}
    return article(*(paragraph.format(**values) for paragraph in QUAKE), published=published)


TWO_QUAKES = (
    quake("3 March 2025", "four", "Fire chief Tomas Ekblad", "the old town", "2025-03-04"),
    quake("9 June 2025", "nine", "Colonel Ruth Varga", "the harbour", "2025-06-10"),
)


def test_9_the_same_town_on_another_day_is_not_blended() -> None:
    brief = made(*TWO_QUAKES)
    assert [{m.doc for m in e.mentions} for e in brief.events if e.mentions] == [{"S1"}, {"S2"}]
    assert all(len({c.doc for c in s.citations}) == 1 for s in brief.sentences)


def test_9_the_tolls_of_two_days_are_not_set_against_each_other() -> None:
    brief = made(*TWO_QUAKES)
    assert not brief.differences


def test_9_the_toll_of_an_old_day_is_set_against_its_correction_in_a_report_of_today() -> None:
    told = quake("9 June 2025", "nine", "Colonel Ruth Varga", "the harbour", "2025-06-10")
    again = "The quake of 3 March 2025 had killed six people in Lissan, the police said."
    brief = made(TWO_QUAKES[0], told.model_copy(update={"text": f"{told.text}\n\n{again}"}))
    assert any(
        {c.quote for p in d.positions for c in p.citations} >= {"four people", "six people"} for d in brief.differences
    )


def test_9_swapped_actors_are_two_events() -> None:
    said = (
        "The court in Selm heard the case on Tuesday and will rule in May, its spokeswoman, Petra Lund, told reporters."
    )
    brief = made(
        article("Ostra sues Corvane", "The telecom firm Ostra sued its rival Corvane over 40 masts on Monday.", said),
        article("Corvane sues Ostra", "The telecom firm Corvane sued its rival Ostra over a name on 2 April.", said),
    )
    for sentence in brief.sentences:
        if "sued its rival" in sentence.text:
            assert len({c.doc for c in sentence.citations if c.role != "context"}) == 1
            assert sentence.support == "single"


WIRE = (
    "NORVALE, March 3, 2025 (Coast News) - An explosion at the flour mill in Norvale killed 20 people on Monday, "
    "Mayor Ada Brenn said.\n\n"
    "Firefighters from four towns fought the flames until noon, and the road along the river stayed closed.\n\n"
    "The mill belongs to the firm Milltek, which employs 120 people in Norvale, and its director, Piet Horvat, "
    "called the blast a shock.\n\n"
    "The town will hold a service on Sunday, and schools will stay shut until then, the mayor said."
)


def test_10_one_wire_text_under_three_names_one_of_them_edited_is_one_origin() -> None:
    edited = WIRE.replace("killed 20 people on Monday", "on Monday left 20 people dead").replace(
        "until noon", "till noon"
    )
    own = article(
        "Blast kills 20",
        "An explosion at the flour mill in Norvale killed 20 people on Monday, Mayor Ada Brenn said.",
        "A baker who lives nearby, Lise Tamborn, saw the roof lift and windows break in the whole street.",
        outlet="The Tribune",
    )
    brief = made(
        TextInput(text=f"Mill blast kills 20\n\n{WIRE}", outlet="The Herald"),
        TextInput(text=f"Twenty die in Norvale\n\n{WIRE}", outlet="The Post"),
        TextInput(text=f"Norvale mourns\n\n{edited}", outlet="The Courier"),
        own,
    )
    assert {d.id for d in brief.sources if d.duplicate_of} == {"S2", "S3"}
    counted = [s for s in brief.sentences if s.corroboration and s.corroboration.template == "agreed"]
    assert all(s.corroboration is not None and s.corroboration.slots["count"] == "2" for s in counted)
    for sentence in brief.sentences:
        if "Firefighters" in sentence.text:
            assert sentence.support == "single"


COPIED = "The mill on the river Tane burned for nine hours, and the roof fell in at dawn."


@pytest.mark.parametrize(
    ("other", "support"),
    [
        (COPIED, "single"),
        ("The mill on the river Tane burned for nine hours, and at dawn the roof fell in.", "agreed"),
    ],
)
def test_10_a_sentence_that_two_have_word_for_word_has_one_origin(other: str, support: str) -> None:
    brief = made(
        article(
            "Mill burns", COPIED, "Mayor Ada Brenn thanked the crews who came from four towns.", outlet="The Herald"
        ),
        article(
            "Fire at Tane", other, "A baker, Lise Tamborn, saw windows break in the whole street.", outlet="The Post"
        ),
    )
    (told,) = [s for s in brief.sentences if "nine hours" in s.text]
    assert told.support == support
    assert {c.doc for c in told.citations if c.role != "context"} == {"S1", "S2"}


def test_11_a_label_is_attributed_neither_adopted_nor_lost() -> None:
    lead = "blew up a bridge near Dornholt on Tuesday night, and trains were sent round by the coast."
    brief = made(
        article("Rail attack", f"The terror group Red Dawn {lead}", "Nobody was hurt, the police of Dornholt said."),
        article("Bridge falls", f"The resistance movement Red Dawn {lead}", "Red Dawn wants the north to be free."),
        article(
            "Minister speaks",
            "Interior Minister Karl Veit called Red Dawn “a terror group” on Wednesday after a bridge fell.",
            "Veit told parliament that the army would guard the bridges of the north until the end of the year.",
        ),
    )
    for sentence in brief.sentences:
        assert "terror group Red Dawn" not in sentence.text
        assert "resistance movement Red Dawn" not in sentence.text
        if "terror group" in sentence.text:
            assert "Veit called Red Dawn “a terror group”" in sentence.text
    wordings = {v.wording.lower(): v.speaker for term in brief.terms for v in term.variants}
    assert {"terror group", "resistance movement"} <= set(wordings), "the labels are shown with who uses them"


def test_9_the_date_on_which_two_articles_were_written_makes_them_no_event() -> None:
    deal = article(
        "Paper giants merge",
        "May 6, 2026",
        "Halvik Group agreed this week to take over its rival Tessen Paper, the two firms said in a statement.",
        "Customers fear higher prices, the association of printers said after the news of the takeover.",
    )
    walkout = article(
        "Workers walk out",
        "ORRBY, May 6, 2026 (Nordic Wire) - About 900 workers of the Tessen mill in Orrby walked out on Wednesday over "
        "the planned sale of Tessen Paper to Halvik Group, the police said.",
        "The union of the paper workers put the number of those who walked out of the mill at 1,500.",
    )
    bakers = article(
        "Bakers' strike ends",
        "May 6, 2026",
        "The bakers of Selm went back to work on Wednesday after a strike of nine days, their union said.",
        "They will get 4 per cent more pay from July, the bakery chain Brod said in a statement.",
    )
    brief = made(deal, walkout, bakers)
    assert {"S3"} in [{m.doc for m in e.mentions} for e in brief.events if e.mentions]
