"""One claim against its evidence, in numbers. Pure.

Enters: a claim and an Evidence. Leaves: named values, most of them shares between 0 and 1, and the claim's words that
have the least support. A claim of several sentences is measured sentence by sentence; its values are the mean and the
worst. Shape values (lengths, number of passages) are features too: a share means something else in a clause than in
an article.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evals.judges.offline.alignment import (
    Evidence,
    best_sentences,
    best_window,
    common_subsequence,
    fragments,
    nearest_form,
    ngrams,
)
from evals.judges.offline.binding import binding_values, respell
from evals.judges.offline.details import detail_values
from evals.judges.offline.lexicon import FIRST_SECOND
from evals.judges.offline.tokens import Token, cut, fold, tokenize

Idf = Mapping[str, float]
LEAST_NAMED = 5  # words given as the weakest
_LARGE = frozenset(
    """missing number_missing name_missing negation_differs antonyms pairs_reversed jump unbound figure_loose
    negated_gained negated_lost speakers_wrong""".split()
)


@dataclass(frozen=True)
class Measured:
    """The values of one claim, and its weakest words, weakest first."""

    values: dict[str, float]
    words: tuple[str, ...]


class Measure:
    """Turns claims into values with one table of inverse document frequencies."""

    def __init__(self, idf: Idf, rare: float) -> None:
        self._idf, self._rare = idf, rare

    def weight(self, stem: str) -> float:
        """The weight of a stem; unknown stems weigh as much as the rarest."""
        return self._idf.get(stem, self._rare)

    def claim(self, claim: str, evidence: Evidence) -> Measured:
        """All values of one claim."""
        sentences = [t for t in map(tokenize, cut(claim)) if t] or [tokenize(claim)]
        parts = [self.sentence(tokens, evidence) for tokens in sentences]
        lengths = [max(len(s), 1) for s in sentences]
        values: dict[str, float] = {}
        for name in parts[0][0]:
            column = [part[0][name] for part in parts]
            values[name] = sum(v * n for v, n in zip(column, lengths, strict=True)) / sum(lengths)
            values[f"{name}:worst"] = max(column) if name in _LARGE else min(column)
        values |= _shape(claim, sentences, evidence)
        words = dict.fromkeys(word for _, word in sorted((pair for part in parts for pair in part[1]), reverse=True))
        return Measured(values, tuple(words)[:LEAST_NAMED])

    def sentence(self, claim: Sequence[Token], evidence: Evidence) -> tuple[dict[str, float], list[tuple[float, str]]]:
        """The values of one sentence, and each weak word with how weak it is."""
        claim = respell(claim, evidence)
        content = [t for t in claim if t.is_content] or list(claim)
        stems = frozenset(t.stem for t in content)
        weights = {s: self.weight(s) for s in stems}
        total = sum(weights.values()) or 1.0
        found = {s for s in stems if s in evidence.positions}
        soft = {s: nearest_form(s, evidence) for s in stems - found}
        shares, chosen = best_sentences(stems, evidence, weights)
        width = max(20, int(1.6 * len(claim)))
        narrow, start, end = best_window(stems, evidence, width, weights)
        n = max(len(claim), 1)
        values = {
            "covered": sum(weights[s] for s in found) / total,
            "covered_plain": len(found) / max(len(stems), 1),
            "covered_soft": (sum(weights[s] for s in found) + sum(weights[s] * soft[s] for s in soft)) / total,
            "missing": float(len(stems) - len(found)),
            "missing_soft": float(sum(1 for v in soft.values() if v < 0.5)),
            "window": narrow,
            "window_wide": best_window(stems, evidence, 3 * width, weights)[0],
            "sentence_1": shares[0],
            "sentence_2": shares[1],
            "sentence_3": shares[2],
        }
        values |= _copied(claim, evidence, n)
        window = range(max(0, start - 6), min(len(evidence.tokens), end + 6))
        source = [evidence.tokens[i] for i in window]
        values["subsequence"] = common_subsequence(claim, source[:150]) / n
        details, weak = detail_values(claim, evidence, (window.start, window.stop), chosen, weights)
        bound, loose = binding_values(claim, evidence, (window.start, window.stop))
        values |= details | bound
        weak += loose
        weak += [(weights[t.stem] * (1.2 - soft[t.stem]), t.surface) for t in content if t.stem in soft]
        return values, weak


def _copied(claim: Sequence[Token], evidence: Evidence, n: int) -> dict[str, float]:
    runs = fragments(claim, evidence)
    long = [r for r in runs if r[2] >= 2]
    values = {f"gram_{k + 2}": 1.0 for k in range(3)}
    for k, known in enumerate(evidence.grams):
        grams = ngrams(claim, k + 2)
        if grams:
            values[f"gram_{k + 2}"] = sum(g in known for g in grams) / len(grams)
    jumps = [abs(b[1] - (a[1] + a[2])) for a, b in pairwise(long)]
    values["run"] = max((r[2] for r in runs), default=0) / n
    values["run_tokens"] = float(max((r[2] for r in runs), default=0))
    values["density"] = sum(r[2] ** 2 for r in runs) / n / n
    values["runs"] = len(runs) / n
    values["long_runs"] = float(len(long))
    values["jump"] = math.log1p(max(jumps, default=0))
    values["jump_mean"] = math.log1p(sum(jumps) / len(jumps)) if jumps else 0.0
    values["backward"] = sum(b[1] < a[1] for a, b in pairwise(long)) / max(len(long) - 1, 1)
    values["sentences_used"] = float(len({evidence.sentence_of[r[1]] for r in long}))
    values["first_source"] = evidence.sentence_of[long[0][1]] / max(len(evidence.sentences), 1) if long else 1.0
    return values


def _shape(claim: str, sentences: Sequence[Sequence[Token]], evidence: Evidence) -> dict[str, float]:
    text = fold(claim).strip()
    tokens = [t for s in sentences for t in s]
    n = max(len(tokens), 1)
    return {
        "claim_tokens": float(n),
        "claim_sentences": float(len(sentences)),
        "claim_lower": float(text == text.lower()),
        "claim_content": sum(t.is_content for t in tokens) / n,
        "claim_unfinished": float(text[-1:] not in ".!?\"')"),
        "claim_question": float("?" in text),
        "claim_spaced": float(" ." in text or " ," in text),
        "claim_person": sum(t.surface.lower() in FIRST_SECOND for t in tokens) / n,
        "claim_repeats": 1 - len({t.stem for t in tokens if t.is_content}) / max(sum(t.is_content for t in tokens), 1),
        "evidence_tokens": math.log1p(len(evidence.tokens)),
        "evidence_sentences": math.log1p(len(evidence.sentences)),
        "passages": float(min(evidence.passages, 5)),
        "ratio": math.log1p(len(evidence.tokens) / n),
    }
