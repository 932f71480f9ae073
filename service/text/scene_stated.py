"""The meeting that one sentence states: who met whom, where and when.

Enters: one sentence read for a meeting. Leaves: a scene, or None. Pure rules on verbs and prepositions; no names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.name_words import ROLE_NOUNS
from service.text.scene_values import Scene, SceneReader, Value

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
APART = re.compile(
    r"^(?:Earlier (?:on|in|that|the)?\s?(?:the |same )?"
    r"(?:day|week|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"|Separately|In a separate|Later (?:on|in|that)?\s?(?:the |same )?day|At another)\b"
)
PAST = re.compile(
    r"\b(?:last\s(?:month|year)|the\s(?:month|year)\sbefore|in\s(?:19|20)\d\d|years?\sago|months?\sago|previously"
    r"|in\s(?:January|February|March|April|June|July|August|September|October|November|December))\b",
    re.I,
)


def _clause_start(text: str, end: int) -> int:
    """Where the subject before position `end` begins: after an introductory clause, never inside an apposition."""
    head = text[:end]
    intro = re.match(r"(?:As|While|After|Earlier|Later|On|In|Meanwhile|During|Following|Before|Since)\b[^,]*,\s", head)
    return intro.end() if intro else 0


class _Sides(NamedTuple):
    """The participants that a sentence states, and where its verb or counterpart ends."""

    who: list[Value]
    whom: list[Value]
    end: int


def match_scene(reader: SceneReader) -> Scene | None:
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


def _inverted(reader: SceneReader) -> _Sides | None:
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


def _joint(reader: SceneReader) -> _Sides | None:
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


def _direct(reader: SceneReader) -> _Sides | None:
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


def _nominal(reader: SceneReader) -> _Sides | None:
    """As in "talks between A and B"."""
    nominal = NOMINAL.search(reader.text)
    if nominal is None:
        return None
    first = nominal.start("b")
    verb = NOMINAL_STOP.search(reader.text, first)
    stop = min(_stop(reader.text, first), verb.start() if verb else len(reader.text))
    return _Sides(reader.side(*nominal.span("a"), last=True), reader.side(first, stop, last=False), first)


def _plausible(scene: Scene, reader: SceneReader) -> bool:
    """At least one side is a person or holds a name; "the meeting between the parties" is no scene of its own."""
    if any(v.person for v in (*scene.who, *scene.whom)):  # the full name may stand in another sentence
        return True
    offset = reader.line.offset
    spans = [(v.start - offset, v.end - offset) for v in (*scene.who, *scene.whom)]
    return any(start <= run.start and run.end <= end for start, end in spans for run in reader.runs)


def _stop(text: str, start: int) -> int:
    ends = [match.start() for match in (STOP.search(text, start), REPORTED.search(text, start)) if match]
    return min(ends, default=len(text))
