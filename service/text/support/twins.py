"""A detail of another event in a sentence: a place, a day, a figure or a name that its passages give to another.

Enters: two readings or more. Leaves: the detail and what stands in its place, or nothing. Pure. A detail is foreign
where only one sentence of the passages has it, the rest of the statement stands in another, and that other has its own
detail of the kind behind the same small word, which the sentence leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from service.text.folding import fold
from service.text.names import tokens
from service.text.support.frames import is_setting
from service.text.support.kinds import is_same
from service.text.support.named import parts_of
from service.text.support.passage import Passage
from service.text.support.reading import Reading, Word
from service.text.support.tags import tags_of

PART = re.compile(
    r"[;:—–]|,\s(?:and|but|while|whereas|although|though|yet|who|which|where|after|as)\b|\b(?:while|whereas|after|where)\b"
)
LEAD = re.compile(
    r"\b(?P<lead>in|at|on|near|off|from|to|of|for|by|over|since|until|with|outside)\s(?:(?:the|an?|its|about|some)\s)?(?:[A-Za-z]+\s){0,2}?$",
    re.I,
)
RIVAL = re.compile(
    r"\b(?:neighbou?ring|(?<!one\s)another|similar|separate|elsewhere|by\scontrast|on\sthe\sother\shand|meanwhile|nearby"
    r"|unlike|whereas|the\sother|competitor|earlier|last\syear|in\s(?:19|20)\d\d|likewise)\b",
    re.I,
)
KINDS, NAMED = frozenset({"name", "date", "number"}), frozenset({"name"})
FOREIGN = 4  # words of another sentence up to which they are a detail and no statement of their own
SUBJECT = 5  # content words at the head of a sentence among which its actor stands
LINES = 4  # sentences of evidence; in whole articles no alignment of words tells events apart
STEM = 4  # letters that a country and its people share
TAKEN = 2  # words that only the other sentence has
MAIN = 0.5  # share of the other words that stand in one sentence


class Line(NamedTuple):
    """One sentence of a passage."""

    doc: str
    reading: Reading
    words: tuple[Word, ...]
    is_twin: bool  # it says itself that it is about another
    senses: frozenset[str]
    names: frozenset[str]  # folded


def mixed(claim: Reading, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The foreign detail and its rival; empty: none."""
    lines = [Line(p.doc, *line) for p in passages for line in _lines(p.reading)]
    if not 2 <= len(lines) <= LINES:
        return ()
    known = [line.senses for line in lines]
    if borrowed := _borrowed(claim, lines, known):
        return borrowed
    for part in _parts(claim):
        found = _foreign(claim, part, lines, known)
        if found:
            return found
    return ()


@lru_cache(maxsize=2_048)
def _lines(reading: Reading) -> tuple[tuple[Reading, tuple[Word, ...], bool, frozenset[str], frozenset[str]], ...]:
    """The sentences of a reading that have a content word."""
    return tuple(
        (
            reading,
            words,
            bool(RIVAL.search(reading.text, a, b)),
            frozenset().union(*(w.senses for w in words)),
            frozenset(fold(w.text) for w in words if w.kind == "name"),
        )
        for a, b in reading.sentences
        if (words := tuple(w for w in reading.words if a <= w.start < b))
    )


def _borrowed(claim: Reading, lines: Sequence[Line], known: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """What one actor does, told of another: the words of a sentence whose own actor the claim leaves out."""
    named = [line.names for line in lines]
    own = {fold(t.core) for t in tokens(claim.text) if t.text[0].isupper()}
    for n, (doc, reading, words, is_twin, _, _) in enumerate(lines):
        if not any(k != n and (line.doc != doc or is_twin or line.is_twin) for k, line in enumerate(lines)):
            continue
        elsewhere = frozenset().union(*(senses for k, senses in enumerate(known) if k != n))
        taken = [w for w in claim.words if w.senses & known[n] and not w.senses & elsewhere]
        if len(taken) < TAKEN:
            continue
        speakers = {name for tag in tags_of(reading) for name in _folded(tag.zone)}
        actors = [w for w in words[:SUBJECT] if _is_named(reading, w) and not is_setting(reading, w)]
        rivals = [
            w
            for w in actors
            if not w.senses & (elsewhere | claim.senses)
            and fold(w.text) not in own | speakers
            and not _is_told(w.text, own)
        ]
        others = own & set().union(*(names for k, names in enumerate(named) if k != n)) - named[n]
        shared = (own & named[n]) - set().union(*(names for k, names in enumerate(named) if k != n))
        told = own & {fold(w.text) for w in actors}  # the sentence names who does it there
        quoted = any(mark in reading.text for mark in '“"')
        if rivals and others and not (shared or told or quoted):
            return taken[0].text, rivals[0].text
    return ()


def _is_named(reading: Reading, word: Word) -> bool:
    """A name for sure: inside its sentence, or with another capital or a possessive behind it."""
    if word.kind != "name":
        return False
    opens = reading.sentence_of(word.start)[0] == word.start
    return not opens or bool(re.match(r"[’']s\b|\s[A-Z]", reading.text[word.end :])) or word.text.endswith(("'s", "’s"))


def _is_told(name: str, own: set[str]) -> bool:
    """Whether the claim has a form of the name: "Norway" for "Norwegian-built"."""
    return any(is_same(part, form) for part in parts_of(name) if len(part) > 1 for form in own)


def _folded(zone: str) -> set[str]:
    return {fold(t.core) for t in tokens(zone)}


def _parts(claim: Reading) -> list[tuple[Word, ...]]:
    edges = [0, *(m.end() for m in PART.finditer(claim.text)), len(claim.text)]
    parts = [tuple(w for w in claim.words if a <= w.start < b) for a, b in pairwise(edges)]
    return [part for part in parts if len(part) > TAKEN]


def _foreign(
    claim: Reading,
    part: Sequence[Word],
    lines: Sequence[Line],
    known: Sequence[frozenset[str]],
) -> tuple[str, ...]:
    held = [[bool(w.senses & senses) for w in part] for senses in known]
    main = max(range(len(lines)), key=lambda n: sum(held[n]))
    others = [
        n
        for n, line in enumerate(lines)
        if n != main and (line.doc != lines[main].doc or line.is_twin or lines[main].is_twin)
    ]
    away = [k for k, w in enumerate(part) if not held[main][k] and any(held[n][k] for n in others)]
    rest = [k for k in range(len(part)) if k not in away]
    if not away or len(away) > FOREIGN or away[-1] - away[0] >= FOREIGN or len(rest) < 2:
        return ()
    if sum(held[main][k] for k in rest) < MAIN * len(rest):
        return ()
    has_name = any(part[k].kind == "name" for k in away)
    own = {w.key for w in claim.words}
    for k in away:
        word = part[k]
        # a detail beside its own name is no foreign one: "1.1% in Edinburgh"
        if word.kind not in (NAMED if has_name else KINDS) or any(
            fold(word.text) in _folded(tag.zone) for tag in tags_of(claim)
        ):
            continue
        lead = LEAD.search(claim.text[max(0, word.start - 30) : word.start])
        for given in lines[main].words:
            if given.kind != word.kind or given.key in own or given.senses & word.senses:
                continue
            if given.kind == "name" and any(key[:STEM] == given.key[:STEM] for key in own):
                continue  # "Qatari" for "Qatar's"
            theirs = LEAD.search(lines[main].reading.text[max(0, given.start - 30) : given.start])
            if word.kind == "number":  # "to turn six", "27 votes to 19": a small word says nothing of a figure
                same = bool(_unit(claim, word) & _unit(lines[main].reading, given))
            else:
                same = bool(lead and theirs and lead["lead"].casefold() == theirs["lead"].casefold())
            if same and (word.kind == "name" or not _are_one(lines, main, others)):
                return word.text, given.text
        if word.kind == "name" and not any(w.kind == "name" and held[main][n] for n, w in enumerate(part)):
            rivals = [w for w in lines[main].words if w.kind == "name" and w.key not in own and w.place > 1]
            if rivals and any(lines[n].is_twin for n in others):
                return word.text, rivals[0].text
    return ()


def _are_one(lines: Sequence[Line], main: int, others: Sequence[int]) -> bool:
    """Whether the sentences name somebody in common and none says that it is about another: one event, told twice."""
    named = [{w.key for w in line.words if w.kind == "name"} for line in lines]
    return not lines[main].is_twin and not any(lines[n].is_twin or not named[n] & named[main] for n in others)


def _unit(reading: Reading, number: Word) -> frozenset[str]:
    """What is counted: the unit of the figure, or the word behind it."""
    unit = number.key.lstrip("#@").lstrip("0123456789.,-").strip()
    behind = next((w.senses for w in reading.words if w.start >= number.end), frozenset[str]())
    return frozenset({unit}) if unit else behind
