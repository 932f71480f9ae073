"""What brought it about, as the articles say: causes of the story's event that differ.

Enters: the statements of one story. Leaves: at most one difference, with every cause and who names it. Pure. Never: a
cause that is only supposed, the cause of a named other thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Difference, DifferenceRelation, Document, Event, Position, phrase, slice_phrase
from service.records.citing import cite
from service.stages.align.event_nouns import EVENTS
from service.stages.align.making import make
from service.stages.align.positions import nameless
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.folding import fold
from service.text.support.lexicon import lemma

_NP = r"(?:an?|the|his|her|its|their|one|some|old|faulty)?\s?[\w’'-]+(?:\s[\w’'-]+){0,7}?"
_END = r"(?=[,.;”\"]|\s(?:and|but|while|when|that|which|who|after|before|on|said|says|according)\b|$)"
_END_OF_BLAME = r"(?=(?<!\b[A-Z])[.;]|,\s(?:and|but|saying)|\s(?:spread|made|sent|caused|on\smessaging)\b|$)"
_BRINGS = r"(?:caused|started|triggered|sparked|set\soff|brought\sabout|brought\sdown|prompted|provoked|led\sto)"
_THING = r"(?P<what>(?:it|the\s[\w’'-]+(?:\s[\w’'-]+){0,3}?))"
_WAS = r"(?:was|were|is|had\sbeen|has\sbeen|may\shave\sbeen)\s(?:\w+ly\s)?"
_FROM = (
    r"(?:(?:was|were|is|had\sbeen)\s(?:\w+ly\s)?(?:due\sto|down\sto|(?:the|a)\sresult\sof|owing\sto|because\sof)"
    r"|resulted\sfrom|came\sfrom|comes\sfrom|stemmed\sfrom|began\s(?:in|with)|started\s(?:in|with)|lay\sin|lies\sin"
    r"|originated\sin)"
)
_CAUSE = r"the\s(?:\w+\s)?(?:cause|reason|trigger|origin)(?:\sof\sthe\s[\w’'-]+)?"
_DONE = (
    r"(?:(?:set|started|done|lit|laid|caused)\s(?:on\spurpose|deliberately|intentionally|by\saccident|accidentally)"
    r"|deliberate|an\saccident|sabotaged?|arson|an\sact\sof\s\w+|switched\soff\sfor\s\w+|shut\sdown\sfor\s\w+)"
)
_RULED = (
    r"(?:ruled|rules|ruling)\sout\s(?:arson|sabotage|terrorism|foul\splay|suicide|murder|pilot\serror|human\serror|negligence"
    r"|an?\s(?:attack|accident|crime|bomb|suicide))"
)
PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # the fire was caused by X; X caused the fire
        rf"(?P<what>[\w’' -]{{2,60}}?)\s{_WAS}{_BRINGS}\sby\s(?P<why>{_NP}){_END}",
        rf"(?:^|[,;“\"]\s?|\bthat\s)(?P<why>{_NP})\s(?:had\s|has\s|have\s)?{_BRINGS}\s{_THING}{_END}",
        # X blamed Y for the fire, blamed the fire on Y
        rf"\bblam(?:e[ds]?|ing)\s(?P<why>(?!it\son|the\s\w+\son){_NP})\sfor\s(?P<what>[\w’' -]{{2,40}}){_END}",
        # put the damage down to X; blamed X, for nothing named; X brought the bank down; it was not Y but X that did
        rf"\bput(?:s|ting)?\s{_THING}\sdown\sto\s(?P<why>{_NP}){_END}",
        rf"\bblam(?:e[ds]?|ing)(?P<what>)\s(?P<why>[\u201c\"]?(?!(?:it|the\s[\w’'-]+)\son\b){_NP}[\u201d\"]?)(?!\s(?:for|on)\b){_END_OF_BLAME}",
        rf"(?:^|[,;“\"]\s?|\bthat\s|\bsays?,\s)(?P<why>{_NP})(?:,\s[^,;.]{{2,25}},)?\s(?:had\s|has\s|have\s)?brought\s{_THING}\sdown\b",
        rf"\b[Ii]t\swas\snot\s[\w\s’'-]{{2,40}}?\sthat\s\w+\s{_THING}\sbut\s(?P<why>{_NP}){_END}",
        rf"\b(?:attributed|attributes|ascribed|traced)\s{_THING}\s(?:back\s)?to\s(?P<why>{_NP}){_END}",
        rf"\bblam(?:e[ds]?|ing)\s{_THING}\son\s(?P<why>{_NP}){_END}",
        rf"(?P<what>[\w’' -]{{2,50}}?)\s{_FROM}\s(?P<why>{_NP}){_END}",
        rf"(?P<what>{_CAUSE})\s(?:was|is|lay\sin)\s(?:\w+ly\s)?(?P<why>{_NP}){_END}",
        rf"(?P<what>[\w’' -]{{2,50}}?)\s(?:was|were|had\sbeen)\s(?P<why>{_DONE})\b",
        rf"\b(?P<why>{_RULED})(?P<what>)\b",
    )
)
# what is ruled out, and the words in which somebody else asserts it
MEANT = tuple(
    (re.compile(a, re.I), re.compile(b, re.I))
    for a, b in (
        (
            r"arson|foul\splay|sabotage|crime|attack|terrorism|bomb|murder",
            r"on\spurpose|deliberate|intentional|arson|sabotage|crime|attack|bomb|explosive|murder|terror",
        ),
        (r"accident|error|negligence", r"accident|error|mistake|negligence|careless"),
        (r"suicide", r"suicide|own\slife"),
    )
)
# what an event leaves or strikes
LEFT = frozenset(
    lemma(w)
    for w in "damage crack hole injury debt shortage queue panic decline drop rise bank firm company club".split()
)
TIMELY = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|hours?|morning|afternoon|evening|night|dawn|noon|\w+day|week|month|year|\d{4})\b",
    re.I,
)
VAGUE = re.compile(
    r"^(?:for\s.*|on\s.*|[A-Z]|it|this|that|what|him|her|them|us|those|a\sreview|the\sauthorities)$", re.I
)
IT = re.compile(r"^(?:it|this|that|which)$", re.I)


class _Cause(NamedTuple):
    statement: Statement
    start: int
    end: int
    head: frozenset[str]
    voice: str

    @property
    def text(self) -> str:
        return self.statement.text[self.start : self.end]


def cause_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """One difference of all causes of what happened."""
    rows = [c for s in statements for c in _causes(s)]
    asserted = [c for c in rows if not c.text.lower().startswith("rul")]
    found = _asserted(asserted, documents, events)
    for denied in [c for c in rows if c not in asserted]:
        others = [c for c in asserted if any(a.search(denied.text) and b.search(c.text) for a, b in MEANT)]
        if others:
            found.append(_made([[denied], others], documents, events))
    return found


def _asserted(rows: Sequence[_Cause], documents: Mapping[str, Document], events: Sequence[Event]) -> list[Difference]:
    sides: list[list[_Cause]] = []
    for cause in rows:
        home = next((s for s in sides if any(_one_cause(cause, other) for other in s)), None)
        if home is None:
            sides.append([cause])
        else:
            home.append(cause)
    voices = {c.voice or c.statement.doc for side in sides for c in side}
    if len(sides) < 2 or len(voices) < 2:
        return []
    return [_made(sides[:6], documents, events)]


def _made(sides: Sequence[Sequence[_Cause]], documents: Mapping[str, Document], events: Sequence[Event]) -> Difference:
    positions = [_position(side, documents) for side in sides]
    event = event_of([c.statement.doc for side in sides for c in side], events)
    return make(event, phrase("diff_cause"), DifferenceRelation.CONFLICT, positions)


def _causes(statement: Statement) -> list[_Cause]:
    if statement.supposed or statement.elsewhen:
        return []
    found: list[_Cause] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(statement.text):
            start, end = match.span("why")
            if (
                not _of_event(match["what"])
                or VAGUE.match(match["why"].strip())
                or TIMELY.search(match["why"])
                or any(c.start < end and start < c.end for c in found)
            ):
                continue
            words = frozenset(w.lemma for w in statement.words if start <= w.start < end)
            speaker = statement.speaker_at(start)
            voice = f"{speaker.doc}:{speaker.start}" if speaker else ""
            if words:
                found.append(_Cause(statement, start, end, words, voice))
    return found


def _of_event(what: str | None) -> bool:
    """What was brought about is what happened: "it", or a noun of an event or of what it left."""
    words = re.findall(r"[\w’'-]+", what or "")
    if not words:
        return True
    if IT.match(words[-1]) or words[-1].lower() in {"cause", "reason", "trigger", "origin"}:
        return True
    return any(lemma(w) in EVENTS | LEFT for w in words[-3:])


def _one_cause(a: _Cause, b: _Cause) -> bool:
    return len(a.head & b.head) / min(len(a.head), len(b.head)) >= 0.5


def _position(side: Sequence[_Cause], documents: Mapping[str, Document]) -> Position:
    first = min(side, key=lambda c: (not c.voice, nameless(c.text), c.start))
    value = cite(documents, first.statement.span(first.start, first.end))
    speaker = first.statement.speaker_at(first.start)
    others = tuple(cite(documents, c.statement.span(c.start, c.end)) for c in side if c is not first)
    return Position(
        value=slice_phrase(value),
        normal=fold(value.quote),
        speaker=slice_phrase(cite(documents, speaker)) if speaker else None,
        sources=tuple(dict.fromkeys(c.statement.doc for c in side)),
        citations=(value, *((cite(documents, speaker),) if speaker else ()), *others),
    )
