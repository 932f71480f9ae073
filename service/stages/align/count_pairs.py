"""Two counts: the same, a difference of one type, or nothing to do with each other.

Enters: two counts of one story. Leaves: a relation, SAME, or None. Pure. The order of the rules is that of the types:
scope, precision, update, attribution, conflict, undecided; what only looks like a conflict is None.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from service.records import DifferenceRelation, Span
from service.stages.align.count_questions import (
    SURE,
    about_one_thing,
    answer_one_question,
    comparable,
    one_people,
    ratio,
)
from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import Count
from service.stages.align.figure_links import equal
from service.stages.align.periods import period
from service.stages.align.statements import PRONOUNS
from service.text.folding import fold
from service.text.quantities import measured
from service.text.support.lexicon import lemma, senses

SAME: Final = "same"
Judged = DifferenceRelation | str | None
# people who are a part of all people: a count of them is another count
SUBGROUPS = frozenset(
    """soldier troop civilian child woman girl boy minor student pupil teacher officer policeman policewoman guard
    firefighter rescuer medic nurse doctor paramedic journalist worker employe staff driver pilot crew tourist
    foreigner national migrant refugee fighter militant gunman rebel militiaman combatant hostag inmate prisoner
    villager lawmaker candidate pensioner elder patient baby infant teenager youth""".split()
)
CHANGED = re.compile(
    r"\b(?:now|raised|risen|rose|rises|grown|grew|climbs?|swelled|jumped|dropped|fell|fallen|sank|shrunk|reached|so\sfar|again|still|new\scount|recount|revised|corrected|updated|later|since"
    r"|increased|lowered|cut|reduced|climbed|by\sthen|remained|remains|have\sbeen|has\sbeen|joined)\b",
    re.I,
)
ROUND = 0.05  # a round number keeps a value that lies this near
GROWN = 1.5  # ratio of two tolls without a known order, from which on the larger is a later one
FEW = 20  # below it a ratio says little
TWICE = 2.0  # ratio of two figures without an order, above which they are not the same in dispute
FAR_APART = 6.0  # ratio of two figures, above which they need more in common than what is counted
FAR_BOUND = 1.7  # "more than ten" does not speak of 20


def judge(a: Count, b: Count, sure: float | None = None) -> Judged:
    """What two counts are to each other; symmetric. `sure`: the score of ``figure_links``, where there is one."""
    if b.rival == a.span or a.rival == b.span:
        return SAME if equal(a, b) else _rivals(a, b)
    if not comparable(a, b, sure) or not answer_one_question(a, b, sure) or not _parts_fit(a, b):
        return None
    if a.single or b.single:
        return _with_one(a, b)
    same_doc = a.statement.doc == b.statement.doc
    if {a.state.name, b.state.name} & {"casualties"} and a.state.name != b.state.name:
        return None if same_doc else DifferenceRelation.SCOPE
    if a.people and b.people and not one_people(a, b):
        return None
    if _other_scope(a, b):
        return None if same_doc and not _two_voices(a, b) else DifferenceRelation.SCOPE
    if _places_apart(a, b):
        return None
    return SAME if equal(a, b) else _of_one_span(a, b, sure)


def _of_one_span(a: Count, b: Count, sure: float | None) -> Judged:
    """Two values of one area and one sort of people: over another span of time, with or without a part, or one."""
    same_doc = a.statement.doc == b.statement.doc
    if _other_period(a, b):
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
    if _order(a, b) is None and ratio(a, b) > TWICE and not about_one_thing(a, b):
        return None
    if told_beside(a, b) or told_beside(b, a):  # "two in seven" and "seven", "from 20 to 25" and "20"
        return DifferenceRelation.UPDATE if _order(a, b) and (_changed(a) or _changed(b)) else None
    return _by_time_and_voice(a, b, same_doc=same_doc, linked=sure is not None and sure >= SURE)


def _beside_the_point(a: Count, b: Count) -> bool:
    """Two figures of one voice in one sentence, or two too far apart to be of one thing."""
    if a.statement is b.statement and not (_two_voices(a, b) or _overlap(a, b)):
        return True
    none_left = 0 in {a.value, b.value} and a.state.name == b.state.name != ""  # "nobody is missing" answers for all
    return ratio(a, b) > FAR_APART and not (none_left or _alike(a, b))


def _rivals(a: Count, b: Count) -> Judged:
    """One article sets one figure against another."""
    if ratio(a, b) > FAR_APART:
        return None
    return DifferenceRelation.PRECISION if _overlap(a, b) and not _two_voices(a, b) else DifferenceRelation.CONFLICT


def _parts_fit(a: Count, b: Count) -> bool:
    """A part is set against the same part elsewhere, or against a whole of other people or another area."""
    if not (a.part or b.part):
        return True
    if a.statement.doc == b.statement.doc or "casualties" in {a.state.name, b.state.name}:
        return False
    part = a if a.part else b
    if any(c.part and not c.unit and not c.noun for c in (a, b)):
        return False
    return bool(a.people & b.people or (a.places and b.places)) or (part.noun in SUBGROUPS and a.noun != b.noun)


def _with_one(a: Count, b: Count) -> Judged:
    """One who is told of ("a baker was killed") is set against "no one", and is the same as "one person"."""
    other = b if a.single else a
    if a.single and b.single:
        return None
    if other.value == 1 and not other.bound:
        return SAME
    if other.value != 0 or a.statement.doc == b.statement.doc:
        return None
    return DifferenceRelation.UPDATE if _order(a, b) else DifferenceRelation.CONFLICT


def _alike(a: Count, b: Count) -> bool:
    """A word of who, what or where in common; figures far apart need one."""
    return bool(
        a.places & b.places
        or (a.people and b.people and one_people(a, b))
        or (a.noun and a.noun == b.noun and a.noun not in PEOPLE)
    )


def _other_scope(a: Count, b: Count) -> bool:
    """Other people, or another area, by words that both sides or one of them give."""
    if a.unit in {"", "share"}:
        one, two = _population(a), _population(b)
        if one != two and not senses(one) & senses(two) and not (equal(a, b) or _overlap(a, b)):
            return True
        if bool(a.people) != bool(b.people) and a.since == b.since and ratio(a, b) < 1.25:
            return (b if a.people else a).noun in PEOPLE
    return (_places_apart(a, b) and a.regional != b.regional) or (
        _places_apart(a, b) and bool((a.places | b.places) & SIDES)
    )


SIDES = frozenset(
    "both either all eastern western northern southern upper lower central inner outer left right".split()
)


def _places_apart(a: Count, b: Count) -> bool:
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


def _overlap(a: Count, b: Count) -> bool:
    """The values keep each other: a bound that is not far off, or a round number."""
    if a.low <= b.high and b.low <= a.high and (a.bound or b.bound):
        both_open = a.bound in OPEN and b.bound in OPEN
        return ratio(a, b) <= (1.1 if both_open else FAR_BOUND)
    rounder, other = sorted((a, b), key=lambda c: len(f"{c.value:g}".rstrip("0")))
    digits = len(f"{rounder.value:g}".rstrip("0"))
    is_round = digits < len(f"{other.value:g}".rstrip("0")) and digits <= 2 and rounder.value >= 1000
    return is_round and _gap(a, b) <= ROUND


def _two_voices(a: Count, b: Count) -> bool:
    one, two = voice(a), voice(b)
    return bool(one and two) and one != two and not _one_source(a, b)


def voice(count: Count) -> str:
    """Words of the speaker, folded; empty where the article names none."""
    return _words(count.speaker, count)


def _words(speaker: Span | None, count: Count) -> str:
    return "" if speaker is None else fold(count.statement.said_by(speaker))


def _one_source(a: Count, b: Count) -> bool:
    """Both rest on one named source: the words of one speaker hold the head of the other."""
    if voice(a) in PRONOUNS and a.statement.doc != b.statement.doc:
        return False  # "she" of one article is not "she" of another
    left, right = ({w[:5] for w in re.findall(r"[a-z]{3,}", voice(c)) if w not in _PLAIN} for c in (a, b))
    return bool(left and right) and (left <= right or right <= left or len(left & right) >= 2)


_PLAIN = frozenset("the and for its his her their said that who".split())


def told_beside(a: Count, b: Count) -> bool:
    """The sentence of one figure gives the value of the other, too: both articles know both."""
    unit, value = b.unit, b.value / b.factor if b.factor else b.value
    return any(
        n.value is not None and n.start != a.start and float(n.value) == value and measured(n)[0] in {unit, ""}
        for n in a.statement.numbers
        if not a.start <= n.start < a.end
        and (not n.counted or bool(unit) or lemma(n.counted.split()[-1]) in {a.noun, b.noun})
    )


def _other_period(a: Count, b: Count) -> bool:
    """Counted over spans of another length: one day and four weeks, a working day and a summer Friday."""
    one, two = period(a), period(b)
    return bool(one and two) and one != two


def _by_time_and_voice(a: Count, b: Count, *, same_doc: bool, linked: bool) -> Judged:
    order = _order(a, b)
    one_source, two_voices = _one_source(a, b), _two_voices(a, b)
    if _overlap(a, b):
        later = one_source and order is not None and not same_doc
        return DifferenceRelation.UPDATE if later else DifferenceRelation.PRECISION
    if same_doc:
        if a.day is not None and b.day is not None and a.day != b.day:
            return DifferenceRelation.UPDATE
        if two_voices:
            return DifferenceRelation.CONFLICT
        return DifferenceRelation.ATTRIBUTION if bool(voice(a)) != bool(voice(b)) and _alike(a, b) else None
    if order is not None and a.state.moves in {"grows", "falls"}:
        first, last = order
        as_expected = (last.value > first.value) == (a.state.moves == "grows")
        return DifferenceRelation.UPDATE if as_expected or one_source else DifferenceRelation.CONFLICT
    if a.state.moves == "flows" and not (two_voices and order is None):
        return DifferenceRelation.UPDATE
    if order is not None and (one_source or (_changed(a) or _changed(b))):
        return DifferenceRelation.UPDATE
    if a.state.moves in {"grows", "falls"} and (
        not two_voices or _one_house(a, b) or (ratio(a, b) >= GROWN and min(a.value, b.value) >= FEW)
    ):
        return DifferenceRelation.UPDATE
    if two_voices and not (linked and order is not None and (_told_up_to(a) and _told_up_to(b))):
        return DifferenceRelation.CONFLICT
    if linked:
        settled = a.statement.elsewhen or b.statement.elsewhen
        fixed = a.state.name == b.state.name != "" and a.state.moves == "free"
        if order is not None and not settled and not fixed:
            return DifferenceRelation.UPDATE
        return DifferenceRelation.CONFLICT if ratio(a, b) <= TWICE else None
    return DifferenceRelation.CONFLICT if ratio(a, b) <= FAR_BOUND else None


def _one_house(a: Count, b: Count) -> bool:
    """Speakers of one body: the fire chief and the fire service."""
    left, right = ({w[:5] for w in re.findall(r"[a-z]{4,}", voice(c)) if w not in _PLAIN} for c in (a, b))
    return bool(left & right)


def _told_up_to(count: Count) -> bool:
    """The clause says up to when it counts, or that the figure has moved."""
    return count.as_of is not None or _changed(count) or count.statement.index == 0


def _changed(count: Count) -> bool:
    """The clause itself says that the figure is a new one."""
    return CHANGED.search(count.statement.text, *count.statement.clause_at(count.start)) is not None


def _order(a: Count, b: Count) -> tuple[Count, Count] | None:
    """The earlier and the later one, by the times that the texts give, or by their days of publication."""
    one, two = _moment(a), _moment(b)
    if one is None or two is None or one == two:
        return None
    return (a, b) if one < two else (b, a)


def _moment(count: Count) -> tuple[dt.date, float] | None:
    published = count.statement.published
    if count.day is not None:
        same_day = published is not None and published.date() == count.day
        return count.day, published.timestamp() if same_day and published is not None else 0.0
    return (published.date(), published.timestamp()) if published is not None else None
