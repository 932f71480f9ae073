"""Figures and names that a sentence takes over but gives to something else, and what only looks so."""

from __future__ import annotations

import pytest

from service.text.names import tokens
from service.text.support.crossed import crossed
from service.text.support.figures import missing_numbers
from service.text.support.moments import missing_dates
from service.text.support.reading import read
from service.text.support.two_people import is_two_people


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("A block of 900 laboratories opened.", "A laboratories block for 900 trainees opened.", ("900 laboratories",)),
        ("A block for 900 chemistry trainees opened.", "A chemistry block for 900 trainees opened.", ()),
        ("They found nine tonnes of straw.", "They found nine tonnes of metal under some straw.", ("nine tonnes",)),
        ("They found nine tonnes of smuggled tea.", "They found nine tonnes of tea that was smuggled.", ()),
        ("It dismissed 95 employees.", "It dismissed 40 of its 95 staff.", ("95 employees",)),
        ("It dismissed 40 of 95 employees.", "It dismissed 40 of its 95 staff.", ()),
        ("They own 51 shares each.", "Between them they own 51 shares.", ("51 shares",)),
        ("It was carried by 104 votes to 41.", "They voted 104 to 9, with 41 abstentions.", ("41",)),
        ("The wait is 14 months instead of nine.", "The wait fell from 14 months to nine.", ("from 9 to 14",)),
        ("The wait is nine months instead of 14.", "The wait fell from 14 months to nine.", ()),
        ("It is the ninth envoy in five years.", "It is the fifth envoy in nine years.", ("ninth", "five")),
        ("They hand out six to a person.", "They hand out six to a household.", ("six",)),
        ("It costs £320 per household per year.", "Households pay £320 a year.", ()),
        ("It opens in the first week of May.", "It opens in the second week of May.", ("first",)),
        ("The guns fall silent at six.", "The guns fall silent at 06:00.", ()),
        ("The guns fall silent at seven.", "The guns fall silent at 06:00, and 30 people left.", ("seven",)),
        ("Eggs cost one pound 92.", "Eggs cost £1.92.", ()),
        ("Six people were held.", "Five men and a woman were held.", ()),
        ("Seven people were held.", "Five men and a woman were held.", ("Seven",)),
        ("It took the best part of four hours.", "It took nearly four hours.", ()),
        ("It cost 3.7 million US dollars.", "It cost A$3.7 million.", ("3.7 million US dollars",)),
    ],
)
def test_a_figure_stays_with_what_it_counts(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read(given)]) == missing


@pytest.mark.parametrize(
    ("claim", "given", "names"),
    [
        ("It came from Velm by way of Orm.", "It came from Orm by way of Velm.", ("orm", "velm")),
        ("It came by way of Velm from Orm.", "It came from Orm by way of Velm.", ()),
        (
            "A car from a yard in Orm hit a shop in Velm.",
            "A car from a yard in Velm hit a shop in Orm.",
            ("orm", "velm"),
        ),
    ],
)
def test_two_names_keep_their_places(claim: str, given: str, names: tuple[str, ...]) -> None:
    assert crossed(read(claim), [read(given)]) == names


def test_a_way_back_is_not_the_way_out_turned_round() -> None:
    out, back = "He flew from Orm to Velm on Monday.", "He flew from Velm to Orm on Friday."
    assert crossed(read("He flew from Orm to Velm."), [read(back)]) == ("orm", "velm")
    assert crossed(read("He flew from Orm to Velm."), [read(back), read(out)]) == ()


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("On the same day patrols were turned back.", "Patrols were turned back.", ("the same day",)),
        ("They were hit the previous night.", "They were hit the night before.", ()),
        ("They were hit the weekend before.", "They were hit the previous weekend.", ()),
    ],
)
def test_a_time_that_only_points_has_something_to_point_to(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_dates(read(claim), [read(given)])[0] == missing


@pytest.mark.parametrize(
    ("text", "two"), [("Tiit Lind won.", True), ("Tiit Saar won.", False), ("Rector Saar won.", False)]
)
def test_a_first_name_of_one_and_a_surname_of_another_are_nobody(text: str, two: bool) -> None:
    pairs = {"saar": frozenset({"tiit"}), "tiit": frozenset({"rector"})}
    first, last, *_ = tokens(text)
    assert is_two_people(text, first, last, pairs, ["The Lind group was founded by Rector Tiit Saar."]) is two
