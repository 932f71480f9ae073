"""Two counts: the same, a difference of one type, or nothing to do with each other.

Enters: two counts of one story. Leaves: a relation, SAME, or None. Pure. The order of the rules is that of the types:
scope, precision, update, attribution, conflict, undecided; what only looks like a conflict is None.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from service.records import DifferenceRelation, Span
from service.stages.align.clauses import PLAIN
from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import Count
from service.stages.align.figure_links import MEASURES, equal
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
WANTED = re.compile(
    r"\b(?:(?:ask(?:s|ed|ing)?|call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|appl(?:y|ies|ied|ying))\sfor"
    r"|request(?:s|ed|ing)?|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|want(?:s|ed)?|need(?:s|ed)?)"
    r"\s(?:another\s|a\sfurther\s|an\sextra\s)?$"
)
ROUND = 0.05  # a round number keeps a value that lies this near
NEAR = 3.0  # ratio of two figures of one noun whose state no word tells
GROWN = 1.5  # ratio of two tolls without a known order, from which on the larger is a later one
# scores of two figures from which they answer one question: they count the same, no noun says so, their states differ
SURE, NO_NOUN, VERY_SURE = 3.8, 3.8, 5.0
# what sums of money and bare shares need more: every story has many, and no noun tells them apart
MONEY, BARE_SHARE = 0.5, 1.5
UNSURE = -9.0  # score below which no word of their state makes them answers to one question
FEW = 20  # below it a ratio says little
TWICE = 2.0  # ratio of two figures without an order, above which they are not the same in dispute
FAR_APART = 6.0  # ratio of two figures, above which they need more in common than what is counted
FAR_BOUND = 1.7  # "more than ten" does not speak of 20


def judge(a: Count, b: Count, sure: float | None = None) -> Judged:
    """What two counts are to each other; symmetric. `sure`: the score of ``figure_links``, where there is one."""
    if b.rival == a.span or a.rival == b.span:
        return SAME if _equal(a, b) else _rivals(a, b)
    if not _comparable(a, b, sure) or not _answer_one_question(a, b, sure) or not _parts_fit(a, b):
        return None
    if a.single or b.single:
        return _with_one(a, b)
    same_doc = a.statement.doc == b.statement.doc
    if {a.state.name, b.state.name} & {"casualties"} and a.state.name != b.state.name:
        return None if same_doc else DifferenceRelation.SCOPE
    if a.people and b.people and not _one_people(a, b):
        return None
    if _other_scope(a, b):
        return None if same_doc and not _two_voices(a, b) else DifferenceRelation.SCOPE
    if _places_apart(a, b):
        return None
    return SAME if _equal(a, b) else _of_one_span(a, b, sure)


def _of_one_span(a: Count, b: Count, sure: float | None) -> Judged:
    """Two values of one area and one sort of people: over another span of time, with or without a part, or one."""
    same_doc = a.statement.doc == b.statement.doc
    if _other_period(a, b):
        return None if same_doc else DifferenceRelation.SCOPE
    if a.inclusive != b.inclusive and not a.unit and a.value and b.value:
        return None if same_doc else DifferenceRelation.SCOPE
    if a.since != b.since and a.state.moves == "grows" and _ratio(a, b) > FAR_BOUND:
        return DifferenceRelation.SCOPE
    if _beside_the_point(a, b):
        return None
    return _in_conflict(a, b, sure)


def _in_conflict(a: Count, b: Count, sure: float | None) -> Judged:
    """Two values of one question over one span of time."""
    same_doc = a.statement.doc == b.statement.doc
    if _order(a, b) is None and _ratio(a, b) > TWICE and not _about_one_thing(a, b):
        return None
    if told_beside(a, b) or told_beside(b, a):  # "two in seven" and "seven", "from 20 to 25" and "20"
        return DifferenceRelation.UPDATE if _order(a, b) and (_changed(a) or _changed(b)) else None
    return _by_time_and_voice(a, b, same_doc=same_doc, linked=sure is not None and sure >= SURE)


def _beside_the_point(a: Count, b: Count) -> bool:
    """Two figures of one voice in one sentence, or two too far apart to be of one thing."""
    if a.statement is b.statement and not (_two_voices(a, b) or _overlap(a, b)):
        return True
    none_left = 0 in {a.value, b.value} and a.state.name == b.state.name != ""  # "nobody is missing" answers for all
    return _ratio(a, b) > FAR_APART and not (none_left or _alike(a, b))


def _rivals(a: Count, b: Count) -> Judged:
    """One article sets one figure against another."""
    if _ratio(a, b) > FAR_APART:
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
        or (a.people and b.people and _one_people(a, b))
        or (a.noun and a.noun == b.noun and a.noun not in PEOPLE)
    )


def _comparable(a: Count, b: Count, sure: float | None) -> bool:
    """One unit, one time that is told of, and nothing under a condition."""
    one, two = a.statement, b.statement
    if a.unit != b.unit or one.supposed or two.supposed:
        return False
    if one.elsewhen == two.elsewhen or one.elsewhen & two.elsewhen:
        return True
    # another event has its own year; one that is only "earlier" may be the same
    unnamed = bool(one.elsewhen and two.elsewhen) and "earlier" in one.elsewhen | two.elsewhen
    return unnamed and sure is not None and sure >= VERY_SURE


def _answer_one_question(a: Count, b: Count, sure: float | None) -> bool:
    """By the words around them, or by what the data say of their state."""
    other_state = bool(a.state.name and b.state.name) and a.state.name != b.state.name and not _kin(a, b)
    counted = bool(a.noun and b.noun) and bool(senses(a.noun) & senses(b.noun)) and a.noun not in PEOPLE
    least = VERY_SURE if other_state else SURE if counted or a.state.name == b.state.name != "" else NO_NOUN
    least += MONEY if a.unit not in MEASURES else BARE_SHARE if a.unit == "share" and not counted else 0.0
    if (
        sure is not None
        and sure >= least
        and _is_wanted(a) == _is_wanted(b)
        and (_names(a) & _names(b) or _one_owner(a, b))
    ):
        return True
    return (sure is None or sure >= UNSURE) and _about_one_thing(a, b)


def _about_one_thing(a: Count, b: Count) -> bool:
    if a.state.name != b.state.name and not _kin(a, b):
        return False
    if not a.state.name and (_ratio(a, b) > NEAR or _is_wanted(a) != _is_wanted(b)):
        return False
    by_people = bool(a.state.name) and a.unit in {"", "share"} and "people" in a.state.counts
    if (not a.state.name or a.state.moves in {"free", "flows"}) and not _one_owner(a, b):
        return False
    if not by_people and (a.unit or not a.state.name) and not _anchored(a, b):
        return False
    if a.unit:
        return True
    if a.state.counts == {"people"} or not a.noun or not b.noun:
        return True
    return bool(senses(a.noun) & senses(b.noun)) or (a.noun in PEOPLE and b.noun in PEOPLE)


def _is_wanted(count: Count) -> bool:
    """Asked for and not there: "asked for 500 soldiers" is not answered by "sent 300"."""
    return WANTED.search(count.statement.text[: count.start]) is not None


def _one_people(a: Count, b: Count) -> bool:
    """One name, or the land of one side's people named as the place in the sentence of the other."""
    if a.people & b.people:
        return True
    return any(
        re.search(rf"\b(?:in|on|across|inside|of)\s(?:the\s)?{re.escape(word[:4])}", other.statement.text) is not None
        for one, other in ((a, b), (b, a))
        for word in re.findall(r"[A-Z][\w-]+", one.statement.text[one.start : one.end])
    )


def _kin(a: Count, b: Count) -> bool:
    """The dead or the injured beside both together; the treated beside the injured, where one is none or all."""
    names = {a.state.name, b.state.name}
    if names == {"injured", "treated"}:
        return 0 in {a.value, b.value} or a.inclusive or b.inclusive
    return names in ({"casualties", "killed"}, {"casualties", "injured"}, {"taking part", "attending"})


def _anchored(a: Count, b: Count) -> bool:
    """Words or names in common beside the two figures and the words of their state."""
    if a.state.name in {"offered", "demanded"} and not (a.statement.names and b.statement.names):
        return True
    counted = a.unit in MEASURES - {"time"}  # every story has several sums and spans of time
    if a.state.name and a.only and b.only and a.state.name not in {"rose", "fell"} and counted:
        alike = a.state.name in TOLLS or (a.noun and senses(a.noun) & senses(b.noun)) or any(_in_common(a, b))
        return bool(alike) and _ratio(a, b) <= NEAR
    near, far = _in_common(a, b)
    if not a.state.name:  # nothing but the words beside it says what is counted
        if a.unit:
            return len(near) >= 2
        return a.noun == b.noun != "" and a.noun not in PEOPLE and bool(near or len(far) >= 2 or (a.only and b.only))
    names = _names(a) & _names(b)
    if a.state.name in {"rose", "fell"}:
        return bool(names) and bool(near)
    if a.unit == "time":
        return bool(near) or len(far) >= 2
    if a.unit not in MEASURES:
        return bool(near) or bool(_clause_names(a) & _clause_names(b))
    if a.unit in {"area", "weight", "length", "speed"} and a.state.moves == "grows":
        return True
    return bool(near or far or names or (a.noun and a.noun == b.noun))


def _in_common(a: Count, b: Count) -> tuple[frozenset[str], frozenset[str]]:
    """Lemmas of both clauses, and words of both sentences that may stand for each other."""
    left, right = _context(a), _context(b)
    near = _context(a, *a.statement.clause_at(a.start)) & _context(b, *b.statement.clause_at(b.start))
    keys = {key for word in right for key in senses(word)}
    return near, frozenset(word for word in left if senses(word) & keys)


def _names(count: Count) -> frozenset[str]:
    return frozenset(fold(w) for r in count.statement.names for w in r.text.split())


def _one_owner(a: Count, b: Count) -> bool:
    """Not two names, each in the clause of one figure: what one party has says nothing of another's."""
    left, right = (_clause_names(c) or _names_told(c) for c in (a, b))
    return not left or not right or bool({w for n in left for w in n.split()} & {w for n in right for w in n.split()})


def _names_told(count: Count) -> frozenset[str]:
    """Names of the sentence, those of its speakers left out."""
    speakers = [s.speaker for s in count.statement.speeches if s.speaker]
    return frozenset(fold(r.text) for r in count.statement.names if not any(a <= r.start < b for a, b in speakers))


UNIT_WORDS = frozenset(
    """percent per cent million billion thousand euro dollar pound franc crown metre meter kilometre hectare acre mile
    foot""".split()
)


def _clause_names(count: Count) -> frozenset[str]:
    first, last = count.statement.clause_at(count.start)
    return frozenset(fold(r.text) for r in count.statement.names if first <= r.start < last)


def _context(count: Count, start: int = 0, end: int | None = None) -> frozenset[str]:
    statement = count.statement
    last = len(statement.text) if end is None else end
    found = {
        w.lemma
        for w in statement.words
        if start <= w.start < last
        and w.lemma not in PLAIN
        and not count.start <= w.start < count.end
        and not count.state.pattern.match(statement.text, w.start)
        and not w.lemma.isdigit()
    }
    return frozenset(found - UNIT_WORDS)


def _other_scope(a: Count, b: Count) -> bool:
    """Other people, or another area, by words that both sides or one of them give."""
    if a.unit in {"", "share"}:
        one, two = _population(a), _population(b)
        if one != two and not senses(one) & senses(two) and not (_equal(a, b) or _overlap(a, b)):
            return True
        if bool(a.people) != bool(b.people) and a.since == b.since and _ratio(a, b) < 1.25:
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


TOLLS = frozenset({"killed", "injured", "missing", "displaced", "rescued", "casualties"})
AREAL = frozenset(
    {"killed", "injured", "missing", "displaced", "destroyed", "burned", "without power", "infected", "rescued"}
)


def _population(count: Count) -> str:
    if count.noun in SUBGROUPS or (count.unit == "share" and count.noun and "people" in count.state.counts):
        return count.noun
    return ""


def _ratio(a: Count, b: Count) -> float:
    low, high = sorted((a.value, b.value))
    return high / low if low else 99.0


def _gap(a: Count, b: Count) -> float:
    high = max(a.value, b.value)
    return abs(a.value - b.value) / high if high else 0.0


def _equal(a: Count, b: Count) -> bool:
    return equal(a, b)  # "two" and "at least two": no reader would learn anything


OPEN = frozenset({"more_than", "at_least"})


def _overlap(a: Count, b: Count) -> bool:
    """The values keep each other: a bound that is not far off, or a round number."""
    if a.low <= b.high and b.low <= a.high and (a.bound or b.bound):
        both_open = a.bound in OPEN and b.bound in OPEN
        return _ratio(a, b) <= (1.1 if both_open else FAR_BOUND)
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
        not two_voices or _one_house(a, b) or (_ratio(a, b) >= GROWN and min(a.value, b.value) >= FEW)
    ):
        return DifferenceRelation.UPDATE
    if two_voices and not (linked and order is not None and (_told_up_to(a) and _told_up_to(b))):
        return DifferenceRelation.CONFLICT
    if linked:
        settled = a.statement.elsewhen or b.statement.elsewhen
        fixed = a.state.name == b.state.name != "" and a.state.moves == "free"
        if order is not None and not settled and not fixed:
            return DifferenceRelation.UPDATE
        return DifferenceRelation.CONFLICT if _ratio(a, b) <= TWICE else None
    return DifferenceRelation.CONFLICT if _ratio(a, b) <= FAR_BOUND else None


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
