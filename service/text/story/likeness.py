"""How likely two mentions, or a mention and a group, are one event: log-odds of two small logistic models.

Enters: profiles. Leaves: features in the order of ``PAIR`` and ``GROUP``, and log-odds; above 0 the same event is the
likelier answer. Pure. The weights are data (``weights.toml``), trained by ``scripts/train-relate`` on the training
topics of ECB+ (Cybulska & Vossen 2014, CC BY 3.0): each topic an event and a similar but different one. The figures are
in the file's head.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from importlib.resources import files
from statistics import median
from typing import NamedTuple

from service.text.story.profile import Profile, Wanted, rarity

PAIR = (
    "cosine",  # of all words, by rarity
    "common_cosine",  # of words that are no names: a likeness of subject, not of event
    "lead_held_most",  # share of one lead, by rarity, that the other article holds: the larger of the two
    "lead_held_least",
    "lead_common_most",  # the same of the words that are no names
    "lead_common_least",
    "lead_figures",  # figures of both leads, less those that each has alone
    "figures",  # rare figures in common, by the number of figures
    "missing_name",  # the strongest name of one article that the other does not hold
    "same_weekday",
    "other_weekday",
    "years",  # 1: one in common, -1: both name years, none in common
    "months",
    "phrases",  # pairs of neighbouring words in common, by the geometric mean of their numbers
)
GROUP = (
    "mean",
    "median",
    "best",
    "best_third",
    "best_below",  # beside what the members' own best are: the lowest quarter of them
    "own_name",
    "size",
)


# Of phrases in common: more is words that both took over, a wire's, a form's or a site's, and says no more of the
# event. Three in four pairs of ECB+ that tell one event hold less. Chosen on the training topics.
MOST_PHRASES = 0.15


class Model(NamedTuple):
    """Weights by feature and a constant."""

    weights: tuple[float, ...]
    constant: float

    def log_odds(self, features: Sequence[float]) -> float:
        """Natural log-odds of one event."""
        return self.constant + math.fsum(w * f for w, f in zip(self.weights, features, strict=True))


@lru_cache(maxsize=1)
def models() -> tuple[Model, Model]:
    """The model of pairs and that of a mention and a group."""
    data = tomllib.loads(files("service.text.story").joinpath("weights.toml").read_text("utf-8"))
    pair, group = data["pair"], data["group"]
    return (
        Model(tuple(pair[name] for name in PAIR), pair["constant"]),
        Model(tuple(group[name] for name in GROUP), group["constant"]),
    )


def _held(wanted: Wanted, shared: Set[str]) -> float:
    """Share of `wanted`, by rarity, among the words that both articles hold; one half where nothing is wanted."""
    # fsum is exact, so that the order of a set does not matter
    rarities = wanted.rarities
    return math.fsum([rarities[word] for word in wanted.words & shared]) / wanted.total if wanted.total else 0.5


def _cosines(a: Profile, b: Profile, shared: frozenset[str]) -> tuple[float, float]:
    """Of all words and of those that are no names; `shared` holds all words of both."""
    one, two = a.vector, b.vector
    subject = shared & a.subject & b.subject
    alike = math.fsum([one[word] * two[word] for word in subject])
    named = math.fsum([one[word] * two[word] for word in shared - subject])
    # a word that is no name weighs the same in both vectors, but for their lengths
    lengths = a.subject_length * b.subject_length
    return min(1.0, alike + named), min(1.0, alike / lengths) if lengths else 0.0


def missing_name(a: Profile, b: Profile) -> tuple[str, float]:
    """The strongest name of `a` that `b` does not hold, with its weight; empty where it holds all."""
    return next(((name, weight) for name, weight in a.strongest if name not in b.words), ("", 0.0))


def _agree(a: frozenset[str], b: frozenset[str]) -> float:
    """1 where the two share one, -1 where both have some and share none, else 0."""
    if not a or not b:
        return 0.0
    return 1.0 if not a.isdisjoint(b) else -1.0


def pair_features(a: Profile, b: Profile) -> tuple[float, ...]:
    """Features in the order of ``PAIR``; the same both ways round.

    For a story of hundreds of articles nothing takes longer, so that the words of both are looked for once.
    """
    shared = a.stems & b.stems
    cosine, common_cosine = _cosines(a, b, shared)
    leads = _held(a.lead, shared), _held(b.lead, shared)
    common = _held(a.lead_common, shared), _held(b.lead_common, shared)
    alone = min(len(a.lead_figures - b.figures), len(b.lead_figures - a.figures))
    figures = math.fsum([rarity(figure) for figure in a.figures & b.figures])
    phrases = len(a.phrases & b.phrases)
    days = _agree(a.days, b.days)
    return (
        cosine,
        common_cosine,
        max(leads),
        min(leads),
        max(common),
        min(common),
        len(a.lead_figures & b.lead_figures) - 0.3 * alone,
        math.log1p(figures / (1 + min(len(a.figures), len(b.figures)))),
        max(missing_name(a, b)[1], missing_name(b, a)[1]),
        float(days > 0),
        float(days < 0),
        _agree(a.years, b.years),
        _agree(a.months, b.months),
        min(MOST_PHRASES, phrases / math.sqrt(len(a.phrases) * len(b.phrases) or 1)),
    )


def pair_odds(a: Profile, b: Profile) -> float:
    """Log-odds that the two tell one event."""
    return models()[0].log_odds(pair_features(a, b))


def group_features(
    own: Profile, odds: Sequence[float], holders: Mapping[str, int], nearest: Sequence[float]
) -> tuple[float, ...]:
    """Features in the order of ``GROUP``.

    `odds`: against each member; `holders`: how many members hold a word; `nearest`: of each member, its log-odds
    against the member nearest to it, sorted.
    """
    ranked = sorted(odds, reverse=True)
    size, third = len(ranked), max(1, len(ranked) // 3)
    alone = max((weight * (1 - holders.get(name, 0) / size) ** 2 for name, weight in own.strongest), default=0.0)
    return (
        math.fsum(ranked) / size,
        median(ranked),
        ranked[0],
        math.fsum(ranked[:third]) / third,
        ranked[0] - nearest[len(nearest) // 4] if len(nearest) > 1 else 0.0,
        alone,
        math.log(size),
    )


def group_odds(own: Profile, odds: Sequence[float], holders: Mapping[str, int], nearest: Sequence[float]) -> float:
    """Log-odds that a mention tells the event of a group."""
    return models()[1].log_odds(group_features(own, odds, holders, nearest))
