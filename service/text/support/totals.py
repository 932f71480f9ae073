"""A running total that a sentence tells of the time of its last part: "on Monday two died, bringing the toll to 51".

Enters: a quantity of a sentence and those of its passages. Leaves: whether the sentence gives the total to the time of
the part. Pure. Never: a fault where the sentence calls the figure a total, a toll or a level by any word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.support.quantity_data import Quantity
from service.text.support.reading import Reading

# what stands right before a total: "bringing the overall toll to more than"
BRINGING = re.compile(
    r"\b(?:bring|tak|rais|lift|push|driv)(?:ing|s|es)\s(?:[\w-]+\s){0,4}?(?:tolls?|totals?|tally|number|count|figure)\s"
    r"(?:[\w-]+\s){0,5}?to\s"
    r"(?:about\s|around\s|some\s|nearly\s|almost\s|over\s|more\sthan\s|at\sleast\s){0,2}$"
)
# words by which a sentence tells a level and no part
LEVEL = re.compile(
    r"\b(?:tolls?|total(?:s|l?ed|l?ing)?|overall|altogether|tally|tallies|sum|number|count|record|in\sall|all\stold|so\sfar"
    r"|to\sdate|now|cumulative(?:ly)?|rise|rises|rising|rose|risen|grew|grown|climb\w*|reach\w*|stands?|stood"
    r"|br(?:ings?|inging|ought)|rais\w+|tak(?:es|ing|en)|took|passed|exceed\w*|up\sto)\b",
    re.I,
)
SINCE = re.compile(r"\bsince\b", re.I)


def is_total_of_part(q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    """Whether all passages that have the figure bring a total to it, and the sentence has the time of the part."""
    start, end = claim.sentence_of(q.start)
    if q.kind != "count" or LEVEL.search(claim.text, start, end):
        return False
    same = [(e, p) for e, p in theirs if e.kind == "count" and e.value == q.value and not e.only_given]
    return bool(same) and all(_is_dated_alike(claim, start, end, e, p) for e, p in same)


def _is_dated_alike(claim: Reading, start: int, end: int, total: Quantity, passage: Reading) -> bool:
    first = passage.sentence_of(total.start)[0]
    lead = BRINGING.search(passage.text, first, total.start)
    if lead is None:
        return False
    mine = {w.key for w in claim.words if w.kind == "date" and start <= w.start < end}
    theirs = {w.key for w in passage.words if w.kind == "date" and first <= w.start < lead.start()}
    both_since = SINCE.search(claim.text, start, end) and SINCE.search(passage.text, first, lead.start())
    return bool(mine & theirs or both_since)
