"""Other ways to write a name: short forms, and a fuller form that a document has.

Enters: words of a sentence, names of its passages, documents. Leaves: forms, or whether one is a fuller form. Pure.
Never: a fuller form that the documents give to two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import Token, tokens
from service.text.support.origins import is_derived

# Short forms of common words, with what they stand for
SHORT_FOR = {
    "st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "tv": "television", "pm": "premier prime",
    "mp": "member deputy lawmaker parliamentarian", "mps": "members deputies lawmakers parliamentarians",
    "ceo": "chief", "hq": "headquarters", "gp": "doctor", "gps": "doctors", "phd": "doctorate doctoral", "fm": "radio",
}  # fmt: skip
WRITTEN_OUT = {long: short for short, words in SHORT_FOR.items() for long in words.split()}
# Days that are named and have a fixed date
FEASTS = (
    (re.compile(r"New\sYear[’']s\sDay"), re.compile(r"\b(?:0?1(?:st)?\sJan|Jan\w*\.?\s0?1(?:st)?\b)")),
    (re.compile(r"New\sYear[’']s\sEve"), re.compile(r"\b(?:31(?:st)?\sDec|Dec\w*\.?\s31)")),
    (re.compile(r"Christmas\sEve"), re.compile(r"\b(?:24(?:th)?\sDec|Dec\w*\.?\s24)")),
    (re.compile(r"Christmas\sDay|Christmas"), re.compile(r"\b(?:25(?:th)?\sDec|Dec\w*\.?\s25)")),
    (re.compile(r"Boxing\sDay"), re.compile(r"\b(?:26(?:th)?\sDec|Dec\w*\.?\s26)")),
    (re.compile(r"May\sDay"), re.compile(r"\b(?:0?1(?:st)?\sMay|May\s0?1(?:st)?\b)")),
    (re.compile(r"Valentine[’']s\sDay"), re.compile(r"\b(?:14(?:th)?\sFeb|Feb\w*\.?\s14)")),
)


def written_forms(folded: str) -> frozenset[str]:
    """What a folded word is short for or is shortened to, and the adjective of crossing it: "transatlantic"."""
    return frozenset({*SHORT_FOR.get(folded, "").split(), WRITTEN_OUT.get(folded, folded), f"trans{folded}"})


def is_in_full(text: str, words: Sequence[Token], at: int, names: frozenset[str], docs: Sequence[str]) -> bool:
    """Whether a document joins it so to the word beside it, which a passage has: "the Tesh Republic" for "Tesh".

    Not where a document joins that word to another in this place: "Upper Marn" beside "Lower Marn".
    """
    for step in (1, -1):
        beside = words[at + step] if 0 <= at + step < len(words) else None
        if beside is None or not _are_joined(text, words[at], beside):
            continue
        name = fold(beside.core)
        if not any(name == n or is_derived(name, n) for n in names):
            continue
        found = {fold(a.core) for doc in dict.fromkeys(docs) for a, b in _neighbours(doc, step) if fold(b.core) == name}
        if found == {fold(words[at].core)}:
            return True
    return False


def _are_joined(text: str, one: Token, other: Token) -> bool:
    first, last = sorted((one, other), key=lambda t: t.start)
    return text[first.end : last.start] == " " and one.text[0].isupper() and other.text[0].isupper()


def _neighbours(doc: str, step: int) -> Iterator[tuple[Token, Token]]:
    """Each capitalised word of a document with the one behind it (1) or before it (-1)."""
    for a, b in pairwise(tokens(doc)):
        if _are_joined(doc, a, b) and fold(a.core) not in FUNCTION_WORDS:
            yield (a, b) if step > 0 else (b, a)
