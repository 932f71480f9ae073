"""A sentence as a row of content words, each with its lemma, its senses and its neighbours.

Enters: a string. Leaves: a frozen Reading; offsets are code points, half-open. Pure. Never: a parse; a neighbour is
near by words and by the commas, conjunctions and relative words between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from service.text.dates import TimeExpr, find_dates
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, TITLES
from service.text.numbers import Number, find_numbers
from service.text.reporting import Speech, find_speech
from service.text.sentences import sentence_spans
from service.text.similarity import STOP_WORDS
from service.text.sought import SAME_LETTER
from service.text.support.lexicon import lemma, phrase_at, senses

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’.&][^\W_]+)*|[;:—–,.!?()]")
# "up", "after" and their like say the opposite of one another: they are looked at although they carry little alone
TELLING = frozenset(
    "up down before after above below over under with without more most less like unlike off out away".split()
)
BREAKS = frozenset(
    "who whom whose which that while but when because although though if where as and or than so".split()
)
INNER_END = re.compile(r"[.!?…][^\w\s]*\s+\S|\n")  # without one the text is one sentence
WORD_BEFORE = re.compile(r"(\w+)\s")
DECAY = 0.35  # how fast nearness falls with each word between
WINDOW = 9  # content words on either side that still count as neighbours
BREAK_COST = 1.5  # a comma or conjunction puts this many words between two
SENTENCE_COST = 6.0  # a full stop puts this many


class Word(NamedTuple):
    """One content word or phrase; `key` is its lemma, or the normal form of a figure or time."""

    start: int
    end: int
    text: str
    key: str
    senses: frozenset[str]
    kind: str  # word, name, number, date
    place: float  # along the row; breaks count as words


@dataclass(frozen=True, eq=False)
class Reading:
    """One string read for comparison; `read` gives the same one for the same string."""

    text: str

    @cached_property
    def dates(self) -> tuple[TimeExpr, ...]:
        """Time expressions."""
        return find_dates(self.text, ways=False)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers that are no part of a time."""
        return find_numbers(self.text, dates=self.dates)

    @cached_property
    def all_numbers(self) -> tuple[Number, ...]:
        """Numbers, those of times included."""
        return find_numbers(self.text, include_dates=True)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Acts of speech, sentence by sentence, with offsets of the whole."""
        return tuple(
            _shifted(speech, start) for start, end in self.sentences for speech in find_speech(self.text[start:end])
        )

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Content words in order."""
        return tuple(_words(self.text, self.dates, self.numbers))

    @cached_property
    def senses(self) -> frozenset[str]:
        """Every sense of every word."""
        return frozenset().union(*(w.senses for w in self.words))

    @cached_property
    def every_sense(self) -> frozenset[str]:
        """Every sense of every word, small words included."""
        small = {lemma(t.group()) for t in TOKEN.finditer(self.text) if t.group()[0].isalpha()}
        return self.senses | frozenset().union(*(senses(w) for w in small))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemma of every content word."""
        return frozenset(w.key for w in self.words)

    @cached_property
    def _before(self) -> dict[int, str]:
        return {m.end(): m[1].translate(SAME_LETTER).casefold() for m in WORD_BEFORE.finditer(self.text)}

    def before(self, at: int) -> str:
        """The run of letters and digits that ends one blank before offset `at`, in lower case; empty: a mark."""
        # where `re` says "at the end" a line break may still follow
        return self._before.get(at) or (self._before.get(at - 1, "") if self.text[at - 1 : at] == "\n" else "")

    @cached_property
    def _near(self) -> dict[int, tuple[tuple[frozenset[str], float], ...]]:
        return {}

    @cached_property
    def _nearest(self) -> dict[int, dict[str, float]]:
        return {}

    def around(self, at: int) -> tuple[tuple[frozenset[str], float], ...]:
        """Senses and nearness of the words around word `at`, nearest 1."""
        if at not in self._near:
            words, place = self.words, self.words[at].place
            low, high = max(0, at - WINDOW), min(len(words), at + WINDOW + 1)
            self._near[at] = tuple(
                (words[k].senses, 1 / (1 + DECAY * (abs(words[k].place - place) - 1)))
                for k in range(low, high)
                if k != at and abs(words[k].place - place) <= WINDOW
            )
        return self._near[at]

    def nearest(self, at: int) -> dict[str, float]:
        """Each sense around word `at` with the nearness of the nearest word that has it."""
        if at not in self._nearest:
            found: dict[str, float] = {}
            for senses_of, weight in self.around(at):
                for sense in senses_of:
                    if weight > found.get(sense, 0.0):
                        found[sense] = weight
            self._nearest[at] = found
        return self._nearest[at]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences stand."""
        if INNER_END.search(self.text) is None:
            bare = self.text.strip()
            start = self.text.find(bare)
            return ((start, start + len(bare)),) if bare else ()
        return tuple(sentence_spans(self.text))

    def sentence_of(self, at: int) -> tuple[int, int]:
        """The sentence that holds offset `at`."""
        return next(((a, b) for a, b in self.sentences if a <= at < b), (0, len(self.text)))

    def word_at(self, start: int, end: int) -> int | None:
        """Index of the word that shares a code point with the range."""
        return next((n for n, w in enumerate(self.words) if w.start < end and start < w.end), None)


@lru_cache(maxsize=2_048)
def read(text: str) -> Reading:
    """The reading of `text`, kept for the texts read last."""
    return Reading(text)


def likeness(claim: Reading, at: int, evidence: Reading, other: int) -> float:
    """Share of the neighbourhood of word `at` that word `other` of the evidence has around it too; 0 to 1."""
    near = evidence.nearest(other)
    total = shared = 0.0
    for found, weight in claim.around(at):
        total += weight
        best = 0.0
        for sense in found:
            given = near.get(sense, 0.0)
            best = max(best, given)
        shared += min(weight, best)
    return shared / total if total else 0.0


def _shifted(speech: Speech, by: int) -> Speech:
    speaker = (speech.speaker[0] + by, speech.speaker[1] + by) if speech.speaker else None
    return speech._replace(
        start=speech.start + by,
        end=speech.end + by,
        speaker=speaker,
        verb=(speech.verb[0] + by, speech.verb[1] + by),
        content=tuple((a + by, b + by) for a, b in speech.content),
    )


def _words(text: str, dates: tuple[TimeExpr, ...], numbers: tuple[Number, ...]) -> list[Word]:
    marked = {d.start: (d.end, f"@{d.normal}", "date") for d in dates}
    marked |= {n.start: (n.end, f"#{n.normal}", "number") for n in numbers}
    found: list[Word] = []
    place, skip = 0.0, 0
    tokens = list(TOKEN.finditer(text))
    lemmas = [lemma(t.group()) if t.group()[0].isalpha() else "" for t in tokens]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        start, end = token.span()
        word = token.group()
        low = word.casefold()
        size = 1
        if start < skip:
            pass
        elif start in marked:
            skip, key, kind = marked[start]
            place += 1
            found.append(Word(start, skip, text[start:skip], key, frozenset({key}), kind, place))
        elif not word[0].isalnum():
            place += SENTENCE_COST if word in ".!?" else BREAK_COST
        elif (size := phrase_at(lemmas, at)) > 1:
            end = tokens[at + size - 1].end()
            key = " ".join(lemmas[at : at + size])
            place += 1
            found.append(Word(start, end, text[start:end], key, senses(key) | {lemmas[at]}, "word", place))
        elif low in BREAKS:
            place += BREAK_COST
        elif low in TELLING or (low not in STOP_WORDS and not word.isdigit() and lemmas[at] not in SMALL):
            place += 1
            kind = "name" if _is_name(word, text, start) else "word"
            found.append(Word(start, end, word, lemmas[at], senses(lemmas[at]), kind, place))
        at += size
    return found


SMALL = frozenset(
    lemma(w)
    for w in "be have do get make take put give us mr mrs ms dr never none nobody nothing cannot neither".split()
)


def _is_name(word: str, text: str, start: int) -> bool:
    low = word.casefold()
    if not word[0].isupper() or low in DAYS_MONTHS or low in TITLES:
        return False
    opens = start == 0 or text[:start].rstrip(" \n“\"‘'«[(")[-1:] in {"", ".", ":", "?", "!"}
    return not (opens and low in FUNCTION_WORDS)
