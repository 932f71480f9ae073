"""Split: sentences with exact offsets, roles, the quotation they lie in, and what they need."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.records import Document, Need, NeedKind, Role, Sentence
from service.stages import split
from service.stages.split import split_document
from service.text.sentences import sentence_spans

LIMIT_S = 3.0  # of a processor, for a hundred thousand characters of anything
FULL = 100_000
# What is quadratic today is tried on less text with less time, so that the tests stay quick.
SHORT = 16_000


def document(text: str, number: int = 1) -> Document:
    return Document(id=f"S{number}", label="text", text=text, sha256_bytes="0", sha256_text="0")


def split_text(text: str) -> tuple[Sentence, ...]:
    return split_document(document(text))


ARTICLE = """Norham under water

By Jane Doe

Photo: the market square

The River Alder rose over its banks in the old town of Norham and then the
water reached the market square. Mayor Ines Okoro said 340 people were moved.

What to do

1. Stay at home
2. Boil your water

The meeting ended late. She thanked the crews.

Norham Gazette
"""


def test_an_article() -> None:
    rows = [(s.id, s.role.value, s.text.split(" ")[0], s.paragraph) for s in split_text(ARTICLE)]
    assert rows == [
        ("S1.1", "title", "Norham", 0),
        ("S1.2", "boilerplate", "By", 1),
        ("S1.3", "caption", "Photo:", 2),
        ("S1.4", "body", "The", 3),
        ("S1.5", "body", "Mayor", 3),
        ("S1.6", "heading", "What", 4),
        ("S1.7", "list", "1.", 5),
        ("S1.8", "list", "2.", 6),
        ("S1.9", "body", "The", 7),
        ("S1.10", "body", "She", 7),
        ("S1.11", "boilerplate", "Norham", 8),
    ]


def test_a_wrapped_line_stays_in_its_sentence() -> None:
    assert "and then the\nwater reached" in split_text(ARTICLE)[3].text


def test_only_body_sentences_have_needs_and_quotations() -> None:
    others = [s for s in split_text(ARTICLE.replace("What to do", "“They lied")) if s.role != Role.BODY]
    assert len(others) > 5
    assert all(not s.needs and s.quote_of is None for s in others)


def test_needs_are_records_of_the_document() -> None:
    meeting, she = split_text(ARTICLE)[8:10]
    assert [(n.kind, n.replacement) for n in meeting.needs] == [(NeedKind.DEFINITE, None)]
    assert [(n.kind, n.replacement) for n in she.needs] == [(NeedKind.PRONOUN, None)]


def test_a_resolved_need_says_what_it_rests_on() -> None:
    text = "Minister Anna Berg met with Chancellor Otto Lind in Vienna. Both sides praised the fleet."
    (need,) = split_text(text)[1].needs
    assert isinstance(need, Need)
    assert need.kind == NeedKind.SIDES
    assert need.replacement == "Both sides [Anna Berg and Otto Lind]"
    assert [text[e.start : e.end] for e in need.evidence] == ["Anna Berg", "Otto Lind"]


def quotes(text: str) -> list[tuple[str, str | None, bool] | None]:
    found: list[tuple[str, str | None, bool] | None] = []
    for sentence in split_text(text):
        context = sentence.quote_of
        if context is None:
            found.append(None)
        else:
            speaker = text[context.speaker.start : context.speaker.end] if context.speaker else None
            found.append((text[context.span.start : context.span.end], speaker, context.closed))
    return found


LONG = "“The fee is too high. We will not pay it,”"
QUOTED: list[tuple[str, list[tuple[str, str | None, bool] | None]]] = [
    (f"{LONG} Otto Lind said.", [(LONG, "Otto Lind", True)] * 2),
    (f"{LONG} Otto Lind said. Rovers fined him.", [(LONG, "Otto Lind", True)] * 2 + [None]),
    ("Otto Lind said: “We won. We lost. We drew.”", [("“We won. We lost. We drew.”", "Otto Lind", True)] * 3),
    ("“The fee is too high,” Otto Lind said in Leeds.", [None]),
    ("The court called the plan “a fraud” in May.", [None]),
    ("The chair said “the offer stands in Leeds.", [("“", None, False)]),
    ("The chair said the offer stands” in Leeds.", [("”", None, False)]),
    ("Otto Lind spoke in Leeds. “We will not pay the fee.”", [None, ("“We will not pay the fee.”", "Otto Lind", True)]),
    ("The vote was close. It was fair.", [None, None]),
]


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quotations_reach_over_sentences(text: str, expected: list[tuple[str, str | None, bool] | None]) -> None:
    assert quotes(text) == expected


def test_documents_keep_their_order_and_ids() -> None:
    found = split.run((document("One here. Two here."), document("", 2), document("Three here.", 3)))
    assert [s.id for s in found] == ["S1.1", "S1.2", "S3.1"]


PIECES = st.lists(
    st.sampled_from(
        [
            *'Lind met with “ ” " The meeting He said . , 12 people died on Monday (WB) World Body Mr. also'.split(),
            "\n",
            "\n\n",
        ]
    )
    | st.text(max_size=4),
    max_size=30,
).map(" ".join)


@given(st.text(max_size=200) | PIECES)
def test_every_span_is_exact_ordered_and_tight(text: str) -> None:
    at, rest = 0, ""
    for sentence in split_text(text):
        span = sentence.span
        assert at <= span.start
        assert text[span.start : span.end] == sentence.text == sentence.text.strip() != ""
        rest += text[at : span.start]
        for need in sentence.needs:
            assert span.contains(need.span)
            assert all(e.end <= len(text) for e in need.evidence)
        at = span.end
    assert not (rest + text[at:]).strip()


HOSTILE = [
    "“",
    '"',
    "“‘",
    "(",
    ".",
    "\n",
    ", ",
    "1,",
    "a",
    "the meeting ",
    "steps to ",
    "Lind left\n",
    "1. go\n",
    "word ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_thousand_hostile_characters(piece: str) -> None:
    begun = time.process_time()
    split_text(piece * (FULL // len(piece)))
    assert time.process_time() - begun < LIMIT_S


QUADRATIC = [
    "he said ",
    "Aa",
    "also ",
]


@pytest.mark.parametrize("piece", QUADRATIC)
def test_a_long_sentence_takes_its_share_of_the_time(piece: str) -> None:
    begun = time.process_time()
    split_text(piece * (SHORT // len(piece)))
    assert time.process_time() - begun < LIMIT_S * SHORT / FULL


def test_a_question_stays_with_who_asks_it() -> None:
    text = "The girls waited. “You want to pet him?” Mr. Osk asked his daughters. They left."
    assert [text[a:b] for a, b in sentence_spans(text)][1] == "“You want to pet him?” Mr. Osk asked his daughters."
    new = "“Go away!” The minister said on Monday that it rained."
    assert len(sentence_spans(new)) == 2


def test_words_behind_a_mark_that_is_never_closed_belong_to_somebody_unknown() -> None:
    text = 'Ann Lee stated, "this must stop. Spending it is wrong. "Lee is referring to "green" roads.\n\nIt rained.'
    sentences = split_document(document(text))
    unclosed = [s.text for s in sentences if s.quote_of is not None and not s.quote_of.closed]
    assert "Spending it is wrong." in unclosed
    assert "It rained." not in unclosed
