"""What stands around a number: the qualifier before it and what it counts after it.

In: the text and where the number starts or ends. Out: canonical qualifiers, units and the slice of the counted noun.
Never: grammar beyond short word lists; the counted noun ends where a list says that a verb or preposition begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

QUALIFIERS = {
    "more_than": "more than|over|above|well over|upwards of|in excess of|greater than|exceeding|exceeded|topped|passed",
    "at_least": "at least|no fewer than|no less than|not less than|a minimum of",
    "about": "some|about|around|approximately|roughly|an estimated|estimated|circa|in the region of|approx.|~",
    "nearly": "nearly|almost|close to|not quite|nearing",
    "up_to": "up to|as many as|as much as|no more than|at most|not more than|a maximum of",
    "less_than": "fewer than|less than|under|below|just under",
    "exactly": "exactly|precisely",
}
_CANONICAL = {words: name for name, phrases in QUALIFIERS.items() for words in phrases.split("|")}
_BEFORE = re.compile(
    r"(?<![\w\-])("
    + "|".join(re.escape(words) for words in sorted(_CANONICAL, key=len, reverse=True))
    + r")[ \u00a0]?(?:the[ \u00a0]|a[ \u00a0])?$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(\+|[ \u00a0]or[ \u00a0](?:more|fewer|less|so)\b)")
_AFTER_QUALIFIERS = {"+": "at_least", "more": "at_least", "fewer": "up_to", "less": "up_to", "so": "about"}
# "would not be above 60" says the contrary of "above 60"
_TURNED = {"more_than": "up_to", "less_than": "at_least"}
_DENIED = re.compile(
    r"(?:(?<![\w\-])(?:not|never)|(?<!\w)\w{2,6}n[’']t)\s(?:(?:have\s)?(?:be|been|get|go|gone|rise|risen|climb|cost|total|stay|fall|drop)\s)?$",
    re.IGNORECASE,
)
# longest qualifier with its article; more text is never looked at
_WINDOW = 24

MEASURES = {
    name: names.split()[0]
    for names in (
        "second seconds sec|minute minutes min|hour hours hr hrs|day days|week weeks|month months|year years"
        "|decade decades|century centuries|km kilometre kilometres kilometer kilometers|m metre metres meter meters"
        "|cm centimetre centimetres centimeter centimeters"
        "|mm millimetre millimetres millimeter millimeters|yard yards|mile miles|foot feet ft|inch inches"
        "|kg kilogram kilograms kilo kilos|g gram grams|tonne tonnes|ton tons|litre litres liter liters|barrel barrels"
        "|hectare hectares|acre acres|degree degrees|pound pounds lb lbs|mph|kmh|megawatt megawatts mw"
    ).split("|")
    for name in names.split()
}
CURRENCY_WORDS = {
    name: symbol
    for symbol, names in {
        "$": "dollar dollars",
        "€": "euro euros",
        "£": "sterling",
        "₪": "shekel shekels",
        "₺": "lira liras",
        "₽": "rouble roubles ruble rubles",
        "CN¥": "yuan",
        "¥": "yen",
        "₹": "rupee rupees",
        "CHF": "franc francs",
        "SAR": "riyal riyals",
        "AED": "dirham dirhams",
        "₴": "hryvnia hryvnias",
        "MXN": "peso pesos",
    }.items()
    for name in names.split()
}
_CURRENCY_AFTER = re.compile(
    r"[ \u00a0\-](?:(?:US|U\.S\.|Canadian|Australian|Turkish|Israeli|Swiss|Indian)[ \u00a0])?("
    + "|".join(sorted(CURRENCY_WORDS, key=len, reverse=True))
    + r")\b"
)
_NEXT = re.compile(r"[ \u00a0\-–]([^\W\d_][\w'’\-]*)")
_OF = re.compile(r"[ \u00a0](?:of|out of)[ \u00a0](?:(?:the|all|its|their|his|her|those|these|our)\b)?")
# bounded: a counted noun with its adjectives is rarely longer
_MAX_WORDS = 4
_FILLERS = frozenset({"more", "other", "additional", "further", "others", "different", "separate"})
_STOPS = frozenset(
    """a an the this that these those and or but nor for of in on at to from by with without within into onto over
    under as after before since until while when where who whom whose which what if because than then so not
    no only also is are was were be been being has have had having do does did will would can could may might
    must shall should say says said told tell went go came come left leave took take gave give got get made
    make died die fled flee fell fall rose rise held hold saw see kept keep lost lose won lay lie stood stand
    became become began begin ran run met remain remained still now later earlier ago per each every both all
    any some many most mostly including according following during between among against across near around
    about along through throughout behind beside off out up down he she it they we i you him her them us his
    its their our my your he's one alone apart respectively today yesterday tomorrow tonight monday tuesday
    wednesday thursday friday saturday sunday last next live lives lived work works worked seek seeks need
    needs face faces want wants like just even""".split()
)
_PEOPLE = frozenset(
    {"people", "children", "women", "men", "police", "troops", "civilians", "staff", "personnel", "aircraft"}
)


class Counted(NamedTuple):
    """The slice of the counted noun; empty where there is none."""

    start: int
    end: int


def qualifier_before(text: str, start: int) -> tuple[str, int]:
    """Canonical qualifier and where its words start; ("", start) where there is none."""
    low = max(0, start - _WINDOW)
    match = _BEFORE.search(text[low:start])
    if not match:
        return "", start
    name, first = _CANONICAL[match[1].lower()], low + match.start(1)
    denied = _DENIED.search(text[max(0, first - _WINDOW) : first]) if name in _TURNED else None
    return (_TURNED[name], first - len(denied.group())) if denied else (name, first)


def qualifier_after(text: str, end: int) -> tuple[str, int]:
    """Qualifier of "20 or more" and "20+" and where it ends; ("", end) where there is none."""
    match = _AFTER.match(text, end)
    return (_AFTER_QUALIFIERS[match[1].split()[-1]], match.end()) if match else ("", end)


def currency_after(text: str, end: int) -> tuple[str, int]:
    """Symbol of a currency word and where it ends; ("", end) where there is none."""
    match = _CURRENCY_AFTER.match(text, end)
    return (CURRENCY_WORDS[match[1]], match.end()) if match else ("", end)


def counted_after(text: str, end: int, *, share: bool) -> Counted:
    """The noun phrase after a number; after "of the" for a `share` such as a percentage."""
    at = end
    opening = _OF.match(text, at)
    if opening:
        if not share:
            return Counted(end, end)
        at = opening.end() - (1 if text[opening.end() - 1] in " \u00a0" else 0)
    first = last = at
    taken = 0
    while taken < _MAX_WORDS:
        match = _NEXT.match(text, at)
        if not match:
            break
        word = match[1]
        low = word.lower()
        if low in _STOPS or (taken and low.endswith(("ed", "ing", "ly")) and word == low):
            break
        at = match.end()
        if low in _FILLERS and not taken:
            continue
        first = first if taken else match.start(1)
        taken, last = taken + 1, at
        if _ends_noun(word, low) or (taken == 1 and low in MEASURES and text[first - 1] in " \u00a0"):
            break
    if not taken:
        return Counted(end, end)
    possessive = text[last - 2 : last]
    return Counted(first, last - 2 if possessive in ("'s", "’s") else last)


def _ends_noun(word: str, low: str) -> bool:
    """True for a plural: what follows it is no longer part of the counted noun."""
    if low in _PEOPLE or low.endswith(("'s", "’s", "s’", "s'")):
        return True
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "as"))


def measure_of(text: str, counted: Counted) -> str:
    """Canonical unit of measure that opens the counted slice, or an empty string."""
    words = re.split(r"[ \u00a0\-–]", text[counted.start : counted.end].lower(), maxsplit=1)
    return MEASURES.get(words[0], "")
