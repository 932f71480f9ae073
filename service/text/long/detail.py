"""A time or place in a claim that the article gives to something else. Pure.

Enters: a claim and an article. Leaves: the detail and what stands in its place, or nothing. Pure. The line that holds
most of what else the clause says decides: its own time or place, behind a like small word and in the clause of the
same verb, against the claim's. A time that the line lacks may stand right before it, in the opening, or in another line
that holds as much. Never: a fault from two times of which one may hold the other, as a year and a month.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from service.records import Reason
from service.text.long.article import Article, Line, Misplaced, names_in
from service.text.support.lexicon import lemma, senses
from service.text.support.reading import Reading, Word, read

LEAST = 2  # words beside the detail by which its line is found
HELD = 0.7  # share of them that a line has to hold to decide
LIKE = 0.6  # of the best line's share: another line that may be meant
LONGEST_QUOTE = 12  # lines
OPENING = 2  # lines at the head of an article that date and place what follows
CUT = re.compile(
    r"[;:—–]|,\sto\s|,\s(?:and|but|while|whereas|who|which|where|after|before)\s|\b(?:while|whereas|who|which|when)\b|\sand\s(?=\w+ed\b)"
)
LEAD = re.compile(
    r"\b(?P<lead>in|at|on|near|off|outside|through|since|until|by|from|before|after)\s(?:(?:the|an?|its|her|his|their)\s)?"
    r"(?:(?:early|late|mid|city|town|village|port|district|capital)(?:\sof)?,?\s)?$",
    re.I,
)
# the key of a time: "@2023-10-07", "@--05-03", "@month:1", "@weekday:monday"
DATE = re.compile(
    r"@(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|month:(?P<other>\d{1,2})|weekday:(?P<weekday>\w+))"
    r"|@--(?P<monthly>\d\d)-(?P<daily>\d\d)"
)
RENAMED = {"other": "month", "monthly": "month", "daily": "day"}
MORE = re.compile(
    r"[’']s\b|\s(?!(?:and|or|in|on|at|by|for|from|to|after|before|when|while|with|without|as|is|was|were|are|has|had|will)\b)[a-z]"
)
QUOTE = re.compile(r"[“”\"]")
SAID_ON = re.compile(r"\s(?:(?:on|in|at|late|early)\s){0,2}")
PLACES = frozenset({"in", "at", "near", "off", "outside", "through"})
CLASSES = {"in": "at", "on": "at", "at": "at"}  # "in May", "on 3 May", "at noon" are one question


class Detail(NamedTuple):
    """A time or a name behind a small word."""

    word: Word
    lead: str
    kind: str  # date, name
    claim: Reading


def wrong_detail(claim: str, article: Article) -> Misplaced | None:
    """The detail and the one in its place; None: nothing found."""
    reading = read(claim)
    for detail in _details(reading):
        rest = [w for w in _clause(reading, detail.word) if w is not detail.word and w.kind != "date"]
        rest = [w for w in rest if not (w.kind == "name" and w.end + 1 == detail.word.start)]
        if len(rest) < LEAST:
            continue
        found = _placed(detail, rest, article)
        if found is not None:
            return found
    return None


def places_in(claim: str) -> Iterator[tuple[str, list[str]]]:
    """Each place of a claim, with the words of other names in its clause."""
    reading = read(claim)
    for detail in _details(reading):
        if detail.kind == "name":
            clause = _clause(reading, detail.word)
            yield detail.word.text, [w.text for w in clause if w.kind == "name" and w is not detail.word]


def _details(reading: Reading) -> Iterator[Detail]:
    for n, word in enumerate(reading.words):
        lead = LEAD.search(reading.text[max(0, word.start - 30) : word.start])
        name = lead["lead"].casefold() if lead else ""
        if word.kind == "date" and _fields(word):
            yield Detail(word, name or "on", "date", reading)
        elif word.kind == "name" and name in PLACES and not MORE.match(reading.text, word.end):
            last = n
            while (
                last + 1 < len(reading.words)
                and reading.words[last + 1].kind == "name"
                and (reading.text[reading.words[last].end : reading.words[last + 1].start] == " ")
            ):
                last += 1
            yield Detail(reading.words[last], name, "name", reading)


def _clause(reading: Reading, word: Word) -> list[Word]:
    cuts = [m.end() for m in CUT.finditer(reading.text)]
    start = max((c for c in cuts if c <= word.start), default=0)
    end = min((c for c in cuts if c > word.start), default=len(reading.text))
    return [w for w in reading.words if start <= w.start < end]


def _share(words: list[Word], reading: Reading) -> float:
    return sum(bool(w.senses & reading.every_sense) for w in words) / len(words)


def _placed(detail: Detail, rest: list[Word], article: Article) -> Misplaced | None:
    shares = [_share(rest, line.reading) for line in article.lines]
    best = max(shares, default=0.0)
    if best < HELD:
        return None
    near = [n for n, share in enumerate(shares) if share >= LIKE * best]
    if any(_has(detail, part, article) for n in near for part in _parts(rest, article.lines[n])):
        return None
    line = article.lines[shares.index(best)]
    rival = _rival(detail, rest, line, article)
    if rival is not None:
        return Misplaced(Reason.TWO_EVENTS, (detail.word.text, rival.text), line)
    if detail.kind == "date" and not any(_has(detail, other, article) for other in _context(line, article)):
        holder = next((other for other in article.lines if _stands(detail, other)), None)
        return Misplaced(Reason.TWO_EVENTS, (detail.word.text,), holder) if holder else None
    return None


def _parts(rest: list[Word], line: Line) -> list[Line]:
    """The parts of a line between its semicolons that hold some of the clause: "14 at that time; on Monday none"."""
    parts = [line._replace(text=part) for part in line.text.split(";")]
    shares = [_share(rest, part.reading) for part in parts]
    return [part for part, share in zip(parts, shares, strict=True) if share * 2 >= max(shares)]


def _context(line: Line, article: Article) -> list[Line]:
    """The lines that date what a line tells: those beside it, the opening, and the end of the quotation it lies in."""
    at = article.lines.index(line)
    mine = [n for n, other in enumerate(article.lines) if other.doc == line.doc]
    beside = {at - 1, at - 2, at + 1, _quote_end(at, article)}
    return [article.lines[n] for n in mine if n in beside or n < mine[0] + OPENING]


def _quote_end(at: int, article: Article) -> int | None:
    """The line in which a quotation ends that is open at line `at`; None where none is."""
    for n, line in enumerate(article.lines[at : at + LONGEST_QUOTE], start=at):
        marks = QUOTE.findall(line.text)
        is_open = bool(marks) and (marks[-1] == "“" or (len(marks) % 2 and line.text.startswith('"')))
        if marks and not is_open and (marks[0] == "”" or (marks[0] == '"' and len(marks) % 2)):
            return n
        if is_open and n > at:
            return None
    return None


def _has(detail: Detail, line: Line, article: Article) -> bool:
    if detail.kind == "date":
        return _stands(detail, line, () if detail.claim.speeches else _said_at(line.reading, detail.claim))
    return any(article.is_same(a, b) for a in names_in(detail.word.text) for b in names_in(line.text))


def _stands(detail: Detail, line: Line, without: Container[Word] = ()) -> bool:
    return any(_meets(detail.word, w) for w in line.reading.words if w.kind == "date" and w not in without)


def _said_at(reading: Reading, claim: Reading) -> list[Word]:
    """Times right behind "..., officials said": when it was said. None where the claim has the verb or the speaker."""
    ends = [
        speech.verb[1]
        for speech in reading.speeches
        if speech.content
        and max(end for _, end in speech.content) <= speech.verb[0]
        and not senses(lemma(speech.lemma)) & claim.every_sense
        and not any(_is_within(w, speech.speaker) and w.senses & claim.every_sense for w in reading.words)
    ]
    dates = [w for w in reading.words if w.kind == "date"]
    return [w for w in dates if any(SAID_ON.fullmatch(reading.text, end, w.start) for end in ends)]


def _is_within(word: Word, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= word.start and word.end <= span[1]


def _fields(word: Word) -> dict[str, str]:
    """Year, month, day and weekday of a time, as far as it gives them."""
    match = DATE.fullmatch(word.key)
    found = {name: value.lstrip("0") for name, value in match.groupdict().items() if value} if match else {}
    return {RENAMED.get(name, name): value for name, value in found.items()}


def _meets(a: Word, b: Word) -> bool:
    """Whether two times say the same as far as both say it."""
    one, other = _fields(a), _fields(b)
    both = one.keys() & other.keys()
    return bool(both) and all(one[field] == other[field] for field in both)


def _conflicts(a: Word, b: Word) -> bool:
    one, other = _fields(a), _fields(b)
    return any(one[field] != other[field] for field in one.keys() & other.keys())


def _rival(detail: Detail, rest: list[Word], line: Line, article: Article) -> Word | None:
    """What stands in the detail's place: of its kind, behind a like small word, beside the words of the clause."""
    meant = frozenset().union(*(w.senses for w in rest))
    told = {w.key for w in rest}
    for other in _details(line.reading):
        if other.kind != detail.kind or CLASSES.get(other.lead, other.lead) != CLASSES.get(detail.lead, detail.lead):
            continue
        if detail.kind == "date" and not _conflicts(detail.word, other.word):
            continue
        if detail.kind == "name" and other.word.key in told:
            continue
        beside = [w for w in _clause(line.reading, other.word) if w.senses & meant]
        if len(beside) * 2 > len(rest):
            return other.word
    return None
