"""Figures in digits: found in an article, and each swapped for another of the same number of digits.

Enters: texts. Leaves: figures, or the same text with others. Pure. Never happens here: a change of a date, of a time
of the day, of a number in a name, or of a whole number below twenty, which another article may spell in words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

FIGURE = re.compile(r"(?<![\w.,:/–-])\d+(?:,\d{3})*(?:\.\d+)?(?![\d:/–-]|[.,]\d|(?:st|nd|rd|th|pm|am)\b| [ap]\.?m\b)")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b\.?"
MONTH_BEFORE = re.compile(rf"\b{MONTH} $")
MONTH_AFTER = re.compile(rf" {MONTH}")
YEARS = range(1900, 2100)
SPELT_OUT_BELOW = 20


def found_in(text: str) -> Iterator[re.Match[str]]:
    """Every figure that counts or measures something."""
    for match in FIGURE.finditer(text):
        whole = match[0].isdigit()
        if whole and (int(match[0]) < SPELT_OUT_BELOW or (len(match[0]) == 4 and int(match[0]) in YEARS)):
            continue
        if MONTH_BEFORE.search(text, 0, match.start()) or MONTH_AFTER.match(text, match.end()):
            continue
        yield match


def figures(text: str) -> list[str]:
    """Every figure of `text`, as it is written."""
    return [match[0] for match in found_in(text)]


def other_figures(texts: Iterable[str]) -> dict[str, str]:
    """Another figure for each of `texts`: its first digit one up or one down, so that order and rounding stay.

    Figures with as many digits before the point are moved together; those that cannot be, without two of them meeting
    or passing each other, stay as they are.
    """
    by_length = defaultdict(set)
    for text in texts:
        for figure in figures(text):
            by_length[len(figure.partition(".")[0].replace(",", ""))].add(figure)
    table: dict[str, str] = {}
    for group in by_length.values():
        moved = _moved({int(figure[0]) for figure in group})
        table |= {figure: f"{moved[int(figure[0])]}{figure[1:]}" for figure in group if moved}
    return table


def _moved(leads: Collection[int]) -> dict[int, int]:
    """Another first digit for each: the smaller go up and the larger down, split where they do not meet."""
    for split in range(9, -1, -1):
        up, down = [d + 1 for d in leads if d <= split], [d - 1 for d in leads if d > split]
        if max(up, default=0) < min(down, default=10) and min(down, default=1) > 0:
            return {d: d + 1 if d <= split else d - 1 for d in leads}
    return {}


def swapper(table: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts another figure for each figure of a text that `table` holds."""

    def swap(text: str) -> str:
        parts, done = [], 0
        for match in found_in(text):
            parts += [text[done : match.start()], table.get(match[0], match[0])]
            done = match.end()
        return "".join([*parts, text[done:]])

    return swap
