"""What happens in a claim and what happens at the same place of the evidence: verbs and left-over words compared.

Enters: an aligned pair and its matches. Leaves: named values. Pure. A verb that stands nowhere in the evidence is held
against the verbs around which the evidence has the words that stand around it.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.entail.align import WEAK, Match, weight
from service.text.entail.lexicon import are_opposite, kinship, nearness, stems
from service.text.entail.pairs import Pair

AROUND = 5  # tokens on either side of a verb whose places say where to look for its counterpart
REACH = 6  # tokens around such a place


def frame_values(pair: Pair, matches: Sequence[Match]) -> dict[str, float]:
    """All values of this module."""
    free = _free(pair)
    return {**_verbs(pair, free), **_left(pair, matches, free)}


def _free(pair: Pair) -> list[int]:
    """Places of the used sentences that no word of the claim has taken, names and figures included."""
    taken = set(pair.place.values())
    starts = pair.evidence.starts
    return [
        p
        for s in sorted(pair.used)
        for p in range(starts[s], starts[s + 1])
        if p not in taken and pair.evidence.tokens[p].is_solid
    ]


def _verbs(pair: Pair, free: Sequence[int]) -> dict[str, float]:
    claim, evidence = pair.claim, pair.evidence
    saying = stems("reporting")
    verbs = {s: {evidence.starts[s] + v for v in evidence.parsed[s].verbs} for s in pair.used}
    every = set().union(*verbs.values()) if verbs else set()
    exact = kin = loose = opposed = 0
    near: list[float] = []
    for verb in claim.verbs:
        token = claim.tokens[verb]
        if token.stem in saying:
            continue
        place = pair.place.get(verb)
        if place is not None:
            same = evidence.tokens[place].stem == token.stem
            exact += same
            kin += not same
            continue
        loose += 1
        around = [pair.place[i] for i in range(verb - AROUND, verb + AROUND + 1) if i in pair.place]
        where = {p for p in free for q in around if abs(p - q) <= REACH}
        rivals = (where & every) or where
        opposed += any(are_opposite(token.stem, evidence.tokens[p].stem) for p in rivals)
        near.append(max((_closeness(token.stem, token.low, pair, p) for p in rivals), default=0.0))
    left = [p for p in every if p in set(free) and evidence.tokens[p].stem not in saying]
    total = exact + kin + loose
    return {
        "verbs": float(total),
        "verbs_exact": exact / total if total else 1.0,
        "verbs_kin": kin / total if total else 0.0,
        "verbs_loose": float(loose),
        "verbs_opposed": float(opposed),
        "verb_farthest": min(near, default=1.0),
        "verb_nearest": max(near, default=1.0),
        "verbs_left": float(len(left)),
    }


def _closeness(stem: str, low: str, pair: Pair, place: int) -> float:
    other = pair.evidence.tokens[place]
    return max(kinship(stem, other.stem), nearness(low, other.low))


def _left(pair: Pair, matches: Sequence[Match], free: Sequence[int]) -> dict[str, float]:
    """Words of either side without a counterpart, and how near the two remainders are."""
    claim, evidence = pair.claim, pair.evidence
    loose = [m for m in matches if m.score < WEAK and claim.tokens[m.at].kind == "content"]
    words = [p for p in free if evidence.tokens[p].kind == "content"]
    apart = []
    for match in loose:
        token = claim.tokens[match.at]
        best = max((_closeness(token.stem, token.low, pair, p) for p in words), default=0.0)
        apart.append(match.weight * (1 - best))
    total = sum(m.weight for m in matches) or 1.0
    spans = [p for p in words if _inside(pair, p)]
    return {
        "residual": sum(apart),
        "residual_share": sum(apart) / total,
        "residual_worst": max(apart, default=0.0),
        "left_words": float(len(words)),
        "left_weight": sum(weight(evidence.tokens[p]) for p in words),
        "left_inside": float(len(spans)),
        "left_names": float(sum(evidence.tokens[p].kind == "name" for p in free)),
        "left_figures": float(sum(evidence.tokens[p].kind == "number" for p in free)),
        "loose_balance": float(len(loose) - len(words)),
    }


def _inside(pair: Pair, place: int) -> bool:
    """Whether aligned words stand on both sides of a place in its sentence."""
    sentence = pair.evidence.sentence_of[place]
    here = [p for p in pair.place.values() if pair.evidence.sentence_of[p] == sentence]
    return bool(here) and min(here) < place < max(here)
