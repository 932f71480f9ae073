"""Similarity: stems, vectors, containment, shingles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.similarity import (
    containment,
    content_tokens,
    cosine,
    idf,
    jaccard,
    shingles,
    stem,
    tf_idf,
    tokens,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("meeting", "meetings"),
        ("stopped", "stop"),
        ("called", "calling"),
        ("making", "makes"),
        ("cities", "city"),
        ("released", "releases"),
        ("denied", "denies"),
        ("boxes", "box"),
    ],
)
def test_same_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


@pytest.mark.parametrize(("a", "b"), [("news", "new"), ("sing", "s"), ("red", "r"), ("crisis", "crisi"), ("bus", "bu")])
def test_different_stem(a: str, b: str) -> None:
    assert stem(a) != stem(b)


def test_tokens_fold_letters_and_possessives() -> None:
    assert tokens("Zoë’s Straße, l'eau") == ["zoe", "strasse", "l'eau"]
    assert content_tokens("The boats of the harbour said no") == ["boat", "harbour"]


def test_cosine_ranks_by_shared_rare_words() -> None:
    documents = [content_tokens(text) for text in ("red boat sinks", "blue boat sails", "green boat sails far")]
    weights = idf(documents)
    red, blue, green = (tf_idf(document, weights) for document in documents)
    assert cosine(blue, green) > cosine(red, blue) > 0
    assert cosine(red, red) == pytest.approx(1.0)
    assert cosine(red, {}) == 0


def test_containment_is_not_symmetric() -> None:
    assert containment("boats sank", "Two boats sank in the harbour") == 1.0
    assert containment("Two boats sank in the harbour", "boats sank") == 0.5
    assert containment("of the", "anything") == 0


def test_shingles_and_jaccard() -> None:
    assert shingles("a b c d", 3) == {("a", "b", "c"), ("b", "c", "d")}
    assert shingles("a b", 3) == {("a", "b")}
    assert shingles("", 3) == frozenset()
    assert jaccard(shingles("a b c d", 2), shingles("a b c e", 2)) == 0.5
    assert jaccard(frozenset(), frozenset()) == 0
    with pytest.raises(ValueError, match="at least 1"):
        shingles("a", 0)


@given(st.lists(st.text()))
def test_values_stay_between_zero_and_one(texts: list[str]) -> None:
    documents = [content_tokens(text) for text in texts]
    weights = idf(documents)
    vectors = [tf_idf(document, weights) for document in documents]
    for a, one in zip(texts, vectors, strict=True):
        assert 0 <= containment(a, texts[0]) <= 1
        assert 0 <= cosine(one, vectors[0]) <= 1
        assert 0 <= jaccard(shingles(a), shingles(texts[0])) <= 1
