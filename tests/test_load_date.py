"""The date that an article gives itself: read with the words that give it, never guessed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.records import NoticeCode
from service.stages.load import TextInput, load_texts
from service.text.own_date import own_date

BODY = (
    "Governor Maren Holt declared a state of emergency in three coastal districts on Monday, and asked the crews of "
    "the neighbouring province for help with the roads, her office said in a statement to reporters in Brannock.\n"
)
DAY = datetime(2026, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The Brannock Post\n12 March 2026\n\nThree dead", DAY),
        ("Thursday, March 12, 2026\n\nThree dead", DAY),
        ("THREE DEAD\nMARCH 12, 2026", DAY),
        ("THREE DEAD\nTHURSDAY, MARCH 12TH, 2026", DAY),
        ("THREE DEAD\nPUBLISHED THURSDAY, MARCH 12, 2026 AT 3:05 PM", DAY.replace(hour=15, minute=5)),
        ("Published: 2026-03-12", DAY),
        ("Published 12 March 2026 | Updated 13 March 2026", DAY),
        ("Published 2026-03-12T14:30Z", DAY.replace(hour=14, minute=30)),
        ("By Jane Doe | Mar. 12, 2026, 3:05 p.m. ET", DAY.replace(hour=15, minute=5)),
        ("By Jane Doe, 12 March 2026", DAY),
        ("Thu, 12 Mar 2026 10:00:00 +0000", DAY.replace(hour=10)),
        ("13/03/2026", DAY.replace(day=13)),
        ("2026.03.12", DAY),
        ("2026/03/12 10:15", DAY.replace(hour=10, minute=15)),
        ("2026-03-12 10:15", DAY.replace(hour=10, minute=15)),
        ("2026-03-12 10:15:30 +0000", DAY.replace(hour=10, minute=15)),
        ("Published 12 March 2026, 12:18 AM", DAY.replace(minute=18)),
        ("By Jane Doe | 12 March 2026 | Updated 13 March 2026", DAY),
        ("DOHA, March 12, 2026 (Agency) - Talks began.\nLast updated: 13 March 2026", DAY),
        ("DOHA, March 12, 2026 (Agency) - Talks began.", DAY),
        ("Doha, Qatar, March 12, 2026 /Agency/ -- Talks began.", DAY),
        ("BRANNOCK (Agency), March 12, 2026 – A storm came.", DAY),
    ],
)
def test_a_date_line_or_dateline_is_the_date(text: str, published: datetime) -> None:
    found = own_date(text)
    assert found is not None
    assert found.published == published
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "The war began on 12 March 2026.",
        "12 March 2026\n\n13 March 2026",  # a chronicle: which of them is open
        "12.03",
        "On March 12, 2026 - a Thursday - the war began.",
        "Storm, March 12, 2026: what we know",
        "PORT VARRICK, Monday – It rained.",
        "12 March 2026 in pictures and in words",
        "March 2026",
        "30 February 2026",
    ],
)
def test_what_is_no_date_of_the_article_dates_nothing(text: str) -> None:
    assert own_date(text) is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2/3/2009\n\nThe works began on 13/01/2009 and ended on 2/2/2009.", datetime(2009, 3, 2, tzinfo=UTC)),
        ("2/3/2009\n\nThe works began on 1/13/2009 and ended on 2/2/2009.", datetime(2009, 2, 3, tzinfo=UTC)),
        ("2.3.2009\n\nThe works began on 13.1.2009.", datetime(2009, 3, 2, tzinfo=UTC)),
        ("Tue, 2/3/2009", datetime(2009, 2, 3, tzinfo=UTC)),
        ("Published 2/3/2009 | Updated 2/13/2009", datetime(2009, 2, 3, tzinfo=UTC)),
        ("2/3/2009\nDOHA, March 2, 2009 (Agency) - Talks began.", datetime(2009, 3, 2, tzinfo=UTC)),
    ],
)
def test_day_first_or_month_first_is_read_from_the_text(text: str, published: datetime) -> None:
    found = own_date(text)
    assert found is not None
    assert found.published == published


@pytest.mark.parametrize(
    "text",
    [
        "2/3/2009",
        "Published: 2/3/2009 10:15",
        "2/3/2009\n\nThe works began on 4/5/2009.",  # as open itself
        "2/3/2009\n\nThe works began on 13.1.2009.",  # another way to write dates
        "2/3/2009\n\nThe works began on 13/1/2009 and ended on 2/14/2009.",  # both orders
        "2/3/2009\n\nThe works began on 14/15/2009.",  # no date
        "Friday, 6/7/2009",  # neither day is one
        "Thursday, 12/3/2026 10:15",  # both are
    ],
)
def test_a_date_of_any_order_is_told_and_dates_nothing(text: str) -> None:
    found = own_date(text)
    assert found is not None
    assert found.published is None
    (document,) = load_texts([TextInput(text=f"{text}\n\n{BODY}")]).documents
    (notice,) = [n for n in document.notices if n.code == NoticeCode.DATE_OF_ANY_ORDER]
    assert document.published is None
    assert "whether the day or the month comes first" in notice.message
    assert all(n.code != NoticeCode.NO_DATE for n in document.notices)


def test_the_day_of_the_last_change_is_told_and_dates_nothing() -> None:
    """What "this morning" means under "Last updated" may be any day before."""
    text = f"Last updated at 11:24, Tuesday, 18 June 2013\n\nThe mill closed this morning. {BODY}"
    (document,) = load_texts([TextInput(text=text)]).documents
    (notice,) = [n for n in document.notices if n.code == NoticeCode.DATE_OF_UPDATE]
    assert document.published is None
    assert "Last updated at 11:24, Tuesday, 18 June 2013" in notice.message


def test_a_dateline_without_its_year_is_told_and_dates_nothing() -> None:
    (document,) = load_texts([TextInput(text=f"DOHA, March 12 (Agency) - {BODY}")]).documents
    (notice,) = [n for n in document.notices if n.code == NoticeCode.DATE_WITHOUT_YEAR]
    assert document.published is None
    assert "DOHA, March 12 (Agency)" in notice.message


def test_the_date_of_the_text_comes_with_a_notice_and_gives_way_to_the_callers() -> None:
    text = f"12 March 2026\n\n{BODY}"
    own, given = load_texts([TextInput(text=text), TextInput(text=text, published="2026-03-14")]).documents
    (notice,) = [n for n in own.notices if n.code == NoticeCode.DATE_FROM_TEXT]
    assert own.published == DAY
    assert "2026-03-12, was read from the text: “12 March 2026”" in notice.message
    assert given.published == DAY.replace(day=14)
    assert all(n.code not in {NoticeCode.DATE_FROM_TEXT, NoticeCode.NO_DATE} for n in given.notices)
