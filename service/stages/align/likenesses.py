"""How far the words of a story may stand for each other, worked out once for all of them.

Enters: the terms of all questions of a story. Leaves: for each word those that it may stand for, and how well (0-1);
what is not there is 0. Pure; the same numbers as ``questions.likeness_of`` gives pair by pair. With a thousand words a
story has half a million pairs, of which some thousands meet: these are found by index and by one product of matrices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from service.stages.align.questions import NEAR, Term, likeness_of
from service.text.entail.lexicon import BEGINNING, relations, synonyms, vectors_of
from service.text.support.lexicon import senses

ROWS = 512  # of a product at once: some 20 MB for ten thousand words


def likenesses(terms: Iterable[Term]) -> Mapping[str, Mapping[str, float]]:
    """By key of a term, the keys of those that it may stand for, names left out."""
    unique = {t.key: t for t in terms if not t.is_name}
    known = list(unique.values())
    found: dict[str, dict[str, float]] = {key: {} for key in unique}
    for n, m in _candidates(known):
        like = likeness_of(known[n], known[m])
        if like:
            found[known[n].key][known[m].key] = like
    return found


def _candidates(known: list[Term]) -> Iterable[tuple[int, int]]:
    by_stem, by_sense, by_head = (defaultdict[str, list[int]](list) for _ in range(3))
    for n, term in enumerate(known):
        by_stem[term.stem].append(n)
        by_head[term.stem[:BEGINNING]].append(n)
        for sense in senses(term.lemma):
            by_sense[sense].append(n)
    table = relations()
    pairs = set(_near(known))
    for n, term in enumerate(known):
        stems = {term.stem} | set(synonyms().get(term.stem, ()))
        for of_stem in (table.same, table.wider):
            stems |= of_stem.get(term.stem, frozenset())
        others = [m for stem in stems for m in by_stem.get(stem, ())]
        others += [m for sense in senses(term.lemma) for m in by_sense[sense]]
        others += by_head[term.stem[:BEGINNING]]
        pairs.update((n, m) for m in others)
        pairs.update((m, n) for m in others)
    return pairs


def _near(known: list[Term]) -> Iterable[tuple[int, int]]:
    """Pairs whose vectors are near; whole numbers, so that no rounding moves one over the line."""
    import numpy as np  # comes with ONNX Runtime; a brief without figures never needs it

    held = [(n, vector) for n, term in enumerate(known) if (vector := vectors_of(term.low)) is not None]
    if not held:
        return
    places = [n for n, _ in held]
    matrix = np.array([list(vector) for _, vector in held], dtype=np.float32)
    for start in range(0, len(held), ROWS):
        product = matrix[start : start + ROWS] @ matrix.T
        for n, m in zip(*np.nonzero(product >= NEAR * 16129.0 - 1), strict=True):
            yield places[start + int(n)], places[int(m)]
