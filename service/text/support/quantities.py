"""Every statement of quantity in a string, in one form: what kind, how much, in which unit, of what.

Enters: a reading. Leaves: quantities with offsets; durations in hours or months, shares as ratios, money in its main
unit. Pure. Never: a conversion that depends on anything (weeks to months, one currency to another).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.text.number_context import MEASURES
from service.text.numbers import Number
from service.text.numerals import SCALES
from service.text.support.bounds import ABOUT, bound_at
from service.text.support.loose import (
    ages,
    blanks,
    days,
    ends_of_scores,
    groups,
    halves,
    laps,
    multiples,
    nths,
    one_parts,
    pairs,
    parts,
    periods,
    scaled_parts,
    shares,
    years,
)
from service.text.support.quantity_data import (
    CLOCK_WORDS,
    GRAMS,
    HOURS,
    METRES,
    MONEY,
    MONTHS,
    NO_FIGURE,
    ONE_PART,
    PERIOD_HALF,
    RANGE,
    SHARE,
    SUM,
    Quantity,
)
from service.text.support.reading import Reading
from service.text.support.spans import between_clocks, spans
from service.text.support.sums import summed, together


@lru_cache(maxsize=4_096)
def asked(reading: Reading) -> tuple[Quantity, ...]:
    """The quantities that a reading states outright, without those of times; a number inside a share is the share's."""
    text = reading.text
    found = list(summed(text, list(_spanned(text, list(_stated(reading, reading.numbers))))))
    found = [q for q in found if not NO_FIGURE.match(text, q.end)]
    clocks = [m.span() for m in CLOCK_WORDS.all_in(text)] if found else []
    found = [q for q in found if not any(a <= q.start < b for a, b in clocks)]
    if not found:
        return tuple(sorted((*multiples(text), *laps(text))))
    whole = [
        q._replace(label=SHARE if q.kind == "ratio" and not ONE_PART.match(text, q.start) else "")
        for q in (*shares(text), *scaled_parts(text), *halves(text), *one_parts(text), *years(text))
        if any(q.start <= n.start < q.end for n in found)
    ]
    inside = [q for q in found if not any(w.start < q.end and q.start < w.end for w in whole)]
    kept = [q for q in inside if not (q.kind == "ratio" and PERIOD_HALF.search(text, max(0, q.start - 10), q.start))]
    # "one in three" is itself a rough way to tell a share
    rough = [q._replace(bound=q.bound or ABOUT) if q.label == SHARE else q for q in whole]
    return tuple(sorted((*kept, *rough, *multiples(text), *laps(text))))


def _spanned(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """With "from 20 to 30 people" as one range."""
    at = 0
    while at < len(found):
        low = found[at]
        high = found[at + 1] if at + 1 < len(found) else None
        if (
            high
            and text[low.end : high.start] == " to "
            and text[max(0, low.start - 5) : low.start].casefold() == "from "
            and low.kind in {"count", high.kind}
            and low.value < high.value
        ):
            yield high._replace(start=low.start, value=low.value, high=high.value, label=RANGE)
            at += 2
        else:
            yield low
            at += 1


def inside(reading: Reading, whole: Quantity) -> Iterator[Quantity]:
    """The numbers that a share is told with."""
    return (q for q in _stated(reading, reading.numbers) if whole.start <= q.start < whole.end)


@lru_cache(maxsize=4_096)
def given(reading: Reading) -> tuple[Quantity, ...]:
    """Everything that may carry a figure, loose readings included."""
    text = reading.text
    scaled = tuple(scaled_parts(text))
    loose = (
        *halves(text),
        *ends_of_scores(reading),
        *days(reading),
        *shares(text),
        *parts(text),
        *multiples(text),
        *periods(text),
        *pairs(text),
        *groups(text),
        *laps(text),
        *blanks(text),
        *nths(reading),
        *ages(text),
        *years(text),
        *spans(text),
        *between_clocks(reading),
    )
    stated = list(_stated(reading, reading.all_numbers))
    loose = (*loose, *together(text, stated))
    return (*stated, *(q for q in summed(text, stated) if q.label == SUM), *scaled, *loose)


def _stated(reading: Reading, numbers: Iterable[Number]) -> Iterator[Quantity]:
    for n in numbers:
        kind, value, unit = _kind_of(n)
        if n.value is None and kind != "vague":
            kind = "vague"
        factor = value / float(n.value) if n.value else 1.0
        high = float(n.high) * factor if n.high is not None else None
        label = n.normal.removeprefix("vague:").rsplit("_", 1)[-1].rstrip("s") if kind == "vague" else ""
        bound = bound_at(reading.text, n.start, n.end)
        bare = float(n.value) if n.value is not None and kind in {"hours", "months", "measure"} else 0.0
        if n.high is not None and reading.text[max(0, n.start - 3) : n.start].casefold() == "by ":
            yield from _ends(n)  # "by 15 per cent to 8,500 tonnes" is no range
            continue
        if kind == "ordinal" and _is_part(reading.text, n):
            yield Quantity(n.start, n.end, "ratio", 1 / value, None, "", "", n.end, bound)
            continue
        scaled = _SCALED_NTH.match(reading.text, n.end)
        if scaled:
            yield Quantity(n.start, n.end, "ordinal", value * SCALES[scaled[1]], None, "", "", scaled.end(), bound)
            continue
        counted = n.counted or _number_of_what(reading.text, n)
        if reading.text[n.end : n.end + 1] == "-":  # "a 420-bed hospital" counts beds
            counted = counted.split(" ", 1)[0]
        yield Quantity(n.start, n.end, kind, value, high, unit, counted, n.counted_end, bound, label, False, bare)


def _ends(n: Number) -> Iterator[Quantity]:
    """Both figures of what only looks like a range."""
    share = re.search(r"%|per ?cent", n.text.split(" to ")[0], re.I)
    low, high = float(n.value or 0), float(n.high or 0)
    yield Quantity(n.start, n.end, "ratio" if share else "count", low / 100 if share else low, None, "", "", n.end, "")
    kind = "measure" if n.unit and n.unit != "%" and n.kind == "count" else "count"
    yield Quantity(n.start, n.end, kind, high, None, n.unit if kind == "measure" else "", "", n.counted_end, "")


def _is_part(text: str, n: Number) -> bool:
    """True for "reduced by a third": a share without "of"."""
    if _ROUGHLY.search(text, max(0, n.start - 24), n.start) and n.value != 2:
        return True  # "roughly a third agreed"
    return (
        text[max(0, n.start - 3) : n.start].casefold() in {" a ", "a "}
        and (not n.counted or n.counted in _COMPARED or _MORE.match(text, n.end) is not None)
        and n.value != 2
    )


def _number_of_what(text: str, n: Number) -> str:
    """The noun of "put at 41,000 the number of families", where none follows the figure."""
    found = _NUMBER_OF.match(text, n.end) or _NUMBER_OF_AT.search(text, max(0, n.start - 70), n.start)
    return found[1] if found else ""


_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|some|approximately|nearly|almost|just\s(?:over|under)|more\sthan|less\sthan|fewer\sthan"
    r"|at\sleast|up\sto|well\sover|a\slittle\s(?:over|under)|by|only|barely)\san?\s$",
    re.I,
)
_COMPARED = frozenset({"fewer", "more", "less", "lower", "higher", "smaller", "larger", "bigger", "cheaper", "dearer"})
_MORE = re.compile(rf"\s(?:{'|'.join(sorted(_COMPARED))})\b")
_SCALED_NTH = re.compile(r"-(hundred|thousand|million|billion)th\b")
_NUMBER_OF = re.compile(r" the (?:total )?number of ([a-z-]{3,}(?: [a-z-]+s)?)\b")
_NUMBER_OF_AT = re.compile(r"\bnumber of ([a-z-]{3,})(?: [a-z]+){0,3} (?:at|to|was|is|reached|as) (?:[a-z]+ ){0,2}$")


def _kind_of(n: Number) -> tuple[str, float, str]:
    value = float(n.value) if n.value is not None else 0.0
    if n.kind == "percent":
        return "ratio", value / 100, ""
    if n.kind == "fraction":
        return "ratio", value, ""
    if n.kind == "currency":
        return "money", value, n.unit
    if n.kind != "count":
        return n.kind, value, n.unit
    words = [word.rstrip("'’") for word in re.split(r"[\s-]", n.counted.casefold(), maxsplit=2)[:2]] + [""]
    word = words[0]
    if word in _OCCASIONS:
        return "times", value, ""
    if word == "second" and words[1] in {"hand", "class", "rate", "tier"}:
        return "count", value, ""
    if n.counted.casefold().startswith("per-cent"):
        return "ratio", value / 100, ""
    money = MONEY.get(word) or MONEY.get(word.rstrip("s"))
    if money:
        return "money", value, money
    return _measured(value, next((MEASURES[w] for w in words if w in MEASURES), n.unit))


def _measured(value: float, unit: str) -> tuple[str, float, str]:
    """Kind and value in the base unit of a measure; a count where there is none."""
    if unit in HOURS:
        return "hours", value * HOURS[unit], unit
    if unit in MONTHS:
        return "months", value * MONTHS[unit], unit
    if unit in METRES:
        return "measure", value * METRES[unit], "m"
    if unit in GRAMS:
        return "measure", value * GRAMS[unit], "g"
    return ("measure", value, unit) if unit else ("count", value, "")


_OCCASIONS = frozenset("time times occasion occasions".split())
