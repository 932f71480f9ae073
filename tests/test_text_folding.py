"""Folding and aliases: keys, spelling variants, other names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.aliases import (
    alias_table,
    aliases_of,
    canonical,
    country_of,
    government_of,
    is_alias,
    same_name,
)
from service.text.folding import edit_distance, fold, spelling_variants, strip_possessive


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kalın", "kalin"),
        ("Zoë’s", "zoe"),
        ("the workers’", "the workers"),
        ("James's", "james"),
        ("  Łódź  Fabryczna ", "lodz fabryczna"),
        ("Søren", "soren"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


def test_possessive() -> None:
    assert strip_possessive("Rivera’s") == "Rivera"
    assert strip_possessive("Rivera") == "Rivera"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mohammad Darwish", "Muhammad Darwish"),
        ("Mohamed", "Muhammad"),
        ("Yousef Ali", "Yusuf Ali"),
        ("Hussein", "Hussain"),
        ("Abdullah Said", "Abdallah Saeed"),
        ("Qaddafi", "Gaddafi"),
        ("Zelensky", "Zelenskyy"),
        ("Ahmed al-Said", "Ahmad Said"),
        ("Kalin", "Kalın"),
        ("John Adam Smith", "John Smith"),
    ],
)
def test_spelling_variants(a: str, b: str) -> None:
    assert spelling_variants(a, b)
    assert spelling_variants(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("John Smith", "Jane Smith"),
        ("Mark Lee", "Mary Lee"),
        ("Ali", "Lee"),
        ("Smith", "John Smith"),
        ("Muhammad Darwish", "Muhammad Rivera"),
        ("Peter Novak", "Paul Novak"),
        ("", "Smith"),
        ("Kyiv", "Kiev Oblast"),
    ],
)
def test_different_names(a: str, b: str) -> None:
    assert not spelling_variants(a, b)


@pytest.mark.parametrize(
    ("a", "b", "distance"), [("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "c", 2), ("abc", "xyz", 3)]
)
def test_edit_distance(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b, 5) == distance
    assert edit_distance(a, b, 0) == min(distance, 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Türkiye", "Turkey"),
        ("Türkiye’s", "Turkey"),
        ("the U.S.", "United States"),
        ("US", "United States"),
        ("us", "us"),
        ("who", "who"),
        ("WHO", "World Health Organization"),
        ("Britain", "United Kingdom"),
        ("The Netherlands", "Netherlands"),
        ("Kiev", "Kyiv"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Jane Doe", "jane doe"),
    ],
)
def test_canonical(name: str, expected: str) -> None:
    assert canonical(name) == expected


def test_demonyms_and_capitals() -> None:
    assert country_of("Turkish") == "Turkey"
    assert country_of("Norwegians’") == "Norway"
    assert country_of("Martian") is None
    assert government_of("Moscow") == "Russia"
    assert government_of("Kiev") == "Ukraine"
    assert government_of("Springfield") is None


def test_groups() -> None:
    assert aliases_of("Burma") == ("Myanmar", "Burma")
    assert aliases_of("Jane Doe") == ()
    assert is_alias("EU")
    assert not is_alias("eu")
    assert same_name("UK", "Great Britain")
    assert not same_name("UK", "US")


def test_table_is_consistent() -> None:
    table = alias_table()
    places = set(table.groups)
    assert set(table.demonyms.values()) <= places
    assert set(table.capitals.values()) <= places
    assert len(table.demonyms) >= 60
    assert len(table.capitals) >= 40
    names = [fold(name) if not name.isupper() else name for group in table.groups.values() for name in group]
    assert len(names) == len(set(names))


@given(st.text(), st.text())
def test_any_text(a: str, b: str) -> None:
    assert fold(fold(a)).isascii()
    assert spelling_variants(a, b) == spelling_variants(b, a)
    assert canonical(a) == canonical(f" {a}")
