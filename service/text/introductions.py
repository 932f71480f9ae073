"""What a later "the poll" takes up: the words with which an article introduced it, "a national poll".

Enters: the body sentences of one document. Leaves: introductions by their head noun; for a definite phrase, the one
introduction that it can mean, or the latest where there are several. Pure. Never: an introduction inside a quotation; a
choice between two that would be told as certain. "The tanker Orda" and "Sarn Bridge" introduce nothing that a bracket
could take over, but are what "the vessel" and "the bridge" may mean as well.

A definite phrase whose head noun was introduced before is discourse-old (Prince 1981): a reader who meets it alone does
not know which one is meant. Where the article introduced one alone, that is it; else its latest sentence on one is
context.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from service.text.date_verbs import IRREGULAR_PAST
from service.text.definites import NUMBERS, SMALL
from service.text.pronoun_pointers import PERSON_NOUN
from service.text.quoted import QUOTED

REACH = 10  # body sentences between; further off a reader of the article would be told again
REACH_PEOPLE = 2  # "the man" may be anybody who was named meanwhile
MAX_MODIFIERS = 6
_INDEFINITE = NUMBERS | {"a", "an", "another"}
_RELATIVE = frozenset("other another more further additional second third fourth fifth".split())  # there were others
_OWNED = frozenset("his her its their my our your".split())
_WORD = re.compile(r"[^\W_]+(?:[-’'.&/][^\W_]+)*")
_VERBAL = re.compile(r"(?:ing|\w[^e]ed)$")  # not "red" and "bed"
# nouns that news put in place of one another: the later, wider word first
_WIDER: Mapping[str, frozenset[str]] = {
    wide: frozenset(narrow.split())
    for wide, narrow in {
        "legislation": "bill act",
        "measure": "bill resolution amendment",
        "blaze": "fire wildfire",
        "vessel": "ship boat tanker freighter trawler",
        "aircraft": "plane jet helicopter",
        "vehicle": "car van truck bus lorry",
        "crossing": "bridge",
        "survey": "poll",
        "weapon": "gun rifle pistol handgun knife",
        "store": "supermarket shop",
    }.items()
}
_WIDER_THAN: Mapping[str, frozenset[str]] = {
    word: frozenset(wide for wide, narrow in _WIDER.items() if word in narrow)
    for word in sorted(frozenset().union(*_WIDER.values()))
}
# "the tanker Orda", "the blaze at the Sarn refinery": told by a name, so perhaps another of its kind
_BY_NAME = re.compile(r"\s(?:(?:at|in|on|near|off|outside)\s(?:the\s)?)?[A-Z]")
# "a poll of Genta", "a deal between Genta and Kolm": what a noun needs, where names alone say it
_NAMES = r"(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3}"
_COMPLEMENT = re.compile(rf"\s(?:of|against)\s{_NAMES}|\sbetween\s{_NAMES}\sand\s{_NAMES}")


class Introduction(NamedTuple):
    """``text[start:end]`` of the document, in sentence `position`.

    `owned`: "their boat", "the UN boat", perhaps not the first that is told of.
    """

    position: int
    start: int
    end: int
    text: str
    owned: bool

    @property
    def shown(self) -> str:
        """The words for a bracket: "a national poll", also where they open a sentence."""
        return self.text[0].lower() + self.text[1:]


class Introduced(NamedTuple):
    """What an article introduces, by head noun."""

    told: Mapping[str, tuple[Introduction, ...]]  # in order
    rivals: Mapping[str, Introduction]  # the first that is told by its name, or as if it were known


def introductions(lines: Iterable[tuple[int, int, str]]) -> Introduced:
    """Introductions by head noun, in order; `lines` are triples of position, document offset and sentence."""
    found: dict[str, list[Introduction]] = {}
    rivals: dict[str, Introduction] = {}
    for position, offset, text in lines:
        quoted = [m.span() for m in QUOTED.finditer(text)]
        words = list(_WORD.finditer(text))
        for n, word in enumerate(words):
            if any(a < word.start() < b for a, b in quoted):
                continue
            low = word.group().lower()
            owned = low in _OWNED or low.endswith(("’s", "'s")) or _is_named(text, words, n)
            if owned or low in _INDEFINITE:
                head = _head(text, words, n)
                if head is not None:
                    more = _COMPLEMENT.match(text, head.end())
                    start, end = word.start(), more.end() if more else head.end()
                    one = Introduction(position, offset + start, offset + end, text[start:end], owned)
                    found.setdefault(head.group(), []).append(one)
                continue
            other = _definite_head(text, words, n) if low == "the" else _name(text, words, n)
            if other is not None and (low != "the" or _is_new(text, other, found)):
                start, end = word.start(), other.end()
                known = Introduction(position, offset + start, offset + end, text[start:end], owned=True)
                rivals.setdefault(other.group().lower(), known)
    return Introduced({noun: tuple(each) for noun, each in found.items()}, rivals)


def _definite_head(text: str, words: Sequence[re.Match[str]], n: int) -> re.Match[str] | None:
    """The noun of a definite phrase: "tanker" of "the tanker Orda"."""
    named = None
    for before, word in pairwise(words[n : n + 2 + MAX_MODIFIERS]):
        if text[before.end() : word.start()] != " " or word.group().lower() in SMALL:
            break
        if word.group()[0].isupper():
            return named
        named = word if word.group().isalpha() else None
    return _head(text, words, n)


def _is_new(text: str, head: re.Match[str], found: Mapping[str, Sequence[Introduction]]) -> bool:
    """Whether "the" with its noun takes up nothing that was introduced before."""
    noun = head.group()
    known = any(name in found for name in (noun, *_WIDER.get(noun, ())))
    return not known or _BY_NAME.match(text, head.end()) is not None


def _name(text: str, words: Sequence[re.Match[str]], n: int) -> re.Match[str] | None:
    """The last word of a name of several words that begins with ``words[n]``: "Bridge" of "Sarn Bridge"."""

    def is_joined(at: int) -> bool:
        return (
            0 <= at < len(words) - 1
            and text[words[at].end() : words[at + 1].start()] == " "
            and words[at].group()[0].isupper()
            and words[at + 1].group()[0].isupper()
        )

    last = n
    if is_joined(n - 1) or words[n].group().lower() in SMALL:
        return None
    while is_joined(last):
        last += 1
    return words[last] if last > n and words[last].group().isalpha() else None


def _is_named(text: str, words: Sequence[re.Match[str]], n: int) -> bool:
    """As in "the State Department cable": told by a name, so it may be the first or another one."""
    follows = n + 1 < len(words) and text[words[n].end() : words[n + 1].start()] == " "
    return follows and words[n].group().lower() == "the" and words[n + 1].group()[0].isupper()


def _head(text: str, words: Sequence[re.Match[str]], n: int) -> re.Match[str] | None:
    """The noun of the phrase that ``words[n]`` opens: the last word before a small word, a participle or a mark."""
    last = None
    for before, word in pairwise(words[n : n + 2 + MAX_MODIFIERS]):
        plain = word.group().lower()
        if text[before.end() : word.start()] != " " or plain in SMALL:
            break
        if last is not None and (plain in IRREGULAR_PAST or _VERBAL.search(plain)):
            break
        last = word
    if last is None or not (last.group().isalpha() and last.group().islower()):
        return None
    counted = words[n].group().lower() in NUMBERS
    return None if counted and not last.group().endswith(("s", "men", "children", "people")) else last


def taken_up(noun: str, words: str, position: int, known: Introduced) -> tuple[Introduction | None, bool]:
    """The introduction of what "the `words`" of sentence `position` takes up, and whether no other can be meant.

    Not sure, it is the latest, or where none was introduced the first that was told as if it were known; None where
    there is none before.
    """
    names = {noun} | _WIDER.get(noun, frozenset())
    ends: set[Introduction] = set()  # the first and the last of each noun
    others = names | _WIDER_THAN.get(noun, frozenset())
    is_open = any(known.rivals[name].position <= position for name in others & known.rivals.keys())
    for name in names:
        each = known.told.get(name, ())
        here = bisect_left(each, (position,))
        if here:
            ends |= {each[0], each[here - 1]}
        is_open |= name != noun and here < len(each) and each[here].position == position
    if not ends:
        more = set(words.lower().split()) - {noun}  # "the old boat" is not "the boat that came from the north"
        first = (known.rivals[name] for name in names & known.rivals.keys())
        fitting = (r for r in first if r.position < position and more <= set(r.text.lower().split()))
        return min(fitting, default=None), False
    before = sorted(ends)
    reach = REACH_PEOPLE if PERSON_NOUN.fullmatch(noun) else REACH
    only, said = before[0], set(words.lower().split())
    theirs = set(only.text.lower().split())
    fits = (
        not only.owned and not theirs & _RELATIVE and (said & NUMBERS) <= theirs and (said - {noun} - NUMBERS) <= theirs
    )
    told = len(_WORD.findall(only.text)) > len(_WORD.findall(words)) + 1
    sure = len(before) == 1 and not is_open and fits and told and position - only.position <= reach
    return (only if sure else before[-1]), sure
