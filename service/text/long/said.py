"""Whom a claim speaks of, and what it says of them. Pure.

Enters: a claim read for comparison, and an article that knows the name. Leaves: subject, verb, and the words that go
with it. Never: a subject without a name; "the board" may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.text.folding import fold
from service.text.long.article import PERSON, ROLE, Article, names_in
from service.text.long.zones import is_passive
from service.text.name_words import FUNCTION_WORDS
from service.text.reporting import Speech
from service.text.support.frames import is_verb
from service.text.support.lexicon import lemma, senses
from service.text.support.reading import Reading, Word

LEAST = 2  # words of a speech
NAMED, PLAIN = 1.5, 1.0  # weights of a name or figure, and of another word
CAPITAL = r"[A-Z][\w.’'-]*"
LINK = r"(?:(?:al|bin|de|van|von|du|of(?=\s(?:the\s)?[A-Z])|the(?=\s[A-Z]))\b)"
SUBJECT = re.compile(
    rf"^(?:(?:But|And|Yet|Still|However|Meanwhile|Later|Earlier|Then),?\s)?(?:The\s)?"
    rf"(?P<who>{CAPITAL}(?:[\s-](?:{CAPITAL}|{LINK}))*)"
)
OWNED = re.compile(rf"(?:\S+\s){{0,4}}?\S+[’']s?\s(?:[a-z-]+\s){{0,3}}?{ROLE}\b(?:,?\s(?P<name>{PERSON}))?")
# what may stand between a name and its verb
BETWEEN = re.compile(
    r"(?:\s(?!and\b|or\b|who\b)[a-z]+){0,2}?(?:\s(?:of|from|in)\s[^,]{2,60}?)?(?:,\s(?!and\b|but\b)[^,]{2,90},|,?\swho)?"
    r"(?:\s(?:has|have|had|is|are|was|were|will|would|can|could|may|might|must|should|also|not|never|did|does|do|been|be"
    r"|to|\w+ly|now|then|again|himself|herself))*\s"
)


# "Ann Lee and Roth", "Norway, Chad and Peru": several who are said to do the same
RUN = rf"{CAPITAL}(?:[\s-]{CAPITAL})*"
JOINT = re.compile(rf"^(?:The\s)?(?P<who>{RUN}(?:,\s{RUN})*,?\sand\s(?:the\s)?{RUN})(?:\s[a-z]+s)?(?=\s)")


class Said(NamedTuple):
    """Whom a claim speaks of, the verb, and what goes with it."""

    subject: str
    verb: frozenset[str]  # senses
    is_passive: bool
    words: tuple[Word, ...]
    is_speech: bool

    @property
    def verb_share(self) -> float:
        """What the verb weighs among the words: a line that tells it in other words lacks it."""
        return 0.0 if self.is_speech else PLAIN / sum(_weight(w) for w in self.words)


def read_said(claim: Reading, article: Article) -> Said | None:
    """The claim's subject, where it is a name that the article has, and its verb."""
    opening = SUBJECT.match(claim.text)
    if opening is None or fold(opening["who"].split()[0]) in FUNCTION_WORDS:
        return None
    who = opening["who"].strip()
    owned = OWNED.match(claim.text, opening.start("who"))
    if owned is not None:  # "Norway's foreign minister, Ann Lee": he does it
        if not owned["name"]:
            return None
        who = owned["name"]
    end = owned.end() if owned else opening.end()
    return _said_by(who, end, claim, article)


def read_joint(claim: Reading, article: Article) -> Iterator[Said]:
    """The same for each of several names that open a claim together."""
    opening = JOINT.match(claim.text)
    names = re.finditer(RUN, opening["who"]) if opening else ()
    for name in names:
        said = _said_by(name.group(), opening.end(), claim, article) if opening else None
        if said is not None and not said.is_speech:
            yield said


def _said_by(who: str, end: int, claim: Reading, article: Article) -> Said | None:
    """What a claim says of a name that the article has; its verb stands behind `end`."""
    own = names_in(who)
    if not own or not all(any(article.is_same(n, k) for k in article.known) for n in own):
        return None
    for speech in claim.speeches:
        speaker = claim.text[slice(*speech.speaker)] if speech.speaker else ""
        if who in speaker and speech.content and not speech.passive and speech.cls != "denial":
            words = inside(claim, speech)
            if len(words) < LEAST:
                break  # "thanked the mediator": done to somebody rather than said
            verb = senses(lemma(claim.text[slice(*speech.verb)]))
            return Said(who, verb, is_passive=False, words=words, is_speech=True)
    for at, word in enumerate(claim.words):
        if word.start < end or word.kind != "word" or not is_verb(claim, word):
            continue
        if not BETWEEN.fullmatch(claim.text[end : word.start]):
            return None
        words = tuple(w for w in claim.words[at:] if w.start >= word.start)
        passive = is_passive(claim, at)
        return Said(who, word.senses, passive, words, is_speech=False)
    return None


def inside(reading: Reading, speech: Speech) -> tuple[Word, ...]:
    """The words of what is said."""
    return tuple(w for w in reading.words if any(a <= w.start and w.end <= b for a, b in speech.content))


def _weight(word: Word) -> float:
    return PLAIN if word.kind == "word" else NAMED


def share_of(words: Sequence[Word], known: frozenset[str]) -> float:
    """The share of words, by weight, whose senses are known; 0 to 1."""
    return sum(_weight(w) for w in words if w.senses & known) / sum(_weight(w) for w in words)
