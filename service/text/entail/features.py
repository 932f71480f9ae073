"""A claim against its passages in numbers: what is carried, what is not, of which kind and in which role.

Enters: a claim and its passages. Leaves: named values, the least carried words, and signs of one reason or another.
Pure. Values are shares or small counts; their names are those of the trained trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from service.text.entail.align import WEAK, Evidence, Match, align, read
from service.text.entail.clauses import parse
from service.text.entail.copied import copied_values
from service.text.entail.frames import frame_values
from service.text.entail.lexicon import words
from service.text.entail.pairs import Pair, Sign, make_pair
from service.text.entail.scales import scale_values
from service.text.entail.signals import no_signals, signal_values
from service.text.entail.tokens import Token, tokenize
from service.text.entail.turns import turn_values

APART = 8  # tokens between neighbours of a claim in a source that says the same
LONG_EVIDENCE = 260  # tokens: longer evidence is an article, where other likenesses count
KEPT_EVIDENCE = 64  # read evidence kept: sentences of one text often cite the same words
PRONOUNS = frozenset("he she they it we his her their its this these those".split())


class Measured(NamedTuple):
    """Values by name, the least carried words, the signs."""

    values: dict[str, float]
    words: tuple[str, ...]
    signs: tuple[Sign, ...]


@lru_cache(maxsize=KEPT_EVIDENCE)
def evidence_of(passages: tuple[str, ...]) -> Evidence:
    """Passages, read once."""
    return read(passages)


def _coverage(matches: Sequence[Match], tokens: Sequence[Token]) -> dict[str, float]:
    total = sum(m.weight for m in matches) or 1.0
    missing = [m for m in matches if m.score < WEAK]
    kinds = {"content": "word", "name": "name", "number": "number"}
    values = {f"{name}_missing": 0.0 for name in kinds.values()} | {f"{name}s": 0.0 for name in kinds.values()}
    for match in matches:
        values[f"{kinds[tokens[match.at].kind]}s"] += 1
    for match in missing:
        values[f"{kinds[tokens[match.at].kind]}_missing"] += 1
    scores = sorted(m.score for m in matches) or [1.0]
    return values | {
        "covered": sum(m.weight * m.score for m in matches) / total,
        "covered_exact": sum(m.weight for m in matches if m.score == 1.0) / total,
        "missing": sum(m.weight for m in missing) / total,
        "missing_weight": sum(m.weight for m in missing),
        "inexact": float(sum(WEAK <= m.score < 1.0 for m in matches)),
        "near_only": float(sum(0 < m.score < WEAK for m in matches)),
        "worst": scores[0],
        "second_worst": scores[1] if len(scores) > 1 else scores[0],
        "third_worst": scores[2] if len(scores) > 2 else 1.0,
        "weakest_weight": max((m.weight * (1 - m.score) for m in matches), default=0.0),
    }


def _by_clause(matches: Sequence[Match], clause_of: Sequence[int]) -> dict[str, float]:
    """The worst clause: a claim is carried only where each of its clauses is."""
    parts: dict[int, list[Match]] = {}
    for match in matches:
        parts.setdefault(clause_of[match.at], []).append(match)
    shares = [
        sum(m.weight * m.score for m in part) / sum(m.weight for m in part) for part in parts.values() if len(part) > 1
    ]
    run = best = 0.0
    for match in matches:
        run = run + match.weight if match.score < WEAK else 0.0
        best = max(best, run)
    last = matches[-4:]
    return {
        "clauses": float(len(parts)),
        "clause_worst": min(shares, default=1.0),
        "clause_low": float(sum(s < 0.5 for s in shares)),
        "run_missing": best,
        "end_covered": sum(m.weight * m.score for m in last) / (sum(m.weight for m in last) or 1.0),
    }


def _binding(matches: Sequence[Match], evidence: Evidence, tokens: Sequence[Token]) -> dict[str, float]:
    """Neighbours of the claim: near each other in the evidence, in another order, in other sentences."""
    found = [m for m in matches if m.place >= 0]
    near = turned = far = cross = loose = passage_cross = 0
    for a, b in pairwise(found):
        one, other = evidence.sentence_of[a.place], evidence.sentence_of[b.place]
        if one != other:
            cross += 1
            passage_cross += evidence.passage_of[one] != evidence.passage_of[other]
            loose += "number" in {tokens[a.at].kind, tokens[b.at].kind}
        elif 0 <= b.place - a.place <= APART:
            near += 1
        elif 0 < a.place - b.place <= APART:
            turned += 1
        else:
            far += 1
    n = max(len(found) - 1, 1)
    sentences = [evidence.sentence_of[m.place] for m in found]
    most = max((sentences.count(s) for s in set(sentences)), default=0)
    return {
        "near": near / n,
        "turned": turned / n,
        "far": far / n,
        "cross": cross / n,
        "cross_passages": passage_cross / n,
        "loose_numbers": float(loose),
        "one_sentence": most / max(len(found), 1),
        "sentences_used": float(len(set(sentences))),
    }


def _names(pair: Pair) -> dict[str, float]:
    """Names of the claim that its main sentence does not hold while others stand there; figures by what they count."""
    evidence, claim = pair.evidence, pair.claim
    counts: dict[int, int] = {}
    for at, place in pair.place.items():
        if claim.tokens[at].kind == "content":
            counts[evidence.sentence_of[place]] = counts.get(evidence.sentence_of[place], 0) + 1
    main = max(counts, key=lambda s: counts[s], default=-1)
    mine = {t.stem for t in claim.tokens if t.kind == "name"}
    theirs = {t.stem for t in evidence.parsed[main].tokens if t.kind == "name"} if main >= 0 else set()
    figures = other_unit = 0
    for at, place in pair.place.items():
        if claim.tokens[at].kind != "number":
            continue
        figures += 1
        unit = next((t for t in claim.tokens[at + 1 : at + 4] if t.is_solid), None)
        around = {t.stem for t in evidence.tokens[place + 1 : place + 6]}
        aligned = {pair.place.get(i, -9) for i in range(at + 1, at + 4)} & set(range(place - 6, place + 7))
        other_unit += unit is not None and unit.stem not in around and not aligned
    return {
        "names_foreign": float(len(mine - theirs)),
        "names_replaced": float(min(len(mine - theirs), len(theirs - mine))),
        "names_left": float(len(theirs - mine)),
        "figures": float(figures),
        "figures_other_unit": float(other_unit),
    }


def _conflicts(pair: Pair) -> dict[str, float]:
    """Clauses whose words stand in a sentence about somebody else: two events told as one."""
    claim, evidence = pair.claim, pair.evidence
    own = {t.stem for t in claim.tokens if t.kind == "name"}
    by_clause: dict[int, list[int]] = {}
    for at, place in pair.place.items():
        if claim.tokens[at].kind != "name":
            by_clause.setdefault(claim.clause_of[at], []).append(evidence.sentence_of[place])
    names: set[str] = set()
    conflicts = worst = 0.0
    mains: set[int] = set()
    for clause in range(max(claim.clause_of, default=0) + 1):
        here = {t.stem for t, c in zip(claim.tokens, claim.clause_of, strict=True) if c == clause and t.kind == "name"}
        names = here or names
        sentences = by_clause.get(clause, [])
        if len(sentences) < 2:
            continue
        main = max(set(sentences), key=lambda s: (sentences.count(s), -s))
        mains.add(main)
        parsed = evidence.parsed[main]
        theirs = {t.stem for t in parsed.tokens if t.kind == "name"}
        if names and not names & theirs and theirs - own and not any(t.low in PRONOUNS for t in parsed.tokens):
            conflicts += 1
            worst = max(worst, len(sentences) / max(len(pair.place), 1))
    foreign = [
        len({t.stem for t in evidence.parsed[m].tokens if t.kind == "name"} - own) for m in mains
    ]  # fmt: skip
    return {
        "clause_conflicts": conflicts,
        "clause_conflict_size": worst,
        "clause_mains": float(len(mains)),
        "main_passages": float(len({evidence.passage_of[m] for m in mains})),
        "mains_foreign": float(max(foreign, default=0)),
    }


def _shape(tokens: Sequence[Token], evidence: Evidence) -> dict[str, float]:
    solid = [t for t in tokens if t.is_solid]
    first = next((t for t in tokens if t.kind != "mark"), None)
    lows = {t.low for t in tokens}
    source = {t.low for t in evidence.tokens}
    mean = len(evidence.tokens) / max(len(evidence.starts) - 1, 1)
    return {
        "length": float(len(solid)),
        "evidence_sentences": float(len(evidence.starts) - 1),
        "evidence_tokens": float(len(evidence.tokens)),
        "evidence_mean": mean,
        "passages": float(len(set(evidence.passage_of))),
        "pronoun_first": float(first is not None and first.low in PRONOUNS),
        "pronouns": float(len(lows & PRONOUNS)),
        "quoted": float(any(t.quoted for t in tokens)),
        "function_new": float(len((lows & words("function")) - source)),
        "approximate_lost": float(len((source & words("approximate")) - lows)),
        "approximate_new": float(len((lows & words("approximate")) - source)),
    }


def measure(claim: str, passages: Sequence[str]) -> Measured:
    """All values of one claim, read as one sentence."""
    return _measured(claim, tuple(passages))


class Aligned(NamedTuple):
    """A claim beside its evidence: tokens, a match for each solid one, how much of the claim each sentence holds."""

    tokens: tuple[Token, ...]
    matches: list[Match]
    cover: list[float]
    evidence: Evidence


@lru_cache(maxsize=KEPT_EVIDENCE)
def aligned(claim: str, passages: tuple[str, ...]) -> Aligned:
    """One claim, read as one sentence, aligned."""
    evidence = evidence_of(passages)
    tokens = tokenize(claim)
    return Aligned(tokens, *align(tokens, evidence), evidence)


@lru_cache(maxsize=KEPT_EVIDENCE)
def _measured(claim: str, passages: tuple[str, ...]) -> Measured:
    tokens, matches, cover, evidence = aligned(claim, passages)
    parsed = parse(tokens)
    pair = make_pair(parsed, evidence, matches)
    turns, signs = turn_values(pair, [m.at for m in matches])
    total = sum(m.weight for m in {tokens[m.at].stem: m for m in matches}.values()) or 1.0
    values = {
        **_coverage(matches, tokens),
        **_by_clause(matches, parsed.clause_of),
        **_binding(matches, evidence, tokens),
        **_names(pair),
        **_conflicts(pair),
        **copied_values(tokens, evidence, pair.used),
        **_shape(tokens, evidence),
        **turns,
        **frame_values(pair, matches),
        **scale_values(pair),
        **(signal_values(claim, passages) if len(evidence.tokens) <= LONG_EVIDENCE else no_signals()),
        "best_sentence": max(cover, default=0.0) / total,
    }
    weak = sorted((m for m in matches if m.score < WEAK), key=lambda m: (-m.weight, m.at))
    return Measured(values, tuple(tokens[m.at].text for m in weak[:6]), tuple(signs))
