"""decide: an editor's decisions -> what they mean for these documents, mentions and claims. Pure.

An author points with words of a document, so that a decision outlives ids, which change with the inputs. What fits
nothing here is kept and shown as not used: a decision is never dropped in silence, and never stretched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from service.records import (
    Citation,
    Claim,
    Decided,
    Decision,
    DecisionKind,
    Document,
    Mention,
    NoticeCode,
    Place,
    Rulings,
    Span,
)
from service.text.loaded import TermRule
from service.text.terms import RuleBook


_OF_DATE = {NoticeCode.NO_DATE, NoticeCode.DATE_FROM_TEXT, NoticeCode.DATE_WITHOUT_YEAR}


def dated(documents: Sequence[Document], decisions: Sequence[Decision]) -> tuple[Document, ...]:
    """The documents with the dates that an editor gave them; none of those is said to have no date."""
    given = {
        d.id: decision.published
        for decision in decisions
        if decision.kind == DecisionKind.DATE
        for d in documents
        if _is_named(d, decision.document)
    }
    return tuple(_dated(d, given[d.id]) if d.id in given else d for d in documents)


def _dated(document: Document, published: dt.datetime | None) -> Document:
    notices = tuple(n for n in document.notices if n.code not in _OF_DATE)
    return document.model_copy(update={"published": published, "notices": notices})


def kept(rules: Sequence[TermRule], decisions: Sequence[Decision]) -> tuple[TermRule, ...]:
    """The term list with the entries that an editor keeps."""
    ids = {d.term for d in decisions if d.kind == DecisionKind.KEEP}
    return RuleBook(rule._replace(handling="keep") if rule.id in ids else rule for rule in rules)


def on_mentions(
    decisions: Sequence[Decision], documents: Sequence[Document], mentions: Sequence[Mention], spans: Mapping[str, Span]
) -> Rulings:
    """Which mentions are one event and which are two; `spans` are those of the sentences by id."""
    pairs: dict[DecisionKind, set[frozenset[str]]] = {DecisionKind.SAME: set(), DecisionKind.APART: set()}
    for decision in decisions:
        if decision.kind not in pairs:
            continue
        found = [_mention(place, documents, mentions, spans) for place in decision.places]
        told = [m.id for m in found if m is not None]
        pairs[decision.kind] |= {frozenset((a, b)) for n, a in enumerate(told) for b in told[n + 1 :] if a != b}
    return Rulings(same=frozenset(pairs[DecisionKind.SAME]), apart=frozenset(pairs[DecisionKind.APART]))


def on_claims(
    decisions: Sequence[Decision], documents: Sequence[Document], claims: Sequence[Claim], rulings: Rulings
) -> Rulings:
    """The same rulings, and which claims are out or pinned."""
    chosen: dict[DecisionKind, set[str]] = {DecisionKind.OUT: set(), DecisionKind.PIN: set()}
    for decision in decisions:
        if decision.kind in chosen:
            for citation in _pointed(decision.places[0], documents):
                chosen[decision.kind] |= {c.id for c in claims if c.span.overlaps(citation.span)}
    return Rulings(
        rulings.same, rulings.apart, frozenset(chosen[DecisionKind.OUT]), frozenset(chosen[DecisionKind.PIN])
    )


def shown(
    decisions: Sequence[Decision],
    documents: Sequence[Document],
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    spans: Mapping[str, Span],
    rules: Sequence[TermRule],
) -> tuple[Decided, ...]:
    """Each decision as the brief shows it, with the reason where it was not used."""
    return tuple(_shown(d, documents, mentions, claims, spans, rules) for d in decisions)


def _shown(
    decision: Decision,
    documents: Sequence[Document],
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    spans: Mapping[str, Span],
    rules: Sequence[TermRule],
) -> Decided:
    cited = tuple(c for place in decision.places for c in _pointed(place, documents))
    names = [p.document for p in decision.places] or ([decision.document] if decision.document else [])
    about = [d.id for d in documents if any(_is_named(d, name) for name in names)]
    value, note = "", ""
    if decision.kind == DecisionKind.DATE and decision.published is not None:
        value = decision.published.date().isoformat()
        note = "" if about else f"no document {decision.document} among these inputs"
    elif decision.kind == DecisionKind.KEEP:
        value = decision.term
        note = "" if any(rule.id == decision.term for rule in rules) else "no such entry in the term list"
    else:
        note = next((n for place in decision.places if (n := _missing(place, documents))), "")
    if not note and decision.kind in {DecisionKind.SAME, DecisionKind.APART}:
        told = {m.id for p in decision.places if (m := _mention(p, documents, mentions, spans)) is not None}
        note = "" if len(told) > 1 else "the words do not point at two event mentions"
    if not note and decision.kind in {DecisionKind.OUT, DecisionKind.PIN}:
        note = "" if any(c.span.overlaps(x.span) for c in claims for x in cited) else "no statement holds the words"
    return Decided(
        kind=decision.kind,
        author=decision.author,
        why=decision.why,
        value=value,
        documents=tuple(about),
        citations=cited,
        used=not note,
        note=note,
    )


def _missing(place: Place, documents: Sequence[Document]) -> str:
    if not any(_is_named(d, place.document) for d in documents):
        return f"no document {place.document} among these inputs"
    return "" if _pointed(place, documents) else f"the words are not in {place.document}"


def _is_named(document: Document, name: str) -> bool:
    """By id, label, address, or the last part of either."""
    known = {document.id, document.label, document.url or document.id}
    return name in known or name in {PurePosixPath(k.replace("\\", "/")).name for k in known}


def _pointed(place: Place, documents: Sequence[Document]) -> tuple[Citation, ...]:
    """Where the words stand: the first place in each document of the name; line breaks count as blanks."""
    pattern = re.compile(r"\s+".join(map(re.escape, place.words.split())))
    found = []
    for document in documents:
        match = pattern.search(document.text) if _is_named(document, place.document) else None
        if match:
            found.append(
                Citation(doc=document.id, start=match.start(), end=match.end(), quote=match.group(), role="support")
            )
    return tuple(found)


def _mention(
    place: Place, documents: Sequence[Document], mentions: Sequence[Mention], spans: Mapping[str, Span]
) -> Mention | None:
    """The mention that the words tell: most of its slots in them, then a sentence of it; none on a tie of nothing."""
    best: tuple[int, int] = (0, 0)
    chosen: Mention | None = None
    for citation in _pointed(place, documents):
        for mention in mentions:
            if mention.doc != citation.doc:
                continue
            held = sum(slot.span.overlaps(citation.span) for slot in mention.slots)
            told = sum(spans[s].overlaps(citation.span) for s in mention.sentences if s in spans)
            if (held, told) > best:
                best, chosen = (held, told), mention
    return chosen
