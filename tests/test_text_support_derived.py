"""Figures made in one step from two of the cited words, lengths told by their ends, and bounds that are denied."""

from __future__ import annotations

import pytest

from service.text.support.figures import missing_numbers
from service.text.support.moments import missing_dates
from service.text.support.reading import read

TAKEN = "The rate fell from 61 to 54 per cent."
TOLL = "The toll was 19, all but two of them children; 26 were hurt, eleven of whom are in Pau, the others in Dax."
POWER = "It cut power to 61,000 households, 40,000 of them in the county."
FLOW = "It must let 120 cubic metres pass, up from 85."
CUT = "The bank cut its rate by half a percentage point to 6.25 per cent."
LATE = ("two hours and 45 minutes",)
LOSS = "Its loss narrowed to A$22 million from A$58 million."


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("The rate dropped seven percentage points.", TAKEN, ()),
        ("The rate dropped eight percentage points.", TAKEN, ("eight percentage points",)),
        ("The rate dropped 7 per cent.", TAKEN, ("7 per cent",)),
        ("Its loss shrank by A$36 million.", LOSS, ()),
        ("Its loss shrank by A$26 million.", LOSS, ("A$26 million",)),
        ("Its loss was A$36 million.", LOSS, ("A$36 million",)),
        ("It must let 35 cubic metres more pass.", FLOW, ()),
        ("It must let 45 cubic metres more pass.", FLOW, ("45",)),
        ("Around two thirds of the households are in the county.", POWER, ()),
        ("Around three quarters of the households are in the county.", POWER, ("three quarters",)),
        ("Seventeen of the dead were children.", TOLL, ()),
        ("Sixteen of the dead were children.", TOLL, ("Sixteen",)),
        ("Fifteen of the hurt are in Dax.", TOLL, ()),
        ("Fourteen of the hurt are in Dax.", TOLL, ("Fourteen",)),
        ("Nearly three dozen nurses came.", "It sent 35 nurses.", ()),
        ("Nearly four dozen nurses came.", "It sent 35 nurses.", ("four dozen",)),
        ("Gusts of nearly 160 kilometres an hour blew.", "Gusts of up to 158 kilometres an hour blew.", ()),
        ("It happened within three months.", "It happened between 1 July and 30 September.", ()),
        ("It happened within four months.", "It happened between 1 July and 30 September.", ("four",)),
        ("It took forty minutes.", "They came between 1 and 1.40 a.m. on Saturday.", ()),
        ("It took fifty minutes.", "They came between 1 and 1.40 a.m. on Saturday.", ("fifty",)),
        ("They strike for four days.", "They strike from 12 to 15 August.", ()),
        ("They strike for six days.", "They strike from 12 to 15 August.", ("six",)),
        ("It runs for three years.", "It runs from 2024 to 2027.", ()),
        ("It takes cars no older than eight years.", "The maximum age of cars is eight years.", ()),
        ("It takes cars no younger than eight years.", "Cars of up to eight years are taken.", ("eight",)),
        ("Nobody aged 40 or more is taken.", "Candidates must be under 40.", ()),
        ("No more than ten may gather.", "Gatherings of more than ten remain forbidden.", ()),
        ("More than ten gathered.", "At most ten gathered.", ("ten",)),
        ("All 97 were saved.", "It had 83 passengers and 14 crew.", ()),
        ("All 98 were saved.", "It had 83 passengers and 14 crew.", ("98",)),
        ("The rate was 6.75 per cent before.", CUT, ()),
        ("The rate was 6.85 per cent before.", CUT, ("6.85 per cent",)),
        ("It was cut by 0.5 percentage points.", CUT, ()),
        ("Sosa scored 22 goals.", "He scored 21 goals, one fewer than Sosa.", ()),
        ("Sosa scored 23 goals.", "He scored 21 goals, one fewer than Sosa.", ("23",)),
        ("They cost £45.5 million each.", "They pay £91 million for two ships.", ()),
        ("They cost £46.5 million each.", "They pay £91 million for two ships.", ("£46.5 million",)),
        ("The first cost £45.5 million.", "They pay £91 million for two ships.", ("£45.5 million",)),
        ("The euro became five forints dearer.", "The forint slipped from 389 to the euro to 394.", ()),
        ("It took two hours and 25 minutes.", "It sank at 6.35 p.m.; all were safe by 9 o'clock.", ()),
        ("It took two hours and 45 minutes.", "It sank at 6.35 p.m.; all were safe by 9 o'clock.", LATE),
        ("About a dozen ships sank.", "Eleven ships sank.", ()),
        ("Roughly a third agreed.", "35 per cent agreed.", ()),
        ("Roughly a third agreed.", "45 per cent agreed.", ("third",)),
        ("They won by two goals.", "They won 3-1.", ()),
        ("They won by five goals.", "They won 3-1.", ("five",)),
        ("It was the third time.", "It had happened twice before.", ()),
        ("It was the fourth time.", "It had happened twice before.", ("fourth",)),
        ("Barely 200 people marched.", "Only 204 people marched.", ()),
        ("It is nearly 10,000 light years away.", "It is some 9,800 light years away.", ()),
        ("It lasted two thirds of a day.", "It lasted 16 hours.", ()),
        ("It lasted two thirds of a day.", "It lasted 18 hours.", ("two thirds of a day",)),
        ("The race is 42 kilometres.", "The race is 42.195 kilometres.", ()),
        ("The race is 43 kilometres.", "The race is 42.195 kilometres.", ("43",)),
        ("A 500-metre stretch is closed.", "Half a kilometre is closed.", ()),
        ("It took three days.", "It took place from Friday to Sunday.", ()),
        ("It took six days.", "It took place from Friday to Sunday.", ("six",)),
        ("Those over 65 get it.", "Those aged 65 and over get it.", ()),
        ("They meet on the third day.", "They meet on the third day.", ()),
        ("Lee lost 2-4 to Moor.", "Moor beat Lee 4-2.", ()),
        ("Lee beat Moor 2-4.", "Moor beat Lee 4-2.", ("2-4",)),
        ("It was built in the years 2012 to 2015.", "It was built between 2012 and 2015.", ()),
    ],
)
def test_a_figure_is_reckoned_in_one_step_only(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read(given)]) == missing


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("It was a quarter past eight when he conceded.", "He conceded at 8.15 p.m.", ()),
        ("It was a quarter past nine when he conceded.", "He conceded at 8.15 p.m.", ("was a quarter past nine",)),
        ("It happened shortly after noon.", "It happened at 12.10 p.m.", ()),
        ("It is dark from midnight to 5am.", "It is dark between midnight and five.", ()),
    ],
)
def test_a_clock_in_words_is_compared_wherever_it_stands(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read(given)]) == ()
    assert missing_dates(read(claim), [read(given)]) == (missing, ())
