"""From checks to a published sentence or a withheld one. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import (
    BriefSentence,
    Check,
    Citation,
    Cluster,
    Document,
    Draft,
    Gate,
    Outcome,
    Phrase,
    Reason,
    Withheld,
    phrase,
)

WORD = re.compile(r"\w+")
COPIED_WORDS = 8  # two reporters do not put so many words in one order by chance


def failed(checks: Sequence[Check]) -> Check | None:
    """The first gate that failed."""
    return next((c for c in checks if c.outcome == Outcome.FAIL), None)


def is_publishable(checks: Sequence[Check]) -> bool:
    """Every gate passed: "could not check" is never "passed". Verbatim text passes entailment by construction."""
    return bool(checks) and all(c.outcome == Outcome.PASS for c in checks)


def corroboration(cluster: Cluster, citations: Sequence[Citation], origin: Mapping[str, str]) -> Phrase | None:
    """Which other sources say the same in full."""
    own = origin[cluster.claims[0].span.doc]
    cited = tuple(c for c in citations if c.role == "corroborate" and origin[c.doc] != own)
    sources = list(dict.fromkeys(c.doc for c in cited))
    if not sources:
        return None
    support = [c for c in citations if c.role == "support"]
    independent = _independent((*support, *cited), origin)
    joined = ", ".join(sources)
    if independent > 1 and len(cluster.origins) > 1:
        every = ", ".join(dict.fromkeys([cluster.claims[0].span.doc, *sources]))
        return phrase("agreed", cited, count=str(independent), sources=every)
    return phrase("same_in" if len(sources) == 1 else "same_in_many", cited, sources=joined)


def _independent(citations: Sequence[Citation], origin: Mapping[str, str]) -> int:
    """How many origins wrote the sentence themselves: a long one that two have word for word was copied by one.

    A sentence that is a quotation has all its words from its speaker.
    """
    groups: list[tuple[set[str], set[tuple[str, ...]]]] = []  # origins and wordings that are one
    for citation in citations:
        words = tuple(WORD.findall(citation.quote.casefold()))
        same = [g for g in groups if origin[citation.doc] in g[0] or (len(words) >= COPIED_WORDS and words in g[1])]
        joined = ({origin[citation.doc]}.union(*(g[0] for g in same)), {words}.union(*(g[1] for g in same)))
        groups = [g for g in groups if g not in same] + [joined]
    return len(groups)


def to_sentence(
    number: int, draft: Draft, cluster: Cluster, checks: Sequence[Check], documents: Mapping[str, Document]
) -> BriefSentence:
    """A published sentence; ValueError where a gate did not pass: nothing may get round the check."""
    if not is_publishable(checks):
        raise ValueError(f"{draft.cluster} did not pass its check")
    origin = {d.id: d.duplicate_of or d.id for d in documents.values()}
    note = corroboration(cluster, draft.citations, origin)
    return BriefSentence(
        id=f"B{number}",
        text=draft.text,
        attribution=draft.attribution,
        corroboration=note,
        edits=draft.edits,
        citations=draft.citations,
        event=draft.event,
        cluster=draft.cluster,
        support="agreed" if note is not None and note.template == "agreed" else "single",
        origins=tuple(dict.fromkeys(origin[c.doc] for c in draft.citations if c.role != "context")),
        checks=tuple(checks),
        written_by=draft.written_by,
    )


def to_withheld(draft: Draft, cluster: Cluster, checks: Sequence[Check], documents: Mapping[str, Document]) -> Withheld:
    """What was selected and not published, in the source's words, with the gate that stopped it."""
    stop = failed(checks) or next((c for c in checks if c.outcome != Outcome.PASS), None)
    span = cluster.claims[0].span
    quote = documents[span.doc].slice(span)
    return Withheld(
        text=quote,
        stage="check",
        gate=stop.gate if stop else Gate.ENTAILMENT,
        reason=(stop.reason if stop else None) or Reason.NOT_CHECKED,
        words=stop.words if stop else (),
        event=draft.event,
        citations=(Citation(doc=span.doc, start=span.start, end=span.end, quote=quote, role="support"),),
    )
