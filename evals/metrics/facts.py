"""Which labelled facts an output states, and which traps it springs. Judge-free: words and spans decide. Pure.

Weighted fact recall is the recall of hand-made content units, weighted by importance, as the Pyramid method weighs its
units (Nenkova & Passonneau 2004). A fact is *stated* where one sentence holds its keys, and *cited* where that sentence
also cites a span that overlaps the fact's evidence. Recall is never shown without the length of the output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evals.labels.find import find
from evals.labels.records import Fact, Place, Trap
from evals.labels.rules import sprung
from evals.labels.words import holds_all
from evals.metrics.score import Score, count, share
from evals.outputs import Output, OutSentence, Value

MOST = 3  # the importance of facts without which a brief has failed


class FactResult(Value):
    """What an output makes of one fact."""

    id: str
    text: str
    importance: int
    stated_by: tuple[str, ...]
    cited_by: tuple[str, ...]


class TrapResult(Value):
    """A trap that was sprung, and by what."""

    id: str
    text: str
    reason: str
    why: str
    sentence: str
    words: str


def find_facts(output: Output, facts: Sequence[Fact], articles: Mapping[str, str]) -> tuple[FactResult, ...]:
    """One result for each fact, in label order."""
    results = []
    for fact in facts:
        evidence = [find(quote, articles) for quote in fact.evidence]
        stated = [s for s in output.sentences if holds_all(s.text, fact.keys)]
        cited = [s for s in stated if _rests_on(s, evidence)]
        results.append(
            FactResult(
                id=fact.id,
                text=fact.text,
                importance=fact.importance,
                stated_by=tuple(s.id for s in stated),
                cited_by=tuple(s.id for s in cited),
            )
        )
    return tuple(results)


def _rests_on(sentence: OutSentence, evidence: Iterable[Place]) -> bool:
    return any(place.overlaps(c.doc, c.start, c.end) for place in evidence for c in sentence.cites)


def recall(results: Sequence[FactResult], output: Output) -> tuple[Score, ...]:
    """Weighted recall of all facts and of the most important ones, stated and cited, beside length."""
    scores = []
    for name, chosen in (
        ("fact recall", results),
        ("fact recall, importance 3", [r for r in results if r.importance == MOST]),
    ):
        weights = [float(r.importance) for r in chosen]
        scores.append(share(f"{name}, cited", [bool(r.cited_by) for r in chosen], by="labels", weights=weights))
        scores.append(share(f"{name}, stated", [bool(r.stated_by) for r in chosen], by="labels", weights=weights))
    scores.append(count("length", output.words, n=len(output.sentences), by="words", unit="words", better="neither"))
    return tuple(scores)


def find_traps(output: Output, traps: Sequence[Trap]) -> tuple[TrapResult, ...]:
    """Every trap that a sentence, or a line of the overview, springs."""
    said = [(s.id, s.said) for s in output.sentences]
    said += [(f"overview {n}", line) for n, line in enumerate(output.phrases, start=1)]
    return tuple(
        TrapResult(id=trap.id, text=trap.text, reason=trap.reason, why=trap.why, sentence=name, words=words)
        for trap in traps
        for name, words in said
        if sprung(trap, words)
    )


def traps_sprung(results: Sequence[TrapResult], traps: Sequence[Trap]) -> Score:
    """How many traps were sprung, of those laid."""
    return count("traps sprung", len({r.id for r in results}), n=len(traps), by="labels")
