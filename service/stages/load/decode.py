"""Bytes become text. Pure.

Enters: bytes and perhaps a declared charset. Leaves: text with LF line ends and without BOM, NUL and lone surrogates,
and counts of what was replaced or dropped. Nothing else is changed: no Unicode normalisation, no trimming.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from typing import NamedTuple

from service.stages.load.codepage import NAMES, guess
from service.stages.load.inputs import Raw, Rejected

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
)
# Random bytes hold about 10 % of these; a text with a stray NUL or escape far less.
BINARY_SHARE = 0.02
_CONTROLS = bytes(c for c in range(0x20) if c not in b"\t\n\r\f\x1b")
# Only the charsets of the web: "utf-7", "zlib", "unicode_escape" and their like read text that no browser shows.
_WEB_CHARSET = re.compile(
    r"(utf-(8|16(-le|-be)?)|iso8859-\d+|cp(125\d|874|866|932|949)|koi8-[rut]|gb\w+|big5|shift_jis|euc_\w+|mac-\w+)$"
)
_LATIN = re.compile(r"(?i)^latin[-_ ](?=\d)")  # what people write for latin5
_DROPPED = re.compile("[\x00\ud800-\udfff]")


class Decoded(NamedTuple):
    """`replaced` counts the bytes that the encoding does not allow.

    `assumed` names the code page that was guessed, and the language that speaks for it, for a reader.
    """

    text: str
    replaced: int
    encoding: str
    assumed: str = ""


def decode(raw: Raw, declared: str | None = None) -> Decoded:
    """The text of one article; `declared` is the charset that the text itself names. Raises Rejected.

    What the caller says of the encoding is stronger than anything but a byte order mark.
    """
    if raw.text is not None:
        return Decoded(raw.text, 0, "utf-8")
    said = web_charset(raw.metadata.encoding)
    return decode_bytes(raw.data, raw.charset or declared) if said is None else _as_said(raw.data, said)


def head(raw: Raw, limit_chars: int) -> Raw:
    """The start of an article, always long enough for `limit_chars` characters; the same value where that is all.

    Twenty megabytes become eighty as a string with one emoji in it, and most of that would be cut off again.
    """
    if raw.text is not None:
        return raw if len(raw.text) <= 2 * limit_chars else replace(raw, text=raw.text[: 2 * limit_chars])
    # Four bytes a character in any charset of the web, and as much again for line ends of two.
    end = 8 * limit_chars
    if len(raw.data) <= end:
        return raw
    if not raw.data.startswith(_WIDE_BOMS):
        # UTF-8 goes on with bytes of this form: no cut inside a character.
        while end > 8 * limit_chars - 3 and raw.data[end] & 0xC0 == 0x80:
            end -= 1
    return replace(raw, data=raw.data[:end])


def decode_bytes(data: bytes, charset: str | None = None) -> Decoded:
    """BOM, else UTF-8, else the declared charset, else a guess. Raises Rejected for bytes that are no text."""
    marked = _marked(data)
    if marked is not None:
        return marked
    refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), 0, "utf-8")
    except UnicodeDecodeError:
        pass
    declared = web_charset(charset)
    if declared and declared != "utf-8":
        return _lenient(data, declared)
    return _broken_utf8(data)


def _marked(data: bytes) -> Decoded | None:
    """The text of bytes that begin with a byte order mark."""
    encoding = next((encoding for mark, encoding in BOMS if data.startswith(mark)), None)
    return None if encoding is None else _lenient(data, encoding)


def _as_said(data: bytes, encoding: str) -> Decoded:
    """The text as the caller says; UTF-16 has a NUL in every letter, and is no program for that."""
    marked = _marked(data)
    if marked is not None:
        return marked
    if not encoding.startswith("utf-16"):
        refuse_binary(data)
    return _lenient(data, encoding)


def refuse_binary(data: bytes) -> None:
    """Raises Rejected where the bytes are no text."""
    for mark, name in MAGIC:
        if data.startswith(mark):
            raise Rejected(f"not a text file (it looks like {name}); give text, Markdown, HTML, PDF or JSON")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > max(1, len(data) * BINARY_SHARE):
        raise Rejected("not a text file; give text, Markdown, HTML, PDF or JSON")


def web_charset(name: str | None) -> str | None:
    """Python's name of a charset that web pages use, None for any other."""
    try:
        found = codecs.lookup(_LATIN.sub("latin", (name or "").strip())).name
    except (LookupError, ValueError):
        return None
    # Browsers read both of these as Windows-1252, and so do authors.
    if found in {"ascii", "iso8859-1"}:
        return "cp1252"
    return found if _WEB_CHARSET.match(found) else None


def clean(text: str) -> tuple[str, int]:
    """LF line ends, no BOM, no NUL, no lone surrogate; and how many of the last two were dropped."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    kept = _DROPPED.sub("", text)
    return kept, len(text) - len(kept)


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), 0, encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, max(1, text.count("\ufffd")), encoding)


def _broken_utf8(data: bytes) -> Decoded:
    """Where hardly a valid multi-byte character occurs the file is of some code page; else UTF-8 with broken bytes."""
    marked = data.decode("utf-8", errors="surrogateescape")
    broken = sum(0xDC80 <= ord(c) <= 0xDCFF for c in marked)
    multibyte = sum(ord(c) > 0x7F and not 0xDC80 <= ord(c) <= 0xDCFF for c in marked)
    if multibyte >= broken:
        return Decoded(data.decode("utf-8", errors="replace"), broken, "utf-8")
    page, language = guess(data)
    name = f"{NAMES[page]}, whose letters fit {language}" if language else NAMES[page]
    return _lenient(data, page)._replace(assumed=name)
