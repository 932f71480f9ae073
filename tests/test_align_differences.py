"""Differences between statements of one story: typed by rule, with the words of each side."""

from __future__ import annotations

import pytest

from service.clock import Clock
from service.pipeline import prepare
from service.records import Difference
from service.settings import Settings
from service.stages.align import find_differences
from service.stages.align.count_reading import read_counts
from service.stages.align.counts import Count
from service.stages.align.figure_differences import figure_differences
from service.stages.align.figure_groups import SHOWN
from service.stages.align.statements import by_document, read
from service.stages.load import TextInput, load_texts

LEADS = (
    (
        "The ferry Aurora ran aground off Tarn with its crew in the harbour of Hamn, the coastguard of Tarn said. "
        "Its captain, Nils Ager, had turned too late, and the Aurora lost her rudder on the rocks. "
    ),
    (
        "Off Tarn the Aurora, a ferry from Hamn, hit the rocks. Captain Nils Ager was taken ashore by the coastguard. "
        "Fishermen from Tarn towed the Aurora away from the rocks in the evening. "
    ),
    (
        "Nobody in Hamn understands how the ferry Aurora came to lie on the rocks off Tarn. The coastguard and Nils "
        "Ager, her captain, were silent. "
    ),
)


def found(*texts: str, published: tuple[str, ...] = ()) -> list[Difference]:
    inputs = [
        TextInput(text=LEADS[n] + text, label=str(n), published=published[n] if published else None)
        for n, text in enumerate(texts)
    ]
    prepared = prepare(load_texts(inputs).documents, Settings(writer="extractive"), Clock())
    return list(find_differences(prepared.documents, prepared.events, prepared.claims))


def rows(*texts: str, published: tuple[str, ...] = ()) -> set[tuple[str, frozenset[str]]]:
    return {
        (d.relation.value, frozenset(p.value.text for p in d.positions)) for d in found(*texts, published=published)
    }


TWO_DAYS = ("2024-05-04", "2024-05-06")


@pytest.mark.parametrize(
    ("a", "b", "relation", "sides"),
    [
        (
            "Seven people died, police said.",
            "Eleven people died, police said.",
            "update",
            {"Seven people", "Eleven people"},
        ),
        (
            "About 40 cars were stuck.",
            "Three dozen cars were stuck.",
            "precision",
            {"About 40 cars", "Three dozen cars"},
        ),
        ("Seven people died.", "The accident left 23 casualties.", "scope", {"Seven people", "23 casualties"}),
        ("The port is closed.", "The port has reopened.", "update", {"The port is closed", "The port has reopened"}),
        ("The captain was on the bridge.", "Some 30 tonnes of oil leaked.", "", set()),
        ("Seven people died.", "In 2016 a ferry sank and 14 people died.", "", set()),
        ("If the storm comes, 90 people will be killed.", "Seven people died.", "", set()),
        ("Some 640 metres of rope lay there.", "About 2,100 feet of rope lay there.", "", set()),
    ],
)
def test_a_type_for_two_statements(a: str, b: str, relation: str, sides: set[str]) -> None:
    told = rows(a, b, published=TWO_DAYS)
    assert (relation, frozenset(sides)) in told if relation else told == set()


def test_a_denial_is_set_against_the_assertion() -> None:
    told = rows("The rudder of the ship had failed, a sailor said.", "The company denied that the rudder had failed.")
    assert any(relation == "attribution" and "denied that the rudder had failed" in sides for relation, sides in told)


def test_a_heading_of_two_statements_is_no_side_alone() -> None:
    for texts in (("The port is closed.", "The port has reopened."), ("The port has reopened.", "The port is closed.")):
        (fact,) = (d for d in found(*texts) if (d.attribute.template or "").startswith("diff_fact"))
        assert fact.attribute.text == "whether: The port has reopened / The port is closed"
        assert fact.note.template == "note_conflict_said"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Aurora hit the rocks on Friday.", "The Aurora hit the rocks on Sunday."),
        ("On Friday the Aurora hit the rocks.", "On Sunday the Aurora hit the rocks."),
        ("It was on Friday that the Aurora hit the rocks.", "The Aurora hit the rocks on Sunday."),
    ],
)
def test_a_heading_of_two_times_names_neither(a: str, b: str) -> None:
    (when,) = (
        d for d in found(a, b, published=("2024-05-06", "2024-05-06")) if d.attribute.template == "diff_when_told"
    )
    assert not {"Friday", "Sunday"} & {*when.attribute.text.rstrip(".").split()}
    assert "Aurora hit the rocks" in when.attribute.text


def test_rivals_in_one_breath() -> None:
    told = rows("Police counted about 400 people at the march, the union 900.", "The march was long.")
    assert ("conflict", frozenset({"about 400 people", "900"})) in told


def test_three_tolls_are_one_difference() -> None:
    told = found(
        "Seven people died, police said.",
        "Nine people died, police said.",
        "Eleven people died, police said.",
        published=("2024-05-04", "2024-05-06", "2024-05-09"),
    )
    (tolls,) = [d for d in told if d.attribute.text == "figure: killed (people)"]
    assert [p.value.text for p in tolls.positions] == ["Seven people", "Nine people", "Eleven people"]


def test_each_of_many_figures_is_set_against_another_one() -> None:
    texts = [f"{20 + n} people died in Tarn, police said." for n in range(10)]
    texts.append("Since May 90 people died in Tarn, police said.")  # the last of all, and the one of another scope
    documents = {
        d.id: d.model_copy(update={"duplicate_of": None})
        for d in load_texts([TextInput(text=LEADS[0] + text, label="x") for text in texts]).documents
    }
    told = by_document(read(tuple(documents.values())))
    (scope,) = (d for d in figure_differences(documents, told, ()) if d.relation == "scope")
    values = [p.value.text for p in scope.positions]
    assert "90 people" in values
    assert len(values) == SHOWN
    assert {values[n] for pair in scope.pairs for n in pair} == {*values}
    assert all("90 people" in (values[i], values[j]) for i, j in scope.pairs)


def test_tolls_of_two_towns_are_not_compared() -> None:
    told = rows(
        "In Tarn seven people died. In Lissan three people died.",
        "In Tarn nine people died. In Lissan three people died.",
    )
    assert not any("three people" in sides and len(sides) > 1 for _, sides in told)


def test_what_is_asked_for_is_not_what_was_sent() -> None:
    told = rows("The mayor asked for 500 soldiers.", "The ministry sent 300 soldiers.")
    assert told == set()


def test_a_denied_bound_is_a_bound_on_the_other_side() -> None:
    told = rows(
        "The damage was above 80 million dollars, the owner said.",
        "The damage would not be above 60 million dollars, the insurer said.",
    )
    assert ("conflict", frozenset({"above 80 million dollars", "not be above 60 million dollars"})) in told


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Governor Mara Vance declared a state of emergency. She said the damage was 80 million dollars.",
            "Mara Vance",
        ),
        ("Mara Vance met Ida Holm in Hamn. She said the damage was 80 million dollars.", "She"),
        ("Hamn is cut off. Mara Vance said the damage was 80 million dollars.", "Mara Vance"),
    ],
)
def test_a_pronoun_that_speaks_is_named_where_the_article_leaves_no_doubt(text: str, speaker: str) -> None:
    lead = "The harbour was closed on Monday and nobody could leave the town until the storm was over. "
    last = read(load_texts([TextInput(text=lead + text, label="a")]).documents)[-1]
    said = last.speaker_at(last.text.index("80"))
    assert said is not None
    assert last.said_by(said) == speaker


def test_a_pronoun_that_nothing_settles_is_no_name_of_a_speaker() -> None:
    differences = found(
        "Seven people died, police said.", "Doctor Ida Rehn met Mayor Eva Moen. Eleven people died, she said."
    )
    (toll,) = (d for d in differences if (d.attribute.template or "").startswith("diff_figure"))
    told = {p.value.text: p.speaker for p in toll.positions}
    assert {value: speaker.text for value, speaker in told.items() if speaker} == {
        "Seven people": "police",
        "Eleven people": "a speaker not named",
    }
    assert [c.quote for s in told.values() if s for c in s.citations] == ["police", "she"]


def test_a_pronoun_is_no_common_source_of_two_articles() -> None:
    told = rows(
        "Ida Holm met Mara Vance. She said the damage was above 80 million dollars.",
        "Ida Holm met Mara Vance. She said the damage was 95 million dollars.",
        published=TWO_DAYS,
    )
    assert {relation for relation, _ in told} == {"precision"}


def test_a_conflict_claims_no_common_time_and_its_words_are_whole() -> None:
    blamed = [
        d
        for d in found(
            "Talks on a ceasefire have stalled. Neither side has shown signs of cooperation in the talks.",
            "Talks wait for Norland’s reluctance to adhere to the proposal with its many new unexpected conditions.",
        )
        if d.relation == "conflict"
    ]
    (difference,) = blamed
    assert difference.note.text == "the values differ; the sources do not agree"
    assert {p.value.text for p in difference.positions} == {
        "Neither side has shown signs of cooperation",
        "Norland’s reluctance to adhere to the proposal with its many new unexpected",
    }


@pytest.mark.parametrize(
    ("a", "b", "relation", "sides"),
    [
        # nouns that no list of the package has
        (
            "Divers counted four cracks in the keel of the Aurora, the coastguard said.",
            "Divers counted seven cracks in the keel of the Aurora, the coastguard said.",
            "update",
            {"four cracks", "seven cracks"},
        ),
        (
            "The detour by way of Hamn is 17 miles long.",
            "The detour by way of Hamn is more than 15 miles long.",
            "precision",
            {"17 miles", "more than 15 miles"},
        ),
        (
            "The harbour board approved the salvage by 58 votes to 29.",
            "The harbour board approved the salvage by 58 to 31.",
            "conflict",
            {"58 votes to 29", "58 to 31"},
        ),
        (
            "The harbour board is to vote on the salvage law on Thursday.",
            "The harbour board voted on the salvage law on Friday.",
            "update",
            {"Thursday", "Friday"},
        ),
        (
            "A former fitter of the shipyard said that the rudder was old.",
            "A man who used to work for the shipyard told this paper that nobody checked.",
            "undecided",
            {"A former fitter of the shipyard", "A man who used to work for the shipyard"},
        ),
        # an article that gives both values is in no dispute with one that gives one of them
        ("Two in seven oak planks were rotten.", "Seven oak planks lay there.", "", set()),
    ],
)
def test_a_type_whatever_the_story_is_of(a: str, b: str, relation: str, sides: set[str]) -> None:
    told = rows(a, b, published=TWO_DAYS)
    assert (relation, frozenset(sides)) in told if relation else told == set()


def test_a_pointed_denial_is_set_against_what_stands_before_it() -> None:
    told = rows(
        "A sailor said his union had warned the owners. The owners denied that any such warning was sent.",
        "The rudder was old.",
    )
    assert any(
        relation == "attribution" and any(side.startswith("denied that any such") for side in sides)
        for relation, sides in told
    )


@pytest.mark.parametrize(
    ("a", "b", "relation", "sides"),
    [
        (
            "The new pier will be completed in 2029, the board said.",
            "The new pier is to be completed by 2030, the mayor said.",
            "update",
            {"2029", "2030"},
        ),
        (
            "Some 120 firefighters fought the blaze on the Aurora.",
            "Some 150 firefighters fought the blaze on the Aurora.",
            "update",
            {"Some 120 firefighters", "Some 150 firefighters"},
        ),
        (
            "The number of injured rose to 41, the hospital said.",
            "The number of injured reached 44, the hospital said.",
            "update",
            {"41", "44"},
        ),
        ("Two sailors are still missing.", "Nobody is missing any more.", "update", {"Two sailors", "Nobody"}),
        ("One sailor died.", "Three sailors died.", "update", {"One sailor", "Three sailors"}),
        ("The shock had a magnitude of 7.4.", "Waves of 5.1 metres hit the coast.", "", set()),
        (
            "Ida Holm, a 38-year-old sailor, was on the bridge.",
            "It was Ida Holm, who is 41, that steered.",
            "conflict",
            {"38", "41"},
        ),
    ],
)
def test_what_a_reader_looked_for(a: str, b: str, relation: str, sides: set[str]) -> None:
    told = rows(a, b, published=TWO_DAYS)
    assert (relation, frozenset(sides)) in told if relation else told == set()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # two sums, two spans of time and two votes that share nothing but their unit, their length or their board
        ("The pilot will be paid 5 million euros a year.", "A lawyer received 3.2 million euros."),
        ("With the tide 40 minutes away, the crew waited.", "A cook sang for twenty minutes."),
        (
            "On 6 May 2024 the harbour board called for an inquiry by three votes to two.",
            "On 9 May 2024 the harbour board adopted the budget by four votes to one.",
        ),
        ("The senate confirmed the judge by 96 to 3.", "The court decided by 5 votes to 4."),
        # what became of one person says nothing of another
        ("Mara Vance resigned from the board.", "Ida Holm was fired from the board."),
        # a name and what is made of it, two offices of one article, a land's full name
        ("The Saudi Arabian crew left.", "Saudi Arabia sent a tug."),
        ("Harbour Minority Ada Holm met Harbour Majority Ada Bolt.", "Harbour Majority Ada Bolt left."),
        ("America sent a tug.", "The United States paid for the tug."),
        # refused, not denied; said to be possible, not denied
        ("The judge denied a request to see the log.", "The judge will see the log."),
        ("The owner could refute the claims of the crew at a trial.", "The crew made claims at the trial."),
        # the day of a plan and the day of the speaking
        (
            "The mayor announced Monday that he would ban night sailing.",
            "The mayor said over the weekend that he would ban it.",
        ),
        ("Noon was the hour: the flag was raised at 12:00 p.m. by the crew.", "The crew raised the flag at noon."),
    ],
)
def test_two_that_only_look_alike_are_left_alone(a: str, b: str) -> None:
    assert rows(a, b, published=TWO_DAYS) == set()


def test_a_surname_behind_an_office_and_a_hyphen_are_spellings() -> None:
    told = rows(
        "County Clerk Leon Szymanski and Karl-Heinz Oden were there.", "Clerk Leon Szymansky met Karlheinz Oden."
    )
    assert ("spelling", frozenset({"Leon Szymanski", "Leon Szymansky"})) in told
    assert ("spelling", frozenset({"Karl-Heinz Oden", "Karlheinz Oden"})) in told


def test_a_decision_on_the_event_is_not_the_event() -> None:
    told = rows(
        'The Aurora lay on the rocks. The owner called it "a disgrace for the whole coast".',
        'The lawyer called the ruling "a whitewash"; for the mayor it is "a vindication".',
    )
    (labels,) = [sides for relation, sides in told if relation == "wording"]
    assert labels == {"a whitewash", "a vindication"}


def test_a_label_of_the_narrator_is_not_given_to_the_agency_that_reported_the_fact() -> None:
    told = found(
        "Ager met a leader of the terror group on shore, the radio of Hamn reported.",
        "“They are a terrorist organization,” the mayor of Hamn said. Ager met the resistance group.",
    )
    (labels,) = [d.positions for d in told if d.relation == "wording"]
    speakers = {p.value.text: p.speaker.text if p.speaker else None for p in labels}
    assert speakers["terror group"] is None
    assert speakers["terrorist organization"] == "the mayor of Hamn"


@pytest.mark.parametrize(
    "other", ["Rear Admiral Gregor Stal", "Chief Inspector Gregor Stahll", "the mate, Gregor Stal"]
)
def test_a_rank_before_a_name_and_a_letter_more_hide_no_spelling(other: str) -> None:
    told = rows("The mate, Gregor Stahl, was asleep.", f"Nobody saw {other}.")
    assert ("spelling", frozenset({"Gregor Stahl", " ".join(other.split()[-2:])})) in told


def test_another_letter_of_four_makes_another_name() -> None:
    assert rows("The mate, Gregor Ross, was asleep.", "The mate, Gregor Rost, was asleep.") == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mate, Arve Moen, 58, was asleep.", "The mate, Arve Moen, was 59."),
        ("Arve Moen, 58, was asleep.", "Arve Moen, the mate of the tug, was 59 and asleep."),
    ],
)
def test_an_age_behind_an_apposition(one: str, other: str) -> None:
    assert ("conflict", frozenset({"58", "59"})) in rows(one, other)


def test_a_measure_behind_an_apposition_is_no_age() -> None:
    told = rows("The mate, Arve Moen, was 58 metres away.", "Arve Moen, the mate, was 59 minutes late.")
    assert not any("58" in sides for _, sides in told)


def counts_of(text: str) -> list[Count]:
    return read_counts(read(load_texts([TextInput(text=LEADS[0] + text, label="a")]).documents))


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("The tug was doing 19 knots.", 35.188, "speed"),
        ("The tug was doing 35 kilometres an hour.", 35.0, "speed"),
        ("The gale blew at 75mph.", 120.701, "speed"),
        ("The tug lay 35 kilometres from Tarn.", 35_000.0, "length"),
        ("The tug stayed afloat for nearly an hour.", 3600.0, "time"),
        ("The tug was gone within a quarter of an hour.", 900.0, "time"),
        ("The crew waited more than a year and a half.", 47_336_400.0, "time"),
        ("The tug pumped 40 cubic metres of water.", 40.0, "volume"),
        ("The rally drew 20,000, its organisers said.", 20_000.0, ""),
    ],
)
def test_a_figure_is_read_with_its_measure(words: str, value: float, unit: str) -> None:
    assert (value, unit) in {(round(c.value, 3), c.unit) for c in counts_of(words)}


@pytest.mark.parametrize(
    "words", ["The tug left an hour ago.", "It was a week of storms.", "The tug left about an hour earlier."]
)
def test_a_moment_is_no_span(words: str) -> None:
    assert not [c for c in counts_of(words) if c.unit == "time"]


def test_the_losing_side_of_a_result_is_no_figure_of_its_own() -> None:
    assert {c.value for c in counts_of("The council voted by 96 to 41, the clerk said.")} <= {96.0}


def test_speeds_are_compared_whatever_measure_they_are_told_in() -> None:
    knots = "The Aurora was doing 12 knots when she hit the rocks, the coastguard said."
    told = [
        rows(knots, f"The Aurora was doing {n} kilometres an hour when she hit the rocks, the navy said.")
        for n in (35, 22)
    ]
    assert told == [{("conflict", frozenset({"12 knots", "35 kilometres"}))}, set()]


def test_a_span_in_words_is_set_against_one_in_figures() -> None:
    told = rows("The Aurora blew her horn for 94 seconds.", "The Aurora blew her horn for about a minute and a half.")
    assert ("precision", frozenset({"94 seconds", "about a minute and a half"})) in told


@pytest.mark.parametrize("place", ["in Karel", "in eastern Karel", "on the Great Karel plain", "across Lower Karel"])
def test_people_and_the_part_of_their_land_that_a_toll_is_told_of(place: str) -> None:
    told = rows(
        "The storm killed 120 Karelians, the mayor of Hamn said.",
        f"The storm that struck {place} killed 190 Ostrans, the harbour office said.",
        published=("2024-05-04", "2024-05-04"),
    )
    assert ("update", frozenset({"120 Karelians", "190 Ostrans"})) in told


def test_two_peoples_that_no_place_binds_are_two_counts() -> None:
    told = rows(
        "The storm killed 120 Karelians, the mayor of Hamn said.",
        "The storm killed 190 Ostrans, the harbour office said.",
        published=("2024-05-04", "2024-05-04"),
    )
    assert not any("190 Ostrans" in sides for _, sides in told)
