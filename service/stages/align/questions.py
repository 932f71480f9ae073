"""Whether two figures, times or names answer one question: the words around them, aligned.

Enters: statements and the places of two values. Leaves: likeness in numbers. Pure. Words meet by stem, by synonym, by
family and by near vectors (those of the entailment scorer), so that no list of this folder says what a story may be of.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.stages.align.statements import Statement
from service.text.entail.lexicon import are_opposite, kinship, nearness, rank, stem
from service.text.entail.tokens import fold
from service.text.support.lexicon import past_forms, senses

NEAR = 0.5  # cosine of vectors, from which on words may stand for each other
VECTOR = 0.65  # what such a likeness is worth beside a synonym
CLAUSE, SENTENCE, BEFORE = 1.0, 0.5, 0.25  # weight of a word by how far from the value it stands
COMMON = 0.25  # what a word is worth at least that much of the story holds
FEWEST = 24  # statements, below which nothing is common


class Term(NamedTuple):
    """A word that says what is asked."""

    start: int
    stem: str
    low: str
    lemma: str
    weight: float
    is_name: bool

    @property
    def key(self) -> str:
        """Terms of one key meet the same words."""
        return f"{self.low} {self.lemma}"


@lru_cache(maxsize=1 << 15)
def _weight(low: str) -> float:
    place = rank(low)
    if place is None:
        return 1.0
    return 0.2 + 0.8 * min(1.0, place / 6000)


@lru_cache(maxsize=1 << 16)
def likeness(a: str, b: str, low_a: str, low_b: str) -> float:
    """How far two words carry the same news, from 0 to 1: their stems and their forms."""
    if a == b:
        return 1.0
    known = kinship(a, b)
    if known:
        return known
    if are_opposite(a, b):
        return 0.0
    near = nearness(low_a, low_b)
    return VECTOR * near if near >= NEAR else 0.0


@lru_cache(maxsize=1 << 15)
def is_verb(low: str) -> bool:
    """A past form or a participle."""
    return low in past_forms() or (low.endswith("ed") and len(low) > 4)


@lru_cache(maxsize=1 << 17)
def _meet(a: str, b: str, low_a: str, low_b: str, lemma_a: str, lemma_b: str) -> float:
    found = likeness(a, b, low_a, low_b)
    return 0.85 if found < 0.85 and senses(lemma_a) & senses(lemma_b) else found


def likeness_of(a: Term, b: Term) -> float:
    """How far two terms that are no names may stand for each other."""
    return _meet(a.stem, b.stem, a.low, b.low, a.lemma, b.lemma)


def meets(a: Term, b: Term) -> float:
    """How far two terms may stand for each other; names only for themselves."""
    if a.is_name or b.is_name:
        return float(a.stem == b.stem)
    return likeness_of(a, b)


def terms(statement: Statement) -> tuple[Term, ...]:
    """The words of a statement that are no figure, no time, no act of speech and no speaker."""
    known = _TERMS.get(id(statement))
    if known is not None and known[0] is statement:
        return known[1]
    shut = [(d.start, d.end) for d in statement.dates] + [(n.start, n.end) for n in statement.numbers]
    shut += [s.verb for s in statement.speeches]
    shut += [s.speaker for s in statement.speeches if s.speaker]
    named = [(r.start, r.end) for r in statement.names]
    found = []
    for word in statement.words:
        if any(a <= word.start < b for a, b in shut):
            continue
        low = fold(statement.text[word.start : word.end])
        name = any(a <= word.start < b for a, b in named)
        found.append(Term(word.start, stem(low), low, word.lemma, 1.2 if name else _weight(low), name))
    if len(_TERMS) > 1 << 12:
        _TERMS.clear()
    _TERMS[id(statement)] = (statement, tuple(found))
    return tuple(found)


_TERMS: dict[int, tuple[Statement, tuple[Term, ...]]] = {}


Likes = Mapping[str, Mapping[str, float]]  # of the terms of a story, by their keys


class Question(NamedTuple):
    """The words around one value, each with what it is worth there, and whether its own sentence holds it."""

    terms: tuple[tuple[Term, float, bool], ...]
    total: float
    keys: tuple[str, ...]  # of the terms


def question_of(rows: Sequence[tuple[Term, float, bool]]) -> Question:
    """A question of these words."""
    return Question(tuple(rows), sum(w for _, w, _ in rows), tuple(t.key for t, _, _ in rows))


def question(
    statement: Statement, start: int, end: int, before: Statement | None, worths: Mapping[str, float]
) -> Question:
    """What is asked where the value stands."""
    first, last = statement.clause_at(start)
    rows: dict[str, tuple[Term, float, bool]] = {}

    def add(term: Term, worth: float, *, own: bool) -> None:
        worth *= term.weight * worths.get(term.stem, 1.0)
        if term.stem not in rows or rows[term.stem][1] < worth:
            rows[term.stem] = (term, worth, own)

    for term in terms(statement):
        if not start <= term.start < end:
            add(term, CLAUSE if first <= term.start < last else SENTENCE, own=True)
    for term in terms(before) if before is not None else ():
        add(term, BEFORE, own=False)
    return question_of(tuple(rows.values()))


def _nearest(term: Term, asked: Question, likes: Likes | None) -> tuple[int, float]:
    """The word of a question that may best stand for a word, and how well; (-1, 0): none may."""
    row = None if likes is None else likes[term.key]
    top, at, best = 0.0, -1, 0.0
    if row is not None and not row:
        return at, best
    for n, (other, worth, _) in enumerate(asked.terms):
        if not other.is_name:
            like = likeness_of(term, other) if row is None else row.get(asked.keys[n], 0.0)
            if like * worth > top:
                top, at, best = like * worth, n, like
    return at, best


def agreement(a: Question, b: Question, likes: Likes | None = None) -> tuple[float, float, float]:
    """Share of either question that the other holds, that of the shorter first, and the sum of what both hold.

    `likes` of all their terms, as ``likenesses`` finds them, saves comparing word with word.
    """
    if (len(b.terms), b.total) < (len(a.terms), a.total):  # the same whichever article comes first
        a, b = b, a
    gain, mass = 0.0, 0.0
    met: dict[int, float] = {}
    index = {term.stem: n for n, (term, _, _) in enumerate(b.terms)}
    for term, worth, _ in a.terms:
        at, best = index.get(term.stem, -1), 1.0
        if at < 0 and not term.is_name:
            at, best = _nearest(term, b, likes)
        if at >= 0:
            gain += worth * best
            met[at] = max(met.get(at, 0.0), best)
            mass += best * math.sqrt(worth * b.terms[at][1])
    back = sum(b.terms[n][1] * like for n, like in met.items())
    return gain / (a.total or 1.0), back / (b.total or 1.0), mass


def rarity(statements: Sequence[Statement]) -> Mapping[str, float]:
    """What a stem is worth by how few statements of the story hold it: 1 for one or two, `COMMON` at the least."""
    held: Counter[str] = Counter()
    for statement in statements:
        held.update({term.stem for term in terms(statement)})
    size = max(len(statements), FEWEST)
    full = math.log(size / 2)
    return {w: max(COMMON, min(1.0, math.log(size / n) / full)) for w, n in held.items()}
