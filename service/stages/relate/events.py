"""Events: groups of mentions judged the same; what may be the same is kept beside them.

Pure and deterministic: groups are numbered by their first mention. A mention joins a group only where no member is
judged different from it, so that a chain of likenesses never blends two events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from service.records import Document, Event, EventKind, Mention, Phrase, Rulings, SameAs, phrase, slice_phrase
from service.records.citing import cite
from service.stages.relate.compare import Verdict, context_copy
from service.stages.relate.doubt import doubt_of
from service.stages.relate.odds import Odds
from service.stages.relate.times import Context
from service.stages.relate.words import Side
from service.text.story.profile import Profile, read

UNDECIDED = Rulings()


def run(documents: Sequence[Document], mentions: Sequence[Mention], rulings: Rulings = UNDECIDED) -> tuple[Event, ...]:
    """Reported events E1.. and, last, the background E0; what an editor has ruled is not judged again."""
    texts = {d.id: d for d in documents}
    context = Context(texts, _profiles(texts, mentions), {}, {})
    copies = _copies(mentions, context)
    odds = Odds([m for m in mentions if m.id not in copies], context, rulings)
    groups = [
        sorted([*group, *(m for m in mentions if copies.get(m.id) in {g.id for g in group})], key=_number)
        for group in odds.groups()
    ]
    numbered = [(f"E{n}", group) for n, group in enumerate(groups, start=1)]
    told = [(event_id, [m for m in group if m.id not in copies]) for event_id, group in numbered]
    events = []
    for (event_id, group), (_, own) in zip(numbered, told, strict=True):
        mentions = _told(event_id, group, own, odds, copies, context)
        label = _label([m for m in mentions if m.doubt is None], context.documents)
        maybe = _maybe(event_id, own, told, odds)
        events.append(Event(id=event_id, kind=EventKind.REPORTED, label=label, mentions=mentions, maybe_same_as=maybe))
    return (*events, Event(id="E0", kind=EventKind.BACKGROUND, label=phrase("event_background")))


def _told(
    event_id: str,
    group: Sequence[Mention],
    own: Sequence[Mention],
    odds: Odds,
    copies: Mapping[str, str],
    context: Context,
) -> tuple[Mention, ...]:
    """The group's mentions, with the doubt of those that may tell another event; a copy is in its original's doubt."""
    found = odds.doubtful(own)
    sure = [Side(m, context.profiles[m.id]) for m in own if m.id not in found] if found else []
    doubts = {
        m.id: doubt_of(Side(m, context.profiles[m.id]), sure, event_id, context.documents) for m in own if m.id in found
    }
    return tuple(m.model_copy(update={"doubt": doubts.get(copies.get(m.id, m.id))}) for m in group)


def _profiles(documents: Mapping[str, Document], mentions: Sequence[Mention]) -> dict[str, Profile]:
    """Of reports: the whole article where it tells nothing else, else the sentences that tell the mention."""
    several = Counter(m.doc for m in mentions)
    return {
        m.id: read(documents[m.doc], m.sentences if several[m.doc] > 1 else ()) for m in mentions if m.kind == "report"
    }


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


def _maybe(
    event_id: str, group: Sequence[Mention], numbered: Sequence[tuple[str, list[Mention]]], odds: Odds
) -> tuple[SameAs, ...]:
    found = []
    for other_id, other in numbered:
        best = odds.open_verdict(group, other) if other_id != event_id else None
        if best is not None:
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
