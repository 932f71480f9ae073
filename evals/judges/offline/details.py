"""The small words that turn a sentence around: figures, names, negation, opposites, hedges, and who stands where. Pure.

Enters: a claim's tokens, the evidence and the stretch of it that fits best. Leaves: values and weak words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from evals.judges.offline.alignment import Evidence, near
from evals.judges.offline.lexicon import (
    ANTONYMS,
    ATTRIBUTION,
    HEDGES,
    NEGATION,
    NEGATIVE_VERBS,
    STRENGTH,
    SYNONYMS,
)
from evals.judges.offline.tokens import Token, stem

_REACH = 10  # tokens between two neighbouring content words of a claim in a source that says the same
_WEAK_NUMBER, _WEAK_NAME, _WEAK_TURN, _WEAK_PAIR = 30.0, 20.0, 25.0, 1.0


@cache
def opposites() -> Mapping[str, frozenset[str]]:
    """Stems of the opposites of a stem."""
    table: dict[str, set[str]] = {}
    for one, other in ((stem(a), stem(b)) for a, b in ANTONYMS):
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(found - {word}) for word, found in table.items()}


@cache
def equals() -> Mapping[str, frozenset[str]]:
    """Stems of the near synonyms of a stem."""
    table: dict[str, set[str]] = {}
    for group in SYNONYMS:
        stems = {stem(w) for w in group}
        for word in stems:
            table.setdefault(word, set()).update(stems)
    return {word: frozenset(found - {word}) for word, found in table.items()}


@cache
def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words)) | words


def _count(tokens: Sequence[Token], words: frozenset[str]) -> int:
    return sum(t.surface.lower() in words for t in tokens)


def _turns(claim: Sequence[Token], source: Sequence[Token]) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """Negation, opposites, hedges and strong words, against the stretch that fits best."""
    own, other = {t.stem for t in claim}, {t.stem for t in source}
    turned = [t for t in claim if t.stem not in other and opposites().get(t.stem, frozenset()) & other]
    negated = [t for t in claim if t.surface.lower() in NEGATION]
    negations, source_negations = len(negated), _count(source, NEGATION)
    verbs = len(own & _stems(NEGATIVE_VERBS)), len(other & _stems(NEGATIVE_VERBS))
    hedges, source_hedges = own & _stems(HEDGES), other & _stems(HEDGES)
    said, source_said = own & _stems(ATTRIBUTION), other & _stems(ATTRIBUTION)
    strong = own & _stems(STRENGTH)
    values = {
        "antonyms": float(len(turned)),
        "negations": float(negations),
        "negation_added": float(negations > 0 and source_negations + verbs[1] == 0),
        "negation_lost": float(source_negations > 0 and negations + verbs[0] == 0),
        "negation_differs": float((negations + verbs[0]) % 2 != (source_negations + verbs[1]) % 2),
        "hedges_lost": float(len(source_hedges - own)),
        "hedges_added": float(len(hedges - other)),
        "said": float(bool(said)),
        "said_lost": float(bool(source_said) and not said),
        "said_added": float(bool(said) and not source_said),
        "strength_added": float(len(strong - other)),
    }
    weak = [(_WEAK_TURN, t.surface) for t in turned]
    if values["negation_added"]:
        weak += [(_WEAK_TURN, t.surface) for t in negated]
    return values, weak


def _things(
    claim: Sequence[Token], evidence: Evidence, window: tuple[int, int]
) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """Figures and names: whether they occur at all, and whether they occur where the rest of the claim does."""
    inside = {t.stem for t in evidence.tokens[window[0] : window[1]]}
    numbers = [t for t in claim if t.is_number]
    names = [
        t
        for at, t in enumerate(claim)
        if not t.is_number and t.is_content and (t.stem in evidence.names or (t.is_capital and at > 0))
    ]
    lost_numbers = [t for t in numbers if t.stem not in evidence.positions]
    lost_names = [t for t in names if t.stem not in evidence.positions]
    values = {
        "numbers": float(len(numbers)),
        "number_missing": float(len(lost_numbers)),
        "number_outside": float(sum(t.stem not in inside for t in numbers)),
        "names": float(len(names)),
        "name_missing": float(len(lost_names)),
        "name_outside": float(sum(t.stem not in inside for t in names)),
        "things_inside": sum(t.stem in inside for t in (*numbers, *names)) / max(len(numbers) + len(names), 1),
    }
    weak = [(_WEAK_NUMBER, t.surface) for t in lost_numbers] + [(_WEAK_NAME, t.surface) for t in lost_names]
    return values, weak


def _pairs(
    claim: Sequence[Token], evidence: Evidence, weights: Mapping[str, float]
) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """Neighbouring content words of the claim: near each other in the evidence, in which order, or far apart."""
    content = [t for t in claim if t.is_content and t.stem in weights]
    counts = {"same": 0.0, "reversed": 0.0, "far": 0.0, "lost": 0.0}
    total = 0.0
    weak: list[tuple[float, str]] = []
    unbound = 0
    for at, (a, b) in enumerate(pairwise(content)):
        weight = weights[a.stem] + weights[b.stem]
        total += weight
        first, second = evidence.positions.get(a.stem, []), evidence.positions.get(b.stem, [])
        after, before = near(first, second, _REACH)
        kind = "lost" if not first or not second else "same" if after else "reversed" if before else "far"
        counts[kind] += weight
        if kind == "far":
            weak += [(_WEAK_PAIR * weights[t.stem] / 10, t.surface) for t in (a, b)]
        if kind in {"far", "lost"} and at + 2 < len(content):
            third = evidence.positions.get(content[at + 2].stem, [])
            unbound += not any(near(second, third, _REACH))
    return {
        "pairs_same": counts["same"] / total if total else 1.0,
        "pairs_reversed": counts["reversed"] / total if total else 0.0,
        "pairs_far": counts["far"] / total if total else 0.0,
        "unbound": float(unbound),
    }, weak


def _order(claim: Sequence[Token], evidence: Evidence, window: tuple[int, int]) -> dict[str, float]:
    """Whether content words that stand once in the best stretch stand there in the claim's order; names apart."""
    places: dict[str, list[int]] = {}
    for at in range(*window):
        places.setdefault(evidence.tokens[at].stem, []).append(at)
    line = [
        (places[t.stem][0], t.stem in evidence.names)
        for t in claim
        if t.is_content and len(places.get(t.stem, ())) == 1
    ]
    pairs = [(a, b) for i, a in enumerate(line) for b in line[i + 1 :]]
    names = [(a, b) for a, b in pairs if a[1] and b[1]]
    passive = (
        {t.surface.lower() for t in claim} & {"by"},
        {t.surface.lower() for t in evidence.tokens[slice(*window)]} & {"by"},
    )
    turned = sum(a[0] > b[0] for a, b in names) / len(names) if names else 0.0
    return {
        "disorder": sum(a[0] > b[0] for a, b in pairs) / len(pairs) if pairs else 0.0,
        "disorder_names": turned,
        "swapped": turned if passive[0] == passive[1] else 0.0,
        "passive_differs": float(passive[0] != passive[1]),
    }


def detail_values(
    claim: Sequence[Token],
    evidence: Evidence,
    window: tuple[int, int],
    chosen: Sequence[int],
    weights: Mapping[str, float],
) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """All values of this module for one sentence; ``chosen`` are the sentences that cover it best."""
    source = evidence.tokens[window[0] : window[1]]
    turns, weak_turns = _turns(claim, source)
    things, weak_things = _things(claim, evidence, window)
    pairs, weak_pairs = _pairs(claim, evidence, weights)
    known = {t.stem for i in chosen for t in evidence.tokens[slice(*evidence.sentences[i])]}
    alike = [
        t
        for t in claim
        if t.is_content and t.stem not in evidence.positions and equals().get(t.stem, frozenset()) & known
    ]
    values = {**turns, **things, **pairs, **_order(claim, evidence, window), "synonyms": float(len(alike))}
    return values, weak_turns + weak_things + weak_pairs
