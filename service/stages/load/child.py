"""The parser child: reads requests from standard input, writes one JSON line for each. Started by ``parser``.

Enters: a line ``{"size": n}`` and n bytes. Leaves: ``{"ok": ...}`` or ``{"rejected": what}``.
Holds no secret: it is started with an empty environment, and a memory limit that it sets itself.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from service.stages.load.inputs import Kind, Limits, Rejected


def main(kind: Kind, limits: Limits) -> None:
    """Serve requests of one kind until standard input ends."""
    logging.disable(logging.CRITICAL)
    parse = _parser(kind, limits)
    limit_memory(limits.memory_bytes)
    # A library that prints must not break the protocol.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _answer(answers, {"ready": True})
    requests = sys.stdin.buffer
    while header := requests.readline():
        _answer(answers, _try(parse, requests.read(json.loads(header)["size"])))


def _try(parse: Callable[[bytes], dict[str, Any]], data: bytes) -> dict[str, Any]:
    try:
        return {"ok": parse(data)}
    except Rejected as error:
        return {"rejected": str(error)}
    except MemoryError:
        return {"rejected": "needs more memory than an article may; give its text instead"}
    except Exception as error:  # noqa: BLE001  # whatever a parser raises on a hostile file is that file's failure
        return {"rejected": f"cannot be parsed ({type(error).__name__}); give its text instead"}


def _parser(kind: Kind, limits: Limits) -> Callable[[bytes], dict[str, Any]]:
    """The parser, its library imported now so that the deadline of a request does not pay for it."""
    if kind is Kind.PDF:
        import pypdf  # noqa: F401 - loaded for its time, not its name

        from service.stages.load.pdf import extract as extract_pdf

        return lambda data: extract_pdf(data, limits.pages, limits.decompressed_bytes)
    if kind is Kind.JSON:
        from service.stages.load.jsonl import extract as extract_json

        return lambda data: extract_json(_text(data), limits.articles)
    if kind is Kind.MARKDOWN:
        import markdown_it  # noqa: F401 - as above

        from service.stages.load.markdown import extract as extract_markdown

        return lambda data: extract_markdown(_text(data))
    import trafilatura  # noqa: F401 - as above

    from service.stages.load.html import extract as extract_html

    return lambda data: extract_html(_text(data))


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def limit_memory(memory_bytes: int) -> None:
    """Cap the address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _answer(stream: BinaryIO, value: dict[str, Any]) -> None:
    stream.write(json.dumps(value).encode() + b"\n")
    stream.flush()
