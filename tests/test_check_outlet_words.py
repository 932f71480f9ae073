"""What only names an outlet supports nothing, but in a sentence that is the source's own word for word."""

from __future__ import annotations

import asyncio

from service.pipeline import brief_documents
from service.settings import Settings
from service.stages.load import TextInput, load_texts

STORY = (
    "The mayor of Norham resigned on Monday after a vote of the council. {} The council will choose another mayor in "
    "June, and the deputy, Ada Lind, will lead the town until then."
)


def test_a_report_of_an_outlet_is_not_withheld() -> None:
    sentence = "And the Norham Post reported earlier this week that the mayor had asked the council for a pension."
    documents = load_texts([TextInput(text=STORY.format(sentence))]).documents
    brief = asyncio.run(brief_documents(documents, Settings(writer="extractive")))
    assert brief.withheld == ()
    assert any("Norham Post" in s.text for s in brief.sentences)
