"""Clusters: claims that say the same in full, or one claim alone; retellings inside one article said once.

Pure. `agree` is directed: every other claim of the cluster carries the whole of the first, never only a part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.records import Claim, Cluster, Document, Event, Relation
from service.text.dates import find_dates
from service.text.figures import find_figures
from service.text.folding import fold
from service.text.names import find_runs
from service.text.nearness import Heads
from service.text.numbers import find_numbers, supports
from service.text.polarity import polarity
from service.text.roles import turned_around
from service.text.similarity import containment, content_tokens

SAME_WORDS = 0.93  # share of content words; below it a clause of the shorter claim is usually missing in the other
RETOLD = 0.62  # share of content words of the shorter claim, inside one article
# Heads that one claim is held against, and claims of one group held against each other; beyond it is no news.
MAX_COMPARED = 300
MAX_SUPPORTED = 60


def run(documents: Sequence[Document], events: Sequence[Event], claims: Sequence[Claim]) -> tuple[Cluster, ...]:
    """Clusters of all claims that can stand alone, best first; deterministic."""
    by_event = _by_event(events, claims)
    origin = {d.id: d.duplicate_of or d.id for d in documents}
    clusters: list[Cluster] = []
    for event_id in sorted(by_event, key=_event_number):
        for group in _group(by_event[event_id]):
            clusters.append(_cluster(f"K{len(clusters) + 1}", event_id, group, origin))
    return tuple(sorted(clusters, key=lambda c: (-c.salience, _claim_number(c.claims[0]))))


def _event_number(event_id: str) -> int:
    return int(event_id[1:])


def _claim_number(claim: Claim) -> int:
    return int(claim.id[1:])


def _by_event(events: Sequence[Event], claims: Sequence[Claim]) -> Mapping[str, list[Claim]]:
    event_of = {m.id: e.id for e in events for m in e.mentions}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.standalone:
            found[event_of.get(claim.mention or "", "E0")].append(claim)
    return found


def _group(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Groups of claims, each in the first group whose head it belongs to; the first of each is the one to quote."""
    ordered = sorted(claims, key=lambda c: (-c.salience, _claim_number(c)))
    heads = Heads([c.text for c in ordered], RETOLD)
    groups: list[list[Claim]] = []
    for claim in ordered:
        near = heads.near(claim.text)[:MAX_COMPARED]
        home = next((n for n in near if _belongs(claim, groups[n][0])), None)
        if home is None:
            groups.append([claim])
            heads.add(claim.text)
        else:
            groups[home].append(claim)
    return [_headed(group) for group in groups]


def _belongs(claim: Claim, head: Claim) -> bool:
    if claim.span.doc == head.span.doc:
        return _retells(claim, head)
    return carries(head, claim) or carries(claim, head)


def _headed(group: list[Claim]) -> list[Claim]:
    """Put first the claim that most others carry in full; drop from the group who carries it not."""

    def supporters(head: Claim) -> int:
        return sum(carries(head, c) for c in group[:MAX_SUPPORTED] if c is not head and c.span.doc != head.span.doc)

    # Best first, so that the most salient of a group beyond all measure are among those compared.
    head = max(group[:MAX_SUPPORTED], key=lambda c: (supporters(c), c.salience, -_claim_number(c)))
    return [head, *(c for c in group if c is not head and (c.span.doc == head.span.doc or carries(head, c)))]


def _retells(a: Claim, b: Claim) -> bool:
    """Inside one article: most content words of the shorter stand in the longer, and no figure is new."""
    short, long = sorted((a, b), key=lambda c: len(c.text))
    if find_figures(short.text) and not find_figures(long.text):
        return False
    return containment(short.text, long.text) >= RETOLD


def carries(small: Claim, large: Claim) -> bool:
    """True where `large` says the whole of `small`: words, numbers, dates, names, polarity and speakers."""
    if containment(small.text, large.text) < SAME_WORDS:
        return False
    numbers = find_numbers(large.text)
    for number in find_numbers(small.text):
        counted = set(content_tokens(number.counted))
        fitting = [m for m in numbers if supports(number, m)]
        if not any(not counted or not m.counted or counted & set(content_tokens(m.counted)) for m in fitting):
            return False
    if turned_around(small.text, [large.text]):
        return False
    dates = {d.normal for d in find_dates(large.text)}
    if not {d.normal for d in find_dates(small.text)} <= dates:
        return False
    names = {w for r in find_runs(large.text) for w in fold(r.text).split()}
    if not {w for r in find_runs(small.text) for w in fold(r.text).split()} <= names:
        return False
    if polarity(small.text) != polarity(large.text):
        return False
    speakers = {fold(s.name) for s in large.speakers[1:]}
    return {fold(s.name) for s in small.speakers[1:]} == speakers


def _cluster(cluster_id: str, event_id: str, group: Sequence[Claim], origin: Mapping[str, str]) -> Cluster:
    head = group[0]
    origins = tuple(dict.fromkeys(origin[c.span.doc] for c in group if c is head or c.span.doc != head.span.doc))
    agree = len(origins) > 1
    return Cluster(
        id=cluster_id,
        claims=tuple(group),
        relation=Relation.AGREE if agree else Relation.SINGLE,
        event=event_id,
        salience=round(max(c.salience for c in group) + 0.4 * (len(origins) - 1), 6),
        origins=origins,
    )
