"""Numbers of a text, with exact offsets, normal forms and what they count.

In: a string. Out: numbers in text order, never overlapping; offsets are code points, half-open.
Never: numbers inside dates, times and names such as F-16; never a value for "several thousand".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from service.text.date_resolution import TimeExpr
from service.text.dates import find_dates
from service.text.number_context import Counted, counted_after, measure_of, qualifier_after, qualifier_before
from service.text.number_items import Item, read_items
from service.text.number_patterns import BARE_YEAR, JOINT, NUMBER_HINT


class Number(NamedTuple):
    """A number as it stands in the text: `text` is the slice from `start` to `end`, without its qualifier."""

    start: int
    end: int
    text: str
    kind: str  # count, percent, points, currency, ordinal, year, fraction, score, vague
    value: Decimal | None
    high: Decimal | None  # upper end of a range
    normal: str
    qualifier: str  # more_than, at_least, about, nearly, up_to, less_than, exactly or empty
    qualifier_start: int  # equals start where there is none before it
    unit: str  # %, a currency symbol, a unit of measure or empty
    counted: str
    counted_start: int
    counted_end: int


def find_numbers(
    text: str, *, dates: Sequence[TimeExpr] | None = None, include_dates: bool = False
) -> tuple[Number, ...]:
    """Every number of `text`; `dates` spares a second search where the caller has them."""
    items = list(read_items(text))
    if not items or not NUMBER_HINT.search(text):
        return ()
    if not include_dates:
        items = _outside(items, find_dates(text) if dates is None else dates)
    return tuple(_number(text, item) for item in _join_ranges(text, items))


def supports(claim: Number, evidence: Number) -> bool:
    """True where `evidence` says the number of `claim`: value, unit, and no stronger qualifier."""
    if evidence.qualifier not in _SUPPORTED_BY[claim.qualifier]:
        return False
    kinds = {claim.kind, evidence.kind}
    if kinds == {"percent", "fraction"}:
        return _ratio(claim) == _ratio(evidence) and claim.high == evidence.high
    if len(kinds) > 1 and kinds != {"count", "year"}:
        return False
    if claim.value is None or evidence.value is None:
        return claim.normal == evidence.normal
    if (claim.value, claim.high) != (evidence.value, evidence.high):
        return False
    # a bare figure may stand for the unit that the other side names
    both_units = bool(claim.unit and evidence.unit)
    both_nouns = bool(claim.counted and evidence.counted)
    return claim.unit == evidence.unit or not (both_units or both_nouns)


def _ratio(number: Number) -> Decimal | None:
    return number.value * 100 if number.kind == "fraction" and number.value is not None else number.value


# A claim's qualifier and the qualifiers of evidence that carry it. "27,000" does not carry "at least 27,000":
# the claim would hint at more than the source says.
_SUPPORTED_BY: dict[str, frozenset[str]] = {
    "": frozenset({"", "exactly"}),
    "exactly": frozenset({"exactly"}),
    "about": frozenset({"about", "", "exactly", "nearly"}),
    "nearly": frozenset({"nearly"}),
    "more_than": frozenset({"more_than"}),
    "at_least": frozenset({"at_least", "more_than"}),
    "up_to": frozenset({"up_to"}),
    "less_than": frozenset({"less_than"}),
}


def _outside(items: list[Item], dates: Sequence[TimeExpr]) -> list[Item]:
    """The items that no date touches; both lists are in text order."""
    kept, at = [], 0
    for item in items:
        while at < len(dates) and dates[at].end <= item.start:
            at += 1
        if at == len(dates) or item.end <= dates[at].start:
            kept.append(item)
    return kept


def _join_ranges(text: str, items: list[Item]) -> Iterable[Item]:
    at = 0
    while at < len(items):
        joined = _range(text, items[at], items[at + 1]) if at + 1 < len(items) else None
        yield joined or items[at]
        at += 2 if joined else 1


def _range(text: str, low: Item, high: Item) -> Item | None:
    """One item for "20-25", "20 to 25", "between 20 and 25"; None where the two are no range."""
    joint = JOINT.fullmatch(text, low.end, high.start)
    if not joint or low.value is None or high.value is None or {low.kind, high.kind} & {"ordinal", "fraction"}:
        return None
    opening = text[max(0, low.start - 9) : low.start].lower()
    word = joint["word"]
    if (word == "and") != opening.endswith("between ") or (word == "to" and opening.endswith("from ")):
        return None
    value = low.value
    if high.scale >= 1000 and low.scale == 1 and value < high.value / high.scale:
        value *= high.scale  # "5 to 10 million"
    if value >= high.value:
        score = not word and low.unit == high.unit == "" and high.value < 200
        return low._replace(end=high.end, kind="score", high=high.value) if score else None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    kind = high.kind if high.unit else low.kind
    return Item(low.start, high.end, kind, value, low.unit or high.unit, high.scale, high.value)


def _number(text: str, item: Item) -> Number:
    qualifier, qualifier_start = qualifier_before(text, item.start)
    qualifier_behind, end = qualifier_after(text, item.end)
    qualifier = qualifier or qualifier_behind
    share = item.kind in ("percent", "fraction", "vague", "points")
    counted = Counted(item.end, item.end) if item.kind == "score" else counted_after(text, end, share=share)
    unit = item.unit or (measure_of(text, counted) if item.kind in ("count", "fraction") else "")
    words = text[item.start : item.end]
    kind = "year" if item.kind == "count" and not item.high and not unit and BARE_YEAR.fullmatch(words) else item.kind
    return Number(
        item.start,
        item.end,
        words,
        kind,
        item.value,
        item.high,
        _normal(item, unit),
        qualifier,
        qualifier_start,
        unit,
        text[counted.start : counted.end],
        counted.start,
        counted.end,
    )


def plain(value: Decimal) -> str:
    """The value in digits, without exponent and trailing zeros."""
    return format(value.normalize(), "f")


def _normal(item: Item, unit: str) -> str:
    if item.value is None or item.label:
        return f"vague:{item.label}" if item.kind == "vague" else item.label
    figures = plain(item.value)
    if item.high is not None:
        figures += ("-" if item.kind == "score" else "..") + plain(item.high)
    if item.kind == "ordinal":
        return f"#{figures}"
    if item.kind == "currency":
        return f"{unit}{figures}"
    if unit == "%":
        return f"{figures}%"
    return f"{figures} {unit}" if unit else figures
