"""A focus orders and limits what a brief says; it never changes a gate."""

from __future__ import annotations

import asyncio

from service.pipeline import brief_documents
from service.settings import Settings
from service.stages.load import TextInput, load_texts

CITY = (
    """The city of Harwick opened its new tram line on Monday. The tram line has nine stops in the city. Mayor Ana Lee
praised the tram line and the city. The cost of the tram line rose to 40 million crowns, the auditor said.""",
    """The city of Harwick celebrated the tram line with music on Monday. Thousands of people in the city rode the tram
line for nothing. The auditor Otto Brand warned that the cost may rise by another 5 million crowns.""",
)


def said(focus: str, sentences: int) -> list[str]:
    settings = Settings(writer="extractive", focus=focus, sentences=sentences)
    documents = load_texts([TextInput(text=text) for text in CITY]).documents
    return [s.text for s in asyncio.run(brief_documents(documents, settings)).sentences]


def test_the_sentence_nearest_to_the_focus_comes_first_not_the_opening() -> None:
    assert said("cost of the tram line", 1) == [
        "The cost of the tram line rose to 40 million crowns, the auditor said."
    ]


def test_nothing_near_the_focus_is_nothing() -> None:
    assert said("volcano", 5) == []
