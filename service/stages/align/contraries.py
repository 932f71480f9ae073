"""Facts that two clauses tell the other way round: one negates the other, or a word of one excludes a word of the other.

Enters: the clauses of one story. Leaves: differences of two sides each, a fact at a time. Pure. Never: a clause under a
condition, two clauses of one sentence, two clauses of different subjects.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, phrase
from service.stages.align.clauses import NEGATIVE, Clause, keys_of, one_voice, opposed, shared, who
from service.stages.align.denials import clause_position
from service.stages.align.making import make
from service.stages.align.statements import FUTURE, Word
from service.stages.align.story import event_of
from service.text.folding import fold

COMMON = 24  # clauses with one key, above which the key leads nowhere
ENOUGH = 0.5  # share of the shorter clause that the other must hold
STANDING = re.compile(r"\b(?:is|are|was|were|has|have|had|remains?|stays?|will|would|been|to)\b", re.I)


def contrary_differences(
    documents: Mapping[str, Document], clauses: Sequence[Clause], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's facts."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for n, clause in enumerate(clauses):
        for key in clause.keys:
            index[key].append(n)
    found, used = [], set[int]()
    for n, clause in enumerate(clauses):
        near = {m for key in clause.keys for m in index[key] if len(index[key]) <= COMMON and m > n}
        rows = [(worth, m) for m in near if (worth := contrariness(clause, clauses[m])) > 0]
        for _, m in sorted(rows, key=lambda row: (-row[0], row[1])):
            if n in used or m in used:
                continue
            used |= {n, m}
            found.append(_difference(clause, clauses[m], documents, events))
    return found


def contrariness(a: Clause, b: Clause) -> float:
    """How surely two clauses tell one fact the other way round; 0: they do not."""
    one, two = a.statement, b.statement
    if one is two or one.elsewhen != two.elsewhen or (one.doc == two.doc and who(a) == who(b)):
        return 0.0
    pairs = shared(a.words, b.words)
    against = opposed(a.words, b.words)
    paired = {w for pair in pairs for w in pair}
    against = [p for p in against if p[0] not in paired and p[1] not in paired]
    if bool(against) == (a.negative != b.negative):
        return 0.0
    shorter = min(len(a.words), len(b.words))
    cover = (len(pairs) + bool(against)) / shorter
    if cover < ENOUGH or not _one_subject(a, b):
        return 0.0
    if against:
        return cover if pairs and _names_fit(a, b) else 0.0
    negated = a if a.negative else b
    target = _negated_word(negated)
    if target is None or not any(target in pair for pair in pairs):
        return 0.0
    return cover if len(pairs) >= 2 and _names_fit(a, b) else 0.0


def _negated_word(clause: Clause) -> Word | None:
    """The content word that a negation stands before."""
    match = NEGATIVE.search(clause.statement.text, clause.start, clause.end)
    return next((w for w in clause.words if match and w.start >= match.end()), None)


def _names(clause: Clause) -> frozenset[str]:
    return frozenset(
        w for r in clause.statement.names if clause.start <= r.start < clause.end for w in fold(r.text).split()
    )


def _names_fit(a: Clause, b: Clause) -> bool:
    """No two names that differ: what is said of one town says nothing of another."""
    left, right = _names(a), _names(b)
    return not left or not right or bool(left & right)


def _one_subject(a: Clause, b: Clause) -> bool:
    """The first words of the two may stand for each other, or one begins with its verb."""
    left, right = (frozenset(k for w in c.words[:3] for k in keys_of(w.lemma)) for c in (a, b))
    return bool(left & right)


def _relation(a: Clause, b: Clause) -> DifferenceRelation:
    if who(a) and who(b) and not one_voice(a, b):
        return DifferenceRelation.CONFLICT
    one, two = a.statement.published, b.statement.published
    if one is not None and two is not None and one != two:
        earlier = a if one < two else b
        if FUTURE.search(earlier.text) or one_voice(a, b) or STANDING.search(earlier.text):
            return DifferenceRelation.UPDATE
    return DifferenceRelation.CONFLICT


def _difference(a: Clause, b: Clause, documents: Mapping[str, Document], events: Sequence[Event]) -> Difference:
    positions = [clause_position([c], documents) for c in (a, b)]
    event = event_of([a.statement.doc, b.statement.doc], events)
    label = phrase("diff_fact", (positions[0].citations[0],), label=positions[0].value.text)
    return make(event, label, _relation(a, b), positions)
