"""JSON and JSON lines: one object, a list of objects, or one object a line, each an article. Pure.

Enters: one Raw. Leaves: a Raw for each object and a Fault for each that cannot be used; the rest goes on.
Keys beside text, html, title, outlet, url and published are other people's and are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from service.stages.load.decode import decode
from service.stages.load.inputs import Fault, Kind, Raw, Rejected
from service.stages.load.metadata import forgiving

_FIELDS = ("title", "outlet", "url", "published")


def records(raw: Raw) -> Iterator[Raw | Fault]:
    """Read on demand, so that a caller with a limit can stop."""
    try:
        text = decode(raw).text
    except Rejected as error:
        yield Fault(raw.label, str(error))
        return
    if raw.kind is Kind.JSON:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            if not _is_lines(text):
                yield Fault(raw.label, f"not valid JSON ({_reason(error)}); mend it or give it as text")
                return
        else:
            if isinstance(found, list):
                yield from (_article(item, f"{raw.label}[{index}]", raw) for index, item in enumerate(found))
            else:
                yield _article(found, raw.label, raw)
            return
    yield from _lines(text, raw)


def _lines(text: str, raw: Raw) -> Iterator[Raw | Fault]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{raw.label}:{number}"
        try:
            yield _article(json.loads(line), where, raw)
        except (ValueError, RecursionError) as error:
            yield Fault(where, f"not valid JSON ({_reason(error, within_line=True)}); mend or remove the line")


def _is_lines(text: str) -> bool:
    """True where the first two lines are objects of their own: JSON lines under the name .json."""
    lines = [line for line in text.split("\n", 50) if line.strip()][:2]
    return len(lines) == 2 and all(line.strip().startswith("{") and line.strip().endswith("}") for line in lines)


def _article(item: Any, where: str, raw: Raw) -> Raw | Fault:
    if not isinstance(item, dict):
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
        retrieved=raw.retrieved,
        metadata=metadata,
        faults=faults,
    )


def _reason(error: Exception, *, within_line: bool = False) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at {'' if within_line else f'line {error.lineno}, '}column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
