"""Differences: the slots in which sources, or one source, do not say the same, typed with the closed vocabulary.

Pure. Never averages, never picks a winner; every side keeps its words, speaker, time and span. Typed here: spellings,
times and places of one event, titles of one person, and figures of one kind. Deeper typing has room to grow below.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from service.records import (
    Citation,
    Claim,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    EventKind,
    Phrase,
    Position,
    Slot,
    Span,
    phrase,
)
from service.records.citing import cite
from service.stages.align.names import spelling_differences, title_differences
from service.stages.align.positions import place, position
from service.text.aliases import same_name
from service.text.dates import compatible, find_dates
from service.text.figures import Figure, find_figures
from service.text.similarity import content_tokens

NOTES = {
    DifferenceRelation.CONFLICT: "note_conflict",
    DifferenceRelation.UPDATE: "note_update_inferred",
    DifferenceRelation.SCOPE: "note_scope",
    DifferenceRelation.PRECISION: "note_precision",
    DifferenceRelation.ATTRIBUTION: "note_attribution",
    DifferenceRelation.WORDING: "note_wording",
    DifferenceRelation.SPELLING: "note_spelling",
    DifferenceRelation.UNDECIDED: "note_undecided",
}
PEOPLE = frozenset({"people", "person", "other"})  # stems that do not say who was counted
# Figures of one kind in one event that are held against each other; more are no news, and their pairs fill hours.
MAX_COMPARED = 100
SAME_COUNT = 0.02  # relative gap below which two figures are the same amount


def find_differences(
    documents: Sequence[Document], events: Sequence[Event], claims: Sequence[Claim]
) -> tuple[Difference, ...]:
    """All differences, numbered D1.., in a fixed order: slots of events, figures, titles, spellings."""
    texts = {d.id: d for d in documents}
    unique = [d for d in documents if d.duplicate_of is None]
    found = [d for event in events if event.kind == EventKind.REPORTED for d in _slot_differences(event, texts)]
    kept = {d.id for d in unique}
    found += _figure_differences([c for c in claims if c.span.doc in kept], events, texts)
    found += title_differences(unique)
    found += spelling_differences(unique)
    return tuple(d.model_copy(update={"id": f"D{n}"}) for n, d in enumerate(found, start=1))


def make(event: str, attribute: Phrase, relation: DifferenceRelation, positions: Sequence[Position]) -> Difference:
    """A difference before it is numbered."""
    return Difference(
        id="D0",
        event=event,
        attribute=attribute,
        relation=relation,
        positions=tuple(positions),
        note=phrase(NOTES[relation]),
    )


def _slot_differences(event: Event, documents: Mapping[str, Document]) -> list[Difference]:
    found = []
    for name, template in (("when", "diff_when"), ("where", "diff_where")):
        slots = [s for m in event.mentions for s in m.values(name) if not s.negative]
        if event.mentions[0].kind != "meeting":
            continue
        groups = _distinct(slots)
        if len({s.span.doc for g in groups for s in g}) < 2 or len(groups) < 2:
            continue
        relation = (
            _time_relation(groups)
            if name == "when"
            else DifferenceRelation.PRECISION
            if _nested(groups)
            else DifferenceRelation.UNDECIDED
        )
        label = phrase(template, event.label.citations, label=event.label.text)
        found.append(make(event.id, label, relation, [place(g, documents) for g in groups]))
    return found


def _distinct(slots: Sequence[Slot]) -> list[list[Slot]]:
    groups: list[list[Slot]] = []
    for slot in slots:
        home = next((g for g in groups if g[0].normal == slot.normal or same_name(g[0].normal, slot.normal)), None)
        if home is None:
            groups.append([slot])
        else:
            home.append(slot)
    return groups


def _time_relation(groups: Sequence[Sequence[Slot]]) -> DifferenceRelation:
    """A weekend and its Saturday do not exclude each other; other undated words leave it open."""
    times = [next(iter(find_dates(g[0].text)), None) for g in groups]
    known = [t for t in times if t is not None]
    verdicts = [compatible(a, b) for n, a in enumerate(known) for b in known[n + 1 :]]
    if len({t.precision for t in known}) > 1 and False not in verdicts:
        return DifferenceRelation.PRECISION
    return DifferenceRelation.CONFLICT if False in verdicts else DifferenceRelation.UNDECIDED


def _nested(groups: Sequence[Sequence[Slot]]) -> bool:
    texts = [g[0].text for g in groups]
    return any(a != b and a in b for a in texts for b in texts)


def _figure_differences(
    claims: Sequence[Claim], events: Sequence[Event], documents: Mapping[str, Document]
) -> list[Difference]:
    event_of = {m.id: e.id for e in events for m in e.mentions}
    rows = [(c, f) for c in claims for f in find_figures(c.text) if f.number.value is not None]
    of_one_kind: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, (claim, figure) in enumerate(rows):
        of_one_kind[event_of.get(claim.mention or "", "E0"), figure.kind].append(n)
    pairs: dict[tuple[str, str, frozenset[str]], list[tuple[int, int]]] = {}
    for (event, kind), places in of_one_kind.items():
        for n, m in combinations(_compared(places, rows), 2):
            (a, x), (b, y) = rows[n], rows[m]
            if not _is_same(x, y) and _comparable(a, x, b, y):
                pairs.setdefault((event, kind, frozenset({x.normal, y.normal})), []).append((n, m))
    found = []
    for (event, kind, _), rivals in sorted(pairs.items(), key=lambda item: item[1][0]):
        # of those who give the same two figures the same pair, whatever the order of the articles
        n, m = min(rivals, key=lambda pair: sorted(_shown_first(*rows[place]) for place in pair))
        (a, x), (b, y) = rows[n], rows[m]
        positions = [_figure_position(a, x, documents), _figure_position(b, y, documents)]
        found.append(make(event, phrase("diff_figure", label=kind), _figure_relation(a, x, b, y), positions))
    return found


def _compared(places: Sequence[int], rows: Sequence[tuple[Claim, Figure]]) -> list[int]:
    """All of them in order; of too many, first one for each amount, then a second, whatever the order of articles."""
    if len(places) <= MAX_COMPARED:
        return list(places)
    seen: Counter[str] = Counter()
    turns = []
    for n in sorted(places, key=lambda n: _shown_first(*rows[n])):
        normal = rows[n][1].normal
        turns.append((seen[normal], n))
        seen[normal] += 1
    # A stable sort: inside one turn the order is still that of what is shown first.
    return sorted(n for _, n in sorted(turns, key=lambda turn: turn[0])[:MAX_COMPARED])


def _shown_first(claim: Claim, figure: Figure) -> tuple[bool, bool, str, int]:
    """A figure with a speaker and a time tells a reader more than one without."""
    return figure.speaker is None, figure.as_of is None, claim.text, figure.start


def _is_same(x: Figure, y: Figure) -> bool:
    return x.normal == y.normal and x.number.qualifier == y.number.qualifier and _counts_alike(x, y)


def _counts_alike(x: Figure, y: Figure) -> bool:
    """The same things counted, as far as both say: "three", "three people" and "three hikers" do not differ."""
    left, right = set(content_tokens(x.number.counted)) - PEOPLE, set(content_tokens(y.number.counted)) - PEOPLE
    return left == right or not left or not right


def _close(x: Figure, y: Figure) -> bool:
    a, b = x.number.value, y.number.value
    return (
        a is not None and b is not None and abs(a - b) <= SAME_COUNT * float(max(a, b))
        if isinstance(a, float)
        else a == b
    )


def _comparable(a: Claim, x: Figure, b: Claim, y: Figure) -> bool:
    """Counts of the same people.

    Equal amounts, or the same place or people named beside both, or one article's own total.
    """
    if _close(x, y):
        return True
    if a.sentence == b.sentence:
        return x.overall != y.overall
    if x.as_of or y.as_of:
        return False  # a count since some day is a part of a total, not another total
    shared = _near(a, x) & _near(b, y)
    ratio = float(max(x.number.value or 0, y.number.value or 0)) / max(
        1.0, float(min(x.number.value or 0, y.number.value or 0))
    )
    return bool(shared) and ratio < 4 and bool(x.number.counted or x.overall) and bool(y.number.counted or y.overall)


def _near(claim: Claim, figure: Figure) -> frozenset[str]:
    """Stems of who was counted and where, read from the words around the figure."""
    return _stems(claim.text[max(0, figure.start - 70) : figure.end + 40])


@lru_cache(maxsize=4096)
def _stems(window: str) -> frozenset[str]:
    found = {w[:4] for w in content_tokens(window) if len(w) > 3 and not w.isdigit()}
    return frozenset(
        found - {"kill", "peop", "more", "leas", "atta", "sinc", "mont", "figu", "laun", "miss", "inju", "deat", "died"}
    )


def _figure_relation(a: Claim, x: Figure, b: Claim, y: Figure) -> DifferenceRelation:
    if bool(x.as_of) != bool(y.as_of) or (x.overall != y.overall and a.sentence == b.sentence):
        return DifferenceRelation.SCOPE
    if _close(x, y):
        same_people = set(content_tokens(x.number.counted)) == set(content_tokens(y.number.counted))
        return DifferenceRelation.PRECISION if same_people else DifferenceRelation.SCOPE
    if a.span.doc == b.span.doc and bool(x.speaker) != bool(y.speaker):
        return DifferenceRelation.ATTRIBUTION
    if x.speaker and y.speaker and a.text[slice(*x.speaker)] != b.text[slice(*y.speaker)]:
        return DifferenceRelation.ATTRIBUTION
    if a.span.doc != b.span.doc:
        return DifferenceRelation.UPDATE if y.overall or x.overall else DifferenceRelation.UNDECIDED
    return DifferenceRelation.UNDECIDED


def _figure_position(claim: Claim, figure: Figure, documents: Mapping[str, Document]) -> Position:
    def cited(start: int, end: int) -> Citation:
        base = claim.span.start
        return cite(documents, Span(doc=claim.span.doc, start=base + start, end=base + end))

    value = cited(figure.start, figure.end)
    as_of = cited(*figure.as_of) if figure.as_of else None
    speaker = cited(*figure.speaker) if figure.speaker else None
    return position(value, figure.normal, as_of, speaker)
