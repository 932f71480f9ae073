"""Retellings that carry their figures, times and speakers in other words, and the faults that look like them."""

from __future__ import annotations

import pytest

from service.text.support.figures import missing_numbers
from service.text.support.moments import missing_dates
from service.text.support.opening import opening_pointer
from service.text.support.opposed import opposed
from service.text.support.passage import Passage
from service.text.support.reading import read
from service.text.support.speakers import speaker_fault
from service.text.support.taken import taken_dates


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("A third more people took the tram.", "Passenger numbers on the trams rose by a third."),
        ("Eight of the 16 bearers were women.", "Sixteen bearers, half of them women, took turns."),
        ("She won in two hours, 26 minutes and three seconds.", "She won the race in 2:26:03."),
        ("The match ended 0-0.", "The match was a goalless draw."),
        ("Four women had won it before.", "She is only the fifth woman to win it."),
        ("It was found two days after getting out.", "It escaped on Friday and was found on Sunday."),
        ("Hardly more than a sixth wanted to go.", "Barely one in six wanted to go."),
        ("Tickets cost at least 250 crowns.", "Ticket prices will start at 250 crowns."),
    ],
)
def test_figures_told_in_other_words_are_carried(claim: str, passage: str) -> None:
    """The first figure of each claim has no digit or numeral of its own in the passage."""
    assert missing_numbers(read(claim), (read(passage),)) == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Six of the 16 bearers were women.", "Sixteen bearers, half of them women, took turns."),
        ("She won in two hours, 27 minutes and three seconds.", "She won the race in 2:26:03."),
        ("It was found three days after getting out.", "It escaped on Friday and was found on Sunday."),
        ("More than a fifth wanted to go.", "Barely one in six wanted to go."),
    ],
)
def test_figures_that_only_look_retold_are_missing(claim: str, passage: str) -> None:
    """One step beside the figure that the passage tells."""
    assert missing_numbers(read(claim), (read(passage),))


@pytest.mark.parametrize(
    ("claim", "passage", "is_missing"),
    [
        ("The debate lasted until 4 a.m.", "The debate ran until four in the morning.", False),
        ("The debate lasted until 5 a.m.", "The debate ran until four in the morning.", True),
        ("It will be paid before July.", "It will be paid by the end of June.", False),
        ("It will be paid before August.", "It will be paid by the end of June.", True),
        ("Schools closed on the eve of the vote.", "Schools closed at noon the day before.", False),
    ],
)
def test_times_in_other_words(claim: str, passage: str, is_missing: bool) -> None:
    """Clocks in words, months that end, the day before."""
    assert bool(missing_dates(read(claim), (read(passage),))[0]) is is_missing


@pytest.mark.parametrize(
    ("claim", "passage", "found"),
    [
        ("The town embraced the merger.", "Voters in the town rejected the merger.", True),
        ("Complaints had risen by 29 per cent.", "Complaints fell by 29 per cent.", True),
        ("Sentinel sold the towers to tenants.", "Tenants bought the towers from Sentinel.", False),
        ("The town did not accept the merger.", "The town rejected the merger.", False),
        ("He fell back on the last ascent.", "He cracked on the final climb.", False),
    ],
)
def test_a_verb_in_the_place_of_its_opposite(claim: str, passage: str, found: bool) -> None:
    """Converses and denials say the same; nouns are no verbs."""
    assert bool(opposed(read(claim), (read(passage),))) is found


def test_a_day_in_the_place_of_another() -> None:
    """The passage has both, and the claim takes the one of the other statement."""
    days = read("The cabinet met in Arl on Monday; the council votes on the bridge on Friday.")
    assert taken_dates(read("The cabinet met in Arl on Monday."), (days,)) == ()
    assert taken_dates(read("The cabinet met in Arl on Friday."), (days,))


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Brazil put off the levy on rods until autumn.",
            "Brazil, meanwhile, postponed its levy on rods until autumn.",
        ),
        ("The bill, estimated at a million, angered critics.", "Critics attacked the bill, put at a million."),
        ("Nurses called off the strike.", "Nurses at the clinic called off a strike planned for Monday."),
    ],
)
def test_deeds_have_no_speaker(claim: str, passage: str) -> None:
    """Phrasal verbs and participles report nothing."""
    assert speaker_fault(claim, (Passage("S1", passage, 0, passage),)) is None


def test_whose_speech_stands_behind_opens_no_gap() -> None:
    """A pronoun before its speaker is explained; the same word before a statement is not."""
    assert opening_pointer("His machine had been parked all day, the owner said.") == ""
    assert opening_pointer("His machine had been parked all day.") == "His"
    assert opening_pointer("Her designer, Ann Lee, remarked that nobody had noticed it.") == "Her"


@pytest.mark.parametrize(
    ("claim", "passage", "is_missing"),
    [
        ("They caught more than the 36,500 tonnes of last year.", "Last year they caught 36,500 tonnes.", False),
        ("They caught more than 36,500 tonnes.", "They caught 36,500 tonnes.", True),
        ("The rate was cut a fourth time.", "A fourth cut followed.", False),
        ("It was built in fifteen eighty-three.", "It was built in 1583.", False),
        ("It was built in fifteen eighty-four.", "It was built in 1583.", True),
        ("It ran from 3 to 4 November.", "It ran on the night of 3 to 4 November.", False),
        ("The fund has put €22m into it.", "It raised €22m from a fund.", False),
        ("A fine of SEK 3m was paid.", "It was fined 3 million kronor.", False),
        ("The two camps agreed.", "Each camp agreed.", False),
        ("The two ministers agreed.", "The three ministers agreed.", True),
    ],
)
def test_forms_of_one_figure(claim: str, passage: str, *, is_missing: bool) -> None:
    """Definite figures, ranks behind an article, years in words, days of one month, codes of currencies."""
    assert bool(missing_numbers(read(claim), (read(passage),))) is is_missing
