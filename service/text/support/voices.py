"""What a passage gives to a speaker and a sentence states as a fact: words that are said, thought, feared or alleged.

Enters: readings of a sentence and of its passages. Leaves: the speaker whose words lost their voice, or None. Pure. A
fault needs evidence on both sides: the words stand in the passages only as somebody's, and the sentence has no word of
speech, thought or doubt at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import tokens
from service.text.reporting import Speech
from service.text.reporting_verbs import inflections
from service.text.sought import Sought
from service.text.support.cues import IRREGULAR, OPINION, PLAIN_WORD, SAID, cues_of
from service.text.support.lexicon import lemma
from service.text.support.reading import Reading, Word
from service.text.support.statements import end_of_aside, is_tag, parts_of, stands_alone

# News that a house, an office or a company makes public: to report it plainly is common and no fault
PLAIN = frozenset(
    """according announce report declare disclose confirm reveal inform outline state cite quote express tweet mention
    name""".split()
)
# behind what is said, a tag only gives the source: "..., the ministry said"
TAGGED = frozenset({"say", "tell", "add", "write", "note", "explain", "according to"})
PUT = Sought(
    r"\bput(?:s|ting)?(?=\s(?:(?:the|their|its|his|her)\s(?:[\w’'-]+\s){1,6}?)(?:at|down\sto)\b)|\bsp(?:oke|eaks?|eaking)\sof\b"
)
# a passive or a phrase that makes it somebody's suspicion
SUSPECTED = Sought(
    r"\b(?:accused\sof|suspected\sof|wanted\s(?:\w+\s){0,2}for|charged\swith|on\ssuspicion\sof|allegedly|reportedly"
    r"|suspects?\s(?:\w+\s)?of|(?:alleged|said|believed|thought|understood|rumou?red|reported|claims?|claimed|alleges?)"
    r"\s(?:by\s(?:\w+\s){1,4})?to(?=\s(?:have|be)\b)"
    r"|alleg(?:ed|ations?)(?=\s(?:that|of)\b)|accusations?\s(?:that|of)|(?:complaints?|claims?|fears?|concerns?|rumou?rs?|suspicions?|speculation|suggestions?|charges?)\sthat"
    r"|calling|accusing|arguing|alleging|claiming|insisting|complaining|blaming)\b(?P<said>[^;:—–]{4,300})",
    re.I,
)
CLAUSE = re.compile(
    r"[;:—–]|,\s(?:and|but|while|whereas|although|though|who|which|a|an)\b|,\s(?=\w+\s(?:denies|denied|rejects))|\sand\s(?=\w+ed\b)"
)
BE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|it['’]s|to|an?|the|of|its|his|her|their|no|in|and|or)\s(?:\w+ly\s|widely\s|not\s)?$",
    re.I,
)
ACCUSING = frozenset({"accuse", "blame", "criticise", "criticize", "condemn", "denounce", "warn", "caution"})
DEEDS = frozenset({"answer", "respond", "reply", "call", "speak"})
ITSELF = re.compile(r"\b(?:it|its|he|his|him|she|her|they|their|them|to)\b")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[“”\"]")
QUOTED = re.compile(r"[“\"][^“”\"]*(?:[”\"]|$)")
# base forms that are nouns as often, and what shows them to be verbs: "officials fear", "they hope"
HOMOGRAPHS = frozenset("project fear hope doubt signal protest object guess forecast call claim blame concern".split())
MANY = re.compile(
    r"(?:[a-z]{2,}(?<![’'])s|\b(?:they|we|who|people|police|to|not|also|still|will|would))\s(?:\w+ly\s)?$", re.I
)
PASSIVE = re.compile(r"\s(?:to|by|as|since|in|at|on|from)\b")
HAS = re.compile(r"\b(?:has|have|had)\s(?:\w+ly\s|also\s|not\s)?$", re.I)
# "Farmers, who fear imports, have threatened": what is feared ends with the clause
RELATIVE_BEFORE = re.compile(r"\b(?:who|which)\s(?:\w+ly\s|also\s|have\s|has\s|had\s)?$", re.I)
NOTHING = re.compile(r"\s*[,;.]")
COMPARED = re.compile(r"\b(?:than|as)\s[^,.;]{0,30}$")  # "more than analysts had expected"
OPENS = re.compile(
    r"(?:(?:To|For)\s(?:the|an?|many|some|most|its|[A-Z])|According\sto|In\sthe\s(?:view|opinion|eyes|words)\sof|By\s(?:[\w’'-]+\s){1,5}(?:account|reckoning))\b"
)
# no speech: "answered by withdrawing it", "called off a strike", "has not spoken since"
DONE = re.compile(r"\s(?:(?:[\w’'-]+\s){0,3}by\s\w+ing|off|up|in|back|since)\b")
ASIDE_BEHIND = re.compile(r"\b(?:and|but|or)[\s,]*$")
AT_WORK = re.compile(r"\s(?:for|about|over|hard|long|twice|again|through)\b")  # "thought for 52 minutes"
FIRST = re.compile(r"\b(?:I|[Ww]e|[Yy]ou)\s$")
OWNER = re.compile(r"['’]s?$")
LONG = 70  # letters of a speaker: longer ones are clauses misread
LEAST = 2  # words of a held or alleged stretch
SHARE = 0.65  # of its own words


class Voiced(NamedTuple):
    """A stretch of a passage that is somebody's."""

    speaker: str
    words: tuple[Word, ...]
    said: str
    senses: frozenset[str]
    least: int = LEAST  # words of it that tell it apart


@cache
def _opinions() -> frozenset[str]:
    forms = (inflections(verb, IRREGULAR.get(verb)) for verb in (*OPINION, *SAID))
    return frozenset(form for found in forms for kind, form in found if kind != "ing")


@lru_cache(maxsize=2_048)
def voiced(reading: Reading) -> tuple[Voiced, ...]:
    """The stretches that a reading gives to somebody and that are no plain news."""
    return tuple(_voiced(reading))


def _is_no_verb(text: str, match: re.Match[str]) -> bool:
    """As in "a comparable project", "once attributed to the fleet": a noun, or a participle that nobody does."""
    before, behind = text[max(0, match.start() - 30) : match.start()], text[match.end() :]
    if match.group() in HOMOGRAPHS:
        return not MANY.search(before)
    return match.group().endswith("ed") and PASSIVE.match(behind) is not None and not HAS.search(before)


def _voiced(reading: Reading) -> Iterator[Voiced]:
    text = reading.text
    for speech in reading.speeches:
        behind = [
            span for span in speech.content if span[0] >= speech.verb[1] and ";" not in text[speech.end : span[0]]
        ]
        if speech.lemma.split()[0] in PLAIN or speech.cls == "denial" or _is_deed(speech, text):
            continue
        is_tag = speech.cls == "neutral" and speech.lemma in TAGGED and speech.form != "direct"
        spans = tuple(behind) if is_tag else speech.content
        if speech.speaker and speech.speaker[1] - speech.speaker[0] > LONG:
            continue
        speaker = text[slice(*speech.speaker)] if speech.speaker else "a report"
        for start, end in spans:
            if ASIDE_BEHIND.search(text, start, end) and speech.speaker and end <= speech.speaker[0]:
                continue  # "has built dams and, researchers believe, cut the flow"
            yield from _stretch(reading, speaker, start, end)
    yield from _held(reading)


def _held(reading: Reading) -> Iterator[Voiced]:
    """What is suspected, alleged or thought, without a verb of saying."""
    text = reading.text
    for match in SUSPECTED.all_in(text):
        for stretch in _stretch(reading, "an allegation", *match.span("said")):
            yield stretch._replace(least=1)
    # what somebody says that another thinks has the voice of the first
    outside = QUOTED.sub(lambda m: " " * len(m.group()), text)
    for match in (*PLAIN_WORD.finditer(outside), *PUT.all_in(outside)):
        if match.re is PLAIN_WORD and (match.group() not in _opinions() or _is_no_verb(text, match)):
            continue
        if match.group().startswith("th") and AT_WORK.match(text, match.end()):
            continue
        if NOTHING.match(text, match.end()) or COMPARED.search(text, max(0, match.start() - 40), match.start()):
            continue
        known = any(s.verb[0] <= match.start() < s.verb[1] for s in reading.speeches)
        if (
            not known
            and not FIRST.search(text, max(0, match.start() - 6), match.start())
            and not BE.search(text[max(0, match.start() - 24) : match.start()])
        ):
            first, last = reading.sentence_of(match.start())
            speaker = text[max(first, match.start() - LONG) : match.start()]
            if RELATIVE_BEFORE.search(speaker) and "," in text[match.end() : last]:
                last = text.index(",", match.end())
            yield from _stretch(reading, speaker, match.end(), last)


def _is_deed(speech: Speech, text: str) -> bool:
    """Whether something is done rather than said: an order, "called off", "answered by withdrawing"."""
    if speech.cls == "directive" and speech.lemma not in ACCUSING:
        return True
    if speech.lemma == "write":  # a book, but for what it says
        return speech.form != "direct" and not text.startswith(" that ", speech.verb[1])
    return speech.lemma in DEEDS and DONE.match(text, speech.verb[1]) is not None


def _stretch(reading: Reading, speaker: str, start: int, end: int) -> Iterator[Voiced]:
    """The words from `start` on, as far as the clause goes."""
    stop = CLAUSE.search(reading.text, start, end)
    last = stop.start() if stop and stop.start() - start > LEAST else end
    words = tuple(w for w in reading.words if start <= w.start and w.end <= last)
    if words:
        yield Voiced(speaker, words, reading.text[start:last], frozenset().union(*(w.senses for w in words)))


def _may_use(claim: Reading, stretch: Voiced) -> bool:
    """Whether the claim has as many of its words as are needed, wherever they stand."""
    if claim.senses.isdisjoint(stretch.senses):
        return False
    shared = sum(w.kind != "name" and not w.senses.isdisjoint(stretch.senses) for w in claim.words)
    return shared >= min(LEAST, stretch.least)


def lost_voice(claim: Reading, passages: tuple[Reading, ...]) -> str:
    """The speaker whose words the claim states as a fact; empty: none."""
    found = [(p, stretch) for p in passages for stretch in voiced(p)]
    if not any(_may_use(claim, stretch) for _, stretch in found):
        return ""
    inside = {id(w) for _, stretch in found for w in stretch.words}
    free = frozenset().union(*(w.senses for p in passages for w in p.words if id(w) not in inside))
    cues = cues_of(claim.text)
    if OPENS.match(claim.text) and cues and not cues[0][0]:
        return ""
    parts = parts_of(claim.text)
    tagged = {s.verb[0] for s in claim.speeches if s.lemma in TAGGED}
    for _, stretch in found:
        theirs = [w for w in stretch.words if w.kind != "name" and not w.senses & free]
        content = frozenset().union(*(w.senses for w in theirs))
        said = {lemma(w) for w in WORD.findall(stretch.said)}
        marks = [at for at, cue in cues if cue not in said or at in tagged]
        own = [part for part in parts if not any(part[0] <= at < part[1] for at in marks)]
        if marks and is_tag(claim.text, marks[-1]):
            continue
        if marks:  # of a sentence that has a voice, only another statement is without one
            own = [(a, b) for a, b in own if stands_alone(claim.text, a, parts, marks[0])]
        if marks:  # what a speech of the sentence reaches is no statement of its own
            reached = [
                (x, min(y, end_of_aside(claim.text, parts, speech.verb[0])))
                for speech in claim.speeches
                if speech.verb[0] in marks
                for x, y in speech.content
            ]
            own = [(a, b) for a, b in own if not any(x < b and a < y for x, y in reached)]
        used = [
            w for w in claim.words if w.kind != "name" and w.senses & content and any(a <= w.start < b for a, b in own)
        ]
        enough = len(used) >= min(LEAST, stretch.least) and len(used) >= SHARE * len(theirs)
        if enough and not _is_named(claim, stretch):
            return stretch.speaker
    return ""


def _is_named(claim: Reading, stretch: Voiced) -> bool:
    """True where the claim names the speaker, though nothing that is said is about them."""
    text = claim.text
    who = {
        fold(t.core)
        for t in tokens(stretch.speaker)
        if t.text[0].isupper() and fold(t.core) not in FUNCTION_WORDS and not OWNER.search(t.text)
    }
    if not who & {fold(t.core) for t in tokens(text)}:
        return False
    return not ITSELF.search(stretch.said)
