"""Another outlet: the same words, published by somebody else. Nothing but the name may change."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from evals.metamorphic.articles import article_set, brief_of, changed, faults, other_sets, seeds
from evals.metamorphic.relation import Relation, changes
from evals.metamorphic.view import PARTS, view

EXPECTED = "Who published an article decides nothing: under another name the brief changes in that name only."
# Invented, and in no article.
OUTLETS = ("The Quillmere Ledger", "Ostrel Free Press")


def relations() -> Iterator[Relation]:
    """Each seed that names its outlet under another name; each article of any set under two invented names."""
    for number, item in enumerate(seeds(), start=1):
        if item.outlet:
            case = partial(renamed, "seeds", number, (item.outlet, "The Harbour Gazette"))
            yield Relation(f"outlet/{number}", EXPECTED, case)
    for name in ("seeds", *other_sets()):
        for number in range(1, len(article_set(name)) + 1):
            yield Relation(f"outlet/{name}/{number}", EXPECTED, partial(renamed, name, number, OUTLETS))


def renamed(name: str, number: int, outlets: tuple[str, str]) -> list[str]:
    """What changes in the brief when article `number` comes from the second of two `outlets`, not from the first."""
    first, second = outlets
    before = brief_of(changed(article_set(name), number, outlet=first))
    after = brief_of(changed(article_set(name), number, outlet=second))
    expected, found = view(before, lambda text: text.replace(first, second)), view(after)
    lines = [line for part in PARTS for line in changes(part, expected[part], found[part])]
    if not lines:
        lines = [f"{part}: in another order" for part in PARTS if expected[part] != found[part]]
    return [*faults(after), *lines]
