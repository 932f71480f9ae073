"""One document read once: blocks, sentences, names, acronyms, quotations, meetings.

Enters: a document's text. Leaves: a frozen ``Analysis`` with exact offsets. Pure; the result is kept for the texts read
last, because several stages ask for the same one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.text.dates import TimeExpr, find_dates
from service.text.folding import fold
from service.text.full_names import full_names
from service.text.introductions import Introduced, introductions
from service.text.layout import Block, find_blocks
from service.text.lookout import orders_among
from service.text.names import NameTable, find_runs, known_capitals, name_table
from service.text.own_date import OwnDate, own_date
from service.text.quotes import Quotation, find_quotations
from service.text.scenes import Line, Scene, Value, find_scenes
from service.text.sentences import sentence_spans

__all__ = ["Analysis", "Line", "Scene", "Value", "analyse", "time_at"]

# bounded: "A-A-A-A" of a whole text would be read to its end from each of its letters
ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]{0,40}\s(?:of\s|and\s|for\s|the\s)?){1,7})\((?P<short>[A-Z][A-Z.&-]{1,9})\)"
)
MAX_SENTENCE_CHARS = 2000
LEAD_LINES = 3  # a report says in one of its first sentences what it is about, "A fire broke out ..."
LEAD_WORDS = 9  # "The search is over." does not
KEPT_TEXTS = 512  # documents whose analysis is kept; a brief of 400 articles asks three times for each


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the rules know of one document. `lines` are its sentences in order, body or not."""

    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    roles: tuple[str, ...]
    known: frozenset[str]
    names: NameTable
    full_names: Mapping[str, tuple[int, int, str] | None]
    surnames: frozenset[str]
    acronyms: Mapping[str, tuple[int, int, str]]
    quotations: tuple[Quotation, ...]
    scenes: tuple[Scene, ...]
    introduced: Introduced
    own_date: OwnDate | None
    lead: Line | None  # the body sentence that says what the article is about

    def scene_of(self, index: int) -> Scene | None:
        """The meeting that sentence `index` tells of; the later one where two claim it."""
        return next((s for s in reversed(self.scenes) if index in s.lines), None)

    def previous(self, line: Line) -> Line | None:
        """The body sentence before `line`."""
        # Backwards and no further than needed: a list of all earlier ones made this quadratic.
        before = range(line.position - 1, -1, -1)
        return next((self.lines[position] for position in before if self.roles[position] == "body"), None)


def _lead(body: Sequence[Line], known: frozenset[str]) -> Line | None:
    """The first of the opening sentences that has some length and names somebody or some place; else any of length."""
    long = [line for line in body[:LEAD_LINES] if len(line.text.split()) >= LEAD_WORDS]
    return next((line for line in long if find_runs(line.text, known)), next(iter((*long, *body)), None))


def _acronyms(text: str) -> dict[str, tuple[int, int, str]]:
    """Acronyms that the text introduces in brackets behind a name with the same initials."""
    found: dict[str, tuple[int, int, str]] = {}
    for match in ACRONYM.finditer(text):
        name = match["name"].rstrip()
        words = [w for w in re.split(r"[\s-]", name) if w[:1].isupper()]
        short = match["short"].replace(".", "")
        while len(words) > len(short):
            words = words[1:]
        start = text.index(words[0], match.start("name")) if words else -1
        if start >= 0 and len(words) >= 2:
            end = match.start("name") + len(name)
            found.setdefault(match["short"], (start, end, text[start:end]))
    return found


@lru_cache(maxsize=KEPT_TEXTS)
def analyse(text: str) -> Analysis:
    """Read one document's text."""
    blocks = find_blocks(text)
    lines: list[Line] = []
    roles: list[str] = []
    for block in blocks:
        words = text[block.start : block.end]
        spans = sentence_spans(words) if block.role == "body" else [(0, len(words))]
        for start, end in spans:
            lines.append(Line(len(lines), block.start + start, words[start:end], block.paragraph))
            # Nobody writes a sentence this long; what looks like one is a table, a list, or an attack on the rules'
            # time.
            roles.append(block.role if end - start <= MAX_SENTENCE_CHARS else "boilerplate")
    # What speaks to a model is no evidence for anything: no name, no figure and no event is read from it.
    orders = orders_among([(line.paragraph, line.text) for line in lines])
    roles = ["boilerplate" if is_order else role for role, is_order in zip(roles, orders, strict=True)]
    body = [line for line, role in zip(lines, roles, strict=True) if role == "body"]
    known = known_capitals(line.text for line in body)
    names = name_table(((line.offset, line.text) for line in body), known)
    surnames = frozenset(surname for surname, entry in names.by_surname.items() if entry)
    scenes = find_scenes(body, known, names)
    return Analysis(
        blocks=blocks,
        lines=tuple(lines),
        roles=tuple(roles),
        known=known,
        names=names,
        full_names=full_names((line.offset, line.text) for line in body),
        surnames=surnames | frozenset(fold(s) for s in surnames),
        acronyms=_acronyms(text),
        quotations=find_quotations(text),
        scenes=tuple(scenes),
        introduced=introductions((line.position, line.offset, line.text) for line in body),
        own_date=own_date(text),
        lead=_lead(body, known),
    )


def time_at(text: str, start: int, end: int) -> TimeExpr | None:
    """The time expression at ``text[start:end]``, as its whole sentence tells it; its offsets are of that sentence.

    Cut out of its sentence, a weekday no longer says whether it lies behind or ahead.
    """
    line = next((line for line in reversed(analyse(text).lines) if line.offset <= start), None)
    if line is None:
        return None
    first, last = start - line.offset, end - line.offset
    return next((date for date in find_dates(line.text) if date.start < last and first < date.end), None)
