"""Records by the place where they stand, so that a citation finds its sentences without a look at all the others.

Enters: records with a span, once. Leaves: those that share a code point with a citation, in the order they came in.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from service.records import Citation, Span


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


class Places(Generic[T]):
    """Records of some documents, by document."""

    def __init__(self, records: Iterable[T]) -> None:
        self._by_document: dict[str, list[tuple[int, int, int, T]]] = {}
        for order, record in enumerate(records):
            span = record.span
            self._by_document.setdefault(span.doc, []).append((order, span.start, span.end, record))

    def under(self, citations: Iterable[Citation]) -> list[T]:
        """The records that any of the citations touches."""
        found = {
            order: record
            for citation in citations
            for order, start, end, record in self._by_document.get(citation.doc, ())
            if start < citation.end and citation.start < end
        }
        return [found[order] for order in sorted(found)]
