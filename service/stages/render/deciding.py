"""A decision in words: what an editor decided of which words, who, why, and why it was not used. Pure.

Enters: a decision as the brief shows it. Leaves: one line. Never: markup or escaping.
"""

from __future__ import annotations

from service.records import DECISION_TEXT, Decided, DecisionKind
from service.stages.render import wording
from service.stages.render.safe_text import shorten

WORDS_CHARS = 160  # of a statement; the reference list has all of it


def decision_text(item: Decided) -> str:
    """A decision in one line; its words are cited beside it."""
    by = f"{wording.DECIDED_BY} {item.author}" if item.author else wording.NO_AUTHOR
    why = f": {item.why}" if item.why else ""
    unused = f"; {wording.NOT_USED}: {item.note}" if not item.used else ""
    return f"{DECISION_TEXT[item.kind]}: {_matter(item)} ({by}{why}){unused}"


def _matter(item: Decided) -> str:
    """What was decided about, in the words of the articles where there are any."""
    words = _words(item)
    if item.kind == DecisionKind.DATE:
        return ", ".join([*item.documents, item.value])
    if item.kind == DecisionKind.KEEP:
        return f"{words}, {wording.TERM_ENTRY} {item.value}" if words else f"{wording.TERM_ENTRY} {item.value}"
    if not words:
        return ", ".join(item.documents) or wording.NO_WORDS
    return f"{words}, on {item.value}" if item.value else words


def _words(item: Decided) -> str:
    """The words with their documents; the same words of several documents once."""
    places: dict[str, dict[str, None]] = {}
    for citation in item.citations:
        places.setdefault(" ".join(citation.quote.split()), {})[citation.doc] = None
    told = [f"“{shorten(quote, WORDS_CHARS)}” ({', '.join(docs)})" for quote, docs in places.items()]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
