"""What two counts are counted of: whom, where, and over which values they keep each other.

Enters: two counts of one story. Leaves: yes or no: parts that fit, another scope and what of it is another, places
apart, values that overlap. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from service.stages.align.count_questions import ratio
from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import Count
from service.stages.align.figure_links import equal
from service.stages.align.periods import period
from service.text.support.lexicon import senses

# people who are a part of all people: a count of them is another count
SUBGROUPS = frozenset(
    """soldier troop civilian child woman girl boy minor student pupil teacher officer policeman policewoman guard
    firefighter rescuer medic nurse doctor paramedic journalist worker employe staff driver pilot crew tourist
    foreigner national migrant refugee fighter militant gunman rebel militiaman combatant hostag inmate prisoner
    villager lawmaker candidate pensioner elder patient baby infant teenager youth""".split()
)
ROUND = 0.05  # a round number keeps a value that lies this near
FAR_BOUND = 1.7  # "more than ten" does not speak of 20


class Scope(StrEnum):
    """What two counts of different scope do not share."""

    STATE = "state"
    WHOM = "whom"
    WHERE = "where"
    WHEN = "when"
    PART = "part"


def scope_of(a: Count, b: Count) -> Scope:
    """What parts two counts of which one is of another scope, by the words of both; the first that holds."""
    if "casualties" in {a.state.name, b.state.name} and a.state.name != b.state.name:
        return Scope.STATE
    if _other_people(a, b):
        return Scope.WHOM
    if other_scope(a, b):
        return Scope.WHERE
    if other_period(a, b) or a.since != b.since:
        return Scope.WHEN
    return Scope.PART


def common_scope(pairs: Iterable[tuple[Count, Count]]) -> Scope | None:
    """What parts every one of the pairs; None where they do not have it in common."""
    found = {scope_of(a, b) for a, b in pairs}
    return found.pop() if len(found) == 1 else None


def parts_fit(a: Count, b: Count) -> bool:
    """A part is set against the same part elsewhere, or against a whole of other people or another area."""
    if not (a.part or b.part):
        return True
    if a.statement.doc == b.statement.doc or "casualties" in {a.state.name, b.state.name}:
        return False
    part = a if a.part else b
    if any(c.part and not c.unit and not c.noun for c in (a, b)):
        return False
    return bool(a.people & b.people or (a.places and b.places)) or (part.noun in SUBGROUPS and a.noun != b.noun)


def other_scope(a: Count, b: Count) -> bool:
    """Other people, or another area, by words that both sides or one of them give."""
    is_whom = _other_people(a, b)
    if is_whom is not None:
        return is_whom
    return (places_apart(a, b) and a.regional != b.regional) or (
        places_apart(a, b) and bool((a.places | b.places) & SIDES)
    )


def _other_people(a: Count, b: Count) -> bool | None:
    """Whether their words tell other people; None where they do not say."""
    if a.unit not in {"", "share"}:
        return None
    one, two = _population(a), _population(b)
    if one != two and not senses(one) & senses(two) and not (equal(a, b) or overlap(a, b)):
        return True
    if bool(a.people) != bool(b.people) and a.since == b.since and ratio(a, b) < 1.25:
        return (b if a.people else a).noun in PEOPLE
    return None


SIDES = frozenset(
    "both either all eastern western northern southern upper lower central inner outer left right".split()
)


def places_apart(a: Count, b: Count) -> bool:
    """Both are counted in a place of their own, and what they count belongs to places."""
    if a.placed and b.placed and not a.placed & b.placed:
        return True
    return bool(a.places and b.places and not a.places & b.places and a.state.name in AREAL)


AREAL = frozenset(
    {"killed", "injured", "missing", "displaced", "destroyed", "burned", "without power", "infected", "rescued"}
)


def _population(count: Count) -> str:
    if count.noun in SUBGROUPS or (count.unit == "share" and count.noun and "people" in count.state.counts):
        return count.noun
    return ""


def _gap(a: Count, b: Count) -> float:
    high = max(a.value, b.value)
    return abs(a.value - b.value) / high if high else 0.0


OPEN = frozenset({"more_than", "at_least"})


def overlap(a: Count, b: Count) -> bool:
    """The values keep each other: a bound that is not far off, or a round number."""
    if a.low <= b.high and b.low <= a.high and (a.bound or b.bound):
        both_open = a.bound in OPEN and b.bound in OPEN
        return ratio(a, b) <= (1.1 if both_open else FAR_BOUND)
    rounder, other = sorted((a, b), key=lambda c: len(f"{c.value:g}".rstrip("0")))
    digits = len(f"{rounder.value:g}".rstrip("0"))
    is_round = digits < len(f"{other.value:g}".rstrip("0")) and digits <= 2 and rounder.value >= 1000
    return is_round and _gap(a, b) <= ROUND


def other_period(a: Count, b: Count) -> bool:
    """Counted over spans of another length: one day and four weeks, a working day and a summer Friday."""
    one, two = period(a), period(b)
    return bool(one and two) and one != two
