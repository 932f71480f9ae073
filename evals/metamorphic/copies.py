"""Copies: one article handed in twice, word for word or nearly so. It is no second witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from evals.metamorphic.articles import (
    ROOMY,
    article_set,
    brief_of,
    event_names,
    faults,
    items_of,
    other_sets,
    seeds,
    support_of,
)
from evals.metamorphic.relation import Relation, changes, unexpected
from service.records import Brief, NoticeCode
from service.stages.load import TextInput

ADDS_NOTHING = "A copy is no second origin: nothing becomes agreed or repeated, nothing is lost, and a notice names it."
SAME_SENTENCES = "An article that is handed in twice leaves the brief's sentences and their order as they were."

NEAR_COPIES: dict[str, Callable[[str], str]] = {
    "exact": lambda text: text,
    "line-more": lambda text: f"{text}\n\nThe spokesman declined to comment on the reports on Monday.",
    "headline-more": lambda text: f"EXCLUSIVE REPORT\n\n{text}",
}
# Only the seeds are known to hold this word.
WORD_CHANGED: dict[str, Callable[[str], str]] = {
    "one-word": lambda text: text.replace("humanitarian", "relief", 1),
}


def relations() -> Iterator[Relation]:
    """Copies of two seeds, of one event and of two; exact copies of all articles; near ones of the last of each set."""
    for kind, edit in (NEAR_COPIES | WORD_CHANGED).items():
        for number in (2, 5):
            yield Relation(f"copy/{kind}/{number}", ADDS_NOTHING, partial(copied, "seeds", number, edit))
    for number in range(1, len(seeds()) + 1):
        yield Relation(f"copy/sentences/{number}", SAME_SENTENCES, partial(twice, "seeds", number))
    for name in other_sets():
        last = len(article_set(name))
        for number in range(1, last + 1):
            for kind in NEAR_COPIES if number == last else ("exact",):
                case = partial(copied, name, number, NEAR_COPIES[kind])
                yield Relation(f"copy/{name}/{kind}/{number}", ADDS_NOTHING, case)
        for number in (1, last):
            yield Relation(f"copy/{name}/sentences/{number}", SAME_SENTENCES, partial(twice, name, number))


def copied(name: str, number: int, edit: Callable[[str], str]) -> list[str]:
    """What an edited copy of article `number` changes, handed in last and without its outlet."""
    items = article_set(name)
    before = brief_of(items, ROOMY)
    after = brief_of((*items, TextInput(text=edit(items[number - 1].text or ""))), ROOMY)
    kept = {item.key for item in items_of(after)}
    # A side of a difference rightly names the copy among its sources.
    lost = [item.key for item in items_of(before) if item.part != "difference" and item.key not in kept]
    return [
        *faults(after),
        *_named(after, before.sources[number - 1].duplicate_of or f"S{number}"),
        *_counted(before, after),
        *changes("event", list(event_names(before).values()), list(event_names(after).values())),
        *unexpected("lost", lost),
    ]


def _named(after: Brief, original: str) -> Iterator[str]:
    """Whether the brief says that its last source is a copy of `original`."""
    copy = after.sources[-1]
    if copy.duplicate_of != original:
        yield f"{copy.id} is a copy of {original}, and is said to be one of {copy.duplicate_of}"
    codes = {notice.code for notice in (*copy.notices, *after.notices) if notice.doc == copy.id}
    if not codes & {NoticeCode.EXACT_COPY, NoticeCode.NEAR_COPY}:
        yield f"no notice calls {copy.id} a copy"


def _counted(before: Brief, after: Brief) -> Iterator[str]:
    """Where the copy is taken for a witness."""
    copy = after.sources[-1].id
    texts = [sentence.text for sentence in after.sentences]
    old = [sentence.text for sentence in before.sentences]
    agreed = {sentence.text for sentence in before.sentences if sentence.support == "agreed"}
    for sentence in after.sentences:
        if texts.count(sentence.text) > max(1, old.count(sentence.text)):
            yield f"said twice: {sentence.text}"
        if sentence.support == "agreed" and sentence.text not in agreed:
            yield f"agreed since the copy: {sentence.text}"
        if copy in sentence.origins:
            yield f"the copy counts as an origin: {sentence.text}"
        if sentence.corroboration and copy in sentence.corroboration.text:
            yield f"the copy corroborates: {sentence.text}"


def twice(name: str, number: int) -> list[str]:
    """What becomes of the sentences when article `number` is handed in twice."""
    items = article_set(name)
    expected, found = support_of(brief_of(items)), support_of(brief_of((*items, items[number - 1])))
    if lines := changes("sentence", expected, found):
        return lines
    return [] if expected == found else ["the sentences stand in another order, or another number of times"]
