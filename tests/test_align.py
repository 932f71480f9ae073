"""Align: what says the same, what is retold, which clusters are written, and where sources differ."""

from __future__ import annotations

import pytest

from service.records import Claim, Cluster, Relation, Span, Speaker
from service.stages.align import choose, find_differences, plan_for
from service.stages.align.clusters import carries
from service.stages.align.plan import Plan
from tests.check_support import Story, defect, story

FINE = "The court in Graz fined the firm Norvane 3 million euros on 3 May 2024 over spills in the river."


def claim(text: str, doc: str = "S1", speakers: tuple[str, ...] = ()) -> Claim:
    chain = (Speaker(name=doc), *(Speaker(name=name) for name in speakers))
    span = Span(doc=doc, start=0, end=len(text))
    return Claim(id="C1", sentence=f"{doc}.1", span=span, text=text, speakers=chain)


CARRIED = [
    (FINE, FINE),
    (FINE, "On 3 May 2024 the court in Graz fined the firm Norvane 3 million euros over spills in the river."),
    (FINE, FINE.replace("on 3 May 2024", "on May 3, 2024") + " It was the largest so far."),
    (FINE.replace(" over spills in the river", ""), FINE),
    defect("a number in words is another word", FINE.replace("3 million", "three million"), FINE),
    defect(
        "a number in words is another word",
        "Twelve people died in the flood at Elm.",
        "12 people died in the flood at Elm.",
    ),
]


@pytest.mark.parametrize(("small", "large"), CARRIED)
def test_what_carries_the_whole(small: str, large: str) -> None:
    assert carries(claim(small), claim(large, "S2"))


NOT_CARRIED = [
    (FINE, FINE.replace(" over spills in the river", "")),
    (FINE, FINE.replace("3 million", "4 million")),
    (FINE, FINE.replace("3 million", "more than 3 million")),
    (FINE.replace("3 million", "more than 3 million"), FINE),
    (FINE, FINE.replace("3 May", "4 May")),
    (FINE, FINE.replace("Norvane", "Kestrel")),
    (FINE, FINE.replace("Graz", "Linz")),
    (FINE, FINE.replace("fined", "has not fined")),
    (FINE, FINE.replace("fined", "may have fined")),
    (FINE.replace("fined", "reportedly fined"), FINE),
    ("At least 12 people died in the flood in Elm.", "12 people died in the flood in Elm."),
    (
        "The firm Norvane sued the firm Kestrel in Graz over a spill.",
        "The firm Kestrel sued the firm Norvane in Graz over a spill.",
    ),
    ("Minister Anna Berg received Judge Otto Lind in Oslo.", "Judge Otto Lind received Minister Anna Berg in Oslo."),
    ("The crash killed 2 children and injured 9 adults.", "The crash killed 9 children and injured 2 adults."),
]


@pytest.mark.parametrize(("small", "large"), NOT_CARRIED)
def test_what_does_not(small: str, large: str) -> None:
    assert not carries(claim(small), claim(large, "S2"))


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ((), (), True),
        (("the clerk",), ("The clerk",), True),
        (("the clerk",), (), False),
        ((), ("the clerk",), False),
        (("the clerk",), ("the judge",), False),
    ],
)
def test_speakers_must_be_the_same(mine: tuple[str, ...], theirs: tuple[str, ...], *, same: bool) -> None:
    assert carries(claim(FINE, speakers=mine), claim(FINE, "S2", theirs)) is same


def cluster_of(told: Story, words: str, doc: str | None = None) -> Cluster:
    wanted = told.sentence(words, doc).id
    return next(c for c in told.clusters if wanted in {x.sentence for x in c.claims})


def test_two_sources_agree_on_the_whole() -> None:
    told = story(f"{FINE} Farmers in Graz were glad.", f"Fishermen in Graz will sue too much. {FINE}")
    found = cluster_of(told, FINE, "S1")
    assert (found.relation, found.origins) == (Relation.AGREE, ("S1", "S2"))
    assert found is cluster_of(told, FINE, "S2")


def test_a_part_is_quoted_and_the_whole_corroborates_it() -> None:
    part = FINE.replace(" over spills in the river", "")
    told = story(FINE, part)
    found = cluster_of(told, part, "S2")
    assert [c.text for c in found.claims] == [part, FINE]
    assert found.relation == Relation.AGREE


def test_copies_are_one_origin() -> None:
    rest = (
        "Farmers in Graz were glad about the fine. The mayor of Graz thanked the judges for their work. Fish came "
        "back to the"
        " river near Graz in the summer after the spills, and so did the anglers from the villages up the valley. The "
        "mayor said the town would plant new trees on both banks and mend the old path along the water before the "
        "winter."
    )
    told = story(FINE + rest, FINE + rest)
    assert told.documents["S2"].duplicate_of == "S1"
    found = cluster_of(told, FINE, "S1")
    assert (found.relation, found.origins) == (Relation.SINGLE, ("S1",))


def test_a_retelling_in_one_article_is_said_once() -> None:
    told = story(
        f"{FINE} The firm Norvane was fined by the court in Graz over spills. Farmers in Graz were glad about the rain."
    )
    found = cluster_of(told, "was fined by")
    assert len(found.claims) == 2
    assert found.relation == Relation.SINGLE
    assert cluster_of(told, "Farmers") is not found


def test_a_new_figure_is_no_retelling() -> None:
    told = story(
        "A flood hit Elm town on the river, and many people in the town of Elm fled. The flood hit Elm town and "
        "12 people died."
    )
    assert cluster_of(told, "12 people") is not cluster_of(told, "A flood hit")


def test_every_claim_is_in_one_cluster_at_most() -> None:
    told = story(FLOOD, MEETING)
    homes = [c.id for k in told.clusters for c in k.claims]
    assert len(set(homes)) == len(homes)
    assert set(homes) == {c.id for c in told.claims.values() if c.standalone}


FLOOD = (
    "A flood hit the town of Norham and killed 12 people, police said. Three bridges in Norham were closed. The "
    "council of"
    " Norham opened two schools for families. A ferry line to Norham was stopped by Kestrel."
)
MEETING = (
    "Minister Anna Berg met with Chancellor Otto Lind in Oslo on Monday to discuss cod quotas. The meeting "
    "focused on boats"
    " from Bergen and port fees. Both sides praised the fishermen of Norway for their patience."
)
CASE = "Judge Mara Vance fined Norvane 3 million euros in Graz over spills in the river Alder."


@pytest.mark.parametrize("ceiling", [1, 2, 3, 5, 24])
def test_every_event_gets_a_sentence_and_the_ceiling_holds(ceiling: int) -> None:
    clusters = story(FLOOD, MEETING, CASE).clusters
    chosen = choose(clusters, plan_for(ceiling, joins=False))
    assert {c.event for c in chosen} >= {"E1", "E2", "E3"}
    assert len(chosen) <= max(ceiling, 3)
    assert len({c.id for c in chosen}) == len(chosen)


@pytest.mark.parametrize("words", [40, 60, 80])
def test_the_words_hold_beyond_one_for_each_event(words: int) -> None:
    clusters = story(FLOOD, MEETING).clusters
    chosen = choose(clusters, Plan(ceiling=24, words=words))
    assert sum(len(c.claims[0].text.split()) for c in chosen) <= words
    assert len(chosen) > 1


def test_more_room_gives_more_and_keeps_the_order() -> None:
    clusters = story(FLOOD, MEETING).clusters
    small, large = (choose(clusters, plan_for(n, joins=False)) for n in (3, 24))
    assert large[: len(small)] == small
    assert len(large) > len(small)


def test_what_is_said_is_not_said_again() -> None:
    told = story(
        "A flood hit the town of Norham on the river Alder. Police said a flood hit Norham, the town on the river "
        "Alder."
    )
    assert len(choose(told.clusters, plan_for(24, joins=False))) == 1


def test_a_report_is_not_told_again_in_another_articles_words() -> None:
    told = story(
        "A flood tore the ferry Alder from the quay of Norham on Monday.",
        "The ferry Alder was torn from the quay of Norham by a flood on Monday.",
        "A flood tore the ferry Alder from the quay of Norham and drowned 12 people.",
    )
    texts = [c.claims[0].text for c in choose(told.clusters, plan_for(24, joins=False))]
    assert len(texts) == 2
    assert any("12" in text for text in texts), "a number of its own is something new"


def test_a_quotation_is_not_told_twice() -> None:
    told = story(
        "A flood hit Norham. “We lost the whole harvest of this year,” farmer Otto Lind told Kestrel Radio in Norham.",
        "A flood hit Norham. “We lost the whole harvest of this year,” Otto Lind said in a call to the Alder Herald.",
    )
    texts = [c.claims[0].text for c in choose(told.clusters, plan_for(24, joins=False))]
    assert sum("harvest" in text for text in texts) == 1


def test_the_same_clusters_in_another_order_give_the_same_choice() -> None:
    clusters = story(FLOOD, MEETING, CASE).clusters
    assert choose(clusters[::-1], plan_for(5, joins=False)) == choose(clusters, plan_for(5, joins=False))


def focused(words: str) -> list[str]:
    told = story(FLOOD, MEETING, focus=words)
    return [c.claims[0].text for c in choose(told.clusters, plan_for(24, joins=False), words)]


def test_a_focus_chooses_what_is_near_it() -> None:
    assert focused("bridges") == ["Three bridges in Norham were closed."]
    assert all("cod" in text or "Bergen" in text for text in focused("cod quotas Bergen"))


def test_a_focus_on_nothing_gives_nothing() -> None:
    assert focused("volcano") == []


def test_without_clusters_there_is_nothing_to_choose() -> None:
    assert choose((), plan_for(24, joins=False)) == ()


def differences(*texts: str) -> list[tuple[str, str, tuple[str, ...]]]:
    told = story(*texts)
    found = find_differences(tuple(told.documents.values()), told.events, tuple(told.claims.values()))
    assert [d.id for d in found] == [f"D{n}" for n in range(1, len(found) + 1)]
    for difference in found:
        for position in difference.positions:
            assert all(told.documents[c.doc].text[c.start : c.end] == c.quote for c in position.citations)
    return [(d.relation.value, d.attribute.text, tuple(p.value.text for p in d.positions)) for d in found]


def test_two_tolls_of_one_flood_differ() -> None:
    found = differences(
        "A flood hit the town of Norham on the river Alder. The flood in Norham killed 12 people, police said.",
        "A flood hit the town of Norham on the river Alder. The flood in Norham killed 15 people, the mayor said.",
    )
    assert ("conflict", "figure: killed (people)", ("12 people", "15 people")) in found


def test_two_spellings_of_one_name_differ() -> None:
    found = differences("Judge Zoë Kühn fined Norvane over a spill.", "Judge Zoe Kuhn fined Norvane over a spill.")
    assert ("spelling", ("Zoë Kühn", "Zoe Kuhn")) in [(relation, sides) for relation, _, sides in found]


def test_what_agrees_is_no_difference() -> None:
    assert differences(FINE, FINE.replace("fined", "has fined")) == []


def test_dead_and_missing_do_not_differ() -> None:
    assert (
        differences("The flood hit Norham. Twelve people died in Norham and three were missing in Norham, police said.")
        == []
    )


TOLLS = (
    "A flood hit the town of Norham on the river Alder. The flood in Norham killed 12 people, police said.",
    "A flood hit the town of Norham on the river Alder. The flood in Norham killed 12 people.",
    "A flood hit the town of Norham on the river Alder. The flood in Norham killed 15 people, the mayor said.",
)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_which_of_two_equal_sides_is_shown_does_not_hang_on_the_order(order: tuple[int, ...]) -> None:
    told = story(*(TOLLS[n] for n in order))
    found = find_differences(tuple(told.documents.values()), told.events, tuple(told.claims.values()))
    (tolls,) = [d for d in found if d.attribute.text == "figure: killed (people)"]
    assert {p.speaker.text for p in tolls.positions if p.speaker} == {"police", "the mayor"}


def test_a_figure_without_its_noun_is_no_difference() -> None:
    found = differences(
        "A flood hit the town of Norham on the river Alder. The flood killed three people in Norham, police said.",
        "A flood hit the town of Norham on the river Alder. In Norham the death toll of the flood stood at three.",
    )
    assert [row for row in found if row[1].startswith("figure: killed")] == []
