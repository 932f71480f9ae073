"""Which documents tell one story, however many events relate has made of it.

Enters: documents and their events. Leaves: groups of document ids. Pure. Documents of one event are one story; events
are joined where the texts of two of their documents are alike in names and figures, and the days of their events do not
lie far apart: two quakes in one town are two stories.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from service.records import Document, Event, EventKind
from service.text.similarity import cosine, name_weighted
from service.text.story.days import FAR_DAYS, Days, days_of, gap_of, meet, told_days

# cosine of two articles on one story; of 1,107 pairs on different ones in the open areas one in a thousand reaches it
ALIKE = 0.17
SHOWN = 3  # documents of an event whose texts stand for it


def stories(documents: Sequence[Document], events: Sequence[Event]) -> list[frozenset[str]]:
    """Groups of documents that may be set against each other; each document is in one."""
    unique = [d for d in documents if d.duplicate_of is None]
    order = {d.id: n for n, d in enumerate(unique)}
    groups: list[set[str]] = []
    for event in events:
        if event.kind == EventKind.REPORTED:
            _join(groups, {m.doc for m in event.mentions if m.doc in order})
    for document in unique:
        _join(groups, {document.id})
    days = _EventDays(documents, events)
    vectors = {d.id: name_weighted(d.text) for d in unique}
    shown = [sorted(g, key=order.__getitem__)[:SHOWN] for g in groups]
    merged = [set(g) for g in groups]
    for n, left in enumerate(shown):
        for right in shown[n + 1 :]:
            if any(
                cosine(vectors[a], vectors[b]) >= ALIKE and not days.are_far_apart(a, b) for a in left for b in right
            ):
                _join(merged, {left[0], right[0]})
    return [frozenset(g) for g in merged]


class _EventDays:
    """The days on which the events of each document were, as far as it says them."""

    def __init__(self, documents: Sequence[Document], events: Sequence[Event]) -> None:
        self._documents = {d.id: d for d in documents}
        self._days: defaultdict[str, list[Days]] = defaultdict(list)
        self._told: dict[str, tuple[Days, ...]] = {}
        for mention in (m for event in events for m in event.mentions):
            found = (days_of(slot, self._documents) for slot in mention.values("when"))
            self._days[mention.doc] += [days for days in found if days is not None]

    def are_far_apart(self, a: str, b: str) -> bool:
        """Both are dated, and neither tells a time of the other's event, as a verdict tells the day of the deed."""
        left, right = self._days[a], self._days[b]
        if not left or not right or min(gap_of(x, y) for x in left for y in right) <= FAR_DAYS:
            return False
        return not (self._tells(b, left) or self._tells(a, right))

    def _tells(self, doc: str, days: Sequence[Days]) -> bool:
        if doc not in self._told:
            self._told[doc] = told_days(self._documents[doc])
        return any(meet(one, told) for one in days for told in self._told[doc])


def _join(groups: list[set[str]], members: set[str]) -> None:
    """Put `members` into one group, with every group that holds one of them."""
    touched = [g for g in groups if g & members]
    for group in touched:
        groups.remove(group)
        members = members | group
    if members:
        groups.append(members)


def event_of(docs: Sequence[str], events: Sequence[Event]) -> str:
    """The reported event that tells of all these documents; the background where there is none."""
    holding = Counter(
        event.id
        for event in events
        if event.kind == EventKind.REPORTED
        for doc in {m.doc for m in event.mentions} & set(docs)
    )
    best = max(holding, key=lambda e: (holding[e], -int(e[1:])), default="E0")
    return best if holding[best] == len(set(docs)) else "E0"
