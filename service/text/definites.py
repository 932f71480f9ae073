"""Definite phrases that need what an article said before: "the poll", "the white boat".

Enters: a sentence. Leaves: where such phrases stand, their words and their noun. Pure. Never: one inside quotation
marks, with a complement ("the mayor of Kolm"), or of what every reader knows ("the police").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from service.text.date_verbs import IRREGULAR_PAST
from service.text.name_words import FUNCTION_WORDS
from service.text.quoted import QUOTED

MAX_CHARS = 2000  # a longer text is no sentence: its definite phrases stay open, and it costs no time
NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve several".split())
# words without a capital by nature, but not those that may belong to a noun
SMALL = FUNCTION_WORDS - frozenset("new old first second third last next such other media".split()) - NUMBERS
# there is one of each that every reader knows, or the sentence needs none in particular
_ONE = frozenset(
    """world public police press media internet law economy market weather time way end start beginning middle
    future past present day week weekend month year decade century morning afternoon evening night minute hour
    moment summer winter spring autumn north south east west right left rest same whole most least number amount
    majority chance possibility fact idea case reason truth government state country nation court president
    capital sea sun sky air ground road phone telephone question answer point part side hand head face front
    back top bottom""".split()
)
_ORDERED = frozenset("next first last same other second third previous following only most".split())
_STEP = re.compile(r"(?:\d+-)?[a-z][a-z-]*")
# "the poll." and "the poll was": the phrase ends with its noun
ENDS = re.compile(
    r"[.,;:!?)]|$|\s[“\"]|\s(?:was|were|is|are|has|had|have|will|would|could|may|might|can|should|must|did|does|and|or|but|as"
    r"|when|after|before|while|because|if|until|also|not|never|said|[a-z]{3,}ed)\b"
)
_NEXT = re.compile(r"\s([a-z]+)\b")
_DEFINITE = re.compile(r"\b[Tt]he\s(?=[a-z]|\d+-[a-z])")
_MAX_WORDS = 3


class Definite(NamedTuple):
    """``text[start:end]`` of a sentence is "the" with its noun."""

    start: int
    end: int
    words: str  # without "the"
    noun: str


def ends_phrase(text: str, end: int) -> bool:
    """Whether no word of the phrase follows at `end`: a mark, a verb or a conjunction does."""
    following = _NEXT.match(text, end)
    return ENDS.match(text, end) is not None or (following is not None and following[1] in IRREGULAR_PAST)


def definites(text: str) -> Iterator[Definite]:
    """Definite phrases without a complement, outside quotation marks, whose noun the sentence has not introduced."""
    if len(text) > MAX_CHARS:
        return
    quoted = [m.span() for m in QUOTED.finditer(text)]
    for match in _DEFINITE.finditer(text):
        if any(a < match.start() < b for a, b in quoted):
            continue
        at = match.end()
        words: list[str] = []
        while len(words) < _MAX_WORDS and (word := _STEP.match(text, at)):
            words.append(word.group())
            if ends_phrase(text, word.end()):
                break
            at = word.end() + 1
            if text[word.end() : at] != " ":
                break
        if not words or not word or not ends_phrase(text, word.end()):
            continue
        noun = words[-1]
        told = re.search(rf"\b{noun}\b", text[: match.start()])
        if noun not in _ONE and noun not in SMALL and not _ORDERED & set(words) and not told:
            yield Definite(match.start(), word.end(), " ".join(words), noun)
