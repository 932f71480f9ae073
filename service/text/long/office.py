"""An office that a claim gives to somebody, where the article gives it to another. Pure.

Enters: a claim and an article. Leaves: the name, the office and who has it, or nothing. Pure. A fault needs somebody
else who has the whole office, and nothing in the article that gives the claim's person one like it. Never: a fault from
an office that the article has in other words, or of somebody whom it gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.records import Reason
from service.text.folding import fold
from service.text.long.article import (
    BEFORE,
    BEHIND,
    LEADER,
    PERSON,
    ROLE,
    Article,
    Misplaced,
    Office,
    names_in,
    office_words,
)
from service.text.names import tokens
from service.text.support.lexicon import lemma

MANY = 3  # words of an office, one of which the article may put otherwise
LIKE = 0.5  # share of the words of an office, from which on another is like it
# "Ann Lee is Norwegian Foreign Minister", "Mara Lind was the head of the agency"
IS = re.compile(
    rf"^(?P<name>{PERSON})\s(?:is|became|remains|serves\sas|has\sbeen|,)\s(?:now\s|also\s)?(?:the\s|an?\s)?"
    rf"(?P<role>(?:[\w’'.-]+\s){{0,6}}?\b{ROLE}\b(?:\s(?:of|for)\s[^,.;]{{2,80}})?)"
)
# "Piet Roth heads the agency"
HEADS = re.compile(
    rf"^(?P<name>{PERSON})(?:,\swho)?\s(?:now\s|also\s)?(?P<role>(?:chairs|heads|leads|runs|directs|commands)\s[^,.;]{{2,80}})"
)
FORMER = re.compile(
    r"\b(?:former|ex|until|then|late|predecessor|successor|previous|outgoing|next|deputy|vice|acting)\b", re.I
)
ACRONYM = re.compile(r"[A-Z]{2,8}")
RELATED = frozenset(lemma(w) for w in "counterpart successor colleague".split())  # of whom, the line says
PERSONAL = frozenset(
    "husband wife father mother son daughter brother sister victim suspect official analyst singer actor author".split()
)


def wrong_office(claim: str, article: Article) -> Misplaced | None:
    """The person, the words of the office, and who has it; None: nothing found."""
    for name, role in _claimed(claim):
        wanted = _spelled(office_words(role), article)
        role_names = {w for t in tokens(role) if t.text[0].isupper() for w in office_words(t.text)}
        own = frozenset({fold(tokens(name)[-1].core)})
        if FORMER.search(role) or not wanted - PERSONAL or not _is_known(own, article):
            continue
        theirs = [(o, _spelled(o.words, article)) for o in article.offices]
        mine = [words for o, words in theirs if _same(own, o, article)]
        if not mine or any(_is_like(wanted, words) for words in mine):
            continue
        for office, words in theirs:
            if not office.is_person or ACRONYM.fullmatch(name):
                continue
            if any(w in role_names for w in wanted - words):
                continue  # "Norway's foreign minister" is not Denmark's
            if any(held & RELATED for held in mine) and not (wanted <= words and role_names):
                continue  # "her counterpart" has the like office elsewhere
            if not _same(own, office, article) and _is_whole(wanted, words) and not FORMER.search(office.said):
                given = (name, role.strip(), office.person)
                return Misplaced(Reason.ROLES_CHANGED, given, article.lines[office.line])
    return None


def _claimed(claim: str) -> Iterator[tuple[str, str]]:
    for pattern in (IS, HEADS, BEHIND, BEFORE):
        for match in pattern.finditer(claim):
            if names_in(match["name"]):
                yield match["name"], match["role"] + (match.groupdict().get("of") or "")


def _is_known(own: frozenset[str], article: Article) -> bool:
    return any(article.is_same(a, b) for a in own for b in article.people)


def _same(own: frozenset[str], office: Office, article: Article) -> bool:
    return any(article.is_same(a, b) for a in own for b in office.name)


def _spelled(words: frozenset[str], article: Article) -> frozenset[str]:
    """An acronym as its words."""
    long = {fold(short): office_words(name) for short, name in article.acronyms}
    return frozenset().union(*(long.get(w, {w}) for w in words)) if words else words


def _is_like(wanted: frozenset[str], words: frozenset[str]) -> bool:
    """Whether two offices may be one: much in common beside "a leader", or nothing else said of one."""
    if not wanted - {LEADER} or not words - {LEADER}:
        return LEADER in wanted & words
    shared = wanted & words
    return bool(shared - {LEADER}) and len(shared) >= LIKE * min(len(wanted), len(words))


def _is_whole(wanted: frozenset[str], words: frozenset[str]) -> bool:
    """Whether the other's office is the one claimed: all its words but one of several, and more than "a leader"."""
    shared = wanted & words
    return bool(shared - {LEADER}) and len(shared) >= len(wanted) - (len(wanted) >= MANY)
