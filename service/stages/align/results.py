"""Results of votes and matches that differ: 61-39 and "62 to 38", "58 votes to 29" and "by 58 to 31".

Enters: the statements of one story. Leaves: a difference for each two results. Pure. Never: two results in one article,
or of two votes that only share their chamber.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.questions import Question, agreement, question, rarity
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.dates import compatible

_N = r"(?:\d{1,3}(?:,\d{3})*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nil|none)"
_OF = r"(?:\s(?:votes?|members?|deputies|councillors|lawmakers|senators|seats|in\sfavou?r|for|yes))?"
PAIR = re.compile(
    rf"\b(?P<a>{_N}){_OF}(?:\s?[-\u2013]\s?|\sto\s|,?\s(?:and\s)?(?:with\s)?(?=\d+\sagainst))(?P<b>{_N})(?:\sagainst)?\b(?!\s?(?:per\scent|%|million))",
    re.I,
)
VOTE = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|ballots?|passed|carried|approved|rejected|adopted|backed|defeated|elected|motion|tally|majority)\b",
    re.I,
)
MATCH = re.compile(
    r"\b(?:won|wins?|lost|beat(?:en)?|draw|drew|defeated|victory|defeat|scor(?:e[ds]?|ing)|goals?|final|match|half-time)\b",
    re.I,
)
# the score of a part of a match: a lead, a run, shots made of those taken
PART_BEFORE = re.compile(
    r"\b(?:led|leads?|leading|ahead|trail(?:s|ed|ing)?|up|down|run|outscor(?:e[ds]?|ing)|went|shot|shoots|shooting|made|hit)\s(?:[\w’'-]+\s){0,3}$"
)
PART_BEHIND = re.compile(r"\s(?:run|lead|advantage|deficit|burst|spurt|from|at\s(?:the\s)?(?:half|break|half-?time))\b")
BODY = 1.25  # ratio of two sums of votes of one body: some stay away, none is doubled
LEAST = 0.6  # what the words beside two results must hold in common
NUMBERS = {w: n for n, w in enumerate("nil one two three four five six seven eight nine ten eleven twelve".split())} | {
    "none": 0
}


class _Result(NamedTuple):
    statement: Statement
    start: int
    end: int
    values: tuple[int, int]
    kind: str
    asked: Question


def result_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's results."""
    worths = rarity(statements)
    rows = [row for s in statements for row in _results(s, worths)]
    found = []
    alone = {
        (r.statement.doc, r.kind): sum(o.statement.doc == r.statement.doc and o.kind == r.kind for o in rows)
        for r in rows
    }
    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            if a.kind != b.kind or a.statement.doc == b.statement.doc or a.values in {b.values, b.values[::-1]}:
                continue
            if any(o.values == a.values for o in rows if o.statement.doc == b.statement.doc):
                continue
            if not _of_one_body(a, b) or _days_apart(a, b):
                continue
            both_alone = alone[a.statement.doc, a.kind] == alone[b.statement.doc, b.kind] == 1
            mass = agreement(a.asked, b.asked)[2]
            if mass >= (LEAST if both_alone else 2 * LEAST):
                found.append(_difference(a, b, documents, events))
    return found


def _of_one_body(a: _Result, b: _Result) -> bool:
    """As many votes were cast: 96 to 3 and 5 to 4 are of two chambers."""
    low, high = sorted((sum(a.values), sum(b.values)))
    return a.kind != "vote" or high <= BODY * low


def _days_apart(a: _Result, b: _Result) -> bool:
    """Each has a day of its own, and not the same one: two votes of one board."""
    left, right = ([s.day_of(d) or d for d in s.dates if d.precision == "day"] for s in (a.statement, b.statement))
    return bool(left and right) and all(compatible(x, y) is False for x in left for y in right)


def _results(statement: Statement, worths: Mapping[str, float]) -> list[_Result]:
    if statement.supposed or statement.elsewhen:
        return []
    kind = "vote" if VOTE.search(statement.text) else "match" if MATCH.search(statement.text) else ""
    if not kind:
        return []
    dated = [(d.start, d.end) for d in statement.dates]
    return [
        _Result(
            statement,
            *m.span(),
            (_value(m["a"]), _value(m["b"])),
            kind,
            question(statement, m.start(), m.end(), None, worths),
        )
        for m in PAIR.finditer(statement.text)
        if not any(a < m.end() and m.start() < b for a, b in dated)
        and not (kind == "match" and _is_of_a_part(statement.text, *m.span()))
    ]


def _is_of_a_part(text: str, start: int, end: int) -> bool:
    """The score of a run or a half, or of one who led at some time, and not of the match."""
    return PART_BEFORE.search(text[:start]) is not None or PART_BEHIND.match(text, end) is not None


def _value(text: str) -> int:
    plain = text.replace(",", "").lower()
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def _difference(a: _Result, b: _Result, documents: Mapping[str, Document], events: Sequence[Event]) -> Difference:
    positions = []
    for side in (a, b):
        value = cite(documents, side.statement.span(side.start, side.end))
        positions.append(
            Position(
                value=slice_phrase(value),
                normal=f"{side.values[0]}-{side.values[1]}",
                sources=(side.statement.doc,),
                citations=(value,),
            )
        )
    event = event_of([a.statement.doc, b.statement.doc], events)
    one, two = (p.citations[0] for p in positions)
    label = phrase("diff_result", (one, two), a=one.quote, b=two.quote)
    return make(event, label, DifferenceRelation.CONFLICT, positions)
