"""One sentence of an article read for a meeting: participants, places and times with their spans.

Enters: a sentence with its offset, capitals and names of its document. Leaves: values in document offsets. Pure rules
on prepositions; no names. Never: a participant without a slice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from service.text.dates import find_dates
from service.text.folding import fold
from service.text.names import NameTable, Run, find_runs


class Value(NamedTuple):
    """A slice of the document, in document offsets, with its normal form."""

    start: int
    end: int
    text: str
    normal: str
    person: bool = False
    speaker: tuple[int, int] | None = None
    negative: bool = False


class Line(NamedTuple):
    """One body sentence: position in the document's sentences, document offset, words, paragraph."""

    position: int
    offset: int
    text: str
    paragraph: int


@dataclass(slots=True)
class Scene:
    """One meeting as one article tells it. Mutable only while ``find_scenes`` builds it."""

    who: list[Value] = field(default_factory=list)
    whom: list[Value] = field(default_factory=list)
    where: list[Value] = field(default_factory=list)
    when: list[Value] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    background: bool = False
    apart: tuple[int, int] | None = None  # the words that tell it apart from the scene before


# what ends the words for somebody who has no name: "in her capital, Lenz, and", "and told", and words that lead to more
NAMELESS_END = re.compile(
    r"\s(?:in|near|inside|outside|aboard)\s(?:her|his|its|their|our|my)\b|,?\s(?:and|but|or)\s(?:then\s|later\s|also\s)?"
    r"(?:[a-z]+ed|told|said|held|made|gave|left|flew|went|spoke|took|got|saw|set)\b"
    r"|,?(?:,|\s(?:and|but|or|nor|of|in|with|from|by|for|to))+\s*$"
)
GROUP_TAIL = re.compile(
    r"\s(?:and\s(?P<tail>(?:his|her|their|a|the)\s(?:[\w-]+\s)?(?:delegation|team|aides|entourage|advisers)))\b"
)
SPEECH_VERB = (
    r"(?:said|says|told|warned|called|calls|stressed|emphasi[sz]ed|reaffirmed|reassured|expressed|condemned|urged|vowed|pledged|praised|thanked|denounced"
    r"|voiced|reiterated|added|spoke|agreed|promised|underlined|noted|conveyed|stated|reported)"
)


def _person(runs: Sequence[Run], start: int, end: int, *, last: bool) -> Run | None:
    people = [r for r in runs if r.kind == "person" and start <= r.start and r.end <= end]
    return (people[-1] if last else people[0]) if people else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in " ,.;:":
        end -= 1
    return start, end


class SceneReader:
    """Values of one sentence, in document offsets."""

    def __init__(self, line: Line, known: frozenset[str], names: NameTable) -> None:
        self.line, self.text, self.names = line, line.text, names
        self.runs = find_runs(line.text, known)

    def value(self, start: int, end: int, *, person: bool = False, normal: str | None = None) -> Value:
        """The words from `start` to `end` of the sentence."""
        start, end = _trimmed(self.text, start, end)
        words = self.text[start:end]
        offset = self.line.offset
        return Value(offset + start, offset + end, words, normal or fold(words), person)

    def side(self, start: int, end: int, *, last: bool) -> list[Value]:
        """A participant: the person named there, else the whole noun phrase; a delegation or companions beside it."""
        run = _person(self.runs, start, end, last=last) or self._surname(start, end)
        if run is None:
            chunk = self.text[start:end]
            if last and "," in chunk.rstrip(" ,"):
                start += chunk.rstrip(" ,").rfind(",") + 1
            nameless = NAMELESS_END.search(self.text[:end], start)
            start, end = _trimmed(self.text, start, nameless.start() if nameless else end)
            return [self.value(start, end)] if 0 < end - start <= 90 else []
        values = [self.named(run)]
        tail = GROUP_TAIL.search(self.text, run.end, end)
        if tail:
            values.append(self.value(*tail.span("tail")))
        return values

    def _surname(self, start: int, end: int) -> Run | None:
        for run in self.runs:
            if start <= run.start and run.end <= end and " " not in run.text and self.names.full(run.text):
                return run
        return None

    def named(self, run: Run) -> Value:
        """The person by the full name, where the document gives it elsewhere, with the span that gives it."""
        entry = self.names.full(run.text.split(" ")[-1])
        if entry and " " not in run.text:
            return Value(*entry, normal=fold(entry[2]), person=True)
        return self.value(run.start, run.end, person=True, normal=fold(run.text))

    def place(self, start: int, end: int) -> list[Value]:
        """The first place behind "in" between two offsets, if there is one."""
        for run in self.runs:
            lead = re.search(
                r"\bin\s(the\s(?:[\w-]+\s){0,2}(?:capital|city|town|village)\s(?:of\s)?"
                r"|(?:[A-Z][\w-]*[’']s\s)?(?:capital|city|town)?\s?(?:of\s)?)$",
                self.text[: run.start],
            )
            if start <= run.start and run.end <= end and lead and not run.possessive:
                first = run.start - len(lead.group(1))
                return [self.value(first, run.end, normal=fold(run.text))]
        return []

    def times(self, start: int, end: int) -> list[Value]:
        """The times between two offsets, without those of the telling: "said on Monday"."""
        found = []
        for date in find_dates(self.text):
            spoken = re.search(rf"\b{SPEECH_VERB[:-1]}|confirmed|announced)\s(?:on\s)?$", self.text[: date.start])
            since = re.search(r"\b(?:since|months of|until)\s$", self.text[: date.start])
            if start <= date.start and date.end <= end and not spoken and not since:
                found.append(self.value(date.start, date.end, normal=date.normal))
        return found
