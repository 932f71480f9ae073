"""Anybody's Markdown or plain text -> its sentences and the numbers that each cites. Pure.

Marks: [2], [S2], [1][3], [1, 3], [1-3], [^2], [[2]](link), <sup>2</sup>, ², before or behind the full stop. Headings,
tables, rules and lists of sources are no sentences; what was left out is handed over too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from service.recheck.markup import ONE, plain
from service.recheck.places import Line, begins
from service.text.disguise import INVISIBLE
from service.text.sentences import sentence_spans

_MARK = re.compile(rf"(?<!\\)\[[ ]?{ONE}(?:[ ]{{0,2}}[,;–-][ ]{{0,2}}{ONE})*[ ]?\]")
_RUN = re.compile(rf"(?:\s{{0,3}}{_MARK.pattern})+")
_NUMBERS = re.compile(r"(\d{1,3})(?:[ ]{0,2}[–-][ ]{0,2}\^?[Ss]?(\d{1,3}))?")
RANGE_MAX = 50  # [1-900] is a slip or a trap, not a citation of 900 articles

_LINE_END = re.compile(r"\r\n?")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?:\s|$)")
_RULE = re.compile(r"^\s*(?:[-*_=~`]\s*){3,}\w*\s*$")
_TABLE = re.compile(r"^\s*\|")
_UNDER_HEADER = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")  # of a table
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_REFERENCE = re.compile(rf"^\s*(?:[-*+]\s+)?(?:\[{ONE}\]:?|\[\^[^\[\]\s]{{1,60}}\]:)\s+\S")
_SOURCES = re.compile(
    r"^\W*(?:sources?|references?|citations?|bibliography|foot ?notes|end ?notes|notes|works cited)\W*$", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CLOSERS = "\"”’')"
_OPENS = re.compile(r"\s+[\"“‘(]?[A-Z]")
_STOP = re.compile(rf"[.!?][{_CLOSERS}]*")
_ENDED = re.compile(r"[.!?:][\"”’')\]*_]*$|\][.!?]?$|[⁰¹²³⁴⁵⁶⁷⁸⁹]$|>$")  # how a line ends that ends a sentence
LISTED = 2  # lines that are sentences, under a title
LABEL_WORDS = 8  # a line this short without an end mark or a citation is a label, as "Background:"


class CitedSentence(NamedTuple):
    """One sentence without its marks, the line that it begins on, and the numbers it cites."""

    text: str
    line: int
    cites: tuple[int, ...]


class CitedText(NamedTuple):
    """Sentences in order, and the lines that hold none."""

    sentences: tuple[CitedSentence, ...]
    skipped: tuple[str, ...]


class _Block(NamedTuple):
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def read_cited(text: str) -> CitedText:
    """All sentences of `text` with what they cite."""
    skipped: list[str] = []
    found: list[CitedSentence] = []
    for block in _blocks(text, skipped):
        words = plain(block.text)
        is_label = len(words.split()) <= LABEL_WORDS and not re.search(r"[.!?][\"”’')\]]*$", words.rstrip())
        if is_label and not _MARK.search(words):
            skipped.append(block.text.strip())
            continue
        told = cited_sentences(words)
        seen = [_RUN.sub("", plain(line.text)) for line in block.lines]
        numbers_of = begins([said for said, _ in told], block.lines, seen)
        found += [
            CitedSentence(_ESCAPE.sub(r"\1", said), line, cites)
            for (said, cites), line in zip(told, numbers_of, strict=True)
        ]
    return CitedText(tuple(found), tuple(skipped))


def _blocks(text: str, skipped: list[str]) -> Iterator[_Block]:
    """Paragraphs and list items; what is no running text goes to `skipped`."""
    lines: list[Line] = []
    in_sources, in_reference, in_table = False, False, False
    # What is not seen is not read, as in the articles.
    raw = [*INVISIBLE.sub("", _LINE_END.sub("\n", text)).split("\n"), ""]
    for number, (line, below) in enumerate(pairwise([*(_QUOTE.sub("", each) for each in raw), ""]), start=1):
        is_heading = bool(_HEADING.match(line))
        if is_heading or (not lines and _SOURCES.match(line)):
            in_sources = bool(_SOURCES.match(line))
        if not line.strip():
            in_reference = False
        elif not lines and _REFERENCE.match(line):
            in_reference = True
        in_table = "|" in line and (in_table or bool(_UNDER_HEADER.match(below)))
        is_no_prose = in_table or bool(_RULE.match(line) or _TABLE.match(line))
        is_apart = is_heading or is_no_prose or in_sources or in_reference
        if lines and (is_apart or not line.strip() or _ITEM.match(line)):
            yield _Block(_without_label(lines, skipped))
            lines = []
        if is_apart and line.strip():
            skipped.append(line.strip())
        elif line.strip():
            lines.append(Line(number, _ITEM.sub("", line).strip()))


def _without_label(lines: list[Line], skipped: list[str]) -> tuple[Line, ...]:
    """The lines of a block without a title right above them, where each of them is a sentence of its own."""
    head, *rest = lines
    is_list = len(rest) >= LISTED and all(_ENDED.search(line.text) for line in rest)
    if (
        is_list
        and rest[0].text[:1].isupper()
        and len(head.text.split()) <= LABEL_WORDS
        and not _ENDED.search(head.text)
    ):
        skipped.append(head.text)
        return tuple(rest)
    return tuple(lines)


def cited_sentences(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """Sentences of one block with the numbers cited in or right behind each.

    The marks are taken out before the text is cut. A full stop behind a mark ends its sentence, so that the one of
    "in the U.S. [2]." is no puzzle; a mark behind a full stop belongs to the sentence before it.
    """
    pieces: list[str] = []
    marks: list[tuple[int, tuple[int, ...]]] = []
    ends: list[int] = []
    length = position = 0
    for run in _RUN.finditer(text):
        before = text[position : run.start()]
        pieces.append(before)
        length += len(before)
        position = run.end()
        marks.append((length, numbers(run.group())))
        # "at 9 a.m. [1] Mr Vork said": a mark between a full stop and a capital ends the sentence, whatever the stop is
        if before.rstrip(_CLOSERS + " ")[-1:] in {".", "!", "?"} and _OPENS.match(text, position):
            ends.append(length)
        stop = _STOP.match(text, position)
        if stop and not _goes_on(text, stop.end()):
            is_ended = "".join(pieces[-1:]).rstrip(_CLOSERS)[-1:] in {".", "!", "?"}
            pieces.append(stop.group()[is_ended:])
            length += len(pieces[-1])
            position = stop.end()
            ends.append(length)
    pieces.append(text[position:])
    return _attach("".join(pieces), marks, ends)


def _goes_on(text: str, position: int) -> bool:
    """True where the stop before `position` is inside a number or name, or before a word in lower case."""
    following = text[position:].lstrip()
    return following[:1].islower() or (following[:1].isalnum() and text[position : position + 1] == following[:1])


def _attach(words: str, marks: list[tuple[int, tuple[int, ...]]], ends: list[int]) -> list[tuple[str, tuple[int, ...]]]:
    spans: list[tuple[int, int]] = []
    for start, end in zip([0, *ends], [*ends, len(words)], strict=True):
        spans += [(start + a, start + b) for a, b in sentence_spans(words[start:end])]
    cited: list[list[int]] = [[] for _ in spans]
    for offset, cites in marks:
        holder = max((n for n, span in enumerate(spans) if span[0] < offset), default=0)
        if spans:
            cited[holder] += cites
    return [(words[a:b], tuple(dict.fromkeys(c))) for (a, b), c in zip(spans, cited, strict=True)]


def numbers(marks: str) -> tuple[int, ...]:
    """The numbers that a run of marks names, ranges spelled out; each once, in order."""
    found: list[int] = []
    for mark in _MARK.findall(marks):
        for first, last in _NUMBERS.findall(mark):
            low, high = int(first), int(last or first)
            found += range(low, high + 1) if low <= high < low + RANGE_MAX else (low, high)
    return tuple(dict.fromkeys(found))
