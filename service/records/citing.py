"""The words of a span as a citation: the one place where a quote is cut from its document. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from service.records.base import Citation, Span
from service.records.documents import Document


def cite(documents: Mapping[str, Document], span: Span, role: str = "context") -> Citation:
    """The words of `span`, with what they do for the string that cites them."""
    return Citation(doc=span.doc, start=span.start, end=span.end, quote=documents[span.doc].slice(span), role=role)
