"""What one referent is called: labels that somebody gives it, and words that take sides.

Enters: the statements of one story. Leaves: one difference for one referent, a position for each wording and voice.
Pure. Never: words of one side only; a heading that is one of the labels.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import (
    Citation,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    Phrase,
    Position,
    phrase,
    slice_phrase,
)
from service.records.citing import cite
from service.stages.align.clauses import PLAIN
from service.stages.align.event_nouns import DECISIONS
from service.stages.align.labels import WHOLE, Label, denied, label_at, labels_of
from service.stages.align.making import make
from service.stages.align.positions import nameless
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.aliases import canonical
from service.text.folding import fold
from service.text.loaded import find_loaded, load_rules
from service.text.referents import name_of
from service.text.sided import sided_classes

# a loaded word for people or a body is a name for them; deeds are many
PEOPLE = re.compile(
    r"\b(?:group|fighters|militants|people\s(?:who|without|accused)|person|government|leader|opponents|supporters|crowd)\b"
)
WHAT_HAPPENED = "what happened"  # a closed word of a heading


class _Group(NamedTuple):
    """Sides of one referent, and the words that stand for it: a place of a text, or closed words."""

    sides: list[list[Label]]
    referent: str
    named: tuple[Label, tuple[int, int]] | None = None


def wording_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """Labels that speakers give one thing, then words that take sides."""
    rows = _of_the_story([label for s in statements for label in labels_of(s)], statements)
    keyed: defaultdict[str, list[Label]] = defaultdict(list)
    for label in rows:
        keyed[label.key].append(label)
    groups = [_group(labels) for labels in keyed.values()] + _sided(statements) + _loaded(statements)
    found = []
    for group in groups:
        if len(group.sides) >= 2:
            positions = [_position(side, documents) for side in group.sides]
            event = event_of([c.doc for p in positions for c in p.citations], events)
            found.append(make(event, _heading(group, documents), DifferenceRelation.WORDING, positions))
    return found


def _heading(group: _Group, documents: Mapping[str, Document]) -> Phrase:
    if group.named is None:
        return phrase("diff_term", label=group.referent)
    label, words = group.named
    cited = cite(documents, label.statement.span(*words))
    return phrase("diff_term", (cited,), label=cited.quote)


def _group(labels: Sequence[Label]) -> _Group:
    """Labels of one key: of what happened, or of what the first of them names."""
    named = [(label, label.target) for label in labels if label.target is not None]
    if labels[0].key == WHOLE or not named:
        return _Group(_distinct(labels), WHAT_HAPPENED)
    return _Group(_distinct(labels), "", min(named, key=lambda n: (nameless(n[0].statement.text), n[1])))


def _of_the_story(rows: Sequence[Label], statements: Sequence[Statement]) -> list[Label]:
    """A decision on what happened, of which one article alone tells, is not what others call "it"."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for word in statement.lemmas & DECISIONS:
            held[word].add(statement.doc)
    return [row._replace(key=row.noun) if row.key == WHOLE and len(held[row.noun]) == 1 else row for row in rows]


def _distinct(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels of one wording together; a speaker who varies his own words differs from nobody."""
    sides: dict[str, list[Label]] = {}
    for label in labels:
        words = re.sub(r"^(?:an?|the|our|their)\s", "", fold(label.statement.text[label.start : label.end]))
        sides.setdefault(words, []).append(label)
    return list(sides.values())


def _sided(statements: Sequence[Statement]) -> list[_Group]:
    """Classes of the data of which the story uses two sides, one of them loaded."""
    groups = []
    for kind in sided_classes():
        sides = [_hits(statements, pattern, kind.referent) for pattern in kind.sides]
        sides = _of_one_referent(sides) if kind.many else sides
        docs = [{label.statement.doc for label in side} for side in sides if side]
        if (sides[0] or sides[2]) and len(docs) >= 2 and len(set().union(*docs)) >= 2:
            groups.append(_Group([s for s in sides if s], kind.referent))
    return groups


def _of_one_referent(sides: Sequence[Sequence[Label]]) -> list[list[Label]]:
    """Labels whose clauses share a word or a name with the clause of one of another side."""
    return [
        [a for a in side if any(_one_referent(a, b) for other in sides if other is not side for b in other)]
        for side in sides
    ]


def _one_referent(a: Label, b: Label) -> bool:
    return bool(_beside(a) & _beside(b))


def _beside(label: Label) -> frozenset[str]:
    """Words of a label's clause, its own left out."""
    statement = label.statement
    first, last = statement.clause_at(label.start)
    words = {w.lemma for w in statement.words if first <= w.start < last and not label.start <= w.start < label.end}
    return frozenset(words) - PLAIN


def _hits(statements: Sequence[Statement], pattern: re.Pattern[str] | None, key: str) -> list[Label]:
    """The first of each document."""
    first: dict[str, Label] = {}
    if pattern is None:
        return []
    for statement in statements:
        if statement.doc not in first and not statement.elsewhen and (match := pattern.search(statement.text)):
            first[statement.doc] = label_at(statement, match.span(), key, "")
    return list(first.values())


def _loaded(statements: Sequence[Statement]) -> list[_Group]:
    """Loaded labels of one referent, in a story all of whose articles name the same people or body."""
    rules = load_rules()
    found: defaultdict[str, list[Label]] = defaultdict(list)
    names: defaultdict[str, dict[str, tuple[Label, tuple[int, int]]]] = defaultdict(dict)
    for statement in statements:
        for hit in find_loaded(statement.text, rules):
            start = denied(statement, hit.start)
            if hit.rule.kind != "label" or hit.rule.handling != "replace" or not PEOPLE.search(hit.rule.referent):
                continue
            name = name_of(statement.text, hit.start, hit.end)
            label = label_at(statement, (hit.start if start is None else start, hit.end), "", "")
            label = label._replace(is_spoken=hit.spoken)
            if name is not None:
                key = canonical(statement.text[name[0] : name[1]])
                names[hit.rule.referent].setdefault(key, (label, name))
            if start is not None:
                found[hit.rule.referent].append(label)
    return [
        _Group(_by_voice(labels), referent, *names[referent].values() if len(names[referent]) == 1 else ())
        for referent, labels in found.items()
        if len({label.statement.doc for label in labels}) > 1
    ]


def _by_voice(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels of one wording and one speaker together; what the outlets themselves say is one voice."""
    sides: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        sides[fold(label.statement.text[label.start : label.end]), _voice(label)].append(label)
    return list(sides.values())


def _voice(label: Label) -> str:
    """The words for its speaker, folded; empty: the narrator."""
    return "" if label.speaker is None else fold(label.statement.said_by(label.speaker))


def _shown_first(label: Label) -> tuple[bool, str, int]:
    return label.speaker is None, nameless(label.statement.text), label.start


def _position(side: Sequence[Label], documents: Mapping[str, Document]) -> Position:
    """One wording; whose it is where all have it from one speaker, that it is several's where they do not."""
    first: dict[str, Label] = {}
    for label in side:
        first.setdefault(label.statement.doc, label)
    head = min(first.values(), key=_shown_first)
    cited: list[Citation] = [
        cite(documents, label.span) for label in (head, *(o for o in first.values() if o is not head))
    ]
    several = len({_voice(label) for label in first.values()}) > 1
    if head.speaker is not None and not several:
        cited.insert(1, cite(documents, head.speaker))
    speaker = slice_phrase(cited[1]) if head.speaker is not None and not several else None
    return Position(
        value=slice_phrase(cited[0]),
        normal=fold(cited[0].quote),
        speaker=phrase("several_voices") if several else speaker,
        sources=tuple(first),
        citations=tuple(cited),
    )
