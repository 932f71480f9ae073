"""An unrelated article: another story is handed in as well. It gets a place of its own and touches no other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evals.metamorphic.articles import (
    ROOMY,
    article_set,
    brief_of,
    event_names,
    faults,
    items_of,
    other_sets,
    other_stories,
)
from evals.metamorphic.relation import Relation, unexpected
from service.records import EventKind
from service.stages.load import TextInput

EXPECTED = "Another story is one event more, joined to none; what the brief said before, it still says."


def relations() -> Iterator[Relation]:
    """Each other story beside the seeds and beside each other set."""
    for story in other_stories():
        yield Relation(f"unrelated/{story}", EXPECTED, partial(beside, "seeds", story))
    for name in other_sets():
        for story in other_stories():
            yield Relation(f"unrelated/{name}/{story}", EXPECTED, partial(beside, name, story))


def beside(name: str, story: str) -> list[str]:
    """What the other `story` changes, handed in last."""
    items = article_set(name)
    before = brief_of(items, ROOMY)
    after = brief_of((*items, TextInput(text=other_stories()[story])), ROOMY)
    mine = after.sources[-1].id
    old = [event_names(before)[e.id] for e in before.events if e.kind == EventKind.REPORTED]
    names = list(event_names(after).values())
    new = [event for event in after.events if any(mention.doc == mine for mention in event.mentions)]
    ids = {event.id for event in new}
    count = sum(event.kind == EventKind.REPORTED for event in after.events)
    lost = {item.key for item in items_of(before)} - {item.key for item in items_of(after)}
    mixed = [s.text for s in after.sentences if len({c.doc == mine for c in s.citations}) > 1]
    astray = [s.text for s in after.sentences if s.citations[0].doc == mine and s.event not in ids]
    return [
        *faults(after),
        *([] if names[: len(old)] == old else [f"the events were {old} and are {names[: len(old)]}"]),
        *([] if count == len(old) + 1 else [f"{len(old)} events became {count}"]),
        *([] if len(new) == 1 else [f"the other story is {len(new)} events"]),
        *unexpected("an event of both stories", [e.label.text for e in new if {m.doc for m in e.mentions} != {mine}]),
        *unexpected("maybe the same as another", [event.label.text for event in new if event.maybe_same_as]),
        *unexpected("lost", sorted(lost)),
        *unexpected("a sentence of both stories", mixed),
        *unexpected("told with other events or as background", astray),
    ]
