"""What a sentence seems to add to the words that it cites: a cause, a further clause.

Enters: two readings. Leaves: words, or nothing. Pure. A stretch is an addition only where none of its content words has
any counterpart in the passages. Never: a verdict; an honest rewording can look the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.text.sought import Sought
from service.text.support.lexicon import lemma
from service.text.support.reading import TELLING, Reading, Word

CAUSE = Sought(
    r"\b(?:because|since(?=\s(?:he|she|it|they|the)\s\w+\s(?:had|was|were)\b)|due\sto|owing\sto|thanks\sto|as\sa\sresult"
    r"|resulted\sin"
    r"|led\s(?:\w+\s){0,4}?to|has\sled\sto|caus(?:ed|ing|es)|prompt(?:ed|ing|s)|trigger(?:ed|ing|s)"
    r"|forc(?:ed|ing)\s(?!to\b)|therefore|consequently|kept\s\w+\sat"
    r"|brought\sabout|drove|driven\sby|in\sresponse\sto|after\swhich|is\swhy)\b",
    re.I,
)
LINKS = Sought(
    r"\b(?:because|due|owing|thanks|result\w*|led|leads?|caus\w+|prompt\w*|trigger\w*|forc\w+|therefore|why"
    r"|blam\w+|over|reason\w*|in\sorder|meant|attribut\w+|drove|driven|response|ran\sout|using)\b",
    re.I,
)
# Where a further statement, or a phrase, may begin
CLAUSES = re.compile(r",?\s\b(?:and|but|while|who|which|whose|where|when|because|although|though)\b\s|[,;:—–]\s")
PHRASES = re.compile(
    r",?\s\b(?:and|but|while|who|which|whose|where|when|because|although|though|in|at|on|for|with|by|to|from|of|outside|inside|near)\b\s"
    r"|[,;:—–]\s"
)
LEAST = 2  # content words of a clause
PLACED = 2  # content words of a phrase
EMPTY = frozenset(
    lemma(w) for w in "include including concern concerned regard involve involved respective case".split()
)
WINDOW = 9  # content words on either side of a connective


def invented_cause(claim: Reading, passages: Sequence[Reading]) -> str:
    """A connective of cause where no passage has one between the same words."""
    for match in CAUSE.all_in(claim.text):
        before = [w for w in claim.words if w.end <= match.start()][-WINDOW:]
        behind = [w for w in claim.words if w.start >= match.end()][:WINDOW]
        if not any(_joins(p, link, before, behind) for p in passages for link in LINKS.all_in(p.text)):
            return match.group()
    return ""


def _joins(passage: Reading, link: re.Match[str], before: Sequence[Word], behind: Sequence[Word]) -> bool:
    near = [w for w in passage.words if w.end <= link.start()][-WINDOW:] + [
        w for w in passage.words if w.start >= link.end()
    ][:WINDOW]
    known = frozenset().union(*(w.senses for w in near))
    return all(not side or any(w.senses & known for w in side) for side in (before, behind))


def extra_stretch(claim: Reading, passages: Sequence[Reading]) -> str:
    """The first clause or prepositional phrase none of whose content words the passages have in any form."""
    known = frozenset().union(*(p.every_sense for p in passages)) | EMPTY
    for joint, least in ((CLAUSES, LEAST), (PHRASES, PLACED)):
        edges = [0, *(m.start() for m in joint.finditer(claim.text)), len(claim.text)]
        for start, end in pairwise(edges):
            words = [w for w in claim.words if start <= w.start < end and w.text.casefold() not in TELLING]
            plain = all(w.kind in {"word", "name"} for w in words)
            if len(words) >= least and plain and not any(_is_known(w, known) for w in words):
                return claim.text[start:end].strip(" ,;")
    return ""


def _is_known(word: Word, known: frozenset[str]) -> bool:
    if word.senses & known:
        return True
    start = word.key[:5]
    return len(start) >= 4 and any(sense.startswith(start) for sense in known)
