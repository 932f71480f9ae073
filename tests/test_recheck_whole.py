"""A sentence that cites a whole article: who does it, says it or heads it, and when and where, is read there."""

from __future__ import annotations

from functools import cache

import pytest

from evals.labels.load import SEEDS
from service.recheck import SentenceVerdict, Verdict, recheck_text
from service.records import Document, Reason
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

HARBOUR = """The council of Ostrel voted on Tuesday to sell the old harbour to the builder Veldt Homes.

Mayor Ines Vork, who proposed the sale, said the city needed the money for schools.
Harbour master Piet Horvat called it a mistake.

Tomas Varga, director of Veldt Homes, promised to keep the lighthouse.
Vork thanked him after the vote, and Horvat left the hall. He declined to comment.

The fishing association threatened to sue the council.
Its lawyer, Dora Lind, said that 35 of the harbour's 120 berths had been rented out in March.

In January the council had bought a theatre in Molen for 9 million crowns.
Varga was represented there by his deputy, Karl Benn.
"""
ECHO = """The lighthouse of Ostrel is to stay where it is, the people of the town were told on Friday.

Piet Horvat promised to keep the lighthouse, whatever becomes of the harbour around it.
"""
BLENDED, SPEAKER, ROLES = Reason.TWO_EVENTS, Reason.SPEAKER_CHANGED, Reason.ROLES_CHANGED


@cache
def seeds() -> tuple[Document, ...]:
    return load_texts([TextInput(text=path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))]).documents


def judged(sentence: str, documents: tuple[Document, ...]) -> SentenceVerdict:
    return recheck_text(sentence, documents, load_rules()).sentences[0]


def in_harbour(sentence: str) -> SentenceVerdict:
    return judged(f"{sentence.rstrip('.')} [1].", load_texts([TextInput(text=HARBOUR)]).documents)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Ibrahim Kalin is Turkish Foreign Minister [5].", ROLES),
        ("Kalin led the Hamas delegation [5].", ROLES),
        ("Israel described Hamas as a resistance group [2].", SPEAKER),
        ("Netanyahu said Hamas is a resistance group [3].", SPEAKER),
        ("Darwish reaffirmed full support for Palestinian unity [5].", SPEAKER),
        ("Hamas killed more than 27,000 Palestinians [2].", ROLES),
        ("Haniyeh compared Netanyahu to Hitler [2].", SPEAKER),
        ("Hamas said 1,691 hostages were taken [3].", Reason.NUMBER_OF_OTHER),
        ("Kalin met Darwish in Ankara [5].", BLENDED),  # Ankara is where the foreign minister met him
        ("The attackers killed 251 people and took some 1,200 hostages [3].", Reason.NUMBER_OF_OTHER),
        ("Since the war resumed 51,065 people have been killed in Gaza [3].", Reason.NUMBER_OF_OTHER),
        ("Kalin and Haniyeh met on Sunday [1].", BLENDED),
        ("Turkey, Qatar and Israel have been working to coordinate aid flows [1].", ROLES),
        ("In December Erdoğan said that the Western countries had failed the test on Gaza [2].", BLENDED),
        ("According to Erdoğan, more than 27,000 Palestinians have been killed [2].", SPEAKER),
    ],
)
def test_what_a_seed_says_of_another(sentence: str, reason: Reason) -> None:
    found = judged(sentence, seeds())
    assert (found.verdict, found.reason) == (Verdict.UNSUPPORTED, reason)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hakan Fidan met Muhammad Darwish in Ankara [5].",
        "Kalin met Darwish earlier in the day than Fidan, who held his talks in Ankara [5].",  # tells of both
    ],
)
def test_a_place_of_the_same_meeting_is_not_of_another(sentence: str) -> None:
    assert judged(sentence, seeds()).reason != BLENDED


@pytest.mark.parametrize(
    "sentence",
    [
        "The MIT uncovered several networks formed by Mossad in Türkiye [2].",
        "The attackers killed some 1,200 people and took 251 hostages [3].",
        "Since the war resumed at least 1,691 people have been killed in Gaza, according to the health ministry [3].",
        "According to Erdoğan, more than 20,000 Gazans have been killed [2].",
        "In January Erdoğan said that the Western countries had failed the test on Gaza [2].",
        "Turkey and Egypt have been working to coordinate aid flows [1].",
        "Kalin conferred with Haniyeh about the humanitarian situation in Gaza [1].",
        "Kalin discussed a sustained ceasefire and the freeing of hostages with Haniyeh [1].",
    ],
)
def test_what_a_seed_says_is_carried(sentence: str) -> None:
    assert judged(sentence, seeds()).verdict == Verdict.SUPPORTED


def test_a_second_verb_behind_that_has_the_subject_before_it() -> None:
    assert judged("The Israeli offensive has injured 66,452 people [2].", seeds()).verdict != Verdict.UNSUPPORTED


def test_a_deed_and_whom_it_is_done_to_stand_in_one_sentence() -> None:
    """Fidan and Darwish condemned something; Kalin met the delegation."""
    assert judged("Kalin condemned the Hamas delegation [5].", seeds()).verdict == Verdict.UNSCORED
    both = "Both sides condemned Israel's efforts to displace Palestinians [5]."
    assert judged(both, seeds()).verdict == Verdict.SUPPORTED


def test_two_sentences_of_one_meeting_are_one_event() -> None:
    assert judged("Kalin met Ismail Haniyeh in Doha over the weekend [1].", seeds()).verdict == Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "reason", "deciding"),
    [
        ("Piet Horvat is director of Veldt Homes.", ROLES, "Tomas Varga, director of Veldt Homes"),
        ("Ines Vork is harbour master.", ROLES, "Harbour master Piet Horvat"),
        ("Tomas Varga called it a mistake.", SPEAKER, "Harbour master Piet Horvat called it a mistake."),
        ("Horvat promised to keep the lighthouse.", SPEAKER, "promised to keep the lighthouse"),
        ("Ines Vork left the hall.", ROLES, "Horvat left the hall"),
        ("Dora Lind was represented by Karl Benn.", ROLES, "Varga was represented there"),
        ("Tomas Varga threatened to sue the council.", SPEAKER, "The fishing association threatened"),
        ("The council had bought a theatre in Ostrel.", BLENDED, "bought a theatre in Molen"),
        (
            "The council of Ostrel voted on Monday to sell the old harbour.",
            Reason.DATE_NOT_IN_SOURCE,
            "voted on Tuesday",
        ),
        ("Harbour master Piet Horvat called it a mistake in January.", BLENDED, "In January the council"),
    ],
)
def test_what_an_article_says_of_another(sentence: str, reason: Reason, deciding: str) -> None:
    found = in_harbour(sentence)
    assert (found.verdict, found.reason) == (Verdict.UNSUPPORTED, reason)
    assert any(deciding in citation.quote for citation in found.evidence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tomas Varga heads Veldt Homes.",
        "Ines Vork is mayor.",
        "Harbour master Piet Horvat called the sale a mistake.",
        "Varga promised to keep the lighthouse.",
        "Horvat left the hall after the vote.",
        "The council bought a theatre in Molen in January.",
        "Mayor Ines Vork of Ostrel said the city needed the money for schools.",
        "Karl Benn, Varga's deputy, represented him there.",
        "Dora Lind said that 35 berths had been rented out in March.",
    ],
)
def test_what_the_article_says_is_not_refused(sentence: str) -> None:
    assert in_harbour(sentence).verdict != Verdict.UNSUPPORTED


def test_a_name_that_another_sentence_gives_is_looked_up() -> None:
    found = in_harbour("Varga, the director of Veldt Homes, was represented there by Karl Benn.")
    assert found.verdict != Verdict.UNSUPPORTED
    assert len(found.evidence) > 1


def test_an_invented_name_stays_refused() -> None:
    found = in_harbour("Mayor Ruth Calder said the city needed the money for schools.")
    assert (found.verdict, found.reason) == (Verdict.UNSUPPORTED, Reason.NAME_NOT_IN_SOURCE)


def test_of_several_articles_one_may_carry_it() -> None:
    both = load_texts([TextInput(text=HARBOUR), TextInput(text=ECHO)]).documents
    claim = "Piet Horvat promised to keep the lighthouse"
    assert judged(f"{claim} [1].", both).verdict == Verdict.UNSUPPORTED
    assert judged(f"{claim} [1][2].", both).verdict == Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("sentence", "is_refused"),
    [
        ("Divers searched the wreck on Tuesday [1].", True),
        ("Divers searched the wreck on Monday [1].", False),
        ("It was on Tuesday that the coast guard told of the divers' search of the wreck [1].", False),
        ("On Tuesday the coast guard said that divers had searched the wreck on Monday [1].", False),
    ],
)
def test_the_day_when_it_was_said_is_not_the_day_of_what_is_told(sentence: str, is_refused: bool) -> None:
    article = (
        "The ferry Alma sank off Ostrel with eleven people on board, and nine of them were brought to the shore."
        "\n\nDivers searched the wreck on Monday, the coast guard said on Tuesday."
    )
    found = judged(sentence, load_texts([TextInput(text=article)]).documents)
    assert (found.verdict == Verdict.UNSUPPORTED) is is_refused
