"""Differences: the slots in which sources, or one source, do not say the same, typed with the closed vocabulary.

Pure. Never averages, never picks a winner; every side keeps its words, speaker, time and span. Typed here: spellings,
times and places of one event, titles of one person, and figures of one kind. Deeper typing has room to grow below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import (
    Claim,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    EventKind,
    Slot,
    phrase,
)
from service.stages.align.ages import age_differences
from service.stages.align.blames import blame_differences
from service.stages.align.causes import cause_differences
from service.stages.align.clauses import clauses_of
from service.stages.align.contraries import contrary_differences
from service.stages.align.denials import denial_differences
from service.stages.align.exclusive import exclusive_differences
from service.stages.align.figure_differences import figure_differences
from service.stages.align.making import make
from service.stages.align.names import spelling_differences
from service.stages.align.plans import plan_differences
from service.stages.align.positions import place, spoken
from service.stages.align.results import result_differences
from service.stages.align.statements import by_document, read
from service.stages.align.story import stories
from service.stages.align.things import thing_differences
from service.stages.align.times import time_differences
from service.stages.align.titles import title_differences
from service.stages.align.unnamed import unnamed_differences
from service.stages.align.wordings import wording_differences
from service.text.aliases import same_name
from service.text.dates import compatible, find_dates


def find_differences(
    documents: Sequence[Document], events: Sequence[Event], claims: Sequence[Claim]
) -> tuple[Difference, ...]:
    """All differences, numbered D1.., in a fixed order: slots of events, figures, titles, spellings."""
    texts = {d.id: d for d in documents}
    unique = [d for d in documents if d.duplicate_of is None]
    found = [d for event in events if event.kind == EventKind.REPORTED for d in _slot_differences(event, texts)]
    told = by_document(read(documents))
    for story in stories(documents, events):
        mine = {doc: told[doc] for doc in told if doc in story}
        found += figure_differences(texts, mine, events)
        every = [s for statements in mine.values() for s in statements]
        clauses = clauses_of(every)
        found += denial_differences(texts, every, clauses, events)
        found += contrary_differences(texts, clauses, events)
        found += wording_differences(texts, every, events)
        found += unnamed_differences(texts, every, events)
        found += time_differences(texts, every, events)
        found += plan_differences(texts, every, events)
        found += result_differences(texts, every, events)
        found += cause_differences(texts, every, events)
        found += age_differences(texts, every, events)
        found += exclusive_differences(texts, every, events)
        found += thing_differences(texts, every, events)
        found += blame_differences(texts, every, events)
    found += title_differences(unique)
    found += spelling_differences(unique)
    return tuple(
        d.model_copy(update={"id": f"D{n}", "positions": tuple(spoken(p) for p in d.positions)})
        for n, d in enumerate(found, start=1)
    )


def _slot_differences(event: Event, documents: Mapping[str, Document]) -> list[Difference]:
    found = []
    for name, template in (("when", "diff_when"), ("where", "diff_where")):
        slots = [s for m in event.mentions for s in m.values(name) if not s.negative]
        if event.mentions[0].kind != "meeting":
            continue
        groups = _distinct(slots)
        if len({s.span.doc for g in groups for s in g}) < 2 or len(groups) < 2:
            continue
        relation = (
            _time_relation(groups)
            if name == "when"
            else DifferenceRelation.PRECISION
            if _nested(groups)
            else DifferenceRelation.UNDECIDED
        )
        label = phrase(template, event.label.citations, label=event.label.text)
        found.append(make(event.id, label, relation, [place(g, documents) for g in groups]))
    return found


def _distinct(slots: Sequence[Slot]) -> list[list[Slot]]:
    groups: list[list[Slot]] = []
    for slot in slots:
        home = next((g for g in groups if g[0].normal == slot.normal or same_name(g[0].normal, slot.normal)), None)
        if home is None:
            groups.append([slot])
        else:
            home.append(slot)
    return groups


def _time_relation(groups: Sequence[Sequence[Slot]]) -> DifferenceRelation:
    """A weekend and its Saturday do not exclude each other; other undated words leave it open."""
    times = [next(iter(find_dates(g[0].text)), None) for g in groups]
    known = [t for t in times if t is not None]
    verdicts = [compatible(a, b) for n, a in enumerate(known) for b in known[n + 1 :]]
    if len({t.precision for t in known}) > 1 and False not in verdicts:
        return DifferenceRelation.PRECISION
    return DifferenceRelation.CONFLICT if False in verdicts else DifferenceRelation.UNDECIDED


def _nested(groups: Sequence[Sequence[Slot]]) -> bool:
    texts = [g[0].text for g in groups]
    return any(a != b and a in b for a in texts for b in texts)
