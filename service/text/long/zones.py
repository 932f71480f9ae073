"""The stretch of a sentence that holds whoever does what a verb says. Pure.

Enters: a reading and the index of a verb. Leaves: the words of the stretch. It may hold more than the doer and never
less: a name that does not stand in it does not do it. Never: a parse; an aside between commas is stepped over, a
relative word takes up what stands before it, a participle and a second verb keep the subject of the first.
"""

from __future__ import annotations

import re

from service.text.reporting_verbs import ADVERBS, AUXILIARIES
from service.text.support.frames import BE, BY_END, HAVE
from service.text.support.reading import Reading

HARD = re.compile(
    r"[;:—–“”\"]|\b(?:that|whether|because|although|though|while|whereas|when|where|after|before|until|since|if|whom)\b"
    r"|,\s(?:and|but|yet|or|while|so)\s|\bbut\b"
)
# a full boundary; "an offensive that killed 12 and" keeps its subject before "that"
FULL = re.compile(
    rf"[;:—–]|\bthat\b(?!\s(?:\w+ly\s)?(?:{'|'.join(sorted(AUXILIARIES))}|\w+ed)\b)"
    r"|,\s(?:and|but|while|whereas)\s(?=(?:the\s)?[A-Z])"
)
RELATIVE = re.compile(r"(?:,\s|\s|^)(?:who|which|that)\s*$")
JOINT = re.compile(r"(?:,\s|\s)(?:and|but|or|then)\s*$")
WITH = re.compile(r"\bwith\s(?=(?:the\s)?[A-Z])")
BY = re.compile(r"\s(?:\w+ly\s)?by\s")
BEHIND_END = re.compile(r"[,;:—–“”\"]|\.\s|\b(?:who|which|that|and\s(?:was|were|is|are|had|has))\b")
NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*")
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
SMALL = AUXILIARIES | ADVERBS | frozenset("not also never now to then himself herself itself themselves n't".split())


def is_passive(reading: Reading, at: int) -> bool:
    """Whether something is done to what stands before the verb: "was led", "led by"."""
    word = reading.words[at]
    before = reading.text[max(0, word.start - 24) : word.start]
    if word.text.endswith("ing"):
        return False
    by = BY.match(reading.text, word.end)
    return BE.search(before) is not None or (by is not None and HAVE.search(before) is None)


def doer_zone(reading: Reading, at: int) -> str:
    """Where the doer stands; empty where the sentence does not name it."""
    word = reading.words[at]
    if not is_passive(reading, at):
        return left_zone(reading.text, reading.sentence_of(word.start)[0], word.start)
    by = re.search(r"\bby\s", reading.text[word.end : word.end + 60])
    if by is None:
        return ""
    rest = reading.text[word.end + by.end() :]
    ends = [m.start() for m in (BEHIND_END.search(rest), BY_END.search(rest)) if m]
    aside = re.match(r"[^,.;]{2,60},\s(?=[A-Z])[^,.;]{2,60}", rest)  # "by the market leader, Roth"
    return aside.group() if aside else rest[: min(ends, default=len(rest))]


def left_zone(text: str, start: int, end: int) -> str:
    """What stands before a verb as far back as its subject may."""
    left = _without_small(text[start:end])
    if relative := RELATIVE.search(left):
        before = RELATIVE.sub("", left)
        names = list(NAME.finditer(before)) if relative.group().strip(" ,") == "who" else []
        return before[names[-1].start() :] if names else _last(before) or before
    if JOINT.search(left):  # a second verb of the same subject
        return _first(JOINT.sub("", left))
    if left.endswith(","):  # behind an aside, or a participle
        return _over_aside(left)
    return _last(left)


def _without_small(left: str) -> str:
    """Without the auxiliaries and adverbs that stand right before the verb."""
    while True:
        trimmed = left.rstrip()
        words = list(WORD.finditer(trimmed))
        last = words[-1] if words else None
        if last is None or last.end() != len(trimmed):
            return trimmed
        low = last.group().casefold().replace("’", "'")
        if low not in SMALL and not (low.endswith("ly") and len(low) > 4) and not low.endswith("n't"):
            return trimmed
        if last.start() == 0:
            return trimmed
        left = trimmed[: last.start()]


def _last(left: str) -> str:
    """From the last boundary on; over an aside that closes right before it."""
    cuts = list(HARD.finditer(left))
    zone = left[cuts[-1].end() :] if cuts else left
    return zone if WORD.search(zone) else _first(left)


def _first(left: str) -> str:
    """The whole of what stands before, from the last full boundary on; of "with X doing", from there on."""
    lead = list(WITH.finditer(left))
    if lead and re.search(r"\w+ing\b", left[lead[-1].end() :]):
        return left[lead[-1].end() :]
    cuts = list(FULL.finditer(left))
    zone = left[cuts[-1].end() :] if cuts else left
    return zone if WORD.search(zone) else left


def _over_aside(left: str) -> str:
    return _first(left.rstrip(","))
