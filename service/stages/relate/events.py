"""Events: groups of mentions judged the same; what may be the same is kept beside them.

Pure and deterministic: groups are numbered by their first mention. A mention joins a group only where no member is
judged different from it, so that a chain of likenesses never blends two events.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from service.records import Document, Event, EventKind, Mention, Phrase, SameAs, phrase, slice_phrase
from service.records.citing import cite
from service.stages.decide import Rulings
from service.stages.relate.compare import SAME_TEXT, Context, Judgement, Verdict, compare, context_copy
from service.text.similarity import cosine, name_weighted

UNDECIDED = Rulings()
RANK = {Verdict.SAME: 3, Verdict.MAYBE: 2, Verdict.WEAK: 1, Verdict.DIFFERENT: 0}


def run(documents: Sequence[Document], mentions: Sequence[Mention], rulings: Rulings = UNDECIDED) -> tuple[Event, ...]:
    """Reported events E1.. and, last, the background E0; what an editor has ruled is not judged again."""
    context = Context({d.id: d for d in documents}, _cosines(documents))
    verdicts = {
        (a.id, b.id): _ruled(a, b, rulings) or compare(a, b, context)
        for n, a in enumerate(mentions)
        for b in mentions[n + 1 :]
    }
    copies = _copies(mentions, context)
    groups = [
        sorted([*group, *(m for m in mentions if copies.get(m.id) in {g.id for g in group})], key=_number)
        for group in _groups([m for m in mentions if m.id not in copies], verdicts, context, rulings)
    ]
    numbered = [(f"E{n}", group) for n, group in enumerate(groups, start=1)]
    told = [(event_id, [m for m in group if m.id not in copies]) for event_id, group in numbered]
    events = [
        Event(
            id=event_id,
            kind=EventKind.REPORTED,
            label=_label(group, context.documents),
            mentions=tuple(group),
            maybe_same_as=_maybe(event_id, own, told, verdicts),
        )
        for (event_id, group), (_, own) in zip(numbered, told, strict=True)
    ]
    return (*events, Event(id="E0", kind=EventKind.BACKGROUND, label=phrase("event_background")))


def _ruled(a: Mention, b: Mention, rulings: Rulings) -> Judgement | None:
    """The verdict of an editor, where there is one; apart is stronger than same."""
    pair = frozenset((a.id, b.id))
    if pair in rulings.apart:
        return Judgement(Verdict.DIFFERENT, (), (phrase("decided_apart"),))
    return Judgement(Verdict.SAME, (), ()) if pair in rulings.same else None


def _number(mention: Mention) -> int:
    return int(mention.id[1:])


def _copies(mentions: Sequence[Mention], context: Context) -> dict[str, str]:
    """Mentions told by a copy, each with the same mention of the copied article.

    They go where that one goes and weigh nothing: an article that is handed in twice is one article.
    """
    return {
        copy.id: own.id
        for copy in mentions
        for own in mentions
        if context.documents[copy.doc].duplicate_of == own.doc and context_copy(copy, own, context)
    }


def _cosines(documents: Sequence[Document]) -> dict[tuple[str, str], float]:
    vectors = [name_weighted(f"{d.title or ''}\n{d.text}") for d in documents]
    pairs = {(d.id, d.id): 1.0 for d in documents}
    for n, a in enumerate(documents):
        for m in range(n + 1, len(documents)):
            b = documents[m]
            pairs[(min(a.id, b.id), max(a.id, b.id))] = cosine(vectors[n], vectors[m])
    return pairs


def _verdict(verdicts: Mapping[tuple[str, str], Judgement], a: Mention, b: Mention) -> Judgement:
    return verdicts[(a.id, b.id)] if (a.id, b.id) in verdicts else verdicts[(b.id, a.id)]


def _likeness(a: Mention, b: Mention, judgement: Judgement, context: Context) -> float:
    """How far two mentions pull together; minus infinity where a stated value keeps them apart."""
    if _conflicts(judgement):
        return -math.inf
    if judgement.verdict == Verdict.SAME and (a.kind == b.kind == "meeting" or context_copy(a, b, context)):
        return 1.0
    if a.kind == b.kind == "meeting":
        return 0.0
    return context.cosine[(min(a.doc, b.doc), max(a.doc, b.doc))] if a.kind == b.kind else 0.0


def _groups(
    mentions: Sequence[Mention],
    verdicts: Mapping[tuple[str, str], Judgement],
    context: Context,
    rulings: Rulings,
) -> list[list[Mention]]:
    """Average linkage: the two groups most alike are joined as long as their mean likeness reaches ``SAME_TEXT``.

    A chain of likenesses never blends two events: one stated conflict keeps two groups apart for good.
    """
    groups = _joined(mentions, rulings)
    total = {
        (n, m): sum(_likeness(a, b, _verdict(verdicts, a, b), context) for a in groups[n] for b in groups[m])
        for n in groups
        for m in groups
        if n < m
    }
    while total:
        (n, m), best = max(
            ((k, v / (len(groups[k[0]]) * len(groups[k[1]]))) for k, v in total.items()),
            key=lambda kv: (kv[1], -kv[0][0], -kv[0][1]),
        )
        if best < SAME_TEXT:
            break
        groups[n] += groups.pop(m)
        del total[(n, m)]
        for other in groups:
            if other != n:
                gone = total.pop((min(m, other), max(m, other)))
                total[(min(n, other), max(n, other))] += gone
    ordered = [sorted(g, key=_number) for g in groups.values()]
    return sorted(ordered, key=lambda g: _number(g[0]))


def _joined(mentions: Sequence[Mention], rulings: Rulings) -> dict[int, list[Mention]]:
    """Where the grouping begins: each mention alone, or with those that an editor says are the same event."""
    groups: dict[int, list[Mention]] = {}
    for n, mention in enumerate(mentions):
        mates = [k for k, g in groups.items() if any(frozenset((mention.id, m.id)) in rulings.same for m in g)]
        groups[n] = [mention]
        if mates:
            groups[mates[0]] += groups.pop(n)
        for other in mates[1:]:
            groups[mates[0]] += groups.pop(other)
    return groups


def _conflicts(judgement: Judgement) -> bool:
    """Judged different on a stated value, not merely for want of likeness."""
    hard = {"against_place", "against_actor", "against_date", "against_same_article", "decided_apart"}
    return judgement.verdict == Verdict.DIFFERENT and any(p.template in hard for p in judgement.evidence_against)


def _maybe(
    event_id: str,
    group: Sequence[Mention],
    numbered: Sequence[tuple[str, list[Mention]]],
    verdicts: Mapping[tuple[str, str], Judgement],
) -> tuple[SameAs, ...]:
    found = []
    for other_id, other in numbered:
        if other_id == event_id:
            continue
        judged = [_verdict(verdicts, a, b) for a in group for b in other]
        if any(_conflicts(j) for j in judged):
            continue
        best = max(judged, key=lambda j: RANK[j.verdict])
        if best.verdict in {Verdict.MAYBE, Verdict.WEAK, Verdict.SAME}:
            found.append(
                SameAs(
                    event=other_id,
                    weak=best.verdict == Verdict.WEAK,
                    evidence_for=best.evidence_for,
                    evidence_against=best.evidence_against,
                )
            )
    return tuple(found)


def _label(group: Sequence[Mention], documents: Mapping[str, Document]) -> Phrase:
    """A heading from the slots of the group's mentions: both sides and the place, or the short form of a lead."""
    slots = {name: [s for m in group for s in m.values(name)] for name in ("who", "whom", "where", "what")}
    if group[0].kind != "meeting":
        return slice_phrase(cite(documents, slots["what"][0].span))
    chosen = {}
    for name in ("who", "whom"):
        people = [s for s in slots[name] if s.unit == "person"]
        chosen[name] = (people or slots[name])[0]
    place = next((s for s in slots["where"] if not s.negative and not s.speaker), None)
    cited = [cite(documents, s.span) for s in chosen.values()]
    if place is None:
        return phrase("event_with", tuple(cited), who=chosen["who"].text, whom=chosen["whom"].text)
    cited.append(cite(documents, place.span))
    return phrase("event_with_place", tuple(cited), who=chosen["who"].text, whom=chosen["whom"].text, where=place.text)
