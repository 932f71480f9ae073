"""Meetings told in one article: who met whom, where, when, and which sentences tell it.

Enters: the body sentences of one document with their offsets. Leaves: scenes whose every value carries its span.
Pure rules on verbs and prepositions; no names. A scene is the unit behind "the meeting", "both sides" and the mentions
of ``stages.relate``; articles that report no meeting simply have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from service.text.dates import find_dates
from service.text.folding import fold
from service.text.name_words import ROLE_NOUNS
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


ADVERBS = r"(?:\s(?:also|recently|reportedly|previously|separately|again|then|later|earlier|jointly))*"
TALKS = r"(?:talks|meetings?|discussions?|negotiations|a\scall|consultations|a\ssummit)"
NO_PREPOSITION = r"(?!(?:in|on|at|for|to|from|over|during|after|before|near|into|by|as|under|via|amid)\s)"
ACTIVE = re.compile(
    rf"(?P<aux>\s(?:has|have|had))?{ADVERBS}\s(?:met|meets|conferred|sat\sdown|came\stogether){ADVERBS}(?:\sin\s[A-Z][\w-]+)?\swith\s"
    rf"|(?P<aux2>\s(?:has|have|had))?{ADVERBS}\s(?:held|holds|had|opened|began)(?:\sa|\san|\sthe)?(?:\s[\w-]+){{0,3}}?\s{TALKS}\swith\s"
    rf"|{ADVERBS}\s(?P<bare>met|meets|hosted|received|welcomed)\s(?!(?:and|but)\s)(?=(?:{NO_PREPOSITION}[\w’'-]+\s){{0,4}}?[A-Z])"
)
JOINT = re.compile(
    rf"(?:\s(?:has|have|had))?{ADVERBS}\s(?:met|meet|conferred|sat\sdown|came\stogether|(?:held|began|opened)\s{TALKS}){ADVERBS}"
    r"(?=[.,;]|\s(?:in|on|at|to|for|over|about|during|here|today|yesterday|last|this|privately|briefly|[A-Z]\w+day)\b)"
)
NOMINAL = re.compile(
    r"\b(?:[Mm]eeting|[Tt]alks|[Dd]iscussions|[Ss]ummit)\sbetween\s(?P<a>.{3,120}?)\sand\s(?P<b>[^,.;]{3,120})"
)
PASSIVE = re.compile(r"\swas\s(?:received|hosted|welcomed)\sby\s")
TOGETHER = re.compile(r"\s(?:has\s|have\s|had\s)?brought\stogether\s")
# what ends the counterpart: topic, place, time, a new clause
STOP = re.compile(
    r"\s(?:to\s(?:discuss|talk|address|review|negotiate|push|press|seek|explore)|for\s(?:talks|discussions|a)|about|amid|during|where|which|who|when|while|after"
    r"|before|as|over|at|on|following|ahead|has|have|had|was|were|marked)\b|,?\s(?:discussing|focusing|addressing|according)\b|[.;:]|\sin\s(?=[A-Z])"
    r"|\sin\sthe\s(?:[\w-]+\s){0,2}(?:capital|city|town|village)\b"
)
# the verb behind "talks between A and B", which has no list of its own
NOMINAL_STOP = re.compile(r"\s(?:[a-z]+ed|took|take|began|broke|fell|will|would|could|are|is)\b")
COMPANY = re.compile(rf"\b(?:{'|'.join(sorted(ROLE_NOUNS))}|delegation|delegate|representative|counterpart)s?\b", re.I)
TOPIC_START = re.compile(
    r"\s(?:to\s(?:discuss|talk|address|review|negotiate)|for\stalks|about)\b|,?\sdiscussing\b|\swhere\b|\swhich\b|\swho\b|\sas\s"
)
REPORTED = re.compile(r",\s[^,]{2,80}?\s(?:reported|said|says|announced|wrote|stated|confirmed)\b")
GROUP_TAIL = re.compile(
    r"\s(?:and\s(?P<tail>(?:his|her|their|a|the)\s(?:[\w-]+\s)?(?:delegation|team|aides|entourage|advisers)))\b"
)
APART = re.compile(
    r"^(?:Earlier (?:on|in|that|the)?\s?(?:the |same )?"
    r"(?:day|week|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|Separately|In a separate|Later (?:on|in|that)?\s?(?:the |same )?day|At another)\b"
)
SECOND = re.compile(r"\balso\s(?:had|held|met)\b|\b(?:another|a\sseparate|a\ssecond)\s(?:meeting|round)\b")
PAST = re.compile(
    r"\b(?:last\s(?:month|year)|the\s(?:month|year)\sbefore|in\s(?:19|20)\d\d|years?\sago|months?\sago|previously"
    r"|in\s(?:January|February|March|April|June|July|August|September|October|November|December))\b",
    re.I,
)
MEETING_NOUN = re.compile(r"\b(?:meeting|talks|discussions|visit)\b")
EVENT_REF = re.compile(
    r"\b(?:The|the|These|these|This|this|Their|their)\s(?:(?:high-level|bilateral|joint|latest|closed-door|same|primary|main|brief)\s){0,2}(?:meeting|talks|discussions|agenda)\b"
    r"|^Discussions\b|\bthat\sdiscussions\b|\bwere\sdiscussed\b"
)
SIDES = re.compile(r"\b[Bb]oth\s(?:sides|parties)\b|\b[Tt]he\s(?:two\s(?:sides|men|officials|leaders)|pair)\b")
SPEECH_VERB = (
    r"(?:said|says|told|warned|called|calls|stressed|emphasi[sz]ed|reaffirmed|reassured|expressed|condemned|urged|vowed|pledged|praised|thanked|denounced"
    r"|voiced|reiterated|added|spoke|agreed|promised|underlined|noted|conveyed|stated|reported)"
)
PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+ly\s|also\s)?(?:been|played|maintained|made|exacerbated|helped|marked)\b")


def _clause_start(text: str, end: int) -> int:
    """Where the subject before position `end` begins: after an introductory clause, never inside an apposition."""
    head = text[:end]
    intro = re.match(r"(?:As|While|After|Earlier|Later|On|In|Meanwhile|During|Following|Before|Since)\b[^,]*,\s", head)
    return intro.end() if intro else 0


def _person(runs: Sequence[Run], start: int, end: int, *, last: bool) -> Run | None:
    people = [r for r in runs if r.kind == "person" and start <= r.start and r.end <= end]
    return (people[-1] if last else people[0]) if people else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,":
        start += 1
    while end > start and text[end - 1] in " ,.;:":
        end -= 1
    return start, end


class _Reader:
    """Values of one sentence, in document offsets."""

    def __init__(self, line: Line, known: frozenset[str], names: NameTable) -> None:
        self.line, self.text, self.names = line, line.text, names
        self.runs = find_runs(line.text, known)

    def value(self, start: int, end: int, *, person: bool = False, normal: str | None = None) -> Value:
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
            start, end = _trimmed(self.text, start, end)
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
        found = []
        for date in find_dates(self.text):
            spoken = re.search(rf"\b{SPEECH_VERB[:-1]}|confirmed|announced)\s(?:on\s)?$", self.text[: date.start])
            since = re.search(r"\b(?:since|months of|until)\s$", self.text[: date.start])
            if start <= date.start and date.end <= end and not spoken and not since:
                found.append(self.value(date.start, date.end, normal=date.normal))
        return found


class _Sides(NamedTuple):
    """The participants that a sentence states, and where its verb or counterpart ends."""

    who: list[Value]
    whom: list[Value]
    end: int


def _match_scene(reader: _Reader) -> Scene | None:
    """The meeting that one sentence states, with participants, place and time; None where it states none."""
    text = reader.text
    sides = _inverted(reader) or _joint(reader) or _direct(reader) or _nominal(reader)
    if sides is None or not sides.who or not sides.whom:
        return None
    scene = Scene(sides.who, sides.whom, lines=[reader.line.position])
    if not _plausible(scene, reader):
        return None
    cut = TOPIC_START.search(text, sides.end)
    region_end = cut.start() if cut else len(text)
    scene.where = reader.place(sides.end - 1, region_end)
    scene.when = reader.times(0, region_end) or [
        v for v in reader.times(region_end, len(text)) if re.search(r"\bover the weekend\b", v.text) and not cut
    ]
    scene.background = bool(PAST.search(text[:region_end])) and not APART.search(text)
    return scene


def _inverted(reader: _Reader) -> _Sides | None:
    """As in "B was received by A" and "talks brought together A and B"."""
    text = reader.text
    passive, together = PASSIVE.search(text), TOGETHER.search(text)
    if passive:
        stop = _stop(text, passive.end())
        who, whom = (passive.end(), stop), (0, passive.start())
    elif together:
        stop = _stop(text, together.end())
        middle = text.find(" and ", together.end(), stop)
        if middle < 0:
            return None
        who, whom = (together.end(), middle), (middle + 5, stop)
    else:
        return None
    return _Sides(reader.side(*who, last=False), reader.side(*whom, last=False), stop)


def _joint(reader: _Reader) -> _Sides | None:
    """As in "A and B met in Oslo"; both are people, since "the council of Norham and Elm met" names one side."""
    verb = JOINT.search(reader.text)
    if verb is None:
        return None
    first = _clause_start(reader.text, verb.start())
    middle = reader.text.rfind(" and ", first, verb.start())
    if middle < 0:
        return None
    people = [r for r in reader.runs if r.kind == "person" and first <= r.start and r.end <= middle]
    listed = len(people) > 1
    who = [reader.named(run) for run in people] if listed else reader.side(first, middle, last=True)
    whom = reader.side(middle + 5, verb.start(), last=False)
    both = any(v.person for v in who) and any(v.person for v in whom)
    return _Sides(who, whom, verb.end()) if both else None


def _direct(reader: _Reader) -> _Sides | None:
    """As in "A met with B" and "A hosted B"."""
    active = ACTIVE.search(reader.text)
    if active is None:
        return None
    who = reader.side(_clause_start(reader.text, active.start()), active.start(), last=True)
    whom = reader.side(active.end(), _stop(reader.text, active.end()), last=False)
    bare = active["bare"]
    # a cup is received and a rival is met as well: without "with" somebody must be there in person
    people = whom if bare in {"hosted", "received", "welcomed"} else (*who, *whom)
    if bare and not any(v.person or COMPANY.search(v.text) for v in people):
        return None
    return _Sides(who, whom, active.end())


def _nominal(reader: _Reader) -> _Sides | None:
    """As in "talks between A and B"."""
    nominal = NOMINAL.search(reader.text)
    if nominal is None:
        return None
    first = nominal.start("b")
    verb = NOMINAL_STOP.search(reader.text, first)
    stop = min(_stop(reader.text, first), verb.start() if verb else len(reader.text))
    return _Sides(reader.side(*nominal.span("a"), last=True), reader.side(first, stop, last=False), first)


def _plausible(scene: Scene, reader: _Reader) -> bool:
    """At least one side is a person or holds a name; "the meeting between the parties" is no scene of its own."""
    if any(v.person for v in (*scene.who, *scene.whom)):  # the full name may stand in another sentence
        return True
    offset = reader.line.offset
    spans = [(v.start - offset, v.end - offset) for v in (*scene.who, *scene.whom)]
    return any(start <= run.start and run.end <= end for start, end in spans for run in reader.runs)


def _stop(text: str, start: int) -> int:
    ends = [match.start() for match in (STOP.search(text, start), REPORTED.search(text, start)) if match]
    return min(ends, default=len(text))


def _agree(a: list[Value], b: list[Value]) -> bool | None:
    """True: the same person; False: two different people; None: at least one side names nobody."""
    left = {v.normal.split(" ")[-1] for v in a if v.person}
    right = {v.normal.split(" ")[-1] for v in b if v.person}
    if not left or not right:
        return None
    return bool(left & right)


def _same_scene(old: Scene, new: Scene) -> bool:
    """Whether a later sentence retells `old`; a marked second meeting never does."""
    places = {v.normal for v in old.where}, {v.normal for v in new.where}
    if all(places) and not places[0] & places[1]:
        return False
    return _agree(old.who, new.who) is not False and _agree(old.whom, new.whom) is not False


def _merge(old: Scene, new: Scene) -> None:
    for name in ("who", "whom", "where", "when"):
        mine: list[Value] = getattr(old, name)
        mine.extend(v for v in getattr(new, name) if v.normal not in {m.normal for m in mine})
    old.lines.extend(new.lines)


def find_scenes(lines: Sequence[Line], known: frozenset[str], names: NameTable) -> list[Scene]:
    """Meetings in reading order; retellings joined, background meetings marked. Line indexes say which sentence."""
    scenes: list[Scene] = []
    current: Scene | None = None
    for line in lines:
        reader = _Reader(line, known, names)
        found = _match_scene(reader)
        if found and found.background and current is not None:
            scenes.append(found)
            continue
        if found:
            apart = APART.search(line.text) or SECOND.search(line.text)
            if apart and current is not None:
                found.apart = (line.offset + apart.start(), line.offset + apart.end())
            same = next((s for s in scenes if not s.background and not found.apart and _same_scene(s, found)), None)
            if same:
                _merge(same, found)
                current = same
            else:
                scenes.append(found)
                current = found
        elif current is not None:
            _continue(current, reader, line)
    return scenes


def _continue(scene: Scene, reader: _Reader, line: Line) -> None:
    """A sentence after the one that states the meeting: does it tell more of it?"""
    if not _tells(scene, reader, line):
        return
    scene.lines.append(line.position)
    text = line.text
    at = re.search(r"\b(?:it|the\s(?:meeting|talks))\s(?:was|were|took\splace)\s(?=in\s)", text)
    if at:
        speaker = re.match(r"(.{3,60}?)\s(?:said|say|reported)\b", text)
        for value in reader.place(at.end(), len(text)):
            told = (line.offset, line.offset + speaker.end(1)) if speaker else None
            scene.where.append(value._replace(speaker=told))
    held = re.search(r"\b(?:meeting|talks)\s(?=on\s|over\s)", text)
    if held:
        near = [v for v in reader.times(held.end(), held.end() + 25) if v.normal not in {w.normal for w in scene.when}]
        scene.when.extend(near[:1])


def _tells(scene: Scene, reader: _Reader, line: Line) -> bool:
    text = line.text
    adjacent = bool(scene.lines) and line.position - scene.lines[-1] <= 2
    if PAST.search(text) and not MEETING_NOUN.search(text):
        return False
    reference = EVENT_REF.search(text)
    perfect = PERFECT.search(text)
    if perfect and not (reference and reference.start() < perfect.start()):
        return False
    if reference or (SIDES.search(text) and adjacent):
        return True
    if re.match(r"They\b", text):  # behind a sentence about others, "They" are the others
        return adjacent and line.position - scene.lines[-1] == 1
    if re.match(r"[^,]{0,80}, they\b", text) or re.search(r"\b(?:said|reported)\sit\s(?:was|took)\b", text):
        return adjacent
    surnames = {v.normal.split(" ")[-1] for v in (*scene.who, *scene.whom) if v.person}
    groups = {fold(r.text) for v in scene.whom for r in find_runs(v.text) if not v.person}
    for run in reader.runs[:2]:
        named = fold(run.text.split(" ")[-1]) in surnames or (fold(run.text) in groups and adjacent)
        if named and re.match(
            rf"(?:,[^,]*,)?(?:\sand\s(?:\w+\s){{1,2}}\w+)?(?:\salso)?\s{SPEECH_VERB}\b", text[run.end :]
        ):
            return adjacent
    return adjacent and bool(re.match(r"There\s(?:was|were)\salso\b", text))
