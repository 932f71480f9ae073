"""Load, without the outside: metadata, copies, and texts in memory."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from service.errors import InputError
from service.records import Document, NoticeCode
from service.stages.load import Loaded, TextInput, load_texts
from service.stages.load.copies import mark_copies
from service.stages.load.metadata import parse_date, parse_overrides
from tests.load_support import ARTICLE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-04", datetime(2024, 2, 4, tzinfo=UTC)),
        ("2024-02-04T18:30:00Z", datetime(2024, 2, 4, 18, 30, tzinfo=UTC)),
        ("Sun, 04 Feb 2024 18:30:00 GMT", datetime(2024, 2, 4, 18, 30, tzinfo=UTC)),
        (datetime(2024, 2, 4), datetime(2024, 2, 4, tzinfo=UTC)),  # noqa: DTZ001  # a naive value is the case
    ],
)
def test_dates(value: object, expected: datetime) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["yesterday", "04/02/2024", "2024", "", "2024-13-01", "9" * 400])
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write it as 2024-02-04"):
        parse_date(value)


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"S1": {"publisher": "x"}}, "unknown key 'publisher'; allowed are title, outlet, published, url, language"),
        ({"S1": {"published": "soon"}}, "metadata for S1: published 'soon' is not a date"),
        ({"S1": {"url": "javascript:alert(1)"}}, "is not an http or https address"),
        ({"S1": {"url": "https://u:p@x.example/"}}, "without a user name"),
        ({"first": {"title": "x"}}, "write the id of an input, S1 for the first"),
    ],
)
def test_bad_overrides_are_refused(meta: dict[str, dict[str, str]], message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_overrides(meta)
    assert message in str(caught.value)


def documents(*texts: str) -> list[Document]:
    return [
        Document(id=f"S{n}", label="x", text=text, sha256_bytes="", sha256_text="") for n, text in enumerate(texts, 1)
    ]


SENTENCES = [
    f"Sentence number {n} tells of the {n * 7} houses in street {n * 13} of quarter {n % 5}." for n in range(40)
]


def test_copies() -> None:
    whole = " ".join(SENTENCES)
    shorter = " ".join(SENTENCES[:35])
    shortest = " ".join(SENTENCES[5:30])
    other = ARTICLE * 3
    marked = mark_copies(documents(whole, whole.replace(" ", "\n"), shorter, shortest, other))
    assert [d.duplicate_of for d in marked] == [None, "S1", "S1", "S1", None]
    codes = [[n.code for n in d.notices] for d in marked]
    assert codes == [[], [NoticeCode.EXACT_COPY], [NoticeCode.NEAR_COPY], [NoticeCode.NEAR_COPY], []]


def test_a_copy_of_a_copy_counts_as_the_origins() -> None:
    marked = mark_copies(documents(" ".join(SENTENCES), " ".join(SENTENCES[:28]), " ".join(SENTENCES[:18])))
    assert [d.duplicate_of for d in marked] == [None, "S1", "S1"]
    assert [n.params["of"] for d in marked for n in d.notices] == ["S1", "S2"]


def test_overlap_below_the_bar_is_no_copy() -> None:
    marked = mark_copies(documents(" ".join(SENTENCES), " ".join(SENTENCES[:20])))
    assert [d.duplicate_of for d in marked] == [None, None]


def test_texts_in_memory() -> None:
    loaded = load_texts(
        [
            TextInput(text="\ufeff" + ARTICLE + "\r\n\x00\ud800", title="  Two\nships ", published="2024-02-04"),
            TextInput(text=None, html=None, label="nothing"),
            TextInput(text=ARTICLE),
            TextInput(text="  \n"),
        ]
    )
    first, second = loaded.documents
    assert (first.id, first.text, first.title) == ("S1", ARTICLE + "\n", "Two ships")
    assert first.published == datetime(2024, 2, 4, tzinfo=UTC)
    assert first.sha256_text == hashlib.sha256(first.text.encode()).hexdigest()
    assert {n.code for n in first.notices} == {NoticeCode.DROPPED_CONTROL, NoticeCode.NO_OUTLET}
    assert (second.id, second.duplicate_of) == ("S3", "S1")
    assert [(f.doc, f.params["where"]) for f in loaded.failures] == [("S2", "nothing"), ("S4", "text 4")]


def test_a_loaded_round_trip_is_equal() -> None:
    loaded = load_texts([TextInput(text=ARTICLE)])
    assert Loaded.model_validate_json(loaded.model_dump_json()) == loaded


def test_nothing_left_is_an_error_that_lists_every_failure() -> None:
    with pytest.raises(InputError) as caught:
        load_texts([TextInput(text="Short."), TextInput(text="", label="none")])
    message = str(caught.value)
    assert "S1 text 1: only 1 words of running text" in message
    assert "S2 none: empty" in message
