"""Clauses that can be set against one another: their content words, whether they deny, and who says them.

Enters: statements. Leaves: clauses with offsets of their sentence. Pure. Never: what is said under a condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.records import Span
from service.stages.align.statements import IF, Statement, Word
from service.text.folding import fold
from service.text.support.lexicon import lemma, senses

NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot|fail(?:ed|s|ing|ure)?\sto|refused?\sto|refuses\sto|stopped\sshort)\b"
    r"|n[’']t\b",
    re.I,
)
NOT_SO = re.compile(
    r"\b(?:no\s(?:more|less|fewer|longer|later|doubt)|not\s(?:only|just|least|far|yet|long)|no\sone)\b", re.I
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|did|does|do|been|stays?|remains?|went|fell|came|took|gave|made|ran|held|began"
    r"|kept|left|lost|won|said|says|set|put|met|broke|stood|rose|grew|shut|\w{2,}ed|\w{3,}s)\b",
    re.I,
)
LEAD = re.compile(
    r"[\s,;:“\"—–-]*(?:(?:and|but|when|while|because|after|before|although|though|which|who|whose|where|since|until|that|as|so)"
    r"\b\s*)*[“\"]?",
    re.I,
)
# words that every story has: they tell nothing of what a clause is about
PLAIN = frozenset(
    lemma(w)
    for w in """be have do get make take give go come see know say tell people person man woman day week month year time
    hour minute thing way part number first last next new old other many much more most also now then still later
    earlier early late monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night today
    yesterday tomorrow noon midnight weekend one two three four five six seven eight nine ten such any each every
    keep put set let become begin stay remain long own half several""".split()
)


class Clause(NamedTuple):
    """``statement.text[start:end]``; `words` are its content words."""

    statement: Statement
    start: int
    end: int
    words: tuple[Word, ...]
    keys: frozenset[str]  # lemmas and the groups they belong to
    negative: bool
    speaker: Span | None

    @property
    def text(self) -> str:
        """The words of the clause."""
        return self.statement.text[self.start : self.end]

    @property
    def lemmas(self) -> frozenset[str]:
        """Its content words."""
        return frozenset(w.lemma for w in self.words)


@lru_cache(maxsize=65_536)
def keys_of(word: str) -> frozenset[str]:
    """A lemma with the groups of words that may stand for it, and the verb that a noun is made from."""
    if word in PLAIN:
        return frozenset()
    return senses(word) | ({root(word)} if root(word) != word else frozenset())


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The beginning that a verb shares with its noun: inspection and inspect, arrival and arrive."""
    for ending in ("ation", "ition", "ion", "ment", "al", "ure", "ance", "ence"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def clauses_of(statements: Sequence[Statement]) -> list[Clause]:
    """Every clause with two content words or more; a sentence with a condition gives none."""
    found = []
    for statement in statements:
        if IF.search(statement.text):
            continue
        for first, last in statement.clauses:
            for start, end in _said(statement, first, last):
                clause = clause_at(statement, *_trimmed(statement.text, start, end))
                if len(clause.words) >= 2 or (clause.words and clause.negative):
                    found.append(clause)
    return found


def _said(statement: Statement, first: int, last: int) -> list[tuple[int, int]]:
    """A clause without the words that only say who says it."""
    for speech in statement.speeches:
        if not first <= speech.verb[0] < last:
            continue
        behind = [a for a, _ in speech.content if speech.verb[1] <= a < last]
        if behind:
            return [(behind[0], last)]
        before = speech.speaker[0] if speech.speaker and first <= speech.speaker[0] < last else speech.start
        return [(first, before)] if before > first else []
    return [(first, last)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without connectives in front and marks at either end."""
    lead = LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%”\"’'"):
        end -= 1
    if text[start:end].count('"') % 2 and text[end - 1 : end] == '"':
        end -= 1
    return start, end


def clause_at(statement: Statement, start: int, end: int) -> Clause:
    """A stretch of a sentence as a clause."""
    verbs = {speech.verb[0] for speech in statement.speeches}
    words = tuple(
        w
        for w in statement.words
        if start <= w.start and w.end <= end and w.lemma not in PLAIN and w.start not in verbs and not w.lemma.isdigit()
    )
    text = statement.text[start:end]
    at = words[0].start if words else start
    return Clause(
        statement=statement,
        start=start,
        end=end,
        words=words,
        keys=frozenset(k for w in words for k in keys_of(w.lemma)),
        negative=len(NEGATIVE.findall(NOT_SO.sub("", text))) % 2 == 1,
        speaker=statement.speaker_at(at),
    )


def shared(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Words of both that may stand for each other, each used once."""
    found, used = [], set[int]()
    for one in a:
        mine = keys_of(one.lemma)
        for n, other in enumerate(b):
            if n not in used and (one.lemma == other.lemma or mine & keys_of(other.lemma)):
                found.append((one, other))
                used.add(n)
                break
    return found


def who(clause: Clause) -> str:
    """Words of the speaker, folded; empty where the article itself says it."""
    if clause.speaker is None:
        return ""
    return fold(clause.statement.said_by(clause.speaker))


_PLAIN_VOICE = frozenset("the and for its his her their said that who".split())


def one_voice(a: Clause, b: Clause) -> bool:
    """Both are said by one named speaker."""
    left, right = ({w[:5] for w in re.findall(r"[a-z]{3,}", who(c)) if w not in _PLAIN_VOICE} for c in (a, b))
    return bool(left and right) and (left <= right or right <= left or len(left & right) >= 2)
