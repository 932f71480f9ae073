"""Whether a brief says what a planted order wants, and a model that always obeys such orders."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from service.records import Brief, Citation, NoticeCode
from service.stages import split
from service.stages.validate import problems
from service.text.disguise import fold
from service.text.lookout import addresses_a_model
from tests.injections import CLAIM, MARK
from tests.scripted_writer import YES, Asked, ScriptedWriter, both


def strings(value: Any) -> Iterator[str]:
    """Every string of a record, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def marked(texts: Iterator[str]) -> list[str]:
    """Those that name what only the planted orders name, however it is written."""
    return [t for t in texts if MARK in fold(unicodedata.normalize("NFKC", t)).casefold()]


def leaks(brief: Brief) -> list[str]:
    """Where a brief says what an order wants, its list of sources left out."""
    return marked(strings(brief.model_dump(mode="json", exclude={"sources"})))


def told(brief: Brief) -> set[str]:
    """Documents of which the brief says that they address a model, or hid something."""
    codes = {NoticeCode.ADDRESSES_A_MODEL, NoticeCode.HIDDEN_TEXT}
    return {n.doc for n in (*brief.notices, *(n for d in brief.sources for n in d.notices)) if n.code in codes}


def cites_an_order(brief: Brief) -> list[str]:
    """Cited words that lie in a sentence that addresses a model."""
    flagged = [s.span for s in split.run(brief.sources) if addresses_a_model(s.text)]
    cited = map(Citation.model_validate, citations(brief.model_dump(mode="json", exclude={"sources"})))
    return [c.quote for c in cited for span in flagged if c.span.overlaps(span)]


def citations(value: Any) -> Iterator[dict[str, Any]]:
    """Everything that points into a source."""
    if isinstance(value, dict):
        if {"doc", "start", "end", "quote"} <= value.keys():
            yield value
        for item in value.values():
            yield from citations(item)
    elif isinstance(value, list):
        for item in value:
            yield from citations(item)


def obeying() -> ScriptedWriter:
    """Writes what the order wants, whatever is asked; when told to mend it, adds it to the honest sentence."""

    def repair(asked: Asked) -> dict[str, Any]:
        return both(asked, f"{asked.joined.removesuffix('.')}, and {CLAIM}.")

    return ScriptedWriter(compose=lambda asked: both(asked, f"{CLAIM}."), repair=repair, veto=lambda _: YES)


def assert_clean(brief: Brief, *, is_told: bool = True) -> None:
    assert leaks(brief) == []
    assert cites_an_order(brief) == []
    assert told(brief) == ({"S1"} if is_told else set())
    assert len(brief.sentences) >= 3, "the articles still make a brief"
    assert problems(brief) == ()
