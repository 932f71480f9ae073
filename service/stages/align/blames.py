"""Who is said to stand in the way of talks or an agreement.

Enters: the statements of one story. Leaves: at most one difference. Pure. Never: a conflict between articles that
no event of the story binds: what the texts do not say to be one round of talks stays open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold

_WHO = (
    r"(?P<who>(?:[Nn]either\sside|[Bb]oth\ssides|[Nn]either\sparty|[Bb]oth\sparties"
    r"|(?:[Tt]he\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2}))"
)
STALLED = re.compile(
    rf"\b{_WHO}(?:"
    r"[’']s?\s(?:reluctance|refusal|failure|unwillingness|intransigence|foot-dragging|obstruction)\b[^.;,]{0,60}(?<=\w)(?!\w)"
    r"|\s(?:has|have|had)\s(?:not\s)?shown\s(?:no\s|little\s|any\s)?(?:signs?\sof\s)?(?:cooperation|willingness|flexibility|readiness)"
    r"|\s(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:blocking|stalling|holding\sup|hindering|obstructing|delaying|dragging\sout)\b"
    r"|\s(?:keeps?|kept)\s(?:blocking|stalling|delaying)\b|\s(?:blocked|stalled|torpedoed|scuttled|derailed)\sthe\s(?:talks|deal|agreement)"
    r")"
)
TALKS = re.compile(
    r"\b(?:talks?|negotiat\w+|agree\w*|deal|truce|ceasefire|cease-fire|proposal|mediat\w+|settlement)\b", re.I
)


def blame_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference of all who are named as standing in the way."""
    sides: dict[str, list[tuple[Statement, Span]]] = {}
    for n, statement in enumerate(statements):
        near = statement.text + (statements[n - 1].text if n else "")
        match = STALLED.search(statement.text)
        if match and TALKS.search(near) and not statement.supposed:
            sides.setdefault(fold(match["who"]), []).append((statement, statement.span(*match.span())))
    if len(sides) < 2 or len({s.doc for rows in sides.values() for s, _ in rows}) < 2:
        return []
    positions = []
    for who, rows in list(sides.items())[:6]:
        cited = tuple(cite(documents, span) for _, span in rows[:4])
        docs = tuple(dict.fromkeys(s.doc for s, _ in rows[:4]))
        undated = phrase("figure_no_date") if all(_is_undated(s) for s, _ in rows) else None
        value = slice_phrase(cited[0])
        positions.append(Position(value=value, normal=who, as_of=undated, sources=docs, citations=cited))
    event = event_of([c.doc for p in positions for c in p.citations], events)
    label = phrase("diff_blame", label="an agreement")
    if event != "E0":
        return [make(event, label, DifferenceRelation.CONFLICT, positions)]
    note = "note_undecided_undated" if all(p.as_of for p in positions) else "note_undecided_talks"
    return [make(event, label, DifferenceRelation.UNDECIDED, positions, note)]


def _is_undated(statement: Statement) -> bool:
    """Neither its article nor the sentence itself says when it holds."""
    return statement.published is None and not statement.dates
