"""Figures that differ: one difference for one quantity and one type, with all its values, under one heading.

Enters: documents, events. Leaves: differences, unnumbered, those of one quantity one after the other. Pure. Never: a
heading that is the value of one side; one heading for two quantities.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from service.records import (
    Citation,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    Phrase,
    Position,
    phrase,
    slice_phrase,
)
from service.records.citing import cite
from service.stages.align.count_questions import TOLLS
from service.stages.align.count_reading import read_counts
from service.stages.align.count_scopes import Scope, common_scope
from service.stages.align.count_told import counted_words, told_of
from service.stages.align.counts import MEASURED_IN, Count
from service.stages.align.figure_groups import Group, quantities, shown_first
from service.stages.align.figure_links import links
from service.stages.align.making import make
from service.stages.align.positions import position
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold
from service.text.support.lexicon import lemma

APART = 1.5  # what a pair of articles without a common event costs
NAMED = 4  # words of what is counted in a heading
MONEY = "sum of money"
SCOPE_NOTES = {
    Scope.STATE: "note_scope_state",
    Scope.WHOM: "note_scope_whom",
    Scope.WHERE: "note_scope_where",
    Scope.WHEN: "note_scope_when",
    Scope.PART: "note_scope_part",
}


def figure_differences(
    documents: Mapping[str, Document], told: Mapping[str, Sequence[Statement]], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's figures."""
    every = _placed([count for statements in told.values() for count in read_counts(statements)])
    sure = links(every, [s for statements in told.values() for s in statements])
    apart = {pair: event_of([every[n].statement.doc for n in pair], events) == "E0" for pair in sure}
    sure = {pair: score - (APART if apart[pair] else 0.0) for pair, score in sure.items()}
    found = quantities(every, sure)
    headings = _headings([[[every[n] for n in s] for g in groups for s in g.sides] for groups in found], documents)
    return [
        _difference(group, heading, every, documents, events)
        for groups, heading in zip(found, headings, strict=True)
        for group in groups
    ]


def _placed(counts: Sequence[Count]) -> list[Count]:
    """Where an article tells one toll of two places, each has its sentences' place, or is left out."""
    told: defaultdict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    for count in counts:
        if count.state.name in TOLLS and not (count.part or count.single or count.regional) and count.value:
            told[count.statement.doc, count.state.name].append(count.places or count.place_before)
    apart = any(a and b and not a & b for rows in told.values() for n, a in enumerate(rows) for b in rows[n + 1 :])
    if not apart:
        return list(counts)
    placed = [c._replace(placed=c.places or c.place_before) if c.state.name in TOLLS else c for c in counts]
    return [c for c in placed if c.placed or c.state.name not in TOLLS]


def _headings(rows: Sequence[Sequence[Sequence[Count]]], documents: Mapping[str, Document]) -> list[Phrase]:
    """What each quantity counts; two that the same words tell are told apart by two of their values."""
    first = [[min(side, key=shown_first) for side in sides] for sides in rows]
    plain = [_heading(counts, documents) for counts in first]
    often = Counter(heading.text for heading in plain)
    return [
        heading if often[heading.text] == 1 else _beside(heading.slots["label"], heading.citations, counts, documents)
        for heading, counts in zip(plain, first, strict=True)
    ]


def _heading(counts: Sequence[Count], documents: Mapping[str, Document]) -> Phrase:
    """The state of what is counted, and who or what it is in the sources' words."""
    named: dict[str, Citation] = {}
    for count in counts:
        words = counted_words(count)
        if words is not None:
            cited = cite(documents, count.statement.span(*words))
            named.setdefault(lemma(fold(cited.quote).split()[-1]), cited)
    cites = tuple(named.values())[:NAMED]
    whom = " / ".join(c.quote for c in cites)
    unit = counts[0].unit
    kind = " / ".join(dict.fromkeys(c.state.name for c in counts if c.state.name))
    kind = kind or (MONEY if unit not in MEASURED_IN else unit)
    if kind and whom:
        return phrase("diff_figure_of", cites, label=kind, whom=whom)
    if whom:
        return phrase("diff_figure", cites, label=whom)
    return _beside(kind, cites, counts, documents)


def _beside(
    kind: str, cites: tuple[Citation, ...], counts: Sequence[Count], documents: Mapping[str, Document]
) -> Phrase:
    """A heading of two values: it names neither side alone."""
    one, two = (cite(documents, c.span) for c in counts[:2])
    if kind:
        return phrase("diff_figure_beside", (*cites, one, two), label=kind, a=one.quote, b=two.quote)
    return phrase("diff_figure", (one, two), label=f"{one.quote} / {two.quote}")


def _difference(
    group: Group,
    heading: Phrase,
    every: Sequence[Count],
    documents: Mapping[str, Document],
    events: Sequence[Event],
) -> Difference:
    sides = [[every[n] for n in side] for side in group.sides]
    event = event_of([c.statement.doc for side in sides for c in side], events)
    positions = [_position(side, documents) for side in sides]
    made = make(event, heading, group.relation, positions, _note(group, sides))
    every_pair = len(group.pairs) == len(sides) * (len(sides) - 1) // 2
    return made if every_pair else made.model_copy(update={"pairs": group.pairs})


def _note(group: Group, sides: Sequence[Sequence[Count]]) -> str:
    """The name of what follows from it; empty: what follows from any difference of the kind."""
    shown = [min(side, key=shown_first) for side in sides]
    if group.relation == DifferenceRelation.SCOPE:
        scope = common_scope((shown[i], shown[j]) for i, j in group.pairs)
        return SCOPE_NOTES[scope] if scope is not None else ""
    if group.relation == DifferenceRelation.UPDATE:
        if all(count.as_of is not None and count.day is not None for count in shown):
            return "note_update"
        if all(count.statement.published is not None for count in shown):
            return "note_update_published"
    return ""


def _position(side: Sequence[Count], documents: Mapping[str, Document]) -> Position:
    first = min(side, key=shown_first)
    as_of = cite(documents, first.statement.span(*first.as_of)) if first.as_of else None
    speaker = cite(documents, first.speaker) if first.speaker else None
    made = position(cite(documents, first.span), first.normal, as_of, speaker)
    others = [cite(documents, c.span) for c in side if c is not first]
    told = [cite(documents, first.statement.span(*words)) for words in told_of(first)]
    return made.model_copy(
        update={
            "counted": tuple(slice_phrase(cited) for cited in told),
            "sources": tuple(dict.fromkeys(c.statement.doc for c in side)),
            "citations": (*made.citations, *others),
        }
    )
