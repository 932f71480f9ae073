"""Quantities told in other ways than by a numeral and its noun: shares, parts, multiples, single units, groups, pairs.

Enters: a string or a reading. Leaves: quantities with offsets. Pure. Never: a value that the words leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.number_context import MEASURES, counted_after
from service.text.numerals import FRACTIONS, ORDINALS, SCALES
from service.text.support.bounds import ANY, bound_at
from service.text.support.quantity_data import (
    AGED,
    AND_HALF,
    ARTICLE,
    BARE_METRES,
    DAYS_FROM,
    DECADES,
    EVERY_NTH,
    GRAMS,
    GROUP,
    GROUPS,
    HALF,
    HALF_YEAR,
    HOURS,
    LAP,
    METRES,
    MONEY,
    MONTHS,
    MULTIPLE,
    NO_SCORE,
    NTH_OF_MORE,
    ONE_PART,
    ONE_UNIT,
    PAIR,
    PART,
    PART_OF_SCALE,
    SHARE_OF,
    SMALL,
    SUM,
    TENS_OF_LIFE,
    TIMES,
    YEAR_WORDS,
    Quantity,
)
from service.text.support.reading import Reading


def halves(text: str) -> Iterator[Quantity]:
    """Durations with a half: "a year and a half"."""
    for m in AND_HALF.all_in(text):
        unit = (m["unit"] or m["behind"] or "").casefold()
        if unit:
            kind, per = ("hours", HOURS[unit]) if unit in HOURS else ("months", MONTHS[unit])
            value = (max(1.0, number_of(m["count"])) + 0.5) * per
            yield Quantity(m.start(), m.end(), kind, value, None, unit, "", m.end(), bound_at(text, m.start(), m.end()))


def one_parts(text: str) -> Iterator[Quantity]:
    """Shares such as "one fifth", whose two words are one."""
    for m in ONE_PART.all_in(text):
        yield ratio(text, m.start(), m.end(), 1 / int(FRACTIONS[m[1].casefold()].split("/")[1]))


def ends_of_scores(reading: Reading) -> Iterator[Quantity]:
    """Both figures of a score, each alone."""
    for n in reading.all_numbers:
        if n.kind == "score" and n.value is not None and n.high is not None:
            for value in (float(n.value), float(n.high)):
                yield Quantity(n.start, n.end, "count", value, None, "", "", n.end, "", "", True)


def laps(text: str) -> Iterator[Quantity]:
    """Times of a race: "2:07:41"."""
    for m in LAP.all_in(text):
        value = int(m[1]) + int(m[2]) / 60 + int(m[3]) / 3600
        yield Quantity(m.start(), m.end(), "hours", value, None, "hour", "", m.end(), "", SUM, False, value)


def blanks(text: str) -> Iterator[Quantity]:
    """What is told without a figure of its own: "a goalless draw", "a sixth, Dobrica", "the first half of the year"."""
    for m in HALF_YEAR.all_in(text):
        yield Quantity(m.start(), m.end(), "months", 6.0, None, "", "", m.end(), "", "", True)
    for m in NO_SCORE.all_in(text):
        yield Quantity(m.start(), m.end(), "score", 0.0, 0.0, "", "", m.end(), "", "", True)
    for m in NTH_OF_MORE.all_in(text):
        value = float(ORDINALS[m[1].casefold()])
        yield Quantity(m.start(), m.end(), "ordinal", value, None, "", "", m.end(), "", "", True)


def nths(reading: Reading) -> Iterator[Quantity]:
    """Ranks behind an article: "a fourth could follow" is no quarter."""
    for n in reading.all_numbers:
        if n.kind == "ordinal" and n.value is not None and ARTICLE.search(reading.text, max(0, n.start - 5), n.start):
            yield Quantity(n.start, n.end, "ordinal", float(n.value), None, "", "", n.end, "", "", True)


def ages(text: str) -> Iterator[Quantity]:
    """Tens of years of somebody's life: "in his late fifties"."""
    for m in TENS_OF_LIFE.all_in(text):
        value = DECADES[m[1].casefold()] * 10.0
        yield Quantity(m.start(), m.end(), "count", value, None, "", "", m.end(), "", "", True)


def years(text: str) -> Iterator[Quantity]:
    """Years in words: "fifteen eighty-three"."""
    for m in YEAR_WORDS.all_in(text):
        value = 100 * number_of(m["century"]) + number_of(m["rest"])
        yield Quantity(m.start(), m.end(), "year", value, None, "", "", m.end(), "")


def days(reading: Reading) -> Iterator[Quantity]:
    """Days of a month as figures: "on 12 and 13 May" for "12-13 May"."""
    for m in DAYS_FROM.all_in(reading.text):
        yield Quantity(m.start(1), m.end(1), "count", float(m[1]), None, "", "", m.end(1), "", "", True)
    for d in reading.dates:
        for day in re.findall(r"-\d\d-(\d\d)", d.normal):
            yield Quantity(d.start, d.end, "count", float(day), None, "", "", d.end, "", "", True)


def number_of(word: str) -> float:
    """The value of a numeral in words or digits; 0 for none."""
    word = word.casefold()
    if word.isdigit():
        return float(word)
    return float(sum(SMALL.get(part, 0) for part in re.split(r"[\s-]", word) if part != "a") or 0)


def ratio(text: str, start: int, end: int, value: float, *, loose: bool = False) -> Quantity:
    """A share at a place of the text."""
    return Quantity(start, end, "ratio", value, None, "", "", end, bound_at(text, start, end), "", loose)


def shares(text: str) -> Iterator[Quantity]:
    """Shares told with two numbers ("one in nine") or an ordinal ("every ninth")."""
    for m in SHARE_OF.all_in(text):
        top, bottom = number_of(m["top"]), number_of(m["bottom"])
        if 0 < top < bottom:
            yield ratio(text, m.start(), m.end(), top / bottom)
    for m in EVERY_NTH.all_in(text):
        nth = m["nth"].casefold()
        value = int(nth[:-2]) if nth[0].isdigit() else ORDINALS.get(nth, 2)
        yield ratio(text, m.start(), m.end(), 1 / value)


def parts(text: str) -> Iterator[Quantity]:
    """Shares told with a part: "a third", "halved"."""
    for m in PART.all_in(text):
        top, bottom = FRACTIONS[m["part"].casefold()].split("/")
        yield ratio(text, m.start(), m.end(), max(1.0, number_of(m["top"])) * int(top) / int(bottom), loose=True)
    for m in HALF.all_in(text):
        yield ratio(text, m.start(), m.end(), 0.5, loose=True)


def scaled_parts(text: str) -> Iterator[Quantity]:
    """Parts of a scale or unit, such as "a quarter of a million euros" and "half an hour"."""
    for m in PART_OF_SCALE.all_in(text):
        top, bottom = FRACTIONS[(m["part"] or m["short"]).casefold().rstrip("s")].split("/")
        part = max(1.0, number_of(m["top"] or "a")) * int(top) / int(bottom)
        scale = m["scale"].casefold()
        bound = bound_at(text, m.start(), m.end())
        if "point" in scale:
            if part not in {0.25, 0.5} and "percentage" not in scale:
                continue  # "two tenths of a point" may be of a score
            yield Quantity(m.start(), m.end(), "points", part, None, "points", "", m.end(), bound)
            continue
        if scale in HOURS or scale in MONTHS:
            kind, per = ("hours", HOURS[scale]) if scale in HOURS else ("months", MONTHS[scale])
            yield Quantity(m.start(), m.end(), kind, part * per, None, "", "", m.end(), bound)
            continue
        if scale in MEASURES:
            unit = MEASURES[scale]
            by = METRES.get(unit) or GRAMS.get(unit) or 1.0
            base = "m" if unit in METRES else "g" if unit in GRAMS else unit
            yield Quantity(m.start(), m.end(), "measure", part * by, None, base, "", m.end(), bound, "", False, part)
            continue
        counted = counted_after(text, m.end(), share=False)
        noun = text[counted.start : counted.end]
        word = noun.casefold().split(" ")[0]
        money = MONEY.get(word) or MONEY.get(word.rstrip("s")) or ""
        value = part * SCALES[scale]
        yield Quantity(m.start(), m.end(), "money" if money else "count", value, None, money, noun, counted.end, bound)


def multiples(text: str) -> Iterator[Quantity]:
    """Multiples such as "twice" and "tripled"."""
    for m in MULTIPLE.all_in(text):
        yield Quantity(
            m.start(),
            m.end(),
            "times",
            TIMES[m.group().casefold()],
            None,
            "",
            "",
            m.end(),
            bound_at(text, m.start(), m.end()),
        )


def periods(text: str) -> Iterator[Quantity]:
    """Single units of time: "a week", "another year", "century-old", "a couple of days", "a fortnight"."""
    for m in ONE_UNIT.all_in(text):
        unit = (m["unit"] or m["alone"] or m["of"] or m["quarter"] or "fortnight").casefold()
        many = (m["many"] or "").casefold()
        factor = 2 if m["sum"] else 0.5 if many.startswith("half") else 1
        kind, per = ("hours", HOURS[unit]) if unit in HOURS else ("months", MONTHS[unit])
        bound = bound_at(text, m.start(), m.end())
        yield Quantity(m.start(), m.end(), kind, factor * per, None, "", "", m.end(), bound, "", True)


def groups(text: str) -> Iterator[Quantity]:
    """Words for groups such as "a trio", "over-60s", and "10m", which may be metres."""
    for m in GROUP.all_in(text):
        size = GROUPS[m.group().casefold()]
        yield Quantity(m.start(), m.end(), "count", size, None, "", "", m.end(), "", "", True)
    for m in AGED.all_in(text):
        yield Quantity(m.start(), m.end(), "count", float(m[1]), None, "", "", m.end(), ANY, "", True)
    for m in BARE_METRES.finditer(text):
        bound = bound_at(text, m.start(), m.end())
        yield Quantity(m.start(), m.end(), "measure", float(m[1]), None, "m", "", m.end(), bound, "", True, float(m[1]))


def pairs(text: str) -> Iterator[Quantity]:
    """Two of a kind: "both pilots"."""
    for m in PAIR.all_in(text):
        counted = counted_after(text, m.end() - 1, share=False)
        noun = text[counted.start : counted.end]
        yield Quantity(m.start(), m.end(), "count", 2, None, "", noun, max(m.end(), counted.end), "", "", True)
