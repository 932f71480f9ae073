"""Scenes: who met whom, where and when; what retells a meeting and what tells another one."""

from __future__ import annotations

import pytest

from service.stages.select.mentions import find_mentions
from service.text.analysis import Scene, analyse
from service.text.scenes import Value
from tests.check_support import story


def words(values: list[Value]) -> str:
    return " + ".join(value.text for value in values)


def row(scene: Scene) -> tuple[str, str, str, str]:
    return words(scene.who), words(scene.whom), words(scene.where), words(scene.when)


BERG, LIND = "Anna Berg", "Otto Lind"
TOLD = [
    (
        "Foreign Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday to discuss cod.",
        (BERG, LIND, "Vienna", "Monday"),
    ),
    ("Minister Anna Berg met Chancellor Otto Lind in Vienna on Monday.", (BERG, LIND, "Vienna", "Monday")),
    ("Minister Anna Berg held talks with Chancellor Otto Lind in Oslo on Tuesday.", (BERG, LIND, "Oslo", "Tuesday")),
    ("Minister Anna Berg has held closed-door talks with Chancellor Otto Lind in Oslo.", (BERG, LIND, "Oslo", "")),
    (
        "Minister Anna Berg had a meeting with Chancellor Otto Lind over the weekend.",
        (BERG, LIND, "", "over the weekend"),
    ),
    (
        "Minister Anna Berg recently held a series of meetings with Chancellor Otto Lind in Lund.",
        (BERG, LIND, "Lund", "recently"),
    ),
    ("Minister Anna Berg sat down with Chancellor Otto Lind in Oslo.", (BERG, LIND, "Oslo", "")),
    ("Chancellor Otto Lind was received by Minister Anna Berg in Oslo on Friday.", (BERG, LIND, "Oslo", "Friday")),
    (
        "Minister Anna Berg hosted Chancellor Otto Lind in Oslo on Friday for talks about trade.",
        (BERG, LIND, "Oslo", "Friday"),
    ),
    ("Minister Anna Berg welcomed Chancellor Otto Lind in Oslo.", (BERG, LIND, "Oslo", "")),
    (
        "A meeting between Minister Anna Berg and Chancellor Otto Lind took place in Oslo on Friday.",
        (BERG, LIND, "Oslo", "Friday"),
    ),
    ("The Oslo talks brought together Minister Anna Berg and Chancellor Otto Lind.", (BERG, LIND, "", "")),
    (
        "Minister Anna Berg met with Otto Lind, head of the Cod Council, in Bergen on 3 May 2024.",
        (BERG, LIND, "Bergen", "3 May 2024"),
    ),
    ("Anna Berg, the foreign minister, met with Chancellor Otto Lind.", (BERG, LIND, "", "")),
    (
        "Minister Anna Berg and her delegation met with Chancellor Otto Lind in Bergen.",
        ("Anna Berg + her delegation", LIND, "Bergen", ""),
    ),
    (
        "Minister Anna Berg met with Chancellor Otto Lind and his delegation in Bergen.",
        (BERG, "Otto Lind + his delegation", "Bergen", ""),
    ),
    (
        "Norway's foreign minister met with leaders of the Dockers' Union in Leeds on Saturday, the Herald reported.",
        ("Norway's foreign minister", "leaders of the Dockers' Union", "Leeds", "Saturday"),
    ),
    ("As part of a tour, Minister Anna Berg met with Chancellor Otto Lind in Cairo.", (BERG, LIND, "Cairo", "")),
    ("On Saturday, Minister Anna Berg conferred with Chancellor Otto Lind.", (BERG, LIND, "", "Saturday")),
    ("Minister Anna Berg and Chancellor Otto Lind met in Oslo on Friday.", (BERG, LIND, "Oslo", "Friday")),
    ("Talks between Minister Anna Berg and Chancellor Otto Lind ended in Oslo.", (BERG, LIND, "Oslo", "")),
    (
        "Minister Anna Berg met with Chancellor Otto Lind in the Austrian capital Vienna.",
        (BERG, LIND, "the Austrian capital Vienna", ""),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_meeting_sentence(text: str, expected: tuple[str, str, str, str]) -> None:
    assert [row(scene) for scene in analyse(text).scenes] == [expected]


NO_MEETING = [
    "The proposal met with resistance in Parliament.",
    "The committee met on Monday.",
    "The meeting between the parties failed.",
    "Anna Berg will meet Otto Lind in Oslo on Friday.",
    "A flood hit the town of Elm.",
    "Anna Berg received a medal in Oslo.",
    "Anna Berg hosted a dinner in Oslo.",
    "On Saturday the Rovers met United in the final.",
]


@pytest.mark.parametrize("text", NO_MEETING)
def test_no_meeting(text: str) -> None:
    assert analyse(text).scenes == ()


FIRST = "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday."


def scenes_of(*sentences: str) -> tuple[Scene, ...]:
    return analyse(" ".join((FIRST, *sentences))).scenes


RETELLINGS = [
    "The meeting focused on fishing rights.",
    "Both sides praised the talks.",
    "Berg said the quota would stay.",
    "During the talks, they spoke about port fees.",
    "Berg held talks with Lind over fishing rights.",
    "Lind was received by Berg in Vienna.",
]


@pytest.mark.parametrize("sentence", RETELLINGS)
def test_retellings_join_their_meeting(sentence: str) -> None:
    (scene,) = scenes_of(sentence)
    assert scene.lines == [0, 1]


OTHER_NEWS = [
    "The museum opened a new hall.",
    "Norway has maintained a ban on seal hunting.",
    "Mara Vance said the quota would stay.",
    "Prices rose by 4 percent.",
]


@pytest.mark.parametrize("sentence", OTHER_NEWS)
def test_other_news_does_not(sentence: str) -> None:
    (scene,) = scenes_of(sentence)
    assert scene.lines == [0]


def test_they_of_another_subject_is_not_the_meeting() -> None:
    (scene,) = scenes_of("Dockers in Lund are on strike.", "They want higher wages.")
    assert scene.lines == [0]


SECOND_MEETINGS = [
    ("Earlier on the day, Lind also had a meeting with Judge Mara Vance.", "Earlier on the day"),
    ("Later in the day, Berg met with Judge Mara Vance in Vienna.", "Later in the day"),
    ("Separately, Minister Anna Berg met with Judge Mara Vance in Graz.", "Separately"),
    ("Minister Anna Berg also met with Judge Mara Vance in Vienna.", "also met"),
]


@pytest.mark.parametrize(("sentence", "apart"), SECOND_MEETINGS)
def test_a_second_meeting_stays_apart(sentence: str, apart: str) -> None:
    first, second = scenes_of(sentence)
    text = f"{FIRST} {sentence}"
    assert (first.lines, second.lines) == ([0], [1])
    assert second.apart is not None
    assert text[slice(*second.apart)] == apart
    assert words(second.whom) == "Mara Vance"
    assert not second.background


def test_another_place_is_another_meeting() -> None:
    first, second = scenes_of("Minister Anna Berg met with Chancellor Otto Lind in Graz.")
    assert (words(first.where), words(second.where)) == ("Vienna", "Graz")


BACKGROUND = [
    "Minister Anna Berg met last year with Chancellor Otto Lind in Oslo.",
    "Minister Anna Berg met with Judge Mara Vance in Graz in 2021.",
    "Minister Anna Berg had previously met with Judge Mara Vance in Graz.",
    "Last month, Minister Anna Berg met with Judge Mara Vance in Graz.",
    "In 2021, Minister Anna Berg met with Judge Mara Vance in Graz.",
]


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_an_earlier_meeting_is_background(sentence: str) -> None:
    first, second = scenes_of(sentence)
    assert (first.background, second.background) == (False, True)
    assert first.lines == [0]


def test_a_place_by_hearsay_names_its_speaker() -> None:
    text = f"{FIRST} Media reports said it was in Austria."
    (scene,) = analyse(text).scenes
    assert [(v.text, v.speaker and text[slice(*v.speaker)]) for v in scene.where] == [
        ("Vienna", None),
        ("Austria", "Media reports"),
    ]


def test_the_time_of_a_meeting_told_later() -> None:
    (scene,) = analyse(
        "Minister Anna Berg met with Chancellor Otto Lind in Vienna. The meeting on Sunday lasted two hours."
    ).scenes
    assert words(scene.when) == "Sunday"


@pytest.mark.parametrize(
    ("sentence", "slot", "value"),
    [
        (
            "Norway's minister met with Chancellor Otto Lind on Monday, the Herald reported, without saying where.",
            "where",
            "without saying where",
        ),
        (
            "Norway's minister met with Chancellor Otto Lind in Graz, the Herald reported, without specifying when.",
            "when",
            "without specifying when",
        ),
    ],
)
def test_what_is_not_said_is_a_negative_slot_with_its_speaker(sentence: str, slot: str, value: str) -> None:
    (mention,) = find_mentions(story(sentence).documents["S1"], 1)
    (found,) = [s for s in mention.values(slot) if s.negative]
    assert (found.text, found.speaker) == (value, "the Herald")


def test_surnames_are_read_with_the_full_name_of_the_document() -> None:
    text = "Berg met with Lind in Vienna. The Foreign Minister Anna Berg and Chancellor Otto Lind spoke about cod."
    first = analyse(text).scenes[0]
    assert (words(first.who), words(first.whom)) == (BERG, LIND)


@pytest.mark.parametrize(
    ("behind", "whom"),
    [
        ("the Tarnish ambassador in her capital, Graz, and was pleased.", "the Tarnish ambassador"),
        ("the Tarnish ambassador in her capital, Graz, and discussed cod.", "the Tarnish ambassador"),
        ("the Tarnish ambassador and told him to leave.", "the Tarnish ambassador"),
        ("the Tarnish ambassador, and was pleased.", "the Tarnish ambassador"),
        ("the mayors of Graz, Linz and Tarn on Monday.", "the mayors of Graz, Linz and Tarn"),
        ("members of her cabinet on Monday.", "members of her cabinet"),
    ],
)
def test_a_side_without_a_name_ends_before_what_else_was_done(behind: str, whom: str) -> None:
    assert words(analyse(f"Minister Anna Berg met with {behind}").scenes[0].whom) == whom


def test_meetings_of_two_people_without_a_title_are_two() -> None:
    told = analyse("Ada Brandl met the Tarnish ambassador. Union leader Tom Marsh met Minister Ivo Sorel.").scenes
    assert [words(scene.who) for scene in told] == ["Ada Brandl", "Tom Marsh"]
    again = analyse("Ada Brandl met the Tarnish ambassador. Minister Ada Brandl met with the envoy in Graz.").scenes
    assert len(again) == 1
