"""The text layer of a PDF. Runs in the parser child only: PDF files are hostile.

Enters: bytes. Leaves: text in which wrapped lines are joined to paragraphs, the code points of each page, and the
title where the text itself holds it. Never happens here: reading a picture.
"""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from typing import Any

from service.stages.load.inputs import Rejected

# Fewer letters on an average page than this is a scan, or a page number.
SCAN_LETTERS = 20
# A line shorter than this share of the widest lines ends its paragraph.
FULL_LINE_SHARE = 0.75
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page )?#(?: ?(?:of|/) ?#)?\W*$", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"([^\W\d_]+)-$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")


def extract(data: bytes) -> dict[str, Any]:
    """Text, page spans and title. Raises Rejected for a file without usable text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not _opens_without_password(reader):
            raise Rejected("the PDF is encrypted; save a copy without a password")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Rejected(f"not a readable PDF ({type(error).__name__}); open and save it anew, or give text") from None
    if sum(map(str.isalpha, "".join(pages))) < SCAN_LETTERS * max(1, len(pages)):
        raise Rejected("the PDF holds pictures of text but no text (a scan?); run OCR on it first")
    text, spans = reflow([page.splitlines() for page in pages])
    folded = " ".join(text.split()).casefold()
    # The title field often names a template or a file: it counts only where a reader sees it too.
    known = title if title and " ".join(title.split()).casefold() in folded else None
    return {"text": text, "pages": spans, "title": known}


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


def _opens_without_password(reader: Any) -> bool:
    from pypdf.errors import DependencyError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False
