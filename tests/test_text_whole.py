"""Lines that are no whole sentence, or tell nothing of their event; and times that another time of theirs anchors."""

from __future__ import annotations

import datetime as dt

import pytest

from service.records import Gate
from service.text.analysis import analyse
from service.text.carried import carried_on
from service.text.full_names import full_names
from service.text.reference import find_needs
from service.text.sentences import sentence_spans
from service.text.whole import incomplete
from tests.check_support import extract, failures, story

CUT = [
    ("fast-moving fire destroyed the warehouse early this morning.", "fast-moving"),
    ("on Tuesday, 16 December 2008 13:45.", "on"),
    ("'Members of the two parties will compete for the seats.", "'Members"),
    ("Media Watch Director Ada Lind on how the agent kept his badge after the vote.", "on how"),
    ("Well, that was not what Ada Lind had hoped for.", "Well,"),
    ("No further details were immediately available.", "No further"),
    ("Anyone with information is asked to call police on 0845 125.", "Anyone"),
    ("Calls and e-mails to six advisers were not returned on Tuesday.", "were not returned"),
    ("Mrs. Lind said, aligning herself with the council of Kolm.", "said,"),
    ('Either managers are on their own, "or else a strong culture tells them what to do."', '"or '),
]


@pytest.mark.parametrize(("text", "words"), CUT)
def test_incomplete(text: str, words: str) -> None:
    assert (incomplete(text) or "").startswith(words.rstrip()[:5])


WHOLE = [
    "Well known for its cod, Kolm is quiet in winter.",
    "iPhone sales fell by a third in the quarter.",
    "'Cod wars' are over, the minister said.",
    "'Members will compete,' the minister said.",
    "Ada Lind spoke on how the agent kept his badge.",
    "No details of the plan have been agreed.",
    'Managers are on their own, "or else a strong culture tells them what to do," Ada Lind said.',
    "The ship did not return to Kolm on Friday.",
    "Ada Lind said, adding that Kolm would pay.",
    "'Kolmland' sank in 1912 after it struck a rock.",
    "al-Strand fighters attacked a hotel.",
    "d'Estrand met the chancellor.",
    "von der Strand met the chancellor.",
    "The stolen paintings were not returned to the museum.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_whole(text: str) -> None:
    assert incomplete(text) is None


def brackets(text: str, published: dt.date | None = None) -> list[tuple[str, str | None]]:
    analysis = analyse(text)
    return [(text[n.start : n.end], n.replacement) for n in find_needs(analysis, analysis.lines[-1], published)]


DAY = dt.date(2024, 5, 8)
TIMES = [
    ("Polls opened at 8:00 am local time (0300 GMT) on Sunday.", None, [("Sunday", "Sunday [undated]")]),
    ("Lind quit on Friday at 5 p.m. Eastern time.", DAY, [("Friday", "Friday [3 May 2024]")]),
    ("Lind heard of it at 3:33 a. m. from a guard.", None, [("3:33 a. m.", "3:33 a. m. [undated]")]),
    ("No tram left before 10 a.m., and a walkout from Monday is planned.", None, [("10 a.m.", "10 a.m. [undated]")]),
    ("The strike began on 9 November 2023 and ended two days later.", None, []),
    ("Lind signed for the next four years.", None, []),
    ("Polls are open between 8 a.m. and 5 p.m. on Sunday.", None, [("Sunday", "Sunday [undated]")]),
    ("Polls closed at 8 p.m. and on Monday the count began.", None, [("8 p.m.", "8 p.m. [undated]")]),
    ("The bus of 10:15 left without Lind.", None, [("10:15", "10:15 [undated]")]),
    ("On March 5 Lind signed it.", None, [("March 5", "March 5 [year not given]")]),
    ("On 5 March 12 people died.", None, [("5 March", "5 March [year not given]")]),
    ("Families of the Sept. 11 victims sued.", None, []),
    ("The 17 February Brigade guarded the house.", None, []),
    ("Lind has recently sold the yard.", DAY, [("recently", "recently [as of 8 May 2024]")]),
    ("Lind has recently sold the yard.", None, [("recently", "recently [undated]")]),
    ("Fifteen of the 19 Sept. 11 hijackers were known.", None, []),
    ("The board meets on the second Tuesday of each month.", DAY, []),
    (
        "The budget has grown over the past decade.",
        DAY,
        [("the past decade", "the past decade [2014 to 2024]")],
    ),
]


@pytest.mark.parametrize(("text", "published", "expected"), TIMES)
def test_a_time_has_one_bracket(text: str, published: dt.date | None, expected: list[tuple[str, str | None]]) -> None:
    assert [b for b in brackets(text, published) if b[0][0].isdigit() or b in expected] == expected


def test_a_vote_that_follows_lies_on_the_side_of_the_first() -> None:
    text = "The debate is expected to begin on Thursday, followed by a vote on Friday."
    assert ("Friday", "Friday [10 May 2024]") in brackets(text, DAY)


def test_what_was_done_for_a_purpose_is_not_ahead() -> None:
    text = "The bill will become law after members voting to override it on Tuesday."
    assert ("Tuesday", "Tuesday [14 May 2024]") not in brackets(text, DAY)


def test_full_names_of_people_without_a_role() -> None:
    lines = [
        "Peter Strand wrote to Theodore J. Brant Jr. about Secretary of State Cole.",
        "Mr. Strand and Brant said no; Mr. Cole agreed with Northern Navy and the Navy said so.",
    ]
    found = full_names([(0, lines[0]), (len(lines[0]) + 1, lines[1])])
    assert {surname: entry[2] for surname, entry in found.items() if entry} == {
        "strand": "Peter Strand",
        "brant": "Theodore J. Brant",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OSLO — Peter Ola Strand spoke. Mr. Strand left.", "Peter Ola Strand"),
        ("Peter Ola Strand spoke. Mr. Strand left.", "Peter Ola Strand"),
        ("Republican Peter Strand spoke. Mr. Strand left.", "Peter Strand"),
        ("Indian ISPs said so.", None),
        ("In Kolm Strand said so.", None),
        ("The Kolm Strand said so.", None),
        ("Striker Strand scored, and Strand said so.", None),
        ("Striker Peter Strand scored, and Strand said so.", "Peter Strand"),
        ("Ann and Tom Strand came. Mr. Strand left.", None),
        ("Mr. and Mrs. Strand came. Peter Strand left.", None),
        ("Ada Strand came. Mrs. Strand left, and Mr. Strand said so.", None),
        ("Ada Kolm and Peter Strand came. Mr. Strand left.", "Peter Strand"),
    ],
)
def test_how_far_a_full_name_reaches(text: str, name: str | None) -> None:
    assert [entry[2] for entry in full_names([(0, text)]).values() if entry] == ([name] if name else [])


def test_a_place_is_no_person_of_its_name() -> None:
    told = "Peter Strand quit, and Mr. Strand left. "
    assert not brackets(told + "The police searched a yard in Strand.")
    assert not brackets(told + "The police searched the town of Strand.")
    assert ("Strand", "[Peter] Strand") in brackets(told + "The police searched a yard in Strand’s name.")


def test_a_family_is_no_person() -> None:
    told = "Peter Strand quit, and Mr. Strand left. "
    assert not brackets(told + "The police watched the Strand family.")
    assert ("Strand", "[Peter] Strand") in brackets(told + "The police watched Strand.")


@pytest.mark.parametrize(
    "text",
    [
        "Some blocked the road to Kolm.",
        "Ada Lind had counted on winning all three.",
        "If so, that beats the offers of Kolm.",
        "Others appeared worried about the price of cod.",
        "In a reply, Ada Lind said just that.",
        "The first two factored into the victory of Kolm.",
        "Members of Kolm estimated that this will save money.",
        "From there, members of Kolm were recognized.",
        "Members of Kolm choose between the two on Monday.",
        "To which the council of Kolm replied at once.",
        "Ada Lind only issued the above statement in Kolm.",
        "Both governments agreed on a joint inquiry in Kolm.",
        "The New Zealand-born man was walking to a hut.",
    ],
)
def test_what_carries_on_stays_open(text: str) -> None:
    assert any(replacement is None for _, replacement in brackets(text))


@pytest.mark.parametrize(
    "text",
    [
        "Several hundred people marched through Kolm.",
        "Several armed men attacked a school in Kolm.",
        "Both wounded soldiers of Kolm survived.",
        "The other injured passengers of Kolm survived.",
        "If not for rain, Kolm would have burnt.",
        "At the same time as the talks of Kolm, Ada Lind spoke.",
        "Kolm has two plans and chooses between the two on Monday.",
    ],
)
def test_a_number_an_adjective_and_a_complement_carry_nothing_on(text: str) -> None:
    assert not carried_on(text)


def test_a_body_is_no_event() -> None:
    assert not brackets("A flood killed 12 people in Norham, the fire service said.")
    assert brackets("Ada Lind said that the fire was out.")


def test_a_clock_that_runs_down_is_no_time_of_day() -> None:
    assert not brackets("Kolm scored with 4:08 to go.")


def test_a_surname_of_two_people_has_no_full_name() -> None:
    assert full_names([(0, "Peter Strand met Ada Strand, and Mr. Strand left.")]) == {"strand": None}
    told = "President Peter Strand spoke. Ada Rose Strand won. "
    assert brackets(told + "Mrs. Strand left Kolm.") == [("Strand", "Strand")]


def test_what_opens_a_sentence_and_a_nickname_are_no_given_names() -> None:
    told = "Peter Strand quit. Joining Strand were two men, called “Mad Strand” and “Cod”. "
    assert ("Strand", "[Peter] Strand") in brackets(told + "Mr. Strand left Kolm.")


def test_an_office_is_no_given_name() -> None:
    assert ("Strand", "[Peter] Strand") in brackets("Peter Strand quit. Agent Strand spoke. Mr. Strand left Kolm.")


def test_an_initial_is_no_second_bracket() -> None:
    text = "Michael J. Moore spoke. Mr. Moore left, and Michael J. Moore returned."
    assert ("Moore", "[Michael J.] Moore") in brackets("Michael J. Moore spoke. Mr. Moore left Kolm.")
    assert brackets(text).count(("Moore", "[Michael J.] Moore")) <= 1


@pytest.mark.parametrize(
    "text",
    ["They were used by U.N. Ambassador Ada Lind on Sunday.", "They cited the post-Sept. 11 law that allowed it."],
)
def test_an_abbreviation_before_a_title_or_a_day_ends_no_sentence(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


def test_a_completed_name_hides_no_missing_words() -> None:
    told = story("Mr. Lind met Otto Lind in Norham. Lind noted so helpfully in a post on Wednesday morning.")
    made = extract(told, "Lind noted")
    assert made.text.startswith("[Otto] Lind noted")
    assert [c.gate for c in failures(told, made)] == [Gate.CONTEXT]
