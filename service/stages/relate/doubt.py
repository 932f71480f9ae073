"""Why a member of a group may tell another event than the rest, in words that a reader can check; what is left of it.

Enters: the member and the others, each a mention with its profile, and the event's id; or events with their doubts.
Leaves: a phrase with the words cited on either side; the events, documents and claims without what is in doubt. Pure.
Whether there is a doubt is decided in ``groups``, by log-odds; this says what is behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from service.records import Citation, Claim, Document, Event, Phrase, Rulings, phrase
from service.stages.relate.words import RARE, Side
from service.text.story.profile import STRONGEST, rarity

FEW_HOLD = 0.25  # share of the others that may hold a name which is said to be in few of them
TOLD = 2  # times that an article says a name which it is about
MOST_NAME = 0.6  # share of the others that must name what is said to be in most of them


def sure(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events without what may tell another one: what an overview or a difference may be made of."""
    return tuple(
        e.model_copy(update={"mentions": tuple(m for m in e.mentions if m.doubt is None)}) if _has_doubt(e) else e
        for e in events
    )


def doubted(events: Sequence[Event]) -> frozenset[str]:
    """Ids of documents that tell nothing but what is in doubt."""
    told = {m.doc for e in sure(events) for m in e.mentions}
    return frozenset(m.doc for e in events if _has_doubt(e) for m in e.mentions) - told


def _has_doubt(event: Event) -> bool:
    return any(m.doubt is not None for m in event.mentions)


def usable(claims: Sequence[Claim], events: Sequence[Event], rulings: Rulings) -> list[Claim]:
    """Without what an editor took out, and without articles that may tell another event, but for what is pinned."""
    unsure = {m.id for e in events for m in e.mentions if m.doubt is not None}
    gone = doubted(events)
    return [
        c
        for c in claims
        if c.id not in rulings.out and (c.id in rulings.pinned or (c.mention not in unsure and c.span.doc not in gone))
    ]


def doubt_of(own: Side, others: Sequence[Side], event: str, documents: Mapping[str, Document]) -> Phrase:
    """What it names and few others do, and what most others name and it does not."""
    alone, lacked = _alone(own, others, documents), _lacked(own, others, documents)
    if alone is not None and lacked is not None:
        return phrase("doubt_names", (alone, lacked), event=event, a=alone.quote, b=lacked.quote)
    if alone is not None:
        return phrase("doubt_alone", (alone,), event=event, a=alone.quote)
    if lacked is not None:
        return phrase("doubt_lacked", (lacked,), event=event, b=lacked.quote)
    return phrase("doubt", event=event)


def _alone(own: Side, others: Sequence[Side], documents: Mapping[str, Document]) -> Citation | None:
    """Its strongest name that few others hold."""
    for name, _ in own.profile.strongest:
        holding = sum(name in other.profile.words for other in others)
        told = own.profile.names[name] >= TOLD and rarity(name) >= RARE
        if told and holding <= FEW_HOLD * len(others) and (cited := own.cite(name, documents)):
            return cited
    return None


def _lacked(own: Side, others: Sequence[Side], documents: Mapping[str, Document]) -> Citation | None:
    """The rarest name of most others that it does not hold, where the first of them says it."""
    named = Counter(name for other in others for name in other.profile.names)
    wanted = [
        (count * min(rarity(name), STRONGEST), name)
        for name, count in named.items()
        if count >= MOST_NAME * len(others) and name not in own.profile.words and rarity(name) >= RARE
    ]
    if not wanted:
        return None
    _, name = max(wanted)
    return next((cited for other in others if (cited := other.cite(name, documents))), None)
