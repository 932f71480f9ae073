"""The network of the entailment scorer: its words, marks and pieces, and that it reads what the trees cannot."""

from __future__ import annotations

import pytest

from service.text.entail import score, scorer
from service.text.entail.features import aligned
from service.text.entail.marks import (
    LEFT,
    LIKE,
    LONGEST,
    LOOSE,
    MARKS,
    NEW_FUNCTION,
    SAME,
    TAKEN,
    Marked,
    Word,
    marked,
    rows,
)
from service.text.entail.network import log_odds
from service.text.entail.wordpieces import END, START, UNKNOWN, pieces, vocabulary

BRIDGE = "The council closed the Orla bridge on Monday after engineers found two cracks."


def words_of(claim: str, *passages: str) -> Marked:
    found = aligned(claim, passages)
    return marked(found.tokens, found.matches, found.evidence)


def marks_of(words: list[Word]) -> dict[str, int]:
    return {word.text: word.mark for word in words}


def test_pieces_make_up_their_word() -> None:
    known = {number: piece for piece, number in vocabulary().items()}
    for word in ("council", "engineers", "antidisestablishment", "Zürich", "2019", "“"):
        made = "".join(known[n].removeprefix("##") for n in pieces(word))
        assert made == word.lower().replace("ü", "u")


@pytest.mark.parametrize("word", ["汉", "x" * 61, "", "🙂"])
def test_what_no_pieces_make_up_is_one_unknown_piece(word: str) -> None:
    assert pieces(word) == (vocabulary()[UNKNOWN],)


def test_marks_say_what_has_a_counterpart_and_of_which_kind_the_rest_is() -> None:
    found = words_of("The council shut the Tarn bridge without three warnings.", BRIDGE)
    claim, passage = marks_of(found.claim), marks_of(found.passages[0])
    assert (claim["council"], claim["shut"], claim["without"]) == (SAME, LIKE, NEW_FUNCTION)
    assert (claim["Tarn"], claim["three"], claim["warnings"]) == (LOOSE["name"], LOOSE["number"], LOOSE["content"])
    assert (passage["closed"], passage["Orla"], passage["two"], passage["cracks"]) == (
        TAKEN,
        LEFT["name"],
        LEFT["number"],
        LEFT["content"],
    )


def test_rows_are_of_one_length_and_part_the_sides() -> None:
    row = rows(words_of("The bridge was shut, it didn't reopen.", BRIDGE, "It isn't safe."))
    assert len(row.pieces) == len(row.marks) == len(row.sides)
    assert row.pieces[0] == vocabulary()[START]
    assert row.pieces.count(vocabulary()[END]) == 3
    assert row.sides == sorted(row.sides)
    assert max(row.marks) < MARKS


def test_long_evidence_is_cut_to_the_places_of_the_network() -> None:
    row = rows(words_of("The bridge was shut.", " ".join([BRIDGE] * 60)))
    assert len(row.pieces) == LONGEST
    assert log_odds(aligned("The bridge was shut.", (" ".join([BRIDGE] * 60),))) == pytest.approx(
        log_odds(aligned("The bridge was shut.", (" ".join([BRIDGE] * 60),)))
    )


def test_a_name_that_is_exchanged_on_both_sides_keeps_its_marks() -> None:
    found = words_of("The Orla bridge was closed.", BRIDGE)
    own, other = rows(found), rows(found, rename=lambda name: "Kesh" if name == "Orla" else name)
    assert own.pieces != other.pieces
    assert sorted(set(own.marks)) == sorted(set(other.marks))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("On Monday the Orla bridge was shut by the council.", "On Tuesday the Orla bridge was shut by the council."),
        ("Two cracks led the council to shut the bridge.", "Two cracks led the engineers to praise the bridge."),
        ("The council shut the Orla bridge.", "The council refused to shut the Orla bridge."),
    ],
)
def test_the_carried_sentence_has_the_better_odds(right: str, wrong: str) -> None:
    assert log_odds(aligned(right, (BRIDGE,))) > log_odds(aligned(wrong, (BRIDGE,)))


def test_long_evidence_is_judged_by_the_trees_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def hear(found: object) -> float:
        asked.append("network")
        return 0.0

    monkeypatch.setattr(scorer, "log_odds", hear)
    score("The bridge was shut.", [" ".join([BRIDGE] * 30)])
    assert asked == []
    score("The bridge was shut.", [BRIDGE])
    assert asked == ["network"]
