"""One numbered list of all cited spans of a brief, the same in every format.

Enters: a Brief. Leaves: References, numbered by first appearance in reading order; equal spans share a number.
Never: a span or quotation that no record holds. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.records import Brief, BriefSentence, Citation, Difference, Event, OverviewRow, Phrase, Term

ROLES = ("support", "corroborate", "context")


@dataclass(frozen=True, slots=True)
class Reference:
    """Exact words of one source under one number."""

    number: int
    doc: str
    start: int
    end: int
    quote: str


class References:
    """Numbers for citations; `items` is the list to print."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        found: dict[tuple[str, int, int], Reference] = {}
        for item in citations:
            key = (item.doc, item.start, item.end)
            if key not in found:
                found[key] = Reference(len(found) + 1, item.doc, item.start, item.end, item.quote)
        self._by_span = found
        self.items = tuple(found.values())

    def numbers(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """The numbers of `citations`, each once, in their order."""
        found = (self._by_span[item.doc, item.start, item.end].number for item in citations)
        return tuple(dict.fromkeys(found))


def with_role(sentence: BriefSentence, role: str) -> tuple[Citation, ...]:
    """The citations that do `role` for `sentence`; those of the corroboration phrase corroborate."""
    found = [item for item in sentence.citations if item.role == role]
    if role == "corroborate" and sentence.corroboration:
        taken = {(item.doc, item.start, item.end) for item in sentence.citations}
        more = sentence.corroboration.citations
        found += [item for item in more if (item.doc, item.start, item.end) not in taken]
    return tuple(found)


def references(brief: Brief) -> References:
    """Number every citation that a reader of `brief` is shown."""
    return References(_in_reading_order(brief))


def outlet_citations(brief: Brief, doc: str) -> tuple[Citation, ...]:
    """Where the sources name the outlet of `doc`, as the attributions cite it."""
    found = (item for sentence in brief.sentences for item in sentence.attribution.citations if item.doc == doc)
    return tuple({(item.start, item.end): item for item in found}.values())


def _in_reading_order(brief: Brief) -> Iterator[Citation]:
    yield from brief.title.citations
    labels = {event.id: event.label for event in brief.events}
    for row in brief.overview:
        yield from _of_phrases((labels[row.event],) if row.event in labels else ())
        yield from _of_row(row)
    for event in brief.events:
        yield from event.label.citations
        yield from _of_sentences(item for item in brief.sentences if item.event == event.id)
        yield from _of_same_as(event)
    yield from _of_sentences(item for item in brief.sentences if item.event not in labels)
    for difference in brief.differences:
        yield from _of_difference(difference)
    for term in brief.terms:
        yield from _of_term(term)
    for withheld in brief.withheld:
        yield from withheld.citations
    for entry in brief.timeline:
        yield from _of_phrases((entry.when, entry.what))
    for change in brief.changes:
        yield from change.now
    for decision in brief.decisions:
        yield from decision.citations
    yield from _of_phrases(row.note for row in brief.coverage)
    yield from _of_phrases(item.attribution for item in brief.sentences)


def _of_phrases(phrases: Iterable[Phrase | None]) -> Iterator[Citation]:
    for item in phrases:
        if item is not None:
            yield from item.citations


def _of_row(row: OverviewRow) -> Iterator[Citation]:
    yield from _of_phrases((*row.who, *row.whom, *row.where, *row.when, *row.topics, *row.maybe_same_as))


def _of_same_as(event: Event) -> Iterator[Citation]:
    for same in event.maybe_same_as:
        yield from _of_phrases((*same.evidence_for, *same.evidence_against))


def _of_sentences(sentences: Iterable[BriefSentence]) -> Iterator[Citation]:
    for item in sentences:
        for role in ROLES:
            yield from with_role(item, role)
        yield from _of_phrases((item.corroboration,))


def _of_difference(difference: Difference) -> Iterator[Citation]:
    yield from difference.attribute.citations
    for side in difference.positions:
        yield from side.value.citations
        yield from _of_phrases((*side.counted, side.as_of, side.speaker))
        yield from side.citations
    yield from difference.note.citations


def _of_term(term: Term) -> Iterator[Citation]:
    for variant in term.variants:
        yield from variant.citations
