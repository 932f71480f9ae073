"""Spans of time that are told in words alone: "nearly an hour", "a quarter of an hour", "a year and a half".

Enters: a sentence. Leaves: each span with its place, its seconds and its bound. Pure. Never: a moment ("an hour ago"),
a bare "a week", which mostly is a date.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.quantities import UNITS

SPAN = re.compile(
    r"\b(?:(?P<bound>less\sthan|more\sthan|nearly|almost|about|around|over|just\sover|just\sunder|at\sleast|within|most\sof)\s)?"
    r"(?:(?P<part>half|a\squarter\sof|three\squarters\sof)\s)?(?:an?|one)\s(?:full\s|whole\s)?"
    r"(?P<unit>second|minute|hour|day|week|month|year)\b(?P<more>\sand\sa\s(?:half|quarter))?"
    r"(?!\s(?:ago|earlier|before|later|after)\b|[’'-])",
    re.I,
)
PARTS = {"": 1.0, "half": 0.5, "a quarter of": 0.25, "three quarters of": 0.75}
MORE = {"": 0.0, "half": 0.5, "quarter": 0.25}
# the qualifiers of ``Number``
BOUNDS = {
    "less than": "less_than",
    "just under": "less_than",
    "within": "up_to",
    "more than": "more_than",
    "over": "more_than",
    "just over": "more_than",
    "at least": "at_least",
    "nearly": "nearly",
    "almost": "nearly",
    "most of": "nearly",
    "about": "about",
    "around": "about",
}


class WordSpan(NamedTuple):
    """``text[start:end]`` with its qualifier; the value in seconds."""

    start: int
    end: int
    value: float
    bound: str


def word_spans(text: str) -> list[WordSpan]:
    """The spans of a sentence, in order."""
    found = []
    for match in SPAN.finditer(text):
        if not (match["bound"] or match["part"] or match["more"]):
            continue
        more = MORE[(match["more"] or "").lower().rpartition(" ")[2]]
        value = (PARTS[_plain(match["part"])] + more) * UNITS[match["unit"].lower()][1]
        found.append(WordSpan(*match.span(), value, BOUNDS.get(_plain(match["bound"]), "")))
    return found


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().split())
