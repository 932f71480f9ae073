"""Compose: what becomes of the times of two statements in one sentence of a model."""

from __future__ import annotations

import pytest

from service.llm import ModelReply
from service.records import WrittenBy
from service.stages.compose.join import Pair, to_draft
from service.text.edits import is_recorded
from tests.check_support import extract, story

FIRST = "In Norham, Kestrel lost Monday’s vote on the ferry line."
SECOND = "In Norham, Kestrel said on Tuesday that prices would rise."


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (
            "In Norham, Kestrel lost Monday’s vote on the ferry line, and prices would rise.",
            "Monday’s [undated] vote on the ferry line",
        ),
        (
            "In Norham, Kestrel lost Monday’s [undated] vote on the ferry line, and prices would rise.",
            "Monday’s [undated] vote on the ferry line",
        ),
        ("In Norham, Kestrel lost the vote on Monday, and prices would rise.", "the vote on Monday [undated], and"),
    ],
)
def test_a_possessive_time_keeps_its_anchor_behind_the_mark(written: str, published: str) -> None:
    told = story(f"{FIRST} {SECOND}")
    drafts = (extract(told, FIRST), extract(told, SECOND))
    parts = tuple(next(c for c in told.clusters if c.id == d.cluster) for d in drafts)
    pair = Pair(*drafts, cluster=parts[0], parts=(parts[0], parts[1]))
    reply = ModelReply(
        text=written, data={"sentence": written, "ids": list(pair.ids)}, tokens_in=1, tokens_out=1, finish_reason="stop"
    )
    made = to_draft(pair, reply, WrittenBy.MODEL, told.documents)
    assert published in made.text
    assert made.text.count("[undated]") == 1
    assert all(is_recorded(edit, told.documents, ()) for edit in made.edits)
