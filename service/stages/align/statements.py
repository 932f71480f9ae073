"""Statements: every body sentence of every document, read once for all that differences need.

Enters: documents. Leaves: statements with their clauses, words, speakers and times; offsets count from the sentence.
Pure. Never: a title, a caption, a line that speaks to a model, or a copy of another document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from service.records import Document, Span
from service.text.analysis import Analysis, Line, analyse
from service.text.dates import ResolvedDate, TimeExpr, find_dates, resolve
from service.text.folding import fold
from service.text.names import Run, find_runs
from service.text.numbers import Number, find_numbers
from service.text.quotes import Quotation
from service.text.reference import find_needs
from service.text.reporting import Speech, find_speech
from service.text.similarity import STOP_WORDS
from service.text.support.lexicon import lemma
from service.text.voices import PRONOUNS

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# where a clause may end: marks, and words that open another one
CUT = re.compile(
    r"\s*[;:—–]\s*|,\s+|\s+(?=(?:and|but|when|while|because|although|though|which|who|whose|whom|where|unless|if|as)\b)"
    r"|\s+(?=(?:after|before|since|until)\s(?!(?:noon|midnight|dawn|dusk|then|next|last|early|late|the\s\w+\sof|\w+day|[A-Z0-9])))"
)
# what would be is set against nothing that is
IF = re.compile(
    r"(?:^|[\s,“\"(])(?:if|unless|provided\sthat|in\scase|as\slong\sas|lest|were\sto)\s"
    r"|^[\s“\"]*(?:Should|Were|Had)\s(?!not\b)[\w’'-]+",
    re.I,
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|could|may|might|is\sto|are\sto|expected|due|plans?|planned|set|hopes?|intends?)\b"
)
# "the 2019 strike": another year is another event
YEAR = re.compile(r"(?<![\d.,$€£-])(1[89]\d\d|20\d\d)(?![\d,.]\d|\s?(?:GMT|UTC|hours|local)|-)")
EARLIER = re.compile(
    r"\b(?:an?|the|one|its|their|his|her)\s(?:earlier|previous|last|prior|former|preceding|separate|similar|different)\s"
    r"(?!(?:day|night|week|month|year|weekend|time|name|two|three|four|man|woman|ones?|few|\w+s\b|\w+ing\b)\b)[a-z]"
    r"|\b(?:decades?|century|years)\s(?:ago|earlier|before)\b|\blast\s(?:season|century|decade)\b|\ba\syear\s(?:ago|earlier)\b",
    re.I,
)
FULL_DATE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s?\d{0,2},?\s$")
YEARS_AGO = re.compile(r"relative:(\d+)_years?_(?:ago|earlier)|relative:last_year")
AGO = re.compile(r"\s+years\s+(?:ago|earlier|before)\b")
SIDE_WINDOW = 60


class Word(NamedTuple):
    """A content word: where it stands in the sentence, and its lemma."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, eq=False)
class Statement:
    """One body sentence."""

    doc: str
    index: int  # among the statements of its document
    offset: int
    text: str
    published: dt.datetime | None
    known: frozenset[str]
    quotation: Quotation | None
    whole: str  # the text of its document
    analysis: Analysis
    line: Line

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """Acts of speech that the sentence reports."""
        return find_speech(self.text)

    @cached_property
    def dates(self) -> tuple[TimeExpr, ...]:
        """Time expressions."""
        return find_dates(self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers that are no part of a time."""
        return find_numbers(self.text, dates=self.dates)

    @cached_property
    def names(self) -> tuple[Run, ...]:
        """Capitalised runs."""
        return find_runs(self.text, self.known)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Content words in order."""
        return tuple(
            Word(m.start(), m.end(), lemma(m.group()))
            for m in WORD.finditer(self.text)
            if m.group().casefold() not in STOP_WORDS
        )

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All content words."""
        return frozenset(w.lemma for w in self.words)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Stretches between marks and connectives."""
        ends = list(CUT.finditer(self.text))
        starts, stops = [0, *(m.end() for m in ends)], [*(m.start() for m in ends), len(self.text)]
        return tuple((a, b) for a, b in zip(starts, stops, strict=True) if b > a)

    @cached_property
    def supposed(self) -> bool:
        """What it says holds only under a condition."""
        return IF.search(self.text) is not None

    @cached_property
    def elsewhen(self) -> frozenset[str]:
        """Years and words by which it speaks of another, earlier event; empty: of the story's own."""
        own = self.published.year if self.published else None
        # without a date of publication, "Oct. 7, 2023" may be the story's own day; "in 2016" is another year's
        found = {m[1] for m in YEAR.finditer(self.text) if own or not FULL_DATE.search(self.text[: m.start()])}
        for date in self.dates:
            if (ago := YEARS_AGO.fullmatch(date.normal)) and own:
                found.add(str(own - int(ago[1] or 1)))
        for number in self.numbers:  # "Thirteen years ago", which is no date of the calendar
            if own and number.value is not None and AGO.match(self.text, number.end):
                found.add(str(own - int(number.value)))
        found.discard(str(own))
        return frozenset(found) or (frozenset({"earlier"}) if EARLIER.search(self.text) else frozenset())

    def clause_at(self, at: int) -> tuple[int, int]:
        """The clause in which an offset stands."""
        return next(((a, b) for a, b in self.clauses if a <= at <= b), (0, len(self.text)))

    def span(self, start: int, end: int) -> Span:
        """A stretch as a span of the document."""
        return Span(doc=self.doc, start=self.offset + start, end=self.offset + end)

    def day_of(self, date: TimeExpr) -> ResolvedDate | None:
        """The days that a time expression means."""
        return resolve(date, self.published.date() if self.published else None)

    def speaker_at(self, at: int) -> Span | None:
        """Who says the words at an offset; None: the article itself."""
        inner: tuple[int, tuple[int, int]] | None = None
        for speech in self.speeches:
            if speech.speaker is None:
                continue
            for start, end in speech.content:
                if start <= at < end and (inner is None or start > inner[0]):
                    inner = (start, speech.speaker)
        if inner is not None:
            return self.named(self.span(*inner[1]))
        if self.quotation is not None and self.quotation.speaker is not None:
            first, last = self.quotation.speaker
            return Span(doc=self.doc, start=first, end=last)
        return None

    def named(self, speaker: Span) -> Span:
        """The one person whom a pronoun means; the pronoun where the article leaves that open."""
        if fold(self.said_by(speaker)) not in PRONOUNS:
            return speaker
        for need in find_needs(self.analysis, self.line, self.published.date() if self.published else None):
            if (need.start, need.end) == (speaker.start, speaker.end) and len(need.evidence) == 1:
                return Span(doc=self.doc, start=need.evidence[0][0], end=need.evidence[0][1])
        return speaker

    def said_by(self, speaker: Span) -> str:
        """The words of a speaker, who may be named in another sentence."""
        return self.whole[speaker.start : speaker.end]


def read(documents: Sequence[Document]) -> tuple[Statement, ...]:
    """The statements of all documents that are no copies, in order."""
    return tuple(s for d in documents if d.duplicate_of is None for s in _of(d))


def _of(document: Document) -> list[Statement]:
    analysis = analyse(document.text)
    body = [line for line, role in zip(analysis.lines, analysis.roles, strict=True) if role == "body"]
    return [
        Statement(
            document.id,
            index,
            line.offset,
            line.text,
            document.published,
            analysis.known,
            next(
                (
                    q
                    for q in analysis.quotations
                    if q.closed and q.start <= line.offset and line.offset + len(line.text) <= q.end + 1
                ),
                None,
            ),
            document.text,
            analysis,
            line,
        )
        for index, line in enumerate(body)
    ]


def by_document(statements: Sequence[Statement]) -> Mapping[str, list[Statement]]:
    """Statements under their document."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.doc, []).append(statement)
    return found
