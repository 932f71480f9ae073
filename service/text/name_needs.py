"""Surnames and acronyms of a sentence that a reader who meets it alone could not place, and their full names.

Enters: an ``Analysis`` of one document and a line of it. Leaves: needs with document offsets and the full name to
publish in brackets. Pure. Never: a name for a family, a place, or a surname that two people of the document share.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from service.text.analysis import Analysis, Line
from service.text.folding import fold
from service.text.full_names import WITHIN
from service.text.name_words import FUNCTION_WORDS, TITLES
from service.text.names import Run, find_runs, without_suffix
from service.text.needs import RawNeed
from service.text.person_signs import sex_of, title_sex

NEAR = 40  # sentences between a surname and the full name that a reader of the article remembers
LONE_BEHIND = TITLES | FUNCTION_WORDS  # words with a capital in front of a surname that are no given name
# the word before a name; nothing that is longer tells of it
_BEFORE = re.compile(r"(?<![\w’'-])(?P<word>[\w’'-]{1,40})(?:\.\s|\s)$")
_PLACE_OF = re.compile(
    r"\b(?:town|city|village|port|island|county|state|district|province|region|capital|suburb|streets|outskirts)\sof\s$",
    re.I,
)
_THE = re.compile(r"\bthe\s$", re.I)
_SMALL_BEHIND = re.compile(r"\s[a-z]")
_KIN_BEHIND = re.compile(r"\s(?:famil(?:y|ies)|clan|dynasty|brothers|sisters|soldiers)\b")


def find_name_needs(analysis: Analysis, line: Line) -> list[RawNeed]:
    """Surnames that stand alone for the first time in the sentence, and acronyms that it does not spell out."""
    return _short_names(analysis, line) + _acronyms(analysis, line)


def _short_names(analysis: Analysis, line: Line) -> list[RawNeed]:
    found: list[RawNeed] = []
    seen: set[str] = set()
    for run in find_runs(line.text, analysis.known):
        surname = fold(run.text.split(" ")[-1])
        entry = _full_name(analysis, line.text, run)
        if " " not in run.text and surname not in seen and (namesakes := _namesakes(analysis, line, surname)):
            found.append(RawNeed(line.offset + run.start, line.offset + run.end, "short_name", run.text, namesakes))
        elif " " not in run.text and entry and surname not in seen and not _is_family(line.text, run):
            given = entry[2][: -len(entry[2].split(" ")[-1])].rstrip()
            span = (line.offset + run.start, line.offset + run.end)
            found.append(RawNeed(*span, "short_name", f"[{given}] {run.text}", ((entry[0], entry[1]),)))
        seen.add(surname)
    return found


def _namesakes(analysis: Analysis, line: Line, surname: str) -> tuple[tuple[int, int], ...]:
    """Where the sentences before last named people in full whose surname another of the article has, at most two.

    Which of them is meant is not sure: the name gets no bracket, and these are its context.
    """
    if analysis.full_names.get(surname, ()) is not None:
        return ()
    found: dict[str, tuple[int, int]] = {}
    for before in reversed(analysis.lines[max(0, line.position - NEAR) : line.position]):
        for run in find_runs(before.text, analysis.known) if surname in fold(before.text) else ():
            name = without_suffix(run.text)
            if " " in name and fold(name.split(" ")[-1]) == surname and analysis.roles[before.position] == "body":
                found.setdefault(fold(name), (before.offset + run.start, before.offset + run.end))
    return tuple(sorted(list(found.values())[:2]))


def _is_family(text: str, run: Run) -> bool:
    """A name that stands for more than the person: "the Trump administration", "the Genovese family"."""
    owned = _THE.search(text, max(0, run.start - 5), run.start) and _SMALL_BEHIND.match(text, run.end)
    return bool(owned) or _KIN_BEHIND.match(text, run.end) is not None


def _full_name(analysis: Analysis, text: str, run: Run) -> tuple[int, int, str] | None:
    """The full name of a lone surname: of somebody introduced with a role, or of anybody known to be a person.

    None in "held in Washington", "the city of Washington": that is the place, whoever else has the name.
    """
    left = text[max(0, run.start - 50) : run.start]
    before = _BEFORE.search(left)
    within = (before is not None and before["word"].lower() in WITHIN) or _PLACE_OF.search(left)
    if within and not text.startswith(("’s", "'s"), run.end):
        return None
    named = _named(analysis, run, alone=_stands_alone(before))
    title = title_sex(left)
    if named is not None and title is not None:
        sex = sex_of(named[2], _home(analysis, named[0]).text)
        return None if sex is not None and sex != title else named  # "Mr. Kolm" beside "Maria Kolm and her sons"
    return named


def _home(analysis: Analysis, offset: int) -> Line:
    """The sentence that stands at an offset of the document."""
    return analysis.lines[bisect_right(analysis.lines, offset, key=lambda line: line.offset) - 1]


def _stands_alone(before: re.Match[str] | None) -> bool:
    """Whether no other capital, but that of a title, stands right before the surname."""
    return before is None or not before["word"][0].isupper() or before["word"].lower() in LONE_BEHIND


def _named(analysis: Analysis, run: Run, *, alone: bool) -> tuple[int, int, str] | None:
    table, surname = analysis.names, run.text.split(" ")[-1]
    named = analysis.full_names.get(fold(surname))
    if fold(surname) in table.by_surname:
        shared = named is None and fold(surname) in analysis.full_names
        return None if shared else table.full(surname)  # "Mrs. Clinton" is not the only one who was named in full
    return named if alone else None


def _acronyms(analysis: Analysis, line: Line) -> list[RawNeed]:
    found = []
    for acronym, (start, end, name) in analysis.acronyms.items():
        # The plain search first: an expression for each of a thousand acronyms and sentences takes minutes.
        match = re.search(rf"\b{re.escape(acronym)}\b", line.text) if acronym in line.text else None
        if match and name not in line.text:
            at = (line.offset + match.start(), line.offset + match.end())
            found.append(RawNeed(*at, "acronym", f"{acronym} [{name}]", ((start, end),)))
    return found
