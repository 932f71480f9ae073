"""Names, offices, points of the compass and figures that the cited words have in another place."""

from __future__ import annotations

import pytest

from service.text.support.elsewhere import taken_elsewhere
from service.text.support.figures import missing_numbers
from service.text.support.offices import offices_of, other_office
from service.text.support.points import turned_points
from service.text.support.reading import read
from service.text.support.sides import turned

DEAL = "Velmont's chief executive, Clara Bosch, expects savings; its chairman, Hugh Petters, called the price fair."
PACT = "The Uzbek foreign minister, Rustam Alov, and his Tajik counterpart, Firuz Nazar, signed the pact."
DOSES = (
    "The health minister, Joel Weke, said that 2.1 million doses would be given, while the opposition's spokeswoman,"
    " Grace Njer, said that the first child had died."
)
CRASH = "A Polish driver died when a barrier gave way near Molde, and two Danish tourists were missing on Runde."
DAM = "The treaty obliges Dushanbe to let water pass; Tashkent will lend it $180 million for a dam."


@pytest.mark.parametrize(
    ("claim", "given", "fault"),
    [
        ("The chairman, Clara Bosch, expects savings.", DEAL, ("The chairman", "Clara Bosch")),
        ("The chief executive, Clara Bosch, expects savings.", DEAL, ()),
        ("Clara Bosch, the boss of Velmont, expects savings.", DEAL, ()),
        ("Hugh Petters, the chairman, called it fair.", DEAL, ()),
        ("Tajikistan's foreign minister, Rustam Alov, signed.", PACT, ("Tajikistan's foreign minister", "Rustam Alov")),
        ("Uzbekistan's foreign minister, Rustam Alov, signed.", PACT, ()),
        ("The foreign minister of Tajikistan, Firuz Nazar, signed.", PACT, ()),
    ],
)
def test_an_office_is_told_of_whoever_holds_it(claim: str, given: str, fault: tuple[str, ...]) -> None:
    assert other_office(read(claim), [read(given)]) == fault


def test_a_counterpart_holds_the_office_named_before() -> None:
    one, two = offices_of(read(PACT))
    assert (one.heads, one.scope) == (two.heads, two.scope)
    assert (set(one.lands), set(two.lands)) == ({"Uzbekistan"}, {"Tajikistan"})


@pytest.mark.parametrize(
    ("claim", "given", "fault"),
    [
        ("Grace Njer announced that 2.1 million doses would be given.", DOSES, ("Grace", "Joel")),
        ("Joel Weke announced that 2.1 million doses would be given.", DOSES, ()),
        ("Grace Njer spoke of the first child that died.", DOSES, ()),
        ("A driver from Denmark was killed when a barrier failed.", CRASH, ("Denmark", "Polish")),
        ("A driver from Poland was killed when a barrier failed.", CRASH, ()),
        ("Dushanbe will lend $180 million for a dam.", DAM, ("Dushanbe", "Tashkent")),
        ("Dushanbe gets $180 million for a dam.", DAM, ()),
        ("Ilmen said the men had crossed by night.", "Lee fled. Ilmen said the men had crossed by night.", ()),
    ],
)
def test_a_name_does_not_take_what_is_said_of_another(claim: str, given: str, fault: tuple[str, ...]) -> None:
    assert taken_elsewhere(read(claim), [read(given)]) == fault


@pytest.mark.parametrize(
    ("claim", "given", "fault"),
    [
        ("Rivers rise in the north of Finland.", "In northern Sweden and the south of Finland it rained.", True),
        ("Rivers rise in southern Finland.", "In northern Sweden and the south of Finland it rained.", False),
        ("It fell in Kenya's south-west.", "It fell in south-western Kenya.", False),
        ("The gate between North Ferrow and the rest is shut.", "It divides North and South Ferrow.", False),
    ],
)
def test_a_point_of_the_compass_stays_with_its_place(claim: str, given: str, fault: bool) -> None:
    assert bool(turned_points(read(claim), [read(given)])) is fault


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("In Vardal 61,000 households are dark.", ("61,000 households",)),
        ("In Vardal 40,000 households are dark.", ()),
        ("All in all 61,000 households are dark.", ()),
        ("Of the 61,000 dark households 40,000 are in Vardal.", ()),
    ],
)
def test_a_whole_is_not_told_of_its_part(claim: str, missing: tuple[str, ...]) -> None:
    given = "The storm left 61,000 households dark, 40,000 of them in Vardal."
    assert missing_numbers(read(claim), [read(given)]) == missing


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("Anna Berg discussed the quotas with Otto Lind.", False),
        ("Anna Berg is to discuss the quotas in Graz with Otto Lind.", False),
        ("Anna Berg discussed Otto Lind.", True),
    ],
)
def test_who_does_something_with_each_other_may_change_places(claim: str, fault: bool) -> None:
    given = "Otto Lind discussed the quotas with Anna Berg."
    assert bool(turned(read(claim), [read(given)])) is fault


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("On Friday 51 people died.", ("51 people",)),
        ("By Friday the toll had risen to 51.", ()),
        ("Altogether 51 people have died, 12 of them on Friday.", ()),
        ("So far 51 people have died.", ()),
        ("On Friday 12 people died.", ()),
    ],
)
def test_a_running_total_is_not_told_of_the_day_that_brought_it_there(claim: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read("On Friday 12 more people died, bringing the toll to 51.")]) == missing


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("The men killed 30 people.", ("30",)),
        ("The men killed 12 people.", ()),
        ("The men took 30 captives.", ()),
        ("Thirty people were abducted.", ()),
    ],
)
def test_captives_are_not_told_as_the_dead(claim: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read("The men killed 12 people and took 30 hostages.")]) == missing
