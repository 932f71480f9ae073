"""The days of the week: found in an article, and each swapped for another. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")


def swapper(texts: Iterable[str]) -> Callable[[str], str]:
    """A function that moves each weekday one day on, so that days that follow each other still do.

    Where `texts` speak of a weekend, working days go round among themselves, and Saturday and Sunday trade places.
    """
    joined = "\n".join(texts)
    table = dict(zip(WEEKDAYS, (*WEEKDAYS[1:], WEEKDAYS[0]), strict=True))
    if re.search("weekend", joined, re.I):
        table |= {"Friday": "Monday", "Sunday": "Saturday"}
    elif "Sunday" in joined and "Monday" not in joined:
        table = {new: old for old, new in table.items()}
    return lambda text: WEEKDAY.sub(lambda match: table[match[0]], text)
