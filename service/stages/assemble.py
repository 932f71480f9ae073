"""assemble: everything the stages made -> one Brief. Pure; no wording of its own beyond templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import (
    Brief,
    BriefSentence,
    Change,
    Claim,
    Cluster,
    Coverage,
    Decided,
    Difference,
    Document,
    Event,
    EventKind,
    FigureSeries,
    Notice,
    OverviewRow,
    Phrase,
    Provenance,
    Term,
    TimelineEntry,
    Withheld,
    phrase,
)


class Parts(NamedTuple):
    """What goes into a brief."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    clusters: tuple[Cluster, ...]
    events: tuple[Event, ...]
    overview: tuple[OverviewRow, ...]
    sentences: tuple[BriefSentence, ...]
    withheld: tuple[Withheld, ...]
    differences: tuple[Difference, ...]
    terms: tuple[Term, ...]
    notices: tuple[Notice, ...]
    provenance: Provenance
    decisions: tuple[Decided, ...] = ()
    since: Phrase | None = None
    changes: tuple[Change, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    figures: tuple[FigureSeries, ...] = ()


PLACED = {"when": 0.4, "where": 0.3}  # beside a salience of 1 for an article's first sentence


def assemble(parts: Parts) -> Brief:
    """The brief, without usage: that varies from run to run and is laid in last."""
    return Brief(
        title=title(parts.documents, parts.events),
        overview=parts.overview,
        events=parts.events,
        sentences=parts.sentences,
        differences=parts.differences,
        terms=parts.terms,
        withheld=parts.withheld,
        timeline=parts.timeline,
        figures=parts.figures,
        since=parts.since,
        changes=parts.changes,
        decisions=parts.decisions,
        coverage=tuple(_coverage(d, parts) for d in parts.documents),
        sources=parts.documents,
        notices=(*(n for d in parts.documents for n in d.notices), *parts.notices),
        provenance=parts.provenance,
    )


def title(documents: Sequence[Document], events: Sequence[Event]) -> Phrase:
    """How many articles, how many events."""
    if len(documents) == 1:
        return phrase("title_one")
    count = sum(e.kind == EventKind.REPORTED for e in events)
    if count == 1:
        return phrase("title_single_event", documents=str(len(documents)))
    return phrase("title", documents=str(len(documents)), events=str(count))


def reading_order(
    sentences: Sequence[BriefSentence], clusters: Mapping[str, Cluster], events: Sequence[Event]
) -> tuple[BriefSentence, ...]:
    """By event, its lead first, then source and position: an article's statements stay in its order. Ids are new."""
    ordered = [sentences[n] for n in reading_ranks(sentences, clusters, events)]
    return tuple(s.model_copy(update={"id": f"B{n}"}) for n, s in enumerate(ordered, start=1))


def reading_ranks(
    sentences: Sequence[BriefSentence], clusters: Mapping[str, Cluster], events: Sequence[Event]
) -> list[int]:
    """The same order as indices into `sentences`."""
    rank = {e.id: n for n, e in enumerate(events)}
    leads: dict[str, BriefSentence] = {}
    for sentence in sentences:
        best = leads.get(sentence.event)
        if sentence.event != "E0" and (best is None or _told(sentence, clusters) > _told(best, clusters)):
            leads[sentence.event] = sentence

    def key(index: int) -> tuple[int, bool, int, int]:
        sentence = sentences[index]
        span = clusters[sentence.cluster].claims[0].span
        is_lead = leads.get(sentence.event) is sentence
        return (rank[sentence.event], not is_lead, int(span.doc[1:]), span.start)

    return sorted(range(len(sentences)), key=key)


def _told(sentence: BriefSentence, clusters: Mapping[str, Cluster]) -> tuple[float, int, int]:
    """How much of a meeting's who, whom, where and when a sentence says; the earlier source and position of equals.

    What else happened stands in the first sentences of articles, and most in those that share words with the others:
    that is the salience. A sentence that also says when and where comes before one that does not.
    """
    claim = clusters[sentence.cluster].claims[0]
    told = {s.name for s in claim.slots if not s.negative}
    if claim.kind != "meeting":
        placed = sum(worth for name, worth in PLACED.items() if name in told)
        return (claim.salience + placed, -int(claim.span.doc[1:]), -claim.span.start)
    people = {s.name for s in claim.slots if s.unit == "person" and s.name in {"who", "whom"}}
    return (2 * len(people) + len(told & {"where", "when"}), -int(claim.span.doc[1:]), -claim.span.start)


def _coverage(document: Document, parts: Parts) -> Coverage:
    mine = [c for c in parts.claims if c.span.doc == document.id]
    cited = [c for s in parts.sentences for c in s.citations if c.doc == document.id and c.role != "context"]
    used = [c for c in mine if any(c.span.overlaps(citation.span) for citation in cited)]
    return Coverage(
        doc=document.id,
        claims=len(mine),
        used=len(used),
        verbatim_share=round(_repeated(document, parts.sentences) / max(1, len(document.text)), 4),
        note=_doubt(document, parts.events, used) or _note(document, mine, used),
    )


def _repeated(document: Document, sentences: Sequence[BriefSentence]) -> int:
    """Characters of the document that the brief repeats word for word: verbatim sentences less their edits."""
    ranges: set[tuple[int, int]] = set()
    replaced = 0
    for sentence in sentences:
        for citation in sentence.citations:
            if citation.doc == document.id and citation.role == "support" and sentence.written_by == "extract":
                ranges.add((citation.start, citation.end))
        replaced += sum(
            len(e.source) for e in sentence.edits if e.source.doc == document.id and sentence.written_by == "extract"
        )
    return max(0, sum(end - start for start, end in ranges) - replaced)


def _doubt(document: Document, events: Sequence[Event], used: Sequence[Claim]) -> Phrase | None:
    """Why the document may report another event than those it stands with; None where an editor has pinned it."""
    mentions = [m for e in events for m in e.mentions if m.doc == document.id]
    is_all = all(m.doubt is not None for m in mentions)
    left_out = (m for m in mentions if not any(is_all or c.mention == m.id for c in used))
    return next((m.doubt for m in left_out if m.doubt is not None), None)


def _note(document: Document, mine: Sequence[Claim], used: Sequence[Claim]) -> Phrase:
    if used:
        return phrase("used", used=str(len(used)), claims=str(len(mine)))
    if document.duplicate_of:
        return phrase("nothing_used_copy", source=document.duplicate_of)
    if not mine:
        return phrase("nothing_used_role")
    return phrase("nothing_used_limit" if any(c.standalone for c in mine) else "nothing_used_none")
