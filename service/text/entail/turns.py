"""What turns a sentence around while its words stay: roles, negation, hedges, opposites, causes, speakers.

Enters: an aligned pair. Leaves: named counts, and the words behind them with the reason that they speak for. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.text.entail.clauses import WIDE
from service.text.entail.lexicon import are_opposite, kinship, stems, words
from service.text.entail.pairs import SURE, Pair, Sign, local
from service.text.entail.roles import order_values, role_values
from service.text.entail.speech import cause_values, speech_values

BESIDE = 4  # tokens within which words stand beside each other


def _close(marks: Sequence[int], at: int) -> bool:
    return any(abs(mark - at) <= WIDE for mark in marks)


def polarity_values(pair: Pair, signs: list[Sign]) -> dict[str, float]:
    """Aligned words that are denied or hedged on one side only."""
    gained, lost, freed, hedged = [], [], [], []
    claim = pair.claim
    taken = frozenset(pair.place.values())  # "turned down" for "rejected" is no change
    for at, place in pair.place.items():
        source, here = local(pair.evidence, place)
        start = place - here
        open_here = [n for n in claim.negators if n not in pair.place]
        open_there = [n for n in source.negators if start + n not in taken]
        if at in claim.negated and _close(open_here, at) and not _close(source.negators, here):
            gained.append(at)
        if here in source.negated and _close(open_there, here) and not _close(claim.negators, at):
            lost.append(at)
        if at in claim.hedged and not _close(source.hedges, here):
            hedged.append(at)
        if here in source.hedged and not _close(claim.hedges, at):
            freed.append(at)
    verbs = frozenset(pair.claim.verbs)
    tokens = pair.claim.tokens
    turned = [i for i in (*gained, *lost) if i in verbs]
    if gained or lost:
        signs.append(Sign("negation_changed", 1.0 + len(turned), tuple(tokens[i].text for i in sorted(gained + lost))))
    if freed:
        signs.append(Sign("hedge_changed", 0.5 + 0.5 * len(freed), tuple(tokens[i].text for i in sorted(freed))))
    own = {t.stem for t in tokens} | {t.low for t in tokens}
    source_words = {w for s in pair.used for t in pair.evidence.parsed[s].tokens for w in (t.stem, t.low)}
    negation, reversing = words("negation"), stems("reversing")
    mine = len(own & negation), len(own & reversing)
    theirs = len(source_words & negation), len(source_words & reversing)
    hedge = stems("hedge") | words("hedge")
    return {
        "negation_gained": float(len(gained)),
        "negation_lost": float(len(lost)),
        "negation_turned": float(len(turned)),
        "negation_more": float(sum(mine) > 0 and sum(theirs) == 0),
        "negation_less": float(sum(theirs) > 0 and sum(mine) == 0),
        "negation_odd": float((sum(mine) + sum(theirs)) % 2),
        "hedge_freed": float(len(freed)),
        "hedge_freed_verbs": float(len([i for i in freed if i in verbs])),
        "hedge_gained": float(len(hedged)),
        "hedge_words_lost": float(len((source_words & hedge) - own)),
        "hedge_words_gained": float(len((own & hedge) - source_words)),
        "strong_gained": float(len((own & stems("strong")) - source_words)),
        "modal_lost": float(len((source_words & words("modal")) - own)),
        "modal_gained": float(len((own & words("modal")) - source_words)),
    }


def opposite_values(pair: Pair, solid: Sequence[int], signs: list[Sign]) -> dict[str, float]:
    """Words of the claim whose opposite stands where they should, beside the words that stand beside them here."""
    found: list[int] = []
    denied = 0
    tokens, evidence = pair.claim.tokens, pair.evidence
    order = sorted(pair.place)
    for at in solid:
        token = tokens[at]
        if token.kind != "content":
            continue
        beside = [i for i in order if i != at and abs(i - at) <= BESIDE][:4]
        around = {
            p for i in beside for p in range(pair.place[i] - BESIDE, pair.place[i] + BESIDE + 1)
            if 0 <= p < len(evidence.tokens) and evidence.sentence_of[p] == evidence.sentence_of[pair.place[i]]
        }  # fmt: skip
        near = {evidence.tokens[p].stem for p in around}
        if token.stem in near or not any(are_opposite(token.stem, s) for s in near):
            continue
        if any(kinship(token.stem, s) >= SURE for s in near):
            continue
        found.append(at)
        denied += at in pair.claim.negated
    if found:
        signs.append(Sign("not_entailed", 2.0, tuple(tokens[i].text for i in found)))
    return {"opposites": float(len(found)), "opposites_denied": float(denied)}


def turn_values(pair: Pair, solid: Sequence[int]) -> tuple[dict[str, float], list[Sign]]:
    """All values of this module."""
    signs: list[Sign] = []
    values = {
        **role_values(pair, signs),
        **order_values(pair),
        **polarity_values(pair, signs),
        **opposite_values(pair, solid, signs),
        **cause_values(pair, signs),
        **speech_values(pair, signs),
    }
    return values, signs
