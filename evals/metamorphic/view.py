"""What a reader sees of a brief, as plain lines that can be compared.

Enters: a Brief. Leaves: for each part of it, one JSON line a record: words, sources, events, reasons. Pure. Offsets are
replaced by the words that stand there; hashes, seconds and internal numbers are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from service.records import Brief

PARTS = ("title", "overview", "events", "sentences", "differences", "terms", "withheld", "coverage", "notices")
# In these the order is part of what a reader sees; the others may sort by a name.
ORDERED = frozenset({"title", "overview", "events", "sentences"})
# Normal forms and running numbers are no content; a share of characters depends on the length of names.
HIDDEN = frozenset({"id", "normal", "cluster", "verbatim_share"})
SPAN = {"doc", "start", "end"}

Words = Callable[[str], str]


def same_words(text: str) -> str:
    """Changes nothing."""
    return text


def view(brief: Brief, tell: Words = same_words) -> dict[str, tuple[str, ...]]:
    """Each part's records as JSON lines, every string as `tell` puts it."""
    texts = {document.id: document.text for document in brief.sources}
    dumped = brief.model_dump(mode="json")
    lines: dict[str, tuple[str, ...]] = {}
    for part in PARTS:
        records = dumped[part] if isinstance(dumped[part], list) else [dumped[part]]
        found = [json.dumps(_seen(record, texts, tell), ensure_ascii=False) for record in records]
        lines[part] = tuple(found) if part in ORDERED else tuple(sorted(found))
    return lines


def _seen(value: Any, texts: Mapping[str, str], tell: Words) -> Any:
    if isinstance(value, str):
        return tell(value)
    if isinstance(value, list):
        return [_seen(item, texts, tell) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == SPAN:
        return [value["doc"], tell(texts[value["doc"]][value["start"] : value["end"]])]
    kept = {key: item for key, item in value.items() if key not in HIDDEN | {"start", "end"}}
    return {key: _seen(item, texts, tell) for key, item in kept.items()}
