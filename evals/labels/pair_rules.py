"""The rules that labelled pairs keep; what is wrong comes back in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from evals.labels.find import LabelError, find
from evals.labels.pair_records import NONE, ArticleNote, ClaimPair, FoundPair, Mention, Said, Verdict
from evals.labels.records import Place
from evals.labels.rules import Articles


def place_of(mention: Mention, articles: Articles) -> Place:
    """Where the slot words of a mention stand.

    Raises:
        LabelError: the quotation is not found, or does not hold the slot words exactly once.
    """
    quote = find(mention, articles)
    if (times := mention.quote.count(mention.slot)) != 1:
        raise LabelError(f"{mention.quote[:50]!r} holds the slot {mention.slot!r} {times} times, must be once")
    start = quote.start + mention.quote.index(mention.slot)
    return Place(doc=quote.doc, start=start, end=start + len(mention.slot), quote=mention.slot)


def found(label: ClaimPair, articles: Articles) -> FoundPair:
    """A pair with its places. Raises LabelError as `place_of` does."""
    a, b = (tuple(place_of(m, articles) for m in side.mentions) for side in (label.a, label.b))
    return FoundPair(label=label, a=a, b=b)


def pairs(labels: Sequence[ClaimPair], articles: Articles, area: str) -> Iterator[str]:
    """Ids once; words found; type, shape and sides fit; no words are set against each other twice with two verdicts."""
    for name, count in Counter(label.id for label in labels).items():
        if count > 1:
            yield f"pair {name!r} occurs {count} times"
    placed = []
    for label in labels:
        if not label.id.startswith(f"{area}-"):
            yield f"{label.id}: ids of this folder begin with {area}-"
        yield from _verdict(label)
        yield from (f"{label.id}: {line}" for side in (label.a, label.b) for line in _words(side, articles))
        try:
            placed.append(found(label, articles))
        except LabelError as error:
            yield f"{label.id}: {error}"
    for pair in placed:
        if any(_share(one, pair.b) for one in pair.a):
            yield f"{pair.label.id}: both sides are the same words"
    yield from _contradictions(placed)


def _verdict(label: ClaimPair) -> Iterator[str]:
    if not label.differs and label.shape is None:
        yield f"{label.id}: say by its shape why it looks like a difference and is none"
    if wrong := [v for v in label.also if v in NONE or v == label.verdict or not label.differs]:
        yield f"{label.id}: also {', '.join(wrong)}: only a difference has other types, and only types"
    if label.verdict in {Verdict.SPELLING, Verdict.WORDING} and label.a.slot == label.b.slot:
        yield f"{label.id}: both sides are written alike"


def _words(side: Said, articles: Articles) -> Iterator[str]:
    text = articles.get(side.doc, "")
    for name, words in (("as_of", side.as_of), ("speaker", side.speaker)):
        if words not in text:
            yield f"{name} {words!r} does not stand in article {side.doc}"


def _share(one: Place, others: Iterable[Place]) -> bool:
    return any(one.overlaps(other.doc, other.start, other.end) for other in others)


def _contradictions(placed: Sequence[FoundPair]) -> Iterator[str]:
    """Two pairs on the same words: one a difference and the other none, or two of one verdict."""
    for n, pair in enumerate(placed):
        for other in placed[n + 1 :]:
            straight = any(_share(p, other.a) for p in pair.a) and any(_share(p, other.b) for p in pair.b)
            crossed = any(_share(p, other.b) for p in pair.a) and any(_share(p, other.a) for p in pair.b)
            if (straight or crossed) and (
                pair.label.differs != other.label.differs or pair.label.verdict == other.label.verdict
            ):
                yield f"{pair.label.id} and {other.label.id} set the same words against each other"


def notes(labels: Sequence[ArticleNote], articles: Articles) -> Iterator[str]:
    """One note an article, and dates that can be read."""
    names = [label.doc for label in labels]
    if sorted(names) != sorted(articles):
        yield f"articles.toml names {', '.join(sorted(names))}; the folder holds {', '.join(sorted(articles))}"
    for label in labels:
        if label.published:
            try:
                datetime.fromisoformat(label.published)
            except ValueError:
                yield f"article {label.doc}: {label.published!r} is no ISO date"


def counts(labels: Iterable[ClaimPair]) -> dict[str, int]:
    """How many pairs of each verdict, in the order of the vocabulary."""
    had = Counter(label.verdict for label in labels)
    return {verdict.value: had[verdict] for verdict in Verdict}
