"""The same story told with other names, in another order, twice, with less, or beside another story."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations

import pytest

from evals.metamorphic.mutate import World, load_worlds
from evals.metamorphic.view import ORDERED, PARTS, view
from service.records import Brief, Citation, NoticeCode
from service.stages.load import TextInput
from service.stages.validate import problems
from tests.metamorphic_support import ROOMY, brief_of, event_names, items_of, seeds, support_of, with_text

WORLDS = {world.name: world for world in load_worlds()}
ORDERS = tuple(permutations(range(5)))[9::20]


def told(item: TextInput, world: World) -> TextInput:
    given = {name: getattr(item, name) for name in ("text", "title", "outlet") if getattr(item, name) is not None}
    return item.model_copy(update={name: world.tell(value) for name, value in given.items()})


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_swaps_without_loss_and_keeps_the_shape(name: str) -> None:
    world = WORLDS[name]
    text = "\n\n".join(f"{item.title or ''}\n{item.text}" for item in seeds())
    swapped = world.tell(text)
    assert world.untell(swapped) == text
    assert [word[:1].isupper() for word in swapped.split()] == [word[:1].isupper() for word in text.split()]
    assert [line.count(" ") for line in swapped.split("\n")] == [line.count(" ") for line in text.split("\n")]
    assert not [old for old in world.words if old not in text], "keys that no article holds swap nothing"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", WORLDS)
def test_other_names_give_the_same_brief(name: str, part: str) -> None:
    world = WORLDS[name]
    changed = brief_of(tuple(told(item, world) for item in seeds()))
    assert problems(changed) == ()
    expected, found = view(brief_of(seeds()), world.tell_brief)[part], view(changed)[part]
    assert [line for line in expected if line not in found] == []
    assert [line for line in found if line not in expected] == []
    assert part not in ORDERED or found == expected


def relations(brief: Brief, number: dict[str, int]) -> dict[str, set[object]]:
    """What is said, told apart and compared, whatever the order; `number` gives each source its old place."""
    events = {e.id: frozenset((number[m.doc], m.sentences[0].split(".")[1]) for m in e.mentions) for e in brief.events}

    def cited(citations: tuple[Citation, ...], *, support_only: bool = False) -> frozenset[tuple[int, str]]:
        return frozenset((number[c.doc], c.quote) for c in citations if not support_only or c.role == "support")

    return {
        "sentences": {(events[s.event], cited(s.citations, support_only=True)) for s in brief.sentences},
        "events": set(events.values()),
        "same as": {(events[e.id], events[s.event], s.weak) for e in brief.events for s in e.maybe_same_as},
        "differences": {
            (d.relation, d.attribute.template, frozenset(cited(p.citations) for p in d.positions))
            for d in brief.differences
        },
        "cells": {
            (events[row.event], column, cited(cell.citations))
            for row in brief.overview
            for column in ("who", "whom", "where", "when")
            for cell in getattr(row, column)
        },
        "terms": {(t.referent, t.handling, v.wording, v.speaker) for t in brief.terms for v in t.variants},
    }


@pytest.mark.parametrize("order", ORDERS, ids=["".join(str(n + 1) for n in order) for order in ORDERS])
def test_the_order_of_the_inputs_changes_only_numbers(order: tuple[int, ...]) -> None:
    number = {f"S{place}": old for place, old in enumerate(order, start=1)}
    found = relations(brief_of(tuple(seeds()[n] for n in order)), number)
    expected = relations(brief_of(seeds()), {f"S{n + 1}": n for n in range(5)})
    for part, values in expected.items():
        assert (values - found[part], found[part] - values) == (set(), set()), part


NEAR_COPIES: dict[str, Callable[[str], str]] = {
    "exact": lambda text: text,
    "one word": lambda text: text.replace("humanitarian", "relief", 1),
    "a line more": lambda text: f"{text}\n\nThe spokesman declined to comment on the reports on Monday.",
    "a headline more": lambda text: f"EXCLUSIVE REPORT\n\n{text}",
}


# An article with one event and the one with two; every exact copy is tried below.
@pytest.mark.parametrize("kind", NEAR_COPIES)
@pytest.mark.parametrize("number", [2, 5])
def test_a_copy_adds_nothing(number: int, kind: str) -> None:
    text = NEAR_COPIES[kind](seeds()[number - 1].text or "")
    before = brief_of(seeds(), ROOMY)
    brief = brief_of((*seeds(), TextInput(text=text)), ROOMY)
    assert problems(brief) == ()
    assert brief.sources[5].duplicate_of == f"S{number}"
    codes = {notice.code for notice in (*brief.sources[5].notices, *brief.notices) if notice.doc == "S6"}
    assert codes & {NoticeCode.EXACT_COPY, NoticeCode.NEAR_COPY}
    assert list(event_names(brief).values()) == list(event_names(before).values())
    texts = [sentence.text for sentence in brief.sentences]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
    assert [s.text for s in brief.sentences if s.support == "agreed" or "S6" in s.origins] == []
    assert [s.text for s in brief.sentences if s.corroboration and "S6" in s.corroboration.text] == []
    kept = {item.key for item in items_of(brief)}
    # A side of a difference rightly names the copy among its sources.
    assert [i.key for i in items_of(before) if i.part != "difference" and i.key not in kept] == []


@pytest.mark.parametrize("number", range(1, 6))
def test_an_exact_copy_changes_no_sentence(number: int) -> None:
    brief = brief_of((*seeds(), seeds()[number - 1]))
    assert support_of(brief) == support_of(brief_of(seeds()))


OTHER_STORIES = {
    "opera": "The Lakeside Opera in Bregenford cancelled its summer season on Thursday after engineers found cracks in"
    " the roof of the main hall. Director Clara Whitlock said the building would stay closed until repairs were"
    " finished. About 340 ticket holders will be refunded, the company said. The city council approved 2 million"
    " dollars for the work.",
    "storm": "Storm Edda killed 12 people and injured 40 in the coastal province of Larvia, rescue services said on"
    " Saturday. Governor Pia Lund met with the mayor of Harstadt in Larvia on Saturday to discuss evacuation plans."
    " The meeting focused on shelters for displaced families. The storm cut power to 30,000 homes.",
    "court": "A court in Velmora sentenced the banker Tomas Arden to nine years in prison on Friday for fraud. Judge"
    " Irene Falk said he had deceived more than 1,200 savers. Arden denied the charges. His lawyers met with"
    " prosecutors on Saturday for talks about an appeal.",
}


@pytest.mark.parametrize("story", OTHER_STORIES)
def test_another_story_is_one_event_more_and_touches_no_other(story: str) -> None:
    before, brief = brief_of(seeds(), ROOMY), brief_of((*seeds(), TextInput(text=OTHER_STORIES[story])), ROOMY)
    assert problems(brief) == ()
    assert list(event_names(brief).values())[:5] == list(event_names(before).values())[:5]
    (new,) = [event for event in brief.events if any(m.doc == "S6" for m in event.mentions)]
    assert len(brief.events) == len(before.events) + 1
    assert new.maybe_same_as == ()
    assert {item.key for item in items_of(before)} - {item.key for item in items_of(brief)} == set()
    mixed = [s.text for s in brief.sentences if len({c.doc == "S6" for c in s.citations}) > 1]
    assert mixed == []
    astray = [s.text for s in brief.sentences if s.citations[0].doc == "S6" and s.event != new.id]
    assert astray == [], "the other story's news is no background of the five"


def test_another_outlet_name_changes_only_the_outlet() -> None:
    items = list(seeds())
    items[2] = items[2].model_copy(update={"outlet": "The Harbour Gazette"})
    expected = view(brief_of(seeds()), lambda text: text.replace("The Times of Israel", "The Harbour Gazette"))
    found = view(brief_of(tuple(items)))
    assert {part: found[part] for part in PARTS} == expected


def dated(*published: str | None) -> Brief:
    pairs = zip(seeds(), published, strict=True)
    return brief_of(tuple(item.model_copy(update={"published": date}) for item, date in pairs), ROOMY)


def test_a_date_of_publication_resolves_the_times_of_its_article_only() -> None:
    brief = dated(None, None, "2025-04-20", None, None)
    when = {row.event: [cell.text for cell in row.when] for row in brief.overview}
    assert when["E2"] == ["Saturday (19 April 2025)"]
    others = [text for event, texts in when.items() if event != "E2" for text in texts]
    assert [text for text in others if re.search(r"\d{4}", text)] == []
    bracketed = {s.citations[0].doc: s.text for s in brief.sentences if re.search(r"\[\d[^\]]* \d{4}", s.text)}
    assert set(bracketed) == {"S3"}
    assert problems(brief) == ()
    false = [
        (event.id, same.event)
        for event in brief.events
        for same in event.maybe_same_as
        if "E2" in {event.id, same.event} and any(p.template == "missing_time" for p in same.evidence_against)
    ]
    assert false == [], "one side has a date: it is not missing on either side"


def test_earlier_on_the_day_of_a_dated_article_is_that_date() -> None:
    brief = dated(None, None, None, None, "2025-04-20")
    rows = {row.event: [cell.text for cell in row.when] for row in brief.overview}
    assert rows["E4"] == ["Saturday (19 April 2025)"]
    assert [text for text in rows["E5"] if "19 April 2025" in text] == rows["E5"]
    (sentence,) = [s for s in brief.sentences if s.text.startswith("Earlier on the day")]
    assert "19 April 2025" in sentence.text
    assert not re.search("not given|undated", sentence.text)


def test_one_date_makes_one_meeting_of_two_reports() -> None:
    brief = dated(None, None, "2025-04-20", None, "2025-04-20")
    kalin = [e for e in brief.events if e.label.text.startswith("Ibrahim Kalin and M")]
    assert [sorted(m.doc for m in event.mentions) for event in kalin] == [["S3", "S5"]]


# The only sentence that gives a fact, the article it stands in, and words that no brief can show without it.
FACTS = {
    "place by hearsay": (3, "Media reports said it was in Turkey.", "Media reports"),
    "toll since the war resumed": (3, "Since the war resumed last month, at least 1,691 people", "1,691"),
    "killed by S2": (2, "Nearly 1,200 Israelis are believed", "Nearly 1,200"),
    "injured": (2, "Israel launched a deadly offensive", "66,452"),
    "hostages": (3, "Turkey has been a vocal supporter of Hamas", "251 hostages"),
    "day of the minister's meeting": (5, "The meeting on Saturday highlighted", "Saturday highlighted"),
    "agenda": (5, "Security sources stated", "Security sources"),
}


def without_sentence(text: str, start: int) -> tuple[str, int]:
    """The text without the sentence that begins at `start`, and where that sentence ended."""
    end = next(m.end() for m in re.finditer(r"\.(?=\s+[A-Z“]|\s*$)", text) if m.end() > start)
    return text[:start] + text[end:].lstrip(" "), end


@pytest.mark.parametrize("fact", FACTS)
def test_without_its_sentence_a_fact_is_gone_and_nothing_else(fact: str) -> None:
    number, opening, words = FACTS[fact]
    doc, text = f"S{number}", seeds()[number - 1].text or ""
    start = text.index(opening)
    shorter, end = without_sentence(text, start)
    before = brief_of(seeds(), ROOMY)
    brief = brief_of(with_text(seeds(), number, shorter), ROOMY)
    assert problems(brief) == ()
    assert words in before.model_dump_json(exclude={"sources", "provenance", "usage"})
    assert words not in brief.model_dump_json(exclude={"sources", "provenance", "usage"})
    mine = {m.id for e in before.events for m in e.mentions for s in m.sentences if m.doc == doc}
    touched = {event_names(before)[e.id] for e in before.events if any(m.id in mine for m in e.mentions)}
    touched.add(event_names(before)["E0"])
    after = {item.key for item in items_of(brief)}
    lost = [i.key for i in items_of(before) if i.key not in after and not i.rests_on(doc, start, end)]
    assert lost == []
    known = {item.key for item in items_of(before)}
    gained = [key for key in after if key not in known and key[1] not in touched]
    assert [key for key in gained if key[0] != "same as" or not any(name in key[2] for name in touched)] == []


def test_without_the_common_place_two_reports_may_be_one_and_are_not_merged() -> None:
    text = seeds()[0].text or ""
    assert sorted(m.doc for m in brief_of(seeds(), ROOMY).events[0].mentions) == ["S1", "S2"]
    brief = brief_of(with_text(seeds(), 1, without_sentence(text, 0)[0]), ROOMY)
    homes = {m.doc: e for e in brief.events for m in e.mentions if m.doc in {"S1", "S2"}}
    assert homes["S1"].id != homes["S2"].id
    assert homes["S2"].id in {same.event for same in homes["S1"].maybe_same_as}
    assert problems(brief) == ()
