"""Values of one slot that exclude each other, told of one person or thing.

Enters: the statements of one story. Leaves: one difference for one slot and one person or thing. Pure. Never: two
values in one sentence, a value under a condition, two people who only share a word that half the story shares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.clauses import PLAIN
from service.stages.align.making import make
from service.stages.align.positions import nameless
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.exclusive import ExclusiveClass, exclusive_classes
from service.text.folding import fold

PRONOUN = re.compile(r"(?:^|[,;]\s|\b(?:but|and|that|says|said)\s)(?:he|she|it|they)\b", re.I)
NOT_DONE = re.compile(r"\b(?:should|could|may|might|would|will|must|whether)\b", re.I)
WIDE = 0.34  # share of the story's sentences above which a word binds nothing


class _Told(NamedTuple):
    statement: Statement
    start: int
    end: int
    value: int
    words: frozenset[str]  # of its clause: whom or what it may be told of
    names: frozenset[str]  # of its clause
    voice: str


def exclusive_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's slots, a class at a time."""
    frequent = Counter(w for s in statements for w in s.lemmas)
    limit = max(6.0, WIDE * len(statements))
    common = frozenset(w for w, n in frequent.items() if n > limit) | PLAIN
    found = []
    for kind in exclusive_classes():
        told = _told(statements, kind, common)
        used: set[int] = set()
        for n, first in enumerate(told):
            if n in used:
                continue
            group = [n] + [m for m in range(n + 1, len(told)) if m not in used and _of_one(first, told[m], kind)]
            sides = _sides([told[m] for m in group])
            if len(sides) >= 2:
                used |= set(group)
                found.append(_difference(kind, sides, documents, events))
    return found


def _told(statements: Sequence[Statement], kind: ExclusiveClass, common: frozenset[str]) -> list[_Told]:
    found = []
    for n, statement in enumerate(statements):
        if statement.supposed or statement.elsewhen:
            continue
        hits = [(i, m) for i, pattern in enumerate(kind.values) for m in [pattern.search(statement.text)] if m]
        if len(hits) != 1:
            continue
        value, match = hits[0]
        if match.group()[:1].isupper() and match.start() > 0:
            continue  # part of a name: the Safari Club is no weapon
        first, last = statement.clause_at(match.start())
        if NOT_DONE.search(statement.text, first, last):
            continue
        words = {w.lemma for w in statement.words if first <= w.start < match.start() or match.end() <= w.start < last}
        names = {w for r in statement.names if first <= r.start < last for w in fold(r.text).split()}
        before = statements[n - 1] if n and statements[n - 1].doc == statement.doc else None
        if before is not None and PRONOUN.search(statement.text[first : match.start()]):
            words |= {w.lemma for w in before.words[:3]}
            names |= {w for r in before.names for w in fold(r.text).split()}
        speaker = statement.speaker_at(match.start())
        voice = f"{speaker.doc}:{speaker.start}" if speaker else statement.doc
        kept = frozenset(words & kind.whose) if kind.whose else frozenset(words) - common
        found.append(_Told(statement, match.start(), match.end(), value, kept, frozenset(names), voice))
    return found


def _of_one(a: _Told, b: _Told, kind: ExclusiveClass) -> bool:
    """Told of one person or thing, by two who do not speak with one voice."""
    if a.voice == b.voice or a.statement is b.statement:
        return False
    if a.names and b.names and not a.names & b.names:
        return False  # what became of one says nothing of another
    return bool(a.words and b.words) if kind.whose else bool(a.words & b.words)


def _sides(group: Sequence[_Told]) -> list[list[_Told]]:
    by_value: dict[int, list[_Told]] = {}
    for told in group:
        by_value.setdefault(told.value, []).append(told)
    return list(by_value.values())


def _difference(
    kind: ExclusiveClass, sides: Sequence[Sequence[_Told]], documents: Mapping[str, Document], events: Sequence[Event]
) -> Difference:
    values = frozenset(side[0].value for side in sides)
    published = [side[0].statement.published for side in sides]
    ordered = all(published) and len(set(published)) == len(published)
    if values in kind.nested:
        relation = DifferenceRelation.PRECISION
    else:
        relation = DifferenceRelation.UPDATE if kind.moves and ordered else DifferenceRelation.CONFLICT
    positions = [_position(side, documents) for side in sides]
    event = event_of([t.statement.doc for side in sides for t in side], events)
    return make(event, phrase("diff_slot", label=kind.name), relation, positions)


def _position(side: Sequence[_Told], documents: Mapping[str, Document]) -> Position:
    first = min(side, key=lambda t: (t.statement.speaker_at(t.start) is None, nameless(t.statement.text), t.start))
    value = cite(documents, first.statement.span(first.start, first.end))
    speaker = first.statement.speaker_at(first.start)
    others = tuple(cite(documents, t.statement.span(t.start, t.end)) for t in side[:4] if t is not first)
    return Position(
        value=slice_phrase(value),
        normal=fold(value.quote),
        speaker=slice_phrase(cite(documents, speaker)) if speaker else None,
        sources=tuple(dict.fromkeys(t.statement.doc for t in side[:4])),
        citations=(value, *((cite(documents, speaker),) if speaker else ()), *others),
    )
