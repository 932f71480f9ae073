"""A sentence of anybody's text in its place: its opening pronoun and the speaker before a colon written out. Pure.

Enters: a sentence, the one before it as it was read, and the people that the articles name. Leaves: the words to check
in its place. Never: a choice between two people; what the sentence before leaves open stays open, and is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.records import Document
from service.text.analysis import analyse
from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import Run, find_runs
from service.text.reporting import find_speech
from service.text.reporting_verbs import saying

_OPENING = re.compile(
    r"^(?P<lead>(?:But|And|Yet|Still|However|Meanwhile|Later|Earlier|Then),?\s)?(?P<who>He|She|It|They|he|she|it|they|His|Her"
    r"|Its|Their|his|her|its|their)\b(?P<rest>[’']s\b)?"
)
_PERSONS = frozenset({"he", "she", "his", "her"})
_OWNING = frozenset({"his", "her", "its", "their"})
# "It is clear that", "It rained": nothing is meant
_NOBODY = re.compile(
    r"^It\s(?:(?:is|was|has been|will be|would be|seems|seemed|appears|appeared|remains|remained|became)\s"
    r"(?:not\s)?(?:[a-z]+ly\s)?"
    r"(?:clear|unclear|likely|unlikely|possible|impossible|important|necessary|expected|known|unknown|hard|difficult|easy"
    r"|too|the\sfirst|the\ssecond)|rained|snowed|took|takes)\b"
)
_SPEAKER = re.compile(r"^(?P<who>[^\s“\"”:;,.!?][^“\"”:;!?\n]{0,78}?):\s?(?=[“\"‘])")
_SPEAKS = re.compile(rf"\b(?:{saying()}|follows|reads?)\b", re.IGNORECASE)
SPEAKER_WORDS = 9
QUOTED_WORDS = 3  # fewer anybody may have said


class People(NamedTuple):
    """What the articles know of names."""

    known: frozenset[str]
    surnames: frozenset[str]


def people_of(documents: Sequence[Document]) -> People:
    """Names that the articles write inside sentences, and surnames of the people whom they name in full."""
    read = [analyse(d.text) for d in documents]
    known, surnames = (frozenset().union(*found) for found in ([r.known for r in read], [r.surnames for r in read]))
    return People(known, surnames)


def read_in_place(text: str, before: str | None, people: People) -> str:
    """`text` with its opening pronoun and the speaker before a colon as the text around it gives them."""
    opening = _OPENING.match(text)
    if opening is None or _NOBODY.match(text):
        return _with_verb(text)
    word = opening["who"].lower()
    name = _antecedent(word, before, people) if before is not None and not opening["rest"] else None
    if name is None:
        return _with_verb(text)
    owner = f"{name}’s" if word in _OWNING else name
    # what linked it to the sentence before goes with the pronoun that did
    return _with_verb(owner + text[opening.end("who") :])


def _with_verb(text: str) -> str:
    """The same with "said" between a speaker and the colon before a quotation."""
    match = _SPEAKER.match(text)
    if match is None or _SPEAKS.search(match["who"]) or len(match["who"].split()) > SPEAKER_WORDS:
        return text
    if not re.search(r"[A-Z]", match["who"]):
        return text
    return f"{match['who']} said: {text[match.end() :]}"


def _antecedent(word: str, before: str, people: People) -> str | None:
    """The only one whom the sentence before names that the pronoun can stand for."""
    runs = find_runs(before, people.known)
    persons = _one_of_each([r for r in runs if _is_person(r, people)])
    if word in _PERSONS:
        persons |= _one_of_each([r for r in runs if _may_be_person(r)])
        return next(iter(persons.values())) if len(persons) == 1 else None
    if word in {"they", "their"}:
        return None  # two people, a group or a firm: the words do not say
    others = _one_of_each([r for r in runs if not _is_person(r, people) and r.kind != "place"])
    opens = [r for r in runs if r.start <= len("The ")]
    if len(others) == 1 and opens and not _is_person(opens[0], people) and opens[0].kind != "place":
        return next(iter(others.values()))
    return None


def _is_person(run: Run, people: People) -> bool:
    return run.kind == "person" or fold(run.text.split(" ")[-1]) in people.surnames


def _may_be_person(run: Run) -> bool:
    """Two or three words that are no body and no place, as in "Piet Horvat called ..."."""
    words = run.text.split(" ")
    return run.kind == "name" and 1 < len(words) < 4 and not any(w.isupper() and len(w) > 2 for w in words)


def misattributed(text: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """The named speaker of a quotation, where the cited words give the same quotation to somebody else by name."""
    for mine in find_speech(text):
        speaker = text[slice(*mine.speaker)] if mine.speaker else ""
        for start, end in mine.content:
            words = _letters(text[start:end])
            theirs = [name for quote in evidence for name in _speakers_of(words, quote)]
            if _surnames(speaker) and theirs and not any(_surnames(speaker) & _surnames(t) for t in theirs):
                return (speaker,)
    return ()


def _speakers_of(words: str, evidence: str) -> list[str]:
    """Who says `words` in a cited sentence, where it names somebody."""
    if len(words.split()) < QUOTED_WORDS:
        return []
    found = []
    for speech in find_speech(evidence):
        if speech.speaker and any(words in _letters(evidence[start:end]) for start, end in speech.content):
            found.append(evidence[slice(*speech.speaker)])
    return [name for name in found if _surnames(name)]


def _surnames(words: str) -> set[str]:
    named = [run for run in find_runs(f"x {words}") if run.kind != "place" and run.text.lower() not in FUNCTION_WORDS]
    return {fold(run.text.split(" ")[-1]) for run in named}


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _one_of_each(runs: Sequence[Run]) -> dict[str, str]:
    """The fullest form of each name by its last word."""
    found: dict[str, str] = {}
    for run in runs:
        key = fold(run.text.split(" ")[-1])
        if len(run.text) > len(found.get(key, "")):
            found[key] = run.text
    return found
