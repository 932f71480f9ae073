"""An article line by line, its pronouns written out, and whose office is named where.

Enters: the body sentences of one article, with the brackets that say whom a pronoun means. Leaves: lines read for
comparison, and the people of the article with the words that introduce them. Pure. Never: a guess who "the minister"
is where two of the article may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from service.records import Document, Edit, EditKind, Reason
from service.text.aliases import canonical, country_of
from service.text.folding import fold, spelling_variants
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, NO_JOB, ROLE_NOUNS, TITLES
from service.text.names import Token, tokens
from service.text.support.lexicon import lemma
from service.text.support.reading import Reading, read

INNER = re.compile(r"\[(?P<words>[^\[\]]*)\]")
DATELINE = re.compile(
    r"^\s*[A-Z][A-Z .,’'-]{2,40}(?:\([^()]{2,20}\)\s?)?(?:,?\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?)?\s?[—–-]{1,2}\s"
)
STEM = 4  # letters that a country and its people share
_NAME = r"[A-Z][\w.’'-]+(?:\s(?:bin|ibn|al|el|de|da|van|von|der)\b)?"
PERSON = rf"{_NAME}(?:\s{_NAME}){{0,3}}"
_ROLES = "|".join(
    sorted((ROLE_NOUNS | TITLES) - {"mr", "mrs", "ms", "dr", "sir", "vice", "lady", "lord"}, key=len)[::-1]
)
_NO_JOB = "|".join(sorted(NO_JOB))
# a word for what somebody does: of the list, or an agent noun
ROLE = (
    rf"(?:(?i:{_ROLES})s?|masters?|counterparts?|midwi(?:fe|ves)|nurses?|lawyers?|[a-z]+(?:keeper|smith)"
    rf"|(?!(?:{_NO_JOB})\b)[a-z]{{3,}}(?:man|woman|er|or|ist|ian))"
)
_LEAD = r"(?:(?:the|an?|its|his|her|their|[A-Z][\w’'.-]+|[a-z][a-z’'-]+)\s){0,6}?"
# "Transport Minister Piet Roth", "the Swiss mediator, Ann Lee", "Norway's president, Piet Roth"
BEFORE = re.compile(
    rf"(?P<role>{_LEAD}\b{ROLE})(?:(?P<of>\s(?:of|for)\s(?:the\s)?[\w’'-]+(?:\s[A-Z][\w’'-]+){{0,3}}),\s|,?\s)(?P<name>{PERSON})"
)
# "Ann Lee, head of the agency", "Mara Lind, who chairs the federation"
BEHIND = re.compile(
    rf"(?P<name>{PERSON}),\s(?P<role>{_LEAD}\b{ROLE}\b(?:\s(?:of|for)\s[^,.;]{{2,70}})?"
    r"|who\s(?:now\s|also\s)?(?:chairs?|heads?|leads?|runs?|directs?|commands?|chaired|headed|led)\s[^,.;]{2,70})"
)


# words for whoever is at the head of a body
LEADING = frozenset(
    lemma(w)
    for w in """head chief director leader chair chairman chairwoman chairperson lead led run direct president boss
    manager chaired headed directed runs heads chairs leads command commander commands""".split()
)
LEADER = "leader"


class Line(NamedTuple):
    """One body sentence: its words with the pronouns written out, and where it stands."""

    text: str
    doc: str
    start: int
    end: int

    @property
    def reading(self) -> Reading:
        """The line read for comparison."""
        return read(self.text)


class Misplaced(NamedTuple):
    """What a claim gives to somebody, and the line that gives it to another."""

    reason: Reason
    words: tuple[str, ...]
    line: Line


class Office(NamedTuple):
    """Somebody by the folded words of the name, with the words of an office and the line that gives it."""

    name: frozenset[str]
    words: frozenset[str]  # lemmas, a country in place of its people
    said: str
    person: str
    line: int

    @property
    def is_person(self) -> bool:
        """Whether the name is given in full, as people's are where they are introduced."""
        return " " in self.person


def resolved(text: str, edits: Sequence[Edit], documents: Mapping[str, Document]) -> str:
    """A slice with recorded edits as running text: "[Piet] Roth" without brackets, every other edit taken back."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: e.start):
        replacement = INNER.sub(r"\g<words>", edit.replacement)
        # "The meeting [of Lee with Roth]": which one it is, no doer
        is_kept = edit.kind == EditKind.REFERENT and "[of " not in edit.replacement
        pieces += [
            text[position : edit.start],
            replacement if is_kept else documents[edit.source.doc].slice(edit.source),
        ]
        position = edit.end
    pieces.append(text[position:])
    return DATELINE.sub("", "".join(pieces))


@dataclass(frozen=True)
class Article:
    """The body lines of one article in order."""

    lines: tuple[Line, ...]
    acronyms: tuple[tuple[str, str], ...] = ()  # short and long form
    surnames: frozenset[str] = frozenset()  # folded, of people whom it names in full

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Everybody's offices, line by line."""
        return tuple(office for n, line in enumerate(self.lines) for office in _offices(line.text, n))

    @cached_property
    def known(self) -> frozenset[str]:
        """Folded words of all names in it, those with which a line opens left out where they are no names elsewhere."""
        found = [t for line in self.lines for t in tokens(line.text)[1:]]
        return names_in_tokens(found)

    @cached_property
    def people(self) -> frozenset[str]:
        """Folded last names of people."""
        return self.surnames | frozenset().union(*(office.name for office in self.offices))

    def offices_of(self, names: frozenset[str]) -> tuple[Office, ...]:
        """The offices of whoever bears one of these names."""
        return tuple(o for o in self.offices if any(self.is_same(a, b) for a in names for b in o.name))

    def is_same(self, one: str, other: str) -> bool:
        """Whether two folded words of names may mean the same."""
        return _is_same(one, other) or any(
            (one == fold(short) and other in fold(long)) or (other == fold(short) and one in fold(long))
            for short, long in self.acronyms
        )


_SMALL = FUNCTION_WORDS | DAYS_MONTHS | TITLES | ROLE_NOUNS


def names_in(text: str) -> frozenset[str]:
    """Folded capitalised words that are part of a name, titles and roles left out."""
    return names_in_tokens(tokens(text))


def names_in_tokens(words: Iterable[Token]) -> frozenset[str]:
    """The same of words already cut."""
    return frozenset(fold(t.core) for t in words if t.text[0].isupper() and t.core.casefold().rstrip(".") not in _SMALL)


def office_words(text: str) -> frozenset[str]:
    """What an office is made of: lemmas of its words, countries by one name, whoever is at the head by one word."""
    found = set()
    for token in tokens(text):
        low = token.core.casefold()
        if low in FUNCTION_WORDS or low in DAYS_MONTHS:
            continue
        country = country_of(token.core) if token.text[0].isupper() else None
        word = lemma(low)
        if word in LEADING:
            found.add(LEADER)
        else:
            found.add(fold(country or canonical(token.core)) if country or token.text[0].isupper() else word)
    return frozenset(found)


def _offices(text: str, line: int) -> Iterable[Office]:
    for pattern in (BEFORE, BEHIND):
        for match in pattern.finditer(text):
            if not names_in(match["name"]):
                continue
            said = match["role"] + (match.groupdict().get("of") or "")
            yield Office(
                frozenset({fold(tokens(match["name"])[-1].core)}), office_words(said), said, match["name"], line
            )


def _is_same(one: str, other: str) -> bool:
    if one == other or spelling_variants(one, other):
        return True
    first, second = (fold(country_of(w) or canonical(w)) for w in (one, other))
    return first == second or (len(one) >= STEM and len(other) >= STEM and one[:STEM] == other[:STEM])
