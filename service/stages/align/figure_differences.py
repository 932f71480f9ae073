"""Figures that differ, grouped: one difference for one quantity and one type, with all its values.

Enters: documents, events. Leaves: differences, unnumbered. Pure. Counts are compared only under one key (state and
unit), inside one story; how many of a key are compared is bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase
from service.records.citing import cite
from service.stages.align.count_pairs import SAME, Judged, judge
from service.stages.align.count_questions import TOLLS
from service.stages.align.count_reading import read_counts
from service.stages.align.counts import Count
from service.stages.align.figure_links import links
from service.stages.align.making import make
from service.stages.align.positions import nameless, position
from service.stages.align.statements import Statement
from service.stages.align.story import event_of

JOINED = 2.0  # score from which two counts are looked at together
APART = 1.5  # what a pair of articles without a common event costs
COMPARED = 40  # counts of one key, those with a time or a speaker first
# states that are looked at together
TOGETHER = {"casualties": "killed", "injured": "killed", "treated": "killed", "taking part": "attending"}
SHOWN = 8  # values of one difference


def figure_differences(
    documents: Mapping[str, Document], told: Mapping[str, Sequence[Statement]], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's figures."""
    every = _placed([count for statements in told.values() for count in read_counts(statements)])
    sure = links(every, [s for statements in told.values() for s in statements])
    apart = {pair: event_of([every[n].statement.doc for n in pair], events) == "E0" for pair in sure}
    sure = {pair: score - (APART if apart[pair] else 0.0) for pair, score in sure.items()}
    found = []
    for compared in _compared(every, sure):
        best = set(sorted(compared, key=lambda n: (every[n].as_of is None) + (every[n].speaker is None))[:COMPARED])
        ordered = [n for n in compared if n in best]
        shown: list[tuple[DifferenceRelation, frozenset[str]]] = []
        for relation, group in _groups(every, ordered, sure):
            values = frozenset(side[0].normal for side in group)
            if any(relation == known and values <= others for known, others in shown):
                continue  # the same values of other articles
            shown.append((relation, values))
            found.append(_difference(relation, group, documents, events))
    return found


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


def _compared(counts: Sequence[Count], sure: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Counts that are set against each other: of one state or noun, or with words that ask the same."""
    home = list(range(len(counts)))

    def root(n: int) -> int:
        while home[n] != n:
            home[n] = home[home[n]]
            n = home[n]
        return n

    keyed: dict[tuple[str, str], int] = {}
    for n, count in enumerate(counts):
        name = TOGETHER.get(count.state.name, count.state.name)
        home[root(n)] = root(keyed.setdefault((name or f"={count.noun}", count.unit), n))
    for (n, m), score in sure.items():
        if score >= JOINED:
            home[root(m)] = root(n)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n in range(len(counts)):
        groups[root(n)].append(n)
    return list(groups.values())


def _groups(
    every: Sequence[Count], chosen: Sequence[int], sure: Mapping[tuple[int, int], float]
) -> list[tuple[DifferenceRelation, list[list[Count]]]]:
    """Sets of counts with one relation; nothing in a set is beside the point of another member."""
    counts = [every[n] for n in chosen]
    judged: dict[tuple[int, int], Judged] = {}
    for n, a in enumerate(counts):
        for m in range(n + 1, len(counts)):
            pair = min(chosen[n], chosen[m]), max(chosen[n], chosen[m])
            judged[n, m] = judged[m, n] = judge(a, counts[m], sure.get(pair))
    judged = _by_the_fullest(counts, judged)
    found = []
    for relation in DifferenceRelation:
        covered: set[tuple[int, int]] = set()
        for (n, m), verdict in judged.items():
            if n > m or verdict != relation or (n, m) in covered:
                continue
            group = _grown([n, m], relation, judged, len(counts))
            covered |= {(i, j) for i in group for j in group}
            found.append((relation, _sides(group, counts, judged)))
    return found


def _by_the_fullest(counts: Sequence[Count], judged: Mapping[tuple[int, int], Judged]) -> dict[tuple[int, int], Judged]:
    """Of those that say the same, the one with a speaker and a time decides what it is to others, in any order."""
    sizes = range(len(counts))
    best = {
        n: min([n, *(m for m in sizes if m != n and judged[n, m] == SAME)], key=lambda i: _shown_first(counts[i]))
        for n in sizes
    }
    return {
        (n, m): verdict
        if verdict is None or verdict == SAME or best[n] == best[m]
        else judged[best[n], best[m]] or verdict
        for (n, m), verdict in judged.items()
    }


def _shown_first(count: Count) -> tuple[bool, bool, str, int]:
    """A figure with a speaker and a time tells a reader more than one without."""
    return count.speaker is None, count.as_of is None, nameless(count.statement.text), count.start


def _grown(
    group: list[int], relation: DifferenceRelation, judged: Mapping[tuple[int, int], Judged], size: int
) -> list[int]:
    for other in range(size):
        if other in group:
            continue
        verdicts = [judged[other, member] for member in group]
        if None not in verdicts and (relation in verdicts or SAME in verdicts):
            group = [*group, other]
    return sorted(group)


def _sides(
    group: Sequence[int], counts: Sequence[Count], judged: Mapping[tuple[int, int], Judged]
) -> list[list[Count]]:
    """Counts that say the same, together."""
    sides: list[list[int]] = []
    for n in group:
        home = next((s for s in sides if all(judged[m, n] == SAME for m in s)), None)
        if home is None:
            sides.append([n])
        else:
            home.append(n)
    return [[counts[n] for n in side] for side in sides[:SHOWN]]


def _difference(
    relation: DifferenceRelation,
    sides: Sequence[Sequence[Count]],
    documents: Mapping[str, Document],
    events: Sequence[Event],
) -> Difference:
    event = event_of([c.statement.doc for side in sides for c in side], events)
    positions = [_position(side, documents) for side in sides]
    state = sides[0][0].state.name
    value = positions[0].citations[0]
    label = phrase("diff_figure", label=state) if state else phrase("diff_figure", (value,), label=value.quote)
    return make(event, label, relation, positions)


def _position(side: Sequence[Count], documents: Mapping[str, Document]) -> Position:
    first = min(side, key=_shown_first)
    as_of = cite(documents, first.statement.span(*first.as_of)) if first.as_of else None
    speaker = cite(documents, first.speaker) if first.speaker else None
    made = position(cite(documents, first.span), first.normal, as_of, speaker)
    others = [cite(documents, c.span) for c in side if c is not first]
    return made.model_copy(
        update={
            "sources": tuple(dict.fromkeys(c.statement.doc for c in side)),
            "citations": (*made.citations, *others),
        }
    )
