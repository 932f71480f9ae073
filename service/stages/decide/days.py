"""The day of a report that an editor has joined with a dated one. Pure.

Enters: rulings, the events they led to, and the texts. Leaves: the day of each joined mention whose article has no
date, and the sentences and statements with it. Never: a day where the joined reports give two, or one that the report's
own words exclude: who met on "Monday" did not meet on a Saturday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from service.records import Claim, Document, Event, GivenDay, Mention, Need, NeedKind, Rulings, Sentence, Slot
from service.stages.decide.pointing import Texts
from service.text.analysis import analyse, time_at
from service.text.dates import TimeExpr, resolve
from service.text.edits import BY_DECISION
from service.text.time_needs import NOT_GIVEN, format_date

WEEK_DAYS = 7  # a weekday is told within a week of itself
_OF_DAYS = frozenset({"day", "weekend"})


class Carried(NamedTuple):
    """What the days change."""

    sentences: tuple[Sentence, ...]
    days: Mapping[str, GivenDay]  # by mention
    tellers: frozenset[str]  # ids of the statements that hold the dated words, which the brief cannot do without


def carry(rulings: Rulings, events: Sequence[Event], texts: Texts) -> Carried:
    """The days of joined reports, in their sentences too."""
    documents = {d.id: d for d in texts.documents}
    days: dict[str, GivenDay] = {}
    for joined in _joined(rulings, events):
        dated = [(slot, day) for m in joined if (slot := _first(m)) and (day := _day(slot, documents))]
        if len({day for _, day in dated}) != 1:
            continue
        source, day = dated[0]
        for mention in joined:
            slot = _first(mention)
            if slot is not None and _may_be(slot, day, documents):
                days[mention.id] = GivenDay(slot.span, slot.text, day, source.span)
    told = {sentence: days[m.id] for m in texts.mentions if m.id in days for sentence in m.sentences}
    sentences = tuple(_dated(s, told[s.id]) if s.id in told else s for s in texts.sentences)
    return Carried(sentences, days, frozenset(_tellers(texts.claims, days)))


def _joined(rulings: Rulings, events: Sequence[Event]) -> Iterator[list[Mention]]:
    """The mentions of each event that decisions have joined."""
    for event in events:
        own = {m.id for m in event.mentions}
        told = {mention for pair in rulings.same if pair <= own for mention in pair}
        if told:
            yield [m for m in event.mentions if m.id in told]


def _tellers(claims: Sequence[Claim], days: Mapping[str, GivenDay]) -> Iterator[str]:
    for source in {given.source for given in days.values()}:
        yield from (c.id for c in claims if c.standalone and c.span.contains(source))


def _first(mention: Mention) -> Slot | None:
    """The time that a report gives first; the ones behind it may be those of its sources."""
    return next((slot for slot in mention.values("when") if not slot.negative), None)


def _day(slot: Slot, documents: Mapping[str, Document]) -> dt.date | None:
    """The one day that a slot means by its own article."""
    expression = time_at(documents[slot.span.doc].text, slot.span.start, slot.span.end)
    published = documents[slot.span.doc].published
    if expression is None or expression.anaphoric:
        return None
    found = resolve(expression, published.date() if published else None)
    return found.start if found is not None and found.start == found.end else None


def _may_be(slot: Slot, day: dt.date, documents: Mapping[str, Document]) -> bool:
    """Whether an undated article's time may mean the day: written at most a week after it."""
    document = documents[slot.span.doc]
    expression = _anchor(slot, document)
    if document.published is not None or expression is None or not expression.deictic or expression.anaphoric:
        return False
    if expression.precision not in _OF_DAYS:
        return False
    if expression.kind == "weekday":  # which Monday it is, the decision says; no tense is needed for that
        return f"{day:%A}".lower() in expression.normal.split(":")
    found = (resolve(expression, day + dt.timedelta(days=n)) for n in range(WEEK_DAYS))
    return any(days.start <= day <= days.end for days in found if days is not None)


def _anchor(slot: Slot, document: Document) -> TimeExpr | None:
    """The time of a slot; of "earlier on the day" the day told before."""
    expression = time_at(document.text, slot.span.start, slot.span.end)
    if expression is None or not expression.anaphoric or not slot.as_of:
        return expression
    told = (v for s in analyse(document.text).scenes for v in s.when[:1] if v.end <= slot.span.start)
    value = next((v for v in reversed(tuple(told)) if v.text == slot.as_of), None)
    return time_at(document.text, value.start, value.end) if value else None


def _dated(sentence: Sentence, given: GivenDay) -> Sentence:
    """The sentence with the day behind the time; in the same words once more, there too."""
    return sentence.model_copy(update={"needs": tuple(_need(n, sentence, given) for n in sentence.needs)})


def _need(need: Need, sentence: Sentence, given: GivenDay) -> Need:
    end = f"{NOT_GIVEN}]"
    words = sentence.text[need.span.start - sentence.span.start : need.span.end - sentence.span.start]
    if need.kind != NeedKind.DEICTIC_TIME or not (need.replacement or "").endswith(end):
        return need
    if not (need.span.overlaps(given.told) or words == given.words):
        return need
    told = f"{(need.replacement or '').removesuffix(end)}{format_date(given.day, given.day)}, {BY_DECISION}]"
    return need.model_copy(update={"replacement": told, "evidence": (*need.evidence, given.source)})
