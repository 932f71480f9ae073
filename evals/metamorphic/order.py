"""Order: the same articles, handed in otherwise. Only the numbers of sources and events may change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import permutations

from evals.metamorphic.articles import article_set, brief_of, faults, other_sets, seeds
from evals.metamorphic.relation import Relation, changes
from service.records import Brief, Citation

EXPECTED = "The order of the articles is no news: what is said, told apart and compared stays, whatever the numbers."
PARTS = ("sentences", "events", "same-as", "differences", "cells", "terms")


def relations() -> Iterator[Relation]:
    """Six of the orders of the seeds, spread evenly; each other set backwards, and with its last article first."""
    for order in tuple(permutations(range(len(seeds()))))[9::20]:
        name = "".join(str(place + 1) for place in order)
        yield Relation(f"order/{name}", EXPECTED, partial(reordered, "seeds", order, PARTS))
    for name in other_sets():
        straight = tuple(range(len(article_set(name))))
        orders = {"backwards": straight[::-1], "last-first": (straight[-1], *straight[:-1])}
        for how, order in orders.items():
            for part in PARTS:
                yield Relation(f"order/{name}/{how}/{part}", EXPECTED, partial(reordered, name, order, (part,)))


def reordered(name: str, order: tuple[int, ...], parts: tuple[str, ...]) -> list[str]:
    """What changes in `parts` when the articles of a set come in another `order` of places, counted from 0."""
    items = article_set(name)
    brief = brief_of(tuple(items[place] for place in order))
    expected = told(brief_of(items), {f"S{place}": place for place in range(1, len(items) + 1)})
    found = told(brief, {f"S{place}": old + 1 for place, old in enumerate(order, start=1)})
    return [*faults(brief), *(line for part in parts for line in changes(part, expected[part], found[part]))]


def told(brief: Brief, number: Mapping[str, int]) -> dict[str, set[object]]:
    """What is said, told apart and compared, whatever the order; `number` gives each source its old place, from 1."""
    events = {e.id: frozenset((number[m.doc], m.sentences[0].split(".")[1]) for m in e.mentions) for e in brief.events}

    def cited(citations: tuple[Citation, ...], *, support_only: bool = False) -> frozenset[tuple[int, str]]:
        return frozenset((number[c.doc], c.quote) for c in citations if not support_only or c.role == "support")

    return {
        "sentences": {(events[s.event], cited(s.citations, support_only=True)) for s in brief.sentences},
        "events": set(events.values()),
        "same-as": {(events[e.id], events[s.event], s.weak) for e in brief.events for s in e.maybe_same_as},
        "differences": {
            (d.relation, d.attribute.template, frozenset(cited(p.citations) for p in d.positions))
            for d in brief.differences
        },
        "cells": {
            (events[row.event], column, cited(cell.citations))
            for row in brief.overview
            for column in ("who", "whom", "where", "when")
            for cell in getattr(row, column)
        },
        "terms": {(t.referent, t.handling, v.wording, v.speaker) for t in brief.terms for v in t.variants},
    }
