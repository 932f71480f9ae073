"""Things that somebody saw, described differently: a dark car and a silver one, a white van and a van.

Enters: the statements of one story. Leaves: one difference for one sort of thing. Pure. Only things by which people
are sought or recognised; what a text calls another ("a second car") is another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.positions import nameless
from service.stages.align.questions import likeness
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.entail.lexicon import stem
from service.text.folding import fold

_COLOUR = (
    "black|white|grey|gray|silver|red|blue|green|yellow|brown|orange|dark|light|beige|pink|purple|golden|blond|fair"
)
_THING = (
    "car|van|lorry|truck|motorcycle|motorbike|scooter|bicycle|bike|boat|jeep|pickup|taxi|bus|coat|jacket|hood|hat|cap|mask|beard"
    "|hair|bag|rucksack|backpack|suitcase|dog"
)
SEEN = re.compile(rf"\ban?\s(?P<look>(?:[a-z-]+\s){{0,3}}?)(?P<thing>{_THING})\b", re.I)
LIKE = 0.3  # likeness from which two words say one look
FEW = 4  # articles that speak of one sort of thing
OTHER = re.compile(r"\b(?:second|other|another|different|police|fire|patrol|squad)\b", re.I)
COLOUR = re.compile(rf"\b(?:{_COLOUR})\b", re.I)


class _Seen(NamedTuple):
    statement: Statement
    start: int
    end: int
    colour: str
    kind: str


def thing_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference for each sort of thing that two articles describe differently."""
    seen: defaultdict[str, list[_Seen]] = defaultdict(list)
    for statement in statements:
        for match in SEEN.finditer(statement.text):
            if OTHER.search(match["look"]) or statement.supposed or statement.elsewhen:
                continue
            colour = COLOUR.search(match["look"])
            rest = COLOUR.sub("", match["look"]).strip()
            seen[match["thing"].lower()].append(
                _Seen(statement, *match.span(), colour.group().lower() if colour else "", rest.lower())
            )
    found = []
    for rows in seen.values():
        first: dict[str, _Seen] = {}
        for row in rows:
            first.setdefault(row.statement.doc, row)
        if len(first) > FEW:
            continue  # what a whole story is about is no trace
        found += _compared(list(first.values()), documents, events)
    return found


def _compared(rows: Sequence[_Seen], documents: Mapping[str, Document], events: Sequence[Event]) -> list[Difference]:
    pairs: defaultdict[DifferenceRelation, list[_Seen]] = defaultdict(list)
    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            relation = _relation(a, b)
            if relation is not None:
                pairs[relation] += [row for row in (a, b) if row not in pairs[relation]]
    first = min(rows, key=lambda s: nameless(s.statement.text))
    words = first.statement.text[first.start : first.end].split()
    thing = cite(documents, first.statement.span(first.end - len(words[-1]), first.end))
    found = []
    for relation, sides in pairs.items():
        positions = [_position(side, documents) for side in sides]
        event = event_of([s.statement.doc for s in sides], events)
        label = phrase("diff_thing", (thing,), label=thing.quote)
        found.append(make(event, label, relation, positions))
    return found


def _relation(a: _Seen, b: _Seen) -> DifferenceRelation | None:
    if a.colour and b.colour and a.colour != b.colour:
        return DifferenceRelation.CONFLICT
    if a.kind and b.kind and not _alike(a.kind, b.kind):
        return DifferenceRelation.UNDECIDED
    if (a.colour and b.kind and not a.kind) or (b.colour and a.kind and not b.kind):
        return DifferenceRelation.UNDECIDED
    return DifferenceRelation.PRECISION if bool(a.colour) != bool(b.colour) else None


def _alike(a: str, b: str) -> bool:
    """One way to look in two wordings: a heavy suitcase and a weighty one."""
    left, right = ([stem(w) for w in kind.split()] for kind in (a, b))
    return any(likeness(v, w, v, w) >= LIKE for v in left for w in right)


def _position(side: _Seen, documents: Mapping[str, Document]) -> Position:
    value = cite(documents, side.statement.span(side.start, side.end))
    return Position(
        value=slice_phrase(value), normal=fold(value.quote), sources=(side.statement.doc,), citations=(value,)
    )
