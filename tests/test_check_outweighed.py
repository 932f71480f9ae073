"""A speaker told in words that no rule knows: the scorer may outweigh the suspicion that the speaker was lost."""

from __future__ import annotations

import pytest

from service.recheck import SentenceVerdict, Verdict, recheck_text
from service.records import Reason
from service.stages.load import TextInput, load_texts
from service.text.loaded import load_rules

ARTICLE = """Engineer Mara Tolk of the roads authority attributed the landslide to quarrying above the road.
Police commander Ada Brenn insisted the boats had been a mile inside her waters.
The fishermen were brought to the harbour of Norvale on Sunday, and their boats were tied up beside the old fish market.
"""


def told(sentence: str) -> SentenceVerdict:
    documents = load_texts([TextInput(text=ARTICLE)]).documents
    return recheck_text(f"{sentence} [1].", documents, load_rules()).sentences[-1]


def test_a_speaker_in_other_words_is_not_lost() -> None:
    found = told(
        "The landslide was put down by Mara Tolk, an engineer with the roads authority, to quarrying above the road"
    )
    assert found.verdict == Verdict.SUPPORTED, (found.gate, found.reason, found.words)


@pytest.mark.parametrize(
    "sentence",
    ["Quarrying above the road caused the landslide", "The boats of the fishermen had been a mile inside her waters"],
)
def test_a_lost_speaker_is_refused(sentence: str) -> None:
    found = told(sentence)
    assert found.verdict == Verdict.UNSUPPORTED
    assert found.reason in {Reason.SPEAKER_LOST, Reason.POINTS_OUTSIDE}
