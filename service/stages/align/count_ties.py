"""What ties a figure to the count before it: "ten of them", "put the figure at 55", "the firm speaks of less than 50".

Enters: a number with its statement, and the counts read before it. Leaves: the count that it goes on with, whether it
is a part of it or set against it, and whose figure it is. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Span
from service.stages.align.count_words import AMONG, ANAPHOR, LAST, PART, RIVAL, is_verb_like
from service.stages.align.counts import Count
from service.stages.align.statements import Statement
from service.text.numbers import Number
from service.text.quantities import NOUN, Found


def is_part(statement: Statement, number: Number, found: Found | None, before: Count | None) -> bool:
    """A part of the count before it: "ten of them", "the last two", "in the town alone", "among them 900"."""
    text = statement.text
    first, last = statement.clause_at(number.start)
    own_state = found is not None and before is not None and found.state is not before.state
    return bool(
        (PART.match(text, number.end) and not own_state)
        or AMONG.search(text[: number.qualifier_start])
        or LAST.search(text[: number.start])
        or re.search(r"\balone\b", text[first:last])
    )


def is_rival(text: str, number: Number, before: Count | None, found: Found | None) -> bool:
    """It is set against the count before it, and the words that do so name no other state of their own."""
    match = ANAPHOR.search(text[: number.qualifier_start])
    if match is None or before is None:
        return False
    return found is None or found.state.name == before.state.name or found.end <= match.start() or found.gap >= NOUN


def rival_speaker(statement: Statement, at: int) -> Span | None:
    """Whose figure it is: the subject of "put the number at", "spoke of", or a name that leaves its verb out."""
    lead = statement.text[:at]
    verb = re.search(
        r"\s(?:put|puts|putting|set|sets|placed?|places|gave|gives|estimated|estimates|counted|counts|spoke|speaks?|talks?|talked"
        r"|cites?|cited|claims?|claimed|said|says)\b[^,;.]*$",
        lead,
    )
    match = RIVAL.search(lead[: verb.start()] + " " if verb else lead)
    return statement.span(match.start("who"), match.end("who")) if match else None


def count_before(statement: Statement, number: Number, unit: str, earlier: Sequence[Count]) -> Count | None:
    """The count that a bare number goes on with: "At least ten of them", "put the figure at 55 per cent"."""
    near = [
        c
        for c in earlier[-6:]
        if (c.unit == unit or (c.unit and not unit and c.statement is statement))
        and statement.index - c.statement.index <= 1
        and c.statement.elsewhen == statement.elsewhen
        and not c.single
    ]
    bare = not number.counted or bool(unit) or is_verb_like(number, unit)
    if not near or not bare:
        return None
    text = statement.text
    if PART.match(text, number.end):
        return near[-1]
    if ANAPHOR.search(text[: number.qualifier_start]):
        return near[-1]
    ends = re.match(r"[^\w]*(?:$|[,;.”\"])", text[number.end : number.end + 3]) is not None
    return near[-1] if ends and near[-1].statement is statement and unit == "" else None
