"""Figures: what a number counts, since when, and who says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.figures import find_figures

FIGURES = [
    ("At least 14 people were killed in the flood in Elm.", [("At least 14 people", "killed", "14")]),
    (
        "The crash killed two children and injured nine adults.",
        [("two children", "killed", "2"), ("nine adults", "injured", "9")],
    ),
    ("Some two dozen fans were hurt in Leeds.", [("Some two dozen fans", "injured", "24")]),
    ("Police arrested 31 people in Lund.", [("31 people", "arrested", "31")]),
    ("More than 400 residents were displaced.", [("More than 400 residents", "displaced", "400")]),
    ("Two hostages were freed.", [("Two hostages", "held hostage", "2")]),
    ("Seven sailors are missing.", [("Seven sailors", "missing", "7")]),
    ("The overall toll stands at 41.", [("41", "killed", "41")]),
    ("The 2011 flood killed 19 people.", [("19 people", "killed", "19")]),
    ("The flood lasted three days and killed nobody.", []),
    ("Turnout was 64 percent.", []),
    ("The club paid 34 million euros.", []),
    ("He was jailed for 12 years for the killing.", []),
    ("", []),
    ("Twelve people died and three were missing.", [("Twelve people", "killed", "12"), ("three", "missing", "3")]),
    ("Lind, 34, was killed in Leeds.", []),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[f.start : f.end], f.kind, f.normal) for f in find_figures(text)] == expected


SPEAKERS = [
    ("The fire service said 1,200 people had been evacuated.", "The fire service"),
    ("More than 400 residents were displaced, according to the council.", "the council"),
    ("Police arrested 31 people, the chief said.", "the chief"),
    ("At least 14 people were killed in the flood in Elm.", None),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_states_a_figure(text: str, speaker: str | None) -> None:
    (figure,) = find_figures(text)
    assert (text[slice(*figure.speaker)] if figure.speaker else None) == speaker


PERIODS = [
    ("Floods have killed 230 people since 3 January 2024.", "since 3 January 2024"),
    ("As of Tuesday, 12 people were missing.", "As of Tuesday"),
    ("At least 14 people were killed in the flood in Elm.", None),
    ("By Tuesday 1,200 people had been evacuated.", "By Tuesday"),
    ("1,200 people had been evacuated by 3 May 2024.", "by 3 May 2024"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_since_when(text: str, period: str | None) -> None:
    (figure,) = find_figures(text)
    assert (text[slice(*figure.as_of)] if figure.as_of else None) == period


def test_totals_are_marked() -> None:
    (total,) = find_figures("A total of 230 people have died.")
    (part,) = find_figures("About 230 people have died.")
    assert (total.overall, part.overall) == (True, False)


@given(
    st.lists(
        st.sampled_from("12 people died , three were missing since Monday said police by 34".split())
        | st.text(max_size=4)
    )
)
def test_offsets(pieces: list[str]) -> None:
    text, at = " ".join(pieces), 0
    for figure in find_figures(text):
        assert at <= figure.number.start < figure.number.end <= len(text)
        assert figure.start <= figure.number.start
        assert figure.number.end <= figure.end <= len(text)
        at = figure.number.end
        for span in (figure.as_of, figure.speaker):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
