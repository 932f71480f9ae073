"""What the rules of support suspect, as evidence for the trees rather than as a verdict.

Enters: a claim and its passages. Leaves: named values: whether a rule would speak, and by what margin a word's
neighbours belong to a rival. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from service.records import Reason
from service.text.support.added import CAUSE, extra_stretch, invented_cause
from service.text.support.binding import is_opposite
from service.text.support.polarity import polarity_fault
from service.text.support.reading import Reading, Word, likeness, read

KINDS = ("name", "number", "date", "word")


def signal_values(claim: str, passages: Sequence[str]) -> dict[str, float]:
    """All values of this module."""
    mine, theirs = read(claim), [read(p) for p in passages]
    polarity = polarity_fault(mine, theirs)
    stretch = extra_stretch(mine, theirs)
    values = {
        "rule_negation": float(polarity is not None and polarity.reason == Reason.NEGATION_CHANGED),
        "rule_hedge": float(polarity is not None and polarity.reason == Reason.HEDGE_CHANGED),
        "rule_cause": float(bool(invented_cause(mine, theirs))),
        "rule_stretch": float(len(stretch.split())),
        "causes": float(len(CAUSE.findall(claim))),
    }
    return values | _margins(mine, theirs)


@cache
def no_signals() -> dict[str, float]:
    """The values of evidence that is too long to be searched for rivals."""
    return signal_values("", ())


def _margins(claim: Reading, passages: Sequence[Reading]) -> dict[str, float]:
    """How much better a rival in the passages fits the neighbours of a word than the word itself, at worst; by kind."""
    worst = dict.fromkeys(KINDS, 0.0)
    fits = dict.fromkeys(KINDS, 1.0)
    own_keys = {w.key for w in claim.words}
    given = [(p, n, w) for p in passages for n, w in enumerate(p.words)]
    for at, word in enumerate(claim.words):
        same = [(p, n) for p, n, w in given if _same(word, w)]
        own = max((likeness(claim, at, p, n) for p, n in same), default=0.0)
        if same:
            fits[word.kind] = min(fits[word.kind], own)
        if word.kind == "word":
            rivals = [(p, n) for p, n, w in given if w.kind == "word" and is_opposite(word, w)]
        else:
            rivals = [(p, n) for p, n, w in given if w.kind == word.kind and w.key not in own_keys]
        theirs = max((likeness(claim, at, p, n) for p, n in rivals), default=0.0)
        if theirs:
            worst[word.kind] = max(worst[word.kind], theirs - own)
    return {f"rival_{k}": worst[k] for k in KINDS} | {f"fit_{k}": fits[k] for k in KINDS} | _crossings(claim, passages)


def _same(a: Word, b: Word) -> bool:
    return a.kind == b.kind and bool(a.senses & b.senses)


def _crossings(claim: Reading, passages: Sequence[Reading]) -> dict[str, float]:
    """By how much two names fit each other's places better than their own, at most."""
    names = [n for n, w in enumerate(claim.words) if w.kind == "name"][:8]
    best: dict[tuple[int, str], float] = {}
    keys = {claim.words[n].key for n in names}
    for passage in passages:
        for other, word in enumerate(passage.words):
            if word.kind == "name" and word.key in keys:
                for at in names:
                    found = likeness(claim, at, passage, other)
                    best[at, word.key] = max(best.get((at, word.key), 0.0), found)
    most = 0.0
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            x, y = claim.words[a].key, claim.words[b].key
            if x != y and {(a, y), (b, x), (a, x), (b, y)} <= best.keys():
                most = max(most, best[a, y] + best[b, x] - best[a, x] - best[b, y])
    return {"names_crossed": most}
