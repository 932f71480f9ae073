"""Leaving out an unsupported clause: what goes, what stays, and that only what passed the check is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.records import WrittenBy
from service.stages.compose import trims
from tests.scripted_writer import ScriptedWriter, write

WHOLE = "The mayor opened the bridge on Monday."
BRIDGE = (WHOLE, "It cost four million euros.")
CASES = [
    ("The mayor opened the bridge on Monday because the ferry had sunk.", ("because",)),
    ("The mayor, delighted by the applause, opened the bridge on Monday.", ("delighted",)),
    ("The mayor opened the bridge on Monday (a historic moment for sailors).", ("historic",)),
    ("The mayor opened the bridge on Monday, and fireworks delighted families.", ("fireworks",)),
    ("The mayor opened the bridge on Monday to please wealthy tourists.", ("tourists",)),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_the_added_clause_goes_with_its_marks(text: str, words: tuple[str, ...]) -> None:
    assert trims(text, words, BRIDGE)[0] == WHOLE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor opened the bridge on Tuesday, at a cost of four million euros.", ("Tuesday",)),
        ("Fireworks greeted the mayor on the bridge on Monday.", ("Fireworks",)),
        ("The mayor opened the bridge, which cost five million euros.", ("five",)),
        ("The mayor wept because of fireworks.", ("because",)),
        ("The mayor opened the bridge on Monday.", ()),
        ("The mayor opened the bridge on Monday.", ("not there",)),
    ],
)
def test_nothing_goes_that_the_source_has_or_the_sentence_needs(text: str, words: tuple[str, ...]) -> None:
    assert trims(text, words, BRIDGE) == ()


async def test_an_added_clause_is_left_out_without_another_call(tmp_path: Path) -> None:
    """The draft says more than its statements; what is published says what they say."""
    added = ", because the fireworks had delighted countless tourists."
    run = await write(tmp_path, ScriptedWriter(compose=lambda asked: asked.joined.removesuffix(".") + added))
    assert {s.written_by for s in run.joined} == {WrittenBy.REPAIR}
    assert run.wrong == []
    assert run.writer.of("repair") == []
