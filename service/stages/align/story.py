"""Which documents tell one story, however many events relate has made of it.

Enters: documents and their events. Leaves: groups of document ids. Pure. Documents of one event are one story; events
are joined where the texts of two of their documents are alike in names and figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.records import Document, Event, EventKind
from service.text.similarity import cosine, name_weighted

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
    vectors = {d.id: name_weighted(d.text) for d in unique}
    shown = [sorted(g, key=order.__getitem__)[:SHOWN] for g in groups]
    merged = [set(g) for g in groups]
    for n, left in enumerate(shown):
        for right in shown[n + 1 :]:
            if any(cosine(vectors[a], vectors[b]) >= ALIKE for a in left for b in right):
                _join(merged, {left[0], right[0]})
    return [frozenset(g) for g in merged]


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
