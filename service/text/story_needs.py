"""Words that a reader can place only with the story of their article: no name says whose they are.

Enters: an ``Analysis`` of one document, a line of it, and what it needs besides. Leaves: one need at most, with the
lead of the article as its evidence. Pure. Never: a bracket; the words stay, and the lead is context.

"The barriers were lowered" takes up what a reader of the article knows from its story, not from its words (Clark 1975:
bridging), and so does "Detectives suspect a man who acted alone", which names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.analysis import Analysis, Line
from service.text.definite_pointers import LOOSE_AREAS
from service.text.definites import definites
from service.text.folding import fold
from service.text.introductions import taken_up
from service.text.names import Run, find_runs
from service.text.needs import RawNeed

_WORD = re.compile(r"[^\W_]+")


def find_story_need(analysis: Analysis, line: Line, others: Sequence[RawNeed]) -> RawNeed | None:
    """The need of a sentence that nothing else ties to its story; None for the lead, and for what stands before it."""
    lead = analysis.lead
    if lead is None or lead.position >= line.position:
        return None
    if any(n.replacement is None or (n.evidence and n.kind != "deictic_time") for n in others):
        return None  # it stays open anyway, or has a context, and one is enough: it tells the story of the rest as well
    names = [run for run in find_runs(line.text, analysis.known) if not _is_shared(analysis, run)]
    open_words = list(_open_words(analysis, line, names))
    if names and not open_words:
        return None
    around = (lead.offset, lead.offset + len(lead.text))
    for start, end in (*open_words, *(m.span() for m in _WORD.finditer(line.text))):
        at = (line.offset + start, line.offset + end)
        if not any(n.start < at[1] and at[0] < n.end for n in others):
            return RawNeed(*at, "story", line.text[start:end], (around,))
    return None


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
