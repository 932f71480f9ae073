"""Validate: a brief of ours has no problems, and every kind of tampering is reported with its place."""

from __future__ import annotations

import asyncio
from functools import cache

import pytest

from service.pipeline import brief_documents
from service.records import Brief
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.stages.validate import problems
from tests.brief_tampering import (
    Tamper,
    another_document,
    another_neutral,
    another_quote,
    another_speaker,
    another_wording,
    beyond_the_text,
    brief_withheld,
    edit_beyond_the_text,
    edit_left_out,
    edit_moved,
    edit_of_nowhere,
    failed_gate,
    foreign_bracket,
    misquoted_variant,
    no_checks,
    no_support,
    one_gate_left_out,
    one_more_word,
    said_by,
    slot_filled,
    source_rewritten,
    unscored_gate,
    with_cell,
    with_label,
    with_normal,
    with_note,
    with_reason,
    with_sentence,
    with_side,
    with_term,
    with_title,
    with_withheld,
    without_coverage,
)
from tests.check_support import PADDING

ARTICLES = (
    (
        "Minister Anna Berg met with Chancellor Otto Lind in Vienna on Monday to discuss cod quotas. The "
        "meeting focused on boats from Bergen. Both sides praised the fishermen of Norway. Media reports said"
        " it was in Austria."
    ),
    (
        "Minister Anna Berg met with Chancellor Otto Lind on Monday to discuss cod quotas, the Herald "
        "reported, without saying where. A brutal storm hit the boats of Bergen in 2021. Berg said the regime"
        " of Ystad must go."
    ),
    (
        "The regime of Ystad fined the ferry firm Kestrel. The flood in the port of Ystad killed 12 people, "
        "police said. It also closed the port."
    ),
    ("The flood in the port of Ystad killed 15 people, the mayor of Ystad said. The regime of Ystad closed the port."),
)


@cache
def brief() -> Brief:
    """A brief with two writings of one meeting, an open identity, a difference, a term and edits."""
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
    (with_sentence(foreign_bracket, edited=True), "does more than its kind may do"),
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
    (with_sentence(edit_moved, edited=True), "edit"),
    (with_sentence(edit_of_nowhere, edited=True), "edit"),
    (with_sentence(edit_beyond_the_text, edited=True), "edit"),
    (with_sentence(one_gate_left_out), "published without passing every gate"),
    (with_term(another_neutral), "'a fine government' is not what the term list says for it"),
    (with_term(another_speaker), "term"),
    (with_normal, "is not its slice"),
]


@pytest.mark.parametrize(("tamper", "message"), TAMPERED)
def test_tampering_is_reported(tamper: Tamper, message: str) -> None:
    found = problems(tamper(brief()))
    assert any(message in problem for problem in found), found


def test_a_withheld_sentence_in_order_is_no_problem() -> None:
    assert problems(brief_withheld(brief())) == ()
