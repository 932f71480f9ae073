"""Patterns around a figure: what it counts, whether it is a part, a rival of another, an age. Pure; one sentence."""

from __future__ import annotations

import math
import re

from service.text.numbers import Number
from service.text.quantities import states
from service.text.support.lexicon import lemma, past_forms

NUMBERED = re.compile(
    r"(?:\b(?:No|Nos|number|level|route|highway|road|page|chapter|article|section|phase|stage|round|gate|unit|block|line"
    r"|platform|room|flight|group|grade|class|channel|mine|pit|shaft|reactor|district|ward|aged?|by)\.?\s|#)$",
    re.I,
)
CLOCK = re.compile(r"\b(?:half|quarter|minutes?)\s(?:past|to|after|before)\s$|\b(?:past|o[’']clock)\s$")
LAST = re.compile(r"\b(?:the\s(?:last|first|other|remaining|final)|another|a\sfurther)\s$", re.I)
INCLUSIVE = re.compile(r"[^,;.]{0,40},?\s(?:counting|including|among\sthem)\s", re.I)
AGE = re.compile(r"\b[A-Z][\w’'-]+,\s$|\baged?\s$")
PART = re.compile(r"\s(?:of\s(?:them|whom|which|those|these)\b)", re.I)
OF_ALL = re.compile(r"\s(?:of)\s(?:the|its|his|her|their|our|all)\s(?P<noun>(?:[\w’'-]+\s)?[\w’'-]+)", re.I)
AMONG = re.compile(
    r"\b(?:among\s(?:them|which|whom|those)|including|includes|of\s(?:whom|which)|counting|besides)\b[^,;.]*$", re.I
)
# "2,500 of the companies' 18,000 jobs": the whole is no count of its own
WHOLE_OF = re.compile(r"\d\sof\s(?:the|its|their|his|her|all|some)\s(?:[\w’'-]+\s){0,3}$")
ZERO = re.compile(
    r"\b(?:(?P<one>[Nn]o\sone|[Nn]obody|[Nn]one(?!\sof\sthe\sabove))|[Nn]o\s(?P<noun>[a-z-]+(?:\s[a-z-]+)?))(?=\s)"
)
SINGLE = re.compile(
    r"(?:^|(?<=[,;]\s)|(?<=\band\s)|(?<=\bsaid\s)|(?<=\bthat\s))(?P<noun>[Aa]n?\s(?:[\w-]+\s){0,2}?[\w-]+)"
    r"(?=(?:,\saged\s\d+,|,\s\d+,|\sof\s[\w\s]{3,20})?\s(?:was|were|has|had|died|suffered|is)\b)"
)
# "the North twelve, the South eight": a name that leaves its verb out
LEFT_OUT = re.compile(r"\w\s[A-Z][\w’'-]+\s$|:\s[A-Z][\w’'-]+\s$")
IN_EVERY = re.compile(r"\s(?:in|out\sof|of)\s(?:every\s)?")
# "put the figure at 55", "spoke of 5,000", and without a verb: "the police counted 400, the union 900"
ANAPHOR = re.compile(
    r"\b(?:(?:put|puts|putting|set|sets|place[ds]?)\s(?:it|them|that|th[eo]s?e?\s[^,;.]{1,40}|its\s\w+|their\s\w+)\sat"
    r"|(?:gave|gives|estimated|estimates|counted|counts|sp(?:oke|eaks?)\sof|talk(?:s|ed)?\sof|cit(?:es|ed)|claim(?:s|ed)|said|says)"
    r"(?:\sit\swas|\sthere\swere|\s(?:that\s)?the\s(?:figure|number|total)\s(?:was|is|will\sbe))?)\s(?:only\s|well\s)?$"
    r"|[,;]\s(?:the|its|her|his)\s[a-z-]+(?<!ed)(?:\s[A-Z][\w’'-]*)?\s$|[,;]\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}\s$"
)
RIVAL = re.compile(
    r"(?:^|[.;,]\s|\b(?:and|but|while)\s)(?P<who>(?:[Tt]he\s|[Ii]ts\s|[Hh]er\s|[Hh]is\s|[A-Z])[^,;.]{1,50}?)\s(?:had\s)?$"
)
COUNTER = re.compile(
    r"(?:^|[,;]\s|\balone,?\s|\b(?:and|but|while)\s)(?P<who>(?:[Tt]he\s|[A-Z])(?:(?!\balone\s)[^,;.]){1,50}?),?\s"
    r"(?:puts?\s(?:it|them|that|th[eo]s?e?\s[\w\s]{1,40})\sat|counted|counts|reckons?|reckoned|estimates?|estimated|lists?"
    r"|listed|tallied|recorded)\b[^,;.]{0,40}$"
)
RECKONER = re.compile(
    r",\s(?P<who>(?:the\s|its\s|[A-Z])[^,;.]{1,50}?)\s(?:reckons?|reckoned|estimates?|estimated|figures?)\b"
)
PEOPLE = frozenset(
    "people person other man woman victim individual resident inhabitant citizen soul life passenger body".split()
)
UP_TO = re.compile(
    r"\b(?:as\sof|until|by|at|on|early\son|late\son|before)\s(?:the\s(?:end|start|middle)\sof\s)?$", re.I
)
PLACE = re.compile(
    r"\b(?:in|at|across|near|around|throughout|through|into|outside|inside|above|over|(?:province|town|city|village|district|region|county|state)\sof)\s(?:the\s)?$",
    re.I,
)
BOTH = re.compile(
    r"\b(?:both|either|all|eastern|western|northern|southern|upper|lower|central|inner|outer|left|right)\s"
    r"(?=(?:banks?|sides?|shores?|parts?|provinces?|regions?|districts?|towns?|cities|coast|areas?|lines)\b)",
    re.I,
)
REGION = re.compile(
    r"\b(?:across|province|county|region|canton|state|country|nation|nationwide|countrywide|district|valley|island|whole|both"
    r"|eastern|western|northern|southern|all)\b",
    re.I,
)
OVERALL = re.compile(r"\b(?:overall|total|cumulative|altogether|in\sall)\b", re.I)


def low(value: float, bound: str) -> float:
    """The least that a value with its qualifier may mean."""
    slack = 0.1 if value < 100 else 0.05
    return {"about": value * (1 - slack), "nearly": value * 0.9, "up_to": 0.0, "less_than": 0.0}.get(bound, value)


def high(value: float, bound: str) -> float:
    """The most that a value with its qualifier may mean; infinite behind "more than"."""
    slack = 0.1 if value < 100 else 0.05
    return {"about": value * (1 + slack), "more_than": math.inf, "at_least": math.inf}.get(bound, value)


def is_age(text: str, number: Number) -> bool:
    """An age: "Lind, 34," and "aged 34"."""
    behind = text[number.end : number.end + 1]
    return bool(AGE.search(text[: number.start])) and behind in {",", ".", ""}


def is_verb_like(number: Number, unit: str) -> bool:
    """A verb: "showed" in "one showed", "injured" in "12 injured": what was taken for a noun is none."""
    if unit and number.kind != "percent":
        return False
    low = number.counted.split()[:1]
    return (
        not low
        or low[0].endswith("ed")
        or any(s.pattern.fullmatch(number.counted) for s in states() if s.name == "aboard")
    )


def noun_of(text: str, number: Number, unit: str) -> str:
    """Lemma of what a number counts; empty for money, measures, and where the text does not repeat it."""
    quoted = re.match(r"[”\"]\s([a-z-]+)", text[number.end : number.end + 24])
    if quoted and not unit:
        return lemma(quoted[1])
    if unit == "share" and number.counted:
        return lemma(number.counted.split()[-1])
    if unit or not number.counted or is_verb_like(number, unit):
        return ""
    return lemma(number.counted.split()[-1])


def shared_out(text: str, at: int) -> str:
    """Of whom a share is told: the last plural of the first words behind "of"."""
    behind = re.match(r"[^,;.]{0,25}?\sof\s((?:[\w’'-]+\s){1,7})", text[at:])
    words = behind[1].split() if behind else []
    verb = next((n for n, w in enumerate(words) if w.endswith("ed") or w in past_forms()), len(words))
    plurals = [w for w in words[:verb] if re.fullmatch(r"[a-z-]+s", w)]
    return lemma(plurals[-1]) if plurals else ""


def head(words: str) -> str:
    """The noun of one or two words: the second only where the first is no plural."""
    parts = words.split()
    return parts[0] if parts[0].endswith("s") or len(parts) == 1 else parts[1]
