"""What the pointing words of a sentence point at, where the document makes that certain.

Enters: an ``Analysis`` of one document. Leaves: needs with document offsets, the words to publish instead, and the
spans those words come from. Pure. Uncertain means unresolved: a guess would put words into the source's mouth.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from service.text.analysis import MAX_SENTENCE_CHARS, Analysis, Line, Value
from service.text.connectives import find_connectives
from service.text.definite_needs import bracket_need, find_old
from service.text.figures import find_figures
from service.text.folding import fold
from service.text.name_needs import find_name_needs
from service.text.names import find_runs
from service.text.needs import RawNeed, without_overlap
from service.text.pointers import ALSO, HYPERNYM, OPENER, Pointer, find_pointers
from service.text.scene_sides import join_names, scene_words, surname_side
from service.text.story_needs import find_story_need
from service.text.time_needs import find_time_needs

EVENT_PRONOUN = re.compile(r"\b(?:said|reported|says)\s(?:that\s)?$")
BETWEEN = re.compile(
    r"\bbetween\s(?P<a>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)\sand\s(?P<b>(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
DEEDS = re.compile(
    r"(?:\b[A-Z][\w-]{1,40}\s)?\b(?:steps|actions|measures|moves|efforts|policies)\sto\s[^,.;:“”\"]{1,300}?(?=\s(?:have|has|had|are|is|were|was|will|would)\b|[,.;:]|$)"
)
SAID_HE = re.compile(r"(?:[^,“”\"]{3,80}?)\s(?:said|says|added|told\s\w+)\s(?:that\s)?(?P<he>he|she)\b")
_NAMED = re.compile(r"\b[A-Z][^\W\d_]")  # "A" is what is left of an initial, "spending" is no party
TITLE_CHARS = 30  # "Norwegian Foreign Minister" and the like may stand before the first name


class _Resolver:
    """The needs of one sentence."""

    def __init__(self, analysis: Analysis, line: Line, published: dt.date | None) -> None:
        self.analysis, self.line, self.published = analysis, line, published
        self.scene = analysis.scene_of(line.position)
        self.sides = scene_words(self.scene) if self.scene else None
        self.short = (surname_side(self.sides[0]), surname_side(self.sides[1])) if self.sides else None
        self.previous = analysis.previous(line)

    def needs(self) -> list[RawNeed]:
        pointers = find_pointers(self.line.text, self.analysis.known, self.analysis.surnames)
        found = [self._pointer(p) for p in pointers]
        found += find_old(self.analysis, self.line, pointers)
        found += self._said_of_another()
        found += find_name_needs(self.analysis, self.line)
        found += find_time_needs(self.analysis, self.line, self.published)
        found = without_overlap(found)
        told = find_story_need(self.analysis, self.line, found)
        return sorted([*found, told]) if told else found

    def _said_of_another(self) -> list[RawNeed]:
        """The "he" of "X said he ...", behind a sentence about somebody else: nobody can tell who that is."""
        match = SAID_HE.match(self.line.text)
        if match is None or self.previous is None:
            return []
        speaker = [r for r in find_runs(self.line.text, self.analysis.known) if r.end <= match.start("he")]
        people = {
            fold(r.text).split(" ")[-1]
            for r in find_runs(self.previous.text, self.analysis.known)
            if r.kind == "person" or fold(r.text) in self.analysis.surnames
        }
        mine = {fold(r.text).split(" ")[-1] for r in speaker}
        if not people or people & mine:
            return []
        offset = self.line.offset
        return [RawNeed(offset + match.start("he"), offset + match.end("he"), "pronoun", None)]

    def _need(self, pointer: Pointer, replacement: str | None, evidence: tuple[tuple[int, int], ...] = ()) -> RawNeed:
        offset = self.line.offset
        return RawNeed(offset + pointer.start, offset + pointer.end, pointer.kind, replacement, evidence)

    def _pointer(self, pointer: Pointer) -> RawNeed:
        words = self.line.text[pointer.start : pointer.end]
        if pointer.kind == "opener":
            return self._opener(pointer)
        if pointer.kind == "definite":
            return self._definite(pointer, words)
        if pointer.kind == "sides":
            return self._both(pointer, words)
        if pointer.kind == "demonstrative":
            return self._deeds(pointer, words)
        return self._pronoun(pointer, words)

    def _opener(self, pointer: Pointer) -> RawNeed:
        """Leave out "However," or "also"; the word behind it is part of the edit, so that no edit is empty."""
        text = self.line.text
        apart = next((c for c in find_connectives(text) if (c.start, c.end) == (pointer.start, pointer.end)), None)
        if apart is not None:
            return self._need(pointer, apart.plain)
        following = re.match(r"\s*([\w’'-]+)", text[pointer.end :])
        if re.match(r"There\s(?:was|were)\salso\b", text) and pointer.start < 12:
            if self.short is None:
                return self._need(pointer, None)
            who, whom = self.short
            return self._need(pointer, f"[at the meeting of {who.text} with {whom.text}]", (*who.spans, *whom.spans))
        if not following or (
            ALSO.match(text, pointer.start) and pointer.end + 1 < len(text) and text[pointer.end] in ",."
        ):
            return self._need(pointer, None)
        word = following.group(1)
        if OPENER.match(text) and pointer.start == 0:
            word = word[0].upper() + word[1:]
        end = pointer.end + following.end()
        return RawNeed(self.line.offset + pointer.start, self.line.offset + end, "opener", word)

    def _definite(self, pointer: Pointer, words: str) -> RawNeed:
        noun = re.search(r"\w+$", words)
        if (
            noun
            and re.fullmatch(r"(?i)meetings?|talks|discussions|consultations|agenda|negotiations|visit", noun.group())
            and self.short
            and all(_NAMED.search(side.text) for side in self.short)
        ):
            who, whom = self.short
            lead = "of the meeting of" if noun.group().lower() == "agenda" else "of"
            return self._need(pointer, f"{words} [{lead} {who.text} with {whom.text}]", (*who.spans, *whom.spans))
        if noun and re.fullmatch(r"(?i)group|movement|organi[sz]ation", noun.group()) and self.scene:
            return self._group(pointer, words)
        if noun and re.fullmatch(r"(?i)figures?", noun.group()):
            return self._figure(pointer, words)
        if noun and re.match(r"[Tt]he\s", words):
            return bracket_need(self.analysis, self.line, pointer)
        return self._need(pointer, None)

    def _group(self, pointer: Pointer, words: str) -> RawNeed:
        """What "the group" is in a meeting whose other side is a named group, as in "Union leaders".

        The name has one word or several.
        """
        assert self.scene is not None  # noqa: S101 - the caller looked
        named = {}
        for value in self.scene.whom:
            if value.person:
                continue
            runs = [r for r in find_runs(f"x {value.text}", self.analysis.known) if r.kind != "person"]
            if len(runs) == 1:
                start = value.start + runs[0].start - 2
                named[fold(runs[0].text)] = (start, start + len(runs[0].text), runs[0].text)
        if len(named) != 1:
            return self._need(pointer, None)
        start, end, name = next(iter(named.values()))
        return self._need(pointer, f"{words} [{name}]", ((start, end),))

    def _figure(self, pointer: Pointer, words: str) -> RawNeed:
        """What "the figure" is behind a sentence whose figures all have one speaker: that speaker's figure."""
        if self.previous is None or self.previous.paragraph != self.line.paragraph:
            return self._need(pointer, None)
        speakers = {f.speaker for f in find_figures(self.previous.text)}
        if len(speakers) != 1 or None in speakers:
            return self._need(pointer, None)
        (only,) = speakers
        assert only is not None  # noqa: S101 - None was excluded
        span = (self.previous.offset + only[0], self.previous.offset + only[1])
        return self._need(pointer, f"{words} [of {self.previous.text[slice(*only)]}]", (span,))

    def _both(self, pointer: Pointer, words: str) -> RawNeed:
        between = self.line.text[: pointer.start].endswith("between ")
        if between:
            for line in (self.line, self.previous):
                found = BETWEEN.search(line.text) if line else None
                if line and found:
                    spans = tuple((line.offset + found.start(g), line.offset + found.end(g)) for g in ("a", "b"))
                    return self._need(pointer, f"{words} [{found['a']} and {found['b']}]", spans)
        elif self.sides and not re.search(r"\bthat\s$", self.line.text[: pointer.start]):
            who, whom = self.sides
            return self._need(pointer, f"{words} [{who.text} and {whom.text}]", (*who.spans, *whom.spans))
        return self._need(pointer, None)

    def _deeds(self, pointer: Pointer, words: str) -> RawNeed:
        """What "these steps" are behind "measures to ...": the deeds, in the words of the sentence before."""
        if self.previous and HYPERNYM.match(words) and "described as" not in self.previous.text:
            found = list(DEEDS.finditer(self.previous.text))
            if len(found) == 1:
                span = (self.previous.offset + found[0].start(), self.previous.offset + found[0].end())
                return self._need(pointer, f"{words} [{found[0].group()}]", (span,))
        return self._need(pointer, None)

    def _pronoun(self, pointer: Pointer, words: str) -> RawNeed:
        word = words.lower()
        if word in {"they", "them"} and self.scene and self.sides:
            who, whom = self.sides
            if word == "them" and self._subject_is(self.scene.who):
                return self._need(pointer, f"[{whom.text}]", whom.spans)
            if word == "them" and self._subject_is(self.scene.whom):
                return self._need(pointer, f"[{who.text}]", who.spans)
            if word == "they" and self.previous and self.previous.position in self.scene.lines:
                both = join_names([who.text, *re.split(r" and (?=his |her |their )", whom.text)])
                return self._need(pointer, f"[{both}]", (*who.spans, *whom.spans))
        if word == "it" and self.scene and self.sides and EVENT_PRONOUN.search(self.line.text[: pointer.start]):
            who, whom = self.sides
            return self._need(pointer, f"[the meeting of {who.text} with {whom.text}]", (*who.spans, *whom.spans))
        if word in {"he", "she"} and pointer.start == 0:
            return self._sole_person(pointer)
        return self._need(pointer, None)

    def _subject_is(self, side: Sequence[Value]) -> bool:
        opening = fold(re.sub(r"[’']s\b", "", self.line.text[:60]))
        return any(v.person and fold(v.text).split(" ")[-1] in opening.split(" ")[:6] for v in side)

    def _sole_person(self, pointer: Pointer) -> RawNeed:
        """Who "he" is behind a sentence that names exactly one person."""
        previous = self.previous
        if previous is None or previous.paragraph != self.line.paragraph:
            return self._need(pointer, None)
        runs = find_runs(previous.text, self.analysis.known)
        people = [r for r in runs if r.kind == "person" or fold(r.text) in self.analysis.surnames]
        # The subject, and nobody else: a name at the head of the sentence that is not known to be a person may be one.
        if (
            len({fold(r.text).split(" ")[-1] for r in people}) != 1
            or runs[0] != people[0]
            or runs[0].start > TITLE_CHARS
        ):
            return self._need(pointer, None)
        run = people[0]
        full = self.analysis.names.full(run.text.split(" ")[-1])
        span = (full[0], full[1]) if full else (previous.offset + run.start, previous.offset + run.end)
        name = full[2] if full else run.text
        return self._need(pointer, f"[{name}]", (span,))


def find_needs(analysis: Analysis, line: Line, published: dt.date | None) -> list[RawNeed]:
    """Needs of one body sentence, in order, not overlapping.

    What is longer than any sentence stays open as a whole: the rules look back from each word to the beginning.
    """
    if len(line.text) > MAX_SENTENCE_CHARS:
        return [RawNeed(line.offset, line.offset + len(line.text), "story", None)]
    return _Resolver(analysis, line, published).needs()
