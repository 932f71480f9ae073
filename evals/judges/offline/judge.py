"""The offline judge: a claim and the passages it cites in, a probability that they support it out.

No model is downloaded, no network is used, nothing is random. It reads words and their order, not meaning: see
``MODEL_CARD.md`` for what it can and cannot tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from evals.judges.offline.alignment import Evidence, read_evidence
from evals.judges.offline.features import Measure
from evals.judges.offline.tokens import tokenize
from evals.judges.offline.trees import Ensemble
from evals.judges.records import Judgement

WEIGHTS = Path(__file__).with_name("weights.json")
NAME = "offline judge 1"
_UNSURE = 0.5  # log odds either side of even within which the note says so


class Expert(BaseModel):
    """Trees for evidence of one shape."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    up_to: float = Field(description="Used where a passage has at most this many tokens on average.")
    model: Ensemble


class Weights(BaseModel):
    """Everything that training made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    features: tuple[str, ...]
    idf: dict[str, float] = Field(description="Inverse document frequency of each known stem.")
    rare: float = Field(description="That of all others.")
    experts: tuple[Expert, ...] = Field(min_length=1, description="By rising `up_to`; the last one takes the rest.")

    def expert(self, tokens_each: float) -> Expert:
        """The expert for passages of this mean length."""
        return next((e for e in self.experts if tokens_each <= e.up_to), self.experts[-1])


@lru_cache(maxsize=256)
def _read(passages: tuple[str, ...]) -> Evidence:
    return read_evidence(passages)


@cache
def _load(path: Path) -> OfflineJudge:
    return OfflineJudge(Weights.model_validate_json(path.read_text("utf-8")))


class OfflineJudge:
    """Judges with fixed weights; use :meth:`load`."""

    name = NAME

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._measure = Measure(weights.idf, weights.rare)

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> OfflineJudge:
        """The judge with the weights of the package; read once."""
        return _load(path)

    def judge(self, claim: str, evidence: Sequence[str]) -> Judgement:
        """Whether the passages support the claim; unscored where either holds no word.

        A claim without evidence is not unscored: nothing supports it.
        """
        if not tokenize(claim):
            return Judgement(supported=None, by=NAME, note="the claim holds no word")
        passages = tuple(p for p in evidence if p.strip())
        if not passages:
            return Judgement(supported=False, probability=0.0, by=NAME, note="nothing is cited")
        read = _read(passages)
        if not read.tokens:
            return Judgement(supported=None, by=NAME, note="the evidence holds no word")
        measured = self._measure.claim(claim, read)
        expert = self._weights.expert(len(read.tokens) / read.passages)
        odds = expert.model.log_odds([measured.values[name] for name in self._weights.features])
        probability = 1 / (1 + math.exp(-odds))
        near = "close to even; " if abs(odds) < _UNSURE else ""
        note = f"{near}evidence read as {expert.name}"
        return Judgement(supported=odds > 0, probability=probability, words=measured.words, by=NAME, note=note)
