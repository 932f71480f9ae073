"""Ages of one person that differ.

Enters: the statements of one story. Leaves: differences, a person each. Pure. Only people whom both articles name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, Span, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.making import make
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold

_NAME = r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
AGES = (
    re.compile(rf"{_NAME},\s(?:aged\s|age\s)?(?P<age>[1-9]\d?)(?=[,.;)]|\sand\b)"),
    re.compile(rf"{_NAME},\san?\s(?P<age>[1-9]\d?)-year-old\b"),
    re.compile(
        rf"{_NAME},\swho\s(?:is|was|turned|turns|will\sbe)\s(?P<age>[1-9]\d)(?=[,.;]|\s(?:and|but|years\sold|when|on|in)\b)"
    ),
    re.compile(rf"{_NAME}\s\((?P<age>[1-9]\d?)\)"),
    re.compile(rf"\b(?P<age>[1-9]\d?)-year-old\s(?:[a-z-]+\s){{0,3}}{_NAME}"),
    re.compile(rf"{_NAME}\s(?:is|was|turned)\s(?P<age>[1-9]\d)(?=\syears\sold|\swhen\b)"),
    # "The mate, Arve Moen, was 59."
    re.compile(rf"(?<=,\s){_NAME},\s(?:is|was)\s(?P<age>[1-9]\d)(?=[.;]|\sand\b)"),
    # "Ada Holm, the new minister, is 45 and ..."
    re.compile(
        rf"{_NAME},\s(?:an?|the|his|her|its|their)\s[^,.;]{{3,60}},\s(?:is|was)\s(?P<age>[1-9]\d)(?=[.;]|\sand\b)"
    ),
)


def age_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference for each person whose age two articles give differently."""
    told: defaultdict[str, dict[str, list[Span]]] = defaultdict(dict)
    names: dict[str, Span] = {}
    for statement in statements:
        for pattern in AGES:
            for match in pattern.finditer(statement.text):
                person = fold(match["name"]).split()[-1]
                names.setdefault(person, statement.span(*match.span("name")))
                told[person].setdefault(match["age"], []).append(statement.span(*match.span("age")))
    found = []
    for person, ages in told.items():
        docs = {span.doc for spans in ages.values() for span in spans}
        if len(ages) < 2 or len(docs) < 2 or max(map(int, ages)) - min(map(int, ages)) > 15:
            continue
        positions = []
        for age, spans in ages.items():
            cited = tuple(cite(documents, span) for span in spans)
            docs_of = tuple(dict.fromkeys(s.doc for s in spans))
            positions.append(Position(value=slice_phrase(cited[0]), normal=age, sources=docs_of, citations=cited))
        event = event_of(sorted(docs), events)
        name = cite(documents, names[person])
        label = phrase("diff_age", (name,), label=name.quote)
        found.append(make(event, label, DifferenceRelation.CONFLICT, positions))
    return found
