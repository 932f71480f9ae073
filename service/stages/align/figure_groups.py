"""Which figures differ: the pairs of counts that are set against each other, in sets of one relation.

Enters: the counts of one story and how surely two answer one question. Leaves: quantities, each with its groups, a
group with its sides and the pairs that its relation holds between. Pure. Counts are compared only under one key (state
and unit) or where their words ask the same; how many of a key are compared is bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import DifferenceRelation
from service.stages.align.count_pairs import SAME, Judged, judge
from service.stages.align.counts import Count
from service.stages.align.positions import nameless

JOINED = 2.0  # score from which two counts are looked at together
COMPARED = 40  # counts of one key, those with a time or a speaker first
# states that are looked at together
TOGETHER = {"casualties": "killed", "injured": "killed", "treated": "killed", "taking part": "attending"}
SHOWN = 8  # values of one group


class Group(NamedTuple):
    """Sides that differ in one way; numbers of counts, those of one side say the same."""

    relation: DifferenceRelation
    sides: tuple[tuple[int, ...], ...]
    pairs: tuple[tuple[int, int], ...]  # numbers of sides between which the relation holds


def quantities(every: Sequence[Count], sure: Mapping[tuple[int, int], float]) -> list[list[Group]]:
    """All groups, those that share a figure together: they are about one quantity."""
    found: list[list[Group]] = []
    for compared in _compared(every, sure):
        best = set(sorted(compared, key=lambda n: (every[n].as_of is None) + (every[n].speaker is None))[:COMPARED])
        shown: list[tuple[DifferenceRelation, frozenset[str]]] = []
        kept = []
        for group in _groups(every, [n for n in compared if n in best], sure):
            values = frozenset(every[side[0]].normal for side in group.sides)
            if any(group.relation == known and values <= others for known, others in shown):
                continue  # the same values of other articles
            shown.append((group.relation, values))
            kept.append(group)
        found += _joined(kept)
    return found


def _joined(groups: Sequence[Group]) -> list[list[Group]]:
    """Groups that have a count in common, together, in their order."""
    found: list[list[Group]] = []
    for group in groups:
        mine = {n for side in group.sides for n in side}
        near = [other for other in found if any(mine & set(side) for one in other for side in one.sides)]
        joined = [*(one for other in near for one in other), group]
        found = (
            [joined if other is near[0] else other for other in found if other not in near[1:]]
            if near
            else [*found, joined]
        )
    return found


def _compared(counts: Sequence[Count], sure: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Counts that are set against each other: of one state or noun, or with words that ask the same."""
    home = list(range(len(counts)))

    def root(n: int) -> int:
        while home[n] != n:
            home[n] = home[home[n]]
            n = home[n]
        return n

    keyed: dict[tuple[str, str], int] = {}
    for n, count in enumerate(counts):
        name = TOGETHER.get(count.state.name, count.state.name)
        home[root(n)] = root(keyed.setdefault((name or f"={count.noun}", count.unit), n))
    for (n, m), score in sure.items():
        if score >= JOINED:
            home[root(m)] = root(n)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n in range(len(counts)):
        groups[root(n)].append(n)
    return list(groups.values())


def _groups(every: Sequence[Count], chosen: Sequence[int], sure: Mapping[tuple[int, int], float]) -> list[Group]:
    """Sets of counts with one relation; nothing in a set is beside the point of another member."""
    counts = [every[n] for n in chosen]
    judged: dict[tuple[int, int], Judged] = {}
    for n, a in enumerate(counts):
        for m in range(n + 1, len(counts)):
            pair = min(chosen[n], chosen[m]), max(chosen[n], chosen[m])
            judged[n, m] = judged[m, n] = judge(a, counts[m], sure.get(pair))
    judged = _by_the_fullest(counts, judged)
    found = []
    for relation in DifferenceRelation:
        covered: set[tuple[int, int]] = set()
        for (n, m), verdict in judged.items():
            if n > m or verdict != relation or (n, m) in covered:
                continue
            group = _grown([n, m], relation, judged, len(counts))
            covered |= {(i, j) for i in group for j in group}
            sides = _sides(group, judged)
            pairs = tuple(
                (i, j)
                for i, one in enumerate(sides)
                for j in range(i + 1, len(sides))
                if any(judged[a, b] == relation for a in one for b in sides[j])
            )
            kept = _kept(pairs)
            numbered = tuple(tuple(chosen[k] for k in sides[i]) for i in kept)
            places = {i: place for place, i in enumerate(kept)}
            held = tuple((places[i], places[j]) for i, j in pairs if i in places and j in places)
            found.append(Group(relation, numbered, held))
    return found


def _kept(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Numbers of the sides that are shown, not more than `SHOWN`: each stands beside another one."""
    kept = set[int]()
    while True:
        near = next((p for p in pairs if len(kept & set(p)) == 1), None)
        near = near or next((p for p in pairs if not kept & set(p)), None)
        if near is None or len(kept | set(near)) > SHOWN:
            return sorted(kept)
        kept |= set(near)


def _by_the_fullest(counts: Sequence[Count], judged: Mapping[tuple[int, int], Judged]) -> dict[tuple[int, int], Judged]:
    """Of those that say the same, the one with a speaker and a time decides what it is to others, in any order."""
    sizes = range(len(counts))
    best = {
        n: min([n, *(m for m in sizes if m != n and judged[n, m] == SAME)], key=lambda i: shown_first(counts[i]))
        for n in sizes
    }
    return {
        (n, m): verdict
        if verdict is None or verdict == SAME or best[n] == best[m]
        else judged[best[n], best[m]] or verdict
        for (n, m), verdict in judged.items()
    }


def shown_first(count: Count) -> tuple[bool, bool, str, int]:
    """A figure with a speaker and a time tells a reader more than one without."""
    return count.speaker is None, count.as_of is None, nameless(count.statement.text), count.start


def _grown(
    group: list[int], relation: DifferenceRelation, judged: Mapping[tuple[int, int], Judged], size: int
) -> list[int]:
    for other in range(size):
        if other in group:
            continue
        verdicts = [judged[other, member] for member in group]
        if None not in verdicts and (relation in verdicts or SAME in verdicts):
            group = [*group, other]
    return sorted(group)


def _sides(group: Sequence[int], judged: Mapping[tuple[int, int], Judged]) -> list[list[int]]:
    """Counts that say the same, together."""
    sides: list[list[int]] = []
    for n in group:
        home = next((s for s in sides if all(judged[m, n] == SAME for m in s)), None)
        if home is None:
            sides.append([n])
        else:
            home.append(n)
    return sides
