"""Labels: what somebody in a sentence calls something, and what it is that is called so.

Enters: a statement. Leaves: labels, each with its words, who uses it and what it is said of. Pure. Never: a name that
a thing simply has ("a storm called Ada").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.records import Span
from service.stages.align.clauses import NEGATIVE
from service.stages.align.event_nouns import EVENTS, JUDGEMENTS
from service.stages.align.statements import Statement
from service.text.entail.lexicon import relations, stem
from service.text.folding import fold
from service.text.label_users import user_of
from service.text.support.lexicon import lemma
from service.text.voices import PRONOUNS, is_spoken

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
    r"(?P<two>an?\s[^”\"“.;,]{2,50}?)(?:[”\",.;]|\s(?:for|to)\s(?P<other>[^,.;“\"]{2,40}?)(?=[,.;]|$)|$)",
    re.I,
)
KNOWN = re.compile(rf"\b(?:known\sas|nicknamed)\s(?:the\s)?{_QUOTED}", re.I)
IT_IS = re.compile(rf"\b(?:it|this|that)\s(?:is|was)\s{_QUOTED}", re.I)
NARRATED = re.compile(r"^(?:It|This)\s(?:is|was)\s(?P<label>an?\s(?:\w+\s)?(?P<head>[a-z-]+))\.")
AFFAIR = re.compile(r"\b(?:events?|developments|affair|episode|what\s(?:happened|followed))\b", re.I)
DEED = re.compile(r"[a-z]{3}(?:ure|al|ation|ition|sion|ment|ing)$")
VERB = re.compile(
    r"\s(?:has|have|had|is|was|are|were|said|says|told|met|wrote|took|gave|made|held|left|sent|put|went|came|spoke|\w{3,}ed)\b"
)
SUBJECT = re.compile(
    r"(?!(?:In|On|At|By|As|After|Before|When|While|If|But|And|There|For|With)\b)[A-Z][^;:“”\"()]{1,69}"
)
# "not a terror group", "no mere accident": what the words deny
NOT = re.compile(r"\b(?:not|never|no|hardly)\s(?:(?:as|just|simply|merely|only|mere|even)\s)*(?:an?\s|the\s)?$", re.I)
BUT = re.compile(r"[;:]|,\s|\bbut\b", re.I)  # a denial ends here
WHOLE = "="  # the key of what happened


class Label(NamedTuple):
    """``statement.text[start:end]`` and what is called so."""

    statement: Statement
    start: int
    end: int
    key: str
    voice: str
    noun: str  # lemma of the noun of what is called so; empty: a pronoun, or none
    is_spoken: bool = True  # whoever speaks there uses it; False: the narrator's word in somebody's indirect speech
    user: tuple[int, int] | None = None  # where the sentence itself names who calls it so
    target: tuple[int, int] | None = None  # where the sentence names what is called so

    @property
    def speaker(self) -> Span | None:
        """Who uses it; None: the narrator."""
        if not self.is_spoken:
            return None
        if self.user is not None and self.statement.speaker_at(self.start) is None:
            return self.statement.named(self.statement.span(*self.user))
        return spoken_by(self.statement, self.start)

    @property
    def span(self) -> Span:
        """The words in their document."""
        return self.statement.span(self.start, self.end)


def labels_of(statement: Statement) -> list[Label]:
    """What the sentence says that somebody calls something."""
    text = statement.text
    found: list[Label] = []
    what = WHAT.search(text)
    if what:
        for name, whose in (("one", "who"), ("two", "other")):
            label = label_at(statement, what.span(name), WHOLE, name)
            user = what.span(whose) if what[whose] else None
            found.append(label._replace(user=user, is_spoken=user is not None))
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
                label = label_at(statement, match.span("label"), key, "")
                user = _subject_of(statement, match.start()) if pattern is CALLED else None
                found.append(label._replace(noun=_noun(target), target=_target(match), user=user))
    told = NARRATED.match(text)
    if told and lemma(told["head"]) in JUDGEMENTS and statement.quotation is None:
        found.append(label_at(statement, told.span("label"), WHOLE, ""))
    return found


def label_at(statement: Statement, span: tuple[int, int], key: str, voice: str) -> Label:
    """The label at a range of the sentence."""
    speaker = statement.speaker_at(span[0])
    return Label(statement, *span, key, voice or (f"{speaker.doc}:{speaker.start}" if speaker else ""), "")


def _subject_of(statement: Statement, verb: int) -> tuple[int, int] | None:
    """The subject of a verb of calling: what stands before the first verb of the sentence, where that is short."""
    first = VERB.search(statement.text, 0, verb)
    subject = statement.text[: first.start() if first else verb].rstrip(" ,")
    is_subject = SUBJECT.fullmatch(subject) is not None
    return (0, len(subject)) if is_subject else None


def _subject(statement: Statement, speaker: Span) -> Span:
    """Whom a pronoun means that no other sentence resolves: the name with which its own sentence opens."""
    at = speaker.start - statement.offset
    if fold(statement.said_by(speaker)) not in PRONOUNS or not 0 <= at < len(statement.text):
        return speaker
    opener = next((run for run in statement.names if run.start <= len("The ") and run.end < at), None)
    return speaker if opener is None else statement.span(opener.start, opener.end)


def spoken_by(statement: Statement, start: int) -> Span | None:
    """Who is said to use the words at `start`, a label in somebody's words; None where the sentence does not say."""
    speaker = statement.speaker_at(start)
    is_labelled = speaker is None and is_spoken(statement.text, start, start + 1)
    if is_labelled and (words := user_of(statement.text, start)) is not None:
        speaker = statement.named(statement.span(*words))
    return speaker if speaker is None else _subject(statement, speaker)


def denied(statement: Statement, start: int) -> int | None:
    """Where the words begin with which a label is denied ("not a ..."); `start` itself where it is not.

    None: a denial stands further in front of it, and who calls whom so is not plain.
    """
    near = NOT.search(statement.text, 0, start)
    if near is not None:
        return near.start()
    turns = [turn.end() for turn in BUT.finditer(statement.text, 0, start)]
    return None if NEGATIVE.search(statement.text, turns[-1] if turns else 0, start) else start


def _target(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the words stand that name what is called so, unless they are a pronoun."""
    target = match.groupdict().get("object") or ""
    if not _noun(target):
        return None
    start = match.start("object") + len(target) - len(target.lstrip())
    return start, start + len(target.strip())


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
