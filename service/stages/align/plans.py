"""A day that was planned, and the day on which it happened or for which it is planned now.

Enters: the statements of one story. Leaves: one update for each two of them. Pure. Never: two days of what has
happened, for most stories tell of many; a plan under a condition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event
from service.stages.align.clauses import NEGATIVE
from service.stages.align.clocks import clocks
from service.stages.align.positions import nameless
from service.stages.align.questions import Question, agreement, question, question_of, rarity
from service.stages.align.statements import Statement
from service.stages.align.times import Time, difference, of_speech
from service.text.dates import TimeExpr, compatible

PLAN = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were|been)\s(?:\w+ly\s)?(?:to|expected|due|planned|scheduled|slated|set)|plans?|hopes?|intends?"
    r"|until|till|at\sthe\searliest|promised|aims?\sto|wants?\sto|vowed)\b",
    re.I,
)
DONE = (1.0, 0.85)  # what both hold at least, and the sum of their shares, where one is a plan and one is done
MOVED = (0.9, 0.6)  # the same of two plans, of which one is of another day
ACT = 0.5  # what the sentences hold in common beside names
RELATIVE = re.compile(r"\b(?:that|which|who)\s$")
PRECISE = frozenset({"time", "day", "week", "weekend", "month", "year"})
SHORT = 3  # words of a clause that has no verb of its own
MANY = 150  # times of a story, of which the first are compared


class _Dated(NamedTuple):
    statement: Statement
    date: TimeExpr
    asked: Question
    act: Question  # the words of its sentence that are no names
    planned: bool


def plan_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """The updates of one story's plans."""
    worths = rarity(statements)
    rows = [row for s in statements for row in _dated(s, worths)][:MANY]
    moved = [
        (-mass, nameless(a.statement.text), n, m)
        for n, a in enumerate(rows)
        for m, b in enumerate(rows)
        if n < m and (mass := _moved(a, b)) > 0
    ]
    found, used = [], set[int]()
    for _, _, n, m in sorted(moved):  # the best first, whatever the order of the articles
        if not used & {n, m}:
            used |= {n, m}
            sides = [
                Time(r.statement, r.date, frozenset(), frozenset(), lead=False, edge=False) for r in (rows[n], rows[m])
            ]
            found.append(difference(DifferenceRelation.UPDATE, sides, documents, events))
    return found


def _dated(statement: Statement, worths: Mapping[str, float]) -> list[_Dated]:
    if statement.supposed or statement.elsewhen - _to_come(statement):
        return []
    found = []
    for date in (*statement.dates, *clocks(statement)):
        if date.precision not in PRECISE or date.anaphoric or of_speech(statement, date):
            continue
        first, last = statement.clause_at(date.start)
        if len(statement.text[first:last].split()) <= SHORT:  # "as of Friday" is a clause by its first word alone
            first = 0
        asked = question(statement, date.start, date.end, None, worths)
        near = tuple(row for row in asked.terms if row[2] and not row[0].is_name)
        act = question_of(near)
        found.append(_Dated(statement, date, asked, act, _is_planned(statement.text, first, last)))
    return found


def _to_come(statement: Statement) -> frozenset[str]:
    """Years of what is planned: "to be completed in 2030" tells of no other event."""
    return frozenset(
        date.normal
        for date in statement.dates
        if date.precision == "year" and _is_planned(statement.text, *statement.clause_at(date.start))
    )


def _is_planned(text: str, first: int, last: int) -> bool:
    """The clause itself tells a plan; "a bill that would" only says what the bill is for."""
    marks = PLAN.finditer(text, first, last)
    return any(not RELATIVE.search(text[first : mark.start()]) for mark in marks)


def _moved(a: _Dated, b: _Dated) -> float:
    """How much two days have in common of which one is a plan that moved or came true; 0: they are no such pair."""
    one, two = a.statement, b.statement
    if one.doc == two.doc or not (a.planned or b.planned):
        return 0.0
    if one.published == two.published and (one.published is not None or a.planned == b.planned):
        return 0.0
    if a.planned and b.planned and bool(NEGATIVE.search(one.text)) != bool(NEGATIVE.search(two.text)):
        return 0.0
    if one.published and two.published:
        earlier, later = (a, b) if one.published < two.published else (b, a)
        if later.planned and not earlier.planned:
            return 0.0
    elif a.planned and b.planned:
        return 0.0
    if compatible(one.day_of(a.date) or a.date, two.day_of(b.date) or b.date) is not False:
        return 0.0
    least, shares = MOVED if a.planned and b.planned else DONE
    if agreement(a.act, b.act)[2] < ACT:
        return 0.0  # names alone: what two people did on two days
    share_a, share_b, mass = agreement(a.asked, b.asked)
    return mass if mass >= least and share_a + share_b >= shares else 0.0
