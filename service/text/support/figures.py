"""Numbers of a sentence in the words that it cites, as an editor compares them.

Enters: two readings. Leaves: the words that are not carried. Pure. Never: arithmetic beyond one step between figures
that a passage sets side by side (``derived``). Rounding is none: "1,012" carries "more than 1,000".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.support.bounds import (
    ABOUT,
    CARRIED_BY,
    EXACT,
    LESS,
    MOST,
    NEARLY,
    UNDER,
    is_ceiling,
    is_estimate,
)
from service.text.support.counted import UNITS_OF_TIME, alike, fate_of, lemmas_of, rate_after, rates_in
from service.text.support.derived import is_reckoned
from service.text.support.moved import is_moved, is_of_part, is_shared_else, is_whole, turned_pairs
from service.text.support.quantities import asked, given, inside
from service.text.support.quantity_data import RANGE, SHARE, Quantity
from service.text.support.rates import PERIOD, other_measure, other_periods
from service.text.support.reading import Reading
from service.text.support.retold import FEW, has_rival, is_copied, is_day, is_hour, is_plain, is_retold
from service.text.support.rounding import is_fraction, rounds
from service.text.support.totals import is_total_of_part

SHARE_ERROR = 0.0068  # "a third" and 33 per cent
BARELY = re.compile(r"\b(?:barely|scarcely|hardly)\s$", re.I)
SECOND = re.compile(r"[0-9a-z] to $")  # the second figure of a score
UPPER = frozenset(["", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
IN_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*\s$")  # a figure that follows a name inside a sentence
OF_MEMBERS = re.compile(r"-(?:nation|country|member|state|party|strong|team|man|woman|person|company)\b")
MARKED = re.compile(rf"{UNITS_OF_TIME}|birthday|anniversary|jubilee")
AMERICAN = re.compile(r"\bU\.?S\b|\bAmerican\sdollars?\b|US\$")
PLURAL = re.compile(r"[a-z]{3,}s\b")


def missing_numbers(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Numbers of the claim that no passage states: as much, of the same, no more exactly."""
    mine = asked(claim)
    if not mine and PERIOD.first_in(claim.text) is None:
        return ()
    found: dict[str, None] = {}
    theirs = [(e, p) for p in passages for e in given(p)]
    for q in mine:
        if (
            is_moved(q, claim, theirs)
            or is_whole(q, claim, theirs, mine)
            or is_of_part(q, claim, theirs, mine)
            or is_shared_else(q, claim, theirs)
            or is_total_of_part(q, claim, theirs)
        ):
            found[claim.text[q.start : q.counted_end or q.end]] = None
            continue
        if not _is_told(q, claim, theirs, passages) and (
            _clashes(q, claim, theirs) or not is_plain(q, claim, passages)
        ):
            found[claim.text[q.start : q.end]] = None
    found |= dict.fromkeys(turned_pairs(claim, passages))
    for words in other_periods(claim, [e for e, _ in theirs], passages):
        found[words] = None
    return tuple(found)


def _is_told(
    q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]], passages: Sequence[Reading]
) -> bool:
    """Whether the passages state the figure, tell it in another way, or have nothing that it could contradict."""
    if any(carries(q, claim, e, p) for e, p in theirs if not (q.kind == "count" and is_day(e, p))):
        return True
    if q.label in {RANGE, SHARE} and all(any(carries(i, claim, e, p) for e, p in theirs) for i in inside(claim, q)):
        return True  # "12 samples out of 90" for "12 of 90 samples"
    if is_hour(q, claim, passages) or is_retold(q, claim, theirs, passages) or is_reckoned(q, claim, passages):
        return True
    if q.kind == "ordinal":
        # "the first" says no more than "new" or "never before"; another ordinal is positive evidence
        is_new = q.value == 1 and not any(e.kind == "ordinal" for e, _ in theirs)
        return is_new or is_copied(q, claim, passages)
    if q.kind == "times":  # "twice" has many other words; only another multiple is positive evidence
        return not any(e.kind == "times" for e, _ in theirs)
    # "one of four" for a list of names: few things are counted that are only named
    return q.kind == "count" and q.value <= FEW and not has_rival(q, theirs)


def carries(q: Quantity, claim: Reading, e: Quantity, passage: Reading) -> bool:
    """True where the passage's quantity says what the claim's says."""
    return _as_much(q, claim, e, passage) and _same_thing(q, claim, e, passage)


def _as_much(q: Quantity, claim: Reading, e: Quantity, passage: Reading) -> bool:
    """Value and bound, whatever is counted."""
    if q.kind == "vague" or e.kind == "vague":
        return _vaguely(q, e)
    if (q.high is None) != (e.high is None) or q.kind == "score":
        return q.kind == "score" and q.kind == e.kind and (q.value, q.high) == (e.value, e.high)
    bound, theirs = _plainly(q), _plainly(e)
    if bound == EXACT and BARELY.search(claim.text, max(0, q.start - 12), q.start):
        bound = ABOUT
    if bound == EXACT and theirs in {ABOUT, NEARLY} and is_estimate(claim.text, q.start, q.end):
        bound = ABOUT
    if _equal(q, e):
        carried = theirs in CARRIED_BY[bound]
        return (
            carried
            or (bound == MOST and is_ceiling(passage.text, e.start))
            or (bound == EXACT and theirs == MOST and is_ceiling(claim.text, q.start))
        )
    return q.high is None and rounds(q, claim, bound, e, theirs)


def _plainly(q: Quantity) -> str:
    """The bound; a thing can lie under two metres of mud, but under two people only in number."""
    if q.kind in {"measure", "hours", "months"}:
        return q.bound
    return LESS if q.bound == UNDER else q.bound


def _equal(q: Quantity, e: Quantity) -> bool:
    if q.kind == e.kind == "ratio":
        return abs(q.value - e.value) < (SHARE_ERROR if e.only_given or is_fraction(q) != is_fraction(e) else 1e-6)
    mine, theirs = (q.value, e.value) if q.kind == e.kind else (_bare(q), _bare(e))
    return abs(mine - theirs) <= 1e-6 * max(1.0, abs(theirs)) and (
        q.high is None or (e.high is not None and abs(q.high - e.high) <= 1e-9 * max(1.0, abs(e.high)))
    )


def _bare(q: Quantity) -> float:
    """The figure as a side tells it that leaves its unit out."""
    return q.value * 100 if q.kind == "ratio" else q.bare or q.value


def _vaguely(q: Quantity, e: Quantity) -> bool:
    """True for "thousands" told for "several thousand", and for any figure of some thousands."""
    scale = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}.get(q.label)
    if q.kind == "vague" and e.kind == "vague":
        return q.label == e.label
    return q.kind == "vague" and bool(scale) and e.kind == "count" and 2 * (scale or 0) <= e.value < 1000 * (scale or 0)


def _same_thing(q: Quantity, claim: Reading, e: Quantity, passage: Reading) -> bool:
    """Kind, unit, noun, fate and rate; what one side does not say is no fault."""
    named = IN_NAME.search(passage.text[max(0, e.start - 30) : e.start])
    if named and e.kind == "count" and e.counted[:1] in UPPER and passage.text[e.start].isdigit():
        own = IN_NAME.search(claim.text[max(0, q.start - 30) : q.start])
        if own and own.group() == named.group():
            return True
        if q.counted:
            return False  # "Channel 9 Ostby" counts nothing
    if not _same_kind(q, e) or _is_other_dollar(q, claim, e):
        return False
    if (
        q.kind in {"count", "vague", "ratio"}
        and alike(q.counted, e.counted) is False
        and not _is_of_members(e, passage)
    ):
        return False
    if q.kind == "count":
        mine = fate_of(claim.text, q.start, q.end, q.counted_end)
        if mine and not SECOND.search(passage.text, max(0, e.start - 12), e.start):
            theirs = fate_of(passage.text, e.start, e.end, e.counted_end)
            if theirs and theirs != mine:
                return False
    if other_measure(q, claim, e, passage):
        return False
    rate = rate_after(claim.text, q.end) or rate_after(claim.text, q.counted_end)
    if rate:
        start, end = passage.sentence_of(e.start)
        rates = rates_in(passage.text[start:end])
        return not rates or rate in rates
    return True


def _is_of_members(e: Quantity, passage: Reading) -> bool:
    """As the 14 of "a 14-nation league", whose members send one each: "the 14 ministers"."""
    return e.kind == "count" and OF_MEMBERS.match(passage.text, e.end) is not None


def _is_other_dollar(q: Quantity, claim: Reading, e: Quantity) -> bool:
    """As "US dollars" for "A$", where a bare dollar would do."""
    if q.unit != "$" or e.unit in {"$", "US$"}:
        return False
    return AMERICAN.search(claim.text[max(0, q.start - 12) : q.end + 12]) is not None


def _same_kind(q: Quantity, e: Quantity) -> bool:
    kinds = {q.kind, e.kind}
    if len(kinds) == 1:
        return q.kind not in {"money", "measure"} or _same_unit(q.unit, e.unit)
    if kinds <= {"count", "year", "vague"}:
        return True
    if kinds == {"count", "ordinal"}:
        return q.value > 1 and alike(q.counted, e.counted) is not False
    if kinds == {"count", "times"}:
        return e.kind == "times"  # "three requests" for "asked three times", not the reverse
    if kinds == {"money", "measure"}:
        return {q.unit, e.unit} == {"£", "pound"}
    if "ordinal" in kinds and kinds & {"hours", "months"}:
        return (
            MARKED.match(q.counted if q.kind == "ordinal" else e.counted) is not None
        )  # "the third year running" for "three years in a row"
    other = q if e.kind == "count" else e
    bare = e if e.kind == "count" else q
    if bare.kind != "count" or other.kind in {"ordinal", "score", "times"}:
        return False
    return not PLURAL.search(bare.counted) and not lemmas_of(bare.counted)[1:]


def _same_unit(mine: str, theirs: str) -> bool:
    return mine == theirs or ("$" in {mine, theirs} and mine.endswith("$") and theirs.endswith("$"))


def _clashes(q: Quantity, claim: Reading, theirs: Sequence[tuple[Quantity, Reading]]) -> bool:
    """True where the figure is stated, but of something else."""
    return any(q.value == e.value and not _same_thing(q, claim, e, p) for e, p in theirs if e.kind == "count")
