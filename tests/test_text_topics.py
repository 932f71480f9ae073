"""Topics: what was talked about, cut before attributions, clauses and loaded words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.topics import MAX_WORDS, find_topics

TOPICS = [
    ("Berg met Lind to discuss fishing rights and port fees.", ["fishing rights and port fees"]),
    ("The meeting focused on a new ferry line, according to the Herald.", ["a new ferry line"]),
    ("The meeting centers on a new ferry line, which Lund wants.", ["a new ferry line"]),
    ("The meeting centred on a new ferry line.", ["a new ferry line"]),
    ("Fishing rights and port fees were discussed.", ["Fishing rights and port fees"]),
    ("Port fees were also on the agenda.", ["Port fees"]),
    ("The talks addressed fishing rights while also focusing on port fees.", ["fishing rights", "port fees"]),
    ("The coach called for an end to the strike, Lind said.", ["an end to the strike"]),
    ("The judges exchanged views on the flood plan, while Berg called for new pumps.", ["the flood plan", "new pumps"]),
    ("They reviewed the transfer of three players as well as", ["the transfer of three players"]),
    ("The firms met to discuss a merger plan after months of rumours.", ["a merger plan"]),
    ("They discussed port fees.", ["port fees"]),
    ("They discussed it.", []),
    ("They discussed the issue.", []),
    ("They discussed growing concerns.", []),
    ("They met to discuss steps.", []),
    ("Rovers won the cup.", []),
    ("", []),
    ("The court met to discuss the fee, which failed.", ["the fee"]),
    ("They condemned the deadly attack on the ferry.", ["attack on the ferry"]),
]


@pytest.mark.parametrize(("text", "expected"), TOPICS)
def test_topics(text: str, expected: list[str]) -> None:
    assert [topic.text for topic in find_topics(text)] == expected


def test_a_topic_stops_before_a_loaded_word() -> None:
    (topic,) = find_topics("They met to discuss the supply of water in the area by the regime and its navy.")
    assert topic.text == "the supply of water in the area"


def test_a_long_topic_is_cut_at_a_phrase() -> None:
    words = "the price of cod in the ports of the north and the wages of the crews on boats from the south"
    (topic,) = find_topics(f"They met to discuss {words}.")
    assert len(topic.text.split()) <= MAX_WORDS
    assert words.startswith(topic.text)
    assert topic.text.split()[-1] not in {"of", "the", "and", "in", "on"}


@given(
    st.lists(
        st.sampled_from("they discussed to discuss called for , and the fees who . also regime".split())
        | st.text(max_size=4)
    )
)
def test_offsets(pieces: list[str]) -> None:
    text, at = " ".join(pieces), 0
    for topic in find_topics(text):
        assert at <= topic.start < topic.end <= len(text)
        assert text[topic.start : topic.end] == topic.text
        at = topic.end
