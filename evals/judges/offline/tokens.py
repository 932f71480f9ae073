"""Text to tokens: folding, own stems, numbers as values, sentence cutting. Pure.

A string enters; tokens and sentences leave. Nothing here comes from the product: the examiner has its own rules.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from evals.judges.offline.lexicon import ABBREVIATIONS, IRREGULAR, NUMBER_WORDS, SCALES, STOP

_FOLD = str.maketrans("’‘`´–—ıłŁøØđĐ", "''''--ilLoOdD") | {ord(c): '"' for c in "“”"} | {ord("æ"): "ae", ord("ß"): "ss"}
_MARKER = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_BRACKET = re.compile(r"-[lr][rscq]b-", re.I)
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<suffix>%|[a-z]{1,2}\b)?"
    r"|(?P<word>[^\W\d_]+(?:['.][^\W\d_]+)*)"
    r"|(?P<percent>%)",
    re.I,
)
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|\s[.!?]\s+|(?<=[a-z]{3}[.!?])[\"']?(?=[A-Z][a-z])|\n+")
_END_LOWER = re.compile(r"(?<=[a-z0-9'\")][.!?])[\"')\]]*\s+|\s[.!?]\s+|\n+")
_SUFFIX_SCALE = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: as written, and as it is compared."""

    surface: str
    stem: str
    is_number: bool
    is_capital: bool

    @property
    def is_content(self) -> bool:
        """True for what carries meaning by itself."""
        return self.is_number or self.stem not in STOP


def fold(text: str) -> str:
    """Text without citation marks, with plain quotes and dashes and without diacritics; case is kept."""
    plain = _BRACKET.sub(" ", _MARKER.sub("", text)).translate(_FOLD)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A short form shared by the inflections of a lower-case word: plurals, -ed, -ing, -ly and some irregular ones."""
    word = word.removesuffix("'s")
    word = word if word in IRREGULAR else word.replace(".", "")
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3:
        return word
    for suffix in ("ing", "ed", "ies", "es", "s", "ly"):
        if not word.endswith(suffix) or word.endswith(("ss", "us", "is")):
            continue
        base = word[: -len(suffix)]
        if len(base) < 3 or not _VOWEL.search(base):
            continue
        if suffix in {"ies", "es"}:
            base = base + "y" if suffix == "ies" else base
        elif suffix in {"ing", "ed"} and base[-1] == base[-2] and base[-1] not in "lsz":
            base = base[:-1]
        word = base
        break
    if word.endswith("i") and len(word) > 3:
        word = word[:-1] + "y"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _value(number: float) -> str:
    return f"#{number:.6g}" if number % 1 else f"#{int(number)}"


def _words_of(found: re.Match[str]) -> list[tuple[str, float | None]]:
    """The surface parts of one match, each with its value where it is a number."""
    if found["number"]:
        value = float(found["number"].replace(",", ""))
        suffix = (found["suffix"] or "").lower()
        if suffix in _SUFFIX_SCALE:
            return [(found[0], value * _SUFFIX_SCALE[suffix])]
        return [(found[0].rstrip("%"), value), *([("percent", None)] if suffix == "%" else [])]
    if found["percent"]:
        return [("percent", None)]
    word = found["word"]
    low = word.lower()
    return [(word, NUMBER_WORDS.get(low))]


def tokenize(text: str) -> tuple[Token, ...]:
    """Words and numbers in order; "twenty-five" and "1.2 million" are one number each.

    "one" stays a word: it is hardly ever a figure.
    """
    parts = [part for found in _TOKEN.finditer(fold(text)) for part in _words_of(found)]
    tokens: list[Token] = []
    at = 0
    while at < len(parts):
        surface, value = parts[at]
        at += 1
        if value is None:
            low = surface.lower()
            tokens.append(Token(surface, stem(low), is_number=False, is_capital=surface[:1].isupper()))
            continue
        tens = 20 <= value < 100 and value % 10 == 0 and not surface[0].isdigit()
        if tens and at < len(parts) and (unit := parts[at][1]) is not None and 0 < unit < 10:
            surface, value, at = f"{surface}-{parts[at][0]}", value + unit, at + 1
        while at < len(parts) and parts[at][0].lower() in SCALES:
            surface, value, at = f"{surface} {parts[at][0]}", value * SCALES[parts[at][0].lower()], at + 1
        tokens.append(Token(surface, _value(value), is_number=True, is_capital=False))
    return tuple(tokens)


def cut(text: str) -> tuple[str, ...]:
    """Sentences of a text, also of one that is all lower case or has a blank before each full stop."""
    text = fold(text).strip()
    ends = _END_LOWER if text == text.lower() else _END
    pieces: list[str] = []
    last = 0
    for found in ends.finditer(text):
        before = text[last : found.start()].rstrip(".").rsplit(None, 1)
        word = before[-1].lower().lstrip("('\"") if before else ""
        if "\n" not in found[0] and (word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
            continue
        pieces.append(text[last : found.end()].strip())
        last = found.end()
    pieces.append(text[last:].strip())
    return tuple(p for p in pieces if re.search(r"\w", p))
