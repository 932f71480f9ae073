"""Two counts: the same, a difference of one type, or nothing to do with each other.

Enters: two counts of one story. Leaves: a relation, SAME, or None. Pure. The order of the rules is that of the types:
scope, precision, update, attribution, conflict, undecided; what only looks like a conflict is None.
"""

from __future__ import annotations

from typing import Final

from service.records import DifferenceRelation
from service.stages.align.count_questions import (
    SURE,
    about_one_thing,
    answer_one_question,
    comparable,
    one_people,
    ratio,
)
from service.stages.align.count_scopes import (
    FAR_BOUND,
    Scope,
    other_period,
    other_scope,
    overlap,
    parts_fit,
    places_apart,
    scope_of,
)
from service.stages.align.count_voices import (
    changed,
    one_house,
    one_source,
    order,
    told_beside,
    told_up_to,
    two_voices,
    voice,
)
from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import Count
from service.stages.align.figure_links import equal

SAME: Final = "same"
Judged = DifferenceRelation | str | None
GROWN = 1.5  # ratio of two tolls without a known order, from which on the larger is a later one
FEW = 20  # below it a ratio says little
TWICE = 2.0  # ratio of two figures without an order, above which they are not the same in dispute
FAR_APART = 6.0  # ratio of two figures, above which they need more in common than what is counted


def judge(a: Count, b: Count, sure: float | None = None) -> Judged:
    """What two counts are to each other; symmetric. `sure`: the score of ``figure_links``, where there is one."""
    if b.rival == a.span or a.rival == b.span:
        return SAME if equal(a, b) else _rivals(a, b)
    if not comparable(a, b, sure) or not answer_one_question(a, b, sure) or not parts_fit(a, b):
        return None
    if a.single or b.single:
        return _with_one(a, b)
    same_doc = a.statement.doc == b.statement.doc
    if {a.state.name, b.state.name} & {"casualties"} and a.state.name != b.state.name:
        return None if same_doc else DifferenceRelation.SCOPE
    if a.people and b.people and not one_people(a, b):
        return None
    if other_scope(a, b):
        one_value = equal(a, b) and scope_of(a, b) == Scope.WHERE  # of a town and of its province: no difference
        return None if one_value or (same_doc and not two_voices(a, b)) else DifferenceRelation.SCOPE
    if places_apart(a, b):
        return None
    return SAME if equal(a, b) else _of_one_span(a, b, sure)


def _of_one_span(a: Count, b: Count, sure: float | None) -> Judged:
    """Two values of one area and one sort of people: over another span of time, with or without a part, or one."""
    same_doc = a.statement.doc == b.statement.doc
    if other_period(a, b):
        return None if same_doc else DifferenceRelation.SCOPE
    if a.inclusive != b.inclusive and not a.unit and a.value and b.value:
        return None if same_doc else DifferenceRelation.SCOPE
    if a.since != b.since and a.state.moves == "grows" and ratio(a, b) > FAR_BOUND:
        return DifferenceRelation.SCOPE
    if _beside_the_point(a, b):
        return None
    return _in_conflict(a, b, sure)


def _in_conflict(a: Count, b: Count, sure: float | None) -> Judged:
    """Two values of one question over one span of time."""
    same_doc = a.statement.doc == b.statement.doc
    if order(a, b) is None and ratio(a, b) > TWICE and not about_one_thing(a, b):
        return None
    if told_beside(a, b) or told_beside(b, a):  # "two in seven" and "seven", "from 20 to 25" and "20"
        return DifferenceRelation.UPDATE if order(a, b) and (changed(a) or changed(b)) else None
    return _by_time_and_voice(a, b, same_doc=same_doc, linked=sure is not None and sure >= SURE)


def _beside_the_point(a: Count, b: Count) -> bool:
    """Two figures of one voice in one sentence, or two too far apart to be of one thing."""
    if a.statement is b.statement and not (two_voices(a, b) or overlap(a, b)):
        return True
    none_left = 0 in {a.value, b.value} and a.state.name == b.state.name != ""  # "nobody is missing" answers for all
    return ratio(a, b) > FAR_APART and not (none_left or _alike(a, b))


def _rivals(a: Count, b: Count) -> Judged:
    """One article sets one figure against another."""
    if ratio(a, b) > FAR_APART:
        return None
    return DifferenceRelation.PRECISION if overlap(a, b) and not two_voices(a, b) else DifferenceRelation.CONFLICT


def _with_one(a: Count, b: Count) -> Judged:
    """One who is told of ("a baker was killed") is set against "no one", and is the same as "one person"."""
    other = b if a.single else a
    if a.single and b.single:
        return None
    if other.value == 1 and not other.bound:
        return SAME
    if other.value != 0 or a.statement.doc == b.statement.doc:
        return None
    return DifferenceRelation.UPDATE if order(a, b) else DifferenceRelation.CONFLICT


def _alike(a: Count, b: Count) -> bool:
    """A word of who, what or where in common; figures far apart need one."""
    return bool(
        a.places & b.places
        or (a.people and b.people and one_people(a, b))
        or (a.noun and a.noun == b.noun and a.noun not in PEOPLE)
    )


def _by_time_and_voice(a: Count, b: Count, *, same_doc: bool, linked: bool) -> Judged:
    known = order(a, b)
    same_source, disputed = one_source(a, b), two_voices(a, b)
    if overlap(a, b):
        later = same_source and known is not None and not same_doc
        return DifferenceRelation.UPDATE if later else DifferenceRelation.PRECISION
    if same_doc:
        if a.day is not None and b.day is not None and a.day != b.day:
            return DifferenceRelation.UPDATE
        if disputed:
            return DifferenceRelation.CONFLICT
        return DifferenceRelation.ATTRIBUTION if bool(voice(a)) != bool(voice(b)) and _alike(a, b) else None
    if known is not None and a.state.moves in {"grows", "falls"}:
        first, last = known
        as_expected = (last.value > first.value) == (a.state.moves == "grows")
        return DifferenceRelation.UPDATE if as_expected or same_source else DifferenceRelation.CONFLICT
    if a.state.moves == "flows" and not (disputed and known is None):
        return DifferenceRelation.UPDATE
    if known is not None and (same_source or (changed(a) or changed(b))):
        return DifferenceRelation.UPDATE
    if a.state.moves in {"grows", "falls"} and (
        not disputed or one_house(a, b) or (ratio(a, b) >= GROWN and min(a.value, b.value) >= FEW)
    ):
        return DifferenceRelation.UPDATE
    if disputed and not (linked and known is not None and (told_up_to(a) and told_up_to(b))):
        return DifferenceRelation.CONFLICT
    if linked:
        settled = a.statement.elsewhen or b.statement.elsewhen
        fixed = a.state.name == b.state.name != "" and a.state.moves == "free"
        if known is not None and not settled and not fixed:
            return DifferenceRelation.UPDATE
        return DifferenceRelation.CONFLICT if ratio(a, b) <= TWICE else None
    return DifferenceRelation.CONFLICT if ratio(a, b) <= FAR_BOUND else None
