"""Gates 2 and 3: numbers, dates, names and quotations stand in the cited words, in some normal form."""

from __future__ import annotations

import pytest

from service.records import Gate, Reason
from tests.check_rows import FLOOD, NAMES, QUOTES, Row, fail, judge, ok

NUMBER, DATE, NAME = Gate.NUMBER, Gate.DATE, Gate.NAME
NO_NUMBER, NO_DATE, NO_NAME = Reason.NUMBER_NOT_IN_SOURCE, Reason.DATE_NOT_IN_SOURCE, Reason.NAME_NOT_IN_SOURCE
NUMBERS = [
    ok(FLOOD, "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham.", "1,200"),
    ok(FLOOD, "1200 people were moved to schools in Norham, Ines Okoro said.", "1,200"),
    ok(FLOOD, "At least 3 bridges over the Alder were closed, the county council said.", "three bridges"),
    fail(
        FLOOD,
        "Mayor Ines Okoro said 1,300 people had been moved to schools in Norham.",
        "1,200",
        NUMBER,
        NO_NUMBER,
        "1,300",
    ),
    fail(
        FLOOD,
        "Mayor Ines Okoro said more than 1,200 people had been moved to schools in Norham.",
        "1,200",
        NUMBER,
        NO_NUMBER,
        "1,200",
    ),
    fail(
        FLOOD,
        "Three bridges over the Alder were closed, the county council said.",
        "three bridges",
        NUMBER,
        NO_NUMBER,
        "Three",
    ),
    fail(
        FLOOD,
        "At least four bridges over the Alder were closed, the county council said.",
        "three bridges",
        NUMBER,
        NO_NUMBER,
        "four",
    ),
    fail(
        NAMES,
        "Strikers blocked the port of Lund for 24 days, France 24 reported.",
        "France 24",
        NUMBER,
        NO_NUMBER,
        "24",
    ),
    ok(FLOOD, "The port of Lund has three cranes and twelve berths.", "cranes"),
    fail(FLOOD, "The port of Lund has 12 cranes and 3 berths.", "cranes", NUMBER, NO_NUMBER, "12"),
    fail(FLOOD, "The crash near Elm killed nine children and injured two adults.", "crash", NUMBER, NO_NUMBER, "nine"),
    fail(NAMES, "24 strikers blocked the port of Lund, France 24 reported.", "France 24", NUMBER, NO_NUMBER, "24"),
    fail(NAMES, "4 strikes at the port of Ystad ended, Channel 4 News said.", "Channel 4", NUMBER, NO_NUMBER, "4"),
]
DATES = [
    ok(FLOOD, "The high court in Graz fined Norvane on May 3, 2024 over a spill.", "3 May"),
    fail(
        FLOOD, "The high court in Graz fined Norvane on 4 May 2024 over a spill.", "3 May", DATE, NO_DATE, "4 May 2024"
    ),
    fail(
        FLOOD, "The high court in Graz fined Norvane on 3 May 2023 over a spill.", "3 May", DATE, NO_DATE, "3 May 2023"
    ),
    fail(FLOOD, "A hearing on damages opened on Wednesday in Graz.", "Tuesday", DATE, NO_DATE, "Wednesday"),
    fail(FLOOD, "A hearing on damages opened on 7 May 2024 in Graz.", "Tuesday", DATE, NO_DATE, "7 May 2024"),
    fail(FLOOD, "A hearing on damages opened on Tuesday [7 May 2024] in Graz.", "Tuesday", DATE, NO_DATE, "7 May 2024"),
    fail(
        FLOOD, "A hearing on damages opened on Tuesday in Graz.", "Tuesday", DATE, Reason.TIME_WITHOUT_ANCHOR, "Tuesday"
    ),
]
NAME_ROWS = [
    ok(NAMES, "Türkiye and Norway signed a fishing accord in Alesund.", "Türkiye"),
    ok(NAMES, "The Norwegian minister for trade praised the painter Zoe Kuhn.", "Kühn"),
    ok(NAMES, "The Norwegian Minister for trade praised the painter Zoë Kühn.", "Kühn"),
    ok(NAMES, "Strikers blocked the port of Lund, France 24 reported.", "France 24"),
    fail(NAMES, "Türkiye and Sweden signed a fishing accord in Ålesund.", "Türkiye", NAME, NO_NAME, "Sweden"),
    fail(NAMES, "The Norwegian minister for trade praised the painter Zoë Kühne.", "Kühn", NAME, NO_NAME, "Kühne"),
    fail(NAMES, "The Swedish minister for trade praised the painter Zoë Kühn.", "Kühn", NAME, NO_NAME, "Swedish"),
    fail(NAMES, "Norway praised the painter Zoë Kühn.", "Kühn", NAME, NO_NAME, "Norway"),
    fail(NAMES, "Voters in Georgia went to the polls in Tbilisi.", "Georgian", NAME, NO_NAME, "Georgia"),
    fail(NAMES, "Washington fined nobody.", "United States", NAME, NO_NAME, "Washington"),
    fail(NAMES, "Police in Bergen praised firefighters.", "firefighters", NAME, NO_NAME, "Bergen"),
    ok(NAMES, "Turkey and Norway signed a fishing accord in Ålesund.", "Türkiye"),
    ok(NAMES, "Shops in the US fined nobody.", "United States"),
    fail(NAMES, "Strikers blocked the port of Lund in France.", "France 24", NAME, NO_NAME, "France"),
]
QUOTATION, NO_QUOTE = Gate.QUOTATION, Reason.QUOTE_NOT_IN_SOURCE
QUOTATIONS = [
    ok(QUOTES, "Coach Otto Lind said in Leeds the fee is “far above what a club of this size pays”.", "far above"),
    ok(QUOTES, 'Chairwoman Mara Vance called the offer "a fair price".', "a fair price"),
    ok(QUOTES, "Coach Otto Lind said in Leeds the fee is far above what a club of this size pays.", "far above"),
    fail(
        QUOTES,
        "Coach Otto Lind said in Leeds the fee is “far below what a club of this size pays”.",
        "far above",
        QUOTATION,
        NO_QUOTE,
        "far below what a club of this size pays",
    ),
    fail(
        QUOTES,
        "Chairwoman Mara Vance said “talks would go on”.",
        "a fair price",
        QUOTATION,
        NO_QUOTE,
        "talks would go on",
    ),
    fail(
        QUOTES,
        "Coach Otto Lind said in Leeds the fee is “a fair price”.",
        "far above",
        QUOTATION,
        NO_QUOTE,
        "a fair price",
    ),
    fail(QUOTES, "The board spoke of “a fair deal”.", "a fair deal", QUOTATION, NO_QUOTE, "a fair deal"),
    fail(
        QUOTES,
        "Chairwoman Mara Vance called the offer “a fair price.",
        "a fair price",
        QUOTATION,
        Reason.UNPAIRED_QUOTE,
        "“",
    ),
    fail(
        QUOTES,
        "Striker Ed Holm called the bid “a good deal” in Leeds.",
        "good deal",
        Gate.RELATION,
        Reason.NEGATION_CHANGED,
        "not",
    ),
]


@pytest.mark.parametrize("row", NUMBERS)
def test_numbers(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", DATES)
def test_dates(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", NAME_ROWS)
def test_names(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", QUOTATIONS)
def test_quotations(row: Row) -> None:
    judge(row)
