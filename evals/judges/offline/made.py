"""Sentences with a known verdict, made from sentences of public articles: training data for short evidence.

Enters: the sentences of one article. Leaves: claims with what they cite. A supported claim is a sentence with a
harmless change or none; an unsupported one has the same harmless changes and one harmful one, so that having been
changed tells nothing. Used by training alone; nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from evals.judges.offline.edits import HARMFUL, HARMLESS, reworded, synonym

CHANGED = 0.75  # share of the supported sentences with a harmless change
REWORDED = 0.5  # share of these with reworded plain words


@dataclass(frozen=True)
class Made:
    """A claim, what it cites, and whether that supports it."""

    claim: str
    evidence: tuple[str, ...]
    supported: bool
    kind: str


def make_claims(sentences: Sequence[str], rng: Random, most: int = 6) -> list[Made]:
    """Up to ``most`` pairs of a supported and an unsupported claim of one article, the harmful edits in turn."""
    usable = [s for s in sentences if 8 <= len(s.split()) <= 45 and s.endswith(".")]
    made: list[Made] = []
    for harm in rng.sample(HARMFUL, min(most, len(HARMFUL))):
        for source in rng.sample(usable, len(usable)):
            at = sentences.index(source)
            evidence = _cited(sentences, at, rng)
            others = [s for s in sentences if s not in evidence and len(s.split()) > 6]
            base = _changed(source, evidence, rng, others)
            wrong = harm(base, rng, others) if others else None
            if wrong and wrong not in {base, source}:
                made.append(Made(base, evidence, supported=True, kind="harmless" if base != source else "verbatim"))
                made.append(Made(wrong, evidence, supported=False, kind=harm.__name__))
                break
    return made


def _changed(source: str, evidence: Sequence[str], rng: Random, others: Sequence[str]) -> str:
    """A sentence as it is, or with some harmless changes, or joined to another that is cited as well."""
    base = source
    if rng.random() < CHANGED:
        for edit in (synonym, *rng.sample(HARMLESS, 4)):
            base = edit(base, rng, others) or base
        if rng.random() < REWORDED:
            base = reworded(base, rng, others) or base
    if len(evidence) > 1 and evidence[-1] != source and rng.random() < 0.3:
        base = f"{base.rstrip('.')}, and {evidence[-1]}"
    return base


def _cited(sentences: Sequence[str], at: int, rng: Random) -> tuple[str, ...]:
    """A sentence alone, or with one or two others of its article."""
    if rng.random() < 0.6 or len(sentences) < 3:
        return (sentences[at],)
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(sentences)]
    far = rng.randrange(len(sentences))
    chosen = {at, rng.choice(beside), *([far] if rng.random() < 0.3 else [])}
    return tuple(sentences[i] for i in sorted(chosen))
