"""What one referent is called: labels that somebody gives it, and words that take sides.

Enters: the statements of one story. Leaves: one difference for one referent, a position for each wording. Pure.
Never: a name that a thing simply has ("a storm called Ada"); words of one side only.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from service.records import (
    Citation,
    Difference,
    DifferenceRelation,
    Document,
    Event,
    Position,
    Span,
    phrase,
    slice_phrase,
)
from service.records.citing import cite
from service.stages.align.clauses import PLAIN
from service.stages.align.making import make
from service.stages.align.positions import first_named, nameless
from service.stages.align.statements import Statement
from service.stages.align.story import event_of
from service.text.entail.lexicon import relations, stem
from service.text.folding import fold
from service.text.loaded import find_loaded, load_rules
from service.text.support.lexicon import lemma

_CALL = (
    r"(?:call(?:s|ed|ing)?|describ(?:e[ds]?|ing)|term(?:s|ed|ing)?|dub(?:s|bed|bing)?|brand(?:s|ed|ing)?"
    r"|label(?:s|l?ed|l?ing)?|denounc(?:e[ds]?|ing)|condemn(?:s|ed|ing)?|hail(?:s|ed|ing)?|prais(?:e[ds]?|ing)"
    r"|mock(?:s|ed|ing)?|derid(?:e[ds]?|ing)|ridicul(?:e[ds]?|ing)|dismiss(?:es|ed|ing)?|slam(?:s|med|ming)?|attack(?:s|ed|ing)?"
    r"|welcom(?:e[ds]?|ing)|celebrat(?:e[ds]?|ing)|portray(?:s|ed|ing)?|regard(?:s|ed|ing)?|paint(?:s|ed|ing)?|sees|saw"
    r"|characteri[sz](?:e[ds]?|ing)|speak(?:s|ing)?\sof|spoke\sof|refer(?:s|red|ring)?\sto)"
)
_QUOTED = r"[“\"](?P<label>(?:an?|the|our|their|another|one)?\s?[^”\"“.;]{2,60}?),?[”\"]"
CALLED = re.compile(rf"\b{_CALL}\s(?P<object>[^,.;“\"]{{0,50}}?)\s?(?:as\s)?{_QUOTED}", re.I)
WHAT = re.compile(
    rf"\bwhat\s(?P<who>[^,.;“\"]{{2,40}}?)\s{_CALL}\s(?:[“\"])?(?P<one>[^”\"“.;,]{{2,50}}?)[”\"]?\s(?:is|was|are|were)\s(?:[“\"])?"
    r"(?P<two>an?\s[^”\"“.;,]{2,50}?)(?:[”\",.;]|\sfor\s|\sto\s|$)",
    re.I,
)
KNOWN = re.compile(rf"\b(?:known\sas|nicknamed)\s(?:the\s)?{_QUOTED}", re.I)
IT_IS = re.compile(rf"\b(?:it|this|that)\s(?:is|was)\s{_QUOTED}", re.I)
NARRATED = re.compile(r"^(?:It|This)\s(?:is|was)\s(?P<label>an?\s(?:\w+\s)?(?P<head>[a-z-]+))\.")
# nouns of events: whatever a label of one of them says, it is said of what happened
EVENTS = frozenset(
    lemma(w)
    for w in """accident arrest assault attack ban battle blast blaze bombing breakdown burglary campaign ceasefire
    closure collapse collision crash crisis cull cut deal death decision defeat delay demolition
    demonstration derailment disaster dismissal dispute election eruption escape eviction evacuation
    event exit explosion illness infection poisoning fall failure fight fire flight flood goal hack
    heist incident invasion judgment killing landslide launch law leak loss march massacre match measure
    meeting merger offensive operation outage outbreak plan poll project protest raid rescue resignation
    result riot robbery ruling sale shooting shutdown sinking spill stoppage strike takeover talk theft
    trial truce verdict victory visit vote walkout war win withdrawal""".split()
)
JUDGEMENTS = EVENTS | frozenset(
    lemma(w)
    for w in """aberration anomaly atrocity barbarity betrayal blackmail blessing blow blunder breakthrough
    catastrophe chapter circus coup crime debacle disgrace embarrassment error fiasco farce folly gamble
    gift glitch hiccup hoax humiliation injustice insult joke landmark lie lesson malfunction
    masterpiece masterstroke mess milestone miracle mishap mistake murder nightmare outrage plague ploy
    provocation punishment sabotage scandal setback shame slaughter step stunt success surrender terror
    theatre tragedy travesty triumph turning-point warning waste witch-hunt wonder""".split()
)
AFFAIR = re.compile(r"\b(?:events?|developments|affair|episode|what\s(?:happened|followed))\b", re.I)
DEED = re.compile(r"[a-z]{3}(?:ure|al|ation|ition|sion|ment|ing)$")
# a loaded word for people or a body is a name for them; deeds are many
PEOPLE = re.compile(
    r"\b(?:group|fighters|militants|people\s(?:who|without|accused)|person|government|leader|opponents|supporters|crowd)\b"
)
# what is decided, planned or written on an event
DECISIONS = frozenset(
    lemma(w)
    for w in """agreement apology ban bill budget deal decision decree finding inquiry judgment law motion offer order
    plan probe proposal reform report resolution ruling sentence settlement statement verdict vote""".split()
)
WHOLE = "="  # the key of what happened


class _Label(NamedTuple):
    statement: Statement
    start: int
    end: int
    key: str
    voice: str
    noun: str  # lemma of the noun of what is called so; empty: a pronoun, or none
    is_told: bool = True  # whoever speaks there uses it; False: the narrator's word in somebody's indirect speech

    @property
    def speaker(self) -> Span | None:
        """Who uses it; None: the narrator."""
        return self.statement.speaker_at(self.start) if self.is_told else None

    @property
    def span(self) -> Span:
        return self.statement.span(self.start, self.end)


class _Class(NamedTuple):
    referent: str
    sides: tuple[re.Pattern[str] | None, ...]  # against, plain, for
    many: bool  # a story has several such referents


def wording_differences(
    documents: Mapping[str, Document], statements: Sequence[Statement], events: Sequence[Event]
) -> list[Difference]:
    """Labels that speakers give one thing, then words that take sides."""
    rows = _of_the_story([label for s in statements for label in _labels(s)], statements)
    keyed: defaultdict[str, list[_Label]] = defaultdict(list)
    for label in rows:
        keyed[label.key].append(label)
    groups = [_distinct(labels) for labels in keyed.values()]
    groups += _sided(statements)
    groups += _loaded(statements)
    found = []
    for group in groups:
        if len(group) >= 2:
            positions = [_position(side, documents) for side in group]
            event = event_of([c.doc for p in positions for c in p.citations], events)
            named = first_named(positions)
            attribute = phrase("diff_term", (named.value.citations[0],), label=named.value.text)
            found.append(make(event, attribute, DifferenceRelation.WORDING, positions))
    return found


def _of_the_story(rows: Sequence[_Label], statements: Sequence[Statement]) -> list[_Label]:
    """A decision on what happened, of which one article alone tells, is not what others call "it"."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for word in statement.lemmas & DECISIONS:
            held[word].add(statement.doc)
    return [row._replace(key=row.noun) if row.key == WHOLE and len(held[row.noun]) == 1 else row for row in rows]


def _labels(statement: Statement) -> list[_Label]:
    text = statement.text
    found: list[_Label] = []
    what = WHAT.search(text)
    if what:
        found += [_label(statement, what.span(name), WHOLE, name) for name in ("one", "two")]
        return found
    for pattern in (CALLED, KNOWN, IT_IS):
        for match in pattern.finditer(text):
            target = match.groupdict().get("object") or ""
            key = _key(target, match["label"])
            if pattern is not CALLED:
                subject = [w.lemma for w in statement.words if w.end <= match.start()][:2]
                key = WHOLE if _head(match["label"]) in JUDGEMENTS else f"{statement.doc}:{statement.index}"
                key = key if subject or pattern is IT_IS else ""
            if pattern is IT_IS and found:
                key, target = found[0].key, found[0].noun  # "called the ruling ...; for the mayor it is ..."
            if key:
                label = _label(statement, match.span("label"), key, "")
                found.append(label._replace(noun=_noun(target)))
    told = NARRATED.match(text)
    if told and lemma(told["head"]) in JUDGEMENTS and statement.quotation is None:
        found.append(_label(statement, told.span("label"), WHOLE, ""))
    return found


def _label(statement: Statement, span: tuple[int, int], key: str, voice: str) -> _Label:
    speaker = statement.speaker_at(span[0])
    return _Label(statement, *span, key, voice or (f"{speaker.doc}:{speaker.start}" if speaker else ""), "")


def _noun(target: str) -> str:
    """Lemma of the last word of what is called so, unless it is a pronoun."""
    words = re.findall(r"[\w’'-]+", target)
    return "" if not words or words[-1].lower() in {"it", "this", "that"} else lemma(words[-1])


def _key(target: str, label: str) -> str:
    """What is called so: what happened, one thing by its noun, or nothing that can be told."""
    words = [lemma(w) for w in re.findall(r"[\w’'-]+", target)]
    if not re.match(r"(?:an?|the|our|their)\s", label, re.I):
        return ""
    raw = re.findall(r"[\w’'-]+", target)
    if AFFAIR.search(target):
        return WHOLE
    if raw and raw[-1].endswith("s") and not raw[-1].endswith("ss"):
        return f"many {words[-1]}"
    head = _head(label)
    if not words or words[-1] in {"it", "thi", "this", "that"}:
        return WHOLE if head in JUDGEMENTS else ""
    if words[-1] in EVENTS or _is_deed(raw[-1]):
        return WHOLE
    return words[-1]


def _is_deed(noun: str) -> bool:
    """A noun that is a verb as well, or is made of one: the run, the closure, the withdrawal."""
    known, low = relations(), noun.lower()
    return (stem(low) in known.nouns and stem(low) in known.verbs) or DEED.search(low) is not None


def _head(label: str) -> str:
    """The noun of a label, in front of its prepositions."""
    return lemma(re.split(r"\s(?:of|for|against|by|with|on|in|to|from|within|at|without|like)\s", label)[0].split()[-1])


def _distinct(labels: Sequence[_Label]) -> list[list[_Label]]:
    """Labels of one wording together; a speaker who varies his own words differs from nobody."""
    sides: dict[str, list[_Label]] = {}
    for label in labels:
        words = re.sub(r"^(?:an?|the|our|their)\s", "", fold(label.statement.text[label.start : label.end]))
        sides.setdefault(words, []).append(label)
    return list(sides.values())


@cache
def _classes() -> tuple[_Class, ...]:
    raw = tomllib.loads(files("service.text").joinpath("data/wordings.toml").read_text("utf-8"))
    return tuple(
        _Class(
            row["referent"],
            tuple(
                re.compile(rf"(?<![\w-])(?:{'|'.join(row[name])})(?![\w-])".replace(" ", r"\s"), re.I)
                if row[name]
                else None
                for name in ("against", "plain", "for")
            ),
            row.get("many", False),
        )
        for row in raw["class"]
    )


def _sided(statements: Sequence[Statement]) -> list[list[list[_Label]]]:
    """Classes of the data of which the story uses two sides, one of them loaded."""
    groups = []
    for kind in _classes():
        sides = [_hits(statements, pattern, kind.referent) for pattern in kind.sides]
        sides = _of_one_referent(sides) if kind.many else sides
        docs = [{label.statement.doc for label in side} for side in sides if side]
        if (sides[0] or sides[2]) and len(docs) >= 2 and len(set().union(*docs)) >= 2:
            groups.append([s for s in sides if s])
    return groups


def _of_one_referent(sides: Sequence[Sequence[_Label]]) -> list[list[_Label]]:
    """Labels whose clauses share a word or a name with the clause of one of another side."""
    return [
        [a for a in side if any(_one_referent(a, b) for other in sides if other is not side for b in other)]
        for side in sides
    ]


def _one_referent(a: _Label, b: _Label) -> bool:
    return bool(_beside(a) & _beside(b))


def _beside(label: _Label) -> frozenset[str]:
    """Words of a label's clause, its own left out."""
    statement = label.statement
    first, last = statement.clause_at(label.start)
    words = {w.lemma for w in statement.words if first <= w.start < last and not label.start <= w.start < label.end}
    return frozenset(words) - PLAIN


def _hits(statements: Sequence[Statement], pattern: re.Pattern[str] | None, key: str) -> list[_Label]:
    """The first of each document."""
    first: dict[str, _Label] = {}
    if pattern is None:
        return []
    for statement in statements:
        if statement.doc not in first and not statement.elsewhen and (match := pattern.search(statement.text)):
            first[statement.doc] = _label(statement, match.span(), key, "")
    return list(first.values())


def _loaded(statements: Sequence[Statement]) -> list[list[list[_Label]]]:
    """Loaded labels of one referent, in a story all of whose articles name the same people or body."""
    rules = load_rules()
    found: defaultdict[str, list[_Label]] = defaultdict(list)
    for statement in statements:
        for hit in find_loaded(statement.text, rules):
            if hit.rule.kind == "label" and hit.rule.handling == "replace" and PEOPLE.search(hit.rule.referent):
                label = _label(statement, (hit.start, hit.end), "", "")
                found[hit.rule.referent].append(label._replace(is_told=hit.spoken))
    return [_distinct(labels) for labels in found.values() if len({label.statement.doc for label in labels}) > 1]


def _shown_first(label: _Label) -> tuple[bool, str, int]:
    return label.speaker is None, nameless(label.statement.text), label.start


def _position(side: Sequence[_Label], documents: Mapping[str, Document]) -> Position:
    first: dict[str, _Label] = {}
    for label in side:
        first.setdefault(label.statement.doc, label)
    head = min(first.values(), key=_shown_first)
    cited: list[Citation] = [
        cite(documents, label.span) for label in (head, *(o for o in first.values() if o is not head))
    ]
    speaker = head.speaker
    if speaker is not None:
        cited.insert(1, cite(documents, speaker))
    return Position(
        value=slice_phrase(cited[0]),
        normal=fold(cited[0].quote),
        speaker=slice_phrase(cited[1]) if speaker is not None else None,
        sources=tuple(first),
        citations=tuple(cited),
    )
