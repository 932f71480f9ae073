"""Reference: what pointing words are replaced by, where the document makes it certain, and what stays open."""

from __future__ import annotations

import datetime as dt

import pytest

from service.text.analysis import analyse
from service.text.reference import find_needs
from service.text.time_needs import format_date

PUBLISHED = dt.date(2024, 5, 8)  # a Wednesday
MET = "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday. "
Row = tuple[str, str | None]


def needs(text: str, sentence: int = -1, published: dt.date | None = None) -> list[Row]:
    """Words and replacement of the needs of one sentence; the evidence is looked at on the way."""
    analysis = analyse(text)
    line = analysis.lines[sentence]
    found = []
    for need in find_needs(analysis, line, published):
        assert line.offset <= need.start < need.end <= line.offset + len(line.text)
        words = {w for start, end in need.evidence for w in text[start:end].split()}
        if need.evidence and need.replacement is not None and "[" in need.replacement:
            inserted = set(need.replacement.split("[")[-1].replace(",", "").rstrip("]").split())
            assert inserted & words, "the replacement's words come from its evidence"
        found.append((text[need.start : need.end], need.replacement))
    return found


RESOLVED: list[tuple[str, Row]] = [
    (MET + "The meeting focused on cod.", ("The meeting", "The meeting [of Berg with Lind]")),
    (MET + "Both sides praised the fleet.", ("Both sides", "Both sides [Anna Berg and Otto Lind]")),
    (MET + "They said the fleet would stay.", ("They", "[Anna Berg and Otto Lind]")),
    (MET + "Cod was on the agenda.", ("on the agenda", "on the agenda [of the meeting of Berg with Lind]")),
    (MET + "Media reports said it was in Austria.", ("it", "[the meeting of Anna Berg with Otto Lind]")),
    (MET + "However, farmers in Graz were unhappy.", ("However, farmers", "Farmers")),
    (MET + "Farmers in Graz also lost crops.", ("also lost", "lost")),
    ("Mayor Ines Okoro opened a bridge in Elm. She said Elm was safe.", ("She", "[Ines Okoro]")),
    (
        "Norway took steps to cut quotas. These steps will hurt farmers.",
        ("These steps", "These steps [steps to cut quotas]"),
    ),
    (
        "The health ministry said 12 people had died. The figure is not final.",
        ("The figure", "The figure [of The health ministry]"),
    ),
    (
        "Talks between Norvane and Kestrel stalled. Lund wants peace between both sides.",
        ("both sides", "both sides [Norvane and Kestrel]"),
    ),
    ("The World Fishing Body (WFB) set a limit. The WFB fined Lund.", ("WFB", "WFB [World Fishing Body]")),
    (MET + "Police searched the home of Lind.", ("Lind", "[Otto] Lind")),
]


@pytest.mark.parametrize(("text", "row"), RESOLVED)
def test_what_the_document_makes_certain(text: str, row: Row) -> None:
    assert row in needs(text)


OPEN: list[tuple[str, Row]] = [
    ("Mayor Ines Okoro and Coach Otto Lind left. He said Elm was safe.", ("He", None)),
    ("Mayor Ines Okoro opened a bridge in Elm.\n\nShe said Elm was safe.", ("She", None)),
    ("Mayor Ines Okoro opened a bridge in Elm. It was safe.", ("It", None)),
    ("Prices rose. They said Elm was safe.", ("They", None)),
    ("Prices rose. Both sides called for calm.", ("Both sides", None)),
    ("Prices rose. The meeting lasted two hours.", ("The meeting", None)),
    ("Prices rose. These steps will hurt farmers.", ("These steps", None)),
    ("Prices rose in Elm. There was also a row over fees.", ("also", None)),
    (
        "The army said 12 people had died and the police said 14 people had died. The toll is not final.",
        ("The toll", None),
    ),
    (MET + "The verdict was fair.", ("The verdict", None)),
    (MET + "Dockers in Lund are on strike. They want more.", ("They", None)),
]


@pytest.mark.parametrize(("text", "row"), OPEN)
def test_what_stays_open(text: str, row: Row) -> None:
    assert row in needs(text)


TIMES: list[tuple[str, dt.date | None, list[Row]]] = [
    ("Rain fell in Elm on Monday.", None, [("Monday", "Monday [undated]")]),
    ("Rain fell in Elm on Monday.", PUBLISHED, [("Monday", "Monday [6 May 2024]")]),
    ("Rain fell in Elm yesterday.", PUBLISHED, [("yesterday", "yesterday [7 May 2024]")]),
    ("Rain fell in Elm on 3 April.", None, [("3 April", "3 April [year not given]")]),
    ("Rain fell in Elm on 3 April.", PUBLISHED, [("3 April", "3 April [3 April 2024]")]),
    ("Rain fell in Elm in December.", None, [("December", "December [year not given]")]),
    ("Rain fell in Elm on 3 April 2021.", None, []),
    ("Rain fell in Elm on 3 April 2021.", PUBLISHED, []),
    ("Monday’s rain hit Elm.", None, [("Monday’s", "Monday’s [undated]")]),
    ("Last year's vote in Elm was close.", PUBLISHED, [("Last year's", "Last year's [2023]")]),
]


@pytest.mark.parametrize(("text", "published", "expected"), TIMES)
def test_times_are_resolved_or_marked(text: str, published: dt.date | None, expected: list[Row]) -> None:
    assert needs(text, published=published) == expected


EARLIER = MET + "Earlier on the day, Lind had a meeting with Judge Mara Vance in Graz."


def test_earlier_on_the_day_takes_the_day_of_the_meeting_before() -> None:
    (anchor,) = [new for old, new in needs(EARLIER) if old == "Earlier on the day"]
    assert anchor is not None
    assert "Monday" in anchor
    assert "undated" in anchor
    (dated,) = [new for old, new in needs(EARLIER, published=PUBLISHED) if old == "Earlier on the day"]
    assert dated is not None
    assert "6 May 2024" in dated


def test_earlier_on_the_day_without_a_day_is_undated() -> None:
    text = EARLIER.replace(" on Monday", "")
    assert ("Earlier on the day", "Earlier on the day [undated]") in needs(text)


NOTHING = [
    "Mayor Ines Okoro said she would resign.",
    "The trial of Otto Lind began in Bergen.",
    "Police in Elm fined Norvane.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_sentence_that_stands_alone_needs_nothing(text: str) -> None:
    assert needs(text) == []


EDITS_THAT_LIE = [
    ("Police said the fee was too high.", "too high"),
    ("So far, 12 people have died in Elm.", "So far"),
    ("Instead of cutting jobs, Kestrel sold ships.", "Instead of"),
    ("Besides Lind, Rovers fined two players.", "Besides Lind"),
    ("But for the dam, Elm would be gone.", "But for"),
]


@pytest.mark.parametrize(("text", "words"), EDITS_THAT_LIE)
def test_no_opener_is_left_out_where_that_changes_the_sense(text: str, words: str) -> None:
    assert not [
        old for old, new in needs(text) if old.startswith(words.split(" ", maxsplit=1)[0]) and new and words not in new
    ]


def test_dates_in_words() -> None:
    day = dt.date(2024, 2, 3)
    assert format_date(day, day) == "3 February 2024"
    assert format_date(day, dt.date(2024, 2, 4)) == "3 February 2024 to 4 February 2024"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2024, 2, 1), (2024, 2, 29), "February 2024"),
        ((2024, 2, 1), (2024, 2, 28), "1 February 2024 to 28 February 2024"),
        ((2023, 1, 1), (2023, 12, 31), "2023"),
        ((2023, 1, 1), (2024, 12, 31), "1 January 2023 to 31 December 2024"),
        ((2023, 2, 1), (2023, 3, 31), "1 February 2023 to 31 March 2023"),
    ],
)
def test_a_whole_month_or_year_is_said_as_one(
    start: tuple[int, int, int], end: tuple[int, int, int], words: str
) -> None:
    assert format_date(dt.date(*start), dt.date(*end)) == words


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Norvane will open the dam on Monday.", ("Monday", "Monday [13 May 2024]")),
        ("Norvane was due to open the dam on Monday.", ("Monday", "Monday [undated]")),
        ("Norvane opened the dam on Monday.", ("Monday", "Monday [6 May 2024]")),
        ("Norvane will open the dam on 3 June.", ("3 June", "3 June [3 June 2024]")),
        ("The judge adjourned the trial until 3 June.", ("3 June", "3 June [year not given]")),
        ("Norvane opened the dam in March.", ("March", "March [March 2024]")),
        ("The dam was built in 2019. It opened in March.", ("March", "March [year not given]")),
        ("Rain fell in Elm. On the same day the court fined Norvane.", ("the same day", None)),
    ],
)
def test_a_time_takes_the_date_that_its_sentence_decides(text: str, row: Row) -> None:
    assert row in needs(text, published=PUBLISHED)


def test_the_same_day_as_something_else_needs_nothing() -> None:
    assert ("the same day", None) not in needs("The vote in Elm was held on the same day as the one in Lund.")
