"""The labelled body sentences of the articles: what both extractive baselines choose from. Pure.

They get the sentences as people cut them, so that no fault of a splitter counts against them.
"""

from __future__ import annotations

from collections.abc import Iterable

from evals.labels.find import find
from evals.labels.load import SeedLabels
from evals.labels.records import Place, Quote
from evals.outputs import CitedWords, Output, OutSentence


def body_sentences(labels: SeedLabels) -> list[Place]:
    """In the order of articles and text."""
    return [
        find(Quote(doc=s.doc, quote=s.quote, nth=s.nth), labels.articles) for s in labels.sentences if s.role == "body"
    ]


def verbatim_output(system: str, places: Iterable[Place]) -> Output:
    """Each sentence as it stands, citing itself."""
    return Output(
        system=system,
        has_events=False,
        sentences=tuple(
            OutSentence(
                id=f"B{number}",
                text=" ".join(place.quote.split()),
                cites=(CitedWords(**place.model_dump()),),
                by=system,
            )
            for number, place in enumerate(places, start=1)
        ),
    )


def within(places: Iterable[Place], words: int) -> list[Place]:
    """The longest beginning of the list that stays within so many words."""
    kept, length = [], 0
    for place in places:
        length += len(place.quote.split())
        if length > words:
            break
        kept.append(place)
    return kept
