"""Validate: a brief of ours has no problems, and every kind of tampering is reported with its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cache

import pytest

from service.pipeline import brief_documents
from service.records import Brief, BriefSentence, Citation, Outcome, Phrase, Term
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.stages.validate import problems
from tests.check_support import PADDING, defect

ARTICLES = (
    "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday to discuss cod quotas. The meeting focused on boats"
    " from Bergen. Both sides praised the fishermen of Norway. Media reports said it was in Austria.",
    "Minister Anna Berg met with Chancellor Otto Lind on Monday to discuss cod quotas, the Herald reported, without saying"
    " where. A brutal storm hit the boats of Bergen in 2021. Berg said the regime of Ystad must go.",
    "The regime of Ystad fined the ferry firm Kestrel. The flood in the port of Ystad killed 12 people, police said. It also"
    " closed the port.",
    "The flood in the port of Ystad killed 15 people, the mayor of Ystad said. The regime of Ystad closed the port.",
)


@cache
def brief() -> Brief:
    """A brief with two writings of one meeting, an open identity, a difference, a term, edits and something withheld."""
    settings = Settings(writer="extractive", sentences=40)
    texts = [TextInput(text=f"{t}\n\n{p}", outlet="The Post") for t, p in zip(ARTICLES, PADDING, strict=True)]
    return asyncio.run(brief_documents(load_texts(texts, settings=settings).documents, settings))


def test_a_brief_of_ours_has_no_problems() -> None:
    assert problems(brief()) == ()


def test_the_example_holds_what_is_tampered_with_below() -> None:
    made = brief()
    assert len(made.sentences) > 4
    assert any(s.edits for s in made.sentences)
    assert any(e.maybe_same_as for e in made.events)
    assert made.differences
    assert made.terms


Tamper = Callable[[Brief], Brief]


def with_sentence(change: Callable[[BriefSentence], BriefSentence], *, edited: bool = False) -> Tamper:
    """Change the first sentence, or the first that has edits."""

    def tamper(made: Brief) -> Brief:
        at = next(n for n, s in enumerate(made.sentences) if s.edits or not edited)
        changed = change(made.sentences[at])
        return made.model_copy(update={"sentences": (*made.sentences[:at], changed, *made.sentences[at + 1 :])})

    return tamper


def misquote(citation: Citation) -> Citation:
    return citation.model_copy(update={"quote": citation.quote.replace("e", "a")})


def one_more_word(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"text": f"{s.text} Indeed."})


def another_quote(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": (misquote(s.citations[0]), *s.citations[1:])})


def beyond_the_text(s: BriefSentence) -> BriefSentence:
    far = s.citations[0].model_copy(update={"start": 99_000, "end": 99_010})
    return s.model_copy(update={"citations": (*s.citations, far)})


def another_document(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": (*s.citations, s.citations[0].model_copy(update={"doc": "S9"}))})


def no_support(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"citations": tuple(c.model_copy(update={"role": "context"}) for c in s.citations)})


def failed_gate(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": (s.checks[0].model_copy(update={"outcome": Outcome.FAIL}), *s.checks[1:])})


def unscored_gate(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": (s.checks[0].model_copy(update={"outcome": Outcome.UNSCORED}), *s.checks[1:])})


def no_checks(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": ()})


def one_gate_left_out(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"checks": s.checks[:-1]})


def edit_left_out(s: BriefSentence) -> BriefSentence:
    return s.model_copy(update={"edits": ()})


def foreign_bracket(s: BriefSentence) -> BriefSentence:
    first = s.edits[0]
    words = first.replacement.split("[")[0] + "[Mara Vance]"
    text = s.text[: first.start] + words + s.text[first.end :]
    edit = first.model_copy(update={"replacement": words, "end": first.start + len(words)})
    return s.model_copy(update={"text": text, "edits": (edit,)})


def said_by(words: str) -> Callable[[BriefSentence], BriefSentence]:
    def change(s: BriefSentence) -> BriefSentence:
        return s.model_copy(update={"attribution": s.attribution.model_copy(update={"text": words})})

    return change


def slot_filled(s: BriefSentence) -> BriefSentence:
    slots = {"source": s.attribution.slots["source"], "outlet": "a reliable paper"}
    text = "{source} ({outlet})".format(**slots)
    return s.model_copy(update={"attribution": Phrase(text=text, template="by_source_outlet", slots=slots)})


def with_title(made: Brief) -> Brief:
    return made.model_copy(update={"title": Phrase(text="The truth about Ystad")})


def with_label(made: Brief) -> Brief:
    event = made.events[0]
    label = event.label.model_copy(update={"text": "A plot", "template": None})
    return made.model_copy(update={"events": (event.model_copy(update={"label": label}), *made.events[1:])})


def with_cell(made: Brief) -> Brief:
    row = made.overview[0]
    return made.model_copy(
        update={"overview": (row.model_copy(update={"where": (Phrase(text="Berlin"),)}), *made.overview[1:])}
    )


def with_reason(made: Brief) -> Brief:
    at = next(n for n, e in enumerate(made.events) if e.maybe_same_as)
    event = made.events[at]
    same = event.maybe_same_as[0].model_copy(update={"evidence_for": (Phrase(text="everybody knows"),)})
    changed = event.model_copy(update={"maybe_same_as": (same,)})
    return made.model_copy(update={"events": (*made.events[:at], changed, *made.events[at + 1 :])})


def with_withheld(made: Brief) -> Brief:
    first = brief_withheld(made)
    return first.model_copy(
        update={"withheld": (first.withheld[0].model_copy(update={"text": "Nothing to see."}), *first.withheld[1:])}
    )


def brief_withheld(made: Brief) -> Brief:
    """The brief with at least one withheld sentence that is in order."""
    from service.records import Reason, Withheld

    cited = made.sentences[0].citations[0]
    row = Withheld(text=cited.quote, stage="check", reason=Reason.NOT_ENTAILED, event="E1", citations=(cited,))
    return made.model_copy(update={"withheld": (row, *made.withheld)})


def with_term(change: Callable[[Term], Term]) -> Tamper:
    def tamper(made: Brief) -> Brief:
        return made.model_copy(update={"terms": (change(made.terms[0]), *made.terms[1:])})

    return tamper


def another_wording(term: Term) -> Term:
    return term.model_copy(update={"variants": (term.variants[0].model_copy(update={"wording": "junta"}),)})


def misquoted_variant(term: Term) -> Term:
    variant = term.variants[0]
    return term.model_copy(
        update={"variants": (variant.model_copy(update={"citations": (misquote(variant.citations[0]),)}),)}
    )


def another_neutral(term: Term) -> Term:
    return term.model_copy(update={"neutral": "a fine government"})


def another_speaker(term: Term) -> Term:
    return term.model_copy(update={"variants": (term.variants[0].model_copy(update={"speaker": "Everybody"}),)})


def with_note(made: Brief) -> Brief:
    first = made.differences[0]
    note = first.note.model_copy(update={"text": "S1 is wrong"})
    return made.model_copy(update={"differences": (first.model_copy(update={"note": note}), *made.differences[1:])})


def with_side(made: Brief) -> Brief:
    first = made.differences[0]
    side = first.positions[0].model_copy(update={"value": Phrase(text="900 people")})
    changed = first.model_copy(update={"positions": (side, *first.positions[1:])})
    return made.model_copy(update={"differences": (changed, *made.differences[1:])})


def with_normal(made: Brief) -> Brief:
    first = made.differences[0]
    cited = misquote(first.positions[0].citations[0])
    side = first.positions[0].model_copy(update={"citations": (cited,)})
    changed = first.model_copy(update={"positions": (side, *first.positions[1:])})
    return made.model_copy(update={"differences": (changed, *made.differences[1:])})


def without_coverage(made: Brief) -> Brief:
    return made.model_copy(update={"coverage": made.coverage[1:]})


def source_rewritten(made: Brief) -> Brief:
    first = made.sources[0].model_copy(update={"text": made.sources[0].text.replace("Vienna", "Berlin")})
    return made.model_copy(update={"sources": (first, *made.sources[1:])})


TAMPERED = [
    (with_sentence(one_more_word), "undoing its edits does not give a cited slice"),
    (with_sentence(another_quote), "is not its slice"),
    (with_sentence(beyond_the_text), "is not its slice"),
    (with_sentence(another_document), "is not its slice"),
    (with_sentence(no_support), "no support citation"),
    (with_sentence(failed_gate), "published without passing every gate"),
    (with_sentence(unscored_gate), "published without passing every gate"),
    (with_sentence(no_checks), "published without passing every gate"),
    (with_sentence(edit_left_out, edited=True), "undoing its edits does not give a cited slice"),
    (with_sentence(foreign_bracket, edited=True), "holds words that its evidence does not: Mara, Vance"),
    (with_sentence(said_by("everybody")), "is not template"),
    (with_sentence(slot_filled), "slot outlet='a reliable paper' is no slice, id, number or date"),
    (with_title, "title: 'The truth about Ystad' is neither a cited slice nor a template"),
    (with_label, "E1 label: 'A plot' is neither"),
    (with_cell, "overview E1 where: 'Berlin' is neither"),
    (with_reason, "'everybody knows' is neither"),
    (with_withheld, "withheld: 'Nothing to see.' is no cited slice"),
    (with_term(another_wording), "'junta' is no cited slice"),
    (with_term(misquoted_variant), "is not its slice"),
    (with_note, "D1: 'S1 is wrong' is not template"),
    (with_side, "D1: '900 people' is neither"),
    (without_coverage, "coverage: does not name every source once"),
    (source_rewritten, "is not its slice"),
    defect("that a gate is missing is not looked at", with_sentence(one_gate_left_out), "published without passing every gate"),
    defect("the neutral wording of a term is not looked at", with_term(another_neutral), "term"),
    defect("the speaker of a variant is not looked at", with_term(another_speaker), "term"),
    defect("the citations of a position are not looked at", with_normal, "is not its slice"),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "message"), TAMPERED)
def test_tampering_is_reported(tamper: Tamper, message: str) -> None:
    found = problems(tamper(brief()))
    assert any(message in problem for problem in found), found


def test_a_withheld_sentence_in_order_is_no_problem() -> None:
    assert problems(brief_withheld(brief())) == ()
