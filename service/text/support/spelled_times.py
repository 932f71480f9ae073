"""Times in words: clocks ("twenty to six", "four in the morning"), decades, centuries, days of a month.

Enters: a string. Leaves: the points and normal forms that ``moments`` compares. Pure. Never: a calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.text.date_patterns import MONTH_NUMBERS, MONTHS
from service.text.date_resolution import WEEKDAYS
from service.text.numerals import LAST_ORDINALS, ORDINALS, TENS
from service.text.sought import Sought
from service.text.support.loose import number_of
from service.text.support.quantity_data import CLOCK_WORDS, DECADES

NAMED_CLOCK = Sought(r"\b(?:noon|midday|midnight)\b", re.I)
MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
HALF_DAY, EARLY = 12, 5  # hours; "two at night" lies before dawn
HOUR_NAMES = "zero one two three four five six seven eight nine ten eleven twelve".split()
DECADE = Sought(
    rf"\b(?:the|late|early|mid|nineteen)[\s-](?:late[\s-]|early[\s-]|mid[\s-])?({'|'.join(DECADES)})\b", re.I
)
CENTURY = Sought(rf"\b((?:twenty-)?(?:first|second|{'|'.join(ORDINALS)}))[\s-]centur(?:y|ies)\b", re.I)
DAY_WORD = Sought(
    rf"\b((?:twenty-|thirty-)?(?:first|second|{'|'.join(ORDINALS)}))\s(?:day\s)?of\s({'|'.join(MONTHS)})\b", re.I
)
OF_DAY = Sought(  # "four in the morning", "half past nine at night"
    r"\b(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})(?:[:.](?P<minutes>[0-5][0-9]))?"
    r"(?:\so['’]clock)?\s(?P<part>in\sthe\s(?:early\s)?(?:morning|afternoon|evening)|at\snight)\b",
    re.I,
)
TO_HOUR = Sought(  # "between midnight and five"
    r"\b(?:noon|midday|midnight|[0-9]{1,2}\s?[ap]\.?m\.?)\s(?:and|to|until|till)\s"
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})\b(?!\s?[ap]\.?m|[.:][0-9]|-|\s[a-z]{3,}s\b)",
    re.I,
)
NIGHT_TO = Sought(rf"\b(?:night|overnight)\s(?:to|into)\s({'|'.join(WEEKDAYS)})\b", re.I)


def clocks(text: str) -> Iterator[str]:
    """Spelled times of day, on either half of it: "twenty to six" is 5.40 and 17.40."""
    yield from ("T00:00" if m.group()[-1] in "tT" else "T12:00" for m in NAMED_CLOCK.all_in(text))
    for m in CLOCK_WORDS.all_in(text):
        word = m["hour"].casefold()
        hour = HOUR_NAMES.index(word) if word in HOUR_NAMES else 12
        minutes = MINUTES[m["minutes"].casefold().removeprefix("a ")] if m["minutes"] else int(number_of(m["exact"]))
        total = hour * 60 + (minutes if m["side"].casefold() == "past" else -minutes)
        yield from (f"T{(total + half) // 60 % 24:02}:{total % 60:02}" for half in (0, 720))
    for m in TO_HOUR.all_in(text):
        word = m[1].casefold()
        hour = (HOUR_NAMES.index(word) if word in HOUR_NAMES else int(word)) % HALF_DAY
        yield from (f"T{hour + half:02}:00" for half in (0, HALF_DAY))
    for m in OF_DAY.all_in(text):
        word = m["hour"].casefold()
        hour = (HOUR_NAMES.index(word) if word in HOUR_NAMES else int(word)) % HALF_DAY
        later = "morning" not in m["part"].casefold() and not (m["part"].casefold() == "at night" and hour < EARLY)
        yield f"T{hour + HALF_DAY * later:02}:{m['minutes'] or '00'}"


def in_words(text: str) -> Iterator[str]:
    """Normal forms of decades and centuries in words."""
    yield from (f"19{DECADES[m[1].casefold()]}0s" for m in DECADE.all_in(text))
    yield from (f"century:{_nth(m[1])}" for m in CENTURY.all_in(text))


def points_in_words(text: str) -> Iterator[str]:
    """Days such as "the third of March", and the day before the one that a night leads to."""
    for m in DAY_WORD.all_in(text):
        yield f"{MONTH_NUMBERS[m[2][:3].casefold()]:02}-{_nth(m[1]):02}"
    for m in NIGHT_TO.all_in(text):
        yield WEEKDAYS[WEEKDAYS.index(m[1].casefold()) - 1]


def _nth(words: str) -> int:
    tens, _, last = words.casefold().rpartition("-")
    return LAST_ORDINALS[last] + (TENS[tens] if tens else 0)
