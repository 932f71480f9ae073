"""Consistent swaps: names, figures, times and labels told otherwise. The brief is the same, told otherwise.

The seeds are told by the worlds of ``worlds.toml``; any other article set with other figures and on other weekdays, for
which no table is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from evals.metamorphic import figures, weekdays
from evals.metamorphic.articles import Articles, article_set, brief_of, faults, other_sets, seeds
from evals.metamorphic.mutate import World, load_worlds
from evals.metamorphic.relation import Relation, changes, unexpected
from evals.metamorphic.view import ORDERED, PARTS, Words, view
from service.records import Brief

LOSSLESS = "The swap itself can be undone and keeps the shape: else nothing could be concluded from it."
SAME_BRIEF = "With other names, figures, weekdays and labels, told consistently, the same story gives the same brief."
SAME_FIGURES = (
    "With each figure another of as many digits, in the same order of size, the brief changes in figures only."
)
SAME_DAYS = "With each weekday another, the brief changes in weekdays only."
# Parts of a brief that count things themselves, so that a figure there is none of the articles'.
COUNTING = frozenset({"coverage", "notices"})


def relations() -> Iterator[Relation]:
    """Three worlds by part of the brief; other figures and other weekdays for each other set."""
    for world in load_worlds():
        yield Relation(f"swap/{world.name}/table", LOSSLESS, partial(losses, world))
        for part in PARTS:
            yield Relation(f"swap/{world.name}/{part}", SAME_BRIEF, partial(retold, world, part))
    for name in other_sets():
        yield Relation(f"swap/{name}/figures", SAME_FIGURES, partial(refigured, name))
        yield Relation(f"swap/{name}/weekdays", SAME_DAYS, partial(on_other_days, name))


def losses(world: World) -> list[str]:
    """What the swap of `world` itself breaks in the seeds."""
    text = "\n\n".join(f"{item.title or ''}\n{item.text}" for item in seeds())
    swapped = world.tell(text)
    found = [] if world.untell(swapped) == text else ["the swap cannot be undone"]
    if [word[:1].isupper() for word in swapped.split()] != [word[:1].isupper() for word in text.split()]:
        found.append("a word gains or loses its capital")
    if [line.count(" ") for line in swapped.split("\n")] != [line.count(" ") for line in text.split("\n")]:
        found.append("a line gains or loses a word")
    return [*found, *unexpected("a key that no article holds swaps nothing", [w for w in world.words if w not in text])]


def _told(items: Articles, tell: Words) -> Articles:
    """The articles, all their strings as `tell` puts them."""
    told = []
    for item in items:
        given = {name: value for name in ("text", "title", "outlet") if (value := getattr(item, name)) is not None}
        told.append(item.model_copy(update={name: tell(value) for name, value in given.items()}))
    return tuple(told)


def retold(world: World, part: str) -> list[str]:
    """What differs in one part of the brief when the seeds are told in `world`, beyond what the world changes."""
    changed = brief_of(_told(seeds(), world.tell))
    return [*faults(changed), *_differing(brief_of(seeds()), changed, world.tell_brief, (part,))]


def _differing(before: Brief, after: Brief, tell: Words, parts: tuple[str, ...]) -> list[str]:
    expected, found = view(before, tell), view(after)
    lines = [line for part in parts for line in changes(part, expected[part], found[part])]
    if lines:
        return lines
    return [f"{part}: in another order" for part in parts if part in ORDERED and expected[part] != found[part]]


def refigured(name: str) -> list[str]:
    """What differs with other figures, beyond the figures."""
    return _rewritten(name, figures.swapper(figures.other_figures(item.text or "" for item in article_set(name))))


def on_other_days(name: str) -> list[str]:
    """What differs on other weekdays, beyond the weekdays."""
    return _rewritten(name, weekdays.swapper([item.text or "" for item in article_set(name)]))


def _rewritten(name: str, tell: Callable[[str], str]) -> list[str]:
    items = article_set(name)
    changed = _told(items, tell)
    if changed == items:
        return ["the swap changes nothing in these articles: there is nothing to conclude"]
    after = brief_of(changed)
    parts = tuple(part for part in PARTS if part not in COUNTING)
    return [*faults(after), *_differing(brief_of(items), after, tell, parts)]
