"""Gate 5 for a sentence that joins two statements: each of its parts says what its own statement says.

No more and no less. Pooled evidence would let a "not", a hedge, a place or a speaker move from one statement to the
other. So the sentence is cut where its words change from one statement to the other, and each part is compared with its
statement alone. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from service.records import Reason
from service.text.dates import find_dates
from service.text.folding import fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS
from service.text.names import tokens
from service.text.numbers import find_numbers, supports
from service.text.polarity import HEDGE, MODAL, NEGATION, words_of
from service.text.reporting import find_speech
from service.text.similarity import content_tokens

JOINT = re.compile(r"(?:,|;)?\s(?:and|while)\s")
PLACED = 0.85  # share of the words of one statement only that stand in its part
KEPT = 0.6  # share of a statement's content words that its part keeps
# Words that change what is said without being content words; a part has those of its statement and no others.
SMALL = frozenset(
    """because so but or nor after before until although though despite since therefore thus only all every each again
    against without except unless if both neither either than more less most least first last just even still already
    soon never always other another""".split()
)
CLASSES = ((NEGATION, Reason.NEGATION_CHANGED), (HEDGE, Reason.HEDGE_CHANGED), (MODAL, Reason.HEDGE_CHANGED))


class Fault(NamedTuple):
    """Why a joined sentence is refused, with the words."""

    reason: Reason
    words: tuple[str, ...]


def _cut(text: str, statements: tuple[str, str]) -> tuple[tuple[str, str], ...] | None:
    """(part, statement) pairs at the joint that places most words right; None where no joint does."""
    first, second = (set(content_tokens(s)) for s in statements)
    best: tuple[float, tuple[tuple[str, str], ...]] | None = None
    for joint in JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        a, b = set(content_tokens(left)), set(content_tokens(right))
        for order, mine, other in ((statements, first, second), (statements[::-1], second, first)):
            alone = (mine - other) & (a | b), (other - mine) & (a | b)
            right_place = len(alone[0] & a - b) + len(alone[1] & b - a)
            share = right_place / max(1, len(alone[0]) + len(alone[1]))
            if best is None or share > best[0]:
                best = (share, ((left, order[0]), (right, order[1])))
    return best[1] if best is not None and best[0] >= PLACED else None


def joined_fault(text: str, statements: tuple[str, ...]) -> Fault | None:
    """What is wrong with a sentence that joins two statements; None: nothing, or it does not join two."""
    if len(statements) != 2:
        return None
    parts = _cut(text, (statements[0], statements[1]))
    if parts is None:
        return Fault(Reason.PARTLY_SUPPORTED, ("the two statements cannot be told apart in it",))
    if text.startswith("According to") and not any(s.startswith("According to") for s in statements):
        return Fault(Reason.SPEAKER_CHANGED, ("According to",))
    for part, statement in parts:
        fault = _part_fault(part, statement)
        if fault is not None:
            return fault
    return None


def _part_fault(part: str, statement: str) -> Fault | None:
    unsaid = () if part.startswith("that ") else lost_verbs(part, statement)
    if unsaid:
        return Fault(Reason.SPEAKER_LOST, unsaid)
    own, theirs = content_tokens(part), content_tokens(statement)
    lost = [w for w in dict.fromkeys(theirs) if w not in own]
    if theirs and len(lost) > (1 - KEPT) * len(set(theirs)):
        return Fault(Reason.PARTLY_SUPPORTED, tuple(lost[:6]))
    for pattern, reason in CLASSES:
        mine, given = Counter(words_of(pattern, part)), Counter(words_of(pattern, statement))
        if mine != given:
            return Fault(reason, tuple(((mine - given) + (given - mine)).keys()))
    small = {w for w in re.findall(r"[a-z]+", part.casefold()) if w in SMALL}
    added = small - set(re.findall(r"[a-z]+", statement.casefold()))
    if added:
        return Fault(Reason.WORDS_NOT_IN_SOURCE, tuple(sorted(added)))
    return _facts_fault(part, statement)


def lost_verbs(text: str, statement: str) -> tuple[str, ...]:
    """Verbs of saying of the statement, where the text has fewer: "he advised" for "he said he advised"."""
    said = find_speech(statement)
    if len(said) <= len(find_speech(text)):
        return ()
    own = set(re.findall(r"[a-z]+", text.casefold()))
    verbs = [statement[s.verb[0] : s.verb[1]] for s in said]
    return tuple(verb for verb in verbs if not own.intersection(re.findall(r"[a-z]+", verb.casefold())))


def _facts_fault(part: str, statement: str) -> Fault | None:
    """Numbers, times and names of a part are those of its statement."""
    given = find_numbers(statement)
    numbers = [part[n.start : n.end] for n in find_numbers(part) if not any(supports(n, m) for m in given)]
    if numbers:
        return Fault(Reason.NUMBER_NOT_IN_SOURCE, tuple(numbers))
    known = {d.normal for d in find_dates(statement)}
    times = [part[d.start : d.end] for d in find_dates(part) if d.normal not in known]
    if times:
        return Fault(Reason.DATE_NOT_IN_SOURCE, tuple(times))
    words = {fold(t.core) for t in tokens(statement)} | FUNCTION_WORDS | DAYS_MONTHS
    names = [t.core for t in tokens(part) if t.text[0].isupper() and fold(t.core) not in words]
    return Fault(Reason.NAME_NOT_IN_SOURCE, tuple(names)) if names else None
