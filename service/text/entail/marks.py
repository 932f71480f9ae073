"""What the network reads: the pieces of a claim and of its passages, each with what the alignment says of its word.

Enters: an aligned claim. Leaves: three rows of whole numbers of one length: pieces, marks, sides (0 claim, 1 passages).
Pure. The marks tell a network of six layers what it would have to learn from far more text: which words have a
counterpart, and of which kind those are that have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from service.text.entail.align import WEAK, Evidence, Match
from service.text.entail.tokens import Token
from service.text.entail.wordpieces import END, START, pieces, vocabulary

WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
LONGEST = 256  # pieces of claim and passages together: as many places as the network knows
LONGEST_CLAIM = 96
# Marks of the claim: a word without counterpart, by kind; one with its own word, or with a like one; a function word
# that the passages lack.
LOOSE = {"content": 1, "name": 2, "number": 3}
SAME, LIKE, NEW_FUNCTION = 4, 5, 6
# Marks of the passages: a word of the claim; one that the claim has not, by kind; a function word that it has not.
TAKEN = 7
LEFT = {"content": 8, "name": 9, "number": 10}
LEFT_FUNCTION = 11
MARKS = 12


class Word(NamedTuple):
    """One word or mark of punctuation, with its mark of the alignment."""

    text: str
    mark: int
    is_name: bool


class Marked(NamedTuple):
    """A claim and its passages, word by word."""

    claim: list[Word]
    passages: list[list[Word]]


class Rows(NamedTuple):
    """The network's input; all of one length."""

    pieces: list[int]
    marks: list[int]
    sides: list[int]


def marked(tokens: Sequence[Token], matches: Sequence[Match], evidence: Evidence) -> Marked:
    """Every word of both sides with its mark."""
    in_claim, in_evidence = {t.low for t in tokens}, {t.low for t in evidence.tokens}
    stems = {t.stem for t in tokens if t.is_solid}
    own = [NEW_FUNCTION if t.kind == "function" and t.low not in in_evidence else 0 for t in tokens]
    taken: set[int] = set()
    for match in matches:
        if match.place >= 0 and match.score >= WEAK:
            own[match.at] = SAME if match.score == 1 else LIKE
            taken.add(match.place)
        else:
            own[match.at] = LOOSE[tokens[match.at].kind]

    def mark(at: int, token: Token) -> int:
        if token.is_solid:
            return TAKEN if at in taken or token.stem in stems else LEFT[token.kind]
        return LEFT_FUNCTION if token.kind == "function" and token.low not in in_claim else 0

    passages: list[list[Word]] = [[] for _ in range(max(evidence.passage_of, default=-1) + 1)]
    for sentence, passage in enumerate(evidence.passage_of):
        places = range(evidence.starts[sentence], evidence.starts[sentence + 1])
        passages[passage] += _words((evidence.tokens[i], mark(i, evidence.tokens[i])) for i in places)
    return Marked(_words(zip(tokens, own, strict=True)), passages)


def _words(tokens: Iterable[tuple[Token, int]]) -> list[Word]:
    found: list[Word] = []
    for token, mark in tokens:
        if token.low == "not" and token.text.lower() != "not":
            continue  # second half of "didn't", whose first half brings it all
        found += [Word(text, mark, token.kind == "name") for text in WORDS.findall(token.text)]
    return found


def rows(words: Marked, rename: Callable[[str], str] | None = None) -> Rows:
    """The input of the network; `rename` puts another name in the place of each name (for training)."""
    known = vocabulary()

    def flat(side: Sequence[Word]) -> tuple[list[int], list[int]]:
        numbers: list[int] = []
        marks: list[int] = []
        for word in side:
            found = pieces(rename(word.text) if rename and word.is_name else word.text)
            numbers += found
            marks += [word.mark] * len(found)
        return numbers, marks

    numbers, marks = flat(words.claim)
    numbers, marks = [known[START], *numbers[:LONGEST_CLAIM], known[END]], [0, *marks[:LONGEST_CLAIM], 0]
    split = len(numbers)
    for passage in words.passages:
        more, their = flat(passage)
        numbers += [*more, known[END]]
        marks += [*their, 0]
    numbers, marks = numbers[:LONGEST], marks[:LONGEST]
    return Rows(numbers, marks, [0] * split + [1] * (len(numbers) - split))
