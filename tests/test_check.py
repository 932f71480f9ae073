"""Check as a whole: roles, events, citations, verdicts, what is published; test_check_* hold the tables of gates."""

from __future__ import annotations

import pytest

from service.records import Check, Edit, EditKind, Gate, Outcome, Reason
from service.stages.check import failed, is_publishable, to_sentence, to_withheld
from tests.check_support import checks_of, draft, extract, failures, story, view_of

PAPER = (
    "Storm leaves Norham without power\n\nA storm left the town of Norham without power, the council "
    "said.\n\nWhat Norham"
    " needs now\n\n1. Pumps for the town of Norham\n2. Boats\n\nEngineers worked all night in Norham."
)


@pytest.mark.parametrize("words", ["Storm leaves Norham", "What Norham needs now", "1. Pumps for the town of Norham"])
def test_headings_titles_and_lists_are_no_evidence(words: str) -> None:
    told = story(PAPER)
    check = checks_of(told, draft(told, told.sentence(words).text, words))[Gate.CONTEXT]
    assert (check.reason, check.words) == (Reason.ROLE_NOT_BODY, (told.sentence(words).text,))


TWO = (
    "Minister Anna Berg met with Chancellor Otto Lind in Vienna to discuss cod quotas. Earlier on the day, Otto "
    "Lind also had"
    " a meeting with Judge Mara Vance in Graz to discuss port fees."
)


def test_one_sentence_tells_one_event() -> None:
    told = story(TWO)
    text = "Anna Berg met with Otto Lind in Vienna to discuss cod, and Otto Lind had a meeting with Mara Vance in Graz."
    assert failures(told, draft(told, text, "cod quotas", "port fees"))[0].reason == Reason.TWO_EVENTS
    one = draft(told, "Anna Berg met with Otto Lind in Vienna to discuss cod quotas.", "cod quotas")
    assert failures(told, one) == []
    wrong = one.model_copy(update={"event": "E2"})
    assert checks_of(told, wrong)[Gate.EVENT].words == ("E1", "E2")


def test_the_background_is_an_event_of_its_own() -> None:
    told = story("A flood hit the town of Norham. A flood of the Alder killed 19 people in Norham in 1953.")
    made = draft(
        told,
        "A flood hit the town of Norham, and a flood of the Alder killed 19 people in Norham in 1953.",
        "A flood hit",
        "19 people",
    )
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
def test_written_text_needs_a_verdict(vetoed: bool | None, outcome: Outcome, *, publishable: bool) -> None:
    told = story(PAPER)
    made = draft(told, "Engineers in Norham worked all night.", "Engineers")
    checks = checks_of(told, made, vetoed=vetoed)
    assert checks[Gate.ENTAILMENT].outcome == outcome
    assert is_publishable(tuple(checks.values())) is publishable


@pytest.mark.parametrize("vetoed", [None, True, False])
def test_a_verbatim_slice_needs_none(vetoed: bool | None) -> None:
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
