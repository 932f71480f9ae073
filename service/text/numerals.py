"""English numeral words and what their sequences are worth.

In: a run of words such as "two hundred and fifty-one". Out: the values in it, each with the words it uses.
Never: a guess; words that form no numeral are cut into the longest numerals from the left.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
SHORT_SCALES = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
} | SCALES
ORDINALS = {
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
}
# "first" and "second" end a compound ("twenty-first"); alone they are mostly adverbs or determiners
LAST_ORDINALS = {"first": 1, "second": 2} | ORDINALS
FRACTIONS = {
    "half": "1/2",
    "third": "1/3",
    "quarter": "1/4",
    "fourth": "1/4",
    "fifth": "1/5",
    "sixth": "1/6",
    "seventh": "1/7",
    "eighth": "1/8",
    "ninth": "1/9",
    "tenth": "1/10",
}

_CARDINAL = (*UNITS, *TENS, *SCALES)


def alternation(words: tuple[str, ...] | list[str]) -> str:
    """The words as one regex group body, longest first, first letter in either case."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in ordered)


_ANY = alternation([*_CARDINAL, *LAST_ORDINALS])
# a run starts with a cardinal, or with "a" before a scale; the rest may hold one ordinal at the end
RUN = (
    rf"(?:(?:{alternation(list(_CARDINAL))})\b|[Aa]n?\s(?={alternation(list(SCALES))}))"
    rf"(?:(?:[\s\-]|\sand\s)?(?:{_ANY})\b)*"
)
_WORD = re.compile(r"[A-Za-z]+")


class Numeral(NamedTuple):
    """One value and the slice of the run that states it."""

    start: int
    end: int
    value: Decimal
    ordinal: bool


class _Adder:
    """Adds numeral words from the left; refuses a word that no longer fits."""

    def __init__(self) -> None:
        self.total = 0
        self.group = 0
        self.floor = 10**18  # the next scale must be smaller than the last one
        self.room = 100  # the next small word must be smaller than this
        self.started = False

    def add(self, word: str) -> bool:
        """True where `word` extends the numeral."""
        if word in UNITS or word in TENS:
            value = UNITS.get(word, TENS.get(word, 0))
            if value >= self.room or (value == 0 and self.started):
                return False
            self.group += value
            self.room = 10 if word in TENS else 0
        elif word in SCALES:
            scale = SCALES[word]
            if scale <= 100:
                if (self.group == 0 and self.started) or self.group >= 100:
                    return False
                self.group = (self.group or 1) * scale
                self.room = 100 if scale == 100 else 0
            elif scale >= self.floor or (self.group == 0 and self.started):
                return False
            else:
                self.total += (self.group or 1) * scale
                self.group, self.floor, self.room = 0, scale, 100
        else:
            return False
        self.started = True
        return True


def parse_run(run: str) -> tuple[Numeral, ...]:
    """The numerals of one run of words, left to right; offsets within `run`."""
    found: list[Numeral] = []
    adder = _Adder()
    start = end = 0

    def close() -> None:
        nonlocal adder
        if adder.started:
            found.append(Numeral(start, end, Decimal(adder.total + adder.group), ordinal=False))
        adder = _Adder()

    article: int | None = None
    for match in _WORD.finditer(run):
        word = match.group().lower()
        if word in ("a", "an"):
            close()
            article = match.start()
        elif word in LAST_ORDINALS:
            total = _ordinal_value(adder, word)
            if total is not None:
                found.append(Numeral(start, match.end(), Decimal(total), ordinal=True))
                adder = _Adder()
            else:
                close()
                if word in ORDINALS:
                    found.append(Numeral(match.start(), match.end(), Decimal(ORDINALS[word]), ordinal=True))
        elif word != "and":
            fresh = not adder.started
            if not adder.add(word):
                close()
                adder.add(word)
                fresh = True
            if fresh:
                start = match.start() if article is None else article
            article, end = None, match.end()
    close()
    return tuple(found)


def _ordinal_value(adder: _Adder, word: str) -> int | None:
    """The value of "twenty" + "third"; None where the words are two numerals."""
    value = LAST_ORDINALS[word]
    if not adder.started:
        return None
    if value == 100:
        return adder.total + adder.group * 100 if 0 < adder.group < 100 else None
    return adder.total + adder.group + value if value < adder.room else None
