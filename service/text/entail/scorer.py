"""The entailment scorer: how probably passages carry the whole of a claim, and what speaks against it.

Enters: one sentence and the words it cites. Leaves: a calibrated probability, a decision at the default threshold, the
least carried words, a reason of the closed vocabulary. Pure, offline, deterministic. Never: a statement about truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from service.text.entail.copied import is_near_copy
from service.text.entail.features import LONG_EVIDENCE, Measured, aligned, measure
from service.text.entail.lexicon import weights
from service.text.entail.network import log_odds
from service.text.entail.tokens import cut, tokenize
from service.text.entail.trees import Trees, calibrated

PARTLY = 0.6  # share of a claim that is carried, from which on the rest is called an addition
NAMED = 6  # words given at most


class Entailment(NamedTuple):
    """What the scorer says of one claim."""

    probability: float
    supported: bool
    refused: bool  # so improbable that the scorer alone may refuse the claim
    words: tuple[str, ...]  # least carried words first; empty where nothing stands out
    reason: str | None  # None where supported
    margin: float  # the probability over that below which the scorer alone may refuse


class _Model(NamedTuple):
    trees: Trees
    threshold: float
    refused: float
    network: float  # weight of the network's log odds beside those of the trees; 0: it is not asked


@cache
def _model(name: str) -> _Model:
    raw = weights()["models"][name]
    return _Model(Trees.of(raw), float(raw["threshold"]), float(raw["refused"]), float(raw["network"]))


def threshold() -> float:
    """The probability from which on a claim counts as supported by short evidence."""
    return _model("short").threshold


def is_copy(claim: str, passages: Sequence[str]) -> bool:
    """Whether every sentence of a claim has most of its words, or nearly all of its content, in a cited one's order."""
    cited = [tokenize(sentence) for passage in passages for sentence in cut(passage)]
    claimed = [tokenize(sentence) for sentence in cut(claim)]
    return bool(cited) and bool(claimed) and all(is_near_copy(tokens, cited) for tokens in claimed)


def score(claim: str, passages: Sequence[str]) -> Entailment:
    """Whether `passages` carry the whole of `claim`; nothing carries a claim without passages.

    A claim of several sentences is as good as its worst one.
    """
    cited = [p for p in passages if p.strip()]
    if not cited or not claim.strip():
        return Entailment(0.0, supported=False, refused=True, words=(), reason="not_entailed", margin=0.0)
    return min((_sentence(sentence, cited) for sentence in cut(claim)), key=lambda found: found.probability)


def _sentence(claim: str, cited: Sequence[str]) -> Entailment:
    found = measure(claim, cited)
    model = _model("long" if found.values["evidence_tokens"] > LONG_EVIDENCE else "short")
    said = model.trees.score(found.values)
    if model.network:
        said += model.network * log_odds(aligned(claim, tuple(cited)))
    probability = calibrated(said, model.trees.knots, model.trees.levels)
    margin = probability / model.refused
    if probability >= model.threshold:
        return Entailment(probability, supported=True, refused=False, words=found.words, reason=None, margin=margin)
    reason, named = _reason(found)
    return Entailment(probability, supported=False, refused=margin < 1, words=named, reason=reason, margin=margin)


def _reason(found: Measured) -> tuple[str, tuple[str, ...]]:
    """The strongest sign, or that words are missing: a part of the claim, or most of it."""
    missing = found.values["missing"]
    best = max(found.signs, key=lambda sign: sign.strength, default=None)
    if best is not None and best.strength > found.values["missing_weight"]:
        return best.reason, tuple(dict.fromkeys((*best.words, *found.words)))[:NAMED]
    if found.words and 1 - missing >= PARTLY:
        return "partly_supported", found.words
    return "not_entailed", found.words or (best.words[:NAMED] if best else ())
