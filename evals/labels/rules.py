"""The rules that labels keep; each returns what is wrong in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evals.labels.find import LabelError, find
from evals.labels.records import (
    SUPPORTED_KINDS,
    DifferenceLabel,
    EventLabel,
    Fact,
    LoadedTerm,
    PlantedKind,
    PlantedSentence,
    Quote,
    SentenceLabel,
    Trap,
)
from evals.labels.words import fold, holds_all, holds_any

Articles = Mapping[str, str]
RELATIONS = frozenset("conflict update scope precision attribution wording spelling undecided".split())


def _quotes(where: str, quotes: Iterable[Quote], articles: Articles) -> Iterator[str]:
    for quote in quotes:
        try:
            find(quote, articles)
        except LabelError as error:
            yield f"{where}: {error}"


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{what} {value!r} occurs {count} times"


def facts(labels: Sequence[Fact], events: Sequence[EventLabel], articles: Articles) -> Iterator[str]:
    """Ids and texts once; evidence exists; a fact is known by its own words."""
    yield from _twice("fact", (f.id for f in labels))
    yield from _twice("the fact text", (fold(f.text) for f in labels))
    known = {e.id for e in events}
    for fact in labels:
        yield from _quotes(fact.id, fact.evidence, articles)
        if fact.event not in known:
            yield f"{fact.id}: no event {fact.event}"
        if not holds_all(fact.text, fact.keys):
            yield f"{fact.id}: its own text does not hold all its keys"
        for quote in fact.evidence:
            if not any(holds_any(quote.quote, group) for group in fact.keys):
                yield f"{fact.id}: the evidence {quote.quote[:50]!r} holds none of its keys"


def traps(labels: Sequence[Trap], known_facts: Sequence[Fact], articles: Articles) -> Iterator[str]:
    """A trap is sprung by its own text and by no fact: labels that contradict each other are refused."""
    yield from _twice("trap", (t.id for t in labels))
    yield from _twice("the trap text", (fold(t.text) for t in labels))
    for trap in labels:
        yield from _quotes(trap.id, trap.refuted_by, articles)
        if not sprung(trap, trap.text):
            yield f"{trap.id}: its own text does not spring it"
        for fact in known_facts:
            if sprung(trap, fact.text):
                yield f"{trap.id} is sprung by the fact {fact.id}: one of them is wrong"


def sprung(trap: Trap, text: str) -> bool:
    """True where a sentence makes the statement of the trap."""
    return holds_all(text, trap.keys) and not holds_any(text, trap.unless)


def events(labels: Sequence[EventLabel], articles: Articles) -> Iterator[str]:
    """Ids once; evidence exists; what may be the same says so on both sides."""
    yield from _twice("event", (e.id for e in labels))
    by_id = {e.id: e for e in labels}
    for event in labels:
        for mention in event.mentions:
            yield from _quotes(event.id, mention.evidence, articles)
            if any(q.doc != mention.doc for q in mention.evidence):
                yield f"{event.id}: a mention of {mention.doc} quotes another article"
        for same in event.maybe_same_as:
            other = by_id.get(same.event)
            if other is None or not any(s.event == event.id and s.weak == same.weak for s in other.maybe_same_as):
                yield f"{event.id}: {same.event} does not say the same of it"


def sentences(labels: Sequence[SentenceLabel], known: Sequence[EventLabel], articles: Articles) -> Iterator[str]:
    """Each sentence once, its words in it, its events known; what lies between sentences is only white space."""
    ids = {e.id for e in known}
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in articles}
    for label in labels:
        where = f"{label.doc} {label.quote[:40]!r}"
        try:
            place = find(Quote(doc=label.doc, quote=label.quote, nth=label.nth), articles)
        except LabelError as error:
            yield f"{where}: {error}"
            continue
        spans[label.doc].append((place.start, place.end))
        if unknown := set(label.events) - ids:
            yield f"{where}: no event {', '.join(sorted(unknown))}"
        for need in label.needs:
            if need.words not in label.quote:
                yield f"{where}: needs {need.words!r}, which it does not hold"
            if need.resolved_by is not None:
                yield from _quotes(where, (need.resolved_by,), articles)
                if need.resolved_by.doc != label.doc:
                    yield f"{where}: {need.words!r} is resolved by another article"
    for name, text in articles.items():
        position = 0
        for start, end in [*sorted(spans[name]), (len(text), len(text))]:
            if start < position:
                yield f"{name}: two sentences overlap at {text[start : start + 40]!r}"
            elif text[position:start].strip():
                yield f"{name}: no sentence label for {text[position:start].strip()[:60]!r}"
            position = max(position, end)


def differences(labels: Sequence[DifferenceLabel], known: Sequence[EventLabel], articles: Articles) -> Iterator[str]:
    """Ids once; every side has evidence that holds its value; sides differ."""
    yield from _twice("difference", (d.id for d in labels))
    ids = {e.id for e in known}
    for label in labels:
        if label.event not in ids:
            yield f"{label.id}: no event {label.event}"
        if wrong := [name for name in label.also if name not in RELATIONS or name == label.relation]:
            yield f"{label.id}: also {', '.join(wrong)}: name other types of the vocabulary"
        for side in label.sides:
            yield from _quotes(label.id, side.evidence, articles)
            if not any(side.value in quote.quote for quote in side.evidence):
                yield f"{label.id}: no evidence of {side.value!r} holds it"
        yield from _twice(
            f"{label.id}: the side", (f"{s.value} | {s.evidence[0].doc} | {s.speaker}" for s in label.sides)
        )


def terms(labels: Sequence[LoadedTerm], articles: Articles) -> Iterator[str]:
    """Ids once; the wording stands in each quote."""
    yield from _twice("term", (t.id for t in labels))
    for label in labels:
        yield from _quotes(label.id, label.evidence, articles)
        for quote in label.evidence:
            if fold(label.wording) not in fold(quote.quote):
                yield f"{label.id}: {quote.quote[:40]!r} does not hold {label.wording!r}"


def planted(labels: Sequence[PlantedSentence], articles: Articles, area: str) -> Iterator[str]:
    """Ids and texts once; citations exist; kind and verdict fit; the wrong words stand in the text."""
    yield from _twice("sentence", (s.id for s in labels))
    yield from _twice("the text", (fold(s.text) for s in labels))
    for label in labels:
        yield from _quotes(label.id, label.cites, articles)
        if not label.id.startswith(f"{area}-"):
            yield f"{label.id}: ids of this folder begin with {area}-"
        if label.supported != (label.kind in SUPPORTED_KINDS):
            yield f"{label.id}: {label.kind} is {'no ' if label.supported else 'a '}supported kind"
        if label.supported == bool(label.wrong):
            yield f"{label.id}: `wrong` names the offending words of a wrong sentence, and only of that"
        if label.wrong and label.wrong not in label.text:
            yield f"{label.id}: its text does not hold {label.wrong!r}"
        is_verbatim = any(label.text.rstrip(".") in quote.quote for quote in label.cites)
        if is_verbatim != (label.kind == PlantedKind.VERBATIM) and label.supported:
            yield f"{label.id}: verbatim and kind {label.kind} do not fit"
