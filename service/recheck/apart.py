"""A place that the cited articles give to another of their events. Pure.

Enters: a claim, the documents read again, the ids of the cited ones. Leaves: the place, whoever stands beside it, and
the sentences of both; or nothing. Never: a fault from a place that background, or a sentence of the same event, names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.recheck.bench import BACKGROUND, Bench
from service.records import Claim
from service.text.long import Article, names_in, places_in

COMPARED = re.compile(r"\bthan\b", re.I)


class Apart(NamedTuple):
    """A place of one event and a name of another in one clause of a claim."""

    place: str
    name: str
    told: tuple[Claim, Claim]  # who tells the place, who the name


class Events:
    """Which names the events of some articles hold."""

    def __init__(self, bench: Bench, docs: Sequence[str], article: Article) -> None:
        self._article = article
        self._claims: defaultdict[str, list[tuple[Claim, frozenset[str]]]] = defaultdict(list)
        for claim in bench.claims.values():
            if claim.span.doc in docs:
                names = names_in(bench.documents[claim.span.doc].slice(claim.span))
                self._claims[bench.event_of.get(claim.id, BACKGROUND)].append((claim, names))

    def apart(self, text: str) -> Apart | None:
        """The place of the claim, where no event of somebody beside it has it, and another event has."""
        if len(self._claims.keys() - {BACKGROUND}) < 2:  # one event has nothing to be mixed with
            return None
        found = list(places_in(text))
        if len(found) != 1 or COMPARED.search(text):  # two places: whoever writes so tells of both
            return None
        place, beside = found[0]
        there = self._events_of(names_in(place))
        if not there or BACKGROUND in there:
            return None
        for name in reversed(beside):  # the last word of a name is the surname
            here = self._events_of(names_in(name))
            if here and BACKGROUND not in here and not here.keys() & there.keys():
                return Apart(place, name, (next(iter(there.values())), next(iter(here.values()))))
        return None

    def _events_of(self, names: frozenset[str]) -> dict[str, Claim]:
        """Each event of which a claim holds one of these names, with that claim."""
        return {event: claim for event, claims in self._claims.items() for claim in self._holding(claims, names)}

    def _holding(self, claims: Sequence[tuple[Claim, frozenset[str]]], names: frozenset[str]) -> Iterator[Claim]:
        return (c for c, own in claims if any(self._article.is_same(a, b) for a in names for b in own))
