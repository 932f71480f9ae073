"""Says of a fault of an input where it stands in the caller's request. Pure.

Enters: faults of the checks of a request, failures of load. Leaves: `where` in dots, the same as a JSON Pointer
(RFC 6901) where it lies in the JSON, and `what`. Never happens here: a value out of the request, or a path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.errors import InputError
from service.jobs.requests import GivenDocument
from service.records import Notice

MAX_PARTS = 8
MAX_WHERE = 200
EITHER = {"since"}  # of one of two kinds: pydantic names the kind behind it, which is no place
Fault = dict[str, str]


class UnusableInput(InputError):
    """Not one of the caller's documents could be used."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("no input could be used; see errors")
        self.faults = tuple(faults)


def place(parts: Sequence[str | int]) -> Fault:
    """`where` and `pointer` of a part of the JSON."""
    kept = [str(part) for part in parts[:MAX_PARTS]]
    if kept[:1] and kept[0] in EITHER:
        del kept[1:]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in kept)
    return {"where": ".".join(kept)[:MAX_WHERE] or "the whole", "pointer": pointer[:MAX_WHERE]}


def loading_faults(
    failures: Sequence[Notice], origins: Mapping[str, int], documents: Sequence[GivenDocument], files: int
) -> list[Fault]:
    """One for each failure of load, at the document or file of the request that it came of."""
    named = {document.upload for document in documents}
    unnamed = [number for number in range(1, files + 1) if number not in named]
    found = []
    for failure in failures:
        at = origins.get(failure.doc or "")
        fault: Fault = {"where": "the whole"}
        if at is not None and at < len(documents):
            fault = place(("documents", at, _content(documents[at])))
        elif at is not None:
            fault = {"where": f"file {unnamed[at - len(documents)]}"}
        label = failure.params.get("where")
        found.append(
            fault | ({"input": label} if label else {}) | {"what": failure.params.get("what", failure.message)}
        )
    return found


def _content(document: GivenDocument) -> str:
    """The field that holds the article, or says where it is."""
    return next(name for name in ("text", "html", "upload", "url") if getattr(document, name) is not None)
