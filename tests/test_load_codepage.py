"""The code page of a text that is no UTF-8: guessed from its foreign names, told, and the caller's own word obeyed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from service.errors import InputError
from service.records import NoticeCode
from service.settings import Settings
from service.stages.load import load
from service.stages.load.codepage import PAGES, guess
from service.stages.load.decode import decode_bytes

TEXT = """Officials of the port met the envoys of the islands on Monday to speak about the ferries and the fares.

Talks went on until midnight, a spokesman said, and both sides will meet again in May after the elections.

The mayors of three towns were there, among them those of the old capital and of the harbour. Fares will rise by 3%.
"""
NAMES = {
    "cp1254": "Erdoğan, İbrahim Kalın, Şimşek, Muğla, Kılıçdaroğlu, Ömer Çelik",
    "cp1250": "Łódź, Wójcik, Kaczyński, Wrocław, Świątek, Plenković, Dvořák, Győr",
    "iso8859-2": "Kaczyński, Wrocław, Świątek, Grażyna, Plenković, Jakub Piotr Węgrzyn",
    "cp1251": "Москва, Петров, Госдума",
    "cp1253": "Αθήνα, Παπάγος",
    "cp1252": "José Muñoz, São Paulo, François Müller, Göteborg, Málaga, Straße, km³, “fares”",
}


def written(names: list[str], page: str) -> bytes:
    return f"{TEXT}Among the guests were {', '.join(names)} and others.\n".encode(page)


@pytest.mark.parametrize("page", NAMES)
def test_a_few_foreign_names_are_enough(page: str) -> None:
    names = NAMES[page].split(", ")
    for seed in range(20):
        chosen = random.Random(seed).sample(names, 2)
        data = written(chosen, page)
        assert data.decode(guess(data).page) == data.decode(page), chosen


@pytest.mark.parametrize(("country", "page"), [("Iceland", "cp1252"), ("Turkey", "cp1254")])
def test_a_name_that_two_languages_spell_is_of_the_one_that_the_text_speaks_of(country: str, page: str) -> None:
    data = f"The minister of {country} met Gu".encode() + b"\xf0mundur on Monday."
    assert guess(data).page == page


@pytest.mark.parametrize("data", [b"", b"plain", b"\xff" * 50, b"\x81\x8d\x8f", b"caf\xe9", b"12 km\xb3 and 50 \xa3"])
def test_without_a_word_that_speaks_for_another_page_it_is_windows_1252(data: bytes) -> None:
    assert guess(data).page == "cp1252"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_one_that_a_caller_can_name(page: str) -> None:
    assert decode_bytes(b"\xe9\xe9\xe9 x", page).encoding == page


async def of_file(path: Path, encoding: str | None = None) -> tuple[str, list[str]]:
    meta = {"S1": {"encoding": encoding}} if encoding else {}
    (document,) = (await load([str(path)], settings=Settings(), meta=meta)).documents
    codes = {NoticeCode.ASSUMED_ENCODING, NoticeCode.REPLACED_BYTES}
    return document.text, [n.message for n in document.notices if n.code in codes]


async def test_the_notice_says_what_was_assumed_and_the_metadata_say_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(written(NAMES["cp1254"].split(", "), "iso8859-9"))
    text, told = await of_file(path)
    assert "Muğla" in text
    assert len(told) == 1
    assert told[0].startswith("the bytes are not UTF-8 and name no encoding; read as Windows-1254 (ISO-8859-9), whose")
    assert "letters fit Turkish, which is a guess" in told[0]
    text, told = await of_file(path, "latin-2")
    assert "Muđla" in text
    assert told == []
    (tmp_path / "a.txt.meta.json").write_text('{"encoding": "windows-1254"}', encoding="utf-8")
    assert await of_file(path) == (path.read_bytes().decode("cp1254"), [])


async def test_utf_16_without_its_mark_is_read_where_the_caller_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("utf-16-le"))
    with pytest.raises(InputError, match="not a text file"):
        await of_file(path)
    assert (await of_file(path, "utf-16-le"))[0] == TEXT


async def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(
        InputError, match=r"metadata for S1: encoding 'utf-7' is not known; write it as utf-8, iso-8859-9"
    ):
        await of_file(path, "utf-7")
