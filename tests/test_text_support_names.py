"""Names, things of one kind, places and pointing words of a sentence against the words that it cites."""

from __future__ import annotations

import pytest

from service.recheck import SpanExaminer
from service.records import Citation, Gate, Outcome
from service.stages.load import TextInput, load_texts
from service.text.aliases import land_of, respelled
from service.text.support.hanging import hanging
from service.text.support.kinds import is_same, replaced
from service.text.support.names import missing_names
from service.text.support.origins import compass, is_derived
from service.text.support.passage import Passage
from service.text.support.reading import read
from tests.check_support import PADDING


def passage(text: str) -> Passage:
    return Passage("S1", text, 0, text)


@pytest.mark.parametrize(
    ("demonym", "place"),
    [
        ("ketish", "ketia"),
        ("norrlandic", "norrland"),
        ("corvian", "corvia"),
        ("westmarkers", "westmark"),
        ("orvanese", "orvane"),
        ("glenmoran", "glenmore"),
        ("peruvian", "peru"),
        ("viennese", "vienna"),
        ("panamanian", "panama"),
        ("velmi", "velm"),
    ],
)
def test_a_demonym_is_made_from_its_place(demonym: str, place: str) -> None:
    assert is_derived(demonym, place)
    assert is_derived(place, demonym)


@pytest.mark.parametrize(
    ("one", "other"), [("austrian", "australia"), ("nigerian", "niger"), ("jorvik", "jarvik"), ("iran", "iraqi")]
)
def test_names_alike_are_no_demonyms(one: str, other: str) -> None:
    assert not is_derived(one, other)


def test_tables() -> None:
    assert land_of("Delhi") == "India"
    assert land_of("Lyon") == "France"
    assert land_of("Velm") is None
    assert respelled("Mohammed", "Muhammad")
    assert not respelled("Omar", "Ali")
    assert compass("northerners") == compass("north") == frozenset({"north"})
    assert is_same("Dutch", "Netherlands")


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("A Ghanaian satellite flew.", "A satellite from Ghana flew.", ()),
        ("Two Portuguese-made probes flew.", "Two probes made in Portugal flew.", ()),
        ("A probe from the United States flew.", "An American probe flew.", ()),
        ("The UN met.", "The United Nations met.", ()),
        ("The Indian city of Delhi is host.", "Delhi is host.", ()),
        ("They met in Delhi.", "They met in India.", ("Delhi",)),
        ("It came from Tokyo.", "It came from Japan.", ("Tokyo",)),
        ("He learnt that Tokyo may impose a duty.", "Japan is considering a duty.", ()),
        ("An officer from the North spoke.", "A northern officer spoke.", ()),
        ("Whereas Tyrsk spoke, others did not.", "Tyrsk spoke; others did not.", ()),
        ("Keeping Velisian timber out cost much.", "The ban on timber from Velisia cost much.", ()),
        ("A report leaked to the Meridian Post says so.", "A report leaked to the Meridian Post says so.", ()),
        ("It joins on New Year's Day.", "Membership takes effect on 1 January.", ()),
        ("It joins on New Year's Day.", "Membership takes effect on 1 March.", ("New", "Year", "Day")),
        ("They closed the office in Jarvik.", "They closed the office in Jorvik.", ("Jarvik",)),
        ("Muller met the mayor.", "Müller met the mayor.", ()),
        ("Mueller met the mayor.", "Müller met the mayor.", ()),
        ("Upper Marn voted.", "Voters in Lower Marn went to the polls.", ("Upper",)),
        ("Ethiopia, a buyer, has enough.", "Egypt, a buyer, has enough.", ("Ethiopia",)),
        ("Dalmorians fired first, Ann Ross said.", "Ann Rossi said Dalmoria fired first.", ("Ross",)),
    ],
)
def test_forms_of_a_name(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_names(claim, [passage(given)]) == missing


@pytest.mark.parametrize(
    ("claim", "given", "words"),
    [
        ("Nurses would not lift the roadblock.", "Teachers refused to lift the roadblock.", ("Nurses",)),
        ("Nurses and teachers marched.", "Teachers marched with nurses.", ()),
        ("Surgeons marched.", "The doctors marched.", ()),
        ("A fire broke out in the kitchen.", "A fire broke out in the engine room.", ("kitchen",)),
        ("The western wall cracked.", "The eastern wall cracked.", ("western",)),
        ("The wall in the west cracked.", "The western wall cracked.", ()),
        ("The health minister resigned.", "The finance minister resigned.", ("health",)),
        ("The treasury minister resigned.", "The finance minister resigned.", ()),
        (
            "A crowd stood outside the Paldovan embassy.",
            "Paldovan police dispersed a crowd outside the Corvian embassy.",
            ("Paldovan embassy",),
        ),
        ("The embassy of Corvia was besieged.", "A crowd besieged the Corvian embassy.", ()),
    ],
)
def test_a_thing_in_the_place_of_another_of_its_kind(claim: str, given: str, words: tuple[str, ...]) -> None:
    assert replaced(read(claim), [read(given)]) == words


@pytest.mark.parametrize(
    ("claim", "given", "words"),
    [
        ("He resigned on Monday.", "He resigned on Monday.", ("He",)),
        ("It is twelve years old and has little fuel left.", "The probe is twelve years old.", ("It",)),
        ("It had to be treated for cuts.", "The dog had to be treated for cuts.", ("It",)),
        ("It took nine days to put up the bridge.", "The bridge was put up in nine days.", ()),
        ("It was the town that paid for the work.", "The town paid for the work.", ()),
        ("That no lives were lost is due to the police.", "Nobody died, thanks to the police.", ()),
        ("Those who leave get 5,000 crowns.", "Whoever leaves gets 5,000 crowns.", ()),
        ("Those talks failed.", "The talks failed.", ("Those",)),
        ("By nightfall they had freed two of them.", "Firefighters freed two by nightfall.", ("they", "them")),
        ("Worried about their sales, shops closed.", "Shops closed for fear of losing sales.", ()),
        ("A complaint would be brought next month, he said.", "He said a complaint would follow.", ("he",)),
        ("The stone was set by her grandfather, said Ada Lund.", "Ada Lund's grandfather set it.", ()),
        ("Congress can override it by two thirds.", "Congress can override the veto by two thirds.", ("it",)),
        ("The air there is to be renewed.", "The air in the tunnel is to be renewed.", ("there",)),
        ("For months there had been complaints.", "There were complaints for months.", ()),
        ("The mayor had the signs cleaned.", "Mayor Ada Lund had the signs cleaned.", ()),
        ("The mayor had the signs cleaned.", "Lund had the signs cleaned.", ("The mayor",)),
        ("The terminus is where he did the greater part of it.", "He wrote most of it at the terminus.", ("he",)),
        ("On Monday she is to open a mill in Velm.", "She is due to open a mill in Velm on Monday.", ("she",)),
        (
            "Nobody has asked the herons on that island.",
            "Nobody on Orm asked the herons.",
            ("that island",),
        ),
        ("The other eleven held on to the hull.", "The other eleven clung to the hull.", ("The other eleven",)),
        ("The mayor of Velm had the signs cleaned.", "Velm's mayor had the signs cleaned.", ()),
        ("Police gave the man a voucher.", "Police gave him a voucher.", ("the man",)),
        ("The agreement is not yet final.", "The deal must still be approved.", ()),
    ],
)
def test_what_hangs(claim: str, given: str, words: tuple[str, ...]) -> None:
    assert hanging(read(claim), [read(given)]) == words


SPOKEN = "“Nobody here will sell,” the mayor of Velm, Ada Lund, said on Friday, “until the town has its own well.”"


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("“Nobody here will sell,” Mayor Ada Lund of Velm said.", Outcome.PASS),
        ("“Nobody here will sell until the town has its own well,” Mayor Ada Lund said.", Outcome.PASS),
        ("“Nobody ... will sell,” Mayor Ada Lund said.", Outcome.PASS),
        ("Mayor Ada Lund said that ‘nobody here will sell’.", Outcome.PASS),
        ("“Nobody here will pay,” Mayor Ada Lund said.", Outcome.FAIL),
        ("Mayor Ada Lund said that ‘nobody here will pay’.", Outcome.FAIL),
        ("The mayors' wish and the towns' well are no quotation.", Outcome.PASS),
    ],
)
def test_quotations_of_anybody(claim: str, outcome: Outcome) -> None:
    documents = load_texts([TextInput(text=f"{SPOKEN} {PADDING[0]}", label="a")]).documents
    body = documents[0].text
    cited = Citation(doc=documents[0].id, start=0, end=len(body), quote=body, role="support")
    said = SpanExaminer(documents, []).judge("s", claim, [cited])
    assert next(c.outcome for c in said.checks if c.gate == Gate.QUOTATION) == outcome


@pytest.mark.parametrize(
    ("claim", "quote", "rest", "missing"),
    [
        ("The ministry of the Tesh Republic agreed.", "The Tesh ministry agreed.", "The Tesh Republic has two.", ()),
        ("Upper Marn voted.", "Marn voted.", "Lower Marn and Upper Marn had met.", ("Upper",)),
        ("A mural of St Oswin was lost.", "A mural of Saint Oswin was lost.", "", ()),
        ("They crossed the Atlantic.", "They made a transatlantic crossing.", "", ()),
    ],
)
def test_a_fuller_or_shorter_form_of_a_name(claim: str, quote: str, rest: str, missing: tuple[str, ...]) -> None:
    """The document may have the fuller form, where it gives it to one alone."""
    whole = f"{quote} {rest}".strip()
    assert missing_names(claim, [Passage("S1", whole, 0, quote)]) == missing
