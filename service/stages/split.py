"""split: Documents -> Sentences with exact offsets, their role, and what each needs to be understood.

Pure. Every span is tight, in order, without overlap; ``document.text[start:end] == sentence.text`` always holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from service.records import Document, Need, NeedKind, QuoteContext, Role, Sentence, Span
from service.text.analysis import Analysis, Line, analyse
from service.text.needs import RawNeed
from service.text.quotes import Quotation
from service.text.reference import find_needs

WHOLE = 0.95  # a sentence that is nothing but a quotation does not name its speaker


def run(documents: Sequence[Document]) -> tuple[Sentence, ...]:
    """Sentences of all documents, in document order."""
    return tuple(sentence for document in documents for sentence in split_document(document))


def split_document(document: Document) -> tuple[Sentence, ...]:
    """Sentences of one document; an empty text has none."""
    analysis = analyse(document.text)
    # How far the quotations up to each one reach: those that end before a sentence are not looked at again.
    ends = _ends(document.text, analysis)
    reach = list(accumulate(ends, max))
    published = document.published.date() if document.published else None
    sentences = []
    for line, role in zip(analysis.lines, analysis.roles, strict=True):
        is_body = role == Role.BODY
        needs = find_needs(analysis, line, published) if is_body else []
        sentences.append(
            Sentence(
                id=f"{document.id}.{line.position + 1}",
                span=Span(doc=document.id, start=line.offset, end=line.offset + len(line.text)),
                text=line.text,
                role=Role(role),
                paragraph=line.paragraph,
                quote_of=_quote_context(document.id, analysis, line, ends, reach) if is_body else None,
                needs=tuple(_need(document.id, need) for need in needs),
            )
        )
    return tuple(sentences)


def _need(doc: str, raw: RawNeed) -> Need:
    return Need(
        span=Span(doc=doc, start=raw.start, end=raw.end),
        kind=NeedKind(raw.kind),
        replacement=raw.replacement,
        evidence=tuple(Span(doc=doc, start=start, end=end) for start, end in raw.evidence),
    )


def _ends(text: str, analysis: Analysis) -> list[int]:
    """Where each quotation ends; one that is never closed goes on to the next mark or the end of its paragraph."""
    ends = []
    for n, quotation in enumerate(analysis.quotations):
        end = quotation.end
        if not quotation.closed and quotation.opening:
            following = analysis.quotations[n + 1].start if n + 1 < len(analysis.quotations) else len(text)
            stop = text.find("\n", end, following)
            end = max(end, stop if stop >= 0 else following)
        ends.append(end)
    return ends


def _quote_context(
    doc: str, analysis: Analysis, line: Line, ends: Sequence[int], reach: Sequence[int]
) -> QuoteContext | None:
    """The quotation that covers part of the sentence without opening and closing in it, or that lacks a mark."""
    start, end = line.offset, line.offset + len(line.text)
    for index in range(bisect_right(reach, start), len(reach)):
        quotation = analysis.quotations[index]
        if end <= quotation.start:
            break
        if ends[index] <= start:
            continue
        inside = start <= quotation.start and ends[index] <= end
        whole = quotation.end - quotation.start >= WHOLE * (end - start)
        if inside and quotation.closed and not whole:
            continue
        return _context(doc, quotation)
    return None


def _context(doc: str, quotation: Quotation) -> QuoteContext:
    speaker = quotation.speaker
    return QuoteContext(
        span=Span(doc=doc, start=quotation.start, end=quotation.end),
        speaker=Span(doc=doc, start=speaker[0], end=speaker[1]) if speaker else None,
        closed=quotation.closed,
    )
