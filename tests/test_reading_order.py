"""The first sentence of an event says what happened, not who is named most often."""

from __future__ import annotations

import asyncio

import pytest

from service.pipeline import brief_documents
from service.settings import Settings
from service.stages.load import TextInput, load_texts

FLOOD = (
    "A flood killed 12 people in the town of Norham on Monday, the fire service said. "
    "Fire chief Otto Lind said that Mayor Ada Vance had called him at once. "
    "Norham lost its only bridge to the flood."
)
LATER = (
    "Norham buried the dead of the flood of Monday. "
    "Mayor Ada Vance thanked Fire chief Otto Lind and Governor Mara Berg. "
    "The flood had taken the bridge of Norham."
)
MEETING = (
    "Cod quotas were the subject in Oslo on Monday, when Minister Anna Berg met with Chancellor Otto Lind. "
    "The meeting focused on boats from Bergen and port fees."
)


def first(*texts: str) -> str:
    documents = load_texts([TextInput(text=text) for text in texts]).documents
    brief = asyncio.run(brief_documents(documents, Settings(writer="extractive")))
    return brief.sentences[0].text


@pytest.mark.parametrize("texts", [(FLOOD, LATER), (LATER, FLOOD), (FLOOD,)])
def test_a_report_begins_with_what_happened_when_and_where(texts: tuple[str, ...]) -> None:
    assert first(*texts).startswith("A flood killed 12 people in the town of Norham")


def test_a_meeting_begins_with_who_met_whom() -> None:
    assert "Anna Berg met with Chancellor Otto Lind" in first(MEETING)
