"""Text as tokens: words with their stems, numbers as values, names, marks. Sentences of a passage.

Enters: a string. Leaves: tokens in order. Pure. Numbers in words and in digits have one stem (``#40``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from service.text.entail.lexicon import FUNCTIONAL, irregular, rank, stem, words

WORD = re.compile(
    r"\d{1,2}[:.]\d{2}(?=\s?[ap]\.?m\b)|\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)*|(?:[A-Z]\.){2,}|(?:a|p)\.m\.?|"
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]"
)
# "12:18 AM", "4pm", "5 P.M.": one way to write the half of the day; "AM" is no name and no form of "be" there
HALF = re.compile(r"(?<=\d)\s?(?:(?P<dotted>[ap])\.m\.?|(?P<plain>[ap])m\b)", re.IGNORECASE)
BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt"
    r"|Rev|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Inc|Ltd|Co|Corp|Jr|Sr)|\b[A-Z])\.$"
)
CLOSE = dict.fromkeys("”»")
OPEN = dict.fromkeys("“„«")
SPECIAL = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"}
)
UNITS = {
    w: float(n)
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten"
        " eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
} | {w: float(10 * n) for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
ORDINAL = {
    w: float(n)
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
} | {"twice": 2.0}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "bn": 1e9,
    "m": 1e6,
}
MAY = "may-month"  # no hedge
TITLES = frozenset("mr mrs ms dr prof sir dame lord lady rev president minister mayor governor judge".split())


class Token(NamedTuple):
    """One word, number or mark."""

    text: str
    low: str
    stem: str
    kind: str  # content, name, number, function, mark
    quoted: bool

    @property
    def is_solid(self) -> bool:
        """True for what carries content: a word, a name or a number."""
        return self.kind in {"content", "name", "number"}


def cut(text: str) -> list[str]:
    """The sentences of a passage."""
    pieces: list[str] = []
    start = 0
    for found in BREAK.finditer(text):
        if "\n" not in found.group() and SHORT.search(text[start : found.start()]):
            continue
        pieces.append(text[start : found.end()].strip())
        start = found.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece]


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """Lower case without marks on letters and without a possessive."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word.replace("’", "'").translate(SPECIAL))
        word = "".join(c for c in plain if not unicodedata.combining(c))
    low = word.lower()
    return low[:-2] if low.endswith("'s") else low.removesuffix("'")


@lru_cache(maxsize=1)
def _functional() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in FUNCTIONAL))


def _value(raw: str) -> float | None:
    plain = raw.replace(",", "")
    if plain.count(".") == 1 or plain.isdigit():
        try:
            return float(plain)
        except ValueError:
            return None
    return None


def _numeral(pieces: list[str], at: int) -> tuple[float, int] | None:
    """A number that starts at a piece: its value and how many pieces it takes."""
    total = part = 0.0
    used, seen = at, False
    while used < len(pieces):
        low = pieces[used].lower()
        halves = low.split("-")
        if low in UNITS and not (low == "one" and not seen):
            part += UNITS[low]
        elif len(halves) == 2 and halves[0] in UNITS and halves[1] in UNITS:
            part += UNITS[halves[0]] + UNITS[halves[1]]
        elif len(halves) == 2 and halves[0] in UNITS and halves[1] in ORDINAL and not seen:
            return UNITS[halves[0]] + ORDINAL[halves[1]], 1
        elif low[0].isdigit() and low.endswith(("st", "nd", "rd", "th")) and not seen:
            return float(low[:-2]), 1
        elif low[0].isdigit() and not seen and (value := _value(low)) is not None:
            part += value
        elif low in SCALES and (seen or (low not in {"m", "bn"} and used == at)):
            part = (part or 1.0) * SCALES[low]
            if SCALES[low] >= 1e3:
                total, part = total + part, 0.0
        elif low == "and" and seen and used + 1 < len(pieces) and _is_unit(pieces[used + 1].lower()) and part >= 100:
            pass
        else:
            break
        seen = True
        used += 1
    return (total + part, used - at) if seen else None


@lru_cache(maxsize=1 << 15)
def _may_count(piece: str) -> bool:
    """Whether a number can start with this piece."""
    low = piece.lower()
    return low[0].isdigit() or low in UNITS or low in SCALES or low.partition("-")[0] in UNITS


def _is_unit(low: str) -> bool:
    return all(half in UNITS for half in low.split("-"))


@lru_cache(maxsize=1_024)
def tokenize(sentence: str) -> tuple[Token, ...]:
    """The tokens of one sentence."""
    halves = HALF.sub(lambda m: f" {(m['dotted'] or m['plain']).lower()}.m.", sentence)
    pieces = WORD.findall(halves)
    found: list[Token] = []
    at, quoted, start = 0, False, True
    while at < len(pieces):
        piece = pieces[at]
        if not piece[0].isalnum():
            if piece in OPEN or (piece == '"' and not quoted):
                quoted = True
            elif piece in CLOSE or piece == '"':
                quoted = False
            found.append(Token(piece, piece, piece, "mark", quoted))
            at += 1
            continue
        number = (
            _numeral(pieces, at) if (piece[0].isdigit() or piece[0].islower() or start) and _may_count(piece) else None
        )
        if number is not None:
            text = " ".join(pieces[at : at + number[1]])
            found.append(Token(text, text.lower(), f"#{number[0]:.12g}", "number", quoted))
            at += number[1]
        else:
            found.extend(_split(piece, start, quoted))
            at += 1
        start = False
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _split(piece: str, start: bool, quoted: bool) -> tuple[Token, ...]:
    """A word as one token; "didn't" as two."""
    low = fold(piece)
    if low.endswith("n't") and len(low) > 3:
        base = {"wo": "will", "ca": "can"}.get(low[:-3], low[:-3])
        return (Token(piece, base, stem(base), "function", quoted), Token(piece, "not", "not", "function", quoted))
    if low == "cannot":
        return (Token(piece, "can", "can", "function", quoted), Token(piece, "not", "not", "function", quoted))
    head, _, rest = low.partition("-")
    if rest and head in UNITS:  # five-year
        return (
            Token(head, head, f"#{UNITS[head]:.12g}", "number", quoted),
            Token(rest, rest, stem(rest), "content", quoted),
        )
    if low in ORDINAL:
        return (Token(piece, low, f"#{ORDINAL[low]:.12g}", "number", quoted),)
    if piece == "May" and not start:
        return (Token(piece, MAY, MAY, "name", quoted),)
    if low in _functional() and not (piece.isupper() and len(piece) > 1):
        return (Token(piece, low, irregular().get(low, low), "function", quoted),)
    is_name = piece[0].isupper() and (not start or rank(low) is None)
    if is_name or (piece.isupper() and len(piece) > 1):
        is_title = low in TITLES and len(low) < 5
        return (Token(piece, low, low if is_title else stem(low), "function" if is_title else "name", quoted),)
    return (Token(piece, low, stem(low), "content", quoted),)
