"""Relate on reports of any kind: one story in different words, twin events, outsiders, round-ups, what stays open."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from service.records import Event, EventKind
from service.stages.load import TextInput
from service.stages.relate import groups
from service.stages.relate.groups import Material, grouped
from service.stages.relate.odds import FAR
from service.stages.validate import phrase_problems
from service.text.story.likeness import pair_features, pair_odds
from service.text.story.profile import content, profile, rarity
from tests.check_support import Story, story, story_of

STORIES = ("launch", "mine", "museum", "strike", "truce", "wildfire")


@cache
def told(folder: str) -> Story:
    paths = sorted(Path("evals", folder).glob("*.txt"))
    return story_of(tuple(TextInput(text=path.read_text("utf-8")) for path in paths))


def reported(found: Story) -> list[Event]:
    return [e for e in found.events if e.kind == EventKind.REPORTED]


def homes(found: Story) -> list[set[str]]:
    return [{m.doc for m in event.mentions} for event in reported(found)]


@pytest.mark.parametrize("name", STORIES)
def test_one_story_is_one_event_however_its_articles_tell_it(name: str) -> None:
    assert homes(told(f"pairs/open/{name}")) == [{"S1", "S2", "S3", "S4"}]


TWINS = {
    "election": [{"S1", "S2", "S4"}, {"S3", "S4"}],
    "flood": [{"S1", "S2", "S3", "S4"}, {"S2", "S3"}],
    "football": [{"S1", "S3", "S4"}, {"S2", "S4"}],
    "merger": [{"S1", "S2", "S3", "S4"}],
}


@pytest.mark.parametrize("name", TWINS)
def test_twin_events_stay_apart_and_a_round_up_tells_both(name: str) -> None:
    assert homes(told(f"planted/open/{name}")) == TWINS[name]


def test_a_round_up_says_which_sentences_tell_which_event() -> None:
    found = told("planted/open/election")
    main, part = (m for event in reversed(reported(found)) for m in event.mentions if m.doc == "S4")
    assert not set(main.sentences) & set(part.sentences)
    assert main.distinct_from == (part.id,)
    assert part.distinct_by is not None
    assert found.documents["S4"].slice(part.distinct_by) == "In Port Varrick"
    assert all("Tessen" not in found.sentences[s].text for s in part.sentences[:2])


def test_a_turn_is_no_event_without_an_article_about_it() -> None:
    text = Path("evals/planted/open/election/d_recount.txt").read_text("utf-8")
    assert len(reported(story(text))) == 1


@pytest.mark.parametrize("position", [0, 2, 4])
def test_an_outsider_is_an_event_of_its_own(position: int) -> None:
    paths = sorted(Path("evals/pairs/open/mine").glob("*.txt"))
    paths.insert(position, Path("evals/pairs/open/wildfire/a_chronicle.txt"))
    found = story_of(tuple(TextInput(text=path.read_text("utf-8")) for path in paths))
    assert {f"S{position + 1}"} in homes(found)
    assert len(reported(found)) == 2
    assert not any(event.maybe_same_as for event in reported(found))


def test_reports_that_may_be_one_event_say_what_speaks_for_and_against() -> None:
    texts = (Path(f"evals/pairs/open/mine/{name}.txt").read_text("utf-8") for name in ("b_post", "c_northline"))
    found = story(*texts)
    first, second = reported(found)
    (same,) = first.maybe_same_as
    assert same.event == second.id
    assert {"for_shared_name"} <= {p.template for p in same.evidence_for}
    assert {"against_names"} <= {p.template for p in same.evidence_against}
    for item in (*same.evidence_for, *same.evidence_against):
        assert not list(phrase_problems(item, found.documents))


DATED = "The River Alder flooded the old town of Norham on {}, and 12 people were killed, the county council said."


@pytest.mark.parametrize(("day", "events"), [("4 May 2024", 1), ("6 May 2024", 1), ("4 May 2021", 2)])
def test_leads_of_other_years_tell_other_events(day: str, events: int) -> None:
    other = DATED.format(day).replace("and 12 people were killed", "killing 12 people")
    published = datetime(2024, 5, 8, tzinfo=UTC)
    assert len(reported(story(DATED.format("4 May 2024"), other, published=published))) == events


def test_a_year_in_a_lead_dates_no_event() -> None:
    old = DATED.format("4 May 2024").replace("old town", "town (founded in 1821)")
    assert len(reported(story(DATED.format("4 May 2024"), old))) == 1


CRIME = "A man with a knife robbed the bank of Norham on {} and took 12,000 crowns, the police said.{}"


@pytest.mark.parametrize(
    ("told", "events"),
    [("", 2), (" Karl Venn robbed it in May 2021.", 1), (" Karl Venn robbed it in June 2021.", 2)],
)
def test_a_follow_up_tells_when_it_was_and_is_not_kept_apart_by_its_own_day(told: str, events: int) -> None:
    later = CRIME.replace("robbed", "who had robbed").replace(" and took", " was tried for it; he took")
    assert len(reported(story(CRIME.format("4 May 2021", ""), later.format("4 May 2024", told)))) == events


@pytest.mark.parametrize("line", ["{}\n", "NORHAM, {} (Nordic Wire) - ", "By Ines Holt, {}\n"])
def test_the_day_of_writing_is_no_day_of_the_event(line: str) -> None:
    leads = (DATED.replace(" on {}", ""), DATED.replace(" on {}", "").replace("and 12 people", "where 12 people"))
    texts = (line.format(day) + lead for day, lead in zip(("May 4, 2024", "July 9, 2024"), leads, strict=True))
    assert len(reported(story(*texts))) == 1


@pytest.mark.parametrize(("published", "events"), [("2024-05-05", 1), ("2024-07-09", 2)])
def test_a_weekday_is_resolved_by_the_day_of_writing(published: str, events: int) -> None:
    leads = (DATED.format("Saturday"), DATED.format("Saturday").replace("and 12 people", "where 12 people"))
    texts = (f"{day}\n{lead}" for day, lead in zip(("2024-05-05", published), leads, strict=True))
    assert len(reported(story(*texts))) == events


def test_one_report_of_another_day_does_not_part_a_crowd() -> None:
    rows = [[0.0 if n == m else 4.0 for m in range(5)] for n in range(5)]
    rows[0][4] = rows[4][0] = FAR
    assert grouped(material(*rows), [[n] for n in range(5)]) == [[0, 1, 2, 3, 4]]


def material(*rows: list[float]) -> Material:
    return Material(rows, [None] * len(rows))


def test_a_chain_of_likenesses_joins_no_two_that_are_in_conflict() -> None:
    apart = float("-inf")
    assert grouped(material([0, 5, apart], [5, 0, 4], [apart, 4, 0]), [[0], [1], [2]]) == [[0, 1], [2]]


def test_the_mean_decides_and_not_the_nearest_member() -> None:
    rows: list[list[float]] = [[0, 6, 2, -9], [6, 0, 2, -12], [2, 2, 0, 1], [-9, -12, 1, 0]]
    assert grouped(material(*rows), [[0], [1], [2], [3]]) == [[0, 1, 2], [3]]
    assert grouped(material(*rows), [[0, 3], [1], [2]]) == [[0, 3], [1, 2]]


def test_odds_are_the_same_both_ways_round_and_whatever_the_figures_are() -> None:
    a, b = (profile(content(text, 0, 1)) for text in (DATED.format("Monday"), DATED.format("Friday")))
    assert pair_features(a, b) == pair_features(b, a)
    swapped = [profile(content(DATED.format(day).replace("12", "47"), 0, 1)) for day in ("Monday", "Friday")]
    assert pair_odds(*swapped) == pytest.approx(pair_odds(a, b))


def test_rarity_knows_common_words_from_rare_ones() -> None:
    assert rarity("government") < rarity("flood") < rarity("kestrelish")
    assert rarity("12") == rarity("47") < rarity("1912")


def test_a_crowd_of_strangers_is_looked_at_a_few_times_and_not_once_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    class Crowd(groups.Company):
        """Whoever stands last is far from the others, however many are gone."""

        def __init__(self, _: Material, members: list[int]) -> None:
            self.members, self.told = members, True
            looks.append(len(members))

        def odds_of(self, own: int) -> float:
            return 2 * groups.OUT if own == self.members[-1] else -groups.OUT

    monkeypatch.setattr(groups, "Company", Crowd)
    size = 120
    rows = [[1.0] * size for _ in range(size)]
    found = grouped(material(*rows), [[n] for n in range(size)])
    assert len(found[0]) == size - groups.ROUNDS
    assert len(looks) <= groups.ROUNDS + len(found)
