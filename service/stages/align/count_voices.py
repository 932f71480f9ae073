"""Who gives two counts, and which one is the later.

Enters: two counts of one story. Leaves: whether two voices or one source speak, the earlier and the later one, and
whether a clause calls its figure a new one. Pure.
"""

from __future__ import annotations

import datetime as dt
import re

from service.records import Span
from service.stages.align.counts import Count
from service.text.folding import fold
from service.text.quantities import measured
from service.text.support.lexicon import lemma
from service.text.voices import PRONOUNS

CHANGED = re.compile(
    r"\b(?:now|raised|risen|rose|rises|grown|grew|climbs?|swelled|jumped|dropped|fell|fallen|sank|shrunk|reached|so\sfar|again|still|new\scount|recount|revised|corrected|updated|later|since"
    r"|increased|lowered|cut|reduced|climbed|by\sthen|remained|remains|have\sbeen|has\sbeen|joined)\b",
    re.I,
)


def two_voices(a: Count, b: Count) -> bool:
    """Both have a speaker, and neither rests on the other's."""
    one, two = voice(a), voice(b)
    return bool(one and two) and one != two and not one_source(a, b)


def voice(count: Count) -> str:
    """Words of the speaker, folded; empty where the article names none."""
    return _words(count.speaker, count)


def _words(speaker: Span | None, count: Count) -> str:
    return "" if speaker is None else fold(count.statement.said_by(speaker))


def one_source(a: Count, b: Count) -> bool:
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


def one_house(a: Count, b: Count) -> bool:
    """Speakers of one body: the fire chief and the fire service."""
    left, right = ({w[:5] for w in re.findall(r"[a-z]{4,}", voice(c)) if w not in _PLAIN} for c in (a, b))
    return bool(left & right)


def told_up_to(count: Count) -> bool:
    """The clause says up to when it counts, or that the figure has moved."""
    return count.as_of is not None or changed(count) or count.statement.index == 0


def changed(count: Count) -> bool:
    """The clause itself says that the figure is a new one."""
    return CHANGED.search(count.statement.text, *count.statement.clause_at(count.start)) is not None


def order(a: Count, b: Count) -> tuple[Count, Count] | None:
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
