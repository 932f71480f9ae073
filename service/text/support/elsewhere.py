"""A name that a sentence gives what another part of the cited sentence says of somebody or somewhere else.

Enters: a sentence and the passages it cites. Leaves: the name and its rival, or nothing. Pure. A cited sentence falls
into parts ("..., while B ..."). A fault needs all of this: the name stands in one part alone, of which the sentence has
nothing else; what it does say stands in another part; that part has a name of the same kind, which the sentence leaves
out, and no word that could point back at the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import PLACE_PREPOSITIONS, ROLE_NOUNS, TITLES
from service.text.names import Run, find_runs
from service.text.reporting_verbs import lexicon
from service.text.support.frames import frames_of, is_verb
from service.text.support.kinds import is_same
from service.text.support.lexicon import is_in_lexicon, lemma
from service.text.support.named import parts_of
from service.text.support.origins import compass, places
from service.text.support.reading import TELLING, Reading, Word

EDGE = re.compile(
    r";\s|:\s|\s[—–]\s|,\s(?:and|but|while|whereas|although|though|yet)\s|,?\s(?:while|whereas)\s|,?\s(?:against|compared\swith)\s"
    r"|\.\s+(?=[A-Z“\"])"
)
ANY_BACK = re.compile(
    r"\b(?:it|its|itself|he|his|him|himself|she|her|hers|herself|they|their|them|theirs|both|each|either|neither|former|latter"
    r"|together|also|too|there|this|that(?=\s(?:one|of))|these|those|same|joined|following|followed)\b",
    re.I,
)
BACK_TO_PLACE = re.compile(
    r"\b(?:it|its|there|which|where|this|that(?=\s(?:one|of))|both|each|same|former|latter|also|too)\b", re.I
)
PLACED = re.compile(
    r"\b(?:in|at|near|from|to|off|outside|around|across|towards?|into|via|through|(?:island|city|town|village|county|port|region"
    r"|province|district|state)\sof)\s(?:the\s)?(?:[a-z]+\s){0,1}$"
)
BY = re.compile(r"\b(?:by|words\sof|according\sto|said|says|added)\s(?:the\s)?(?:[\w.-]+\s){0,3}$")
PERSONAL = re.compile(
    r"\b(?:he|his|him|himself|she|her|hers|herself|both|each|either|neither|former|latter|together|also|too|same|joined|they|them)\b",
    re.I,
)
ACTORS = frozenset({"person", "body"})
BESIDE = 5.0  # words between a name and what belongs to it
LEAST, SHARE = 2, 0.4  # words, and the share of the sentence's words, that stand in the other part
BACK = {"person": PERSONAL, "place": BACK_TO_PLACE, "land": ANY_BACK, "body": ANY_BACK}
SMALL = TELLING | PLACE_PREPOSITIONS
WEAK = frozenset(lemma(w) for w in ROLE_NOUNS | TITLES)


class Part(NamedTuple):
    """A part of a cited sentence."""

    reading: Reading
    start: int
    end: int
    words: tuple[Word, ...]
    senses: frozenset[str]


def taken_elsewhere(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """A name of the sentence and the one whose place it has taken; empty: none."""
    groups = [group for p in passages for group in _parts(p)]
    if all(len(group) < 2 for group in groups):
        return ()
    every = [part for group in groups for part in group]
    mine = [w for w in claim.words if w.text.casefold() not in SMALL and w.key not in WEAK and not _is_said(w)]
    names = _names(claim, every)
    if not names or len(mine) < LEAST:
        return ()
    for group in groups:
        if len(group) < 2:
            continue
        for name in names:
            found = _taken(name, claim, mine, group, every)
            if found:
                return found
    return ()


def _names(claim: Reading, parts: Sequence[Part]) -> list[Word]:
    return [w for w in claim.words if w.kind == "name" and any(_same(w, g) for p in parts for g in p.words)]


def _taken(
    name: Word, claim: Reading, mine: Sequence[Word], group: Sequence[Part], every: Sequence[Part]
) -> tuple[str, ...]:
    home = [part for part in every if any(_same(name, g) for g in part.words)]
    if len(home) != 1 or home[0] not in group:
        return ()
    own = next(g for g in home[0].words if _same(name, g))
    kind = _kind(home[0], own)
    if not kind or (kind in ACTORS and not (_acts(name, claim) and _opens(home[0], own))):
        return ()
    mine = [w for w in mine if w is not name and not _is_beside(w, name, claim, own, home[0])]
    if any(_stands(w, home[0]) for w in mine):
        return ()
    for part in group:
        if part is home[0]:
            continue
        held = [w for w in mine if _stands(w, part)]
        if len(held) < LEAST or len(held) < SHARE * len(mine):
            continue
        if any(other is not part and sum(_stands(w, other) for w in mine) >= len(held) for other in every):
            continue
        rivals = [g for g in part.words if _is_name(part.reading, g) and _is_rival(part, g, kind)]
        if not rivals or any(_is_in(claim, g) for g in rivals):
            continue
        points = BACK[kind].search(part.reading.text, part.start, part.end)
        if points is None or _does_it(name, claim, rivals, part):
            return name.text, rivals[0].text
    return ()


def _acts(name: Word, claim: Reading) -> bool:
    """Whether it stands before every verb, or behind "by" or a word of speech."""
    verb = next((w.start for w in claim.words if is_verb(claim, w)), 0)
    return name.start < verb or BY.search(claim.text, max(0, name.start - 60), name.start) is not None


def _is_in(claim: Reading, given: Word) -> bool:
    """Whether the sentence has the name, or an acronym of which it is the first word."""
    if any(_same(w, given) for w in claim.words if w.kind == "name"):
        return True
    return any(len(w.text) > 1 and w.text.isupper() and w.text[0] == given.text[0] for w in claim.words)


def _is_name(reading: Reading, word: Word) -> bool:
    """A name for sure: inside its sentence, of the table, with another capital behind it or a possessive."""
    if word.kind != "name":
        return False
    if reading.sentence_of(word.start)[0] != word.start and reading.text[word.start - 1] not in "“\"‘'(":
        return True
    behind = re.match(r"[’']s\b|\s[A-Z]", reading.text[word.end :])
    return behind is not None or word.text.endswith(("'s", "’s")) or bool(places((word.text,)))


def _does_it(name: Word, claim: Reading, rivals: Sequence[Word], part: Part) -> bool:
    """Whether the name does in the sentence what a rival does in the part, by the same verb."""
    for mine in frames_of(claim):
        if not any(claim.words[n] is name for n in mine.doers):
            continue
        verb = claim.words[mine.verb]
        for theirs in frames_of(part.reading):
            given, doers = part.reading.words[theirs.verb], [part.reading.words[n] for n in theirs.doers]
            if part.start <= given.start < part.end and verb.senses & given.senses and any(r in doers for r in rivals):
                return not any(_same(name, w) for w in doers)
    return False


def _stands(word: Word, part: Part) -> bool:
    """Whether a part has the word, or the name in another form."""
    return bool(word.senses & part.senses) or (word.kind == "name" and any(_same(word, g) for g in part.words))


def _is_beside(word: Word, name: Word, claim: Reading, own: Word, home: Part) -> bool:
    """Whether it belongs to the name on both sides: "the opposition's spokesman, Lee", "Ann Lee"."""
    if not -1 <= name.place - word.place <= BESIDE or is_verb(claim, word) or word.kind in {"number", "date"}:
        return False
    return any(w.senses & word.senses and -1 <= own.place - w.place <= BESIDE for w in home.words)


def _is_rival(part: Part, word: Word, kind: str) -> bool:
    """A name of the same kind; of those who act, one before the first verb of the part."""
    if kind not in ACTORS:
        return _kind(part, word) == kind
    return _opens(part, word) and _kind(part, word) == kind


def _opens(part: Part, word: Word) -> bool:
    """Whether it stands before the first verb of its part."""
    return word.start < next((w.start for w in part.words if is_verb(part.reading, w)), part.end)


def _kind(part: Part, word: Word) -> str:
    """What a name is of: a land or its people, a place, a person, or whoever else acts."""
    if places(parts_of(word.text)) or places((word.text,)):
        return "land"
    if compass(fold(word.text)):
        return ""
    before = part.reading.text[max(part.start, word.start - 40) : word.start]
    if PLACED.search(before):
        return "place"
    start, end = part.reading.sentence_of(word.start)
    runs = find_runs(part.reading.text[start:end])
    run = next((run for run in runs if run.start <= word.start - start < run.end), None)
    return "person" if run is not None and _is_person(run) else "body"


def _is_person(run: Run) -> bool:
    """Whether it is a person's name by its neighbours, or two words of which none is a word of the language."""
    words = run.text.split()
    return run.kind == "person" or (
        run.kind == "name" and len(words) > 1 and not any(is_in_lexicon(w) or w.isupper() for w in words)
    )


def _same(one: Word, other: Word) -> bool:
    if other.kind != "name":
        return False
    return bool(one.senses & other.senses) or any(
        is_same(a, b) for a in parts_of(one.text) for b in parts_of(other.text)
    )


def _is_said(word: Word) -> bool:
    return word.text.casefold() in lexicon().forms


@lru_cache(maxsize=1_024)
def _parts(reading: Reading) -> tuple[tuple[Part, ...], ...]:
    """The parts of each sentence."""
    return tuple(tuple(_cut(reading, start, end)) for start, end in reading.sentences)


def _cut(reading: Reading, start: int, end: int) -> Iterator[Part]:
    edges = [start, *(m.start() for m in EDGE.finditer(reading.text, start, end)), end]
    for a, b in pairwise(edges):
        words = tuple(w for w in reading.words if a <= w.start < b)
        if words:
            yield Part(reading, a, b, words, frozenset().union(*(w.senses for w in words)))
