"""Groups of mentions by their log-odds: average linkage, late joining, and putting out what does not belong.

Enters: for each pair of mentions its log-odds (minus infinity where a stated value keeps them apart), profiles, and
where the grouping begins. Leaves: groups as lists of positions, and who in a group is in doubt. Pure, deterministic.

Three steps, since one long story is no chain of likenesses. First the two groups most alike are joined as long as their
mean log-odds say one event. Then what is left over is held against each larger group as a whole: a mention that is far
from most members may still be near to some. Last, each member is held against the others: a report of a similar event
is often as near to the mean as an own one, but no member is as near to it as they are to each other. One stated
conflict of meetings, or an editor's word, keeps two groups apart for good.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.text.story.likeness import group_odds
from service.text.story.profile import Profile

JOIN = 0.0  # mean log-odds above which two groups are one
# Log-odds of a mention against a group, all chosen on the training topics of ECB+ with models that had not seen the
# topic, where an event is to stay whole and a planted article of its sister to be put out or in doubt. 2 of 50 events
# are split; 60 % of the planted are put out, 90 % put out or in doubt, as are 12 % of the own articles; with both
# events of a topic handed in together B-cubed F1 is 93.6 %. An OUT of -2 puts out 70 % and splits 6: an article
# wrongly put out is told as an event that never was, one wrongly in doubt is left out and said to be.
LATE = -3.5  # from there on a leftover joins, to be judged again as a member
OUT = -3.0  # below, a member is an event of its own
DOUBT = 1.0  # below, another event is the answer more often than one time in four: too often to publish a word of it
SHARE = 3  # one in so many members may be put out, and one in so many be in doubt
ROUNDS = 12  # in which members are put out: up to 36 of them, each round has one
CROWD = 6  # members from which one is put out or in doubt: among four or five, nobody can say who is the odd one
COMPANY = 1.0  # asked beyond LATE for each further mention in the leftover: mentions that agree are a story, up to
MOST_COMPANY = 2.0
FEW = 2  # members of which the spread tells nothing
FARTHEST, FARTHEST_OF_FEW = -2.0, -1.0  # mean log-odds below which nothing joins late
NO_PROFILE = 0.0


class Material(NamedTuple):
    """What the grouping may look at."""

    odds: Sequence[Sequence[float]]  # symmetric, by position
    profiles: Sequence[Profile | None]  # None: judged by its slots alone, and never joined late


def grouped(material: Material, begin: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups of positions, each sorted, in the order of their first."""
    groups = _linked(material.odds, [list(group) for group in begin])
    groups = _joined_late(material, sorted((sorted(group) for group in groups), key=lambda g: g[0]))
    bound = frozenset(n for group in begin if len(group) > 1 for n in group)
    return sorted((part for group in groups for part in _put_out(material, group, bound)), key=lambda g: g[0])


def _linked(odds: Sequence[Sequence[float]], groups: list[list[int]]) -> list[list[int]]:
    """Average linkage by chains of nearest neighbours (Murtagh 1983): as if the best pair were joined first."""
    total = {
        n: {m: math.fsum(odds[a][b] for a in own for b in other) for m, other in enumerate(groups) if m != n}
        for n, own in enumerate(groups)
    }
    members = dict(enumerate(groups))
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        if not chain:
            chain = [min(members)]
        own = chain[-1]
        size = len(members[own])
        near = [(value / (size * len(members[m])), -m) for m, value in total[own].items() if m in members]
        best, other = max(near, default=(-math.inf, 0))
        other = -other
        if len(chain) > 1 and chain[-2] in total[own]:
            before = chain[-2]
            if total[own][before] / (size * len(members[before])) >= best:
                best, other = total[own][before] / (size * len(members[before])), before
        if best < JOIN:
            done.append(members.pop(own))
            chain.pop()
        elif len(chain) > 1 and other == chain[-2]:
            chain = chain[:-2]
            _merge(members, total, min(own, other), max(own, other))
        else:
            chain.append(other)
    return done


def _merge(members: dict[int, list[int]], total: dict[int, dict[int, float]], kept: int, gone: int) -> None:
    members[kept] += members.pop(gone)
    lost = total.pop(gone)
    for other in members:
        if other != kept:
            total[kept][other] += lost[other]
            total[other][kept] = total[kept][other]
    for row in total.values():
        row.pop(gone, None)


def _joined_late(material: Material, groups: list[list[int]]) -> list[list[int]]:
    """The leftover with the widest margin joins first; every join changes what the group is."""
    margins: dict[tuple[int, int], float] = {}
    alive = {n: Company(material, group) for n, group in enumerate(groups)}
    fresh = set(alive)
    while len(alive) > 1:
        for n in fresh:
            for m in alive:
                if n != m:
                    key = (min(n, m), max(n, m))
                    margin = _margin(material, alive[key[0]], alive[key[1]])
                    if margin >= 0:
                        margins[key] = margin
        if not margins:
            break
        _, (first, second) = max((margin, (-n, -m)) for (n, m), margin in margins.items())
        kept, gone = -first, -second
        alive[kept] = Company(material, sorted(alive[kept].members + alive.pop(gone).members))
        margins = {key: value for key, value in margins.items() if kept not in key and gone not in key}
        fresh = {kept}
    return sorted((group.members for group in alive.values()), key=lambda g: g[0])


def _margin(material: Material, a: Company, b: Company) -> float:
    """How far the smaller of two groups lies above what the larger asks; minus infinity where they must not join."""
    small, large = (a, b) if len(a.members) <= len(b.members) else (b, a)
    if len(large.members) == 1 or not small.told or not large.told:
        return -math.inf
    mean = math.fsum(material.odds[n][m] for n in small.members for m in large.members)
    mean /= len(small.members) * len(large.members)
    if mean < (FARTHEST if len(large.members) > FEW else FARTHEST_OF_FEW):
        return -math.inf
    score = math.fsum(large.odds_of(n) for n in small.members) / len(small.members)
    return score - LATE - min(COMPANY * (len(small.members) - 1), MOST_COMPANY)


class Company:
    """A group as others meet it: what its members hold, and how near they are to each other."""

    def __init__(self, material: Material, members: list[int]) -> None:
        self.members = members
        self._material = material
        self.told = all(material.profiles[n] is not None for n in members)  # by reports alone
        self._held: Counter[str] = Counter()
        self._near: dict[int, tuple[int, float, float]] = {}  # the nearest member, its odds, and those of the second
        if self.told:
            for n in members:
                self._held.update(self._words(n))
            for n in members:
                ranked = sorted(((material.odds[n][m], -m) for m in members if m != n), reverse=True)[:2]
                if ranked:
                    self._near[n] = (-ranked[0][1], ranked[0][0], ranked[-1][0])

    def _words(self, n: int) -> Iterable[str]:
        profile = self._material.profiles[n]
        return profile.words.keys() if profile is not None else ()

    def odds_of(self, own: int) -> float:
        """Log-odds that `own` tells the event of the others: of all members but itself."""
        others = [m for m in self.members if m != own]
        profile = self._material.profiles[own]
        if profile is None or not others:
            return NO_PROFILE
        held = self._held
        if len(others) < len(self.members):
            gone = set(self._words(own))
            held = Counter({name: held[name] - (name in gone) for name, _ in profile.strongest})
        nearest = [second if first == own else best for n, (first, best, second) in self._near.items() if n != own]
        return group_odds(profile, [self._material.odds[own][m] for m in others], held, sorted(nearest))


def _put_out(material: Material, group: list[int], bound: frozenset[int]) -> list[list[int]]:
    """The group without members that tell another event than the rest, and what these are; the farthest goes first.

    In a group of hundreds some of the farthest go at once, and it is held against its members ``ROUNDS`` times at most,
    not as often as it has strangers: whoever is far even then is left in doubt.
    """
    gone: list[int] = []
    left = group
    most = len(group) // SHARE
    for _ in range(ROUNDS):
        if len(left) < CROWD or len(gone) >= most:
            break
        company = Company(material, left)
        if not company.told:
            break
        ranked = sorted((company.odds_of(n), n) for n in left)[: min(math.ceil(most / ROUNDS), most - len(gone))]
        far = [n for value, n in ranked if value < OUT and n not in bound]
        if not far or ranked[0][1] in bound:
            break
        gone += far
        left = [n for n in left if n not in far]
    return [left, *_linked(material.odds, [[n] for n in sorted(gone)])] if gone else [left]


def doubtful(material: Material, group: list[int], bound: frozenset[int] = frozenset()) -> list[int]:
    """Members that may tell another event than the rest of their group: the farthest, and never more than a few."""
    company = Company(material, group)
    if not company.told or len(group) < CROWD:
        return []
    found = sorted((company.odds_of(n), n) for n in group if n not in bound)
    return sorted(n for value, n in found[: len(group) // SHARE] if value < DOUBT)
