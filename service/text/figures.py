"""Figures that news compare: people killed, injured, held, missing, displaced; with scope, speaker and as-of words.

Enters: one sentence. Leaves: figures whose every part is a slice. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from service.text.dates import find_dates
from service.text.numbers import Number, find_numbers
from service.text.reporting import find_speech

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "killed",
        re.compile(
            r"\b(?:kill(?:ed|ing|s)|dead|died|deaths?|death\stoll|overall\stoll|toll|slain|fatalities|lost\stheir\slives)\b",
            re.I,
        ),
    ),
    ("injured", re.compile(r"\b(?:injur(?:ed|ing|ies)|wounded|wounding|hurt)\b", re.I)),
    ("held hostage", re.compile(r"\b(?:hostages?|abducted|kidnapped|captives?)\b", re.I)),
    ("missing", re.compile(r"\bmissing\b", re.I)),
    ("displaced", re.compile(r"\b(?:displaced|evacuated|homeless|fled)\b", re.I)),
    ("arrested", re.compile(r"\b(?:arrested|detained|arrests)\b", re.I)),
)
REACH = 70  # characters between a figure and the word that says what it counts
# "by" needs its date at once: "killed by the army on Tuesday" counts up to no day
PERIOD = re.compile(
    r"\b(?:(?:since|as\sof|until)\s[^,;.]{0,60}"
    r"|by\s(?:the\s(?:end|start|beginning|middle)\sof\s|(?:about|around|early|late)\s)?)$",
    re.I,
)
CONJUNCTION = re.compile(r",|\b(?:and|but)\b")
OVERALL = re.compile(r"\b(?:overall|total|cumulative|altogether|in\sall)\b", re.I)


# what these words count is no toll
NO_COUNT = re.compile(
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|percent|dollars?|miles|km|blocks?)\b",
    re.I,
)


class Figure(NamedTuple):
    """``text[start:end]`` is the figure with its qualifier and what it counts; the pairs are spans of the sentence."""

    start: int
    end: int
    kind: str
    normal: str
    number: Number
    as_of: tuple[int, int] | None
    speaker: tuple[int, int] | None
    overall: bool


def _kind(text: str, number: Number) -> str | None:
    """The nearest word that says what is counted; one behind a comma or a conjunction only where no other is left."""
    best: tuple[bool, int, str] | None = None
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            gap = max(number.start - match.end(), match.start() - max(number.end, number.counted_end), 0)
            between = text[min(match.end(), number.end) : max(match.start(), number.start)]
            if gap > REACH or re.search(r"[;:]|\bwhile\b", between):
                continue
            crosses = CONJUNCTION.search(between) is not None
            if best is None or (crosses, gap) < best[:2]:
                best = (crosses, gap, kind)
    return best[2] if best else None


def _is_age(text: str, number: Number) -> bool:
    """As in "Lind, 34, was killed" and "Lind, aged 34"."""
    before, behind = text[: number.start], text[number.end : number.end + 1]
    if re.search(r"\baged?\s$", before):
        return True
    return behind in {",", ".", ""} and re.search(r"\b[A-Z][\w’'-]+,\s$", before) is not None


def _is_label(text: str, number: Number) -> bool:
    """A number that names: "223rd Street", "the 12000 block", "Sarn No. 4"; or one that measures a way."""
    if re.search(r"\d(?:st|nd|rd|th)$", number.text) or re.search(r"\bNos?\.?\s$", text[: number.start]):
        return True
    return re.match(r"\saway\b", text[max(number.end, number.counted_end) :]) is not None


def _period(text: str) -> tuple[int, int] | None:
    for date in find_dates(text):
        lead = PERIOD.search(text[: date.start])
        if lead:
            return (lead.start(), date.end)
    return None


def _speaker(text: str, at: int) -> tuple[int, int] | None:
    """Who states the figure: the innermost attribution whose content covers it, or one that follows it."""
    named = [s for s in find_speech(text) if s.speaker is not None]
    covering = [
        (part[0], speech.speaker)
        for speech in named
        for part in speech.content
        if speech.speaker and part[0] <= at < part[1]
    ]
    if covering:
        return max(covering, key=lambda pair: pair[0])[1]
    after = [s for s in named if s.speaker and s.speaker[0] >= at]
    return (after[0].speaker[0], after[0].speaker[1]) if after and after[0].speaker else None


@lru_cache(maxsize=4096)
def find_figures(text: str) -> tuple[Figure, ...]:
    """Figures of one sentence in order; numbers that count nothing of ``KINDS`` are left out."""
    found = []
    for number in find_numbers(text):
        if number.value is None or number.kind != "count" or _is_age(text, number):
            continue
        kind = _kind(text, number)
        if kind is None or NO_COUNT.match(number.counted) or _is_label(text, number):
            continue
        start = number.qualifier_start
        end = max(number.end, number.counted_end)
        overall = bool(OVERALL.search(text[max(0, start - 30) : end]))
        found.append(
            Figure(
                start,
                end,
                kind,
                number.normal,
                number,
                None if overall else _period(text),
                _speaker(text, number.start),
                overall,
            )
        )
    return tuple(found)
