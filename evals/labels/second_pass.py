"""The second pass: which labels were made twice, how far the readings agree, how each difference was settled. Pure.

Enters: the record of the second pass and the labels as they are now. Leaves: what does not fit, in words. It never says
who is right; it only holds the record against the labels, so that neither can change without the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from evals.labels.records import DifferenceLabel, Fact, Label, LoadedTerm, SentenceLabel, Trap

# Fields that hold several things: a disagreement is about one of them, and an empty value says that it is not there.
HELD = frozenset({"evidence", "needs"})
NOT_LOADED = "not loaded"  # a term settled so has no label any more


class Sampled(Label):
    """Ids of the labels that were drawn. A sentence is named by its article and its number in it: ``000/6``."""

    facts: tuple[str, ...]
    traps: tuple[str, ...]
    sentences: tuple[str, ...]
    differences: tuple[str, ...]
    terms: tuple[str, ...]

    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.facts, *self.traps, *self.sentences, *self.differences, *self.terms)


class Agreement(Label):
    """One figure of agreement, from before anything was settled."""

    of: str = Field(min_length=4, description="The field that both readers filled.")
    measure: str = Field(min_length=4, description="How it is counted; `same`: share of labels with the same value.")
    n: int = Field(ge=1, description="How many labels or places the figure rests on.")
    value: float = Field(ge=-1, le=1)


class Disagreement(Label):
    """One point on which the two readings differ, and what holds now."""

    label: str = Field(min_length=4, description="Id of the label; of a sentence: article/number.")
    about: str = Field(min_length=4, description="Words of the label, so that a reader need not look it up.")
    field: str = Field(pattern="^(event|importance|kind|evidence|reason|events|needs|relation|loaded)$")
    first: str = Field(description="What the first reader gave; empty: nothing.")
    second: str = Field(description="What the second reader gave; empty: nothing.")
    settled: str = Field(description="What the label says now; empty: nothing.")
    why: str = Field(min_length=10)


class SecondPass(Label):
    """The whole record."""

    sampled: Sampled
    agreement: tuple[Agreement, ...]
    disagreement: tuple[Disagreement, ...]


Values = Mapping[str, tuple[str, ...]]  # of one label: its values by field, and its words under `about`


def fact_values(labels: Sequence[Fact]) -> dict[str, Values]:
    """What each fact says now."""
    return {
        f.id: {
            "about": (f.text,),
            "event": (f.event,),
            "importance": (str(f.importance),),
            "kind": (f.kind.value,),
            "evidence": tuple(q.quote for q in f.evidence),
        }
        for f in labels
    }


def sentence_values(labels: Sequence[SentenceLabel]) -> dict[str, Values]:
    """What each sentence label says now; sentences are numbered article by article, from 1, as the file has them."""
    numbers: Counter[str] = Counter()
    found: dict[str, Values] = {}
    for label in labels:
        numbers[label.doc] += 1
        found[f"{label.doc}/{numbers[label.doc]}"] = {
            "about": (label.quote,),
            "events": (", ".join(label.events),),
            "needs": tuple(need.words for need in label.needs),
        }
    return found


def other_values(
    traps: Sequence[Trap], differences: Sequence[DifferenceLabel], terms: Sequence[LoadedTerm]
) -> dict[str, Values]:
    """What each trap, difference and term says now."""
    found: dict[str, Values] = {t.id: {"about": (t.text,), "reason": (t.reason.value,)} for t in traps}
    found |= {d.id: {"about": (d.attribute,), "relation": (d.relation,)} for d in differences}
    return found | {t.id: {"about": (t.wording,), "loaded": ("loaded",)} for t in terms}


def problems(record: SecondPass, now: Mapping[str, Values]) -> Iterator[str]:
    """Ids exist; settled is what the labels say; shares of agreement follow from the disagreements."""
    dropped = {d.label for d in record.disagreement if d.settled == NOT_LOADED}
    ids = record.sampled.ids()
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"second pass: {name} was drawn {count} times"
        if name not in now and name not in dropped:
            yield f"second pass: no label {name}"
    for (label, field, _, _), count in Counter(
        (d.label, d.field, d.first, d.second) for d in record.disagreement
    ).items():
        if count > 1:
            yield f"second pass: {label} {field} stands {count} times"
    for entry in record.disagreement:
        where = f"second pass: {entry.label} {entry.field}"
        if entry.label not in ids:
            yield f"{where}: the label was not drawn"
        if entry.first == entry.second:
            yield f"{where}: the two readings are the same"
        if fault := _unsettled(entry, now.get(entry.label)):
            yield f"{where}: {fault}"
    for figure in record.agreement:
        apart = len({d.label for d in record.disagreement if d.field == figure.of})
        if figure.measure == "same" and abs(figure.value - (1 - apart / figure.n)) > 0.0006:  # three places are given
            yield f"second pass: {figure.of} has {apart} disagreements in {figure.n}, which is not {figure.value}"


def _unsettled(entry: Disagreement, values: Values | None) -> str:
    """Why the entry does not fit the label, or nothing."""
    if values is None:
        is_dropped = entry.field == "loaded" and entry.settled == NOT_LOADED
        return "" if is_dropped else "there is no such label"
    if not any(entry.about in words for words in values["about"]):
        return f"{entry.about!r} are not words of the label"
    if entry.field not in values:
        return "such a label has no such field"
    current = values[entry.field]
    if entry.field in HELD:
        disputed = entry.first or entry.second
        current = (disputed if disputed in current else "",)
    return "" if current == (entry.settled,) else f"settled as {entry.settled!r}, but the label says {current[0]!r}"
