"""Speakers whom no source names and who may be one person: the texts do not decide it.

Enters: the statements of one story. Leaves: at most one difference. Pure. Only insiders (an official, an employee, a
person close to the talks) can be meant: bystanders are many.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.positions import first_named
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold

_INSIDER = (
    r"(?:officials?|executives?|managers?|employees?|engineers?|staff\smembers?|workers?|insiders?|diplomats?|aides?|advisers?"
    r"|advisors?|negotiators?|persons?|sources?|members?|civil\sservants?|minister|lawmakers?|colleagues?|technicians?"
    r"|investigators?|board\smembers?|clerks?|bankers?|directors?)"
)
_SAYS = (
    r"(?:said|says|told|called|calls|spoke|speaks|warned|had\swarned|described|added|confirmed|claimed|put|has\stold)"
)
UNNAMED = re.compile(
    rf"\b(?P<who>(?:An?|One|Another)\s(?:(?:former|senior|high-ranking|top|leading|unnamed|anonymous|government|company|city"
    rf"|union|military|intelligence|security|local|western|european|official|party|bank|club)\s){{0,2}}{_INSIDER}\b"
    rf"(?:\s(?:of|at|in|from|with|on|close|familiar|who)\b[^,.;“\"]{{2,60}}?)?"
    rf"(?:,\s(?:who|speaking|on)\s[^,.;“\"]{{3,60}},)?)\s(?={_SAYS}\b)",
    re.I,
)
BODY = re.compile(
    rf"\b(?P<who>(?:[Pp]eople|[Pp]ersons|[Ss]ources|[Tt]hose|[Ss]omebody|[Ss]omeone|[Aa]\sperson|[Aa]\ssource)\s"
    rf"(?:close\sto|familiar\swith|briefed\son|near|inside|with\sknowledge\sof|who\s(?:was|were|once|had|took|knows?|works?|worked"
    rf"|attended))\b[^,.;“\"]{{2,50}}?)\s(?={_SAYS}\b)"
)


def unnamed_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference of all unnamed insiders, where two articles quote one each; nothing where many do."""
    found: dict[str, list[tuple[Statement, Span]]] = {}
    for statement in statements:
        match = UNNAMED.search(statement.text) or BODY.search(statement.text)
        if match and statement.quotation is None and not statement.supposed:
            span = statement.span(match.start("who"), match.end("who"))
            found.setdefault(statement.doc, []).append((statement, span))
    rows = [row for rows in found.values() for row in rows[:1]]
    if not 2 <= len(rows) <= 4:
        return []
    positions = []
    for _, span in rows:
        cited = cite(documents, span)
        positions.append(
            Position(value=slice_phrase(cited), normal=fold(cited.quote), sources=(span.doc,), citations=(cited,))
        )
    event = event_of([s.doc for s, _ in rows], events)
    named = first_named(positions)
    label = phrase("diff_unnamed", (named.value.citations[0],), label=named.value.text)
    return [make(event, label, DifferenceRelation.UNDECIDED, positions)]
