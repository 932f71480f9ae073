"""Whether two counts answer one question: one unit, one time, and words, names or a score that bind them.

Enters: two counts of one story. Leaves: yes or no, and what the two have in common. Pure. Never: two figures under a
condition, what was asked for beside what was given.
"""

from __future__ import annotations

import re

from service.stages.align.clauses import PLAIN
from service.stages.align.count_words import PEOPLE
from service.stages.align.counts import MEASURED_IN, Count
from service.text.folding import fold
from service.text.support.lexicon import senses

# what may stand before the land of a people: "in northern Wales", "on the Great Britain route", "of Upper Egypt"
_AT = r"\b(?:in|on|across|inside|of)\s(?:the\s)?(?:(?:[A-Z][\w-]+|(?:north|south|east|west|centr)[a-z-]*)\s)?"
WANTED = re.compile(
    r"\b(?:(?:ask(?:s|ed|ing)?|call(?:s|ed|ing)?|appeal(?:s|ed|ing)?|appl(?:y|ies|ied|ying))\sfor"
    r"|request(?:s|ed|ing)?|demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|want(?:s|ed)?|need(?:s|ed)?)"
    r"\s(?:another\s|a\sfurther\s|an\sextra\s)?$"
)
NEAR = 3.0  # ratio of two figures of one noun whose state no word tells
# scores of two figures from which they answer one question: they count the same, no noun says so, their states differ
SURE, NO_NOUN, VERY_SURE = 3.8, 3.8, 5.0
# what sums of money and bare shares need more: every story has many, and no noun tells them apart
MONEY, BARE_SHARE = 0.5, 1.5
UNSURE = -9.0  # score below which no word of their state makes them answers to one question
UNIT_WORDS = frozenset(
    """percent per cent million billion thousand euro dollar pound franc crown metre meter kilometre hectare acre mile
    foot""".split()
)
TOLLS = frozenset({"killed", "injured", "missing", "displaced", "rescued", "casualties"})


def comparable(a: Count, b: Count, sure: float | None) -> bool:
    """One unit, one time that is told of, and nothing under a condition."""
    one, two = a.statement, b.statement
    if a.unit != b.unit or one.supposed or two.supposed:
        return False
    if one.elsewhen == two.elsewhen or one.elsewhen & two.elsewhen:
        return True
    # another event has its own year; one that is only "earlier" may be the same
    unnamed = bool(one.elsewhen and two.elsewhen) and "earlier" in one.elsewhen | two.elsewhen
    return unnamed and sure is not None and sure >= VERY_SURE


def answer_one_question(a: Count, b: Count, sure: float | None) -> bool:
    """By the words around them, or by what the data say of their state."""
    other_state = bool(a.state.name and b.state.name) and a.state.name != b.state.name and not _kin(a, b)
    if other_state and {a.state.name, b.state.name} & TOLLS:
        return False  # the dead and the injured are two counts, however alike the words around them
    counted = bool(a.noun and b.noun) and bool(senses(a.noun) & senses(b.noun)) and a.noun not in PEOPLE
    least = VERY_SURE if other_state else SURE if counted or a.state.name == b.state.name != "" else NO_NOUN
    least += MONEY if a.unit not in MEASURED_IN else BARE_SHARE if a.unit == "share" and not counted else 0.0
    if (
        sure is not None
        and sure >= least
        and _is_wanted(a) == _is_wanted(b)
        and (_names(a) & _names(b) or _one_owner(a, b))
    ):
        return True
    return (sure is None or sure >= UNSURE) and about_one_thing(a, b)


def about_one_thing(a: Count, b: Count) -> bool:
    """One state and one sort of what is counted, with words or names in common beside them."""
    if a.state.name != b.state.name and not _kin(a, b):
        return False
    if not a.state.name and (ratio(a, b) > NEAR or _is_wanted(a) != _is_wanted(b)):
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


def one_people(a: Count, b: Count) -> bool:
    """One name, or the land of one side's people named as the place in the sentence of the other."""
    if a.people & b.people:
        return True
    return any(
        re.search(rf"{_AT}{re.escape(word[:4])}", other.statement.text) is not None
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
    counted = a.unit in MEASURED_IN - {"time"}  # every story has several sums and spans of time
    if a.state.name and a.only and b.only and a.state.name not in {"rose", "fell"} and counted:
        alike = a.state.name in TOLLS or (a.noun and senses(a.noun) & senses(b.noun)) or any(_in_common(a, b))
        return bool(alike) and ratio(a, b) <= NEAR
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
    if a.unit not in MEASURED_IN:
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


def ratio(a: Count, b: Count) -> float:
    """How many times the smaller value the larger is; 99 beside none."""
    low, high = sorted((a.value, b.value))
    return high / low if low else 99.0
