"""Capitalised runs and the people among them.

Enters: one sentence (or a document) as a string. Leaves: runs with exact offsets. Pure; no gazetteer of people or
places: what a run names is read from its neighbours (titles, role nouns, prepositions), so that it works on any story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import (
    ARTICLES,
    DAYS_MONTHS,
    FUNCTION_WORDS,
    JOB,
    NO_JOB,
    ORG_WORDS,
    PLACE_PREPOSITIONS,
    ROLE_NOUNS,
    SHORT_TITLES,
    SUFFIXES,
    TITLES,
)

WORD = re.compile(r"[^\W_]+(?:[-’'.&][^\W_]+)*")
POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")

_MONTH = r"(?:january|february|march|april|june|july|august|september|october|november|december)"
# "May" is the month beside these, else a name or a verb
MAY_BEHIND = re.compile(
    r"(?:\b(?:in|by|since|until|till|during|between|last|next|this|early|mid|late|(?:end|start|beginning|middle|month)\sof)"
    rf"|\d(?:st|nd|rd|th)?|\b{_MONTH}(?:,|\s(?:and|or|to)))\s$",
    re.I,
)
MAY_BEFORE = re.compile(rf"\s(?:\d|(?:and|or|to)\s{_MONTH}\b)", re.I)


class Token(NamedTuple):
    """One word with its offsets; `core` is the word without a possessive mark."""

    start: int
    end: int
    text: str
    core: str
    possessive: bool


class Run(NamedTuple):
    """A run of capitalised words: ``text[start:end]``; kind is person, org, place or name."""

    start: int
    end: int
    text: str
    kind: str
    possessive: bool


def tokens(text: str) -> list[Token]:
    """Words of `text` in order, punctuation left out."""
    return list(_tokens(text))


@lru_cache(maxsize=2_048)
def _tokens(text: str) -> tuple[Token, ...]:
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        core = word if word.isalnum() else POSSESSIVE.sub("", word)
        bare_mark = match.end() < len(text) and text[match.end()] in "’'" and word[-1:] in "sS"
        mark_is_closing = bare_mark and text[match.end() + 1 : match.end() + 2].isalnum()
        possessive = core != word or (bare_mark and not mark_is_closing)
        found.append(Token(match.start(), match.end(), word, core, possessive))
    return tuple(found)


def _is_capital(token: Token) -> bool:
    head = token.text[0]
    return head.isupper() or (
        len(token.text) > 3 and token.text[:3].lower() in {"al-", "el-"} and token.text[3].isupper()
    )


def _raw_runs(text: str, words: list[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    current: list[Token] = []
    for index, token in enumerate(words):
        joined = bool(current) and _adjoins(text, current[-1], token) and not current[-1].possessive
        if _is_capital(token) and token.core.lower() not in DAYS_MONTHS and not _is_may(text, token):
            if joined:
                current.append(token)
            else:
                if current:
                    runs.append(current)
                current = [token]
        elif joined and _links(token, current, words, index):
            current.append(token)
        elif current:
            runs.append(current)
            current = []
    if current:
        runs.append(current)
    return [_trim(run) for run in runs]


def _adjoins(text: str, before: Token, token: Token) -> bool:
    gap = text[before.end : token.start]
    return gap == " " or (gap == ". " and before.core.lower() in SHORT_TITLES)


def _is_may(text: str, token: Token) -> bool:
    """The month, which is spelled like a surname and a verb: read from the words on both sides."""
    if token.core != "May":
        return False
    behind = MAY_BEHIND.search(text, max(0, token.start - 24), token.start)
    return behind is not None or MAY_BEFORE.match(text, token.end) is not None


def _links(token: Token, current: list[Token], words: list[Token], index: int) -> bool:
    """A small word inside a name: "Organization of Islamic Cooperation", "Osama bin Laden"."""
    following = words[index + 1] if index + 1 < len(words) else None
    if following is None or not _is_capital(following):
        return False
    if token.text in {"bin", "ibn", "de", "da", "del", "della", "van", "von", "der", "al", "el"}:
        return True
    return token.text == "of" and current[-1].core.lower() in ORG_WORDS


def _trim(run: list[Token]) -> list[Token]:
    while run and not _is_capital(run[-1]):
        run.pop()
    return run


def _is_opener(run: list[Token], known: frozenset[str]) -> bool:
    """Sentence-initial words carry a capital by position: a name only where something else says so."""
    first = run[0]
    if first.core.lower() in FUNCTION_WORDS:
        return True
    if len(run) > 1 or (first.core.isupper() and len(first.core) > 1):
        return False
    return fold(first.core) not in known


PERSON_BEHIND = re.compile(
    r"(?:, (?:head|director|chief|who|\d{1,3}[,.]|an? [a-z]+,)| said\b| says\b| told\b|, \d{1,3}\b"
    # a firm may be "the owner" or "the market leader" as well
    r"|, (?:the|an?) (?:(?!(?:market|world|global|industry)\b)[\w’'-]+ ){0,3}"
    rf"(?:{'|'.join(sorted(ROLE_NOUNS - {'owner'}))})\b)"
)


def _is_job(word: str) -> bool:
    """Whether a word is an agent noun: "baseman", "banker", "journalist" in front of a name."""
    return bool(JOB.match(word)) and word not in NO_JOB


def _without_roles(run: list[Token]) -> list[Token]:
    """What follows the roles: "Mara Vance" of "Prosecutor Mara Vance"; the run where that is no full name."""
    roles = next((n for n, t in enumerate(run) if t.core.lower() not in ROLE_NOUNS), len(run))
    return run[roles:] if len(run) - roles >= 2 else run


def _classify(text: str, run: list[Token], words: list[Token]) -> tuple[list[Token], str]:
    """The tokens of the name proper and its kind."""
    lowered = [t.core.lower().rstrip(".") for t in run]
    last_title = max((i for i, w in enumerate(lowered) if w in TITLES), default=-1)
    if 0 <= last_title < len(run) - 1:
        return _without_roles(run[last_title + 1 :]), "person"
    if last_title >= 0 and last_title == len(run) - 1:
        return run, "name"
    if any(w in ORG_WORDS for w in lowered):
        return run, "org"
    named = _without_roles(run)
    if len(named) < len(run) and len(named) <= 3:
        return named, "person"
    before = next((t for t in reversed(words) if t.end <= run[0].start), None)
    previous = before.core.lower() if before and text[before.end : run[0].start] == " " else ""
    if previous in PLACE_PREPOSITIONS or previous in {"capital", "city", "town", "village"}:
        return run, "place"
    # "the Arizona Republican said": a person's name takes no article
    capitals = any(t.core.isupper() and len(t.core) > 1 for t in run)
    if 2 <= len(run) <= 4 and previous not in ARTICLES and not capitals:
        after = text[run[-1].end : run[-1].end + 64]
        if previous in ROLE_NOUNS or previous in {"including", "by"} or _is_job(previous) or PERSON_BEHIND.match(after):
            return run, "person"
    if len(run) == 1 and run[0].core.isupper() and len(run[0].core) > 1:
        return run, "org"
    return run, "name"


def find_runs(text: str, known: frozenset[str] = frozenset()) -> tuple[Run, ...]:
    """Capitalised runs of one sentence in order.

    `known` holds folded single words seen capitalised inside sentences of the document (``known_capitals``); without it
    a single capitalised word that opens the sentence is not taken for a name.
    """
    words = tokens(text)
    found = []
    for raw in _raw_runs(text, words):
        run = raw
        opens = not any(t.end <= run[0].start for t in words)
        while opens and run and _is_opener(run, known):
            run = run[1:]
            opens = bool(run) and run[0].core.lower() in FUNCTION_WORDS
        if run:
            kept, kind = _classify(text, run, words)
            lead = _before_title(run) if kept[0] is not run[0] else []
            if lead:
                found.append(_made(text, lead, "org" if len(lead) > 1 else "name"))
            found.append(_made(text, kept, kind))
    return tuple(found)


def _made(text: str, kept: list[Token], kind: str) -> Run:
    end = kept[-1].start + len(kept[-1].core)
    return Run(kept[0].start, end, text[kept[0].start : end], kind, kept[-1].possessive)


def _before_title(run: list[Token]) -> list[Token]:
    """What stands before the title: "Port Council" of "Port Council Chairman X"."""
    first = next((n for n, t in enumerate(run) if t.core.lower().rstrip(".") in TITLES), 0)
    return run[:first]


def known_capitals(sentences: Iterable[str]) -> frozenset[str]:
    """Folded words that stand capitalised inside some sentence, where position does not explain the capital."""
    known: set[str] = set()
    for text in sentences:
        known.update(fold(t.core) for t in tokens(text)[1:] if _is_capital(t))
    return frozenset(known)


class NameTable(NamedTuple):
    """Full names of a document by folded surname; a surname that two people share maps to None."""

    by_surname: Mapping[str, tuple[int, int, str] | None]

    def full(self, surname: str) -> tuple[int, int, str] | None:
        """(start, end, name) of the only full name with this surname, in document offsets."""
        return self.by_surname.get(fold(surname))


def without_suffix(name: str) -> str:
    """A name such as "Ada Lind" without the "Jr" behind it."""
    head, _, last = name.rpartition(" ")
    return head if last.lower() in SUFFIXES else name


def name_table(located: Iterable[tuple[int, str]], known: frozenset[str]) -> NameTable:
    """People named in full in `located`, pairs of (document offset, sentence)."""
    table: dict[str, tuple[int, int, str] | None] = {}
    for offset, text in located:
        for run in find_runs(text, known):
            name = without_suffix(run.text)
            if run.kind != "person" or " " not in name:
                continue
            surname = fold(name.split(" ")[-1])
            entry = (offset + run.start, offset + run.start + len(name), name)
            previous = table.get(surname, entry)
            same = previous is not None and fold(previous[2]) == fold(name)
            table[surname] = previous if same else None
    return NameTable(table)
