"""Decisions laid on documents, the term list, event mentions and claims; and each as the brief shows it. Pure.

Decisions take effect in the order of the file; of two that say the opposite, the earlier counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from service.records import Citation, Decided, Decision, DecisionKind, Document, NoticeCode, Place, Rulings
from service.stages.decide.keeping import kept_words
from service.stages.decide.pointing import Meant, Texts, claims_of, is_named, mention_of, missing_document
from service.text.loaded import TermRule
from service.text.terms import RuleBook

_OF_DATE = {
    NoticeCode.NO_DATE,
    NoticeCode.DATE_FROM_TEXT,
    NoticeCode.DATE_WITHOUT_YEAR,
    NoticeCode.DATE_OF_ANY_ORDER,
    NoticeCode.DATE_OF_UPDATE,
}
_OPPOSITE = {
    DecisionKind.SAME: DecisionKind.APART,
    DecisionKind.APART: DecisionKind.SAME,
    DecisionKind.OUT: DecisionKind.PIN,
    DecisionKind.PIN: DecisionKind.OUT,
}
EVENTS = frozenset({DecisionKind.SAME, DecisionKind.APART})


def dated(documents: Sequence[Document], decisions: Sequence[Decision]) -> tuple[Document, ...]:
    """The documents with the dates that an editor gave them; none of those is said to have no date."""
    given: dict[str, dt.datetime | None] = {}
    for decision in decisions:
        if decision.kind == DecisionKind.DATE:
            for document in documents:
                if is_named(document, decision.document):
                    given.setdefault(document.id, decision.published)
    return tuple(_dated(d, given[d.id]) if d.id in given else d for d in documents)


def _dated(document: Document, published: dt.datetime | None) -> Document:
    notices = tuple(n for n in document.notices if n.code not in _OF_DATE)
    return document.model_copy(update={"published": published, "notices": notices})


def kept(rules: Sequence[TermRule], decisions: Sequence[Decision]) -> tuple[TermRule, ...]:
    """The term list with the entries that an editor keeps."""
    ids = {d.term for d in decisions if d.kind == DecisionKind.KEEP}
    return RuleBook(rule._replace(handling="keep") if rule.id in ids else rule for rule in rules)


class Decisions(NamedTuple):
    """What the decisions mean for these inputs: rulings on mentions and claims, and each as the brief shows it."""

    rulings: Rulings
    shown: tuple[Decided, ...]
    pairs: tuple[tuple[frozenset[str], ...], ...]  # for each decision the mentions that it joins or parts


def decide(decisions: Sequence[Decision], texts: Texts, rules: Sequence[TermRule]) -> Decisions:
    """Every decision looked up once, in the order of the file."""
    laid: dict[DecisionKind, dict[frozenset[str], int]] = {kind: {} for kind in _OPPOSITE}
    dates: dict[str, int] = {}
    shown: list[Decided] = []
    pairs: list[tuple[frozenset[str], ...]] = []
    for number, decision in enumerate(decisions, start=1):
        told: tuple[frozenset[str], ...] = ()
        if decision.kind in _OPPOSITE:
            found, told = _laid(number, decision, texts, laid)
        else:
            found = _valued(number, decision, texts, rules, dates)
        shown.append(found)
        pairs.append(told if decision.kind in EVENTS else ())
    mentions = {kind: frozenset(laid[kind]) for kind in EVENTS}
    claims = {kind: frozenset(i for one in laid[kind] for i in one) for kind in set(_OPPOSITE) - EVENTS}
    rulings = Rulings(
        mentions[DecisionKind.SAME], mentions[DecisionKind.APART], claims[DecisionKind.OUT], claims[DecisionKind.PIN]
    )
    return Decisions(rulings, tuple(shown), tuple(pairs))


def _laid(
    number: int, decision: Decision, texts: Texts, laid: dict[DecisionKind, dict[frozenset[str], int]]
) -> tuple[Decided, tuple[frozenset[str], ...]]:
    """A decision on mentions or claims, written down in `laid` where nothing speaks against it, and what it lays."""
    meant = [_meant(decision.kind, place, texts) for place in decision.places]
    note = next((f"“{p.words[:60]}”: {m.fault}" for p, m in zip(decision.places, meant, strict=True) if m.fault), "")
    keys: list[frozenset[str]] = []
    if decision.kind in EVENTS:
        told = dict.fromkeys(m.mention.id for m in meant if m.mention is not None)
        keys = [frozenset(pair) for pair in combinations(told, 2)]
        if not note and not keys:
            note = "all its words tell one event mention; point at two"
    else:
        keys = [frozenset({claim.id}) for m in meant for claim in m.claims]
    earlier = laid[_OPPOSITE[decision.kind]]
    against = next((earlier[key] for key in keys if key in earlier), None)
    if not note and against is not None:
        note = f"entry {against} says the opposite, and the earlier one counts"
    if not note:
        for key in keys:
            laid[decision.kind].setdefault(key, number)
    cited = tuple(c for m in meant for c in (_statements(m) or m.citations))
    found = _decided(decision, [p.document for p in decision.places], texts.documents, cited, note=note)
    return found, () if note else tuple(keys)


def _statements(meant: Meant) -> tuple[Citation, ...]:
    """The whole statements that words point at; a reader must see what was decided about."""
    return tuple(
        Citation(doc=c.span.doc, start=c.span.start, end=c.span.end, quote=c.text, role="support") for c in meant.claims
    )


def _meant(kind: DecisionKind, place: Place, texts: Texts) -> Meant:
    return mention_of(place, texts) if kind in EVENTS else claims_of(place, texts)


def _valued(number: int, decision: Decision, texts: Texts, rules: Sequence[TermRule], dates: dict[str, int]) -> Decided:
    """A decision on a date or a term."""
    if decision.kind == DecisionKind.KEEP:
        found = kept_words(decision.term, texts, rules)
        return _decided(decision, [], texts.documents, found.citations, value=decision.term, note=found.fault)
    about = [d.id for d in texts.documents if is_named(d, decision.document)]
    note = "" if about else missing_document(decision.document, texts.documents)
    taken = next((dates[doc] for doc in about if doc in dates), None)
    if taken is not None:
        note = f"entry {taken} dates the same document, and the earlier one counts"
    for doc in about:
        dates.setdefault(doc, number)
    day = decision.published.date().isoformat() if decision.published is not None else ""
    return _decided(decision, [decision.document], texts.documents, (), value=day, note=note)


def _decided(
    decision: Decision,
    names: Sequence[str],
    documents: Sequence[Document],
    cited: tuple[Citation, ...],
    *,
    note: str,
    value: str = "",
) -> Decided:
    return Decided(
        kind=decision.kind,
        author=decision.author,
        why=decision.why,
        value=value,
        documents=tuple(d.id for d in documents if any(is_named(d, name) for name in names)),
        citations=cited,
        used=not note,
        note=note,
    )
