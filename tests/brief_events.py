"""Events, overview and differences of the example brief.

Enters: the articles of `brief_articles`. Leaves: records. Never: a counted offset.
"""

from __future__ import annotations

from service.records import (
    Difference,
    DifferenceRelation,
    Event,
    EventKind,
    OverviewRow,
    Position,
    SameAs,
    phrase,
)
from tests.brief_articles import cite, words_of


def same_as(other: str, weak: bool = False) -> SameAs:
    a, b = cite("S2", "Mayor Ilse Okoro"), cite("S3", "Mayor Ilse Okoro")
    place = cite("S2", "Dunmere")
    return SameAs(
        event=other,
        weak=weak,
        evidence_for=(
            phrase("for_same_actor", (a, b), role="who", a=a.quote, b=b.quote),
            phrase(
                "for_shared_topic",
                (cite("S2", "the pumps"), cite("S3", "the flood pumps")),
                a="the pumps",
                b="the flood pumps",
            ),
        ),
        evidence_against=(phrase("missing_place", (place,), a=place.quote), phrase("missing_time")),
    )


def events() -> tuple[Event, ...]:
    what = cite("S1", "The River Tarn burst its banks in Harrow Vale")
    here, there, city = cite("S2", "Mayor Ilse Okoro"), cite("S2", "Piet Halloran"), cite("S2", "Dunmere")
    a, b = cite("S3", "Mayor Ilse Okoro"), cite("S3", "Piet Holloran")
    labels = (
        phrase("event_what", (what,), what=what.quote),
        phrase("event_with_place", (here, there, city), who=here.quote, whom=there.quote, where=city.quote),
        phrase("event_with", (a, b), who=a.quote, whom=b.quote),
    )
    return (
        Event(id="E1", kind=EventKind.REPORTED, label=labels[0]),
        Event(id="E2", kind=EventKind.REPORTED, label=labels[1], maybe_same_as=(same_as("E3"),)),
        Event(id="E3", kind=EventKind.REPORTED, label=labels[2], maybe_same_as=(same_as("E2"),)),
        Event(id="E0", kind=EventKind.BACKGROUND, label=phrase("event_background")),
    )


def overview() -> tuple[OverviewRow, ...]:
    tuesday = cite("S1", "Tuesday")
    thursday, week = cite("S2", "Thursday"), cite("S3", "this week")
    return (
        OverviewRow(
            event="E1",
            who=(words_of("S1", "The county council"), words_of("S2", "The fire service")),
            where=(words_of("S1", "Harrow Vale", after="banks in"),),
            when=(phrase("resolved_date", (tuesday,), value="Tuesday", date="2024-06-04"),),
            topics=(words_of("S1", "flooding the lower town"), words_of("S1", "the pumping station at Mill Lane")),
            sources=("S1", "S2", "S4"),
        ),
        OverviewRow(
            event="E2",
            who=(words_of("S2", "Mayor Ilse Okoro"),),
            whom=(words_of("S2", "Piet Halloran"),),
            where=(words_of("S2", "Dunmere"),),
            when=(phrase("undated", (thursday,), value=thursday.quote),),
            topics=(words_of("S2", "the pumps"),),
            sources=("S2",),
            maybe_same_as=(phrase("may_be_same", event="E3"),),
        ),
        OverviewRow(
            event="E3",
            who=(words_of("S3", "Mayor Ilse Okoro"),),
            whom=(words_of("S3", "Piet Holloran"),),
            where=(phrase("not_stated"),),
            when=(phrase("undated", (week,), value=week.quote),),
            topics=(words_of("S3", "the flood pumps and who pays for them"),),
            sources=("S3",),
            maybe_same_as=(phrase("may_be_same", event="E2"),),
        ),
    )


def position(doc: str, value: str, *, as_of: str | None = None, speaker: str | None = None) -> Position:
    return Position(
        value=words_of(doc, value),
        normal=value.lower(),
        as_of=words_of(doc, as_of) if as_of else None,
        speaker=words_of(doc, speaker) if speaker else None,
        sources=(doc,),
        citations=(cite(doc, value),),
    )


def differences() -> tuple[Difference, ...]:
    sides = {
        "figure": (
            position("S1", "340 people", as_of="by Tuesday evening", speaker="The county council"),
            position("S2", "410 people", as_of="by Wednesday noon", speaker="The fire service"),
        ),
        "shops": (
            position("S1", "two shops", as_of="overnight", speaker="police"),
            position("S2", "three shops", speaker="police"),
        ),
        "name": (position("S2", "Piet Halloran"), position("S3", "Piet Holloran")),
    }
    shops = cite("S1", "shops on Quay Street")
    moved = cite("S1", "people had been moved")
    name = cite("S2", "Piet Halloran")
    rows = (
        ("E1", phrase("diff_figure", (moved,), label=moved.quote), DifferenceRelation.UPDATE, "figure"),
        ("E1", phrase("diff_figure", (shops,), label=shops.quote), DifferenceRelation.CONFLICT, "shops"),
        ("E2", phrase("diff_spelling", (name,), label=name.quote), DifferenceRelation.SPELLING, "name"),
    )
    return tuple(
        Difference(
            id=f"D{number}",
            event=event,
            attribute=attribute,
            relation=relation,
            positions=sides[key],
            note=phrase(f"note_{relation}"),
        )
        for number, (event, attribute, relation, key) in enumerate(rows, start=1)
    )
