"""Hours of the day in words, and whether two hours differ.

Enters: statements, or two times. Leaves: time expressions. Pure. Never: two hours of which only one says whether it is
before or after noon, as different for that alone.
"""

from __future__ import annotations

import re
from typing import Final

from service.stages.align.statements import Statement
from service.text.dates import TimeExpr

_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
CLOCK = re.compile(
    rf"\b(?:at|about|around|since|until|by|before|after)\s(?P<hour>noon|midday|midnight|dawn|dusk|half\spast\s{_HOUR}"
    rf"|(?:a\s)?quarter\s(?:past|to)\s{_HOUR}|{_HOUR}\so[’']clock|{_HOUR}\sin\sthe\s(?:morning|afternoon|evening)|\d{{1,2}}\.\d{{2}}"
    rf"|{_HOUR}(?=[,.;]|\s(?:on|and|but)\b))(?!\s(?:per|%|hours|years|people))",
    re.I,
)
NUMBERS: Final = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}
FIXED: Final = {"noon": 720, "midday": 720, "midnight": 0}
HALF_DAY, WHOLE_DAY = 720, 1440  # minutes
SLACK = 20  # minutes by which two tellings of one hour may differ: "at four", "shortly after four"


def clocks(statement: Statement) -> list[TimeExpr]:
    """Hours in words: noon, one o'clock, half past one, "at seven in the evening"."""
    found = []
    for match in CLOCK.finditer(statement.text):
        if any(d.precision == "time" and d.start < match.end() and match.start() < d.end for d in statement.dates):
            continue
        name = re.sub(r"\W+", " ", match["hour"].lower()).strip()
        found.append(TimeExpr(*match.span("hour"), match["hour"], "absolute", "time", f"T:{name}", deictic=False))
    return found


def hours_apart(a: TimeExpr, b: TimeExpr) -> bool:
    """Two hours of the day that cannot be one; False where either cannot be read."""
    left, right = _minutes(a), _minutes(b)
    if left is None or right is None:
        return False
    span = WHOLE_DAY if left[1] and right[1] else HALF_DAY
    gap = abs(left[0] - right[0]) % span
    return min(gap, span - gap) > SLACK


def _minutes(time: TimeExpr) -> tuple[int, bool] | None:
    """Minutes from midnight, and whether the half of the day is known; None: no hour."""
    words = time.normal.rpartition("T")[2].strip(": ").replace(":", " ").replace(".", " ").split()
    if words and words[0] in FIXED:
        return FIXED[words[0]], True
    add = 0
    if words[:2] == ["half", "past"]:
        add, words = 30, words[2:]
    elif "quarter" in words:
        at = words.index("quarter")
        add, words = (-15 if words[at + 1 : at + 2] == ["to"] else 15), words[at + 2 :]
    if not words:
        return None
    hour = int(words[0]) if words[0].isdigit() else NUMBERS.get(words[0])
    if hour is None:
        return None
    minute = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    later = {"afternoon", "evening"} & set(words) and hour < 12
    known = (words[0].isdigit() and len(words[0]) == 2) or bool({"morning", "afternoon", "evening"} & set(words))
    return (hour + (12 if later else 0)) * 60 + minute + add, known
