"""Time expressions: labelled forms, traps, resolution, compatibility, exact offsets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.dates import ResolvedDate, compatible, find_dates, resolve

FORMS = [
    # text, slice, kind, precision, normal form
    ("the attack of Oct. 7 that", "Oct. 7", "absolute", "day", "--10-07"),
    ("on October 7, 2023, after", "October 7, 2023", "absolute", "day", "2023-10-07"),
    ("on 7 October the", "7 October", "absolute", "day", "--10-07"),
    ("until 3 June.", "3 June", "absolute", "day", "--06-03"),
    ("on 3 Jun. at", "3 Jun.", "absolute", "day", "--06-03"),
    ("the 7th of October", "7th of October", "absolute", "day", "--10-07"),
    ("on 2023-10-07", "2023-10-07", "absolute", "day", "2023-10-07"),
    ("on 2023.10.07.", "2023.10.07", "absolute", "day", "2023-10-07"),
    ("(2023/10/07)", "2023/10/07", "absolute", "day", "2023-10-07"),
    ("at 2023-10-07 14:05 the", "2023-10-07 14:05", "absolute", "time", "2023-10-07T14:05"),
    ("at 2023.10.07 14:05 the", "2023.10.07 14:05", "absolute", "time", "2023-10-07T14:05"),
    ("at 12:18 AM on", "12:18 AM", "absolute", "time", "T00:18"),
    ("at 12:18 PM GMT on", "12:18 PM GMT", "absolute", "time", "T12:18"),
    ("at 3 P.M. sharp", "3 P.M.", "absolute", "time", "T15:00"),
    ("at 2023-10-07T14:05:00Z", "2023-10-07T14:05:00Z", "absolute", "time", "2023-10-07T14:05"),
    ("on Saturday, Oct. 7, 2023", "Saturday, Oct. 7, 2023", "absolute", "day", "2023-10-07"),
    ("Sun, 7 Jan 2024", "Sun, 7 Jan 2024", "absolute", "day", "2024-01-07"),
    ("on 7-9 October 2023", "7-9 October 2023", "absolute", "day", "2023-10-07/2023-10-09"),
    ("on 31.12.2023", "31.12.2023", "absolute", "day", "2023-12-31"),
    ("on 12/31/2023", "12/31/2023", "absolute", "day", "2023-12-31"),
    ("on 03/04/2023", "03/04/2023", "vague", "day", "numeric:03/04/2023"),
    ("in 2023 and", "2023", "absolute", "year", "2023"),
    ("in mid-2023", "mid-2023", "absolute", "year", "2023"),
    ("in March 2023", "March 2023", "absolute", "month", "2023-03"),
    ("In December, the", "December", "absolute", "month", "month:12"),
    ("last December", "last December", "absolute", "month", "month:last:12"),
    ("in May, he", "May", "absolute", "month", "month:5"),
    ("since March", "March", "absolute", "month", "month:3"),
    ("throughout the 1990s", "1990s", "absolute", "decade", "1990s"),
    ("in the ’90s", "’90s", "absolute", "decade", "1990s"),
    ("a 19th century house", "19th century", "absolute", "vague", "century:19"),
    ("at 14:00 local time", "14:00 local time", "absolute", "time", "T14:00"),
    ("at 2 p.m. sharp", "2 p.m.", "absolute", "time", "T14:00"),
    ("at 2.30pm sharp", "2.30pm", "absolute", "time", "T14:30"),
    ("at 12 a.m. sharp", "12 a.m.", "absolute", "time", "T00:00"),
    ("by 1400 GMT", "1400 GMT", "absolute", "time", "T14:00"),
    ("held on Saturday.", "Saturday", "weekday", "day", "weekday:saturday"),
    ("on Saturday morning", "Saturday morning", "weekday", "day", "weekday:saturday:morning"),
    ("last Friday", "last Friday", "weekday", "day", "weekday:last:friday"),
    ("Friday's meeting", "Friday", "weekday", "day", "weekday:friday"),
    ("Friday’s meeting", "Friday", "weekday", "day", "weekday:friday"),
    ("earlier on Saturday", "earlier on Saturday", "weekday", "day", "weekday:saturday"),
    ("He left yesterday.", "yesterday", "relative", "day", "relative:yesterday"),
    ("earlier today he", "earlier today", "relative", "day", "relative:today:earlier"),
    ("Earlier on the day, he", "Earlier on the day", "relative", "day", "relative:earlier_day"),
    ("this morning they", "this morning", "relative", "day", "relative:today:morning"),
    ("last month they", "last month", "relative", "month", "relative:last_month"),
    ("since last month", "last month", "relative", "month", "relative:last_month"),
    ("last year’s deal", "last year", "relative", "year", "relative:last_year"),
    ("this week they", "this week", "relative", "week", "relative:this_week"),
    ("the month before.", "the month before", "relative", "month", "relative:month_before"),
    ("a year earlier", "a year earlier", "relative", "year", "relative:1_years_earlier"),
    ("two days ago", "two days ago", "relative", "day", "relative:2_days_ago"),
    ("several weeks ago", "several weeks ago", "vague", "vague", "relative:several_weeks_ago"),
    ("over the weekend, in", "over the weekend", "relative", "weekend", "relative:weekend"),
    ("in the past 24 hours", "in the past 24 hours", "relative", "day", "relative:past_24_hours"),
    ("over the last two months", "over the last two months", "relative", "month", "relative:past_2_months"),
    ("in the last month", "the last month", "relative", "month", "relative:past_month"),
    ("recently met", "recently", "vague", "vague", "vague:recently"),
    ("in recent weeks", "in recent weeks", "vague", "vague", "vague:in_recent_weeks"),
]


@pytest.mark.parametrize(("text", "words", "kind", "precision", "normal"), FORMS)
def test_form(text: str, words: str, kind: str, precision: str, normal: str) -> None:
    (found,) = find_dates(text)
    assert (found.text, found.kind, found.precision, found.normal) == (words, kind, precision, normal)


@pytest.mark.parametrize(
    "text",
    [
        "they may march to the sea",
        "May said the talks were over",
        "May the best team win",
        "a letter by May’s government",
        "the Sunday Times",
        "a second storm",
        "the referee stopped it at the 2:15 mark",
        "he scored with 4:05 left in the third",
        "the New Year party",
        "the 1967 borders",
        "March 10,000 people strong",
        "June Carter sang",
        "Good Friday",
        "after Friday prayers",
        "a score of 0:99",
        "from 2000 homes",
        "room 42",
        "install it as soon as possible",
        "nobody knows how soon",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_preposition_stands_outside_the_span() -> None:
    (found,) = find_dates("closed since Saturday")
    assert (found.prep, found.text) == ("since", "Saturday")


SUNDAY = date(2024, 2, 4)
RESOLVED = [
    ("They met on Saturday.", SUNDAY, date(2024, 2, 3), date(2024, 2, 3)),
    ("They met on Sunday.", SUNDAY, SUNDAY, SUNDAY),
    ("last Sunday", SUNDAY, date(2024, 1, 28), date(2024, 1, 28)),
    ("They met over the weekend.", SUNDAY, date(2024, 2, 3), SUNDAY),
    ("They met over the weekend.", date(2024, 2, 2), date(2024, 1, 27), date(2024, 1, 28)),
    ("They met over the weekend.", date(2024, 2, 3), date(2024, 2, 3), date(2024, 2, 4)),
    ("last month", SUNDAY, date(2024, 1, 1), date(2024, 1, 31)),
    ("last month", date(2024, 1, 15), date(2023, 12, 1), date(2023, 12, 31)),
    ("this week", SUNDAY, date(2024, 1, 29), SUNDAY),
    ("last year", SUNDAY, date(2023, 1, 1), date(2023, 12, 31)),
    ("yesterday", SUNDAY, date(2024, 2, 3), date(2024, 2, 3)),
    ("two days ago", SUNDAY, date(2024, 2, 2), date(2024, 2, 2)),
    ("a year ago", SUNDAY, date(2023, 1, 1), date(2023, 12, 31)),
    ("They met on Oct. 7.", SUNDAY, date(2023, 10, 7), date(2023, 10, 7)),
    ("They met on Feb. 4.", SUNDAY, SUNDAY, SUNDAY),
    ("They met in December.", SUNDAY, date(2023, 12, 1), date(2023, 12, 31)),
    ("They met in February.", SUNDAY, date(2024, 2, 1), date(2024, 2, 29)),
    ("next month", SUNDAY, date(2024, 3, 1), date(2024, 3, 31)),
    ("in the past 24 hours", SUNDAY, date(2024, 2, 3), SUNDAY),
    ("on October 7, 2023", None, date(2023, 10, 7), date(2023, 10, 7)),
    ("They will meet on Friday.", SUNDAY, date(2024, 2, 9), date(2024, 2, 9)),
    ("They will meet this Friday.", SUNDAY, date(2024, 2, 9), date(2024, 2, 9)),
    ("They met this Friday.", SUNDAY, date(2024, 2, 2), date(2024, 2, 2)),
    ("They will meet over the weekend.", date(2024, 2, 2), date(2024, 2, 3), SUNDAY),
    ("They will meet on 4 April.", SUNDAY, date(2024, 4, 4), date(2024, 4, 4)),
    ("They will meet in February.", SUNDAY, date(2024, 2, 1), date(2024, 2, 29)),
    ("They will meet in January.", SUNDAY, date(2025, 1, 1), date(2025, 1, 31)),
    ("It has been shut since Friday.", SUNDAY, date(2024, 2, 2), date(2024, 2, 2)),
    ("last Friday", date(2024, 2, 5), date(2024, 2, 2), date(2024, 2, 2)),
    ("last December", SUNDAY, date(2023, 12, 1), date(2023, 12, 31)),
    ("in 2023", None, date(2023, 1, 1), date(2023, 12, 31)),
    ("the 1990s", None, date(1990, 1, 1), date(1999, 12, 31)),
    ("in March 2023", None, date(2023, 3, 1), date(2023, 3, 31)),
    ("on 7-9 October 2023", None, date(2023, 10, 7), date(2023, 10, 9)),
]


@pytest.mark.parametrize(("text", "published", "start", "end"), RESOLVED)
def test_resolve(text: str, published: date | None, start: date, end: date) -> None:
    found = resolve(find_dates(text)[0], published)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("on Saturday", None),
        ("on Oct. 7", None),
        ("last month", None),
        ("a year earlier", SUNDAY),
        ("the month before.", SUNDAY),
        ("recently they", SUNDAY),
        ("next Friday", SUNDAY),
        ("on Saturday", SUNDAY),
        ("in December", SUNDAY),
        ("They will meet on Sunday.", SUNDAY),
        ("They will meet over the weekend.", SUNDAY),
        ("They met last Friday.", SUNDAY),
        ("They met last January.", SUNDAY),
        ("They will meet next December.", SUNDAY),
        ("They met on Feb. 29.", SUNDAY),
        ("They met on 1 July.", SUNDAY),
        ("It has been shut since Sunday.", SUNDAY),
        ("by Friday", SUNDAY),
        ("on 30 February", SUNDAY),
        ("on 03/04/2023", SUNDAY),
        ("at 14:00", SUNDAY),
    ],
)
def test_open_expression_stays_open(text: str, published: date | None) -> None:
    assert resolve(find_dates(text)[0], published) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("on October 7, 2023", "on 7 October 2023", True),
        ("on October 7, 2023", "on 8 October 2023", False),
        ("on October 7, 2023", "in 2023", True),
        ("on October 7, 2023", "in 2022", False),
        ("on October 7, 2023", "on Oct. 7", None),
        ("on October 7, 2023", "on Oct. 8", False),
        ("on Oct. 7", "in December", False),
        ("on Saturday", "on Saturday", None),
        ("on Saturday", "on Sunday", False),
        ("on Saturday", "over the weekend", None),
        ("on Monday", "over the weekend", False),
        ("on October 7, 2023", "on Saturday", None),
        ("on October 7, 2023", "on Friday", False),
        ("last month", "recently", None),
    ],
)
def test_compatible_without_a_date(a: str, b: str, expected: bool | None) -> None:
    one, two = find_dates(a)[0], find_dates(b)[0]
    assert compatible(one, two) is expected
    assert compatible(two, one) is expected


def test_weekend_holds_saturday_once_dated() -> None:
    weekend = resolve(find_dates("They met over the weekend.")[0], SUNDAY)
    saturday = resolve(find_dates("They met on Saturday.")[0], SUNDAY)
    friday = resolve(find_dates("They met on Friday.")[0], SUNDAY)
    assert weekend is not None
    assert saturday is not None
    assert friday is not None
    assert compatible(weekend, saturday) is True
    assert compatible(weekend, friday) is False
    assert compatible(weekend, find_dates("on Monday")[0]) is False
    assert compatible(ResolvedDate(SUNDAY, SUNDAY, "day"), find_dates("over the weekend")[0]) is None


PIECES = st.lists(
    st.sampled_from(
        "Oct. 7 October , 2023 Saturday 's morning last this month ago two years 14:00 p.m. - / the before May 1990s "
        "weekend over earlier 31 Feb. 0 T".split()
    )
    | st.text(max_size=4),
    max_size=20,
)


@given(PIECES.map(" ".join) | PIECES.map("".join) | st.text(), st.dates())
def test_offsets_and_resolution_hold_on_any_text(text: str, published: date) -> None:
    at = 0
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text
        assert at <= found.start < found.end
        at = found.end
        span = resolve(found, published)
        assert span is None or span.start <= span.end
        assert found.deictic or resolve(found, None) == span
