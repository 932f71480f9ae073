"""Acts of speech in a text as they are compared: what was said, and by whom under which names.

Enters: a reading, or a cited passage. Leaves: acts with the senses of their words. Pure. "He" is who was named last
before it in the article; a tag that the rules cannot read gives no act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.text.folding import fold, spelling_variants
from service.text.names import FUNCTION_WORDS, tokens
from service.text.reporting_verbs import CLAUSE_WORDS, PREPOSITIONS
from service.text.support.lexicon import lemma, senses
from service.text.support.passage import Passage
from service.text.support.reading import Reading, Word

LONG_NAME = 4  # words of a speaker that opens a sentence and may still be a name
QUOTED_WORDS = 3  # content words of a quotation that is looked at
# "growing concerns that": a statement without a speaker of its own, and still no fact
NOUN = re.compile(
    r"\b(?:concerns?|fears?|claims?|allegations?|reports?|rumou?rs?|accusations?|suggestions?|speculation|suspicions?|charges?)\s"
    r"that\s(?P<said>[^.;]{10,400})"
)
# who gives a figure
PUT = re.compile(
    r"(?:^|[.,;:]\s|\bbut\s|\bwhile\s)(?P<who>[^,.;:]{2,60}?)\s(?:puts?|counts|counted|spoke\sof|speaks\sof|reckons\swith|gave|estimates?d?)\s"
    r"(?P<said>(?:[^.;]|\.(?=\d)){2,200})"
)
PRONOUNS = frozenset("he she they it we i".split())


class Act(NamedTuple):
    """One act of speech of a passage or a sentence: its words, and who speaks."""

    content: frozenset[str]  # senses of its content words
    words: tuple[Word, ...]
    speaker: str
    who: frozenset[str]  # folded names and role lemmas that the speaker goes by
    cls: str
    lemma: str
    spans: tuple[tuple[int, int], ...]


def acts_of(reading: Reading, passage: Passage | None = None) -> list[Act]:
    """The acts of speech of a reading; pronouns are resolved where the passage is known."""
    found = []
    for speech in reading.speeches:
        speaker = reading.text[speech.speaker[0] : speech.speaker[1]] if speech.speaker else ""
        words = tuple(w for w in reading.words if any(a <= w.start and w.end <= b for a, b in speech.content))
        if words and (speech.speaker or speech.cls != "directive"):
            who = _goes_by(speaker, speech.speaker[0] if speech.speaker else 0, reading, passage)
            found.append(Act(senses_of(words), words, speaker, who, speech.cls, speech.lemma, speech.content))
    for match in PUT.finditer(reading.text):
        span = match.span("said")
        words = tuple(w for w in reading.words if span[0] <= w.start and w.end <= span[1])
        if any(w.kind == "number" for w in words):
            who = _goes_by(match["who"], match.start("who"), reading, passage)
            found.append(Act(senses_of(words), words, match["who"], who, "neutral", "put", (span,)))
    for match in NOUN.finditer(reading.text):
        span = match.span("said")
        words = tuple(w for w in reading.words if span[0] <= w.start and w.end <= span[1])
        if words:
            found.append(Act(senses_of(words), words, "", frozenset(), "evaluative", "noun", (span,)))
    return found


def quoted_acts(passage: Passage) -> Iterator[Act]:
    """Quotations of the passage whose speaker stands outside it or in another sentence."""
    end = passage.start + len(passage.quote)
    for quotation in passage.analysis.quotations:
        if quotation.speaker is None or quotation.end <= passage.start or quotation.start >= end:
            continue
        span = max(0, quotation.start - passage.start), min(len(passage.quote), quotation.end - passage.start)
        words = tuple(w for w in passage.reading.words if span[0] <= w.start and w.end <= span[1])
        if len(words) >= QUOTED_WORDS:
            speaker = passage.text[quotation.speaker[0] : quotation.speaker[1]]
            who = _goes_by(speaker, quotation.speaker[0] - passage.start, passage.reading, passage)
            yield Act(senses_of(words), words, speaker, who, "neutral", "quote", (span,))


def senses_of(words: Sequence[Word]) -> frozenset[str]:
    """Every sense of the words."""
    return frozenset().union(*(w.senses for w in words))


def _goes_by(speaker: str, at: int, reading: Reading, passage: Passage | None) -> frozenset[str]:
    found = set[str]()
    for token in tokens(_with_apposition(speaker, at, reading.text)):
        low = token.core.casefold()
        if low in PRONOUNS and passage is not None:
            found |= {f"name:{n}" for n in passage.who(at, low)}
        elif low not in FUNCTION_WORDS:
            if token.text[0].isupper() and (at + token.start or len(speaker.split()) < LONG_NAME):
                found.add(f"name:{fold(token.core)}")
            found |= {f"role:{s}" for s in senses(lemma(token.core))}
    if passage is None and found == set() and speaker.casefold() in PRONOUNS:
        found |= {f"name:{fold(t.core)}" for t in tokens(reading.text[:at]) if t.text[0].isupper()}
    return frozenset(found)


def _with_apposition(speaker: str, at: int, text: str) -> str:
    """As in "the mayor" with the ", Ann Lee," on either side of it."""
    end = at + len(speaker)
    behind = re.match(r",\s([^,.;“\"]{2,60})(?=[,.])", text[end : end + 64])
    before = re.search(r"(?:^|[.;,“\"]\s?)([^,.;“\"]{2,50}),\s$", text[max(0, at - 56) : at])
    named = before and before[1].split()[0].casefold() not in PREPOSITIONS | CLAUSE_WORDS
    parts = [before[1] if before and named else "", speaker, behind[1] if behind else ""]
    return ", ".join(p for p in parts if p)


def same_speaker(a: frozenset[str], b: frozenset[str], acronyms: dict[str, str]) -> bool:
    """A name in common, in any spelling or as an acronym; where one side has no name, a role in common."""
    left, right = ({x[5:] for x in side if x.startswith("name:")} for side in (a, b))
    left, right = _opened(left, acronyms), _opened(right, acronyms)
    if left & right or any(spelling_variants(x, y) for x in left for y in right):
        return True
    roles = {x for x in a if x.startswith("role:")} & {x for x in b if x.startswith("role:")}
    return bool(roles) and (not left or not right or len(roles) > 1)


def _opened(names: set[str], acronyms: dict[str, str]) -> set[str]:
    return names | {fold(t.core) for n in names if n in acronyms for t in tokens(acronyms[n])}
