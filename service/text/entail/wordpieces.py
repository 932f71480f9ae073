"""Words as the pieces of a fixed vocabulary (WordPiece; Schuster and Nakajima 2012): the longest known piece first.

Enters: a word. Leaves: numbers of pieces. Pure. A word that no pieces make up is one unknown piece; none is left out.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from service.text.entail.parts import PIECES, part

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
INSIDE = "##"  # before a piece that does not begin its word
LONGEST = 60  # characters of a word that is looked up
KEPT_WORDS = 1 << 15


@cache
def vocabulary() -> dict[str, int]:
    """Piece -> number, from 0 on."""
    lines = part(PIECES).decode("utf-8").splitlines()
    return {piece: at for at, piece in enumerate(lines)}


@lru_cache(maxsize=KEPT_WORDS)
def pieces(word: str) -> tuple[int, ...]:
    """The pieces of one word, in lower case and without marks on letters."""
    known = vocabulary()
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found: list[int] = []
    start = 0
    while start < len(plain) <= LONGEST:
        before = INSIDE if start else ""
        end = next((e for e in range(len(plain), start, -1) if before + plain[start:e] in known), 0)
        if not end:
            break
        found.append(known[before + plain[start:end]])
        start = end
    return tuple(found) if found and start == len(plain) else (known[UNKNOWN],)
