"""Tells whoever listens of each sentence as soon as its check is done. Pure.

Enters: what was settled so far. Leaves: calls of the listener. Never happens here: a sentence told before its check, or
one that the brief will not have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, runtime_checkable

from service.clock import Progress
from service.records import Arrived, BriefSentence, Cluster, Event, Held, Ordered, Withheld
from service.stages import assemble

News = Arrived | Held | Ordered
Listener = Callable[[News], None]


@runtime_checkable
class Follower(Progress, Protocol):
    """Whoever follows a run more closely than its stages: given as the `progress` of a run."""

    def hear(self, news: News) -> None:
        """Called for each sentence and each withheld statement when its check is done, then once for their order."""


class Teller:
    """One for each run that somebody listens to."""

    def __init__(self, events: Sequence[Event], listener: Listener) -> None:
        self._events, self._listener = events, listener
        self._topics = {event.id: event.label.text for event in events}

    def arrived(self, published: Sequence[BriefSentence], clusters: Mapping[str, Cluster]) -> None:
        """Tell the last of the published sentences."""
        sentence = published[-1]
        ranks = assemble.reading_ranks(published, clusters, self._events)
        self._listener(
            Arrived(
                number=len(published),
                place=ranks.index(len(published) - 1) + 1,
                text=sentence.text,
                attribution=sentence.attribution,
                citations=sentence.citations,
                event=sentence.event,
                topic=self._topics[sentence.event],
                support=sentence.support,
                written_by=sentence.written_by,
            )
        )

    def held(self, withheld: Sequence[Withheld]) -> None:
        """Tell the last of the withheld statements."""
        last = withheld[-1]
        known = last.model_dump(include={"text", "gate", "reason", "words", "event"})
        self._listener(Held(number=len(withheld), citations=last.citations, topic=self._topics[last.event], **known))

    def ordered(self, published: Sequence[BriefSentence], clusters: Mapping[str, Cluster]) -> None:
        """Tell the order of the brief."""
        ranks = assemble.reading_ranks(published, clusters, self._events)
        self._listener(Ordered(order=tuple(rank + 1 for rank in ranks)))
