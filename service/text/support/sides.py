"""Who stands on which side of a verb, and whether a retelling turns two of them around.

Enters: two readings. Leaves: the words that changed sides. Pure. A passive turns the sides of its verb; nothing else
is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.text.folding import fold, spelling_variants
from service.text.name_words import ROLE_NOUNS, TITLES
from service.text.reporting_verbs import lexicon
from service.text.support import speaker_kinds as speakers
from service.text.support.frames import Frame, are_converse, frame_at, is_verb, verbs_of
from service.text.support.lexicon import lemma, senses
from service.text.support.reading import TELLING, Reading, Word

SYMMETRIC = frozenset().union(*(senses(lemma(w)) for w in "meet hold merge agree marry play see".split()))
# what two do with each other, whoever of them is named behind "with"
MUTUAL = frozenset(
    lemma(w)
    for w in """discuss debate deliberate talk speak chat converse correspond confer consult negotiate bargain haggle
    parley argue quarrel clash cooperate collaborate dine lunch compete trade exchange reconcile divorce""".split()
)
WITH = re.compile(r"\bwith\s", re.I)
# "The firm, charged Ann Lee of the union, had gambled"
INSERTED = re.compile(r"[a-z]+\s[A-Z][^,]{2,80},\s(?:had|has|have|was|were|is|are|would|will|could|may|might)\b")
# "The chairman, Lee, accused City of using it": behind the verb stands more than a speaker
ADDRESSED = re.compile(r"[^,.;]*\s(?:that|to|(?:of|for)\s(?:having\b|\w+ing\b))")
ACTS = frozenset({"express", "reject", "dismiss", "tell", "ask", "inform"})  # done to somebody as well as said


def turned(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Two words that stand on each other's side of a verb; empty: nothing changed sides."""
    for at in verbs_of(claim):
        verb = claim.words[at]
        met = [(p, n) for p in passages for n in _deeds(p) if _may_tell(verb, p.words[n])]
        if not met or _is_symmetric(verb) or _reports(claim, verb):
            continue
        mine = _without_partner(claim, frame_at(claim, at))
        found = [_swap(claim, mine, p, _aligned(verb, p.words[n], frame_at(p, n))) for p, n in met]
        if all(found):
            return found[0]
    return ()


@lru_cache(maxsize=2_048)
def _deeds(passage: Reading) -> tuple[int, ...]:
    """Verbs that are none of speech."""
    return tuple(n for n in verbs_of(passage) if not _reports(passage, passage.words[n]))


def _may_tell(verb: Word, given: Word) -> bool:
    """Whether it is the same verb, or one that tells the same from the other end."""
    return _same(verb, given) or are_converse(verb, given)


def _aligned(verb: Word, given: Word, theirs: Frame) -> Frame:
    """The frame of the same verb; turned, where it is one that tells the same from the other end."""
    return theirs if _same(verb, given) else theirs._replace(doers=theirs.others, others=theirs.doers)


def _same(a: Word, b: Word) -> bool:
    return a.kind == b.kind == "word" and bool(a.senses & b.senses)


def _is_symmetric(word: Word) -> bool:
    return bool(word.senses & SYMMETRIC)


def _without_partner(claim: Reading, mine: Frame) -> Frame:
    """The frame without whom something is done with, where whoever does it could as well change places with them."""
    verb = claim.words[mine.verb]
    partner = WITH.search(claim.text, verb.end) if verb.key in MUTUAL else None
    if partner is None:
        return mine
    return mine._replace(others=frozenset(n for n in mine.others if claim.words[n].start < partner.end()))


def _reports(reading: Reading, word: Word) -> bool:
    """True for a verb of speech, whose speaker may stand on either side."""
    # "..., warned Ann Lee" and "The firm, charged Ann Lee of the union, had gambled"
    inverted = reading.text[max(0, word.start - 2) : word.start] == ", " and (
        INSERTED.match(reading.text, word.start)
        or (word.text.split()[0].casefold() in lexicon().forms and not ADDRESSED.match(reading.text, word.end))
    )
    return bool(inverted) or any(
        s.cls != "directive" and s.lemma not in ACTS and s.verb[0] <= word.start < s.verb[1] for s in reading.speeches
    )


def _swap(claim: Reading, mine: Frame, passage: Reading, theirs: Frame) -> tuple[str, ...]:
    doers = [n for n in mine.doers if _only(claim.words[n], passage, theirs.others, theirs.doers)]
    others = [n for n in mine.others if _only(claim.words[n], passage, theirs.doers, theirs.others)]
    # each on one side only in the claim, too
    doers = [n for n in doers if not any(_alike(claim.words[n], claim.words[k]) for k in mine.others)]
    others = [n for n in others if not any(_alike(claim.words[n], claim.words[k]) for k in mine.doers)]
    pairs = [
        (a, b)
        for a in doers
        for b in others
        if {claim.words[a].kind, claim.words[b].kind} <= KINDS
        if _can_act(claim.words[a]) and _can_act(claim.words[b])
        if not (is_verb(claim, claim.words[a]) or is_verb(claim, claim.words[b]))
        if not {claim.words[a].text.casefold(), claim.words[b].text.casefold()} & (TELLING | ROLE_NOUNS | TITLES)
    ]
    if pairs:
        return claim.words[pairs[0][0]].text, claim.words[pairs[0][1]].text
    return _taken(claim, mine, passage, theirs, [claim.words[n] for n in others])


def _taken(claim: Reading, mine: Frame, passage: Reading, theirs: Frame, moved: Sequence[Word]) -> tuple[str, ...]:
    """Whoever does it in the passage is another's object here, and none of those who do it here does it there."""
    names = [w for w in moved if w.kind == "name" and _acts(w)]
    if not names:
        return ()
    doers = [claim.words[n] for n in mine.doers if _acts(claim.words[n]) and _can_act(claim.words[n])]
    given = [passage.words[n] for n in theirs.doers if _acts(passage.words[n])]
    doers = [w for w in doers if w.senses & passage.senses]
    if not doers or any(_alike(a, b) or a.senses & b.senses for a in doers for b in given):
        return ()
    return doers[-1].text, names[0].text


def _acts(word: Word) -> bool:
    """A word that can stand for who does it: no possessive, figure or time."""
    return word.kind in KINDS and not word.text.endswith(("'s", "’s"))


KINDS = frozenset({"name", "word"})
# bodies that act beside those that speak
BODIES = frozenset(
    lemma(w)
    for w in """province region district borough county canton commune municipality village island kingdom republic band
    ensemble hotel guesthouse inn restaurant shop store farm mine factory plant mill brewery refinery squad rescue
    labour army rebel household daughter son child boy girl man woman men women""".split()
)
ACTORS = frozenset().union(*speakers.KINDS, *speakers.OFFICES, speakers.ORGANS, BODIES)


def _can_act(word: Word) -> bool:
    """A name, or a noun for people or a body of people: no accord, payment or advice."""
    return word.kind == "name" or word.key in ACTORS or speakers.AGENT.search(word.text.removesuffix("s")) is not None


def _only(word: Word, passage: Reading, here: frozenset[int], not_here: frozenset[int]) -> bool:
    return any(_alike(word, passage.words[n]) for n in here) and not any(
        _alike(word, passage.words[n]) for n in not_here
    )


def _alike(a: Word, b: Word) -> bool:
    if a.key == b.key:  # a first word in a sentence looks like a name
        return True
    return a.kind == b.kind == "name" and (fold(a.text) == fold(b.text) or spelling_variants(a.text, b.text))
