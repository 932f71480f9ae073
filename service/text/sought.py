"""Patterns that are tried only on texts that can hold them, known from the groups of letters that the text has.

Enters: a regular expression; a text. Leaves: its matches, exactly those of ``re``. Pure. Never: a pattern's own opinion
of what it needs; that is read from its syntax tree.

The method is Cox's ("Regular Expression Matching with a Trigram Index", 2012): from the tree follows a set of short
groups of letters of which every match holds one. A text that has none of them needs no search, and two sets are
compared in a twentieth of the time that the search takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

_tree = import_module("re._parser")
_op = import_module("re._constants")

SHORT, LONG = 3, 4  # letters of a group
MOST_STRINGS = 64  # strings that one stretch of a pattern is written out as
MOST_LETTERS = 12  # of a class of characters that is written out
LIKELY = 0.6  # share of sentences with one of the groups, from which on the look costs more than it saves
SENTENCE = 160  # code points of a usual sentence
# Outside of these a letter's case may change its length or its kind: such texts are always searched.
_UNSURE = re.compile("[^\x00-\u024f\u2010-\u203f\u20ac]")
_NO_WORD = re.compile(r"\W")
_BLANKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
SLICED = 600  # code points of a text whose slices are made once
_SHORT_AT, _LONG_AT = ([slice(at, at + size) for at in range(SLICED)] for size in (SHORT, LONG))
_BLANK = frozenset({" "})
SAME_LETTER = {0x130: "i", 0x131: "i"}  # which ``re.I`` takes for an i
_FREQUENCY = dict(zip(" etaoinshrdlcumwfgypbvkjxqz", (
    .17, .10, .075, .068, .062, .058, .056, .053, .05, .05, .034, .033, .023, .023, .02, .02, .019, .018, .016, .016,
    .015, .012, .008, .006, .001, .001, .001), strict=True))  # fmt: skip


def _plain(text: str) -> str:
    """Lower case, and a blank for whatever is no part of a word; one code point for one."""
    if text.isascii():
        return text.lower().translate(_BLANKS)
    return _NO_WORD.sub(" ", text.translate(SAME_LETTER).casefold())


@lru_cache(maxsize=4_096)
def groups_in(text: str) -> frozenset[str] | None:
    """Every three and every four code points side by side; None where the case of the text cannot be told safely."""
    low = _plain(text)
    if not text.isascii() and (len(low) != len(text) or _UNSURE.search(text)):
        return None
    low = f" {low} "
    places = len(low) - SHORT + 1
    if places > SLICED:
        return frozenset([low[at : at + size] for at in range(places) for size in (SHORT, LONG)])
    return frozenset([*map(low.__getitem__, _SHORT_AT[:places]), *map(low.__getitem__, _LONG_AT[:places])])


class Sought:
    """A compiled pattern that knows what it needs; the methods of ``re.Pattern`` are for places inside a text."""

    __slots__ = ("_needs", "findall", "finditer", "fullmatch", "match", "pattern", "search", "sub")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = compiled = re.compile(pattern, flags)
        self._needs: frozenset[str] | str | None = ""  # read when first asked: an import must not take its time
        self.match, self.fullmatch, self.search = compiled.match, compiled.fullmatch, compiled.search
        self.findall, self.finditer, self.sub = compiled.findall, compiled.finditer, compiled.sub

    def all_in(self, text: str) -> Iterable[re.Match[str]]:
        """Every match in a text of which other patterns are asked, too."""
        return self.finditer(text) if self.may_match(text) else ()

    def first_in(self, text: str) -> re.Match[str] | None:
        """The first match in such a text."""
        return self.search(text) if self.may_match(text) else None

    def may_match(self, text: str) -> bool:
        """False where it cannot match anywhere in such a text."""
        needs = self._needs
        if isinstance(needs, str):
            needs = self._needs = needs_of(self.pattern)
        if needs is None:
            return True
        groups = groups_in(text)
        return groups is None or not needs.isdisjoint(groups)


def needs_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Groups of letters of which every match holds one; None where none follow or nearly every text has one."""
    found = _Stretch()
    found.take(_tree.parse(pattern.pattern, pattern.flags))
    cover = found.cover()
    return cover if cover is not None and _weight(cover) * SENTENCE < LIKELY else None


def _weight(groups: frozenset[str]) -> float:
    """How often one of the groups is to be expected at a place of a text, letters taken singly."""
    return sum(_rate(group) for group in groups)


def _rate(group: str) -> float:
    rate = 1.0
    for letter in group:
        rate *= _FREQUENCY.get(letter, 0.005)
    return rate


class _Stretch:
    """One sequence of a syntax tree as far as it is read: the strings that end there, and the best set of groups."""

    def __init__(self) -> None:
        self._strings = frozenset({""})  # one of which stands right before the place that is read
        self._best: frozenset[str] | None = None
        self._opens = False  # a word begins or ends at this place
        self.exact: frozenset[str] | None = frozenset({""})  # all that the sequence can be, where that is little

    def cover(self) -> frozenset[str] | None:
        """The groups of which one stands in whatever the sequence matches."""
        self._rest()
        return self._best

    def take(self, sequence: Any) -> None:
        """Read a sequence to its end."""
        for op, value in sequence:
            self._step(op, value)

    def _offer(self, groups: frozenset[str] | None) -> None:
        if groups is not None and (self._best is None or _weight(groups) < _weight(self._best)):
            self._best = groups

    def _rest(self) -> None:
        """End the strings here: what they are is known, what follows is not."""
        self._weigh()
        self._strings = frozenset({""})
        self._opens = False

    def _weigh(self) -> None:
        """Offer the rarest group of each string."""
        if all(len(string) >= SHORT for string in self._strings):
            parts = ({s[n : n + LONG] for n in range(max(1, len(s) - LONG + 1))} for s in self._strings)
            self._offer(frozenset(min(part, key=lambda group: (_rate(group), group)) for part in parts))

    def _add(self, strings: frozenset[str]) -> None:
        """Go on by one of the strings."""
        if self._opens and self._strings == {""} and all(_is_word(s[:1]) for s in strings):
            strings_here = frozenset(f" {s}" for s in strings)
        else:
            strings_here = strings
        self._opens = self._opens and "" in strings
        if len(strings_here) > 1:
            self._weigh()
        if len(self._strings) * len(strings_here) > MOST_STRINGS:
            self._rest()
        self._strings = frozenset(a + b for a, b in product(self._strings, strings_here))
        if self.exact is not None:
            grown = len(self.exact) * len(strings) <= MOST_STRINGS
            self.exact = frozenset(a + b for a, b in product(self.exact, strings)) if grown else None

    def _unknown(self) -> None:
        self._rest()
        self.exact = None

    def _step(self, op: Any, value: Any) -> None:
        if op is _op.LITERAL:
            self._add(frozenset({_plain(chr(value))}))
        elif op is _op.IN and (letters := _letters(value)) is not None:
            self._add(letters)
        elif op is _op.SUBPATTERN:
            self._inner([value[-1]])
        elif op is _op.ATOMIC_GROUP:
            self._inner([value])
        elif op is _op.BRANCH:
            self._inner(value[1])
        elif op in (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT):
            self._repeat(*value)
        elif op is _op.AT:
            self._at(value)
        elif op is _op.ASSERT:
            inner = _Stretch()
            inner.take(value[1])
            self._offer(inner.cover())
        elif op is not _op.ASSERT_NOT:
            self._unknown()

    def _inner(self, sequences: Any) -> None:
        """One of several sequences."""
        found = [_Stretch() for _ in sequences]
        for one, sequence in zip(found, sequences, strict=True):
            one.take(sequence)
        exact = [one.exact for one in found]
        covers = [one.cover() for one in found]
        self._offer(_union(covers))
        together = _union(exact)
        if together is not None and len(together) <= MOST_STRINGS * 4:
            self._add(together)
        else:
            self._unknown()

    def _repeat(self, least: int, most: Any, item: Any) -> None:
        inner = _Stretch()
        inner.take(item)
        exact = inner.exact
        if least:
            self._offer(inner.cover())
        if most == 1 and exact is not None:
            self._add(exact if least else exact | {""})
        elif least and exact == _BLANK:
            self._add(exact)
            self._unknown()
            self._strings = exact
        else:
            self._unknown()

    def _at(self, where: Any) -> None:
        if where is _op.AT_BOUNDARY:
            if self._strings == {""}:
                self._opens = True
            elif all(_is_word(s[-1:]) for s in self._strings):
                self._strings = frozenset(f"{s} " for s in self._strings)
                self._rest()
        elif where in (_op.AT_END, _op.AT_END_STRING) and all(_is_word(s[-1:]) for s in self._strings):
            self._strings = frozenset(f"{s} " for s in self._strings)
            self._rest()


def _is_word(letter: str) -> bool:
    return letter not in {"", " "}


def _union(sets: list[frozenset[str] | None]) -> frozenset[str] | None:
    known = [found for found in sets if found is not None]
    return frozenset().union(*known) if len(known) == len(sets) else None


def _letters(items: Any) -> frozenset[str] | None:
    """The letters of a class of characters; None where they are many."""
    found: set[str] = set()
    for op, value in items:
        if op is _op.LITERAL:
            found.add(_plain(chr(value)))
        elif op is _op.RANGE and value[1] - value[0] < MOST_LETTERS:
            found.update(_plain(chr(code)) for code in range(value[0], value[1] + 1))
        elif op is _op.CATEGORY and value in (_op.CATEGORY_SPACE, _op.CATEGORY_NOT_WORD):
            found.add(" ")
        else:
            return None
    return frozenset(found) if len(found) <= MOST_LETTERS else None
