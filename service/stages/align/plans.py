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
from service.stages.align.questions import Question, agreement, question, rarity
from service.stages.align.statements import Statement
from service.stages.align.times import Time, clocks, difference, of_speech
from service.text.dates import TimeExpr, compatible

PLAN = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were|been)\s(?:\w+ly\s)?(?:to|expected|due|planned|scheduled|slated|set)|plans?|hopes?|intends?"
    r"|until|till|at\sthe\searliest|promised|aims?\sto|wants?\sto|vowed)\b",
    re.I,
)
DONE = (1.0, 0.85)  # what both hold at least, and the sum of their shares, where one is a plan and one is done
MOVED = (0.9, 0.6)  # the same of two plans, of which one is of another day
PRECISE = frozenset({"time", "day", "week", "weekend", "month", "year"})
SHORT = 3  # words of a clause that has no verb of its own
MANY = 150  # times of a story, of which the first are compared


class _Dated(NamedTuple):
    statement: Statement
    date: TimeExpr
    asked: Question
    planned: bool


def plan_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """The updates of one story's plans."""
    worths = rarity(statements)
    rows = [row for s in statements for row in _dated(s, worths)][:MANY]
    found, used = [], set[tuple[int, int]]()
    for n, a in enumerate(rows):
        for m in range(n + 1, len(rows)):
            b = rows[m]
            if _is_moved(a, b) and n not in {i for i, _ in used} and m not in {j for _, j in used}:
                used.add((n, m))
                sides = [Time(r.statement, r.date, frozenset(), frozenset(), lead=False, edge=False) for r in (a, b)]
                found.append(difference(DifferenceRelation.UPDATE, sides, documents, events))
    return found


def _dated(statement: Statement, worths: Mapping[str, float]) -> list[_Dated]:
    if statement.supposed or statement.elsewhen:
        return []
    found = []
    for date in (*statement.dates, *clocks(statement)):
        if date.precision not in PRECISE or date.anaphoric or of_speech(statement, date):
            continue
        first, last = statement.clause_at(date.start)
        if len(statement.text[first:last].split()) <= SHORT:  # "as of Friday" is a clause by its first word alone
            first = 0
        planned = PLAN.search(statement.text, first, last) is not None
        found.append(_Dated(statement, date, question(statement, date.start, date.end, None, worths), planned))
    return found


def _is_moved(a: _Dated, b: _Dated) -> bool:
    one, two = a.statement, b.statement
    if one.doc == two.doc or not (a.planned or b.planned):
        return False
    if one.published == two.published and (one.published is not None or a.planned == b.planned):
        return False
    if a.planned and b.planned and bool(NEGATIVE.search(one.text)) != bool(NEGATIVE.search(two.text)):
        return False
    if one.published and two.published:
        earlier, later = (a, b) if one.published < two.published else (b, a)
        if later.planned and not earlier.planned:
            return False
    elif a.planned and b.planned:
        return False
    if compatible(one.day_of(a.date) or a.date, two.day_of(b.date) or b.date) is not False:
        return False
    least, shares = MOVED if a.planned and b.planned else DONE
    share_a, share_b, mass = agreement(a.asked, b.asked)
    return mass >= least and share_a + share_b >= shares
