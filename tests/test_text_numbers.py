"""Numbers: labelled forms, traps, support, exact offsets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.dates import find_dates
from service.text.numbers import find_numbers, supports

FORMS = [
    # text, slice, kind, normal form, qualifier, counted
    ("more than 4,000 villagers fled", "4,000", "count", "4000", "more_than", "villagers"),
    ("injured 31,207.", "31,207", "count", "31207", "", ""),
    ("Nearly 900 sailors are missing", "900", "count", "900", "nearly", "sailors"),
    ("Almost 900 sailors are missing", "900", "count", "900", "nearly", "sailors"),
    ("at least 12 people have died", "12", "count", "12", "at_least", "people"),
    ("no fewer than 12 people", "12", "count", "12", "at_least", "people"),
    ("some 300 farmers marched", "300", "count", "300", "about", "farmers"),
    ("around 300 farmers", "300", "count", "300", "about", "farmers"),
    ("roughly 300 farmers", "300", "count", "300", "about", "farmers"),
    ("up to 40 boats", "40", "count", "40", "up_to", "boats"),
    ("as many as 40 boats", "40", "count", "40", "up_to", "boats"),
    ("fewer than 40 boats", "40", "count", "40", "less_than", "boats"),
    ("would not be above 40 boats", "40", "count", "40", "up_to", "boats"),
    ("wasn’t below 40 boats", "40", "count", "40", "at_least", "boats"),
    ("did not say that over 40 boats", "40", "count", "40", "more_than", "boats"),
    ("over 40 boats", "40", "count", "40", "more_than", "boats"),
    ("20 or more villages", "20", "count", "20", "at_least", "villages"),
    ("100+ trucks", "100", "count", "100", "at_least", "trucks"),
    ("about 40 percent of the harvest", "40 percent", "percent", "40%", "about", "harvest"),
    ("40 per cent of voters", "40 per cent", "percent", "40%", "", "voters"),
    ("0.5% of voters", "0.5%", "percent", "0.5%", "", "voters"),
    ("3 percentage points", "3 percentage points", "points", "3 points", "", ""),
    ("3.1 million residents", "3.1 million", "count", "3100000", "", "residents"),
    ("six million books", "six million", "count", "6000000", "", "books"),
    ("twenty-three trucks", "twenty-three", "count", "23", "", "trucks"),
    ("two hundred and fifty-two miners", "two hundred and fifty-two", "count", "252", "", "miners"),
    ("half a million birds", "half a million", "count", "500000", "", "birds"),
    ("a dozen tents", "a dozen", "count", "12", "", "tents"),
    ("half of the budget", "half", "fraction", "1/2", "", "budget"),
    ("two-thirds of members", "two-thirds", "fraction", "2/3", "", "members"),
    ("a third of the members", "a third", "fraction", "1/3", "", "members"),
    ("two and a half years", "two and a half", "count", "2.5 year", "", "years"),
    ("$5 million", "$5 million", "currency", "$5000000", "", ""),
    ("US$5m in aid", "US$5m", "currency", "$5000000", "", ""),
    ("5 million dollars in aid", "5 million dollars", "currency", "$5000000", "", ""),
    ("10bn euros", "10bn euros", "currency", "€10000000000", "", ""),
    ("£20-25 million", "£20-25 million", "currency", "£20000000..25000000", "", ""),
    ("5k runners", "5k", "count", "5000", "", "runners"),
    ("20-25 people", "20-25", "count", "20..25", "", "people"),
    ("20 to 25 people", "20 to 25", "count", "20..25", "", "people"),
    ("between 20 and 25 people", "20 and 25", "count", "20..25", "", "people"),
    ("20% to 25% of votes", "20% to 25%", "percent", "20..25%", "", "votes"),
    ("two or three boats", "two or three", "count", "2..3", "", "boats"),
    ("a 2-1 win", "2-1", "score", "2-1", "", ""),
    ("the third round", "third", "ordinal", "#3", "", "round"),
    ("the second round", "second", "ordinal", "#2", "", "round"),
    ("the 21st floor", "21st", "ordinal", "#21", "", "floor"),
    ("the 1,000th goal", "1,000th", "ordinal", "#1000", "", "goal"),
    ("the twenty-first floor", "twenty-first", "ordinal", "#21", "", "floor"),
    ("the 1967 borders", "1967", "year", "1967", "", "borders"),
    ("several thousand runners", "several thousand", "vague", "vague:several_thousand", "", "runners"),
    ("tens of thousands of runners", "tens of thousands", "vague", "vague:tens_of_thousands", "", "runners"),
    ("dozens of runners", "dozens", "vague", "vague:dozens", "", "runners"),
    ("5 km away", "5", "count", "5 km", "", "km"),
    ("a 12-year-old boy", "12", "count", "12 year", "", "year-old boy"),
    ("minus 5 degrees", "minus 5", "count", "-5 degree", "", "degrees"),
    ("one soldier was hurt", "one", "count", "1", "", "soldier"),
    ("1,00,000 rupees", "1,00,000 rupees", "currency", "₹100000", "", ""),
    ("1\u202f234\u202f567 votes", "1\u202f234\u202f567", "count", "1234567", "", "votes"),
]


@pytest.mark.parametrize(("text", "words", "kind", "normal", "qualifier", "counted"), FORMS)
def test_form(text: str, words: str, kind: str, normal: str, qualifier: str, counted: str) -> None:
    (number,) = find_numbers(text)
    assert (number.text, number.kind, number.normal, number.qualifier, number.counted) == (
        words,
        kind,
        normal,
        qualifier,
        counted,
    )


@pytest.mark.parametrize(
    "text",
    [
        "one of the worst storms",
        "No one came",
        "they helped one another",
        "at one point they left",
        "the one who stayed",
        "a second storm? No: a second later",
        "First, they left",
        "an F-16 over a COVID-19 ward",
        "the 9/11 attacks, open 24/7",
        "version 1.2.3",
        "Oct. 7",
        "October 7, 2023",
        "at 14:00 on 3 May",
        "in 2023",
        "over the past two months",
        "ground zero",
        "third-party software",
        "",
    ],
)
def test_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_dates_are_kept_on_request() -> None:
    assert [n.normal for n in find_numbers("on Oct. 7", include_dates=True)] == ["7"]
    text = "on Oct. 7 with 9 boats"
    assert find_numbers(text, dates=find_dates(text)) == find_numbers(text)


def test_change_is_no_range() -> None:
    assert [n.value for n in find_numbers("rose from 20 to 25")] == [Decimal(20), Decimal(25)]


def test_vague_has_no_value() -> None:
    assert find_numbers("hundreds of homes")[0].value is None


SUPPORTED = [
    ("27,000 homes", "27,000 homes", True),
    ("twenty-seven thousand homes", "27,000 homes", True),
    ("2.3 million people", "2,300,000 people", True),
    ("27,000 homes", "more than 27,000 homes", False),
    ("more than 27,000 homes", "27,000 homes", False),
    ("over 27,000 homes", "more than 27,000 homes", True),
    ("some 300 homes", "about 300 homes", True),
    ("around 300 homes", "300 homes", True),
    ("300 homes", "around 300 homes", False),
    ("nearly 300 homes", "almost 300 homes", True),
    ("nearly 300 homes", "300 homes", False),
    ("at least 300 homes", "more than 300 homes", True),
    ("at least 300 homes", "300 homes", False),
    ("more than 300 homes", "at least 300 homes", False),
    ("30%", "30 per cent", True),
    ("30%", "30 homes", False),
    ("30%", "30 percentage points", False),
    ("$5m", "5 million dollars", True),
    ("$5m", "€5m", False),
    ("5 km", "5 miles", False),
    ("20-25 homes", "between 20 and 25 homes", True),
    ("20-25 homes", "20 homes", False),
    ("several thousand homes", "several thousand homes", True),
    ("several thousand homes", "5,000 homes", False),
    ("half of the homes", "50% of the homes", True),
    ("the third round", "3 rounds", False),
]


@pytest.mark.parametrize(("claim", "evidence", "expected"), SUPPORTED)
def test_supports(claim: str, evidence: str, expected: bool) -> None:
    assert supports(find_numbers(claim)[0], find_numbers(evidence)[0]) is expected


PIECES = st.lists(
    st.sampled_from(
        "12 1,200 27 one two hundred million and - – to % $ £ per cent half of third , . ½ a dozen ’s 2023 Oct.".split()
    )
    | st.text(max_size=4),
    max_size=24,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text())
def test_offsets(text: str) -> None:
    at = 0
    for number in find_numbers(text, include_dates=True):
        assert text[number.start : number.end] == number.text
        assert number.start >= at
        assert number.qualifier_start <= number.start < number.end
        assert text[number.counted_start : number.counted_end] == number.counted
        assert supports(number, number)
        at = number.end
