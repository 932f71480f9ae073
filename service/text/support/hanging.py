"""Pronouns, "there" and bare roles of a sentence that nothing in it explains, so that it cannot be understood alone.

Enters: a sentence and the passages it cites. Leaves: the words that hang. Pure. Generous: a pronoun counts as explained
where anything in the sentence may be meant in kind and number; only one without any such word is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.name_words import FUNCTION_WORDS, ROLE_NOUNS
from service.text.quoted import QUOTED
from service.text.similarity import STOP_WORDS
from service.text.sought import Sought
from service.text.support.lexicon import lemma, senses
from service.text.support.opening import BE, MAY, opening_pointer
from service.text.support.reading import Reading
from service.text.support.somebody import NO_PERSON, PERSON, has_person, has_several, names_in

MARKS = frozenset('“"«')
PRONOUN = Sought(
    r"\b(?:he|him|she|her|his|hers|himself|herself|they|them|their|theirs|themselves|it|its|itself)\b", re.I
)
PEOPLE = frozenset("he him she her his hers himself herself".split())
FEMALE = frozenset({"she", "her", "hers", "herself"})
SHIP = Sought(r"\b(?:ship|vessel|ferry|boat|yacht|tanker|freighter|trawler|liner|frigate|schooner|tug|barge)\b", re.I)
MANY = frozenset("they them their theirs themselves".split())
EMPTY_IT = re.compile(
    rf"\bit\s(?:(?:{MAY})\s(?:not\s|also\s|have\s|be\s)*)?(?:[a-z]+ly\s)?(?:{BE}|{MAY}|takes?|took|rain\w*|snow\w*|turn\w*|look\w*)\b"
    r"|\b(?:make|makes|made|find|finds|found|put|puts|puts?ting|see|saw|think|thought|consider\w*|deem\w*|believe\w*|keep|kept|call(?:ed|s)?|as|to|over|about)\sit\s"
    r"(?:that|would|was|clear|hard|easy|possible|impossible|[a-z]+(?:er|ible|able|ful|ant|ent|ic|al|ous|ive|y))\b"
    r"|\b(?:none|all|some|most|much|part|half|any|little)\sof\sit\b|\bto\sit\sthat\b|\bhow\sit\b|\bas\sit\b",
    re.I,
)
DETERMINED = re.compile(
    r"\b(?:an?|the|this|that|each|every|another|no|one|his|her|its|their|our|[\w’-]+[’']s|which|what)\s+([\w-]+(?:\s[\w-]+){0,3})",
    re.I,
)
THERE = Sought(r"(?<!out )(?<!here and )\bthere\b(?!\sand\sthen|[’'](?:s|d|re|ll)\b)")
EXISTS = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must|to\sbe|being|seems?|seemed|appears?"
    r"|appeared|remain\w*|exist\w*|came|comes|never|no\slonger|also)\b"
)
INVERTED = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must)\s$"
)  # "had there been"
# Other words that only point: "in that way", "at that time"
POINTS = Sought(
    r"\b(?:this|that|these|those)\s(?:way|ways|time|times|reason|reasons|purpose|day|days|point|moment|effect|regard"
    r"|respect|extent|amount|sum|figure|number|place|context|basis|stage|occasion)\b|^(?:By|Until|Since)\sthen\b"
)
# "The mayor said", "gave the man": somebody whom only a name or what was said before can tell
_WHICH = (
    r"(?!-|[’']|\s(?:of|for|to|in|at|on|from|with|between|that|which|who|whose|whom|by|about|over|or|and|behind|accused"
    r"|killed|injured|arrested|charged|convicted|wanted|involved|named|known|called|responsible|[a-z]+ing)\b|,?\s[A-Z“\"]"
    r"|,\s(?:who|whose|an?|the)\b|\s[a-z-]+(?:er|or|ist|ian|man|woman)s?\b)"
)
ROLE = Sought(
    rf"^The\s(?:[a-z-]+\s){{0,2}}(?P<noun>{'|'.join(sorted(ROLE_NOUNS))}|mayor|editor|publisher|broadcaster|operator|owner"
    r"|driver|pilot|chair|skipper|teacher|student|doctor|nurse|bishop|commissioner|candidate|developer|architect|artist"
    r"|painter|curator|composer|conductor|novelist|playwright|poet|designer|producer|organi[sz]er|(?:wo)?m[ae]n|boy|girl"
    rf"|couple|pair|duo|trio|teenager|latter|former(?=[,.]|\s(?:is|was|has|had|have|will|would|said)\b))\b{_WHICH}"
    rf"|\bthe\s(?P<bare>(?:wo)?man|boy|girl|teenager)\b{_WHICH}"
)
THAT = Sought(
    r"\b(?:since|in|on|to|at|from|for|by|with|during|under|after|before|about|of|into|over|against)\s(?P<that>that)\s"
    r"(?P<noun>[a-z]{3,})\b(?!\s(?:of|which|that|who|where|when|in\swhich)\b)"
)
SAME = Sought(r"\bthe\ssame\s[a-z]")
JOINS = re.compile(r",|\b(?:and|but|while|when|where|who|which|because|after|although|though|if|as)\b", re.I)
THOSE = Sought(r"\bthose\s(?:never|are|were|have|had|will|would|could|do|did)\b", re.I)
THE_OTHER = re.compile(
    r"The\s(?:other|remaining)\s(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]+|[a-z]+s)\b(?!\sof\b)"
)
LANDS = frozenset("country island city town village region state province district place area year day".split())
PLACING = frozenset("behind beneath beside besides beyond inside outside".split())
AMOUNTS = frozenset("amount sum figure number".split())
OBJECTS = frozenset({"it", "them"})
PARTICLES = frozenset("up off out down on over away through".split())
_VERB = r"\b(?P<verb>[a-z]{2,})(?:\s(?P<link>with|on|for|to|at|of|from|by|about|over|against|into|after|in))?"
VERB_BEFORE = re.compile(rf"{_VERB}\s$")
OBJECT = Sought(
    rf"{_VERB}(?=\s(?:the|an?|this|that|these|those|its|his|her|their|any|some|all|every)\s(?P<noun>[a-z-]+(?:\s[a-z-]+)?))"
)
SUBJECT = re.compile(r"(?:The|An?|Its?|This|That|These|Those|His|Her|Their)\s(?:[\w-]+\s){1,3}")
PLACED = re.compile(
    r"\b(?:in|at|on|near|to|from|outside|inside|into|across|over|through|behind|beneath|under|above|below|of|visit\w*|reach\w*|enter\w*|left|"
    r"leav\w+)\s(?:the\s|an?\s|its\s|their\s|his\s|her\s|[\w’-]+[’']s\s)?[\w-]+"
)


def hanging(claim: Reading, passages: Sequence[Reading]) -> tuple[str, ...]:
    """The words that point outside, the opening ones alone where these do."""
    opening = opening_pointer(claim.text)
    return (opening,) if opening else tuple(_unexplained(claim, passages))


def _unexplained(claim: Reading, passages: Sequence[Reading]) -> Iterator[str]:
    text = claim.text if MARKS.isdisjoint(claim.text) else QUOTED.sub(lambda m: " " * len(m.group()), claim.text)
    masked = EMPTY_IT.sub(lambda m: " " * len(m.group()), text) if PRONOUN.first_in(text) else ""
    for match in PRONOUN.finditer(masked):
        word = match.group().casefold()
        if match.group().isupper() and len(word) == 2:
            continue
        if word in PEOPLE:
            explained = (
                has_person(masked) or (word in FEMALE and bool(SHIP.search(masked))) or _is_named(claim, passages)
            )
        elif word in MANY:
            explained = has_several(masked)
        else:
            explained = _has_thing(masked, match.start())
        if not explained or (word in OBJECTS and _is_replaced(masked, match, claim, passages)):
            yield match.group()
    for match in THERE.all_in(text):
        if not _is_existential(text, match) and not _has_place(text, match):
            yield match.group()
    yield from _pointers(claim, text, passages)
    for match in ROLE.all_in(text):
        if _is_bare(text, match, passages):
            yield match.group()
    for match in POINTS.all_in(text):
        told = match.group().split()[-1] in AMOUNTS and any(n.end <= match.start() for n in claim.numbers)
        if (
            not told  # "built for 900, sheltering three times that number"
            and not _is_shifted(match.group(), passages)
            and not any(c in text[: match.start()] for c in ",;:")
            and text[match.end() : match.end() + 1] != ":"
        ):
            yield match.group()


def _pointers(claim: Reading, text: str, passages: Sequence[Reading]) -> Iterator[str]:
    """As "on that island", "those never come back", "The other eleven": a thing that the sentence nowhere names."""
    for match in THAT.all_in(text):
        noun = senses(lemma(match["noun"]))
        before = text[: match.start()]
        if match["noun"] in FUNCTION_WORDS or any(w.senses & noun for w in claim.words if w.end <= match.start()):
            continue
        if _is_shifted(f"{match['that']} {match['noun']}", passages) or any(SAME.first_in(p.text) for p in passages):
            continue
        if JOINS.search(before) or any(c in before for c in ";:") or (match["noun"] in LANDS and names_in(before)):
            continue
        yield f"{match['that']} {match['noun']}"
    for match in THOSE.all_in(text):
        if not has_several(text[: match.start()]):
            yield match.group()
    if (other := THE_OTHER.match(text)) is not None:
        yield other.group()


def _is_shifted(words: str, passages: Sequence[Reading]) -> bool:
    """As "at that stage" in reported speech for "at this stage"."""
    first, _, noun = words.casefold().partition(" ")
    return first in {"that", "those"} and any(
        f"{near} {noun}" in p.text for p in passages for near in ("this", "these")
    )


def _is_named(claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether the first word is a name that a passage has beside no such word in lower case."""
    first = next(iter(claim.words), None)
    if first is None or first.start or first.kind != "name":
        return False
    same = [w for p in passages for w in p.words if w.key == first.key]
    return bool(same) and all(w.kind == "name" for w in same)


def _has_thing(text: str, at: int) -> bool:
    if names_in(text[:at]) or names_in(text[at:]):
        return True
    return any(_is_thing(m[1]) for m in DETERMINED.finditer(text))


def _is_thing(words: str) -> bool:
    return any(
        w not in FUNCTION_WORDS and not ((PERSON.fullmatch(w) or w in ROLE_NOUNS) and w not in NO_PERSON)
        for w in words.casefold().split()[:2]
    )


def _has_place(text: str, there: re.Match[str]) -> bool:
    before = text[: there.start()]
    return bool(names_in(before) or PLACED.search(before))


def _is_bare(text: str, role: re.Match[str], passages: Sequence[Reading]) -> bool:
    """A role that no passage has, only a name or a pronoun, in a sentence that names nobody before."""
    same = re.compile(rf"\b{role['noun'] or role['bare']}\b", re.I)
    if any(same.search(p.text) for p in passages):
        return False
    before = text[: role.start()]
    return not names_in(before) and not has_person(before)


def _is_existential(text: str, there: re.Match[str]) -> bool:
    """Whether it points nowhere: "for months there had been"; behind a subject it does: "the air there is"."""
    if INVERTED.search(text, max(0, there.start() - 16), there.start()):
        return True
    return EXISTS.match(text, there.end()) is not None and not SUBJECT.fullmatch(text[: there.start()])


def _is_replaced(text: str, pronoun: re.Match[str], claim: Reading, passages: Sequence[Reading]) -> bool:
    """Whether the passages have, behind the same verb, a noun that the sentence nowhere has: "override the veto"."""
    verb = VERB_BEFORE.search(text[: pronoun.start()])
    if verb is None or verb["verb"].casefold() in (FUNCTION_WORDS | PLACING) - PARTICLES:
        return False
    wanted, link = senses(lemma(verb["verb"])), verb["link"]
    for passage in passages:
        for match in OBJECT.all_in(passage.text):
            if match["link"] != link or not senses(lemma(match["verb"])) & wanted:
                continue
            if match["noun"].split()[0] in FUNCTION_WORDS | STOP_WORDS:
                continue  # "losing her than from"
            nouns = [w for w in match["noun"].split() if w.casefold() not in FUNCTION_WORDS]
            if nouns and not any(senses(lemma(w)) & claim.senses for w in nouns):
                return True
    return False
