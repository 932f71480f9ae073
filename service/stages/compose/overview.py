"""The overview: one row an event, every cell a slice or a template on slices, as reported and never resolved by guess.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import (
    Document,
    Event,
    EventKind,
    GivenDay,
    OverviewRow,
    Phrase,
    SameAs,
    Slot,
    phrase,
    slice_phrase,
)
from service.records.citing import cite
from service.stages.compose.parties import takes_part
from service.stages.compose.subjects import is_loaded, leads, topics
from service.stages.compose.times import in_dateline, own_times
from service.text.aliases import same_name
from service.text.analysis import time_at
from service.text.dates import TimeExpr, resolve
from service.text.folding import fold, spelling_variants
from service.text.name_words import FUNCTION_WORDS
from service.text.time_needs import format_date

MAX_PEOPLE = 4
MAX_TIMES = 4
_OPENS = re.compile(r"(?:^|[.!?:][”\"’')]*\s+|\n\s*)$")  # what stands before a sentence


def overview(
    events: Sequence[Event], documents: Mapping[str, Document], days: Mapping[str, GivenDay] | None = None
) -> tuple[OverviewRow, ...]:
    """Rows of the reported events, in their order; `days` are those that an editor's decision gives a mention."""
    given = days or {}
    return tuple(_row(event, events, documents, given) for event in events if event.kind == EventKind.REPORTED)


def _anchors(event: Event, events: Sequence[Event]) -> tuple[str, Slot] | None:
    """The event, and its time, that "earlier on the day" of this one points at: the one its article tells before."""
    for mention in event.mentions:
        for other in events:
            for told in other.mentions:
                if told.id in mention.distinct_from and told.values("when"):
                    return other.id, told.values("when")[0]
    return None


def _row(
    event: Event, events: Sequence[Event], documents: Mapping[str, Document], days: Mapping[str, GivenDay]
) -> OverviewRow:
    def slots(name: str) -> list[Slot]:
        return [s for m in event.mentions for s in m.values(name)]

    meeting = event.mentions[0].kind == "meeting"
    who = slots("who") if meeting else [s for s in slots("who") if takes_part(s, documents[s.span.doc])]
    return OverviewRow(
        event=event.id,
        who=_participants(who, slots("where"), documents) or (phrase("not_named"),),
        whom=_participants(slots("whom"), (), documents) if meeting else (),
        where=_places(slots("where"), documents, limit=4 if meeting else 2),
        when=_times(
            [slot for m in event.mentions for slot in own_times(m, documents[m.doc])],
            documents,
            _anchors(event, events),
            [days[m.id] for m in event.mentions if m.id in days],
        ),
        topics=topics(slots("topic"), documents)
        if meeting
        else tuple(slice_phrase(cite(documents, s.span, "context")) for s in leads(slots("what"), documents)),
        sources=tuple(dict.fromkeys(m.doc for m in event.mentions)),
        maybe_same_as=tuple(_same_as(s) for s in event.maybe_same_as),
    )


def _same_as(same: SameAs) -> Phrase:
    return phrase("may_be_same_weak" if same.weak else "may_be_same", event=same.event)


def _merge(slots: Sequence[Slot]) -> list[list[Slot]]:
    """Slots that mean the same value, one for each article, in the order of their first.

    Full names come first, so that a short one joins the only name that it can stand for, and none where there are two.
    """
    alike: dict[tuple[str, str | None], list[Slot]] = {}
    for slot in slots:
        alike.setdefault((slot.normal, slot.unit), []).append(slot)
    groups: list[list[Slot]] = []  # of the first slot of each value
    for first in sorted((same[0] for same in alike.values()), key=lambda s: -len(s.normal.split(" "))):
        homes = [g for g in groups if any(_same_value(slot, first) for slot in g)]
        equal = [g for g in homes if any(slot.normal == first.normal for slot in g)]
        if len(equal or homes) == 1:
            (equal or homes)[0].append(first)
        else:
            groups.append([first])
    place = {id(slot): n for n, slot in enumerate(slots)}
    members = [[slot for first in group for slot in alike[first.normal, first.unit]] for group in groups]
    return [_by_article(group, place) for group in sorted(members, key=lambda g: min(place[id(s)] for s in g))]


def _by_article(group: Sequence[Slot], place: Mapping[int, int]) -> list[Slot]:
    """The fullest slot of each article, in the order of the articles."""
    chosen: dict[str, Slot] = {}
    for slot in sorted(group, key=_fullest):
        chosen.setdefault(slot.span.doc, slot)
    ordered = sorted(chosen.values(), key=lambda s: place[id(s)])
    # "Ada Vance" may be anything, and "Ms Vance" beside it says that she is a person
    unit = "person" if any(s.unit == "person" for s in group) else None
    return [s if s.unit == unit else s.model_copy(update={"unit": unit}) for s in ordered]


def _fullest(slot: Slot) -> tuple[int, int]:
    return -len(slot.text.split(" ")), slot.span.start


def _same_value(a: Slot, b: Slot) -> bool:
    if a.normal == b.normal or same_name(a.normal, b.normal):
        return True
    if a.name not in {"who", "whom"}:
        return False
    left, right = a.normal.split(" "), b.normal.split(" ")
    if len(left) > 1 < len(right):
        return bool(spelling_variants(a.normal, b.normal)) and (a.unit == b.unit or left[-1] == right[-1])
    if "person" in {a.unit, b.unit}:
        return left[-1] == right[-1] or spelling_variants(a.normal, b.normal)
    short, long = sorted((left, right), key=len)
    return short == long[:1] or short == long[-1:]  # "Rovers" beside "Elm Rovers"


def _shown(groups: Sequence[Sequence[Slot]], documents: Mapping[str, Document], limit: int) -> list[Sequence[Slot]]:
    """At most `limit` values, those that most articles give, whatever the order of the articles; in their order."""

    def rank(group: Sequence[Slot]) -> tuple[bool, int, bool, int, str]:
        origins = {documents[s.span.doc].duplicate_of or s.span.doc for s in group}
        person = group[0].unit == "person"
        # two articles that say Monday need not mean the same one: a time near the head of its article comes first
        support = 0 if group[0].name == "when" else -len(origins)
        return _is_vague(group[0]), support, not person, min(s.span.start for s in group), group[0].normal

    kept = sorted(groups, key=rank)[:limit]
    return [group for group in groups if any(group is k for k in kept)]


def _is_vague(slot: Slot) -> bool:
    """A time that names no day: a clock time, a season, "recently"."""
    return slot.name == "when" and slot.normal.startswith(("T", "vague:", "relative:"))


def _participants(
    slots: Sequence[Slot], places: Sequence[Slot], documents: Mapping[str, Document]
) -> tuple[Phrase, ...]:
    """People by name; a group only where the article names nobody on that side, or beside the person it came with."""
    named = {s.span.doc for s in slots if s.unit == "person"}
    nowhere = {s.normal for s in places}
    groups = []
    for group in _merge([s for s in slots if not is_loaded(s.text) and not in_dateline(s, documents[s.span.doc])]):
        people = any(s.unit == "person" for s in group)
        kept = [s for s in group if people or s.span.doc not in named or s.text.startswith(("his ", "her ", "their "))]
        if kept and (people or kept[0].normal not in nowhere):
            groups.append(kept)
    return tuple(_value(group, documents) for group in _shown(groups, documents, MAX_PEOPLE))


def _value(group: Sequence[Slot], documents: Mapping[str, Document]) -> Phrase:
    citations = tuple(cite(documents, s.span, "context") for s in group)
    return Phrase(text=min(group, key=lambda s: -len(s.text.split(" "))).text, citations=citations)


def _places(slots: Sequence[Slot], documents: Mapping[str, Document], limit: int) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for group in _shown(_merge(slots), documents, limit):
        slot = group[0]
        cited = tuple(cite(documents, s.span, "context") for s in group)
        speaker = (cite(documents, slot.speaker_span, "context"),) if slot.speaker_span else ()
        if slot.negative:
            found.append(
                phrase("not_stated_by", (*cited, *speaker), speaker=_running(slot, documents))
                if slot.speaker
                else phrase("not_stated", cited)
            )
        elif slot.speaker:
            found.append(phrase("by_speaker", (*cited, *speaker), value=slot.text, speaker=_running(slot, documents)))
        else:
            found.append(Phrase(text=slot.text, citations=cited))
    return tuple(found) or (phrase("not_stated"),)


def _running(slot: Slot, documents: Mapping[str, Document]) -> str:
    """The speaker as in running text: "Media reports" that open a sentence are no name, "Anadolu" is one."""
    words, span = slot.speaker or "", slot.speaker_span
    if span is None or not _OPENS.search(documents[span.doc].text[: span.start]):
        return words
    first, *rest = words.split()
    alike = re.compile(rf"\b{re.escape(first.lower())}\b")
    is_common = fold(first) in FUNCTION_WORDS
    # "Local officials", where an article has "local"; a single word may be a name all the same, as Rose is
    is_common |= bool(rest) and all(w.islower() for w in rest) and any(alike.search(d.text) for d in documents.values())
    return words[0].lower() + words[1:] if is_common and first[1:].islower() else words


def _times(
    slots: Sequence[Slot],
    documents: Mapping[str, Document],
    anchor: tuple[str, Slot] | None,
    days: Sequence[GivenDay] = (),
) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for group in _shown(_merge([s for s in slots if not s.negative]), documents, MAX_TIMES):
        slot = group[0]
        cited = tuple(cite(documents, s.span, "context") for s in group)
        published = documents[slot.span.doc].published
        expression = _time(slot, documents)
        if expression is None:
            continue
        resolved = resolve(expression, published.date() if published else None)
        decided = next((d for d in days if any(d.told == s.span for s in group)), None)
        if decided is not None and resolved is None:
            cited = (*cited, cite(documents, decided.source, "context"))
            day = format_date(decided.day, decided.day)
            found.append(phrase("decided_date", cited, value=slot.text, date=day))
        elif expression.anaphoric and anchor is not None:
            cited = (*cited, cite(documents, anchor[1].span, "context"))
            told = _time(anchor[1], documents)
            known = resolve(told, published.date()) if told and published else None
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


def _time(slot: Slot, documents: Mapping[str, Document]) -> TimeExpr | None:
    return time_at(documents[slot.span.doc].text, slot.span.start, slot.span.end)
