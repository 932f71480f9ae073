"""Pairs quotation marks: straight, curly, guillemets; single marks only where they cannot be apostrophes.

In: a text. Out: pairs in text order, and lone double marks. One pass over the marks, so it stays linear.
Never: a pair across paragraphs, except where each paragraph of a quotation opens with a mark of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from service.text.clauses import Span

# a line that goes on in lower case is a wrapped line, not a new paragraph
_PARAGRAPH = re.compile(r"\n(?![a-z])")
_MARK = re.compile(r"[\"“”„«»‘’']")
_SINGLES = "‘’'"
_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"'}
_ELISIONS = re.compile(r"['’‘](?:\d0s|em|tis|twas|til|cause|n|cos|round|bout)\b", re.IGNORECASE)


class Pair(NamedTuple):
    """A quotation with its marks, or a lone mark."""

    start: int
    end: int
    closed: bool
    opening: bool
    parts: tuple[Span, ...]
    depth: int


class _Open(NamedTuple):
    at: int
    mark: str
    parts: list[Span]  # of the paragraphs before
    since: int  # where the words of this paragraph start


def pair_marks(text: str) -> list[Pair]:
    """Every pair and every lone double mark, ordered by start; a nested pair follows the one that holds it."""
    found: list[Pair] = []
    carried: _Open | None = None
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]:
        if text[start:end].strip():
            carried = _pair_paragraph(text, (start, end), carried, found)
        start = end + 1
    if carried is not None:
        found.append(_lone(carried.at, opening=True))
    return _nested(text, found)


def _lone(at: int, *, opening: bool) -> Pair:
    return Pair(at, at + 1, closed=False, opening=opening, parts=(), depth=0)


def _pair_paragraph(text: str, bounds: Span, carried: _Open | None, found: list[Pair]) -> _Open | None:
    """Pairs the marks of one paragraph; returns the quotation that goes on in the next one."""
    start, end = bounds
    marks = list(_MARK.finditer(text, start, end))
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    current: _Open | None = None
    if carried is not None:
        if marks and marks[0].start() == first and _same_family(marks[0].group(), carried.mark):
            current = carried._replace(since=first + 1)
            marks = marks[1:]
        else:
            found.append(_lone(carried.at, opening=True))
    singles = [mark.start() for mark in marks if mark.group() in _SINGLES]
    for match in marks:
        mark, at = match.group(), match.start()
        if mark in _SINGLES:
            continue
        if (
            mark == '"' == (current.mark if current else "")
            and _only_opens(text, at)
            and not _is_closed(text, at, marks)
        ):
            mark = "close"  # 'is wrong. "Perry is referring to': a space on the wrong side of the mark
        current = _step(text, at, mark, current, found)
    found.extend(_pair_singles(text, singles))
    if current is None:
        return None
    if _goes_on(text, current, end):
        current.parts.append((current.since, end))
        return current
    found.append(_lone(current.at, opening=True))
    return None


def _same_family(mark: str, opened: str) -> bool:
    return mark == opened or (mark in "“„" and opened in "“„")


def _step(text: str, at: int, mark: str, current: _Open | None, found: list[Pair]) -> _Open | None:
    """One double mark: opens, closes, or stands alone."""
    if (
        current is not None
        and (mark == "close" or mark in _CLOSING[current.mark])
        and not (mark == '"' and _only_opens(text, at))
    ):
        parts = (*current.parts, (current.since, at))
        found.append(Pair(current.at, at + 1, closed=True, opening=True, parts=parts, depth=0))
        return None
    if mark in "”»" or (mark == '"' and current is None and _only_closes(text, at)):
        if current is None:
            found.append(_lone(at, opening=False))
        return current
    if current is not None and mark != '"' and current.mark not in (mark, '"'):
        return current  # guillemets inside curly marks: part of the words
    if current is not None:
        found.append(_lone(current.at, opening=True))
    return _Open(at, mark, [], at + 1)


def _is_closed(text: str, at: int, marks: Sequence[re.Match[str]]) -> bool:
    """Whether a later straight mark of the paragraph could close a quotation that opens at `at`."""
    return any(m.start() > at and m.group() == '"' and not _only_opens(text, m.start()) for m in marks)


def _only_opens(text: str, at: int) -> bool:
    """True for a straight mark with space before it and a letter after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        (not before or before.isspace() or before in "([—–")
        and bool(after)
        and not after.isspace()
        and (after.isalnum() or after in "'‘“.…[(")
    )


def _only_closes(text: str, at: int) -> bool:
    """True for a straight mark with a letter or stop before it and no letter after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and before not in "([—–" and not after.isalnum()


def _goes_on(text: str, current: _Open, end: int) -> bool:
    """True where an unclosed quotation may go on in the next paragraph: it starts and ends as sentences do."""
    words = text[current.since : end].rstrip()
    opening = words.lstrip(" '‘[(…")[:1]
    return words.endswith((".", "?", "!", "…", ":", ";", "—", "-", ".'", ".’")) and (
        opening.isupper() or opening.isdigit()
    )


def _pair_singles(text: str, marks: list[int]) -> list[Pair]:
    """Pairs of single marks; an apostrophe is never one of them."""
    found: list[Pair] = []
    closers = [at for at in marks if _closes_single(text, at)]
    at_closer = free = 0
    for at in marks:
        if at < free or not _opens_single(text, at):
            continue
        while at_closer < len(closers) and closers[at_closer] <= at + 1:
            at_closer += 1
        at_close = _closer(text, closers, at_closer)
        if at_close is None:
            break
        found.append(Pair(at, at_close + 1, closed=True, opening=True, parts=((at + 1, at_close),), depth=0))
        free = at_close + 1
    return found


def _nested(text: str, found: list[Pair]) -> list[Pair]:
    """The pairs in text order with their depths; single marks that cross a double quotation fall away."""
    doubles = sorted((pair.start, pair.end) for pair in found if pair.closed and text[pair.start] not in _SINGLES)
    starts = [start for start, _ in doubles]

    def holder(at: int) -> int:
        index = bisect_right(starts, at) - 1
        return index if index >= 0 and at < doubles[index][1] else -1

    settled: list[Pair] = []
    ends: list[int] = []
    for pair in sorted(found, key=lambda pair: (pair.start, -pair.end)):
        single = text[pair.start] in _SINGLES
        if single and holder(pair.start) != holder(pair.end - 1):
            continue
        while ends and ends[-1] <= pair.start:
            ends.pop()
        settled.append(pair._replace(depth=len(ends)) if pair.closed else pair)
        if pair.closed:
            ends.append(pair.end)
    return settled


def _opens_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if text[at] == "’" or (before and (before.isalnum() or before in "’'")):
        return False
    return bool(after) and (after.isalnum() or after in '“"…[') and not _ELISIONS.match(text, at)


def _closes_single(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return text[at] != "‘" and bool(before) and not before.isspace() and not after.isalnum()


def _closer(text: str, closers: list[int], first: int) -> int | None:
    """The closing mark: the first candidate that is no plural possessive, else the last of the possessives."""
    possessive = None
    for at in closers[first : first + 8]:
        if text[at - 1] in "sS" and re.match(r"\s[a-z]", text[at + 1 : at + 3]):
            possessive = at if possessive is None else possessive
            continue
        return at
    return possessive
