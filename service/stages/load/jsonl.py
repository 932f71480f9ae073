"""JSON and JSON lines: one object, a list of objects, or one object a line, each an article.

Enters: bytes, or the path of a file that is read line by line. Leaves: a Raw for each object and a Fault for each that
cannot be used; the rest goes on. Keys beside text, html, title, outlet, url and published are other people's and are
left alone. A whole JSON file is parsed in the parser child: 20 MB of brackets take 500 MB.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from service.settings import Settings
from service.stages.load.decode import BOMS, decode, decode_bytes
from service.stages.load.inputs import Fault, Kind, Lines, Raw, Rejected
from service.stages.load.metadata import forgiving
from service.stages.load.parser import Parser

_FIELDS = ("title", "outlet", "url", "published")
_SKIPPED_BYTES = 1 << 20


def records(item: Raw | Lines, parser: Parser, settings: Settings) -> Iterator[Raw | Fault]:
    """Read on demand, so that a caller with a limit can stop."""
    if isinstance(item, Lines):
        try:
            with item.path.open("rb") as file:
                yield from _lines(file, item.label, None, settings)
        except OSError as error:
            yield Fault(item.label, f"cannot be read ({error.strerror}); check the path and its permissions")
        return
    if item.kind is Kind.JSONL:
        yield from _lines(io.BytesIO(item.data), item.label, item.retrieved, settings)
        return
    try:
        answer = parser.parse(Kind.JSON, decode(item).text.encode("utf-8", errors="surrogatepass"))
    except Rejected as error:
        yield Fault(item.label, str(error))
        return
    if answer["is_lines"]:
        yield from _lines(io.BytesIO(item.data), item.label, item.retrieved, settings)
    for index, fields in enumerate(answer["articles"]):
        where = f"{item.label}[{index}]" if answer["is_list"] else item.label
        yield _article(fields, where, item.retrieved)


def extract(text: str, max_articles: int) -> dict[str, Any]:
    """Our fields of one JSON text, one article more than allowed at most. Raises Rejected. Runs in the parser child."""
    found: dict[str, Any] = {"is_lines": False, "is_list": False, "articles": []}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_lines(text):
            return found | {"is_lines": True}
        raise Rejected(f"not valid JSON ({_reason(error)}); mend it or give it as text") from None
    is_list = isinstance(value, list)
    articles = [_ours(item) for item in value[: max_articles + 1]] if is_list else [_ours(value)]
    return found | {"is_list": is_list, "articles": articles}


def _ours(item: Any) -> dict[str, Any] | None:
    """The fields that are read; None for what is no object. Lists and objects in them keep their kind only."""
    if not isinstance(item, dict):
        return None
    values = {key: item[key] for key in ("text", "html", *_FIELDS) if key in item}
    return {key: type(value)() if isinstance(value, list | dict) else value for key, value in values.items()}


def _lines(stream: BinaryIO, label: str, retrieved: datetime | None, settings: Settings) -> Iterator[Raw | Fault]:
    ends = time.monotonic() + settings.parse_deadline_s
    number = size = 0
    while line := stream.readline(settings.max_line_bytes + 1):
        number += 1
        where = f"{label}:{number}"
        is_long = len(line) > settings.max_line_bytes
        size += len(line) + (_skip_line(stream, settings.max_lines_bytes - size) if is_long else 0)
        if is_long:
            yield Fault(where, f"longer than {settings.max_line_bytes} bytes; shorten or remove the line")
        elif line.strip():
            yield _line(line, where, retrieved, is_first=number == 1)
        if size > settings.max_lines_bytes:
            yield Fault(label, f"larger than {settings.max_lines_bytes} bytes; the rest is not read")
            return
        if time.monotonic() > ends:
            yield Fault(
                label, f"not read within {settings.parse_deadline_s:g} s; the rest after line {number} is not read"
            )
            return


def _skip_line(stream: BinaryIO, limit_bytes: int) -> int:
    """Read to the end of a line that is too long, not further than the limit; how much that was."""
    skipped = 0
    while skipped <= limit_bytes and (part := stream.readline(_SKIPPED_BYTES)):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


def _line(line: bytes, where: str, retrieved: datetime | None, *, is_first: bool) -> Raw | Fault:
    if is_first and any(line.startswith(mark) for mark, encoding in BOMS if encoding != "utf-8-sig"):
        return Fault(where, "JSON lines must be UTF-8; save the file as UTF-8")
    try:
        text = decode_bytes(line).text.rstrip("\r\n")
        return _article(_ours(json.loads(text)), where, retrieved)
    except Rejected as error:
        return Fault(where, str(error))
    except (ValueError, RecursionError) as error:
        return Fault(where, f"not valid JSON ({_reason(error, within_line=True)}); mend or remove the line")


def _is_lines(text: str) -> bool:
    """True where the first two lines are objects of their own: JSON lines under the name .json."""
    lines = [line for line in text.split("\n", 50) if line.strip()][:2]
    return len(lines) == 2 and all(line.strip().startswith("{") and line.strip().endswith("}") for line in lines)


def _article(item: dict[str, Any] | None, where: str, retrieved: datetime | None) -> Raw | Fault:
    if item is None:
        return Fault(where, "not a JSON object; each article is an object with text or html")
    kind = Kind.TEXT if isinstance(item.get("text"), str) else Kind.HTML
    words = item.get(kind.value)
    if not isinstance(words, str):
        return Fault(where, "holds neither text nor html; each article needs one of them")
    metadata, faults = forgiving({key: item.get(key) for key in _FIELDS}, where)
    return Raw(
        label=where,
        data=words.encode("utf-8", errors="surrogatepass"),
        kind=kind,
        text=words,
        retrieved=retrieved,
        metadata=metadata,
        faults=faults,
    )


def _reason(error: Exception, *, within_line: bool = False) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at {'' if within_line else f'line {error.lineno}, '}column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number with too many digits"
