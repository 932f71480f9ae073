"""What one mention says, as weighted words: the material of ``likeness``.

Enters: the document and the sentences that tell the mention. Leaves: a frozen ``Profile``: stems of the whole and of
the lead, names among them, figures, days, months and years. Pure; knows no other document, so two mentions are always
as alike, whatever else was handed in. How rare a word is comes from a table of document frequencies, ``rarity.toml``,
made by ``scripts/train-relate``.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from service.records import Document
from service.text.analysis import analyse
from service.text.dateline import date_parts, dateline_end
from service.text.folding import to_ascii
from service.text.similarity import STOP_WORDS, stem

LEAD_WORDS = 45  # content words; the sentence that holds the last of them belongs to the lead
NAME_WEIGHT = 1.5  # of a name in the cosine, beside 1 for another word
RARE = 5.0  # from there on: fewer than one article in 150 holds the word
STRONGEST = 7.0  # rarity is capped here where one name alone decides
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DAYS = frozenset(map(stem, "monday tuesday wednesday thursday friday saturday sunday".split()))
_MONTHS = frozenset(
    map(
        stem,
        "january february march april may june july august september october november december".split(),
    )
)


class Word(NamedTuple):
    """One content word of a sentence."""

    stem: str
    start: int  # in the document
    end: int
    capital: bool
    inside: bool  # not the first word of its sentence
    sentence: int


class Wanted(NamedTuple):
    """Words that another article is asked for, by rarity; summed up once, since each article is held against all."""

    words: frozenset[str]
    rarities: Mapping[str, float]
    total: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts by stem; ``lead`` parts are of the first sentences. Vectors have length 1."""

    words: Mapping[str, int]
    stems: frozenset[str]  # the same without their counts
    names: Mapping[str, int]
    lead: Wanted
    lead_names: Mapping[str, int]
    lead_common: Wanted
    figures: frozenset[str]
    lead_figures: frozenset[str]
    days: frozenset[str]
    months: frozenset[str]
    years: frozenset[str]
    vector: Mapping[str, float]
    subject: frozenset[str]  # words that are neither names nor figures
    subject_length: float  # of the vector of these alone
    strongest: tuple[tuple[str, float], ...]  # names by weight, the strongest first
    rare: frozenset[str]  # words that few articles hold
    phrases: frozenset[tuple[str, str]]  # content words that stand side by side, but for words without content
    places: Mapping[str, tuple[int, int]]  # of the first time a name or a figure stands in the document


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, float], float]:
    data = tomllib.loads(files("service.text.story").joinpath("rarity.toml").read_text("utf-8"))
    found = {word: float(level) for level, words in data["levels"].items() for word in words.split()}
    return found, float(data["rarest"])


def rarity(word: str) -> float:
    """Natural logarithm of one over the share of news articles that hold the stem; what the table lacks is rare.

    A figure counts by its length, not its value: a brief of the same articles with other figures is the same brief.
    """
    if word[0].isdigit():
        return min(STRONGEST, 2.0 + sum(character.isdigit() for character in word))
    levels, rarest = _table()
    return levels.get(word, rarest)


def wanted(words: Iterable[str]) -> Wanted:
    """The words with their rarity."""
    rarities = {word: rarity(word) for word in words}
    return Wanted(frozenset(rarities), rarities, math.fsum(rarities.values()))


def read(document: Document, sentences: Iterable[str] = ()) -> Profile:
    """The profile of what `sentences` (ids) of `document` tell; of the whole article where none is given."""
    return profile(words_of(document, frozenset(sentences)))


def words_of(document: Document, sentences: frozenset[str]) -> list[Word]:
    """Content words in order, the title of the document first where its text does not open with it."""
    analysis = analyse(document.text)
    chosen = [
        (line.offset, line.text)
        for line, role in zip(analysis.lines, analysis.roles, strict=True)
        if (f"{document.id}.{line.position + 1}" in sentences if sentences else role != "boilerplate")
    ]
    found: list[Word] = []
    if document.title and not sentences and document.title not in document.text[: len(document.title) + 200]:
        found += content(document.title, -1, 0)
    for number, (offset, text) in enumerate(chosen, start=1):
        # the date on which it was written is no figure of what happened
        if next(date_parts(text), None) is None:
            full = _YEAR.search(text, 0, dateline_end(text))
            opens = offset + dateline_end(text) if full else offset
            words = content(text, offset, number)
            found += [w for w in words if w.start >= opens or not w.stem[0].isdigit()]
    return found


def content(text: str, offset: int, number: int) -> list[Word]:
    """Content words of one sentence; an offset of -1 says that it stands nowhere in the document."""
    found = []
    for n, match in enumerate(_WORD.finditer(text)):
        raw = match.group()
        low = raw.casefold() if raw.isascii() else to_ascii(raw).casefold()
        low = low.removesuffix("'s")
        if not low or low in STOP_WORDS:
            continue
        start, end = (offset + match.start(), offset + match.end()) if offset >= 0 else (-1, -1)
        found.append(Word(stem(low), start, end, raw[0].isupper(), n > 0, number))
    return found


def profile(words: list[Word]) -> Profile:
    """Counts and vectors of these words."""
    lower = {w.stem for w in words if not w.capital}
    # a capital inside a sentence makes a name; a title in capitals does not, where the text has the word in small
    known = {w.stem for w in words if w.capital and w.inside} - lower - _DAYS - _MONTHS
    last = words[min(len(words), LEAD_WORDS) - 1].sentence if words else 0
    counts: Counter[str] = Counter(w.stem for w in words)
    names: Counter[str] = Counter(w.stem for w in words if w.capital and w.stem in known)
    lead = [w for w in words if w.sentence <= last]
    lead_names: Counter[str] = Counter(w.stem for w in lead if w.capital and w.stem in known)
    opening = sorted({w.stem for w in lead})
    figures = frozenset(word for word in counts if word[0].isdigit())
    places: dict[str, tuple[int, int]] = {}
    for word in words:
        if word.start >= 0 and (word.stem in names or word.stem in figures):
            places.setdefault(word.stem, (word.start, word.end))
    weights = {
        name: math.log1p(count + 2 * lead_names.get(name, 0)) * min(rarity(name), STRONGEST)
        for name, count in names.items()
    }
    vector = _unit(counts, frozenset(names))
    subject = frozenset(w for w in counts if w not in names and w not in figures)
    return Profile(
        words=counts,
        stems=frozenset(counts),
        names=names,
        lead=wanted(opening),
        lead_names=lead_names,
        lead_common=wanted(w for w in opening if w not in lead_names and not w[0].isdigit()),
        figures=figures,
        lead_figures=figures.intersection(opening),
        days=_DAYS & counts.keys(),
        months=frozenset(w.stem for w in words if w.capital and w.inside and w.stem in _MONTHS),
        years=frozenset(word for word in figures if _YEAR.fullmatch(word)),
        vector=vector,
        subject=subject,
        subject_length=math.sqrt(math.fsum(vector[word] ** 2 for word in subject)),
        rare=frozenset(w for w in counts if rarity(w) >= RARE),
        phrases=frozenset((a.stem, b.stem) for a, b in pairwise(words) if a.sentence == b.sentence),
        strongest=tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0]))),
        places=places,
    )


def _unit(counts: Mapping[str, int], names: frozenset[str]) -> dict[str, float]:
    """Unit vector of log-damped counts times rarity."""
    vector = {
        word: (1 + math.log(count)) * rarity(word) * (NAME_WEIGHT if word in names else 1.0)
        for word, count in counts.items()
    }
    norm = math.sqrt(math.fsum(value * value for value in vector.values()))
    return {word: value / norm for word, value in vector.items()} if norm else {}
