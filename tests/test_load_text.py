"""Load, without the outside: bytes to text, language, length, and the outlet that a text names."""

from __future__ import annotations

import pytest

from service.records import NoticeCode
from service.stages.load import TextInput, load_texts
from service.stages.load.case import unusual_case
from service.stages.load.decode import clean, decode_bytes, web_charset
from service.stages.load.finish import cut, refusal, running_words
from service.stages.load.inputs import Rejected
from service.stages.load.language import ENGLISH_SHARE, english_share, words_of
from service.stages.load.outlet import outlet_in
from tests.load_support import ARTICLE, OTHER_LANGUAGES, ROOT, settings


@pytest.mark.parametrize(
    ("data", "charset", "text", "replaced"),
    [
        (b"plain", None, "plain", 0),
        ("\ufeffcaf\u00e9".encode(), None, "caf\u00e9", 0),
        ("caf\u00e9".encode("utf-16"), None, "caf\u00e9", 0),
        ("caf\u00e9".encode("utf-32"), None, "caf\u00e9", 0),
        ("caf\u00e9 \u201cx\u201d".encode("cp1252"), None, "caf\u00e9 \u201cx\u201d", 0),
        ("Erdo\u011fan".encode("iso8859-9"), "iso-8859-9", "Erdo\u011fan", 0),
        ("caf\u00e9".encode("cp1252"), "latin-1", "caf\u00e9", 0),
        # One broken byte does not turn the valid characters around it into mojibake.
        ("Kal\u0131n, Erdo\u011fan".encode() + b"\xff", None, "Kal\u0131n, Erdo\u011fan\ufffd", 1),
        # A byte that Windows-1252 lacks.
        (b"caf\xe9 \x81", None, "caf\u00e9 \ufffd", 1),
        # A charset that no browser knows is not obeyed.
        (b"caf\xe9 +ADw-", "utf-7", "caf\u00e9 +ADw-", 0),
    ],
)
def test_decode(data: bytes, charset: str | None, text: str, replaced: int) -> None:
    found = decode_bytes(data, charset)
    assert (found.text, found.replaced) == (text, replaced)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\nrest", b"PK\x03\x04rest", bytes(range(256)) * 20, b"a\x00b\x00c\x00d\x00"]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Rejected, match="not a text file"):
        decode_bytes(data)


@pytest.mark.parametrize("name", ["zlib", "unicode_escape", "idna", "rot13", "utf-7", "no such", "a\x00b", "", None])
def test_charsets_that_are_none_of_the_web(name: str | None) -> None:
    assert web_charset(name) is None


@pytest.mark.parametrize(
    ("text", "expected", "dropped"),
    [
        ("\ufeffa\r\nb\rc\n", "a\nb\nc\n", 0),
        ("a\x00b\ud800c\udfff", "abc", 3),
        ("e\u0301 \u00a0\u200b\u00ad\ufb01 \u2028", "e\u0301 \u00a0\u200b\u00ad\ufb01 \u2028", 0),
        ("\U0001f44d", "\U0001f44d", 0),
    ],
)
def test_clean_changes_nothing_else(text: str, expected: str, dropped: int) -> None:
    assert clean(text) == (expected, dropped)


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_other_languages_are_told_from_english(language: str) -> None:
    share = english_share(words_of(OTHER_LANGUAGES[language]))
    assert share < ENGLISH_SHARE / 2
    loaded = load_texts([TextInput(text=OTHER_LANGUAGES[language], label="other"), TextInput(text=ARTICLE)])
    assert [d.id for d in loaded.documents] == ["S2"]
    (failure,) = loaded.failures
    assert (failure.code, failure.doc, failure.params["where"]) == (NoticeCode.UNSUPPORTED_LANGUAGE, "S1", "other")


def test_a_script_without_blanks_is_another_language_and_not_short() -> None:
    text = "政府周一表示，将在今年为学校增加预算，反对党不应拒绝这一计划，因为它对所有人都有帮助。" * 3
    loaded = load_texts([TextInput(text=text), TextInput(text=ARTICLE)])
    assert [f.code for f in loaded.failures] == [NoticeCode.UNSUPPORTED_LANGUAGE]


def test_the_seeds_are_english() -> None:
    shares = [english_share(words_of(path.read_text(encoding="utf-8"))) for path in (ROOT / "seeds").glob("*.txt")]
    assert len(shares) == 5
    assert min(shares) > 2 * ENGLISH_SHARE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Subscribe to read on", 0),
        ("A headline of a few words\n\nOne sentence of its own.", 5),
        ("a line wrapped by hand that goes on\nand ends here with these last eight words", 16),
        ("He said: “We stay.”", 4),
        ("", 0),
    ],
)
def test_running_words(text: str, words: int) -> None:
    assert running_words(text) == words


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("one two\nthree four five", 8, "one two"),
        ("aaaaaaaa. bbb", 10, "aaaaaaaa."),
        ("aaaaaaaa bbbb", 10, "aaaaaaaa"),
        ("a\n" + "b" * 20, 10, "a\n" + "b" * 8),
    ],
)
def test_cut(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_a_long_text_is_cut_with_a_notice() -> None:
    paragraph = ARTICLE + "\n"
    loaded = load_texts([TextInput(text=paragraph * 12)], settings=settings(max_document_chars=1_000))
    (document,) = loaded.documents
    assert document.text == (paragraph * 4).rstrip("\n")
    assert [n.params["limit"] for n in document.notices if n.code is NoticeCode.TRUNCATED] == ["1000"]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Words of the article.\nThe Times of Israel Community.", "The Times of Israel"),
        ("Words of the article.\nJoin The Valley Post Community", "The Valley Post"),
        ("A plea.\nWe ask the whole world and The International Community.", None),
        ("A plea.\nThe International Community.", None),
        ("Words.\n© The Westbrook Herald", "The Westbrook Herald"),
        ("Words.\n© 2019-2024 The Westbrook Herald. All rights reserved.", "The Westbrook Herald"),
        ("Words.\nCopyright 2024 Northern News Agency", "Northern News Agency"),
        ("Words.\nCopyright © 2024 by NPR, all rights reserved", "NPR"),
        ("Words.\n(c) 2024 Der Kurier | Terms", "Der Kurier"),
        ("The law on Copyright 2024 was passed.\nWords.\nMore.\nAnd more.\nAnd more.", None),
        ("LONDON (Reuters) - The port reopened.", "Reuters"),
        ("WASHINGTON (AP) — The senate voted.", "AP"),
        ("A headline\n\nNEW YORK, Feb. 4 (The Canadian Press) -- It rained.", "The Canadian Press"),
        ("(Reuters) – Shares fell.", "Reuters"),
        ("The group (MIT) - a body of state - said so.", None),
        ("An aide of the National Intelligence Organization (MIT) said so.", None),
    ],
)
def test_outlet_is_a_slice_of_the_text(text: str, outlet: str | None) -> None:
    assert outlet_in(text) == outlet
    assert outlet is None or outlet in text


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (ARTICLE, ""),
        (ARTICLE.lower(), "without capital letters"),
        (ARTICLE.upper(), "in capitals throughout"),
        (ARTICLE.title(), "with a capital on every word"),
        ("BREAKING NEWS FROM THE PORT OF OSTREL\n\n" + ARTICLE, ""),
        ("", ""),
    ],
)
def test_a_text_that_is_not_in_the_usual_case_is_left_out_and_told(text: str, how: str) -> None:
    assert unusual_case(text) == how
    if how:
        notice = refusal("S1", "a.txt", text, None)
        assert notice is not None
        assert f"the text is written {how}: names" in notice.message
