"""Figures told in two parts: hours and minutes, pounds and pence, five men and a woman.

Enters: a string and its quantities in order. Leaves: the sums. Pure. Never: a sum of figures that do not stand side by
side as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.support.bounds import OVER
from service.text.support.counted import classes, lemmas_of
from service.text.support.lexicon import lemma
from service.text.support.quantity_data import SUM, Quantity

ONE_MORE = re.compile(r" and an? ([a-z-]+)(?: ([a-z]{3,}))?\b")  # "five men and a woman"
HUNDRED = 100  # of the small coin in the large one


def summed(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """With "two hours and 50 minutes" as one."""
    at = 0
    while at < len(found):
        one = last = found[at]
        at += 1
        while at < len(found) and _goes_on(text, last, found[at]):
            last = found[at]
            value = one.value + (last.value / HUNDRED if one.kind == "money" else last.value)
            bound = "" if one.bound == OVER else one.bound
            one = one._replace(end=last.counted_end, value=value, bare=value, bound=bound, label=SUM)
            at += 1
        yield one


def together(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """People told apart and counted as one: "five men and a woman", "two boys and three girls"."""
    people = classes().people
    for one in found:
        if one.kind != "count" or (lemmas_of(one.counted) or ("",))[-1] not in people:
            continue
        single = ONE_MORE.match(text, one.counted_end)
        two = next((q for q in found if q.start == one.counted_end + len(" and ") and q.kind == "count"), None)
        if single and any(lemma(word) in people for word in single.groups() if word):
            yield one._replace(end=single.end(), value=one.value + 1, counted="people", only_given=True)
        elif two and text.startswith(" and ", one.counted_end) and (lemmas_of(two.counted) or ("",))[-1] in people:
            yield one._replace(end=two.end, value=one.value + two.value, counted="people", only_given=True)


def _goes_on(text: str, one: Quantity, two: Quantity) -> bool:
    """Whether a smaller unit follows, as the minutes of "two hours and 50 minutes" and the pence of "one pound 92"."""
    if one.kind == "money":
        if one.unit in {"cent", "penny"} or one.value != int(one.value):
            return False
        small = two.kind == "money" and two.unit in {"cent", "penny"}
        bare = two.kind == "count" and not two.counted and one.counted_end > one.end
        return two.value < HUNDRED and (small or bare) and text[one.counted_end : two.start] in {" and ", " "}
    if not one.bare or one.kind != two.kind or one.kind not in {"hours", "months", "measure"} or one.unit == two.unit:
        return False
    return two.value < one.value / one.bare and text[one.counted_end : two.start] in {" and ", ", ", " "}
