"""Are events kept apart? Labels of the articles' sentences against what an output cites together. Pure.

*Event purity* is the share of sentences whose cited spans all tell one labelled event (or the background). *Grouping*
compares the output's own events with the labels by B-cubed precision and recall over its sentences (Bagga & Baldwin
1998). A whole-article citation tells every event of the article: purity asks for one event common to all citations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.labels.find import find
from evals.labels.records import EventLabel, Place, Quote, SentenceLabel
from evals.metrics.score import Score, share
from evals.outputs import Output, OutSentence, Value


class EventResult(Value):
    """Which labelled events the citations of one sentence have in common."""

    sentence: str
    own_event: str
    common: tuple[str, ...]
    pure: bool | None


class EventMap:
    """Which labelled events the words of an article tell."""

    def __init__(self, labels: Sequence[SentenceLabel], articles: Mapping[str, str]) -> None:
        self._places: list[tuple[Place, frozenset[str]]] = [
            (find(Quote(doc=s.doc, quote=s.quote, nth=s.nth), articles), frozenset(s.events)) for s in labels
        ]

    def told(self, doc: str, start: int, end: int) -> frozenset[str]:
        """Events of all sentences that the slice touches."""
        found = [events for place, events in self._places if place.overlaps(doc, start, end)]
        return frozenset().union(*found)


def find_events(output: Output, events: EventMap) -> tuple[EventResult, ...]:
    """One result for each sentence; without a citation of labelled words it is unscored."""
    return tuple(_result(sentence, events) for sentence in output.sentences)


def _result(sentence: OutSentence, events: EventMap) -> EventResult:
    told = [events.told(c.doc, c.start, c.end) for c in sentence.cites if c.role != "context"]
    told = [found for found in told if found]
    common = frozenset.intersection(*told) if told else frozenset()
    return EventResult(
        sentence=sentence.id,
        own_event=sentence.event,
        common=tuple(sorted(common)),
        pure=bool(common) if told else None,
    )


def purity(results: Sequence[EventResult]) -> Score:
    """Share of sentences that draw on one event."""
    return share("event purity", [r.pure for r in results], by="labels")


def grouping(results: Sequence[EventResult]) -> tuple[Score, ...]:
    """B-cubed precision and recall of the output's own events over its sentences."""
    known = [(r.own_event, r.common[0]) for r in results if r.own_event and len(r.common) == 1]
    precision, recall = [], []
    for own, gold in known:
        same_own = [g for o, g in known if o == own]
        same_gold = [o for o, g in known if g == gold]
        precision.append(same_own.count(gold) / len(same_own))
        recall.append(same_gold.count(own) / len(same_gold))
    return _mean("events, B-cubed precision", precision), _mean("events, B-cubed recall", recall)


def _mean(name: str, values: Sequence[float]) -> Score:
    from evals.metrics.score import bootstrap

    interval = bootstrap([(1.0, v) for v in values])
    return Score(
        name=name,
        value=sum(values) / len(values) if values else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        n=len(values),
        by="labels",
    )


def maybe_same(output: Output, results: Sequence[EventResult], labels: Sequence[EventLabel]) -> Score:
    """Share of pairs of reported events whose identity is left open, or not, as the labels have it."""
    of_own = {r.own_event: r.common[0] for r in results if r.own_event and len(r.common) == 1}
    said = {frozenset((of_own.get(a, a), of_own.get(b, b))) for a, b in output.maybe_same}
    meant = {frozenset((e.id, s.event)) for e in labels for s in e.maybe_same_as}
    reported = sorted(e.id for e in labels if e.kind == "reported")
    pairs = [frozenset((a, b)) for n, a in enumerate(reported) for b in reported[n + 1 :]]
    return share("identity left open as labelled", [(p in said) == (p in meant) for p in pairs], by="labels")
