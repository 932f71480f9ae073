"""Which figures of a story answer one question, whatever the story is of: a score of two steps.

Enters: the counts of one story and its statements. Leaves: for pairs of counts of two documents, how surely they
answer one question. Pure. The first step weighs what is counted and the words around; the second asks whether either
figure has a better partner in the other's document. Weights: ``data/figure_links.toml``, fitted by
``scripts/train-figure-links``.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import MEASURED_IN, Count
from service.stages.align.likenesses import likenesses
from service.stages.align.questions import (
    Likes,
    Question,
    Term,
    agreement,
    is_verb,
    likeness,
    meets,
    question,
    question_of,
    rarity,
)
from service.stages.align.statements import Statement
from service.text.entail.lexicon import stem
from service.text.folding import fold
from service.text.support.lexicon import senses

ALL_PAIRS = 160  # counts of one story, up to which each is set against each
LED = 24  # counts that share one word, above which the word leads nowhere
STEP, STEP_COST = 2.0, 0.3  # score of a step of a chain, and what a chain is worth less
DOUBT = -0.5  # score of its ends below which a chain proves nothing
CLOSE, FEW = 1.06, 20  # ratio of two figures that may be one in other digits, and the least such figure
FAR_BOUND = 1.7  # the same where one is a bound
ROUNDED = 0.015  # share by which one measure in two units may be off: 17 miles are 27 kilometres
FAR = 3.0  # of a margin, either way: a better partner is no better for being much better
NOTHING = -10.0  # score of two sums or spans of time that only have their unit in common
# of what the clauses and the sentences around two such figures hold in common, the least that says anything
BESIDE_SPAN, BESIDE_SUM, AROUND_SUM = 0.2, 0.12, 0.35
ANSWERED = 0.0  # score from which an equal figure counts as the answer of the other document


class Asked(NamedTuple):
    """A count with the words around it."""

    figure: Count
    whole: Question
    clause: Question
    verbs: tuple[Term, ...]
    names: frozenset[str]


def asked(counts: Sequence[Count], statements: Sequence[Statement]) -> list[Asked]:
    """The counts with what they answer."""
    worths = rarity(statements)
    before = {(s.doc, s.index): s for s in statements}
    found = []
    for count in counts:
        own = count.statement
        whole = question(own, count.start, count.end, before.get((own.doc, own.index - 1)), worths)
        first, last = own.clause_at(count.start)
        near = tuple(row for row in whole.terms if row[2] and first <= row[0].start < last)
        names = frozenset(fold(w) for r in own.names for w in r.text.split())
        verbs = tuple(t for t, _, _ in near if is_verb(t.low))
        found.append(Asked(count, whole, question_of(near), verbs, names))
    return found


@cache
def _weights() -> tuple[dict[str, float], dict[str, float]]:
    raw = tomllib.loads(files("service.text").joinpath("data/figure_links.toml").read_text("utf-8"))
    return raw["pair"], raw["partner"]


def pair_values(a: Asked, b: Asked, likes: Likes | None = None) -> dict[str, float]:
    """What is counted and the words around two figures, in numbers from 0 to 1."""
    x, y = a.figure, b.figure
    share_a, share_b, mass = agreement(a.whole, b.whole, likes)
    near_a, near_b, near = agreement(a.clause, b.clause, likes)
    like = _noun_likeness(x.noun, y.noun) if x.noun and y.noun else 0.0
    states = {x.state.name, y.state.name}
    verb = max((meets(v, w) for v in a.verbs for w in b.verbs), default=0.0)
    return {
        "bias": 1.0,
        "noun_like": like,
        "noun_other": float(bool(x.noun and y.noun) and like < 0.5),
        "noun_near": _noun_near(a, b) if bool(x.noun) != bool(y.noun) and not x.unit else 0.0,
        "noun_one": float(bool(x.noun) != bool(y.noun)),
        "noun_none": float(not x.noun and not y.noun),
        "unit": float(bool(x.unit)),
        "money": float(x.unit not in MEASURED_IN),
        "state_same": float(len(states) == 1 and "" not in states),
        "state_other": float(len(states) == 2 and "" not in states),
        "state_one": float(len(states) == 2 and "" in states),
        "least": min(share_a, share_b),
        "most": max(share_a, share_b),
        "mass": min(mass, 4.0) / 4,
        "near": min(near, 2.0) / 2,
        "near_least": min(near_a, near_b),
        "verb_same": verb,
        "verb_other": float(bool(a.verbs and b.verbs) and verb < 0.5),
        "names_shared": float(bool(a.names & b.names)),
        "names_apart": float(bool(a.names and b.names and not a.names & b.names)),
        "part": float(x.part != y.part),
    }


def _noun_likeness(a: str, b: str) -> float:
    if senses(a) & senses(b) or (a in PEOPLE and b in PEOPLE):
        return 1.0
    return likeness(stem(a), stem(b), a, b)


def _noun_near(a: Asked, b: Asked) -> float:
    """The noun of the one among the words around the other, which names none."""
    one, other = (a, b) if a.figure.noun else (b, a)
    noun, root = one.figure.noun, stem(one.figure.noun)
    return max(
        (likeness(root, t.stem, noun, t.low) for t, _, own in other.whole.terms if own and not t.is_name), default=0.0
    )


def _sum(weights: Mapping[str, float], values: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in values.items())


def equal(a: Count, b: Count) -> bool:
    """One value, also in another unit of measure."""
    if a.value == b.value:
        return True
    high = max(a.value, b.value)
    return a.unit in MEASURED_IN - {"", "share"} and abs(a.value - b.value) < ROUNDED * high


def candidates(rows: Sequence[Asked]) -> list[tuple[int, int]]:
    """Pairs of one unit from two documents; in a long story only those that share a rare word."""
    if len(rows) <= ALL_PAIRS:
        pairs = {(n, m) for n in range(len(rows)) for m in range(n + 1, len(rows))}
    else:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            for word in {t.stem for t, _, own in row.whole.terms if own} | {f"#{row.figure.noun}"}:
                index[word].append(n)
        pairs = {
            (n, m) for near in index.values() if len(near) <= LED for i, n in enumerate(near) for m in near[i + 1 :]
        }
    return sorted(
        (n, m)
        for n, m in pairs
        if rows[n].figure.unit == rows[m].figure.unit and rows[n].figure.statement.doc != rows[m].figure.statement.doc
    )


def partner_values(
    pairs: Mapping[tuple[int, int], float], rows: Sequence[Asked]
) -> dict[tuple[int, int], dict[str, float]]:
    """The second step: each pair with its score and those of its rivals."""
    rivals: defaultdict[tuple[int, str], list[tuple[float, int, bool]]] = defaultdict(list)
    for (n, m), score in pairs.items():
        same = equal(rows[n].figure, rows[m].figure)
        rivals[n, rows[m].figure.statement.doc].append((score, m, same))
        rivals[m, rows[n].figure.statement.doc].append((score, n, same))
    found = {}
    for (n, m), score in pairs.items():
        x, y = rows[n].figure, rows[m].figure
        others = [[r for r in rivals[i, rows[j].figure.statement.doc] if r[1] != j] for i, j in ((n, m), (m, n))]
        margin = min(max(-FAR, min(FAR, score - max((r[0] for r in side), default=-FAR))) for side in others)
        low, high = sorted((x.value, y.value))
        found[n, m] = {
            "bias": 1.0,
            "score": score / 4,
            "margin": margin / FAR,
            "answered": float(not equal(x, y) and any(r[2] and r[0] > ANSWERED for side in others for r in side)),
            "close": float(low >= FEW and high <= CLOSE * low),
            "rounded": float(
                bool(x.bound or y.bound) and x.low <= y.high and y.low <= x.high and high <= FAR_BOUND * low
            ),
            "ratio": min(math.log(high / low), 4.0) / 4 if low > 0 else 1.0,
        }
    return found


def links(counts: Sequence[Count], statements: Sequence[Statement]) -> dict[tuple[int, int], float]:
    """How surely two counts answer one question, by their numbers."""
    first, second = _weights()
    rows = asked(counts, statements)
    likes = likenesses(term for row in rows for term, _, _ in row.whole.terms)
    values = {(n, m): pair_values(rows[n], rows[m], likes) for n, m in candidates(rows)}
    pairs = {pair: _sum(first, told) for pair, told in values.items()}
    sure = {pair: _sum(second, told) for pair, told in partner_values(pairs, rows).items()}
    alone = {pair for pair, told in values.items() if _says_nothing(rows[pair[0]].figure, rows[pair[1]].figure, told)}
    return {pair: NOTHING if pair in alone else score for pair, score in _joined(sure, rows).items()}


def _says_nothing(a: Count, b: Count, told: Mapping[str, float]) -> bool:
    """Two sums, or two spans of time, beside which too little is the same: every story has several of either."""
    bare = a.unit == "share" and not (a.noun or b.noun or a.state.name or b.state.name)
    if (a.unit in MEASURED_IN - {"time"} and not bare) or equal(a, b):
        return False
    kept = bool(a.bound or b.bound) and a.low <= b.high and b.low <= a.high
    if a.unit == "time":
        return not kept and told["near"] < BESIDE_SPAN
    return told["near"] < BESIDE_SUM and told["mass"] < AROUND_SUM


def _joined(sure: Mapping[tuple[int, int], float], rows: Sequence[Asked]) -> dict[tuple[int, int], float]:
    """The figures at both ends of two sure steps answer one question, too, unless their own words say otherwise."""
    strong: defaultdict[int, list[int]] = defaultdict(list)
    for (n, m), score in sure.items():
        if score >= STEP:
            strong[n].append(m)
            strong[m].append(n)
    found = dict(sure)
    for middle, ends in strong.items():
        for i, n in enumerate(ends):
            for m in ends[i + 1 :]:
                pair = min(n, m), max(n, m)
                if rows[n].figure.statement.doc == rows[m].figure.statement.doc or sure.get(pair, -9.0) < DOUBT:
                    continue
                through = min(sure[min(n, middle), max(n, middle)], sure[min(m, middle), max(m, middle)])
                found[pair] = max(found[pair], through - STEP_COST)
    return found
