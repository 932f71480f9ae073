"""Who stands on which side of a verb, and whether a retelling turns two of them around.

Enters: two readings. Leaves: the words that changed sides. Pure. A passive turns the sides of its verb; nothing else
is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.text.folding import fold, spelling_variants
from service.text.names import ROLE_NOUNS, TITLES
from service.text.similarity import STOP_WORDS
from service.text.support.lexicon import lemma, past_forms, senses
from service.text.support.reading import TELLING, Reading, Word, likeness

SYMMETRIC = frozenset().union(*(senses(lemma(w)) for w in "meet hold merge agree marry play".split()))
# "The firm, charged Ann Lee of the union, had gambled"
INSERTED = re.compile(r"[a-z]+\s[A-Z][^,]{2,80},\s(?:had|has|have|was|were|is|are|would|will|could|may|might)\b")
ADJECTIVE = re.compile(r"\b(?:an?|the|its|his|her|their|of|for|some|all)\s$", re.I)  # "a retired judge"
ACTS = frozenset({"express", "reject", "dismiss"})  # done to somebody as well as said
REACH = 7  # content words on either side of a verb
BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s|not\s|also\s|then\s)?$", re.I)
BY = re.compile(r"\bby\s", re.I)
STOP = re.compile(r"[;:]|\.(?=\s+[A-Z“\"])")
CROSSED = 0.35  # by how much two names must fit each other's places better than their own
FITS = 0.45  # share of the neighbourhood from which on a name fits a place


class Sides(NamedTuple):
    """Word indexes of who acts and whom it happens to, as far as the order tells."""

    doers: frozenset[int]
    others: frozenset[int]


def sides_of(reading: Reading, at: int) -> Sides:
    """The words before and behind word `at`, turned where it is a passive; as far as the sentence goes."""
    words = reading.words
    verb = words[at]
    left = [n for n in range(max(0, at - REACH), at) if not STOP.search(reading.text, words[n].end, verb.start)]
    right = [
        n
        for n in range(at + 1, min(len(words), at + REACH + 1))
        if not STOP.search(reading.text, verb.end, words[n].start)
    ]
    by = BY.search(reading.text, verb.end, words[right[-1]].end) if right else None
    is_passive = BE.search(reading.text[max(0, verb.start - 16) : verb.start]) is not None
    if is_passive or (by and by.start() - verb.end <= 1):
        doers = [n for n in right if by and words[n].start > by.start()]
        return Sides(frozenset(doers), frozenset(left) | frozenset(n for n in right if n not in doers))
    return Sides(frozenset(left), frozenset(right))


def turned(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Two words, one of them a name, that stand on each other's side of a verb; empty: nothing changed sides."""
    for at, verb in enumerate(claim.words):
        if (
            not _is_verb(verb)
            or ADJECTIVE.search(claim.text[max(0, verb.start - 8) : verb.start])
            or _is_symmetric(verb)
            or _reports(claim, verb)
        ):
            continue
        places = [
            (p, n)
            for p in passages
            for n, w in enumerate(p.words)
            if _same(verb, w) and _is_verb(w) and not _reports(p, w)
        ]
        mine = sides_of(claim, at)
        found = [_swap(claim, mine, p, sides_of(p, n)) for p, n in places]
        if found and all(found):
            return found[0]
    return ()


def _same(a: Word, b: Word) -> bool:
    return a.kind == b.kind == "word" and bool(a.senses & b.senses)


def _is_verb(word: Word) -> bool:
    """A form that is a past tense or a participle as a rule; other forms are nouns too often."""
    head = word.text.split()[0].casefold()
    return word.kind == "word" and head not in STOP_WORDS and (head.endswith("ed") or head in past_forms())


def _is_symmetric(word: Word) -> bool:
    return bool(word.senses & SYMMETRIC)


def _reports(reading: Reading, word: Word) -> bool:
    """True for a verb of speech, whose speaker may stand on either side."""
    inverted = reading.text[max(0, word.start - 2) : word.start] == ", " and INSERTED.match(reading.text, word.start)
    return bool(inverted) or any(
        s.cls != "directive" and s.lemma not in ACTS and s.verb[0] <= word.start < s.verb[1] for s in reading.speeches
    )


def _swap(claim: Reading, mine: Sides, passage: Reading, theirs: Sides) -> tuple[str, ...]:
    doers = [n for n in mine.doers if _only(claim.words[n], passage, theirs.others, theirs.doers)]
    others = [n for n in mine.others if _only(claim.words[n], passage, theirs.doers, theirs.others)]
    # each on one side only in the claim, too
    doers = [n for n in doers if not any(_alike(claim.words[n], claim.words[k]) for k in mine.others)]
    others = [n for n in others if not any(_alike(claim.words[n], claim.words[k]) for k in mine.doers)]
    pairs = [
        (a, b)
        for a in doers
        for b in others
        if "name" in {claim.words[a].kind, claim.words[b].kind} and {claim.words[a].kind, claim.words[b].kind} <= KINDS
        if not {claim.words[a].text.casefold(), claim.words[b].text.casefold()} & (TELLING | ROLE_NOUNS | TITLES)
    ]
    return (claim.words[pairs[0][0]].text, claim.words[pairs[0][1]].text) if pairs else ()


KINDS = frozenset({"name", "word"})


def _only(word: Word, passage: Reading, here: frozenset[int], not_here: frozenset[int]) -> bool:
    return any(_alike(word, passage.words[n]) for n in here) and not any(
        _alike(word, passage.words[n]) for n in not_here
    )


def _alike(a: Word, b: Word) -> bool:
    if a.kind == b.kind == "name":
        return fold(a.text) == fold(b.text) or spelling_variants(a.text, b.text)
    return a.kind == b.kind and a.key == b.key


def crossed(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Two names that stand in each other's surroundings; empty: none do."""
    names = [n for n, w in enumerate(claim.words) if w.kind == "name"]
    best: dict[tuple[int, str], float] = {}
    forms = {fold(claim.words[n].text) for n in names}
    for at in names:
        for passage in passages:
            for other, given in enumerate(passage.words):
                form = fold(given.text)
                if given.kind == "name" and form in forms:
                    key = at, form
                    best[key] = max(best.get(key, 0.0), likeness(claim, at, passage, other))
    for n, at in enumerate(names):
        mine = fold(claim.words[at].text)
        for other in names[n + 1 :]:
            theirs = fold(claim.words[other].text)
            if mine == theirs or not {(at, mine), (other, theirs), (at, theirs), (other, mine)} <= best.keys():
                continue
            cross = best[at, theirs], best[other, mine]
            if min(cross) >= FITS and sum(cross) - best[at, mine] - best[other, theirs] >= CROSSED:
                return claim.words[at].text, claim.words[other].text
    return ()
