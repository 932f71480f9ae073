"""Loaded wording: in whose voice it stands, what replaces it, and a house's own list."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from service.errors import InputError
from service.text.loaded import find_loaded, load_rules, parse_rules

RULES = load_rules()
Row = list[tuple[str, str]]

NARRATOR: list[tuple[str, Row]] = [
    ("The regime closed the port of Ystad.", [("regime", "government")]),
    ("Thugs broke into two shops.", [("Thugs", "people")]),
    ("An angry mob stormed the court.", [("angry mob", "crowd")]),
    ("The terror group struck Elm.", [("terror group", "group")]),
    ("Norvane slammed the verdict.", [("slammed", "criticised")]),
    ("The party touted its poll lead.", [("touted", "presented")]),
    ("The dictator and his regime fled.", [("dictator", "leader"), ("regime", "government")]),
    ("A brutal storm hit Elm.", [("brutal ", "")]),
    ("The so-called expert spoke.", [("so-called ", "")]),
    ("It was an important milestone.", [("important ", "")]),
    ("A news agency reported that thugs broke in.", [("thugs", "people")]),
    ("Otto Lind, the leader of the terror group, said Elm was safe.", [("terror group", "group")]),
    ("The flood claimed 12 lives before the regime sent help.", [("regime", "government")]),
    ("A storm called Ada hit the port before thugs broke in.", [("thugs", "people")]),
]


@pytest.mark.parametrize(("text", "expected"), NARRATOR)
def test_the_narrators_labels(text: str, expected: Row) -> None:
    assert [(h.text, h.replacement) for h in find_loaded(text, RULES) if not h.spoken] == expected


SPOKEN = [
    ("“The regime must go,” Otto Lind said.", ["regime"]),
    ("Otto Lind said the regime must go.", ["regime"]),
    ("The police said thugs broke in.", ["thugs"]),
    ("Otto Lind called the verdict a massacre of justice.", ["massacre"]),
    ("He described the owners as thugs.", ["thugs"]),
    ("The fans were “thugs”, a judge ruled.", ["thugs"]),
    ("The regime must go, according to Otto Lind.", ["regime"]),
]


@pytest.mark.parametrize(("text", "words"), SPOKEN)
def test_labels_in_somebodys_words(text: str, words: list[str]) -> None:
    hits = find_loaded(text, RULES)
    assert [h.text for h in hits] == words
    assert all(h.spoken for h in hits)


NEUTRAL = [
    "The government closed the port of Ystad.",
    "The regime of sanctions was extended.",
    "A crowd stood before the court.",
    "Two attackers fled.",
    "Radio stations in Elm were silent.",
    "The group, founded in 1990, left Elm.",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_plain_words_are_left_alone(text: str) -> None:
    assert find_loaded(text, RULES) == ()


def test_hits_do_not_overlap_and_stand_in_order() -> None:
    text = "The brutal regime and its angry mob staged a massacre, an important milestone."
    hits = find_loaded(text, RULES)
    assert len(hits) >= 4
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(text[h.start : h.end] == h.text for h in hits)


def test_ids_of_the_list_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


ENTRY = """[[term]]
id = "{id}"
referent = "a fan"
pattern = '{pattern}'
neutral = "{neutral}"
handling = "{handling}"
"""


def entry(id: str, pattern: str, neutral: str = "", handling: str = "replace") -> str:  # noqa: A002 - the file's own key
    return ENTRY.format(id=id, pattern=pattern, neutral=neutral, handling=handling)


def house(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_house_adds_its_own_terms(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("ultras", r"\bultras\b", "fans")))
    assert [(h.text, h.replacement) for h in find_loaded("The ultras and thugs left.", rules)] == [
        ("ultras", "fans"),
        ("thugs", "people"),
    ]


def test_a_house_entry_takes_the_place_of_ours(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("thugs", r"\bthugs\b", "suspects")))
    assert [h.replacement for h in find_loaded("The thugs left.", rules)] == ["suspects"]
    assert len(rules) == len(RULES)


def test_a_house_may_keep_a_word(tmp_path: Path) -> None:
    rules = load_rules(house(tmp_path, entry("kept", r"\bthugs\b", handling="keep")))
    assert find_loaded("The thugs left.", rules) == ()


BROKEN = [
    ("term = [", "not a TOML file"),
    ('[[term]]\nid = "x"\n', "term 'x' needs handling, neutral, pattern, referent"),
    ('[[term]]\nreferent = "x"\n', "term '?' needs"),
    (entry("x", "(", "y"), "term 'x' has a pattern that is no regular expression"),
    (entry("x", "y", "z", "delete"), "handling = replace, drop, attribute or keep"),
    ('[term]\nid = "x"\n', "term"),
    (entry("x", "y").replace("'y'", "3"), "term 'x'"),
    (entry("x", "y", "{gone}"), "term 'x'"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_file_names_file_and_entry(tmp_path: Path, text: str, message: str) -> None:
    path = house(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_rules(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.toml: cannot read the term file"):
        load_rules(tmp_path / "gone.toml")


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError):
        load_rules(path)


def test_rules_are_matched_without_regard_to_case() -> None:
    (rule,) = parse_rules(entry("x", r"\bultras\b", "fans"), "x")
    assert find_loaded("ULTRAS left.", [rule])[0].text == "ULTRAS"
