"""Pointers: words that point outside their sentence, and words that only look as if they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.pointers import find_pointers

KNOWN = frozenset({"norvane", "kestrel", "lind", "berg", "okoro", "rovers", "norham", "elm"})
PEOPLE = frozenset({"lind", "berg", "okoro"})


def found(text: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end].strip(" ,"), p.kind) for p in find_pointers(text, KNOWN, PEOPLE)]


OUTSIDE = [
    ("He said the bridge at Norham would stay closed.", ("He", "pronoun")),
    ("She told reporters that Elm was under water.", ("She", "pronoun")),
    ("They agreed to pay $3 million for the ferry line.", ("They", "pronoun")),
    ("It was approved by the board of Norvane.", ("It", "pronoun")),
    ("It rained for three days in Norham.", ("It", "pronoun")),
    ("Its shares fell by 4 percent.", ("Its", "pronoun")),
    ("Their wages were cut in May.", ("Their", "pronoun")),
    ("As well as Lind, they fined Rovers.", ("they", "pronoun")),
    ("The meeting lasted two hours.", ("The meeting", "definite")),
    ("The verdict was read out in Bergen.", ("The verdict", "definite")),
    ("The merger was approved in Brussels.", ("The merger", "definite")),
    ("The election was held on Sunday.", ("The election", "definite")),
    ("The deal, signed in Oslo, is worth $3 billion.", ("The deal", "definite")),
    ("Voters in Elm backed the plan.", ("the plan", "definite")),
    ("Cod quotas were on the agenda.", ("on the agenda", "definite")),
    ("Discussions lasted two hours.", ("Discussions", "definite")),
    ("The company said Friday was a holiday.", ("The company", "definite")),
    ("The company's shares fell by 4 percent.", ("The company", "definite")),
    ("The toll rose to 14.", ("The toll", "definite")),
    ("Mayor Ines Okoro disputes this.", ("this", "demonstrative")),
    ("The mayor of Elm denied this and spoke of envy.", ("this and", "demonstrative")),
    ("Lind called that untrue.", ("that", "demonstrative")),
    ("Two hikers who had been missing there were found alive.", ("there", "demonstrative")),
    ("Judge Lind is expected to hear the mayor of Elm then.", ("then", "demonstrative")),
    ("Lind, the mayor, remembers them otherwise.", ("them", "pronoun")),
    ("Rovers rejected the charge.", ("the charge", "definite")),
    ("The striker signed a contract of five years.", ("The striker", "definite")),
    ("The victim was 34.", ("The victim", "definite")),
    ("The president resigned.", ("The president", "definite")),
    ("The latter was chosen.", ("The latter", "definite")),
    ("The judge sentenced Otto Lind to four years.", ("The judge", "definite")),
    ("The city was without power.", ("The city", "definite")),
    ("Both sides called for calm.", ("Both sides", "sides")),
    ("Both parties will meet again.", ("Both parties", "sides")),
    ("The pair met in Oslo.", ("The pair", "sides")),
    ("These steps will hurt farmers.", ("These steps", "demonstrative")),
    ("This will hurt farmers.", ("This", "demonstrative")),
    ("Such rules will hurt farmers.", ("Such", "demonstrative")),
    ("Norvane also bought two mines.", ("also", "opener")),
    ("Norvane, too, bought two mines.", ("too, bought", "opener")),
    ("However, farmers in Elm lost crops.", ("However", "opener")),
    ("But farmers in Elm lost crops.", ("But", "opener")),
    ("Meanwhile, farmers in Elm lost crops.", ("Meanwhile", "opener")),
    ("For example, farmers in Elm lost crops.", ("For example", "opener")),
    ("As a result, farmers in Elm lost crops.", ("As a result", "opener")),
    ("The two ministers met in Oslo.", ("The two ministers", "sides")),
    ("The mayor resigned.", ("The mayor", "definite")),
    ("The coach dropped Lind.", ("The coach", "definite")),
    ("The remarks angered Norvane.", ("The remarks", "definite")),
    ("Lind asked the council of Elm to drop the rule.", ("the rule", "definite")),
    ("Okoro hoped that Lind would answer the subpoenas.", ("the subpoenas", "definite")),
    ("The committee asked Lind for papers.", ("The committee", "definite")),
    ("The girls wore black.", ("The girls", "definite")),
    ("Another guard was unhurt.", ("Another", "demonstrative")),
]


@pytest.mark.parametrize(("text", "pointer"), OUTSIDE)
def test_words_that_point_outside(text: str, pointer: tuple[str, str]) -> None:
    assert pointer in found(text)


INSIDE = [
    # an antecedent in the sentence
    "Mayor Ines Okoro said she would resign.",
    "A man who lost his house was taken to hospital.",
    "A player who joined Rovers in May signed his contract in Leeds.",
    "Norvane said its shares had fallen.",
    "Norvane and Kestrel said both companies would keep their names.",
    "Norvane and Kestrel said the two sides would share the cost.",
    "Lind, 34, and his brother were fined.",
    "The ministers held a meeting in Oslo, and the meeting lasted two hours.",
    "The Dockers' Union said the group would strike.",
    "In Elm a driver hit a wall, and police said the driver was 34.",
    # a complement that says which
    "The meeting with union leaders lasted two hours.",
    "The talks between Norway and Sweden lasted two hours.",
    "The trial of Otto Lind began in Bergen.",
    "The merger of Norvane and Kestrel was approved in Brussels.",
    "The Norvane merger was approved in Brussels.",
    "The storm in Elm killed two people.",
    "The victim of the crash in Elm was 34.",
    "The city of Norham was without power.",
    "The president of Norvane resigned.",
    "The company that owns the ferry paid.",
    "Voters in Elm backed the plan to close the mine.",
    "Discussions on fishing quotas lasted two hours.",
    # words that point nowhere
    "It is unclear who started the fire in Lund.",
    "It was not immediately clear whether the dam at Elm had failed.",
    "It remains unclear how many people were hurt in Elm.",
    "This year the river at Norham froze.",
    "Those who left Elm early were safe.",
    "IT workers in Leeds went on strike.",
    "Three others were hurt in Elm.",
    "There is such a thing as luck.",
    "Farmers in Elm lost crops as a result.",
    # brackets that resolve
    "[Otto Lind] said he would stay.",
    "The meeting [of Lind with Okoro] lasted two hours.",
    "Both sides [Lind and Okoro] called for calm.",
    "The group [Norvane] called for calm.",
    "The toll [of the fire service] rose to 14.",
    "Residents said they had been given no warning.",
    "Farmers in Elm said they had lost their crops.",
    "Police in Elm said they had closed the bridge.",
    "A driver hit a wall, and police said the driver was 34.",
    "The council and the utility said they would pay.",
    "Lind said the fee was too high.",
    "So far, 12 people have died in Elm.",
    "Instead of cutting jobs, Kestrel sold two ships.",
    "But for the dam, Elm would be gone.",
    "Besides Lind, Rovers fined two players.",
    "Lind accused Norvane of fraud, but Norvane denied this.",
    "Police in Elm said there were no witnesses.",
    "In Elm, people who lived there left.",
    "The council met on Monday and Okoro resigned then.",
    "Rovers rejected the charge of fraud.",
    "The rules on fishing in Elm were dropped.",
    "Kestrel issued a rule, and the rule was dropped.",
    "The Norvane rule was dropped.",
    "Norvane said the committee would meet in Leeds.",
    "Papers were asked for by the Senate committee.",
    "Papers were asked for by the mining board.",
]


@pytest.mark.parametrize("text", INSIDE)
def test_words_that_stay_inside(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "These steps [cuts in quotas] will hurt farmers.",
        "These measures [new fees] will hurt farmers.",
    ],
)
def test_a_bracket_resolves_deeds(text: str) -> None:
    assert found(text) == []


def test_a_bracket_resolves_only_what_stands_before_it() -> None:
    assert found("Both sides [Lind and Okoro] said the verdict was fair.") == [("the verdict", "definite")]


def test_what_is_known_of_the_document_is_used() -> None:
    assert find_pointers("Kestrel said its ferry was late.") != ()
    assert found("Kestrel said its ferry was late.") == []


PIECES = st.lists(
    st.sampled_from(
        "The meeting Both sides He it [ ] also However, these steps of Lind and “ ” . , too such the group".split(" ")
    )
    | st.text(max_size=3),
    max_size=20,
)


@given(PIECES.map(" ".join) | st.text(max_size=60))
def test_offsets(text: str) -> None:
    at = 0
    for pointer in find_pointers(text, KNOWN, PEOPLE):
        assert at <= pointer.start < pointer.end <= len(text)
        at = pointer.end
