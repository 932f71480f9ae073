"""Which of the times that an article's first sentences tell are the event's own. Pure.

Enters: an event mention and its document. Leaves: its time slots, fewer. Never: a time that the article does not give,
or one dropped from a meeting, whose times come from its own sentences.

A time is another event's where its clause says so: behind "who", "after" or "since", inside a quotation, in a dateline,
ahead of publication where others lie behind, or a bare year beside a day. The first sentence that has one of its own
says when the event was; what follows tells of others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.records import Document, Mention, Slot
from service.text.analysis import Line, analyse, time_at
from service.text.date_resolution import AHEAD, TimeExpr
from service.text.dateline import dateline_end
from service.text.dates import find_dates
from service.text.quoted import QUOTED

# a clause or phrase that these open tells of another event, unless a comma has closed it again
_ELSEWHERE = re.compile(
    r"\b(?:who|whom|whose|which|that|where|after|before|following|since|until|till|than|because|despite|if|unless|amid"
    r"|[a-z]{3,}s\s(?:discovered|built|founded|opened|made|found|agreed|signed|held|bought|taken|published|elected|dating))"
    r"\b(?![^,;:—–]*[,;:—–])"
)
_SPAN = re.compile(r"\b(?:seconds?|minutes?|hours?)\s$")
SUBJECT_WORDS = 6  # of a subject that a clause tells more of
_STARTS = frozenset({"since", "until", "till", "before", "by", "through", "from", "after", "following"})
_WIDE = frozenset({"year", "decade"})


def in_dateline(slot: Slot, document: Document) -> bool:
    """Where the article was written, and by which agency: no part of what it tells."""
    line = next((li for li in reversed(analyse(document.text).lines) if li.offset <= slot.span.start), None)
    return line is not None and slot.span.end <= line.offset + dateline_end(line.text)


def own_times(mention: Mention, document: Document) -> tuple[Slot, ...]:
    """The times of the event that `mention` tells; all of them for a meeting, none where only others' are told."""
    slots = mention.values("when")
    if mention.kind == "meeting" or not slots:
        return slots
    lines = {line.position: line for line in analyse(document.text).lines}
    by_line: dict[int, list[Slot]] = {}
    for slot in slots:
        at = [p for p, line in lines.items() if line.offset <= slot.span.start]
        if at:
            by_line.setdefault(max(at), []).append(slot)
    for position in sorted(by_line):
        own = _own(by_line[position], lines[position], document)
        if own:
            return tuple(own)
    return ()


def _own(slots: Sequence[Slot], line: Line, document: Document) -> list[Slot]:
    timed = [(slot, time_at(document.text, slot.span.start, slot.span.end)) for slot in slots]
    own = [(s, e) for s, e in timed if e is not None and not _is_of_another(e, line.text)]
    behind = [pair for pair in own if pair[1].way != AHEAD]
    days = [pair for pair in behind or own if pair[1].precision not in _WIDE]
    return [slot for slot, _ in days or behind or own]


def _is_of_another(expression: TimeExpr, text: str) -> bool:
    """Whether the clause of the time is not the one that tells the event."""
    if expression.start < dateline_end(text):
        return True
    if expression.prep in _STARTS or expression.anaphoric:
        return True
    if any(m.start() < expression.start and expression.end < m.end() for m in QUOTED.finditer(text)):
        return True
    if text[expression.end :].startswith(("'s", "’s")):
        return False
    elsewhere = _ELSEWHERE.search(text[: expression.start])
    return (elsewhere is not None and not _of_subject(elsewhere, text)) or _is_report(expression, text)


def _of_subject(opener: re.Match[str], text: str) -> bool:
    """No other event: "A fire that broke out on Friday has ...", "broke apart 90 seconds after lift-off on Tuesday"."""
    head = text[: opener.start()]
    if opener.group().lower() in {"that", "which"}:
        return bool(re.match(r"An?\s", text)) and len(head.split()) <= SUBJECT_WORDS
    return opener.group().lower() == "after" and bool(_SPAN.search(head))


def _is_report(expression: TimeExpr, text: str) -> bool:
    """The day of a poll, report or interview among other times is that of the source."""
    others = [d for d in find_dates(text) if d.precision == "day" and d.start != expression.start]
    return bool(others) and bool(
        re.search(r"\b(?:said|told|reported|announced)\s(?:on\s)?(?:late\s|early\s)?$", text[: expression.start])
    )
