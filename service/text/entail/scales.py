"""How sure, which way, how many: where a clause stands on scales of meaning, and where its counterpart stands.

Enters: an aligned pair. Leaves: named values. Pure. A clause of the claim is compared with the clause of the evidence
that holds most of its words, and the whole claim with the sentences that it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from service.text.entail.lexicon import axes, phrase_stem, stems, words
from service.text.entail.pairs import Pair
from service.text.entail.tokens import Token

STEPS = ("scale_ahead", "scale_planned", "scale_likely", "scale_possible", "scale_open")
AMOUNTS = ("all", "most", "some", "only", "none")


@cache
def _steps() -> dict[str, int]:
    """Word or stem -> its step from certain, 1 to 5; the furthest where it has several."""
    found: dict[str, int] = {}
    for step, name in enumerate(STEPS, 1):
        for word in words(name) | stems(name):
            found[word] = step
    return found


@cache
def _amounts() -> dict[str, str]:
    return {word: name for name in AMOUNTS for word in words(f"quantity_{name}")}


@lru_cache(maxsize=1 << 15)
def _signs(stem: str, low: str) -> frozenset[tuple[int, int]]:
    return axes().get(stem, frozenset()) | axes().get(low, frozenset())


class Stand:
    """Where a stretch of tokens stands on the scales."""

    __slots__ = ("amounts", "negations", "signs", "sure")

    def __init__(self, tokens: Sequence[Token]) -> None:
        steps, amounts, negation, reversing = _steps(), _amounts(), words("negation"), stems("reversing")
        self.sure = self.negations = 0
        self.signs: set[tuple[int, int]] = set()
        self.amounts: set[str] = set()
        for at, token in enumerate(tokens):
            low, stem = token.low, token.stem
            self.sure = max(self.sure, steps.get(low, 0), steps.get(stem, 0) if token.kind == "content" else 0)
            if low in amounts:
                self.amounts.add(amounts[low])
            if low in negation or (stem in reversing and token.kind == "content"):
                self.negations += 1
            if token.kind in {"content", "function"}:
                self.signs |= _signs(stem, low)
                if at + 1 < len(tokens) and tokens[at + 1].kind == "function":
                    self.signs |= axes().get(phrase_stem(stem, tokens[at + 1].low), frozenset())

    def against(self, other: Stand) -> int:
        """On how many scales the two stand at opposite ends alone."""
        mine = {axis: {e for a, e in self.signs if a == axis} for axis, _ in self.signs}
        theirs = {axis: {e for a, e in other.signs if a == axis} for axis, _ in other.signs}
        return sum(len(mine[a]) == len(theirs[a]) == 1 and mine[a] != theirs[a] for a in mine.keys() & theirs.keys())


def clause_pairs(pair: Pair) -> list[tuple[list[int], list[int]]]:
    """For each clause of the claim with an aligned word: its token indexes, and those of its counterpart."""
    claim, evidence = pair.claim, pair.evidence
    votes: dict[int, dict[tuple[int, int], int]] = {}
    for at, place in pair.place.items():
        sentence = evidence.sentence_of[place]
        clause = evidence.parsed[sentence].clause_of[place - evidence.starts[sentence]]
        own = votes.setdefault(claim.clause_of[at], {})
        own[sentence, clause] = own.get((sentence, clause), 0) + 1
    found = []
    for clause, own in votes.items():
        sentence, theirs = max(own, key=lambda key: (own[key], -key[0], -key[1]))
        start = evidence.starts[sentence]
        of = evidence.parsed[sentence].clause_of
        found.append(
            (
                [i for i, c in enumerate(claim.clause_of) if c == clause],
                [start + i for i, c in enumerate(of) if c == theirs],
            )
        )
    return found


def scale_values(pair: Pair) -> dict[str, float]:
    """All values of this module."""
    claim = pair.claim
    taken = [t for s in sorted(pair.used) for t in pair.evidence.parsed[s].tokens]
    mine, theirs = Stand(claim.tokens), Stand(taken)
    values = {
        "sure_mine": float(mine.sure),
        "sure_theirs": float(theirs.sure),
        "sure_gained": float(theirs.sure - mine.sure),
        "axes_against": float(mine.against(theirs)),
        "negations_mine": float(mine.negations),
        "negations_theirs": float(theirs.negations),
        "turned_odd": float((mine.negations + theirs.negations + mine.against(theirs)) % 2),
    }
    for name in AMOUNTS:
        values[f"amount_{name}"] = float((name in mine.amounts) - (name in theirs.amounts))
    freed = most = odd = against = odd_turned = 0
    for own, others in clause_pairs(pair):
        here = Stand([claim.tokens[i] for i in own])
        there = Stand([pair.evidence.tokens[i] for i in others])
        freed = max(freed, there.sure - here.sure)
        most = max(most, here.sure - there.sure)
        turned = here.against(there)
        against += turned
        odd += (here.negations + there.negations) % 2
        odd_turned += (here.negations + there.negations + turned) % 2
    return values | {
        "clause_freed": float(freed),
        "clause_hedged": float(most),
        "clause_against": float(against),
        "clause_odd": float(odd),
        "clause_odd_turned": float(odd_turned),
        **_figures(pair),
        **_links(pair),
    }


def _figures(pair: Pair) -> dict[str, float]:
    """Aligned figures that are about, at least or up to on one side only."""
    approximate = words("approximate")
    lost = gained = 0
    for at, place in pair.place.items():
        if pair.claim.tokens[at].kind != "number":
            continue
        here = _near(pair.claim.tokens, at) & approximate
        there = _near(pair.evidence.tokens, place) & approximate
        lost += bool(there) and not here
        gained += bool(here) and not there
    return {"figure_sharpened": float(lost), "figure_blurred": float(gained)}


def _near(tokens: Sequence[Token], at: int) -> set[str]:
    return {t.low for t in tokens[max(0, at - 3) : at]}


def _links(pair: Pair) -> dict[str, float]:
    """A connective of cause: whether what it joins stands together in the evidence, and joined by anything."""
    cause = stems("cause") | words("cause")
    linking = stems("links") | words("links")
    places = sorted(pair.place.items())
    torn = bare = 0
    weakest = 1.0
    for at, token in enumerate(pair.claim.tokens):
        if not (token.low in cause or (token.stem in cause and token.kind == "content")):
            continue
        left = [p for i, p in places if at - 8 <= i < at]
        right = [p for i, p in places if at < i <= at + 8]
        solid = [i for i in range(max(0, at - 8), min(len(pair.claim.tokens), at + 9)) if pair.claim.tokens[i].is_solid]
        carried = (len(left) + len(right)) / max(len(solid), 1)
        weakest = min(weakest, carried)
        of = pair.evidence.sentence_of
        if not {of[p] for p in left} & {of[p] for p in right}:
            torn += 1
        elif not _joined(pair, left, right, linking):
            bare += 1
    return {"cause_torn": float(torn), "cause_bare": float(bare), "cause_carried": weakest}


def _joined(pair: Pair, left: Iterable[int], right: Iterable[int], linking: frozenset[str]) -> bool:
    low, high = min([*left, *right]), max([*left, *right])
    return any(t.low in linking or t.stem in linking for t in pair.evidence.tokens[max(0, low - 2) : high + 1])
