"""The odds of every pair of mentions, the groups that follow, and what stays open between two groups.

Meetings are judged by their slots (who, whom, where, when), reports by the words of their articles; an editor's ruling
stands above both. Pure. Verdicts of reports are worded only where a reader is shown them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from service.records import Mention, Rulings
from service.stages.relate.compare import MAYBE_ODDS, Judgement, Verdict, compare, context_copy
from service.stages.relate.groups import Material, doubtful, grouped
from service.stages.relate.times import Context, far_apart
from service.text.story.likeness import pair_odds
from service.text.story.profile import Profile

RANK = {Verdict.SAME: 3, Verdict.MAYBE: 2, Verdict.WEAK: 1, Verdict.DIFFERENT: 0}
HARD = frozenset({"against_place", "against_actor", "against_date", "against_same_article"})
COPY = 8.0  # odds of a near copy
# Of two reports without one rare word in common: the median of such pairs of ECB+, none of which is of one event.
STRANGERS = -4.1
FAR = -COPY  # of two reports whose dates lie far apart: two events, but for much company that says otherwise
# Of two meetings: the same by their slots, or open. A third joins two that are one where it is the same as one of them.
SAME_MEETING, OPEN_MEETING = 0.69, -0.31
SURE = 0.5  # of the way to MAYBE_ODDS: between two groups further down, the grounds are called weak


class Odds:
    """What is known of each pair of `mentions`; worked out once."""

    def __init__(self, mentions: Sequence[Mention], context: Context, rulings: Rulings) -> None:
        self._mentions, self._context, self._rulings = mentions, context, rulings
        self._number = {m.id: n for n, m in enumerate(mentions)}
        self._judged: dict[tuple[str, str], Judgement] = {}
        self._begin = self._joined()
        self._odds = [[0.0] * len(mentions) for _ in mentions]
        near = _near([context.profiles.get(m.id) for m in mentions])
        for n, a in enumerate(mentions):
            for m in range(n + 1, len(mentions)):
                self._odds[n][m] = self._odds[m][n] = self._pair(a, mentions[m], is_near=m in near[n])

    def groups(self) -> list[list[Mention]]:
        """The mentions of each event, in the order of the first."""
        found = grouped(self._material(), self._begin)
        return [[self._mentions[n] for n in group] for group in found]

    def doubtful(self, group: Sequence[Mention]) -> frozenset[str]:
        """Ids of members that may tell another event than the rest; what an editor has joined is in no doubt."""
        ruled = frozenset(n for joined in self._begin if len(joined) > 1 for n in joined)
        found = doubtful(self._material(), [self._number[m.id] for m in group], ruled)
        return frozenset(self._mentions[n].id for n in found)

    def _material(self) -> Material:
        return Material(self._odds, [self._context.profiles.get(m.id) for m in self._mentions])

    def open_verdict(self, group: Sequence[Mention], other: Sequence[Mention]) -> Judgement | None:
        """The strongest pair of two groups that may be one event; None where they are two."""
        pairs = [(a, b, self._odds[self._number[a.id]][self._number[b.id]]) for a in group for b in other]
        if any(value == -math.inf for _, _, value in pairs):
            return None
        reports = [p for p in pairs if p[0].kind == p[1].kind == "report"]
        if len(reports) < len(pairs):
            judged = [self._judgement(a, b) for a, b, _ in pairs if a.kind == b.kind == "meeting"]
            best = max(judged, key=lambda j: RANK[j.verdict], default=None)
            return best if best is not None and best.verdict != Verdict.DIFFERENT else None
        mean = math.fsum(value for _, _, value in pairs) / len(pairs)
        if mean < MAYBE_ODDS:
            return None
        a, b, _ = max(pairs, key=lambda p: (p[2], -self._number[p[0].id] - self._number[p[1].id]))
        verdict = Verdict.MAYBE if mean >= SURE * MAYBE_ODDS else Verdict.WEAK
        return self._judgement(a, b)._replace(verdict=verdict)

    def _joined(self) -> list[list[int]]:
        """Where the grouping begins: each mention alone, or with those that an editor says are the same event."""
        if not self._rulings.same:
            return [[n] for n in range(len(self._mentions))]
        groups: list[list[int]] = []
        for n, mention in enumerate(self._mentions):
            mates = [
                g for g in groups if any(frozenset((mention.id, self._mentions[k].id)) in self._rulings.same for k in g)
            ]
            groups = [g for g in groups if g not in mates]
            groups.append(sorted([n, *(k for mate in mates for k in mate)]))
        return sorted(groups)

    def _judgement(self, a: Mention, b: Mention) -> Judgement:
        if (a.id, b.id) not in self._judged:
            self._judged[a.id, b.id] = compare(a, b, self._context)
        return self._judged[a.id, b.id]

    def _pair(self, a: Mention, b: Mention, *, is_near: bool) -> float:
        """Log-odds of two mentions; minus infinity where a stated value, or an editor, keeps them apart."""
        pair = frozenset((a.id, b.id))
        if pair in self._rulings.apart:
            return -math.inf
        if pair in self._rulings.same:
            return COPY
        if a.id in b.distinct_from or b.id in a.distinct_from:
            return -math.inf
        if a.kind != b.kind:
            return OPEN_MEETING
        if a.kind == "meeting":
            judged = self._judgement(a, b)
            if judged.verdict == Verdict.DIFFERENT and any(p.template in HARD for p in judged.evidence_against):
                return -math.inf
            return SAME_MEETING if judged.verdict == Verdict.SAME else OPEN_MEETING
        if context_copy(a, b, self._context):
            return COPY
        if far_apart(a, b, self._context) is not None:
            return FAR
        return pair_odds(self._context.profiles[a.id], self._context.profiles[b.id]) if is_near else STRANGERS


def _near(profiles: Sequence[Profile | None]) -> list[set[int]]:
    """For each profile those with which it shares a rare word, by an index of such words; all else is far."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        for word in profile.rare if profile is not None else ():
            holders[word].append(n)
    return [
        set().union(*(holders[word] for word in profile.rare)) if profile is not None else set() for profile in profiles
    ]
