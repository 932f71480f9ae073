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
        "the New Year party",
        "the 1967 borders",
        "March 10,000 people strong",
        "June Carter sang",
        "Good Friday",
        "after Friday prayers",
        "a score of 0:99",
        "from 2000 homes",
        "room 42",
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


WAYS = [
    ("back", "The council met on Monday."),
    ("back", "The council held talks with X on Monday."),
    ("ahead", "Construction will begin in September."),
    ("ahead", "The mayor said that construction would begin in September."),
    ("ahead", "The recount is expected to begin on Wednesday and to take about two days."),
    ("ahead", "The winner is due to be sworn in on 2 May."),
    ("ahead", "The Ballot Watch Network (BWN), which sent observers, is to report on 1 May."),
    ("ahead", "The governor announced that an inquiry, headed by a judge, would begin on Monday."),
    ("ahead", "The two clubs will meet on 4 September."),
    ("back ahead", "The minister said on Monday the bridge would open on Friday."),
    ("ahead", "By Friday the road will be open."),
    ("back", "By Friday some 1,100 of the 1,400 people evacuated in Harnau had returned home."),
    ("open", "The judge adjourned the proceedings until 27 May."),
    ("back", "The bridge has been closed since Monday."),
    ("open", "He is expected to make his debut on Saturday week in a friendly against Dunmere, said the head coach."),
    ("open", "Rovers, who came fourth last season, open the league campaign on 9 August at home to Saint Orlan."),
    ("back", "About 2,000 supporters waited outside the Tannery Ground on Wednesday to greet the new number 11."),
    ("back", "A second complaint, filed on Sunday afternoon by Open Quays, Haddari’s list, is still pending."),
    ("back", "PORT VARRICK, Monday – Yousra Haddari will be the next mayor of Port Varrick."),
    (
        "back back",
        "CALVANO, 21 March - Calvano have asked the panel to examine it, the club said in a statement on Tuesday.",
    ),
    ("ahead", "It will decide on the complaint before Friday, according to its spokeswoman, Carla Mendrick."),
    ("back", "Three people were killed and two are missing, the regional fire service said on Friday."),
    (
        "back",
        "The fire chief, who leads the rescue, said on Tuesday evening that eleven others were still missing.",
    ),
    (
        "back",
        "The union keeps the seat, the officer, Jane Roe, said on Thursday night after two days of counting.",
    ),
    (
        "back",
        "In Elm, 90 kilometres away, the electoral board on Wednesday threw out the last complaint.",
    ),
    ("back", "The death toll from Monday's disaster rose to nine."),
    ("back", "The number of people killed rose to five on Thursday after divers found two bodies."),
    ("back", "The governor declared a state of emergency in three districts on Wednesday."),
    ("back", "The mayor declared the bridge unsafe on Monday."),
    ("open", "The government declared a public holiday on Friday."),
    ("open", "The union declared a two-day strike on Monday."),
    (
        "back",
        "Seven people were killed when the river burst its banks at Elm late on Monday, sending water.",
    ),
    ("ahead", "City must cut their wage bill to 65 million by the end of September."),
    (
        "back",
        "The Licensing Office (LO), which approves budgets, passed Rovers' plans on Friday without conditions.",
    ),
    ("open", "The shooting on Monday will be investigated."),
    ("open", "The planned strike on Monday has been called off."),
    ("open", "Unions confirmed the planned strike on Monday."),
    ("open", "The agency announced elections in September."),
    ("open", "The agency announced elections on Monday."),
    ("back", "The ministry announced on Monday that it was closing."),
    ("back", "Corvane Telecom agreed on Monday to take over its smaller rival."),
    ("ahead", "The leaders are meeting on Tuesday in Oslo."),
    ("ahead", "The vote is on Tuesday."),
    ("open", "They meet on Tuesday."),
    ("open", "The company was due to report on Tuesday."),
    ("open", "Every Friday the market opens."),
    ("back", "He arrived for talks on Saturday."),
    ("back", "The envoy met with rebel leaders on Saturday."),
    ("back", "On Saturday, The envoy met the group's leader."),
    ("ahead", "On Tuesday the council will decide."),
    ("open", "On Tuesday, the mayor said, the council will decide."),
    ("back", "On Tuesday, police said that 4 people had died."),
    ("ahead", "From Tuesday the bridge will be closed."),
    ("open", "The bridge was closed from Tuesday."),
    ("back back", "The two men were arrested in March and charged on Friday."),
    ("back ahead", "The trial, which opened on Monday, will resume on Friday."),
    ("ahead", "A decision is expected by mid-May."),
    ("open", "The attack of Oct. 7 was the worst."),
    ("open", "The army has killed 270 people since Oct. 7."),
    ("open", "In 2019 he was arrested and in May he was freed."),
    ("ahead", "The season starts in August."),
    (
        "ahead",
        "She hopes to find a replacement before the second division starts on 2 August, a week earlier than the first.",
    ),
    ("back", "“He has not failed anything,” City’s doctor, Elena Prowse, said on Friday."),
    ("back", "The move had seemed dead on Thursday afternoon, when City sent him for a second scan."),
    ("back", "Around 300 of them protested outside the Mill Lane stadium on Friday evening, police said."),
    ("back", 'On Sunday he repeated that City had "played poker with a man\'s knee".'),
    ("open", "Until Sunday, nobody had known."),
    ("open", "He told the board to leave by Friday."),
    ("back", "He spoke to reporters on Friday."),
    ("back", "He returned to parliament on Friday."),
    ("open", "He agreed to meet them on Friday."),
    ("back", "She failed to appear in court on Friday."),
    ("back", "The spokesman declined to comment on the reports on Monday."),
    ("back", "Lindhoj trained with his new team-mates for the first time on Monday."),
    ("open", "He has a minor thigh strain and will probably miss Saturday's friendly against Dunmere, Rovers said."),
    ("back", "The 44-year-old won Sunday’s runoff with 52.1 percent of the vote."),
    ("ahead", "He said he will travel to Paris this Friday."),
    ("back", "They met this Friday."),
    ("open", "They meet next Friday."),
    ("back", "Their president, Renzo Albarini, said at the weekend that the player had forced the club's hand."),
    ("ahead", "They will play over the weekend."),
    ("back", "Officials who arrived on Monday said the port would close."),
    ("open", "The port would have closed on Friday."),
    ("back", "Some of the men seen on Monday had guns."),
    ("back", "Sunday's vote was marred by violence."),
    ("open", "Sunday's vote will be decisive."),
    ("back", "Police said the man was arrested on Friday."),
    ("open", "Police said the shops open on Friday."),
    ("open", "Negotiators failed to agree on a deal by Friday."),
    ("back", "After the storm passed on Friday, they left."),
    ("open", "The ship, carrying grain, left on 3 March 2024 and arrived in May."),
    ("back", "The visit on Monday came after weeks of talks."),
    ("back", "Talks on Monday between the two sides ended without a deal."),
    ("back", "The government on Monday approved the plan."),
    ("back", "Danish officials, speaking in Cairo on Monday, said a deal was near."),
    ("open ahead", "Voters go to the polls on Tuesday and will choose a mayor on Friday."),
    ("back back back", "The clashes began on Friday and continued on Saturday and Sunday."),
    ("ahead ahead", "The conference will be held on Friday and Saturday."),
    ("back", "The foreign minister met the envoy in Oslo on Saturday, the ministry said."),
    ("back", "The minister held a meeting in Oslo on Friday, discussing aid."),
    ("back", "The envoy received a delegation on Saturday in Istanbul, according to sources."),
    ("back", "The death of the general was confirmed on Monday."),
    ("open", "An exhibition planned for Friday was cancelled."),
    ("back", "The firm reported a loss on Monday."),
    ("open", "He could not attend on Monday."),
    ("back", "He had to leave on Monday."),
    ("back", "The court ordered his release on Monday."),
    ("back", "He denied having met them on Monday."),
    ("back", "Hundreds took to the streets on Friday."),
    ("back", "The two held their first meeting in Ankara on Friday night."),
    ("open", "Schools closed by the strike reopen on Tuesday."),
    ("open", "The newly elected council sits on Tuesday."),
    ("open", "The bank rescued by the state sells its branches on Monday."),
    ("open", "He told reporters the shops open on Friday."),
    ("back", "He told a news conference in Doha on Friday that the talks failed."),
    ("back back", "A man arrested in May on Friday denied it."),
    ("back", "The ministry on Monday announced the plan."),
    ("back ahead", "The minister said on Saturday the bridge would open on Friday."),
    ("open", "The Daily reported that the vote on Friday could be delayed."),
    ("back ahead", "Judge Tamm opened the hearing on Monday and said it would end in May."),
    ("open", "He had been due in court on Friday."),
    ("ahead", "He is due in court on Friday."),
    ("ahead", "The ministry says it will publish the figures on Friday."),
    ("open", "It was the first time in 20 years that the town votes on Friday."),
    ("back", "The envoy also met the mayor on Saturday, the agency reported."),
    ("back", "Speaking in Ankara on Friday, he called for calm."),
    ("back", "Asked on Friday whether he would resign, he laughed."),
    ("open", "He said he would have left on Friday."),
    ("back", "Rebels seized the town on Friday, a day after the truce expired."),
    ("open", "Talks are to resume after the vote on Friday."),
    ("ahead", "Talks are to resume on Friday after the truce failed."),
    ("back", "Talks resumed on Friday after the truce failed."),
    ("open", "The union called for a strike on Friday."),
    ("back", "In February the firm said that it would buy a rival."),
    ("back", "The minister met the envoy in Oslo on Tuesday to discuss the strike."),
    ("open", "The order takes effect at midnight if no deal is reached by Friday."),
]


@pytest.mark.parametrize(("ways", "text"), WAYS)
def test_tense_and_modality_tell_the_way(ways: str, text: str) -> None:
    found = [d.way or "open" for d in find_dates(text) if d.deictic and not d.normal.startswith(("relative:1", "T"))]
    assert found == ways.split(" ")


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2024, 2, 7), date(2024, 2, 9)),  # a Wednesday: both readings are the Friday of that week
        (date(2024, 2, 10), None),  # a Saturday: the day before, or the Friday to come
    ],
)
def test_two_times_of_one_sentence_have_two_ways(published: date, day: date | None) -> None:
    said, opens = find_dates("The minister said on Monday the bridge would open on Friday.")
    first, second = resolve(said, published), resolve(opens, published)
    assert first is not None
    assert first.start == date(2024, 2, 5)
    assert (second and second.start) == day


@given(
    st.lists(
        st.sampled_from("on Monday by Friday in May 3 June will would said to be met , that the had . is was".split())
    )
)
def test_a_way_is_told_on_any_words(words: list[str]) -> None:
    assert {d.way for d in find_dates(" ".join(words))} <= {"", "back", "ahead"}


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
