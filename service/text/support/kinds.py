"""A thing put in the place of another of its kind: nurses for teachers, the kitchen for the engine room, east for west.

Enters: a sentence and the passages it cites. Leaves: words that the passages do not have while they have another of the
kind that the sentence does not. Pure. Never: a word faulted because it is new; it needs a rival.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import Token, tokens
from service.text.sought import Sought
from service.text.support.lexicon import lemma, senses
from service.text.support.origins import compass, is_derived, places
from service.text.support.reading import Reading

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W_]+)*")
OFFICE = Sought(r"([a-z-]+)\s(?:affairs\s)?(?:minister|ministry|ministers|secretary|portfolio)\b", re.I)
DEMONYM = re.compile(r"(?:an|ish|ese|ic|i|ch|ss|se)$")
COMPASS = re.compile(r"north|south|east|west", re.I)
LONGEST = 2  # words of a member

Member = tuple[int, int]  # the kind and the member of it


class Kinds(NamedTuple):
    """Members by the lemmas of their words, and offices of ministers by lemma."""

    members: dict[tuple[str, ...], tuple[Member, ...]]
    offices: dict[str, int]
    openers: frozenset[str]  # first words of members


@cache
def kinds() -> Kinds:
    """The kinds of the package."""
    raw = tomllib.loads(files("service.text").joinpath("data/kinds.toml").read_text("utf-8"))
    members: dict[tuple[str, ...], tuple[Member, ...]] = {}
    for number, row in enumerate(raw["kinds"]):
        for place, member in enumerate(row.split(";")):
            for words in member.split(","):
                key = tuple(lemma(w) for w in words.split())
                members[key] = tuple({*members.get(key, ()), (number, place)})
    offices = {
        lemma(word.strip()): place
        for place, office in enumerate(raw["portfolios"].split(";"))
        for word in office.split(",")
    }
    return Kinds(members, offices, frozenset(words[0] for words in members))


class Found(NamedTuple):
    """The members of kinds in one string, with a word for each, and what else it has to compare."""

    members: dict[Member, str]
    offices: dict[int, str]
    points: dict[str, str]  # compass
    lemmas: frozenset[str]


@lru_cache(maxsize=4_096)
def find_kinds(text: str) -> Found:
    """What of the kinds stands in `text`."""
    words = [m.group() for m in WORD.finditer(text)]
    keys = [lemma(w) for w in words]
    table = kinds()
    members: dict[Member, str] = {}
    for at, key in enumerate(keys):
        if key not in table.openers:
            continue
        for size in range(LONGEST, 0, -1):
            if found := table.members.get(tuple(keys[at : at + size])):
                members.update(dict.fromkeys(found, " ".join(words[at : at + size])))
                break
    offices = {table.offices[key]: m[1] for m in OFFICE.all_in(text) if (key := lemma(m[1])) in table.offices}
    pointing = [w for w in words if COMPASS.search(w)] if COMPASS.search(text) else []
    points = {p: w for w in pointing for part in w.split("-") for p in compass(fold(part))}
    return Found(members, offices, points, frozenset(keys))


def replaced(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """Words whose place another of their kind has in the passages."""
    own = find_kinds(claim.text)
    if not (own.members or own.offices or own.points):
        return tuple(dict.fromkeys(_owners(claim, passages)))
    cited = [find_kinds(p.text) for p in passages]
    found = list(_members(own, cited))
    offices = {o for c in cited for o in c.offices}
    if offices - set(own.offices):
        lemmas = frozenset().union(*(c.lemmas for c in cited))
        found += [w for o, w in own.offices.items() if o not in offices and lemma(w) not in lemmas]
    points = {p for c in cited for p in c.points}
    if points - set(own.points):
        found += [w for p, w in own.points.items() if p not in points]
    return tuple(dict.fromkeys([*found, *_owners(claim, passages)]))


def _members(own: Found, cited: Sequence[Found]) -> Iterator[str]:
    given = {m for c in cited for m in c.members}
    if not own.members or not given:
        return
    mine = {kind for kind, _ in given - set(own.members)}
    for member, word in own.members.items():
        twins = {m for m, w in own.members.items() if w == word}
        if member in given or twins & given or member[0] not in mine:
            continue
        last = senses(lemma(word.split()[-1]))
        if not any(last & senses(key) for c in cited for key in c.lemmas):
            yield word


def _owners(claim: Reading, passages: Sequence[Reading]) -> Iterator[str]:
    """Names with a noun that the passages give to another: "the Paldovan embassy" for the Corvian embassy."""
    mine = _owned(claim.text)
    given = [pair for p in passages for pair in _owned(p.text)] if mine else []
    for name, noun in mine:
        key = lemma(noun.core)
        rivals = [n for n, other in given if lemma(other.core) == key]
        if not rivals or any(is_same(name.core, n.core) for n in rivals):
            continue
        near = any(_is_near(name.core, key, p.text) for p in passages)
        if not near and any(is_same(name.core, t.core) for p in passages for t in tokens(p.text)):
            yield f"{name.text} {noun.text}"


@lru_cache(maxsize=4_096)
def _owned(text: str) -> tuple[tuple[Token, Token], ...]:
    """Each name right before a noun, as "Corvian embassy" and "Corvia's embassy", with the noun."""
    words = tokens(text)
    return tuple(
        (a, b)
        for n, (a, b) in enumerate(pairwise(words))
        if a.text[0].isupper()
        and b.text[0].islower()
        and text[a.end : b.start] == " "
        and not {fold(a.core), fold(b.core)} & FUNCTION_WORDS
        and (_ends(text, words, n + 1) if a.possessive else DEMONYM.search(a.core))
        and not b.text.endswith(("ed", "ly"))
    )


def _ends(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether the noun group ends with this word: "Moor's sites be closed", not "Moor's town hall"."""
    following = words[at + 1] if at + 1 < len(words) else None
    return following is None or text[words[at].end : following.start] != " " or fold(following.core) in FUNCTION_WORDS


@lru_cache(maxsize=16_384)
def is_same(one: str, other: str) -> bool:
    """True where two words name one place or person: the same word, a demonym, another name of the table."""
    a, b = fold(one), fold(other)
    return a == b or is_derived(a, b) or bool(places((one,)) & places((other,)))


def _is_near(name: str, noun: str, text: str) -> bool:
    """Whether name and noun stand close together in some other form: "the embassy of Paldova in Zelm"."""
    words = tokens(text)
    spots = [n for n, t in enumerate(words) if is_same(name, t.core)]
    return any(abs(n - at) <= 4 and n > at for at, t in enumerate(words) if lemma(t.core) == noun for n in spots)
