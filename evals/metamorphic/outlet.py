"""Another outlet: the same words, published by somebody else. Nothing but the name may change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from evals.metamorphic.articles import Articles, article_set, brief_of, changed, faults, other_sets, seeds
from evals.metamorphic.relation import Relation, changes
from evals.metamorphic.view import PARTS, view

EXPECTED = "Who published an article decides nothing: under other names the brief changes in those names only."
# Invented, and in no article. In the alphabet the second ones stand in the opposite order.
FIRST = ("Arlen Ledger", "Bresk Courier", "Corley Mail", "Dunvale Echo", "Eskmoor Wire", "Farrow Star")
SECOND = ("Zelm Gazette", "Yarnley Press", "Wexcot Argus", "Venmouth Herald", "Ulverby Record", "Tolland News")


def relations() -> Iterator[Relation]:
    """Each seed that names its outlet, under another name; all articles of each set, under two rows of names."""
    for number, item in enumerate(seeds(), start=1):
        if item.outlet:
            case = partial(renamed, "seeds", {number: item.outlet}, {number: "The Harbour Gazette"})
            yield Relation(f"outlet/{number}", EXPECTED, case)
    for name in ("seeds", *other_sets()):
        numbers = range(1, len(article_set(name)) + 1)
        first, second = dict(zip(numbers, FIRST, strict=False)), dict(zip(numbers, SECOND, strict=False))
        yield Relation(f"outlet/{name}", EXPECTED, partial(renamed, name, first, second))


def renamed(name: str, first: Mapping[int, str], second: Mapping[int, str]) -> list[str]:
    """What changes when articles, by number, come from the `second` outlets and not from the `first`."""
    before, after = (brief_of(_published_by(article_set(name), outlets)) for outlets in (first, second))
    expected, found = view(before, partial(_in_other_words, {first[n]: second[n] for n in first})), view(after)
    lines = [line for part in PARTS for line in changes(part, expected[part], found[part])]
    if not lines:
        lines = [f"{part}: in another order" for part in PARTS if expected[part] != found[part]]
    return [*faults(after), *lines]


def _published_by(items: Articles, outlets: Mapping[int, str]) -> Articles:
    for number, outlet in outlets.items():
        items = changed(items, number, outlet=outlet)
    return items


def _in_other_words(names: Mapping[str, str], text: str) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text
