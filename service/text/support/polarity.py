"""Negation and hedges of a sentence against the words that it cites, each with what it reaches.

Enters: two readings. Leaves: a fault with words, or None. Pure. A word counts as negated where a negation stands a
few words before it in the same clause; "none", "refused to", "without", "ruled out" negate as "not" does. Never: a
fault from a word that the passages do not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.records import Reason
from service.text.sought import Sought
from service.text.support.fault import Fault
from service.text.support.lexicon import lemma, opposite
from service.text.support.reading import Reading, Word, likeness

# "no more than", "not only" and "no later than" deny nothing
NEGATION = r"(?:ha[sd]\syet\sto|have\syet\sto|(?:no|not)\b(?!\s(?:more|fewer|less|later|earlier|only|least|just)\b))"
NEGATOR = re.compile(
    rf"\b{NEGATION}|\b(?:never|none|nor|neither|nobody|nothing(?!\sbut\b)|without|cannot|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)\sto"
    r"|fail(?:s|ed|ing)?\sto|rul(?:e|es|ed|ing)\sout|unable|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?|hardly|stopp?(?:s|ed)?\sshort|unlike"
    r"|avoid(?:s|ed|ing)?|untrue|false|impossible|turn(?:s|ed)?\s(?:\w+\s)?down|incomplete|far\sfrom|ran?\sout|un\w+able|in\w+ible)\b|n[’']t\b",
    re.I,
)
OR = re.compile(r"\bn(?:ot|[’']t)\b[^.;]*\sor\b", re.I)  # "not ... or" for "not ..., nor"
HARD = re.compile(
    rf"\b{NEGATION}|\b(?:never|none|nor|neither|nobody|nothing(?!\sbut\b)|cannot)\b|n[’']t\b"
    r"|\b(?:refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?|declin(?:e|es|ed|ing))\sto\b",
    re.I,
)
# It is open whether it happens or is so
DOUBT = re.compile(
    r"\b(?:(?-i:may)|might|could(?!\sno)|possibl[ey]|perhaps|probabl[ey]|likely|unlikely|allegedly|alleged|reportedly|apparently|suspected|believed"
    r"|thought|expect(?:s|ed|ing)?|appears?|appeared|seems?|seemed|suggests?|suggested|consider(?:s|ed|ing)|potential(?:ly)?|presumably"
    r"|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?|seek(?:s|ing)?|plan(?:s|ned)?\sto|planned|planning|intend(?:s|ed)?|propos(?:e|es|ed)"
    r"|willing(?:ness)?|push(?:es|ed)\s(?:to|for)|pushing|threaten(?:s|ed)?)\b",
    re.I,
)
# It lies ahead
AHEAD = re.compile(
    r"\b(?:will|shall|would|should|due|set\sto|(?:is|are|was|were)\sto|scheduled|about\sto|going\sto)\b", re.I
)
# What the claim may say instead of either
OPEN = re.compile(
    rf"{DOUBT.pattern}|\b(?:can|could|plan(?=[,.])|plans\sto|chance|risk|possibility|option|want(?:s|ed)?|like\sto|tr(?:y|ies|ied|ying)\sto|estimat\w+|see|sees"
    r"|target|fear\w*|promis\w+|pledg\w+|let(?:ting)?|allow\w*|oppos\w+|favou?r\w*|offer\w*|demand\w*|call\w*\s(?:for|on)|view|according)\b",
    re.I,
)
CONDITION = Sought(r"^(?:If|Should|Unless)\b")
UNWILLING = frozenset(lemma(w) for w in ("refuse", "fail", "decline"))
SHORTEST = 2  # code points of "no"
NEAR = 0.22  # share of the neighbourhood from which on two words are the same place
WIDE = 9  # content words on either side in which the other sentence may say the same negation in its own way


class Reaches(NamedTuple):
    """For each word of a reading what denies it, doubts it or puts it ahead; empty: nothing does."""

    denied: tuple[str, ...]
    doubted: tuple[str, ...]
    ahead: tuple[str, ...]
    senses: frozenset[str]  # of the words of which one is not empty


@lru_cache(maxsize=512)
def _reaches(reading: Reading) -> Reaches:
    found = [
        (_reached(HARD, reading, at, 0), _reached(DOUBT, reading, at, 2), _reached(AHEAD, reading, at, 2))
        for at in range(len(reading.words))
    ]
    denied, doubted, ahead = (tuple(column) for column in zip(*found, strict=True)) if found else ((), (), ())
    senses = frozenset().union(*(w.senses for w, row in zip(reading.words, found, strict=True) if any(row)))
    return Reaches(denied, doubted, ahead, senses)


def polarity_fault(claim: Reading, passages: Sequence[Reading]) -> Fault | None:
    """A negation or a hedge that only one side has; None: nothing found."""
    mine, theirs = _reaches(claim), [_reaches(p) for p in passages]
    turned = frozenset().union(*(given.senses for given in theirs))
    for at, word in enumerate(claim.words):
        if word.kind == "name" or not (mine.denied[at] or word.senses & turned):
            continue  # nothing turns it on either side
        places = _places(claim, at, passages)
        if not places:
            continue
        found = (_negated(claim, at, places, passages) if word.kind == "word" else None) or _unhedged(claim, at, places)
        if found:
            return found
    return None


def _places(claim: Reading, at: int, passages: Sequence[Reading]) -> list[tuple[Reading, int]]:
    """Where the passages have the word in the same surroundings, none where another place is nearer."""
    word = claim.words[at]
    scored = [
        (likeness(claim, at, p, n), p, n) for p in passages for n, w in enumerate(p.words) if w.senses & word.senses
    ]
    top = max((score for score, _, _ in scored), default=0.0)
    return [(p, n) for score, p, n in scored if score >= max(NEAR, top - 0.12)]


def _negated(
    claim: Reading, at: int, places: Sequence[tuple[Reading, int]], passages: Sequence[Reading]
) -> Fault | None:
    word = claim.words[at]
    mine = _reaches(claim).denied[at]
    theirs = [_reaches(p).denied[n] for p, n in places]
    if not mine and not all(theirs):
        return None
    own = _count(NEGATOR, claim, at) + _count(OR, claim, at)
    given = sum(len(NEGATOR.findall(p.text)) for p in passages)
    if mine and not any(theirs) and given < own and not _has_opposite(word, [p for p, _ in places]):
        return Fault(Reason.NEGATION_CHANGED, (mine,))
    fewer = not mine and all(theirs) and all(_count(NEGATOR, p, n) > own for p, n in places)
    if fewer and not _has_opposite(word, [claim]):
        return Fault(Reason.NEGATION_CHANGED, (word.text,))
    return None


def _has_opposite(word: Word, readings: Sequence[Reading]) -> bool:
    return any(w.key in opposite(word.key) for r in readings for w in r.words)


def _count(pattern: re.Pattern[str], reading: Reading, at: int) -> int:
    """How many matches the sentence of word `at` holds."""
    start, end = reading.sentence_of(reading.words[at].start)
    return len(pattern.findall(reading.text, start, end))


def _unhedged(claim: Reading, at: int, places: Sequence[tuple[Reading, int]]) -> Fault | None:
    """A hedge right before the word at every place, and none near it in the claim."""
    doubts = [_reaches(p).doubted[n] for p, n in places]
    if doubts and all(doubts) and not _any_near(OPEN, claim, at) and not (places and _conditional(claim)):
        return Fault(Reason.HEDGE_CHANGED, (doubts[0],))
    ahead = [_reaches(p).ahead[n] for p, n in places]
    if ahead and all(ahead) and not _any_near(OPEN, claim, at) and not _any_near(AHEAD, claim, at):
        return None if _conditional(claim) else Fault(Reason.HEDGE_CHANGED, (ahead[0],))
    return None


def _conditional(claim: Reading) -> bool:
    return CONDITION.first_in(claim.text) is not None


def _reached(pattern: re.Pattern[str], reading: Reading, at: int, reach: int) -> str:
    """The word of the pattern that stands at most `reach` content words before word `at`, no comma or stop between."""
    first = max(0, at - reach)
    start = reading.words[first - 1].end if first else 0
    if first and not reach and reading.words[first - 1].key in UNWILLING:
        start = reading.words[first - 1].start
    text = reading.text[start : reading.words[at].start]
    if len(text) < SHORTEST:
        return ""
    cut = max(text.rfind(mark) for mark in ",;:.—–") + 1
    found = list(pattern.finditer(text, cut))
    return found[-1].group() if found else ""


def _any_near(pattern: re.Pattern[str], reading: Reading, at: int) -> bool:
    low = reading.words[max(0, at - WIDE)].start
    high = reading.words[min(len(reading.words) - 1, at + WIDE)].end
    start = 0 if at - WIDE <= 0 else low
    end = len(reading.text) if at + WIDE >= len(reading.words) else high
    return bool(pattern.search(reading.text[start:end]))
