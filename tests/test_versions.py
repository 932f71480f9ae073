"""Versions of one article: which sentences were put otherwise, found without measuring each against each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random

import pytest

from service import versions
from service.records import Role, Sentence, Span
from service.versions import ALIKE, reworded

WORDS = "the a of in storm bridge mayor said crews three nine closed opened on Monday Friday".split()


def sentences(texts: Sequence[str]) -> list[Sentence]:
    return [
        Sentence(
            id=f"S1.{n}",
            span=Span(doc="S1", start=100 * n, end=100 * n + len(text)),
            text=text,
            role=Role.BODY,
            paragraph=n,
        )
        for n, text in enumerate(texts, start=1)
    ]


def test_no_pair_that_is_alike_is_left_out() -> None:
    rng, found = Random(3), 0
    for _ in range(40):
        said = [rng.choices(WORDS, k=rng.randint(1, 14)) for _ in range(12)]
        now = [[word if rng.random() < 0.8 else rng.choice(WORDS) for word in words] for words in said]
        old, new = (sentences([" ".join(words) for words in side]) for side in (said, now))
        near = set(versions._near(old, new))
        alike = {(n, k) for n, k in product(range(12), range(12)) if versions._alike(old[n], new[k]) >= ALIKE}
        assert alike <= near
        found += len(alike)
    assert found > 200


def test_sentences_with_nothing_in_common_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[tuple[str, str]] = []

    def alike(a: Sentence, b: Sentence) -> float:
        measured.append((a.text, b.text))
        return 1.0

    monkeypatch.setattr(versions, "_alike", alike)
    before = sentences([f"On Monday crews closed road {n} of the old town for the night." for n in range(200)])
    after = sentences([f"Pupils of school {n} wrote letters to their friends abroad." for n in range(1000, 1200)])
    assert list(reworded(before, after)) == []
    assert measured == []
    pair = reworded(before[:1], sentences(["On Monday crews closed road 12 of the old town for the night."]))
    assert [p.before.text for p in pair] == [before[0].text]
