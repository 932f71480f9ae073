"""Check: for each gate, drafts that must pass and drafts that must fail, with the reason and the offending words."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from service.records import Check, Edit, EditKind, Gate, Outcome, Reason
from service.stages.check import failed, is_publishable, to_sentence, to_withheld
from tests.check_support import checks_of, defect, draft, extract, failures, story, view_of

FLOOD = (
    "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham. At least three bridges over the Alder were"
    " closed, the county council said. The port of Lund has 3 cranes and 12 berths. The crash near Elm killed two children"
    " and injured nine adults. A hearing on damages opened on Tuesday in Graz. The high court in Graz fined Norvane on 3 May"
    " 2024 over a spill."
)
NAMES = (
    "Türkiye and Norway signed a fishing accord in Ålesund. The Norwegian minister for trade praised the painter Zoë Kühn."
    " Shops in the United States fined nobody. Georgian voters went to the polls in Tbilisi. Strikers blocked the port of"
    " Lund, France 24 reported. The strike at the port of Ystad ended, Channel 4 News said. Coach Otto Lind praised the"
    " goalkeeper Mara Vance in Leeds. Police in Oslo praised firefighters."
)
QUOTES = (
    "“The fee is far above what a club of this size pays,” coach Otto Lind said in Leeds. Chairwoman Mara Vance called the"
    " offer “a fair price” and said talks would go on. Striker Ed Holm called the bid “not a good deal” in Leeds. The board"
    " spoke of a fair deal.\n\nKeeper Al Moe spoke to fans. “We lost a match. We will win the cup,” Al Moe said.\n\nThe chair"
    " of Rovers said “the offer stands in Leeds."
)
COURT = (
    "The defence lawyer Otto Lind denied that his client had paid the judge in Graz. Prosecutor Mara Vance accused Norvane of"
    " bribery. Witnesses told the court in Graz that cash changed hands. The jury in Graz heard four guests. Reporter Jo Falk"
    " said the trial of Norvane may last a month."
)
DEALS = (
    "Minister Anna Berg received ambassador Otto Lind in Oslo for talks on cod quotas. The ministry in Oslo may raise the"
    " quota for cod. The union in Lund failed to win a pay rise for dockers. On Sunday the Rovers beat United in a final in"
    " Leeds. Rovers beat United in Leeds. In Lund the firm Norvane could sell a ferry line to Kestrel. The court in Graz"
    " should fine Kestrel. Norvane reportedly paid a clerk in Graz. Norway would raise the tax on boats from Bergen. Norvane,"
    " not Kestrel, won the contract in Lund. If the pact with Kestrel fails, dockers in Lund will strike."
)
LABELS = (
    "The regime closed the port of Ystad. Otto Lind called the owners “thugs” in a speech in Lund. Otto Lind said the owners"
    " of the port were paid. A brutal storm hit Ystad. The flood claimed 12 lives in Norham before the regime of Ystad sent"
    " help."
)


class Row(NamedTuple):
    """A draft on some of an article's sentences; without a reason it must pass."""

    article: str
    text: str
    slices: tuple[str, ...]
    gate: Gate = Gate.MINIMAL
    reason: Reason | None = None
    words: tuple[str, ...] = ()


def fail(article: str, text: str, at: str, gate: Gate, reason: Reason, *words: str) -> Row:
    return Row(article, text, (at,), gate, reason, words)


def ok(article: str, text: str, *slices: str) -> Row:
    return Row(article, text, slices)


def late(why: str, row: Row) -> object:
    """A row that is right and not kept yet."""
    return defect(why, row)


def judge(row: Row) -> None:
    """Every gate passes, or the named gate fails with the reason and (at least) the words."""
    told = story(row.article)
    made = draft(told, row.text, *row.slices)
    if row.reason is None:
        assert failures(told, made) == []
        return
    check = checks_of(told, made)[row.gate]
    assert (check.outcome, check.reason) == (Outcome.FAIL, row.reason)
    assert set(row.words) <= set(check.words)


NUMBER, DATE, NAME = Gate.NUMBER, Gate.DATE, Gate.NAME
NO_NUMBER, NO_DATE, NO_NAME = Reason.NUMBER_NOT_IN_SOURCE, Reason.DATE_NOT_IN_SOURCE, Reason.NAME_NOT_IN_SOURCE
NUMBERS = [
    ok(FLOOD, "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham.", "1,200"),
    ok(FLOOD, "1200 people were moved to schools in Norham, Ines Okoro said.", "1,200"),
    ok(FLOOD, "At least 3 bridges over the Alder were closed, the county council said.", "three bridges"),
    fail(FLOOD, "Mayor Ines Okoro said 1,300 people had been moved to schools in Norham.", "1,200", NUMBER, NO_NUMBER, "1,300"),
    fail(FLOOD, "Mayor Ines Okoro said more than 1,200 people had been moved to schools in Norham.", "1,200", NUMBER, NO_NUMBER, "1,200"),
    fail(FLOOD, "Three bridges over the Alder were closed, the county council said.", "three bridges", NUMBER, NO_NUMBER, "Three"),
    fail(FLOOD, "At least four bridges over the Alder were closed, the county council said.", "three bridges", NUMBER, NO_NUMBER, "four"),
    fail(NAMES, "Strikers blocked the port of Lund for 24 days, France 24 reported.", "France 24", NUMBER, NO_NUMBER, "24"),
    late("words of a number are foreign words to the relation gate", ok(FLOOD, "The port of Lund has three cranes and twelve berths.", "cranes")),
    late("numbers are a bag: which counts what is not looked at", fail(FLOOD, "The port of Lund has 12 cranes and 3 berths.", "cranes", NUMBER, NO_NUMBER, "12")),
    late("numbers are a bag: which counts what is not looked at", fail(FLOOD, "The crash near Elm killed nine children and injured two adults.", "crash", NUMBER, NO_NUMBER, "nine")),
    late("an outlet's name lends its digit", fail(NAMES, "24 strikers blocked the port of Lund, France 24 reported.", "France 24", NUMBER, NO_NUMBER, "24")),
    late("an outlet's name lends its digit", fail(NAMES, "4 strikes at the port of Ystad ended, Channel 4 News said.", "Channel 4", NUMBER, NO_NUMBER, "4")),
]  # fmt: skip
DATES = [
    ok(FLOOD, "The high court in Graz fined Norvane on May 3, 2024 over a spill.", "3 May"),
    fail(FLOOD, "The high court in Graz fined Norvane on 4 May 2024 over a spill.", "3 May", DATE, NO_DATE, "4 May 2024"),
    fail(FLOOD, "The high court in Graz fined Norvane on 3 May 2023 over a spill.", "3 May", DATE, NO_DATE, "3 May 2023"),
    fail(FLOOD, "A hearing on damages opened on Wednesday in Graz.", "Tuesday", DATE, NO_DATE, "Wednesday"),
    fail(FLOOD, "A hearing on damages opened on 7 May 2024 in Graz.", "Tuesday", DATE, NO_DATE, "7 May 2024"),
    fail(FLOOD, "A hearing on damages opened on Tuesday [7 May 2024] in Graz.", "Tuesday", DATE, NO_DATE, "7 May 2024"),
    fail(FLOOD, "A hearing on damages opened on Tuesday in Graz.", "Tuesday", DATE, Reason.TIME_WITHOUT_ANCHOR, "Tuesday"),
]  # fmt: skip
NAME_ROWS = [
    ok(NAMES, "Türkiye and Norway signed a fishing accord in Alesund.", "Türkiye"),
    ok(NAMES, "The Norwegian minister for trade praised the painter Zoe Kuhn.", "Kühn"),
    ok(NAMES, "The Norwegian Minister for trade praised the painter Zoë Kühn.", "Kühn"),
    ok(NAMES, "Strikers blocked the port of Lund, France 24 reported.", "France 24"),
    fail(NAMES, "Türkiye and Sweden signed a fishing accord in Ålesund.", "Türkiye", NAME, NO_NAME, "Sweden"),
    fail(NAMES, "The Norwegian minister for trade praised the painter Zoë Kühne.", "Kühn", NAME, NO_NAME, "Kühne"),
    fail(NAMES, "The Swedish minister for trade praised the painter Zoë Kühn.", "Kühn", NAME, NO_NAME, "Swedish"),
    fail(NAMES, "Norway praised the painter Zoë Kühn.", "Kühn", NAME, NO_NAME, "Norway"),
    fail(NAMES, "Voters in Georgia went to the polls in Tbilisi.", "Georgian", NAME, NO_NAME, "Georgia"),
    fail(NAMES, "Washington fined nobody.", "United States", NAME, NO_NAME, "Washington"),
    fail(NAMES, "Police in Bergen praised firefighters.", "firefighters", NAME, NO_NAME, "Bergen"),
    late("an alias is a foreign word to the relation gate", ok(NAMES, "Turkey and Norway signed a fishing accord in Ålesund.", "Türkiye")),
    late("acronyms are folded before the table is asked", ok(NAMES, "Shops in the US fined nobody.", "United States")),
    late("an outlet's name lends its place", fail(NAMES, "Strikers blocked the port of Lund in France.", "France 24", NAME, NO_NAME, "France")),
]  # fmt: skip
QUOTATION, NO_QUOTE = Gate.QUOTATION, Reason.QUOTE_NOT_IN_SOURCE
QUOTATIONS = [
    ok(QUOTES, "Coach Otto Lind said in Leeds the fee is “far above what a club of this size pays”.", "far above"),
    ok(QUOTES, 'Chairwoman Mara Vance called the offer "a fair price".', "a fair price"),
    ok(QUOTES, "Coach Otto Lind said in Leeds the fee is far above what a club of this size pays.", "far above"),
    fail(QUOTES, "Coach Otto Lind said in Leeds the fee is “far below what a club of this size pays”.", "far above", QUOTATION, NO_QUOTE, "far below what a club of this size pays"),
    fail(QUOTES, "Chairwoman Mara Vance said “talks would go on”.", "a fair price", QUOTATION, NO_QUOTE, "talks would go on"),
    fail(QUOTES, "Coach Otto Lind said in Leeds the fee is “a fair price”.", "far above", QUOTATION, NO_QUOTE, "a fair price"),
    fail(QUOTES, "The board spoke of “a fair deal”.", "a fair deal", QUOTATION, NO_QUOTE, "a fair deal"),
    fail(QUOTES, "Chairwoman Mara Vance called the offer “a fair price.", "a fair price", QUOTATION, Reason.UNPAIRED_QUOTE, "“"),
    fail(QUOTES, "Striker Ed Holm called the bid “a good deal” in Leeds.", "good deal", Gate.RELATION, Reason.NEGATION_CHANGED, "not"),
]  # fmt: skip
CONTEXT = [
    late("the slice of a sentence inside a longer quotation has but one of its marks", ok(QUOTES, "“We will win the cup,” Al Moe said.", "win the cup")),
    fail(QUOTES, "We will win the cup, Al Moe said.", "win the cup", Gate.CONTEXT, Reason.INSIDE_QUOTATION),
    fail(QUOTES, "The chair of Rovers said the offer stands in Leeds.", "offer stands", Gate.CONTEXT, Reason.UNPAIRED_QUOTE),
    fail(FLOOD, "She said 1,200 people had been moved to schools in Norham.", "1,200", Gate.CONTEXT, Reason.POINTS_OUTSIDE, "She"),
    fail(FLOOD, "The mayor also said 1,200 people had been moved to schools in Norham.", "1,200", Gate.CONTEXT, Reason.POINTS_OUTSIDE, "also"),
    fail(FLOOD, "The meeting on damages opened; both sides spoke in Graz.", "hearing", Gate.CONTEXT, Reason.POINTS_OUTSIDE, "both sides"),
]  # fmt: skip
ATTRIBUTION, LOST, CHANGED = Gate.ATTRIBUTION, Reason.SPEAKER_LOST, Reason.SPEAKER_CHANGED
ATTRIBUTIONS = [
    ok(COURT, "The defence lawyer Otto Lind denied that his client had paid the judge in Graz.", "denied"),
    ok(COURT, "Mara Vance accused Norvane of bribery.", "accused"),
    ok(COURT, "Norvane was accused of bribery by Mara Vance.", "accused"),
    ok(COURT, "Witnesses told the court in Graz that cash changed hands.", "cash"),
    ok(COURT, "Cash changed hands, witnesses told the court in Graz.", "cash"),
    fail(COURT, "Cash changed hands in Graz.", "cash", ATTRIBUTION, LOST, "Witnesses"),
    fail(COURT, "Norvane was accused of bribery.", "accused", ATTRIBUTION, LOST, "Prosecutor Mara Vance"),
    fail(FLOOD, "1,200 people had been moved to schools in Norham.", "1,200", ATTRIBUTION, LOST, "Mayor Ines Okoro"),
    fail(FLOOD, "The county council said 1,200 people had been moved to schools in Norham.", "1,200", ATTRIBUTION, LOST, "Mayor Ines Okoro"),
    fail(QUOTES, "The offer is “a fair price”.", "a fair price", ATTRIBUTION, LOST, "Chairwoman Mara Vance"),
    fail(COURT, "Norvane accused prosecutor Mara Vance of bribery.", "accused", ATTRIBUTION, CHANGED, "Norvane"),
    fail(COURT, "The court in Graz told witnesses that cash changed hands.", "cash", ATTRIBUTION, CHANGED, "The court in Graz"),
    fail(COURT, "Otto Lind said the jury in Graz heard four guests.", "jury", ATTRIBUTION, CHANGED, "Otto Lind"),
    fail(COURT, "Otto Lind said his client had paid the judge in Graz.", "denied", ATTRIBUTION, Reason.DENIAL_LOST, "denied"),
    Row(COURT, "Prosecutor Mara Vance said the jury in Graz heard four guests and accused Norvane of bribery.", ("accused", "jury"), ATTRIBUTION, CHANGED),
    Row(COURT, "The jury in Graz heard four guests and accused Norvane of bribery.", ("accused", "jury"), ATTRIBUTION, LOST),
    late("a speech reaches over ', and Y said'", ok(FLOOD, "Mayor Ines Okoro said 1,200 people had been moved to schools in Norham, and the county council said at least three bridges over the Alder were closed.", "1,200", "three bridges")),
]  # fmt: skip
RELATION, ROLES = Gate.RELATION, Reason.ROLES_CHANGED
NEGATION, HEDGE, FOREIGN, OUTCOME = (
    Reason.NEGATION_CHANGED,
    Reason.HEDGE_CHANGED,
    Reason.WORDS_NOT_IN_SOURCE,
    Reason.OUTCOME_INVENTED,
)
RELATIONS = [
    ok(DEALS, "Ambassador Otto Lind was received by minister Anna Berg in Oslo for talks on cod quotas.", "received"),
    ok(DEALS, "The union in Lund failed to win a pay rise for dockers.", "pay rise"),
    ok(DEALS, "In Oslo the ministry may raise the quota for cod.", "may raise"),
    fail(DEALS, "Ambassador Otto Lind received minister Anna Berg in Oslo for talks on cod quotas.", "received", RELATION, ROLES, "berg", "lind"),
    fail(DEALS, "Minister Anna Berg was received by ambassador Otto Lind in Oslo for talks on cod quotas.", "received", RELATION, ROLES, "berg", "lind"),
    fail(NAMES, "Goalkeeper Mara Vance praised coach Otto Lind in Leeds.", "goalkeeper", RELATION, ROLES, "lind", "vance"),
    fail(DEALS, "On Sunday in Leeds the United beat the Rovers in a final.", "On Sunday", RELATION, ROLES, "rovers", "united"),
    fail(DEALS, "Minister Anna Berg and ambassador Otto Lind agreed cod quotas in Oslo.", "received", RELATION, OUTCOME, "agr"),
    fail(DEALS, "Minister Anna Berg secured cod quotas in talks with ambassador Otto Lind in Oslo.", "received", RELATION, OUTCOME, "secur"),
    fail(DEALS, "The union in Lund won a pay rise for dockers.", "pay rise", RELATION, OUTCOME, "won"),
    fail(DEALS, "The union in Lund did win a pay rise for dockers.", "pay rise", RELATION, NEGATION, "failed to"),
    fail(FLOOD, "Mayor Ines Okoro said 1,200 people had not been moved to schools in Norham.", "1,200", RELATION, NEGATION, "not"),
    fail(COURT, "The defence lawyer Otto Lind did not deny that his client had paid the judge in Graz.", "denied", RELATION, NEGATION, "not"),
    fail(DEALS, "Norvane paid a clerk in Graz.", "reportedly", RELATION, HEDGE, "reportedly"),
    fail(DEALS, "The ministry in Oslo will raise the quota for cod.", "may raise", RELATION, HEDGE, "may"),
    fail(DEALS, "The firm Norvane in Lund will sell a ferry line to Kestrel.", "ferry", RELATION, HEDGE, "could"),
    fail(DEALS, "The union in Lund possibly failed to win a pay rise for dockers.", "pay rise", RELATION, FOREIGN, "possibly"),
    fail(DEALS, "The union in Lund failed to win a large pay rise for angry dockers.", "pay rise", RELATION, FOREIGN, "larg", "angry"),
    fail(FLOOD, "Mayor Ines Okoro said 1,200 children had been moved to schools in Norham.", "1,200", RELATION, FOREIGN, "children"),
    late("a name that opens the sentence has no side", fail(DEALS, "United beat Rovers in Leeds.", "Rovers beat United", RELATION, ROLES)),
    late("only a closed list of verbs has sides", fail(DEALS, "In Lund the firm Kestrel could sell a ferry line to Norvane.", "ferry", RELATION, ROLES)),
    late("where the 'not' stands is not looked at", fail(DEALS, "Kestrel, not Norvane, won the contract in Lund.", "contract", RELATION, NEGATION)),
    late("modality is not looked at", fail(DEALS, "The court in Graz fined Kestrel.", "should fine", RELATION, HEDGE, "should")),
    late("modality is not looked at", fail(DEALS, "Norway raised the tax on boats from Bergen.", "would raise", RELATION, HEDGE, "would")),
    late("a condition may be left out", fail(DEALS, "Dockers in Lund will strike.", "will strike", RELATION, HEDGE, "if")),
]  # fmt: skip
LOADED, LABEL = Gate.LOADED, Reason.LOADED_LABEL
LOADED_ROWS = [
    ok(LABELS, "Otto Lind called the owners “thugs” in a speech in Lund.", "thugs"),
    ok(LABELS, "A storm hit Ystad.", "brutal"),
    fail(LABELS, "The regime closed the port of Ystad.", "closed", LOADED, LABEL, "regime"),
    fail(LABELS, "A brutal storm hit Ystad.", "brutal", LOADED, LABEL, "brutal "),
    fail(LABELS, "Thugs, the owners, heard a speech in Lund.", "thugs", LOADED, LABEL, "Thugs"),
    fail(LABELS, "Otto Lind said the thugs of the port were paid.", "were paid", LOADED, LABEL, "thugs"),
    late("'claimed lives' opens a speech to the end", fail(LABELS, "The flood claimed 12 lives in Norham before the regime of Ystad sent help.", "claimed", LOADED, LABEL, "regime")),
]  # fmt: skip


@pytest.mark.parametrize("row", NUMBERS)
def test_numbers(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", DATES)
def test_dates(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", NAME_ROWS)
def test_names(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", QUOTATIONS)
def test_quotations(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", CONTEXT)
def test_context(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", ATTRIBUTIONS)
def test_attribution(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", RELATIONS)
def test_relation(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", LOADED_ROWS)
def test_loaded(row: Row) -> None:
    judge(row)


PAPER = (
    "Storm leaves Norham without power\n\nA storm left the town of Norham without power, the council said.\n\nWhat Norham"
    " needs now\n\n1. Pumps for the town of Norham\n2. Boats\n\nEngineers worked all night in Norham."
)


@pytest.mark.parametrize("words", ["Storm leaves Norham", "What Norham needs now", "1. Pumps for the town of Norham"])
def test_headings_titles_and_lists_are_no_evidence(words: str) -> None:
    told = story(PAPER)
    check = checks_of(told, draft(told, told.sentence(words).text, words))[Gate.CONTEXT]
    assert (check.reason, check.words) == (Reason.ROLE_NOT_BODY, (told.sentence(words).text,))


TWO = (
    "Minister Anna Berg met with Chancellor Otto Lind in Vienna to discuss cod quotas. Earlier on the day, Otto Lind also had"
    " a meeting with Judge Mara Vance in Graz to discuss port fees."
)


def test_one_sentence_tells_one_event() -> None:
    told = story(TWO)
    text = "Anna Berg met with Otto Lind in Vienna to discuss cod quotas, and Otto Lind had a meeting with Mara Vance in Graz."
    assert failures(told, draft(told, text, "cod quotas", "port fees"))[0].reason == Reason.TWO_EVENTS
    one = draft(told, "Anna Berg met with Otto Lind in Vienna to discuss cod quotas.", "cod quotas")
    assert failures(told, one) == []
    wrong = one.model_copy(update={"event": "E2"})
    assert checks_of(told, wrong)[Gate.EVENT].words == ("E1", "E2")


def test_the_background_is_an_event_of_its_own() -> None:
    told = story("A flood hit the town of Norham. A flood of the Alder killed 19 people in Norham in 1953.")
    made = draft(told, "A flood hit the town of Norham, and a flood of the Alder killed 19 people in Norham in 1953.", "A flood hit", "19 people")
    assert checks_of(told, made)[Gate.EVENT].words == ("E0", "E1")


def test_superfluous_citations_are_named_and_corroboration_stays() -> None:
    told = story(PAPER)
    text, spare = "Engineers worked all night in Norham.", "A storm left"
    assert failures(told, draft(told, text, "Engineers", corroborate=(spare,))) == []
    for made in (draft(told, text, "Engineers", spare), draft(told, text, "Engineers", context=(spare,))):
        (check,) = [c for c in failures(told, made) if c.gate == Gate.MINIMAL]
        assert check.reason == Reason.SUPERFLUOUS_CITATION
        assert check.words[0].startswith(spare)


def test_both_halves_of_a_joined_sentence_are_needed() -> None:
    told = story(PAPER)
    text = "A storm left the town of Norham without power, the council said; engineers worked all night in Norham."
    assert checks_of(told, draft(told, text, "A storm left", "Engineers"))[Gate.MINIMAL].outcome == Outcome.PASS


def test_spans_that_do_not_hold_stop_everything() -> None:
    told = story(PAPER)
    made = draft(told, "Engineers worked all night in Norham.", "Engineers")
    for change in ({"quote": "Engineers slept all night in Norham."}, {"end": 10_000}, {"doc": "S9"}):
        broken = made.model_copy(update={"citations": (made.citations[0].model_copy(update=change),)})
        checks = checks_of(told, broken)
        assert checks[Gate.POINTER].reason == Reason.SPAN_MISMATCH
        assert {c.outcome for g, c in checks.items() if g != Gate.POINTER} == {Outcome.UNSCORED}
        assert not is_publishable(tuple(checks.values()))
    none = made.model_copy(update={"citations": ()})
    assert checks_of(told, none)[Gate.POINTER].reason == Reason.NO_SUPPORT


@pytest.mark.parametrize(
    ("vetoed", "outcome", "publishable"),
    [(None, Outcome.UNSCORED, False), (True, Outcome.FAIL, False), (False, Outcome.PASS, True)],
)
def test_written_text_needs_a_verdict(vetoed: bool | None, outcome: Outcome, *, publishable: bool) -> None:  # noqa: FBT001
    told = story(PAPER)
    made = draft(told, "Engineers in Norham worked all night.", "Engineers")
    checks = checks_of(told, made, vetoed=vetoed)
    assert checks[Gate.ENTAILMENT].outcome == outcome
    assert is_publishable(tuple(checks.values())) is publishable


@pytest.mark.parametrize("vetoed", [None, True, False])
def test_a_verbatim_slice_needs_none(vetoed: bool | None) -> None:  # noqa: FBT001
    told = story(PAPER)
    assert failures(told, draft(told, "Engineers worked all night in Norham.", "Engineers"), vetoed=vetoed) == []


def test_an_edit_that_does_not_give_the_slice_back_is_no_licence() -> None:
    told = story(PAPER)
    made = extract(told, "Engineers")
    text = "Thieves worked all night in Norham."
    span = told.span("worked")
    lie = Edit(start=0, end=7, replacement="Thieves", source=span, kind=EditKind.LABEL)
    view = view_of(told, made.model_copy(update={"text": text, "edits": (lie,)}))
    assert not view.is_verbatim
    assert failures(told, view.draft)


@pytest.mark.xfail(strict=True, reason="defect: any replacement passes as long as undoing it gives the slice")
def test_an_edit_may_not_say_the_contrary() -> None:
    told = story(PAPER)
    made = extract(told, "Engineers")
    text = "Engineers slept all night in Norham."
    lie = Edit(start=10, end=15, replacement="slept", source=told.span("worked"), kind=EditKind.LABEL)
    assert failures(told, made.model_copy(update={"text": text, "edits": (lie,)}))


def test_what_passes_is_published_and_what_fails_is_withheld_in_the_sources_words() -> None:
    told = story(PAPER)
    cluster = next(c for c in told.clusters if c.claims[0].text.startswith("Engineers"))
    good = draft(told, "Engineers in Norham worked all night.", "Engineers")
    checks = tuple(checks_of(told, good).values())
    sentence = to_sentence(4, good, cluster, checks, told.documents)
    assert (sentence.id, sentence.text, sentence.support, sentence.origins) == ("B4", good.text, "single", ("S1",))
    bad = draft(told, "Engineers in Lund worked all night.", "Engineers")
    checks = tuple(checks_of(told, bad).values())
    withheld = to_withheld(bad, cluster, checks, told.documents)
    assert withheld.text == "Engineers worked all night in Norham."
    assert (withheld.gate, withheld.reason, withheld.words) == (Gate.NAME, Reason.NAME_NOT_IN_SOURCE, ("Lund",))
    with pytest.raises(ValueError, match="did not pass"):
        to_sentence(5, bad, cluster, checks, told.documents)


def test_every_gate_speaks_in_its_order() -> None:
    told = story(PAPER)
    checks = checks_of(told, draft(told, "Engineers in Norham worked all night.", "Engineers"))
    assert list(checks) == list(Gate)
    assert failed([Check(gate=g, outcome=Outcome.PASS) for g in Gate]) is None
    assert not is_publishable(())
