"""The overview: one row an event, every cell a slice or a template on slices, as reported and never resolved by guess.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Document, Event, EventKind, OverviewRow, Phrase, SameAs, Slot, phrase, slice_phrase
from service.records.citing import cite
from service.text.aliases import same_name
from service.text.dates import find_dates, resolve
from service.text.folding import spelling_variants
from service.text.loaded import find_loaded, load_rules
from service.text.reference import format_date
from service.text.similarity import content_tokens

MAX_TOPICS = 12
MAX_PEOPLE = 4


def overview(events: Sequence[Event], documents: Mapping[str, Document]) -> tuple[OverviewRow, ...]:
    """Rows of the reported events, in their order."""
    return tuple(_row(event, events, documents) for event in events if event.kind == EventKind.REPORTED)


def _anchors(event: Event, events: Sequence[Event]) -> tuple[str, Slot] | None:
    """The event, and its time, that "earlier on the day" of this one points at: the one its article tells before."""
    for mention in event.mentions:
        for other in events:
            for told in other.mentions:
                if told.id in mention.distinct_from and told.values("when"):
                    return other.id, told.values("when")[0]
    return None


def _row(event: Event, events: Sequence[Event], documents: Mapping[str, Document]) -> OverviewRow:
    def slots(name: str) -> list[Slot]:
        return [s for m in event.mentions for s in m.values(name)]

    meeting = event.mentions[0].kind == "meeting"
    return OverviewRow(
        event=event.id,
        who=_participants(slots("who"), documents) or (phrase("not_named"),),
        whom=_participants(slots("whom"), documents) if meeting else (),
        where=_places(slots("where"), documents, limit=4 if meeting else 2),
        when=_times(slots("when"), documents, _anchors(event, events), limit=4 if meeting else 2),
        topics=_topics(slots("topic"), documents)
        if meeting
        else tuple(slice_phrase(cite(documents, s.span, "context")) for s in slots("what")[:3]),
        sources=tuple(dict.fromkeys(m.doc for m in event.mentions)),
        maybe_same_as=tuple(_same_as(s) for s in event.maybe_same_as),
    )


def _same_as(same: SameAs) -> Phrase:
    return phrase("may_be_same_weak" if same.weak else "may_be_same", event=same.event)


def _merge(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Slots that mean the same value, in the order of their first."""
    groups: list[list[Slot]] = []
    for slot in slots:
        home = next((g for g in groups if _same_value(g[0], slot)), None)
        if home is None:
            groups.append([slot])
        elif all(s.span.doc != slot.span.doc for s in home):
            home.append(slot)
    return groups


def _same_value(a: Slot, b: Slot) -> bool:
    if a.normal == b.normal or same_name(a.normal, b.normal):
        return True
    return a.unit == b.unit == "person" and (
        a.normal.split(" ")[-1] == b.normal.split(" ")[-1] or spelling_variants(a.normal, b.normal)
    )


def _loaded(text: str) -> bool:
    return bool(find_loaded(text, load_rules()))


def _participants(slots: Sequence[Slot], documents: Mapping[str, Document]) -> tuple[Phrase, ...]:
    """People by name; a group only where the article names nobody on that side, or beside the person it came with."""
    named = {s.span.doc for s in slots if s.unit == "person"}
    kept = [
        s
        for s in slots
        if s.unit == "person" or s.span.doc not in named or s.text.startswith(("his ", "her ", "their "))
    ]
    kept = [s for s in kept if not _loaded(s.text)]
    return tuple(_value(group, documents) for group in _merge(kept)[:MAX_PEOPLE])


def _value(group: Sequence[Slot], documents: Mapping[str, Document]) -> Phrase:
    citations = tuple(cite(documents, s.span, "context") for s in group)
    return Phrase(text=group[0].text, citations=citations)


def _places(slots: Sequence[Slot], documents: Mapping[str, Document], limit: int) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for group in _merge(slots)[:limit]:
        slot = group[0]
        cited = tuple(cite(documents, s.span, "context") for s in group)
        speaker = (cite(documents, slot.speaker_span, "context"),) if slot.speaker_span else ()
        if slot.negative:
            found.append(
                phrase("not_stated_by", (*cited, *speaker), speaker=slot.speaker)
                if slot.speaker
                else phrase("not_stated", cited)
            )
        elif slot.speaker:
            found.append(phrase("by_speaker", (*cited, *speaker), value=slot.text, speaker=slot.speaker))
        else:
            found.append(Phrase(text=slot.text, citations=cited))
    return tuple(found) or (phrase("not_stated"),)


def _times(
    slots: Sequence[Slot], documents: Mapping[str, Document], anchor: tuple[str, Slot] | None, limit: int
) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for group in _merge([s for s in slots if not s.negative])[:limit]:
        slot = group[0]
        cited = tuple(cite(documents, s.span, "context") for s in group)
        published = documents[slot.span.doc].published
        expression = next(iter(find_dates(slot.text)), None)
        if expression is None:
            continue
        resolved = resolve(expression, published.date() if published else None)
        if expression.anaphoric and anchor is not None:
            cited = (*cited, cite(documents, anchor[1].span, "context"))
            day = next(iter(find_dates(anchor[1].text)), None)
            known = resolve(day, published.date()) if day and published else None
            slots_of = {"value": slot.text, "event": anchor[0], "anchor": anchor[1].text}
            if known is not None:
                found.append(phrase("same_day_dated", cited, **slots_of, date=format_date(known.start, known.end)))
            else:
                found.append(phrase("same_day_earlier", cited, **slots_of))
        elif resolved is not None and (expression.deictic or published):
            found.append(
                phrase("resolved_date", cited, value=slot.text, date=format_date(resolved.start, resolved.end))
            )
        else:
            found.append(phrase("undated", cited, value=slot.text))
    return tuple(found) or (phrase("not_stated"),)


def _topics(slots: Sequence[Slot], documents: Mapping[str, Document]) -> tuple[Phrase, ...]:
    """Topics without repeats: one is left out where most of its content words are said by those before it."""
    kept: list[tuple[Slot, set[str]]] = []
    for slot in slots:
        words = set(content_tokens(slot.text))
        if not words or _loaded(slot.text):
            continue
        repeated = any(len(words & other) / len(words) > 0.5 for _, other in kept)
        if not repeated:
            kept.append((slot, words))
    return tuple(Phrase(text=s.text, citations=(cite(documents, s.span, "context"),)) for s, _ in kept[:MAX_TOPICS])
