"""Gates 4, 6 and 7: who says it, in whose words, and of which event. Pure."""

from __future__ import annotations

import re

from service.records import Check, Gate, Outcome, Reason
from service.stages.check.joined import lost_verbs
from service.stages.check.view import View
from service.text.folding import fold
from service.text.loaded import find_loaded
from service.text.reporting import Speech, find_speech
from service.text.similarity import content_tokens
from service.text.voices import unspoken_predicate

BRACKET = re.compile(r"\s?\[[^\[\]]*\]")
BLANKS = re.compile(r"\s+")
JOINT = re.compile(r"[,;]\s(?:and|but|while)\s")
SAID_SHARE = 0.5  # of the content of a speech: told without any verb of saying, it is the outlet's word
FOREIGN_WORDS = 3  # content words of another statement inside a speech: more than a shared connective


def _fail(gate: Gate, reason: Reason, *words: str) -> Check:
    return Check(gate=gate, outcome=Outcome.FAIL, reason=reason, words=words)


def _named(speech: Speech, text: str) -> str | None:
    return text[speech.speaker[0] : speech.speaker[1]] if speech.speaker else None


def attribution_gate(view: View) -> Check:
    """What a source says someone said stays said by that someone; a denial stays a denial.

    A whole sentence keeps its speakers by construction, unless it quotes a predicate that the sentence beside it
    attributes. Written text keeps every speaker whose content it uses, and names no other.
    """
    gate = Gate.ATTRIBUTION
    unspoken = unspoken_predicate(view.draft.text) if view.publishing else None
    if unspoken:
        return _fail(gate, Reason.SPEAKER_LOST, view.draft.text[slice(*unspoken)])
    if view.is_verbatim:
        return Check(gate=gate, outcome=Outcome.PASS)
    text = view.draft.text
    words = set(content_tokens(text))
    told = [(quote, speech) for quote in _readings(view.statements) for speech in find_speech(quote)]
    for quote, speech in told:
        content = {w for part in speech.content for w in content_tokens(quote[part[0] : part[1]])}
        if not content & words:
            continue
        speaker = _named(speech, quote)
        if speaker and content_tokens(speaker) and not set(content_tokens(speaker)) & words:
            return _fail(gate, Reason.SPEAKER_LOST, speaker)
        verb = quote[speech.verb[0] : speech.verb[1]]
        if content and verb in lost_verbs(text, quote) and len(content & words) >= SAID_SHARE * len(content):
            return _fail(gate, Reason.SPEAKER_LOST, verb)
        if speech.cls == "denial" and not any(s.cls == "denial" for s in find_speech(text)):
            return _fail(gate, Reason.DENIAL_LOST, verb)
    known = {w for quote, speech in told for w in content_tokens(_named(speech, quote) or "")}
    for speech in find_speech(text):
        speaker = _named(speech, text)
        if speaker and content_tokens(speaker) and not set(content_tokens(speaker)) & known:
            return _fail(gate, Reason.SPEAKER_CHANGED, speaker)
    return _moved(view) or Check(gate=gate, outcome=Outcome.PASS)


def _readings(statements: tuple[str, ...]) -> tuple[str, ...]:
    """Each statement with and without its brackets.

    A bracket behind the subject hides it from the search for speech.
    """
    return tuple(dict.fromkeys(r for s in statements for r in (s, BLANKS.sub(" ", BRACKET.sub("", s)))))


def _moved(view: View) -> Check | None:
    """A speaker must not be given the words of a statement that names another or none."""
    text = view.draft.text
    speeches = find_speech(text)
    for speech in speeches:
        speaker = _named(speech, text)
        if not speaker:
            continue
        before = [part for part in speech.content if part[1] <= speech.start]
        # behind "A, X said, and B" nobody says whose B is: it stays the outlet's
        parts = before or [_own(part, speech, speeches, text) for part in speech.content]
        said = {w for part in parts for w in content_tokens(text[part[0] : part[1]])}
        named = set(content_tokens(speaker))
        theirs, others = set[str](), set[str]()
        for quote in _readings(view.statements):
            given = [_named(s, quote) or "" for s in find_speech(quote)]
            same = any(named & set(content_tokens(g)) if named else g.casefold() == speaker.casefold() for g in given)
            (theirs if same else others).update(content_tokens(quote))
        foreign = (others - theirs) & said
        if len(foreign) >= FOREIGN_WORDS:
            return _fail(Gate.ATTRIBUTION, Reason.SPEAKER_CHANGED, speaker, *sorted(foreign)[:5])
    return None


def _own(part: tuple[int, int], speech: Speech, speeches: tuple[Speech, ...], text: str) -> tuple[int, int]:
    """The part as far as ", and Y said": a subject with its own verb of speech begins a speech of its own."""
    joints = [
        joint.start()
        for joint in JOINT.finditer(text, *part)
        if any(s.start == joint.end() and s.speaker and s.speaker != speech.speaker for s in speeches)
    ]
    return part[0], min(joints, default=part[1])


def loaded_gate(view: View) -> Check:
    """A contested label stands only in attributed speech; elsewhere a recorded edit has replaced it."""
    text = view.draft.text
    if not view.publishing:  # a rule of our house, no question of support
        return Check(gate=Gate.LOADED, outcome=Outcome.PASS)
    left = [hit.text for hit in find_loaded(text, view.rules) if not hit.spoken]
    if left:
        return _fail(Gate.LOADED, Reason.LOADED_LABEL, *left)
    if not view.is_verbatim:
        evidence = {fold(h.text) for quote in view.cited for h in find_loaded(quote, view.rules) if h.spoken}
        adopted = [h.text for h in find_loaded(text, view.rules) if fold(h.text) not in evidence]
        if adopted:
            return _fail(Gate.LOADED, Reason.LOADED_LABEL, *adopted)
    return Check(gate=Gate.LOADED, outcome=Outcome.PASS)


def event_gate(view: View) -> Check:
    """All claims of a sentence tell one event, or all are background."""
    if not view.publishing:  # anybody may tell two events in one sentence; what belongs to which, other gates ask
        return Check(gate=Gate.EVENT, outcome=Outcome.PASS)
    events = {view.event_of.get(c.id, "E0") for c in view.own_claims}
    if events and events != {view.draft.event}:
        return _fail(Gate.EVENT, Reason.TWO_EVENTS, *sorted(events | {view.draft.event}))
    return Check(gate=Gate.EVENT, outcome=Outcome.PASS)
