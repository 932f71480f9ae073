"""What "the poll" of a sentence takes up, as a bracket where the article leaves no choice.

Enters: an ``Analysis`` of one document and a line of it. Leaves: needs with document offsets. Pure. Never: a bracket
with a loaded word, inside a longer name of something else ("the store manager"), or for a man where somebody else was
named meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.analysis import Analysis, Line
from service.text.date_verbs import IRREGULAR_PAST
from service.text.definites import ENDS, definites
from service.text.introductions import Introduction, taken_up
from service.text.loaded import find_loaded, load_rules
from service.text.name_words import FUNCTION_WORDS
from service.text.names import find_runs
from service.text.needs import RawNeed
from service.text.pointers import Pointer
from service.text.pronoun_pointers import PERSON_NOUN

# bodies that news tells by their names: "Ordo said ..." and then "the company"
NAMED_BODIES = frozenset(
    """company firm group party team club agency organisation organization movement bank airline newspaper paper union
    school university college hospital retailer manufacturer charity""".split()
)
_NEXT = re.compile(r"\s(?P<word>[a-z]+)\b")
_VERBAL = re.compile(r"(?:ing|ed|ly|s)$")


def bracket_need(analysis: Analysis, line: Line, pointer: Pointer) -> RawNeed:
    """The need of a pointer such as "the vehicle"; unresolved where more than one thing may be meant."""
    words = line.text[pointer.start : pointer.end]
    phrase = words.split(maxsplit=1)[1]
    told, sure = _introduction(analysis, line, phrase.split()[-1].lower(), phrase)
    at = (line.offset + pointer.start, line.offset + pointer.end)
    if told is None or not sure or _is_part(line.text, pointer.end):
        return RawNeed(*at, pointer.kind, None)
    return RawNeed(*at, pointer.kind, f"{words} [{told.shown}]", ((told.start, told.end),))


def find_old(analysis: Analysis, line: Line, pointers: Sequence[Pointer]) -> list[RawNeed]:
    """Definite phrases that no pointer covers, where the article introduced their noun before.

    Where it is not sure which one is meant, the words stay as they are, and the latest introduction is context.
    """
    found = []
    for old in definites(line.text):
        if any(p.start < old.end and old.start < p.end for p in pointers):
            continue
        told, sure = _introduction(analysis, line, old.noun, old.words)
        if told is None:
            continue
        words = line.text[old.start : old.end]
        shown = f"{words} [{told.shown}]" if sure else words
        at = (line.offset + old.start, line.offset + old.end)
        found.append(RawNeed(*at, "definite", shown, ((told.start, told.end),)))
    return found


def _introduction(analysis: Analysis, line: Line, noun: str, phrase: str) -> tuple[Introduction | None, bool]:
    """The introduction that a phrase takes up, and whether it may stand in a bracket."""
    told, sure = taken_up(noun, phrase, line.position, analysis.introduced)
    if told is None or not sure or find_loaded(told.text, load_rules()):
        return told, False
    if PERSON_NOUN.fullmatch(noun):
        return told, not _is_somebody_named(analysis, told.position, line.position)
    return told, not (noun in NAMED_BODIES and _is_body_named(analysis, line.position))


def _is_somebody_named(analysis: Analysis, after: int, before: int) -> bool:
    """Whether a sentence between two positions names a person: "the man" may be he."""
    between = (line for line in analysis.lines if after < line.position < before)
    return any(
        run.kind == "person" or " " in run.text for line in between for run in find_runs(line.text, analysis.known)
    )


def _is_body_named(analysis: Analysis, before: int) -> bool:
    """Whether a sentence before opens with a name, of no person or place: "the company" may be that one."""
    for line in analysis.lines:
        if line.position >= before:
            break
        runs = find_runs(line.text, analysis.known)
        if runs and runs[0].start == 0 and runs[0].kind not in {"person", "place"}:
            return True
    return False


def _is_part(text: str, end: int) -> bool:
    """Whether a noun follows, so that the words are part of its name: "the store manager was", not "the store cost"."""
    match = _NEXT.match(text, end)
    if match is None or match["word"] in FUNCTION_WORDS | IRREGULAR_PAST:
        return False
    return _VERBAL.search(match["word"]) is None and ENDS.match(text, match.end()) is not None
