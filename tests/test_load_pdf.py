"""Load: PDF files written by hand: paragraphs, pages, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.stages.load import failure_line, load
from service.stages.load.pdf import reflow
from tests.load_support import BAD_PDFS, DATA, PDF_LINES, pdf_of, settings

PDF_REST = ["of them, according to its annual report. The government agreed to the plan in March.", "Page 2"]


async def test_pdf_paragraphs_pages_and_title(tmp_path: Path) -> None:
    path = tmp_path / "ferry.pdf"
    path.write_bytes(pdf_of([PDF_LINES, PDF_REST], title="Two electric ships for the islands"))
    loaded = await load([str(path)], settings=settings())
    (document,) = loaded.documents
    assert document.text == (
        "Two electric ships for the islands\n"
        "The ferry company said on Friday that it would buy two electric ships, which should sail between the"
        " islands from next spring. A cease-fire in the dispute with the crews has held since May, and the"
        " government pays a third of the price.\n"
        "The ships carry 300 people each, and the company paid 40 million euros for both of them, according to its"
        " annual report. The government agreed to the plan in March."
    )
    assert document.title == "Two electric ships for the islands"
    first, second = document.pages
    assert document.text[first.start : first.end].startswith("Two electric ships")
    assert document.text[second.start : second.end].startswith("of them, according")
    assert second.end == len(document.text)


async def test_pdf_title_that_no_reader_sees_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "ferry.pdf"
    path.write_bytes(pdf_of([PDF_LINES], title="Microsoft Word - draft7.docx"))
    loaded = await load([str(path)], settings=settings())
    assert loaded.documents[0].title is None


def test_running_heads_and_page_numbers_are_dropped() -> None:
    body = ["The council met again on this day and talked about the roads of the town for an hour."]
    pages = [["The Daily, page 1", *body, "1"], ["The Daily, page 2", *body, "2"], ["The Daily, page 3", *body, "3"]]
    text, spans = reflow(pages)
    assert text == " ".join(body * 3)
    assert [text[start:end].strip() for _, start, end in spans] == body * 3


@pytest.mark.parametrize(
    ("data", "what"),
    BAD_PDFS,
)
async def test_pdfs_that_cannot_be_read(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    loaded = await load([str(path), str(DATA / "harbour.txt")], settings=settings())
    assert [d.id for d in loaded.documents] == ["S2"]
    (failure,) = loaded.failures
    assert failure_line(failure).startswith(f"S1 {path}: {what}")
