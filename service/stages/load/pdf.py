"""The text layer of a PDF. Runs in the parser child only: PDF files are hostile.

Enters: bytes. Leaves: text in which wrapped lines are joined to paragraphs, the code points of each page, and the
title where the text itself holds it. Never happens here: reading a picture.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any

from service.stages.load.decode import clean
from service.stages.load.hidden import shown
from service.stages.load.inputs import Rejected

# Fewer letters on an average page than this is a scan, or a page number.
SCAN_LETTERS = 20
# The library's own limit of 2,000,000 is reached after 9 s; a page of a newspaper has some thousands.
MAX_OPERATIONS = 500_000
# What the library raises beside its own errors where a file breaks its assumptions.
# RuntimeError: filters that it does not know, and nesting too deep for it.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RuntimeError)
# A line shorter than this share of the widest lines ends its paragraph.
FULL_LINE_SHARE = 0.75
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page )?#(?: ?(?:of|/) ?#)?\W*$", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")


def extract(data: bytes, max_pages: int = 500, max_decompressed_bytes: int = 75_000_000) -> dict[str, Any]:
    """Text, page spans and title. Raises Rejected for a file without usable text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    _limit_streams(max_decompressed_bytes)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not _opens_without_password(reader):
            raise Rejected("the PDF is encrypted; save a copy without a password")
        if len(reader.pages) > max_pages:
            raise Rejected(f"a PDF of more than {max_pages} pages; give the article's own pages")
        # Here, not later: the offsets of the pages count what stays.
        cleaned = [shown(clean(page.extract_text())[0]) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, *_BROKEN) as error:
        raise Rejected(f"not a readable PDF ({type(error).__name__}); open and save it anew, or give text") from None
    pages = [text for text, _ in cleaned]
    if sum(map(str.isalpha, "".join(pages))) < SCAN_LETTERS * max(1, len(pages)):
        raise Rejected("the PDF holds pictures of text but no text (a scan?); run OCR on it first")
    text, spans = reflow([page.splitlines() for page in pages])
    folded = " ".join(text.split()).casefold()
    # The title field often names a template or a file: it counts only where a reader sees it too.
    known = title if title and " ".join(title.split()).casefold() in folded else None
    return {"text": text, "pages": spans, "title": known, "hidden": sum(count for _, count in cleaned)}


def reflow(pages: list[list[str]]) -> tuple[str, list[tuple[int, int, int]]]:
    """Join wrapped lines; and (page, start, end) of each page with text."""
    lines = [(number, line) for number, page in enumerate(_without_running_heads(pages), 1) for line in page]
    widths = sorted(len(line) for _, line in lines)
    full = FULL_LINE_SHARE * widths[int(len(widths) * 0.9)] if widths else 0
    whole_words = Counter(word for _, line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line))
    parts: list[str] = []
    starts: dict[int, int] = {}
    length, previous = 0, ""
    for number, line in lines:
        joint = _joint(previous, line, full, whole_words) if parts and line and previous else "\n"
        if joint == "-":
            parts[-1], length, joint = parts[-1].removesuffix("-"), length - 1, ""
        parts.append((joint if parts else "") + line)
        if line:
            starts.setdefault(number, length + len(parts[-1]) - len(line))
        length += len(parts[-1])
        previous = line
    ends = [*list(starts.values())[1:], length]
    return "".join(parts), [
        (n, start, end) for (n, start), end in zip(starts.items(), ends, strict=True) if start < end
    ]


def _joint(previous: str, line: str, full: float, whole_words: Counter[str]) -> str:
    """What stands between two lines: a new line, a blank, nothing, or "-" where the hyphen itself must go."""
    broken, following = _BROKEN_WORD.search(previous), _NEXT_WORD.match(line)
    if broken and following and line[0].islower():
        # "cease-" + "fire" keeps its hyphen unless the text writes "ceasefire" elsewhere, and no "cease-fire".
        closed, hyphened = broken[1] + following[0], f"{broken[1]}-{following[0]}"
        return "-" if whole_words[closed] > whole_words[hyphened] else ""
    if line[0].islower() or (len(previous) >= full and not _SENTENCE_END.search(previous)):
        return " "
    # A full line that ends a sentence may go on or not: a paragraph's last line is seldom full.
    return " " if len(previous) >= full else "\n"


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Drop first and last lines that stand on most pages, apart from the page number."""
    kept = [[line.strip() for line in page] for page in pages]
    kept = [_trim(page) for page in kept]
    for edge in (0, -1):
        seen = Counter(_DIGITS.sub("#", page[edge]) for page in kept if page)
        heads = {
            line for line, count in seen.items() if _PAGE_NUMBER.match(line) or (count >= 3 and count > len(pages) / 2)
        }
        if len(pages) > 1:
            kept = [
                _trim(page[1:] if edge == 0 else page[:-1]) if page and _DIGITS.sub("#", page[edge]) in heads else page
                for page in kept
            ]
    return kept


def _trim(page: list[str]) -> list[str]:
    """Without blank lines at either end."""
    while page and not page[0]:
        page = page[1:]
    while page and not page[-1]:
        page = page[:-1]
    return page


def _limit_streams(max_bytes: int) -> None:
    """What one stream of a file may unpack to, in each of its filters, and how many operators it may hold."""
    from pypdf import overwrite_configuration

    overwrite_configuration(
        zlib_maximum_output_length=max_bytes,
        lzw_maximum_output_length=max_bytes,
        run_length_maximum_output_length=max_bytes,
        brotli_maximum_output_length=max_bytes,
        array_based_stream_maximum_output_length=max_bytes,
        stream_parsing_work_maximum_count=MAX_OPERATIONS,
        disable_legacy_handling=True,
    )


def _opens_without_password(reader: Any) -> bool:
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False
