"""What an event is about, in the overview: the topics of a meeting, the openings of the articles on anything else.

Enters: slots of the event's mentions. Leaves: few of them, in their order. Pure. Never: a loaded word in a topic; two
that tell the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Document, Phrase, Slot
from service.records.citing import cite
from service.text.loaded import find_loaded, load_rules
from service.text.similarity import content_tokens

MAX_TOPICS = 5  # the sentences below tell the rest
LONG_TOPIC = 14  # words
LEAST_LEAD = 7  # words; a shorter opening is a name, or a headline's play on words
SAME = 0.5  # share of content words
MAX_LEADS = 2


def leads(slots: Sequence[Slot], documents: Mapping[str, Document]) -> list[Slot]:
    """The openings of articles whose words most others share; none that tells the same again."""
    own = [s for s in slots if documents[s.span.doc].duplicate_of is None]
    whole = [s for s in own if len(s.text.split()) >= LEAST_LEAD and not is_loaded(s.text)]
    own = whole or [s for s in own if not is_loaded(s.text)] or own
    words = {id(s): set(content_tokens(s.text)) for s in own}

    def rank(slot: Slot) -> tuple[int, str]:
        return -sum(len(words[id(slot)] & words[id(other)]) for other in own if other is not slot), slot.normal

    kept: list[Slot] = []
    for slot in sorted(own, key=rank):
        if len(kept) < MAX_LEADS and not any(_repeats(words[id(slot)], words[id(k)]) for k in kept):
            kept.append(slot)
    return [s for s in own if any(s is k for k in kept)]


def is_loaded(text: str) -> bool:
    """Whether words hold a label that we do not say ourselves."""
    return bool(find_loaded(text, load_rules()))


def topics(slots: Sequence[Slot], documents: Mapping[str, Document]) -> tuple[Phrase, ...]:
    """The topics that a reader wants first, in their order: short ones, and those that other articles name too."""
    kept: list[tuple[Slot, set[str]]] = []
    told = [set(content_tokens(slot.text)) for slot in slots]
    places = {id(slot): n for n, slot in enumerate(slots)}
    for slot, words in zip(slots, told, strict=True):
        if words and not is_loaded(slot.text) and not any(_repeats(words, other) for _, other in kept):
            kept.append((slot, words))

    def rank(item: tuple[Slot, set[str]]) -> tuple[int, bool, int, str]:
        slot, words = item
        docs = {s.span.doc for s, other in zip(slots, told, strict=True) if words & other} - {slot.span.doc}
        return -len(docs), len(slot.text.split()) > LONG_TOPIC, places[id(slot)], slot.normal

    shown = sorted(kept, key=rank)[:MAX_TOPICS]
    return tuple(
        Phrase(text=slot.text, citations=(cite(documents, slot.span, "context"),))
        for slot, _ in kept
        if any(slot is other for other, _ in shown)
    )


def _repeats(words: set[str], other: set[str]) -> bool:
    """Most of the content words of one are said by the other."""
    return len(words & other) / max(1, len(words)) > SAME
