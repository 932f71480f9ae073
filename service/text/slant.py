"""How much a sentence takes sides: a sum of weighted words. A lookout, not a gate.

Enters: one sentence. Leaves: a score, and yes or no. Pure; the words are data (``data/slant.toml``) and nothing is
fitted to labelled news. Never happens here: a verdict that withholds a sentence. Density of such words does not tell a
partisan article from a neutral one; a single sentence is all that it speaks of.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from service.text.loaded import find_loaded, load_rules

WORD = re.compile(r"[A-Za-z][\w’'-]*")
QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
MARKS = re.compile(r"[!?]|\.\.\.|…|—|\s--?\s")
LISTED = 1.5  # a hit of the list of loaded wording, in any voice
MARK = 0.5  # an exclamation, a question to the reader, a dash or dots
SPOKEN_SHARE = 0.5  # a word inside quotation marks was chosen by the narrator, but said by somebody
LONG_WORDS = 20.0  # a longer sentence has more room for such words: the score is for this many
# One word that usually is an opinion, or two that turn up the volume: a rule, not a fit
THRESHOLD = 1.0


class Lexicon(NamedTuple):
    """Weights of whole words and of beginnings."""

    words: dict[str, float]
    openings: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """The word lists of the package; a word in several lists has the largest weight."""
    raw = tomllib.loads(files("service.text").joinpath("data/slant.toml").read_text("utf-8"))
    words: dict[str, float] = {}
    openings: dict[str, float] = {}
    for group in raw.values():
        for word in group["words"].split():
            kind = openings if word.endswith("*") else words
            bare = word.rstrip("*")
            kind[bare] = max(kind.get(bare, 0.0), float(group["weight"]))
    return Lexicon(words, openings)


@lru_cache(maxsize=16_384)
def weight_of(word: str) -> float:
    """The weight of a lower-case word; 0 for a plain one."""
    whole = lexicon().words.get(word.replace("’", "'"), 0.0)
    openings = lexicon().openings
    return max([whole, *(openings[word[:n]] for n in range(3, len(word) + 1) if word[:n] in openings)])


def slant(text: str) -> float:
    """The sum of the weights of a sentence, for a length of `LONG_WORDS`; names count nothing."""
    quoted = [m.span() for m in QUOTED.finditer(text)]
    found = list(WORD.finditer(text))
    score = MARK * len(MARKS.findall(text))
    for match in found:
        word = match.group()
        if word[0].isupper() and match.start() and word.lower() != word and word not in {"I", "I’m", "I'm", "I’ve"}:
            continue
        inside = any(a < match.start() < b for a, b in quoted)
        score += weight_of(word.lower()) * (SPOKEN_SHARE if inside else 1.0)
    score += LISTED * len(find_loaded(text, load_rules()))
    return score / max(1.0, len(found) / LONG_WORDS)


def takes_sides(text: str) -> bool:
    """True where a sentence has more of such words than plain news has."""
    return slant(text) >= THRESHOLD
