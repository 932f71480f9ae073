"""One article's bytes become Parsed text, by its format; all but plain text through the parser child.

Enters: Raw. Leaves: Parsed, or the Fault that says why not. Never happens here: reading a file or an address.
"""

from __future__ import annotations

from dataclasses import replace

from service.records import PageSpan
from service.settings import Settings
from service.stages.load import html, plain
from service.stages.load.decode import clean, decode
from service.stages.load.inputs import Fault, Kind, Parsed, Raw, Rejected
from service.stages.load.metadata import forgiving
from service.stages.load.parser import Parser


def parse(raw: Raw | Fault, parser: Parser, settings: Settings) -> Parsed | Fault:
    """What the article's format gives; a Fault stays one."""
    if isinstance(raw, Fault):
        return raw
    try:
        if raw.kind is Kind.HTML:
            return _parse_page(raw, parser, settings.max_page_bytes)
        if raw.kind is Kind.PDF:
            return _parse_pdf(raw, parser)
        if raw.kind is Kind.MARKDOWN:
            return _parse_markdown(raw, parser, settings.max_document_chars)
        return plain.parse(raw, settings.max_document_chars)
    except Rejected as error:
        return Fault(raw.label, str(error))


def _parse_page(raw: Raw, parser: Parser, max_bytes: int) -> Parsed:
    if len(raw.data) > max_bytes:
        raise Rejected(f"a page of more than {max_bytes} bytes; save its text and give that")
    found = decode(raw, html.declared_charset(raw.data))
    answer = parser.parse(Kind.HTML, clean(found.text)[0].encode())
    if not (answer["text"] or "").strip():
        raise Rejected("no article text found in the page; save its text and give that")
    values = {"title": answer["title"], "outlet": answer["outlet"], "url": answer["url"], "published": answer["date"]}
    return Parsed(
        text=answer["text"],
        metadata=forgiving(values, raw.label)[0],
        replaced=found.replaced,
        encoding=found.encoding,
        assumed=found.assumed,
        hidden=answer["hidden"],
    )


def _parse_markdown(raw: Raw, parser: Parser, limit_chars: int) -> Parsed:
    found = plain.parse(raw, limit_chars)
    answer = parser.parse(Kind.MARKDOWN, clean(found.text)[0].encode())
    # A field that cannot be read is as good as absent: other programs put other things under these names.
    metadata = forgiving(answer["values"], raw.label)[0]
    return replace(found, text=answer["text"], metadata=metadata, hidden=answer["hidden"])


def _parse_pdf(raw: Raw, parser: Parser) -> Parsed:
    answer = parser.parse(Kind.PDF, raw.data)
    pages = tuple(PageSpan(page=page, start=start, end=end) for page, start, end in answer["pages"])
    metadata = forgiving({"title": answer["title"]}, raw.label)[0]
    return Parsed(text=answer["text"], metadata=metadata, pages=pages, hidden=answer["hidden"])
