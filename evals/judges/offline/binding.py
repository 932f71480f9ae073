"""What belongs to what: a figure to its unit, a negation to its word, speech to its speaker; near spellings. Pure.

Enters: a claim's tokens and the evidence. Leaves: values and weak words. Each compares the few words around a word of
the claim with those around the same word in the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evals.judges.offline.alignment import Evidence
from evals.judges.offline.lexicon import ATTRIBUTION, NEGATION
from evals.judges.offline.tokens import Token

_UNIT_REACH = 2  # tokens after a figure in which its unit stands
_NEGATED_REACH = 4  # tokens after a negation in which the word it turns stands
_SPEAKER_REACH = 5  # tokens around a verb of speech in which its speaker stands
_NAME_LENGTH = 5  # letters; shorter names that differ in a letter are other names
_WEAK = 25.0


def one_apart(a: str, b: str) -> bool:
    """Whether two words differ by at most one letter put in, left out or replaced."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[start:], b[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:]


def respell(claim: Sequence[Token], evidence: Evidence) -> tuple[Token, ...]:
    """Names that the evidence has with one other letter take its spelling."""
    names = [n for n in evidence.names if len(n) >= _NAME_LENGTH]

    def known(token: Token) -> Token:
        if not token.is_capital or token.stem in evidence.positions or len(token.stem) < _NAME_LENGTH:
            return token
        return next((replace(token, stem=n) for n in sorted(names) if one_apart(token.stem, n)), token)

    return tuple(map(known, claim))


def _content_after(tokens: Sequence[Token], at: int, reach: int) -> list[str]:
    return [t.stem for t in tokens[at + 1 : at + 1 + reach] if t.is_content]


def _negated(tokens: Sequence[Token]) -> set[str]:
    """Stems that stand close after a negation: the first two content words."""
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if token.surface.lower() in NEGATION:
            found.update(_content_after(tokens, at, _NEGATED_REACH)[:2])
    return found


def _speakers(tokens: Sequence[Token], names: frozenset[str]) -> set[str]:
    """Names close to a verb of speech."""
    found: set[str] = set()
    for at, token in enumerate(tokens):
        if token.surface.lower() in ATTRIBUTION:
            around = tokens[max(0, at - _SPEAKER_REACH) : at + _SPEAKER_REACH + 1]
            found.update(t.stem for t in around if t.stem in names)
    return found


def binding_values(
    claim: Sequence[Token], evidence: Evidence, window: tuple[int, int]
) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """All values of this module for one sentence; ``window`` is the stretch of evidence that fits best."""
    source = evidence.tokens[window[0] : window[1]]
    loose: list[Token] = []
    for at, token in enumerate(claim):
        units = _content_after(claim, at, _UNIT_REACH) if token.is_number else []
        places = evidence.positions.get(token.stem, [])
        if units and places and not any(set(units) & set(_content_after(evidence.tokens, p, 3)) for p in places):
            loose.append(token)
    own, other = {t.stem for t in claim}, {t.stem for t in source}
    gained = (_negated(claim) - _negated(source)) & other
    lost = (_negated(source) - _negated(claim)) & own
    speakers = _speakers(claim, evidence.names)
    wrong = speakers - _speakers(evidence.tokens, evidence.names)
    values = {
        "figure_loose": float(len(loose)),
        "negated_gained": float(len(gained)),
        "negated_lost": float(len(lost)),
        "speakers": float(len(speakers)),
        "speakers_wrong": float(len(wrong)),
    }
    turned = gained | lost
    weak = [(_WEAK, t.surface) for t in (*loose, *(t for t in claim if t.stem in turned or t.stem in wrong))]
    return values, weak
