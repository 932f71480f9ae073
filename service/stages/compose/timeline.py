"""Events and figures in order of time: only what a source dates, with the precision that its words have.

Enters: events, differences, published sentences, documents. Leaves: entries and series. Pure. Never: a day that no
words and no date of publication give, or an order between figures that no time parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from service.records import (
    BriefSentence,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    EventKind,
    FigureRow,
    FigureSeries,
    Phrase,
    Position,
    Slot,
    TimelineEntry,
    phrase,
    slice_phrase,
)
from service.records.citing import cite
from service.stages.compose.times import own_times
from service.text.analysis import time_at
from service.text.date_resolution import ResolvedDate
from service.text.dates import find_dates, resolve
from service.text.time_needs import format_date

LEAST = 2  # a single dated event is no order of events
DATED = frozenset({"day", "month", "year"})  # of the background, only times that name a year count
FIGURES = frozenset({"diff_figure", "diff_figure_of", "diff_figure_beside"})


def timeline(
    events: Sequence[Event], sentences: Sequence[BriefSentence], documents: Mapping[str, Document]
) -> tuple[TimelineEntry, ...]:
    """Dated events and dated background, the earlier first, the more precise first where they begin alike."""
    found = [*_events(events, documents), *_background(sentences, documents)]
    ordered = sorted(found, key=lambda e: (e.start, e.end, e.event, e.sentence))
    return tuple(ordered) if len(ordered) >= LEAST else ()


def _events(events: Sequence[Event], documents: Mapping[str, Document]) -> Iterator[TimelineEntry]:
    for event in events:
        if event.kind != EventKind.REPORTED:
            continue
        slots = [s for m in event.mentions for s in own_times(m, documents[m.doc]) if not s.negative]
        dated = [(found, slot) for slot in slots if (found := _resolved(slot, documents)) is not None]
        if dated:
            found, slot = min(dated, key=lambda d: (d[0].end - d[0].start, d[0].start))
            yield _entry(found, _when(slot, found, documents), event.label, event.id)


def _resolved(slot: Slot, documents: Mapping[str, Document]) -> ResolvedDate | None:
    document = documents[slot.span.doc]
    expression = time_at(document.text, slot.span.start, slot.span.end)
    return resolve(expression, document.published.date() if document.published else None) if expression else None


def _when(slot: Slot, found: ResolvedDate, documents: Mapping[str, Document]) -> Phrase:
    cited = cite(documents, slot.span, "context")
    shown = format_date(found.start, found.end)
    return phrase("resolved_date", (cited,), value=slot.text, date=shown)


def _background(sentences: Sequence[BriefSentence], documents: Mapping[str, Document]) -> Iterator[TimelineEntry]:
    """Sentences of the background by the first time in their own words that names its year."""
    for sentence in sentences:
        if sentence.event != "E0":
            continue
        for cited in (c for c in sentence.citations if c.role == "support"):
            dates = [d for d in find_dates(cited.quote) if not d.deictic and not d.anaphoric]
            found = next(((d, r) for d in dates if (r := resolve(d, None)) and r.precision in DATED), None)
            if found is None:
                continue
            expression, days = found
            words = cite(
                documents,
                cited.span.model_copy(
                    update={"start": cited.start + expression.start, "end": cited.start + expression.end}
                ),
                "context",
            )
            yield _entry(days, slice_phrase(words), slice_phrase(cited), "E0", sentence.id)
            break


def _entry(found: ResolvedDate, when: Phrase, what: Phrase, event: str, sentence: str = "") -> TimelineEntry:
    return TimelineEntry(
        start=found.start,
        end=found.end,
        precision=found.precision,
        when=when,
        what=what,
        event=event,
        sentence=sentence,
    )


def figure_series(differences: Sequence[Difference], documents: Mapping[str, Document]) -> tuple[FigureSeries, ...]:
    """Series of the figures that differences set side by side as the same count, where two of them have a day.

    A difference of scope says that the sides count different things: it joins nothing.
    """
    groups: list[tuple[Difference, list[Position]]] = []
    for difference in differences:
        if difference.attribute.template not in FIGURES or difference.relation == DifferenceRelation.SCOPE:
            continue
        joined = list(difference.positions)
        first = difference
        for other in [g for g in groups if _places(g[1]) & _places(difference.positions)]:
            groups.remove(other)
            first, joined = other[0], [*other[1], *(p for p in joined if not _places([p]) & _places(other[1]))]
        groups.append((first, joined))
    found = [(first, sorted(rows, key=lambda p: _order(p, documents))) for first, rows in groups]
    return tuple(
        FigureSeries(attribute=first.attribute, difference=first.id, rows=tuple(_row(p) for p in rows))
        for first, rows in found
        if sum(not _order(p, documents)[0] for p in rows) >= LEAST
    )


def _places(positions: Sequence[Position]) -> set[tuple[str, int, int]]:
    return {(c.doc, c.start, c.end) for p in positions for c in p.value.citations}


def _row(position: Position) -> FigureRow:
    return FigureRow(
        value=position.value,
        as_of=position.as_of,
        speaker=position.speaker,
        sources=position.sources,
        citations=position.citations,
    )


def _order(position: Position, documents: Mapping[str, Document]) -> tuple[bool, date]:
    """In order of time; what has no day comes last."""
    day = day_of(position, documents)
    return day is None, day or date.max


def day_of(position: Position, documents: Mapping[str, Document]) -> date | None:
    """The day that the figure is of, else that on which its source appeared."""
    document = documents[position.sources[0]]
    published = document.published.date() if document.published else None
    dates = find_dates(position.as_of.text) if position.as_of else ()
    return next((r.end for d in dates if (r := resolve(d, published)) is not None), published)
