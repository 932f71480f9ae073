"""Quotes to places. Enters: a quote and the articles by name. Leaves: its place, or an error that says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from evals.labels.records import Place, Quote


class LabelError(ValueError):
    """A label file that breaks a rule; the message names the file, the label and the rule."""


def find(quote: Quote, articles: Mapping[str, str]) -> Place:
    """The place of `quote`, in code points.

    Raises:
        LabelError: no such article, words that do not occur, or words that occur several times without `nth`.
    """
    text = articles.get(quote.doc)
    shown = quote.quote if len(quote.quote) <= 60 else quote.quote[:57] + "..."
    if text is None:
        raise LabelError(f"no article {quote.doc!r}; there are: {', '.join(sorted(articles))}")
    starts, start = [], text.find(quote.quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote.quote, start + 1)
    if not starts:
        raise LabelError(f"article {quote.doc} does not hold the words {shown!r}")
    if len(starts) > 1 and not quote.nth:
        raise LabelError(f"article {quote.doc} holds {shown!r} {len(starts)} times: say which with nth")
    if quote.nth > len(starts):
        raise LabelError(f"article {quote.doc} holds {shown!r} {len(starts)} times, not {quote.nth}")
    at = starts[max(quote.nth, 1) - 1]
    return Place(doc=quote.doc, start=at, end=at + len(quote.quote), quote=quote.quote)
