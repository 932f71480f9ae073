"""The full name of a person whom a sentence names by the surname alone, where the document gives one and only one.

Enters: the sentences of one document with their offsets. Leaves: full names with offsets by folded surname. Pure.
Never: a surname that two people of the document share ("Ann and Tom Lee", "Mr. Lee" beside "Mrs. Lee"), or one that
nothing in it shows to be a person's; a place or a calling before a surname ("In Boston Menino", "Striker Kane").

Wider than ``names.name_table``, which asks for a role or title beside the full name: here "Mr. Strand" or "Brant said"
anywhere in the document shows that "Peter Strand" and "Theodore J. Brant" are people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from service.text.folding import fold
from service.text.name_words import (
    DAYS_MONTHS,
    FUNCTION_WORDS,
    ORG_WORDS,
    PLACE_PREPOSITIONS,
    ROLE_NOUNS,
    SUFFIXES,
    TITLES,
)
from service.text.names import Token, tokens
from service.text.person_signs import surnames_of_people
from service.text.support.lexicon import is_in_lexicon
from service.text.support.somebody import NO_PERSON, PERSON

# offices and kin that stand before a surname, beside those that names.py knows
_OFFICES = frozenset(
    """agent special trooper constable corporal marshal warden nurse clerk rev reverend father mother sister brother
    uncle aunt baron count duke duchess firefighter candidate nominee democrat republican rookie
    trainer quarterback""".split()
)
_NO_NAME = FUNCTION_WORDS | TITLES | ROLE_NOUNS | ORG_WORDS | DAYS_MONTHS | _OFFICES
_OPENING = re.compile(r"(?:ing|ed|ly)$")
# given names that end as such words do
_GIVEN = frozenset(
    """ed ted fred ned jed alfred wilfred winifred mildred manfred siegfried gottfried ahmed mohammed mohamed muhammed
    hamed hammed saeed majed khaled waleed rasheed jared emily kelly sally billy molly polly holly lily lilly
    beverly kimberly shelly nelly willy wally ally dolly elly carly charly lesly everly sterling irving ming ling ping
    jing ying xing bing qing ding""".split()
)
QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
WITHIN = PLACE_PREPOSITIONS - {"from"}  # "a letter from Ada Lind"
_ARTICLES = frozenset({"the", "a", "an"})
_COURTESY = re.compile(
    r"\b(?:(?P<man>Mr)|(?P<woman>Mrs|Ms|Miss))\.?\s(?:and\sMrs\.?\s(?P<both>))?(?P<name>[A-Z][\w’'-]+)"
)
_BELONGING = re.compile(r"(?:ican|ocrat|ocratic|ish|ese|[^i]ian)$")  # "Republican Ada Lind", "Italian Ada Lind"


def full_names(located: Iterable[tuple[int, str]]) -> Mapping[str, tuple[int, int, str] | None]:
    """(start, end, name) in document offsets by folded surname, None where two people have it.

    `located` is pairs of (document offset, sentence).
    """
    lines = [(offset, text, tokens(text)) for offset, text in located]
    common = {fold(name) for _, _, words in lines for name in _common(words)}
    surnames = {fold(name) for _, text, _ in lines for name in surnames_of_people(text)} - common
    known = {fold(b.core) for _, text, words in lines for a, b in pairwise(words) if _are_joined(text, a, b)}
    found: dict[str, dict[str, tuple[int, int, str]]] = {}
    for offset, text, words in lines:
        quoted = [m.span() for m in QUOTED.finditer(text)]
        for n in range(1, len(words)):
            surname = fold(words[n].core)
            if surname not in surnames or surname in SUFFIXES or not words[n].text[0].isupper():
                continue
            if any(a < words[n].start < b for a, b in quoted):
                continue  # “Mad Dog Mattis” is what somebody calls him
            first = _first(text, words, n)
            if first is not None:
                start, end = words[first].start, words[n].start + len(words[n].core)
                entry = (offset + start, offset + end, text[start:end])
                people = found.setdefault(surname, {})
                people.setdefault(fold(words[first].core), entry)
                if (spouse := _spouse(text, words, first)) and spouse not in known:
                    people.setdefault(spouse, entry)
    couples = _couples(text for _, text, _ in lines)
    return {
        surname: next(iter(people.values())) if len(people) == 1 and surname not in couples else None
        for surname, people in found.items()
    }


def _couples(texts: Iterable[str]) -> set[str]:
    """Folded surnames of a man and a woman: "Mr. Lee" and "Mrs. Lee", "Mr. and Mrs. Lee"."""
    men, women = set(), set()
    for text in texts:
        for match in _COURTESY.finditer(text):
            name = fold(re.sub(r"[’']s?$", "", match["name"]))
            if match["man"] or match["both"] is not None:
                men.add(name)
            if match["woman"] or match["both"] is not None:
                women.add(name)
    return men & women


def _are_joined(text: str, one: Token, two: Token) -> bool:
    """Two capitals side by side: the second ends a name of several words."""
    return text[one.end : two.start] == " " and one.text[0].isupper() and two.text[0].isupper()


def _spouse(text: str, words: Sequence[Token], first: int) -> str:
    """The other given name of "Ann and Tom Lee", folded; empty where none stands there."""
    if first < 2 or words[first - 1].text != "and" or text[words[first - 2].end : words[first].start] != " and ":
        return ""
    one = words[first - 2]
    ends = first > 2 and _are_joined(text, words[first - 3], one)
    return "" if ends or not _may_be_given(one) else fold(one.core)


def _common(words: Sequence[Token]) -> Iterable[str]:
    """Words in small letters, and behind "the": "police", "the Navy"."""
    for before, word in zip((None, *words), words, strict=False):
        if word.text[0].islower() or (before is not None and before.core.lower() == "the"):
            yield word.core


def _first(text: str, words: Sequence[Token], n: int) -> int | None:
    """The word with which the full name begins whose surname is `words[n]`; None where it stands alone."""
    first = None
    for at in range(n - 1, max(-1, n - 4), -1):
        gap = text[words[at].end : words[at + 1].start]
        initial = len(words[at].core) == 1
        if gap != (". " if initial else " ") or not _may_be_given(words[at]):
            break
        if first is not None and not initial and len(words[first].core) > 1 and _is_loose(text, words, at):
            break
        first = at
    if first == 0 and (_is_opening(words[0]) or _is_calling(words[0])):
        first = 1 if n > 1 else None  # "Joining Cooley on Monday": its capital is that of the sentence
    if first is None or len(words[first].core) == 1 or _is_office(words, first):
        return None
    if first and words[first - 1].core.lower() in WITHIN | _ARTICLES:
        return None  # "In Boston Menino said so", "The Arizona Republican said so"
    return first


def _is_opening(word: Token) -> bool:
    return _OPENING.search(word.core) is not None and word.core.lower() not in _GIVEN


def _is_calling(word: Token) -> bool:
    low = word.core.lower()
    return is_in_lexicon(low) and PERSON.fullmatch(low) is not None and low not in NO_PERSON


def _may_be_given(word: Token) -> bool:
    return word.text[0].isupper() and not word.possessive and word.core.lower() not in _NO_NAME


def _is_office(words: Sequence[Token], first: int) -> bool:
    """As in "Secretary of State Clinton": what looks like a given name ends the title."""
    return first > 1 and words[first - 1].core == "of" and words[first - 2].text[0].isupper()


def _is_loose(text: str, words: Sequence[Token], at: int) -> bool:
    """A capital that may belong to what stands before the name: a party, a nation, a place."""
    joined = at > 0 and text[words[at - 1].end : words[at].start] == " "
    before = joined and words[at - 1].text[0].isupper() and words[at - 1].core.lower() not in TITLES
    return before or bool(_BELONGING.search(words[at].core))
