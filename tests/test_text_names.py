"""Names: capitalised runs, what they name, and who is known by a surname alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.names import find_runs, known_capitals, name_table, tokens

RUNS = [
    ("Mayor Ines Okoro spoke near Lund.", [("Ines Okoro", "person"), ("Lund", "place")]),
    ("Vice President Mara Vance voted.", [("Mara Vance", "person")]),
    ("Judge Ann-Marie O’Neill ruled.", [("Ann-Marie O’Neill", "person")]),
    ("They fined Otto Lind, head of the port.", [("Otto Lind", "person")]),
    ("The Supreme Court ruled in Graz.", [("Supreme Court", "org"), ("Graz", "place")]),
    ("The Organization of Northern Ports met in Graz.", [("Organization of Northern Ports", "org"), ("Graz", "place")]),
    ("The firm sued NATO.", [("NATO", "org")]),
    ("He read Ludwig van Hoven and Omar bin Said.", [("Ludwig van Hoven", "name"), ("Omar bin Said", "name")]),
    ("Dockers Union Chairman Otto Lind left.", [("Dockers Union", "org"), ("Otto Lind", "person")]),
    ("A storm hit the capital Norham on Monday in June.", [("Norham", "place")]),
    ("On Monday the vote was close.", []),
    ("However, the river rose.", []),
    ("Rain fell.", []),
    ("", []),
    ("Prosecutor Mara Vance left.", [("Mara Vance", "person")]),
    ("Envoy Otto Lind left.", [("Otto Lind", "person")]),
    ("A storm hit the town of Elm in May.", [("Elm", "name")]),
    ("They heard what the Norham Liberal said.", [("Norham Liberal", "name")]),
    ("They heard what Otto Lind said.", [("Otto Lind", "person")]),
    ("They met Dr. Otto Lind.", [("Otto Lind", "person")]),
]


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_runs(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(run.text, run.kind) for run in find_runs(text)] == expected


@pytest.mark.parametrize(
    ("text", "possessive"),
    [
        ("Police fined Lind’s brother.", True),
        ("Police fined Lind's brother.", True),
        ("They toured the Rovers’ ground.", True),
        ("Police fined Lind.", False),
        ("They called it ‘Rovers’, he said.", True),
    ],
)
def test_possessives_are_flagged_and_cut(text: str, possessive: bool) -> None:
    (run,) = find_runs(text)
    assert run.possessive is possessive
    assert not run.text.endswith(("’s", "'s", "’"))


def test_a_single_word_that_opens_a_sentence_needs_a_second_witness() -> None:
    known = known_capitals(["Kestrel won.", "The board praised Kestrel."])
    assert find_runs("Kestrel won.") == ()
    assert [run.text for run in find_runs("Kestrel won.", known)] == ["Kestrel"]
    assert "the" not in known


def test_surnames_lead_to_the_only_full_name() -> None:
    table = name_table([(0, "Mayor Ines Okoro met Coach Otto Lind."), (50, "Judge Mara Lind left.")], frozenset())
    assert table.full("Okoro") == (6, 16, "Ines Okoro")
    assert table.full("OKORO") == (6, 16, "Ines Okoro")
    assert table.full("Lind") is None, "two people share it"
    assert table.full("Vance") is None


def test_one_person_named_twice_stays_one() -> None:
    table = name_table([(0, "Mayor Inés Okoro left."), (40, "Mayor Ines Okoro left.")], frozenset())
    assert table.full("Okoro") == (6, 16, "Inés Okoro")


@given(st.text(max_size=80))
def test_offsets(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        at = token.end
    at = 0
    for run in find_runs(text):
        assert at <= run.start < run.end <= len(text)
        assert text[run.start : run.end] == run.text
        at = run.end
