"""Deletion: the only sentence that carries a fact is taken out. The fact is gone, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from evals.metamorphic.articles import (
    ROOMY,
    article_set,
    brief_of,
    changed,
    event_names,
    faults,
    items_of,
    other_sets,
    seeds,
)
from evals.metamorphic.figures import figures, found_in
from evals.metamorphic.relation import Relation, unexpected
from evals.metamorphic.view import view
from service.records import Brief

ONLY_SENTENCE = "A fact that stands in one sentence only is gone without it, and what rests on other words stays."
ONLY_FIGURE = "A figure that stands in one sentence only is nowhere in the brief without it."
COMMON_PLACE = "Two reports that no longer share a place may be one meeting, and are not told as one."

# The only sentence that gives a fact, the seed it stands in, and words that no brief can show without it.
FACTS = {
    "place-by-hearsay": (3, "Media reports said it was in Turkey.", "Media reports"),
    "toll-since-the-war-resumed": (3, "Since the war resumed last month, at least 1,691 people", "1,691"),
    "killed-by-the-second": (2, "Nearly 1,200 Israelis are believed", "Nearly 1,200"),
    "injured": (2, "Israel launched a deadly offensive", "66,452"),
    "hostages": (3, "Turkey has been a vocal supporter of Hamas", "251 hostages"),
    "day-of-the-ministers-meeting": (5, "The meeting on Saturday highlighted", "Saturday highlighted"),
    "agenda": (5, "Security sources stated", "Security sources"),
}
SENTENCE_END = re.compile(r"[.!?]”?\s+(?=[A-Z“])|\n")
# Parts of a brief that count things themselves.
COUNTING = frozenset({"coverage", "notices"})


def relations() -> Iterator[Relation]:
    """Seven facts of the seeds and the place that joins two of them; a lone figure of each other article."""
    for fact in FACTS:
        yield Relation(f"deletion/{fact}", ONLY_SENTENCE, partial(deleted, fact))
    yield Relation("deletion/common-place", COMMON_PLACE, common_place_deleted)
    for name in other_sets():
        yield Relation(f"deletion/{name}/figures", ONLY_FIGURE, partial(figures_deleted, name))


def without_sentence(text: str, start: int) -> tuple[str, int]:
    """The text without the sentence that begins at `start`, and where that sentence ended."""
    end = next((m.end() for m in re.finditer(r"[.!?]”?(?=\s+[A-Z“]|\s*$)", text) if m.end() > start), len(text))
    return text[:start] + text[end:].lstrip(" "), end


def deleted(fact: str) -> list[str]:
    """What is wrong with the brief of the seeds without the sentence of `fact`."""
    number, opening, words = FACTS[fact]
    doc, text = f"S{number}", seeds()[number - 1].text or ""
    start = text.index(opening)
    shorter, end = without_sentence(text, start)
    before, after = brief_of(seeds(), ROOMY), brief_of(changed(seeds(), number, text=shorter), ROOMY)
    mine = {m.id for e in before.events for m in e.mentions for s in m.sentences if m.doc == doc}
    touched = {event_names(before)[e.id] for e in before.events if any(m.id in mine for m in e.mentions)}
    touched.add(event_names(before)["E0"])
    kept = {item.key for item in items_of(after)}
    known = {item.key for item in items_of(before)}
    gained = [key for key in kept if key not in known and key[1] not in touched]
    return [
        *faults(after),
        *([] if words in _shown(before) else [f"the brief never showed {words!r}"]),
        *([] if words not in _shown(after) else [f"{words!r} is still shown"]),
        *unexpected("lost", [i.key for i in items_of(before) if i.key not in kept and not i.rests_on(doc, start, end)]),
        *unexpected(
            "new", [key for key in gained if key[0] != "same as" or not any(name in key[2] for name in touched)]
        ),
    ]


def _shown(brief: Brief) -> str:
    """Everything that a brief says, its sources left out."""
    return brief.model_dump_json(exclude={"sources", "provenance", "usage"})


def common_place_deleted() -> list[str]:
    """What becomes of the meeting that the first two seeds tell of when the first no longer says where it was."""
    text = seeds()[0].text or ""
    joined = sorted(mention.doc for mention in brief_of(seeds(), ROOMY).events[0].mentions)
    brief = brief_of(changed(seeds(), 1, text=without_sentence(text, 0)[0]), ROOMY)
    homes = {m.doc: e for e in brief.events for m in e.mentions if m.doc in {"S1", "S2"}}
    found = [*faults(brief)]
    if joined != ["S1", "S2"]:
        found.append(f"with the place, the first event is told by {joined}")
    if set(homes) != {"S1", "S2"}:
        found.append(f"without it, only {sorted(homes)} tell of an event")
    elif homes["S1"].id == homes["S2"].id:
        found.append("without it, both are told as one")
    elif homes["S2"].id not in {same.event for same in homes["S1"].maybe_same_as}:
        found.append("without it, the one is not said to be maybe the other")
    return found


def figures_deleted(name: str) -> list[str]:
    """Where a figure of one sentence outlives that sentence: the first such figure of each article that is shown."""
    items = article_set(name)
    everywhere = [figure for item in items for figure in figures(item.text or "")]
    shown = _figures_shown(brief_of(items, ROOMY))
    found, tried = [], 0
    for number, item in enumerate(items, start=1):
        text = item.text or ""
        lone = [figure for figure in figures(text) if everywhere.count(figure) == 1 and figure in shown]
        for figure in lone[:1]:
            tried += 1
            at = next(match.start() for match in found_in(text) if match[0] == figure)
            start = max((end.end() for end in SENTENCE_END.finditer(text, 0, at)), default=0)
            brief = brief_of(changed(items, number, text=without_sentence(text, start)[0]), ROOMY)
            found += faults(brief)
            if figure in _figures_shown(brief):
                found.append(f"{figure} of S{number} is still shown")
    return found if tried else ["no figure of one sentence is shown: there is nothing to conclude"]


def _figures_shown(brief: Brief) -> set[str]:
    """Every figure of the sources that a brief shows."""
    seen = view(brief)
    return {
        figure for part, lines in seen.items() if part not in COUNTING for line in lines for figure in figures(line)
    }
