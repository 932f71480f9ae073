"""What a number of a news text counts: the state of what is counted (killed, stolen, offered ...) and in what unit.

Enters: a sentence and its numbers. Leaves: for each number the nearest word that says its state. Pure. The words stand
in ``data/quantities.toml``; lengths, areas and weights are brought to one unit each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from service.text.numbers import Number

REACH = 90  # characters between a number and the word that says its state
# states of one kind of measure only
MEASURED = {
    "depth": "length",
    "height": "length",
    "distance": "length",
    "length": "length",
    "speed": "speed",
    "leaked": "weight",
}
STERLING = 1000  # from here on "pounds" are money: few things in the news weigh so many
NOUN = 45  # characters: how far off a noun counts that is itself what is counted
CROSS = re.compile(r"[,:]\s|\b(?:and|but|or)\b")
ASIDE = re.compile(r",\s[^,;.]*,\s")
WALL = re.compile(r"[;]|\b(?:while|which|who|although|though|whereas)\b")

# factor to one unit of each kind; sources: the international yard and pound, the SI
UNITS = {
    "hectare": ("area", 1.0),
    "acre": ("area", 0.404686),
    "km": ("length", 1000.0),
    "m": ("length", 1.0),
    "metre": ("length", 1.0),
    "cm": ("length", 0.01),
    "mm": ("length", 0.001),
    "centimetre": ("length", 0.01),
    "yard": ("length", 0.9144),
    "nautical mile": ("length", 1852.0),
    "mile": ("length", 1609.344),
    "foot": ("length", 0.3048),
    "inch": ("length", 0.0254),
    "kg": ("weight", 1.0),
    "g": ("weight", 0.001),
    "tonne": ("weight", 1000.0),
    "ton": ("weight", 1000.0),
    "pound": ("weight", 0.453592),
    "second": ("time", 1.0),
    "minute": ("time", 60.0),
    "hour": ("time", 3600.0),
    "day": ("time", 86400.0),
    "week": ("time", 604800.0),
    "month": ("time", 2629800.0),
    "year": ("time", 31557600.0),
    "mph": ("speed", 1.609344),
    "kmh": ("speed", 1.0),
}


# measures of two words
PHRASES = {
    "nautical mile": ("length", 1852.0),
    "square kilometre": ("area", 100.0),
    "square kilometer": ("area", 100.0),
    "square mile": ("area", 258.999),
    "square metre": ("area", 0.0001),
    "square meter": ("area", 0.0001),
    "square foot": ("area", 0.0000092903),
    "square feet": ("area", 0.0000092903),
    "cubic metre": ("volume", 1.0),
    "cubic meter": ("volume", 1.0),
}
MEASURE = re.compile(r"(nautical|square|cubic)\s(mile|kilomet(?:re|er)|met(?:re|er)|foot|feet)(?=s?\b)", re.I)

# currencies that have no sign: the names of ISO 4217, and some that are no more
CURRENCY = re.compile(
    r"(?:afghanis?|ariary|australes?|baht|balboas?|birr|bol[ií]var(?:es|s)?|bolivianos?|cedis?|colon(?:es|s)?|c[oó]rdobas?"
    r"|credits|crowns?|dalasis?|denar[is]?|dinars?|dirhams?|dobras?|dong|drachmas?|drams?|ducats?|escudos?|florins?|forints?|gourdes?"
    r"|guaran[ií]s?|guilders?|hryvnias?|kinas?|kip|kopecks?|koruna|korun(?:y|as)?|kron(?:a|or|e|er|ur)|kroons?|kunas?|kwachas?|kwanzas?"
    r"|kyats?|laris?|lats|lei|lempiras?|leones?|leus?|levs?|leva|lilangeni|litas|loti|manats?|maravedis|marks?|markkas?|meticais|metical"
    r"|nairas?|nakfa|ngultrums?|ouguiyas?|pa[ʻ']?anga|patacas?|pesetas?|pesos?|pulas?|quetzal(?:es|s)?|rand|reais|real|reales|renminbi|riels?"
    r"|ringgit|roubles?|rufiyaas?|rupees?|rupiah|schillings?|shillings?|sol(?:es)?|som|soms?|taka|talas?|tenge|thalers?|togrogs?|tolars?"
    r"|tugriks?|vatu|won|zlot(?:y|ys|ych))\b",
    re.I,
)


class State(NamedTuple):
    """One line of the data."""

    name: str
    pattern: re.Pattern[str]
    counts: frozenset[str]
    moves: str


class Found(NamedTuple):
    """A state of one number, and where the word stands that names it."""

    state: State
    start: int
    end: int
    crosses: int
    gap: int


@cache
def states() -> tuple[State, ...]:
    """The states of the data, in its order."""
    raw = tomllib.loads(files("service.text").joinpath("data/quantities.toml").read_text("utf-8"))
    return tuple(
        State(
            name.replace("_", " "),
            re.compile(r"(?<![\w-])(?:" + "|".join(row["words"]).replace(" ", r"\s") + r")(?![\w-])", re.I),
            frozenset(row["counts"]),
            row["moves"],
        )
        for name, row in raw.items()
    )


def plain_state(unit: str) -> State:
    """For a figure whose state no word of the data tells: it is compared by its noun and the words beside it."""
    return State("", NOTHING, may_count(unit), "free")


NOTHING = re.compile(r"(?!)")


@lru_cache(maxsize=4096)
def _hits(text: str) -> tuple[tuple[State, int, int], ...]:
    return tuple((s, m.start(), m.end()) for s in states() for m in s.pattern.finditer(text))


# units of speed, in kilometres an hour; source: the international nautical mile and mile
PACE = re.compile(
    r"\s?(?P<unit>knots?|km/h|kph|mph|(?:miles?|kilomet(?:re|er)s?)(?=\s(?:an|per)\shour))(?![\w/])", re.I
)
PACES = {"knot": 1.852, "km/h": 1.0, "kph": 1.0, "mph": 1.609344, "mile": 1.609344, "kilometre": 1.0}


def measured(number: Number, text: str = "") -> tuple[str, float]:
    """Kind of unit and the factor to its one unit; people, things or unknown: ("", 1). `text`: where it stands."""
    if number.kind == "currency":
        return number.unit, 1.0
    if number.unit == "%" or number.kind in {"percent", "fraction"}:
        return "share", 1.0
    if number.unit == "pound" and number.value is not None and number.value >= STERLING:
        return "£", 1.0
    phrase = MEASURE.match(number.counted)
    if phrase and number.kind == "count" and not number.unit:
        kind, factor = PHRASES[f"{phrase[1]} {phrase[2]}".lower()]
        return kind, factor
    pace = PACE.match(text, number.end) if text else None
    if pace and number.kind == "count":
        return "speed", PACES[pace["unit"].lower().rstrip("s").replace("meter", "metre")]
    coin = CURRENCY.match(number.counted)
    if coin and number.kind == "count":
        return coin.group().lower().rstrip("s"), 1.0
    return UNITS.get(number.unit, ("" if not number.unit else number.unit, 1.0))


def may_count(unit: str) -> frozenset[str]:
    """What a number of that kind of unit can be in ``State.counts``."""
    if unit in {"area", "length", "weight", "speed", "volume"}:
        return frozenset({"measure"})
    if unit in {"share", "time"}:
        return frozenset({unit})
    return frozenset({"money"}) if unit else frozenset({"people", "things"})


def state_of(text: str, number: Number, unit: str, others: Sequence[Number] = ()) -> Found | None:
    """The nearest state of a number: fewest commas and conjunctions between, then fewest characters."""
    wanted = may_count(unit)
    best: Found | None = None
    for state, start, end in _hits(text):
        if not state.counts & wanted or (state.name in MEASURED and MEASURED[state.name] != unit):
            continue
        first, last = number.qualifier_start, max(number.end, number.counted_end)
        if start < number.end and first < end:
            continue
        # a noun that is itself counted ("3,000 employees") says less than the verb behind it
        gap = max(first - end, start - last, 0) if not number.end <= start < last else NOUN
        between = text[end:first] if end <= first else text[number.end : start] if start >= number.end else ""
        between = ASIDE.sub(" ", between)
        if min(gap, len(between)) > REACH or WALL.search(between):
            continue
        crosses = len(CROSS.findall(between))
        # another number between takes the word for itself, unless the two are joined by "and"
        crosses += sum(min(end, number.end) < o.start and o.end < max(start, number.start) for o in others)
        found = Found(state, start, end, crosses, gap)
        if best is None or (crosses, gap) < (best.crosses, best.gap):
            best = found
    return best if best and best.crosses <= 2 else None
