"""Does a passage carry a sentence that anybody wrote: a labelled row for each normal form and way to be wrong."""

from __future__ import annotations

import pytest

from service.text.support.added import extra_stretch, invented_cause
from service.text.support.figures import missing_numbers
from service.text.support.lexicon import lemma, lexicon, opposite, senses
from service.text.support.moments import missing_dates
from service.text.support.names import missing_names
from service.text.support.outcomes import outcome_fault
from service.text.support.passage import Passage
from service.text.support.polarity import polarity_fault
from service.text.support.reading import likeness, read
from service.text.support.sides import turned
from service.text.support.speakers import speaker_fault


def passage(words: str, text: str | None = None) -> Passage:
    whole = text or words
    return Passage("S1", whole, whole.index(words), words)


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("Forty people came.", "Some 40 people came.", ("Forty",)),
        ("About forty people came.", "Some 40 people came.", ()),
        ("No fewer than 12 shops closed.", "At least 12 shops closed.", ()),
        ("As many as 300 jobs may go.", "Up to 300 jobs may go.", ()),
        ("No more than 85 shops were sold.", "Only 85 shops were sold.", ()),
        (
            "It would lower the peak by no more than 30 centimetres.",
            "It would lower the peak by 30 centimetres at most.",
            (),
        ),
        ("One station in three had reported.", "About a third of the stations had reported.", ()),
        ("A fifth of them live there.", "Of them 20 percent live there.", ()),
        ("Twelve hundred people fled.", "1,200 people fled.", ()),
        ("The fee was 29 million euros.", "The fee was 29 million dollars.", ("29 million euros",)),
        (
            "Wages must fall to 65 million euros, from 71 million.",
            "Wages must fall from 71 million euros to 65 million.",
            (),
        ),
        (
            "They must save six million euros.",
            "Wages must fall from 71 million euros to 65 million.",
            ("six million euros",),
        ),
        ("The grants reached 410 people.", "The grants reached 410 households.", ("410",)),
        ("It lasted 120 hours.", "It lasted 120 minutes.", ("120",)),
        ("One week before the first, it began.", "It began a week earlier than the first.", ()),
        ("The seat is one of 180.", "A vote in the 180-seat parliament was held.", ()),
        ("At 43 percent she led.", "She led with 34 percent.", ("43 percent",)),
        # bounds and rounding
        ("More than 2,000 homes lack power.", "Power is out in 2,140 homes.", ()),
        ("Close to 2,000 homes lack power.", "Power is out in 1,960 homes.", ()),
        ("As many as 1,900 masts may go.", "Up to 1,600 masts may go.", ("1,900",)),
        ("Fewer than 100 came.", "More than 100 came.", ("100",)),
        ("Forty people came.", "At least 40 people came.", ("Forty",)),
        ("Four died and no fewer than seven were hurt.", "Four people died and at least seven were hurt.", ()),
        ("They must go in three days.", "They must go within 72 hours.", ()),
        # units
        ("It lasted three days.", "It lasted 72 hours.", ()),
        ("It took an hour and a half.", "The 90-minute show.", ()),
        ("Almost three hours passed.", "It took two hours and 50 minutes.", ()),
        ("Police offered ten thousand pounds.", "A reward of £10,000 was offered.", ()),
        ("Damage is put at a quarter of a million euros.", "Damage is put at 250,000 euros.", ()),
        ("It was 3,500 metres up.", "It was 3.5 kilometres up.", ()),
        ("It lasted three miles.", "It lasted three kilometres.", ("three",)),
        ("They pay €40 a month.", "They pay €40 a week.", ("€40",)),
        ("It sells at €4 a kilo.", "It sells at €4 a pound.", ("€4",)),
        ("It was put off by a month.", "It was put off by a week.", ("by a month",)),
        # what is counted
        ("About 300 people marched.", "About 300 demonstrators marched.", ()),
        ("Forty posts will go.", "Forty jobs will go.", ()),
        ("Seventeen were hurt.", "Seventeen people were injured.", ()),
        ("Seventeen people died.", "Seventeen people were injured.", ("Seventeen",)),
        ("Nearly 2,300 doctors left.", "Nearly 2,300 nurses left.", ("2,300",)),
        ("Thirty abstained and 11 voted against.", "Some voted: 30 against and 11 abstained.", ("Thirty", "11")),
        # shares, multiples, groups
        ("Nearly four in ten agreed.", "Of them, 38 per cent agreed.", ()),
        ("It was cut by a quarter.", "It was cut by 25 per cent.", ()),
        ("A fifth of families would lose.", "One family in five would lose.", ()),
        ("The bank has tripled its staff.", "The bank has doubled its staff.", ("tripled",)),
        ("Three singers came.", "A trio of singers came.", ()),
        ("Twelve samples out of 90 failed.", "12 of 90 samples failed.", ()),
        ("Thousands marched.", "Several thousand people marched.", ()),
        ("The woman is 67.", "The 67-year-old woman.", ()),
    ],
)
def test_numbers(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_numbers(read(claim), [read(given)]) == missing


@pytest.mark.parametrize(
    ("claim", "given", "missing", "unknown"),
    [
        ("He takes office on April 7.", "He takes office on 7 April.", (), ()),
        ("He takes office on the 7th of April.", "He takes office on 7 April.", (), ()),
        ("He takes office on 8 April.", "He takes office on 7 April.", ("8 April",), ()),
        ("On Monday it began.", "It began early on Monday.", (), ()),
        ("On Tuesday it began.", "It began early on Monday.", ("Tuesday",), ()),
        ("It closed an hour later.", "It closed at 7 p.m.", (), ("an hour later",)),
        ("They fled three years ago.", "They fled three weeks ago.", ("three years ago",), ()),
        ("It opened at 19:00.", "It opened at 7 p.m.", (), ()),
        ("It ended at twenty to six.", "It ended at 5.40 a.m.", (), ()),
        ("It ended at twenty to six.", "It ended at 5.20 a.m.", ("at twenty to six",), ()),
        ("It opened at the start of July.", "It opened on 1 July.", (), ()),
        ("It opened on 1 July.", "It opened in July.", ("1 July",), ()),
        ("It fell a year earlier.", "It fell twelve months before.", (), ()),
        ("It fell in September last year.", "It fell last September.", (), ()),
        ("It closed on 1 January.", "It closed on New Year's Day.", (), ()),
        ("It fell last year.", "It fell last month.", ("last year",), ()),
        ("It stood in the 1990s.", "It stood in 1998.", (), ()),
        ("It is put off until spring.", "It is put off until autumn.", ("until spring",), ()),
        ("It is due on Monday morning.", "It is due on Monday afternoon.", ("morning",), ()),
        ("He went unpaid since Christmas.", "He was not paid since Easter.", ("Christmas",), ()),
        ("It closes at the end of May.", "It closes at the beginning of May.", ("end of May",), ()),
    ],
)
def test_dates(claim: str, given: str, missing: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert missing_dates(read(claim), [read(given)]) == (missing, unknown)


TWO = "Piers Marlow said so. A spokesman in the capital, Edwin Sorrel, later said that no step was planned."


@pytest.mark.parametrize(
    ("claim", "given", "missing"),
    [
        ("Mr Brand won.", "The winner was Tomáš Brand.", ()),
        ("Tomas Brand won.", "The winner was Tomáš Brand.", ()),
        ("Yusra Hadar won.", "The winner was Yousra Hadar.", ()),
        ("The REB said so.", "The Regional Electoral Board said so.", ()),
        ("The Regional Electoral Board said so.", "The Regional Electoral Board (REB) said so.", ()),
        ("The French minister spoke.", "The minister of France spoke.", ()),
        ("Getting help there was hard.", "It was hard to get help there.", ()),
        ("Brand’s party won.", "The party of Brand won.", ()),
        ("Nora Brand won.", "The winner was Tomáš Brand.", ("Nora",)),
        ("He spoke in Osk.", "He spoke in Velm.", ("Osk",)),
        ("Edwin Marlow spoke.", TWO, ("Edwin Marlow",)),
    ],
)
def test_names(claim: str, given: str, missing: tuple[str, ...]) -> None:
    assert missing_names(claim, [passage(given)]) == missing


SAID = "Mayor Ada Brenn said that nine houses had burned down in the night."


@pytest.mark.parametrize(
    ("claim", "given", "reason"),
    [
        ("Brenn said nine houses had burned down in the night.", SAID, None),
        ("According to the mayor, Ada Brenn, nine houses burned down in the night.", SAID, None),
        ("Nine houses burned down in the night.", SAID, "speaker_lost"),
        ("The police said that nine houses burned down in the night.", SAID, "speaker_changed"),
        (
            "The firm kept the reservoir full to sell power.",
            "Mira Holt accused the firm of keeping the reservoir full to sell power.",
            "speaker_lost",
        ),
        (
            "The club had bid for the captain of Velm.",
            "She denied that the club had bid for the captain of Velm.",
            "denial_lost",
        ),
        ("It is a disgrace, Holt said.", "Holt called it a disgrace.", None),
        ("He runs a sham of a court.", 'Holt said that he runs a "sham" of a court.', "speaker_lost"),
    ],
)
def test_speakers(claim: str, given: str, reason: str | None) -> None:
    fault = speaker_fault(claim, [passage(given)])
    assert (fault.reason if fault else None) == reason


@pytest.mark.parametrize(
    ("claim", "given", "reason"),
    [
        ("He will oppose a recount.", "He will not oppose a recount.", "negation_changed"),
        ("The couple had never met before the trip.", "The couple had met before the trip.", "negation_changed"),
        ("He would not say whether he will run.", "He declined to say whether he would run.", None),
        ("Nobody was hurt in the fire.", "There were no injuries in the fire.", None),
        (
            "The track will reopen within ten days.",
            "The company hopes to reopen the track within ten days.",
            "hedge_changed",
        ),
        ("The track may reopen within ten days.", "The track could reopen within ten days.", None),
        ("Up to 300 jobs will go in the shops.", "Up to 300 jobs could go in the shops.", "hedge_changed"),
    ],
)
def test_negation_and_hedges(claim: str, given: str, reason: str | None) -> None:
    fault = polarity_fault(read(claim), [read(given)])
    assert (fault.reason if fault else None) == reason


@pytest.mark.parametrize(
    ("claim", "given", "is_turned"),
    [
        ("Velm accused Brand of delay.", "Brand accused Velm of delay.", True),
        ("Velm was accused by Brand of delay.", "Brand accused Velm of delay.", False),
        ("Velm received the envoy Tarn.", "Velm was received by the envoy Tarn.", True),
        ("Brand rejected two offers from Velm.", "Velm had turned down two offers from Brand.", True),
        ("Two offers from Brand were turned down by Velm.", "Velm had rejected two offers from Brand.", False),
        ("Tarn met Brand on Monday.", "Brand met Tarn on Monday.", False),
    ],
)
def test_sides(claim: str, given: str, *, is_turned: bool) -> None:
    assert bool(turned(read(claim), [read(given)])) is is_turned


@pytest.mark.parametrize(
    ("claim", "given", "cause", "stretch"),
    [
        (
            "Shares fell because the firm had lost customers.",
            "Shares fell. The firm had lost customers.",
            "because",
            "",
        ),
        (
            "Shares fell because the firm had lost customers.",
            "Shares fell as a result of the loss of customers.",
            "",
            "",
        ),
        ("The firm cut prices and advised owners to sell.", "The firm cut prices.", "", "and advised owners to sell."),
        ("He resigned over fees.", "He stepped down over fees.", "", ""),
    ],
)
def test_additions(claim: str, given: str, cause: str, stretch: str) -> None:
    assert invented_cause(read(claim), [read(given)]) == cause
    assert extra_stretch(read(claim), [read(given)]) == stretch


def test_the_lexicon_holds_lemmas_that_can_be_met() -> None:
    assert senses(lemma("rejected")) & senses("turn down")
    assert lemma("fell") in opposite(lemma("rose"))
    assert all(word not in others for word, others in lexicon().opposites.items())


def test_the_same_surroundings_are_alike() -> None:
    claim, given = read("The gate opened at dawn."), read("The gate opened at dawn, the log says.")
    at = claim.word_at(claim.text.index("opened"), claim.text.index("opened") + 6)
    other = given.word_at(given.text.index("opened"), given.text.index("opened") + 6)
    assert at is not None
    assert other is not None
    assert likeness(claim, at, given, other) == pytest.approx(1.0)


TALKS = "The meeting focused on progress towards a permanent ceasefire and on an agreed-upon proposal."


@pytest.mark.parametrize(
    ("claim", "given", "word"),
    [
        ("The two sides agreed on a permanent ceasefire.", TALKS, "agreed"),
        ("A ceasefire deal was signed.", "Mediators urged both sides to sign a deal.", "signed"),
        ("The council approved the plan.", "The council discussed a plan for the harbour.", "approved"),
        ("The two sides hope to have agreed by Friday.", TALKS, None),
        ("The two sides agreed on a truce.", "After nine days of talks, negotiators agreed to a truce.", None),
        ("The firm signed the contract.", "The firm, which won the contract, had sought it for years.", None),
        ("The two sides agreed to meet again.", "The talks will go on next week.", None),
    ],
)
def test_an_outcome_that_is_only_talked_about_is_invented(claim: str, given: str, word: str | None) -> None:
    fault = outcome_fault(read(claim), [read(given)])
    assert (fault.words if fault else None) == ((word,) if word else None)


@pytest.mark.parametrize("forms", ["agree agreed agreeing", "control controlled controlling", "use used using"])
def test_forms_of_one_verb_share_a_lemma(forms: str) -> None:
    assert len({lemma(form) for form in forms.split()}) == 1
