"""One relation between two briefs, and what it takes to state it.

Enters: nothing. Leaves: a Relation, and comparisons that answer in words. Pure. Never happens here: a look at a label.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 200  # code points of a violation's quotation; the id and the words before it say where to look


class Group(StrEnum):
    """What was done to the articles."""

    SWAP = "swap"
    ORDER = "order"
    COPY = "copy"
    UNRELATED = "unrelated"
    OUTLET = "outlet"
    DATE = "date"
    DELETION = "deletion"


@dataclass(frozen=True)
class Relation:
    """What must hold between the brief of some articles and the brief of the same articles, changed in a known way."""

    id: str
    expected: str
    """What is known without labels, in one sentence."""
    find: Callable[[], list[str]]
    """Each violation in words; empty: it holds."""
    known: str = ""
    """Why it is not expected to hold yet; empty: it is."""

    @property
    def group(self) -> Group:
        """The first part of the id."""
        return Group(self.id.partition("/")[0])


def quoted(value: object) -> str:
    """Any value as the end of a violation, at most `LONGEST` code points, the same in every run."""
    text = _plain(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _plain(value: object) -> str:
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(map(_plain, value))) + "}"
    if isinstance(value, tuple | list):
        return " | ".join(map(_plain, value))
    return str(value)


def unexpected(words: str, values: Iterable[object]) -> list[str]:
    """One violation for each of `values`, which should not be there."""
    return [f"{words}: {quoted(value)}" for value in values]


def changes(words: str, expected: Collection[object], found: Collection[object]) -> list[str]:
    """One violation for each value that is gone and each that is new, whatever their order."""
    gone = [value for value in expected if value not in found]
    new = [value for value in found if value not in expected]
    return [
        *unexpected(f"{words}: gone", sorted(gone, key=_plain)),
        *unexpected(f"{words}: new", sorted(new, key=_plain)),
    ]
