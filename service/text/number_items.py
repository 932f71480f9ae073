"""Reads single numbers: figures, numeral words, shares, ordinals and vague quantities.

In: a string. Out: items with offsets, values and units, in text order.
Never: qualifiers, ranges, dates; ``numbers.py`` adds and removes those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from service.text.number_context import currency_after
from service.text.number_patterns import (
    CODES,
    FIGURE,
    FRACTION_SIGNS,
    IN_WORDS,
    NUMBER,
    ONE_AFTER,
    ONE_BEFORE,
    ORDINAL_NOUNS,
    PERCENT,
    PREVIOUS,
)
from service.text.numerals import FRACTIONS, ORDINALS, SCALES, SHORT_SCALES, UNITS, parse_run

# more digits than this are an identifier, no quantity; also keeps Decimal exact
_MAX_DIGITS = 24


class Item(NamedTuple):
    """A number before its surroundings are read."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    unit: str = ""
    scale: int = 1  # of its last scale word
    high: Decimal | None = None
    label: str = ""


def read_items(text: str) -> Iterable[Item]:
    """Every number of `text`, dates included, ranges not yet joined."""
    for match in NUMBER.finditer(text) if FIGURE.search(text) else IN_WORDS.all_in(text):
        family = match.lastgroup
        if family == "digits":
            item = _from_digits(text, match)
            if item is not None:
                yield item
        elif family == "words":
            yield from _from_run(text, match)
        elif family == "vague":
            label = "_".join(match.group().lower().replace("-", " ").split())
            yield Item(match.start(), match.end(), "vague", None, label=label)
        elif family == "share":
            yield _from_share(match)
        elif family == "half":
            scale = SCALES.get(match.group().split()[-1].lower())
            if scale:
                yield Item(match.start(), match.end(), "count", Decimal(scale) / 2, scale=scale)
            else:
                yield Item(match.start(), match.end(), "fraction", Decimal("0.5"), label="1/2")
        elif family == "ordinal":
            yield from _from_ordinal(text, match)


def _from_digits(text: str, match: re.Match[str]) -> Item | None:
    digits, sign = match["figure"], "-" if match["sign"] else ""
    unit = CODES.get((match["currency"] or "").strip().rstrip("."), "")
    end = match.end()
    plain = re.sub(r"[,\u00a0\u202f\u2009]", "", digits)
    if match["suffix"]:
        return Item(match.start(), end, "ordinal", Decimal(plain)) if len(plain) <= _MAX_DIGITS else None
    if digits in FRACTION_SIGNS or "/" in digits:
        label = FRACTION_SIGNS.get(digits, digits)
        top, bottom = label.split("/")
        return Item(match.start(), end, "fraction", Decimal(top) / Decimal(bottom), label=label)
    if len(plain) > _MAX_DIGITS:
        return Item(match.start(), end, "count", None, label=plain)
    value = Decimal(sign + plain)
    mixed = match["mixed"]
    if mixed:
        top, bottom = FRACTION_SIGNS[mixed[-1]].split("/")
        value += Decimal(top) / Decimal(bottom)
    scale = SHORT_SCALES[match["scale"].strip(" \u00a0-").lower()] if match["scale"] else 1
    return _with_unit(text, Item(match.start(), end, "count", value * scale, unit, scale))


def _with_unit(text: str, item: Item) -> Item:
    """The item with the percent sign or currency word after it."""
    percent = PERCENT.match(text, item.end)
    if percent and not item.unit:
        kind = "points" if "point" in percent.group().lower() else "percent"
        return item._replace(end=percent.end(), kind=kind, unit="points" if kind == "points" else "%")
    if item.unit:
        return item._replace(kind="currency")
    unit, end = currency_after(text, item.end)
    return item._replace(end=end, kind="currency", unit=unit) if unit else item


def _from_run(text: str, match: re.Match[str]) -> Iterable[Item]:
    run, offset = match["run"], match.start("run")
    half = match["and_half"]
    numerals = parse_run(run)
    for numeral in numerals:
        start, end = offset + numeral.start, offset + numeral.end
        words = run[numeral.start : numeral.end].lower()
        last = numeral is numerals[-1]
        if words == "one" and not (last and half) and _is_pronoun(text, start, end):
            continue
        if words == "zero" and (text.startswith("-sum", end) or text[max(0, start - 7) : start].lower() == "ground "):
            continue
        value = numeral.value
        if last and half and not numeral.ordinal:
            value, end = value + Decimal("0.5"), match.end()
            scale = SCALES.get((match["half_scale"] or "").strip().lower())
            value = value * scale if scale else value
        item = Item(
            start, end, "ordinal" if numeral.ordinal else "count", value, scale=SCALES.get(words.split()[-1], 1)
        )
        yield item if numeral.ordinal else _with_unit(text, item)


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """True for "no one", "one of", "one another", "at one point"."""
    before = PREVIOUS.search(text[max(0, start - 14) : start])
    if before and before[1].lower() in ONE_BEFORE:
        return True
    return ONE_AFTER.match(text, end) is not None


def _from_share(match: re.Match[str]) -> Item:
    top, bottom = match.group().lower().replace("-", " ").split(" ")
    numerator = 1 if top in ("a", "an") else UNITS[top]
    denominator = int(FRACTIONS[bottom.rstrip("s")].split("/")[1])
    value = Decimal(numerator) / Decimal(denominator)
    return Item(match.start(), match.end(), "fraction", value, label=f"{numerator}/{denominator}")


def _from_ordinal(text: str, match: re.Match[str]) -> Iterable[Item]:
    word = match.group().lower()
    noun = ORDINAL_NOUNS.match(text, match.end())
    if word in ("first", "second"):
        before = PREVIOUS.search(text[max(0, match.start() - 8) : match.start()])
        if noun and noun["counted"] and before and before[1].lower() in ("the", "its", "his", "her", "their", "a"):
            yield Item(match.start(), match.end(), "ordinal", Decimal(1 if word == "first" else 2))
    elif not (noun and noun["idiom"]):
        yield Item(match.start(), match.end(), "ordinal", Decimal(ORDINALS[word]))
