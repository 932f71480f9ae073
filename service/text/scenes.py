"""Meetings told in one article: who met whom, where, when, and which sentences tell it.

Enters: the body sentences of one document with their offsets. Leaves: scenes whose every value carries its span.
Pure rules on verbs and prepositions; no names. A scene is the unit behind "the meeting", "both sides" and the mentions
of ``stages.relate``; articles that report no meeting simply have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.folding import fold
from service.text.names import NameTable, find_runs
from service.text.scene_stated import APART, PAST, match_scene
from service.text.scene_values import SPEECH_VERB, Line, Scene, SceneReader, Value
from service.text.support.lexicon import is_in_lexicon

__all__ = ["Line", "Scene", "Value", "find_scenes"]

SECOND = re.compile(r"\balso\s(?:had|held|met)\b|\b(?:another|a\sseparate|a\ssecond)\s(?:meeting|round)\b")
MEETING_NOUN = re.compile(r"\b(?:meeting|talks|discussions|visit)\b")
EVENT_REF = re.compile(
    r"\b(?:The|the|These|these|This|this|Their|their)\s(?:(?:high-level|bilateral|joint|latest|closed-door|same|primary|main|brief)\s){0,2}(?:meeting|talks|discussions|agenda)\b"
    r"|^Discussions\b|\bthat\sdiscussions\b|\bwere\sdiscussed\b"
)
SIDES = re.compile(r"\b[Bb]oth\s(?:sides|parties)\b|\b[Tt]he\s(?:two\s(?:sides|men|officials|leaders)|pair)\b")
PERFECT = re.compile(r"\b(?:has|have)\s(?:\w+ly\s|also\s)?(?:been|played|maintained|made|exacerbated|helped|marked)\b")


def _agree(a: list[Value], b: list[Value]) -> bool | None:
    """True: the same person; False: two different people; None: at least one side names nobody."""
    left = {v.normal.split(" ")[-1] for v in a if v.person or _is_full_name(v.text)}
    right = {v.normal.split(" ")[-1] for v in b if v.person or _is_full_name(v.text)}
    if not left or not right:
        return None
    return bool(left & right)


def _is_full_name(words: str) -> bool:
    """Whether words are a name like a person's without a title: "Ada Brandl", no "Foreign Ministry"."""
    parts = words.split(" ")
    return 1 < len(parts) < 4 and all(w.istitle() and w.isalpha() and not is_in_lexicon(w) for w in parts)


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
        reader = SceneReader(line, known, names)
        found = match_scene(reader)
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


def _continue(scene: Scene, reader: SceneReader, line: Line) -> None:
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


def _tells(scene: Scene, reader: SceneReader, line: Line) -> bool:
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
