"""Words that a reader can place only with the story of their article: no name says whose they are.

Enters: an ``Analysis`` of one document, a line of it, and what it needs besides. Leaves: one need at most, with the
lead of the article as its evidence. Pure. Never: a bracket; the words stay, and the lead is context.

"The barriers were lowered" takes up what a reader of the article knows from its story, not from its words (Clark 1975:
bridging), and so does "Detectives suspect a man who acted alone", which names nobody whom the lead names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.analysis import Analysis, Line
from service.text.dateline import dateline_end
from service.text.definite_pointers import LOOSE_AREAS
from service.text.definites import definites
from service.text.folding import fold
from service.text.introductions import taken_up
from service.text.names import Run, find_runs
from service.text.needs import RawNeed

_WORD = re.compile(r"[^\W_]+")
_TAKEN = (
    r"(?:promise|pledge|goal|settlement|view|idea|issue|question|decision|deal|agreement|claim|charge|plan|proposal|request"
    r"|statement|report|vote|meeting|attack|figure|number|sum|period|case|law|bill|rule|order|policy|warning|threat)"
)
# "the same union", "whether he kept that promise", "The Illinois Democrat": told before, by whatever words
_CARRIED = re.compile(
    rf"\b[Tt]he\ssame\s(?!(?:time|day|way|year|month|week|thing)\b)[a-z]+\b(?!\s(?:as|that|who|which)\b)"
    rf"|\bthat\s{_TAKEN}\b"
    r"|\b[Tt]he\s(?:[A-Z][a-z]+\s){0,2}(?:Democrat|Republican|Conservative|Liberal|Socialist|native)\b(?=\s[a-z]|[.,])"
)


def find_story_need(analysis: Analysis, line: Line, others: Sequence[RawNeed]) -> RawNeed | None:
    """The need of a sentence that nothing else ties to its story; None for the lead, and for what stands before it."""
    lead = analysis.lead
    if lead is None or lead.position >= line.position:
        return None
    if any(n.replacement is None or (n.evidence and n.kind != "deictic_time") for n in others):
        return None  # it stays open anyway, or has a context, and one is enough: it tells the story of the rest as well
    names = [run for run in find_runs(line.text, analysis.known) if not _is_shared(analysis, run)]
    open_words = list(_open_words(analysis, line, names))
    if not open_words and _words_of(names) & _words_of(find_runs(_told(lead), analysis.known)):
        return None
    around = (lead.offset, lead.offset + len(lead.text))
    for start, end in (*open_words, *(m.span() for m in _WORD.finditer(line.text))):
        at = (line.offset + start, line.offset + end)
        if not any(n.start < at[1] and at[0] < n.end for n in others):
            kind = "lead" if names and not open_words else "story"
            return RawNeed(*at, kind, line.text[start:end], (around,))
    return None


def _told(lead: Line) -> str:
    return lead.text[dateline_end(lead.text) :]


def _words_of(names: Sequence[Run]) -> set[str]:
    """The words of names, folded: a sentence that has one of the lead's is of its story."""
    return {fold(word) for run in names for word in run.text.split(" ")}


def _is_shared(analysis: Analysis, run: Run) -> bool:
    """A lone surname that two people of the article have."""
    surname = fold(run.text)
    tables = (analysis.names.by_surname, analysis.full_names)
    return " " not in run.text and any(surname in table and table[surname] is None for table in tables)


def _open_words(analysis: Analysis, line: Line, names: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """Definite phrases that nothing before them introduced."""
    for old in definites(line.text):
        if old.noun in LOOSE_AREAS and names:
            continue
        told, _ = taken_up(old.noun, old.words, line.position, analysis.introduced)
        if told is None:
            yield old.start, old.end
    for match in _CARRIED.finditer(line.text):
        yield match.span()
