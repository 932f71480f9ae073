"""Words of a sentence that point outside it: pronouns, "the meeting", "both sides", "these steps", "also", openers.

Enters: one sentence as a string, as it stands in a source or as it would be published (a bracket right behind a pointer
resolves it). Leaves: pointers with offsets. Pure, one code path for sources, extracts and written text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.carried import carried_on
from service.text.connectives import find_connectives
from service.text.dates import find_dates
from service.text.definite_pointers import COMPLEMENT, definite_phrases, surname_of
from service.text.loose import loose_pronouns
from service.text.names import Run, find_runs


class Pointer(NamedTuple):
    """``text[start:end]`` points outside; kind is a NeedKind's value."""

    start: int
    end: int
    kind: str


# Some of these are prepositions too ("Besides Kestrel", "Instead of", "But for"): those need their comma.
OPENER = re.compile(
    r"^(?:(?:However|But|And|Meanwhile|Moreover|Furthermore|Additionally|Still|Yet|Nevertheless|Nonetheless|Then"
    r"|Therefore|Thus|Or|Nor|Consequently|Hence|Indeed)\b,?\s+(?!(?:of|for|from|far|to|than|even|as|many|much|few)\b)"
    r"|(?:So|In addition|Instead|Besides|In conclusion|For example|For instance|On the other hand|In fact|Similarly"
    r"|Likewise|Also|Plus|As a result|In contrast|By contrast),\s+)"
)
# "too high" is a measure, not a link to what was said before
ALSO = re.compile(r"\b(?:also|likewise)\b(?!\s*\])|\btoo\b(?=\s*(?:[.,;]|$))")
EVENT_NOUN = (
    r"(?:meetings?|talks|discussions|visit|summit|agenda|consultations|gathering|session|ceremony|event|incident|attack|attacks|crash|accident|blast|explosion|shooting"
    r"|fire|blaze|storm|quake|earthquake|robbery|killing|killings|murder|murders|arrest|trial|hearing|ruling|verdict|decision|deal|agreement|announcement|launch|purchase"
    r"|merger|acquisition|match|game|race|election|vote|debate|interview|speech|statement|report|study|survey|lawsuit|case|charges|allegations?|move|plan|proposal|bill|law|charge|complaint|accusation)"
)
EVENT_ADJECTIVE = (
    r"(?:high-level|bilateral|joint|latest|closed-door|two-day|same|recent|primary|main|brief|current|new|deadly"
    r"|fatal|first|second|third|final|initial)"
)
EVENT_REF = re.compile(
    rf"\b(?P<det>[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]uch)\s(?:{EVENT_ADJECTIVE}\s){{0,2}}(?P<noun>{EVENT_NOUN})\b"
)
# what was said, ordered or done before; "these measures" are read with the other demonstratives
ORDER_NOUN = (
    r"(?:remarks?|comments?|posts?|tweets?|letter|message|apology|warning|threat|rules?|regulations?|measures?|orders?"
    r"|subpoenas?|warrants?|ban|policy|memo|memorandum|resolution|amendment|reviews?|request|proposals?|actions?|efforts?"
    r"|bombings?|confrontation|controversy|scandal|backlash|setback|uproar|outcry|feud)"
)
ORDER_REF = re.compile(rf"\b[Tt]he\s(?:{EVENT_ADJECTIVE}\s){{0,2}}(?P<noun>{ORDER_NOUN})\b(?!-)")
BARE_EVENT = re.compile(r"^(?P<noun>Discussions|Talks|Negotiations|Consultations)\s(?!(?:on|with|between|about|in)\b)")
AGENDA = re.compile(r"\bon\sthe\s(?P<noun>agenda)\b")
CONJUNCTION = re.compile(r"\b(?:said|says|reported|stated|added|announced|confirmed|told\s\w+)\s$")
MEETING_TOLD = re.compile(
    r"\b(?:met|meets|hosted|received|held\s(?:[\w-]+\s){0,3}(?:talks|meetings?|discussions))\swith\b"
)
MEETINGS = frozenset({"meeting", "meetings", "talks", "discussions", "consultations", "agenda", "visit"})
MEETING_NAMED = re.compile(r"\b(?:meeting|talks|discussions|consultations|visit)\s\[?(?:of|between|with)\s")
# "the fire service", "the election commission": a body that is named by what it is for, and no event
BODY_BEHIND = re.compile(
    r"\s(?:services?|brigade|department|commission(?:er)?|committee|board|authorit(?:y|ies)|agency|office|officials|ministry"
    r"|firm|school|enforcement|society|council|union|bureau|watchdog|chief)\b"
)
SIDES = re.compile(
    r"\b(?:[Bb]oth|[Ee]ither|[Nn]either)\s"
    r"(?:sides?|parties|party|men|women|officials|leaders|countries|nations|groups|companies|ministers)\b"
    r"|\b[Tt]he\stwo\s[a-z-]+s\b|\b[Tt]he\stwo\s(?:men|women)\b|\b[Tt]he\s(?:pair|duo)\b"
)
PRONOUN = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.I
)
PLEONASTIC = re.compile(
    r"\b[Ii]t\s(?:is|was|has been|would be|will be|seems|appears|remains|becomes|became|takes|took)\s(?:\w+ly\s|not\s"
    r"|also\s|now\s|still\s)*"
    r"(?:clear|unclear|likely|unlikely|possible|impossible|important|necessary|time|hoped|believed|expected|known|unknown|reported|said|thought|understood|estimated|hard|difficult|easy|too|true|been|immediately|that)\b"
)
DEMONSTRATIVE = re.compile(
    r"^(?:This|That|These|Those|Such)\b(?!\s(?:who|in|of|year|week|month|morning|afternoon|evening|weekend|is\s(?:the|a)\s(?:first|second)))|\b(?:these|such|this)\s(?!as\b|a\b|an\b|year|week|month|morning|afternoon|evening|weekend|time|day|season|summer|winter)[a-z-]+"
)
# "for that crime", "are good with that.": a pointing word, not the conjunction
THAT = re.compile(
    r"\b(?:for|of|in|at|on|with|by|from|to|about|after|since|until|like)\sthat(?:\s(?!is\b|was\b|were\b|are\b|has\b|have\b|had\b|would\b|will\b|can\b|could\b|the\b|it\b|he\b|she\b|they\b|of\b)[a-z]+\b(?!\s\[)|(?=[.,;]))|\b(?:said|says|do|did|does|done)\s(?:this|that)(?=[.,;])"
)
# "disputes this.", "called that untrue": what somebody said before
SAID_BEFORE = re.compile(
    r"\b(?:[a-z]+\s(?P<this>this|these|those)(?=[.;]|,?\s(?:and|but|as)\b|$)"
    r"|(?:call(?:s|ed)|disput(?:es|ed)|den(?:ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|confirm(?:s|ed))\s(?P<that>that)"
    r"(?=[.,;]|\s(?:and|but|as)\b|\s(?:an?\s)?[a-z]+[.,;]))"
)
TWO_CLAUSES = re.compile(r";|,\s(?:but|and|while|though|although|which)\b|\b(?:but|while|although|though|if|when)\b")
THERE = re.compile(
    r"\b(?P<verb>[a-z]+(?:ed|ing|en)|left|held|kept|built|sent|met|went|lives?|works?|people|those)\sthere\b"
)
EXISTS = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|may|might|could|can|should|must|remains?)\b")
TELLING = frozenset(
    "reported confirmed claimed insisted added warned believed admitted stated denied announced argued declared noted "
    "explained feared hoped suggested conceded complained promised happened being saying adding seen known".split()
)
THEN = re.compile(r"(?<!since )(?<!until )(?<!by )(?<!\band )\bthen(?=\.(?:\s|$))")
HYPERNYM = re.compile(
    r"^(?:These|Such|Those|This|That)\s(?:steps?|actions?|measures?|moves?|efforts?|policies|policy)\b"
)
PEOPLE_PLURAL = re.compile(
    r"\b(?:people|police|men|women|children|families|officials|leaders|sides|parties|those|who)\b"
    r"|\b(?!(?:was|has|is|does|its|his|hers|theirs|this|as|yes|always|perhaps|across|towards|besides|sometimes|says)\b)"
    r"[a-z-]{1,40}(?:[^su\W]s|ies)\b"
)
COMMON_PAIR = re.compile(r"\bthe\s[a-z-]+\sand\sthe\s[a-z-]+\b")
PERSON_NOUN = re.compile(
    r"\b(?:man|woman|boy|girl|chief|minister|official|spokesman|spokeswoman|president|leader|director|actor|actress|singer|driver|officer|judge|player|coach|author|husband|wife|father|mother|son|daughter"
    r"|brother|sister|suspect|victim|candidate|senator|lawmaker|lawyer|attorney|doctor|nurse|teacher|student|teenager|pilot|reporter)\b"
)
BRACKET = re.compile(r"\[[^\[\]]*\]")
QUOTED = re.compile(r"[“\"«][^“”\"»]*(?:[”\"»]|$)")


def _masked(text: str) -> str:
    """`text` with the insides of brackets blanked, offsets kept."""
    return BRACKET.sub(lambda m: "[" + "x" * (len(m.group()) - 2) + "]", text)


def _event_pointers(text: str) -> list[Pointer]:
    found = []
    for pattern in (EVENT_REF, ORDER_REF, BARE_EVENT, AGENDA):
        for match in pattern.finditer(text):
            start, end = match.start(), match.end("noun")
            if match.groupdict().get("det") == "that" and CONJUNCTION.search(text[:start]):
                start = match.start("noun")
            rest = text[end:]
            if BODY_BEHIND.match(rest):
                continue
            named = re.search(r"[A-Z]", text[match.start() + 1 : match.start("noun")])
            internal = _told_before(match["noun"], text[:start])
            if not COMPLEMENT.match(rest) and not named and not internal and not rest.startswith(("’s", "'s")):
                found.append(Pointer(start, end, "definite"))
    return found


def _told_before(noun: str, before: str) -> bool:
    """True where the sentence itself has already said which event is meant."""
    if re.search(rf"\b{re.escape(noun)}\b", before, re.I) or MEETING_TOLD.search(before):
        return True
    return noun.lower() in MEETINGS and bool(MEETING_NAMED.search(before))


def _internal_antecedent(word: str, before: str, earlier: list[Run], people: frozenset[str]) -> bool:
    """True where something earlier in the sentence fits the pronoun in kind and number."""
    bracketed = "[" in before
    if word in {"he", "him", "his", "himself", "she", "her", "hers", "herself"}:
        return (
            bracketed
            or any(r.kind == "person" or surname_of(r) in people for r in earlier)
            or bool(PERSON_NOUN.search(before))
        )
    if word in {"they", "them", "their", "theirs", "themselves"}:
        named = [r for r in earlier if r.kind in {"person", "name"}]
        coordinated = len(named) >= 2 and " and " in before
        collective = any(r.kind == "org" for r in earlier) and word != "them"
        head = before if any(r.start == 0 for r in earlier) else before[:1].lower() + before[1:]
        listed = re.match(r"(?:As well as|In addition to|Besides|Apart from)\b", before)
        nouns = head.rstrip().rpartition(" ")[0] if word == "them" else head  # "remembers them": the verb is no plural
        several = bool(PEOPLE_PLURAL.search(nouns) or COMMON_PAIR.search(head)) and not listed
        possessive = word in {"their", "theirs"} and bool(earlier)
        return bracketed or coordinated or collective or several or possessive
    return bracketed or bool(earlier) or bool(re.search(r"\b(?:an?|the|this|that|each|every)\s[\w-]+", before, re.I))


SINGULAR_PEOPLE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
NARRATOR = re.compile(
    r"\b(?:I(?!\.)|I[’']m|I[’']ve|I[’']d|my|we|We|our|Our|us|My|[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Yy]ourselves)\b"
)


def _narrator_pointers(text: str) -> list[Pointer]:
    """The writer of the article and whom it addresses, "I", "we" and "you" outside quotation marks: nobody to name."""
    return [Pointer(m.start(), m.end(), "pronoun") for m in NARRATOR.finditer(text) if not _in_quotes(text, m.start())]


def _pronoun_pointers(text: str, runs: tuple[Run, ...], people: frozenset[str]) -> list[Pointer]:
    found = []
    for match in PRONOUN.finditer(text):
        word = match.group().lower()
        if match.group().isupper() and len(word) == 2:  # IT, HE as acronyms
            continue
        if word == "it" and PLEONASTIC.match(text, match.start()):
            continue
        before = text[: match.start()]
        earlier = [r for r in runs if r.end <= match.start()]
        if word in SINGULAR_PEOPLE and not _in_quotes(text, match.start()):
            # outside a quotation nobody named inside one is meant
            before = QUOTED.sub("", before)
            earlier = [r for r in earlier if not _in_quotes(text, r.start)]
        if not _internal_antecedent(word, before, earlier, people):
            found.append(Pointer(match.start(), match.end(), "pronoun"))
    return found


def find_pointers(
    text: str, known: frozenset[str] = frozenset(), people: frozenset[str] = frozenset()
) -> tuple[Pointer, ...]:
    """All words of `text` that point outside it, in order, not overlapping. Empty: it can stand alone.

    `known` and `people` (folded surnames) come from the document; without them only the sentence itself is read.
    """
    masked = _masked(text)
    runs = find_runs(masked, known)
    found: list[Pointer] = []
    opener = OPENER.match(masked)
    if opener:
        found.append(Pointer(0, opener.end(), "opener"))
    found += _event_pointers(masked)
    found += [Pointer(m.start(), m.end(), "sides") for m in SIDES.finditer(masked) if not _sides_internal(masked, m)]
    hyper = HYPERNYM.match(masked)
    if hyper and not masked[hyper.end() :].lstrip().startswith("["):
        found.append(Pointer(hyper.start(), hyper.end(), "demonstrative"))
    for match in DEMONSTRATIVE.finditer(masked):
        bracketed = re.match(r"\s*(?:\w+\s?){0,2}\[", masked[match.end() :])
        antecedent = (
            match.start() > 0
            and bool(re.search(r"[a-z-]+s\b.*[a-z]", masked[: match.start()]))
            and len(masked[: match.start()]) > 25
        )
        if not bracketed and not antecedent:
            found.append(Pointer(match.start(), match.end(), "demonstrative"))
    found += [
        Pointer(m.start(), m.end(), "demonstrative") for m in THAT.finditer(masked) if not _in_quotes(masked, m.start())
    ]
    found += _unsaid(masked, runs)
    found += _pronoun_pointers(masked, runs, people)
    found += [Pointer(start, end, "pronoun") for start, end in loose_pronouns(masked, runs, people)]
    found += [Pointer(start, end, "demonstrative") for start, end in carried_on(masked)]
    found += [Pointer(c.start, c.end, "opener") for c in find_connectives(masked)]
    found += _narrator_pointers(masked)
    found += [Pointer(start, end, "definite") for start, end in definite_phrases(masked, runs, people)]
    found += [Pointer(m.start(), m.end(), "opener") for m in ALSO.finditer(masked) if not _in_quotes(masked, m.start())]
    return _without_overlap(found)


def _unsaid(text: str, runs: tuple[Run, ...]) -> list[Pointer]:
    """This, that, there and then, where the sentence itself does not say what, where or when."""
    found = []
    for match in SAID_BEFORE.finditer(text):
        start, end = match.span("this" if match["this"] else "that")
        if not _in_quotes(text, start) and not TWO_CLAUSES.search(text[:start]):
            found.append(Pointer(start, end, "demonstrative"))
    for match in THERE.finditer(text):
        exists = match["verb"] in TELLING and EXISTS.match(text, match.end())
        if not exists and not _in_quotes(text, match.start()) and not any(r.end <= match.start() for r in runs):
            found.append(Pointer(match.end() - len("there"), match.end(), "demonstrative"))
    for match in THEN.finditer(text):
        if not find_dates(text[: match.start()]) and not _in_quotes(text, match.start()):
            found.append(Pointer(match.start(), match.end(), "demonstrative"))
    return found


def _sides_internal(text: str, match: re.Match[str]) -> bool:
    """The sides stand before the words, as in "Norway and Sweden ... the two sides", or in a bracket behind them."""
    if text[match.end() :].lstrip().startswith("["):
        return True
    before = text[: match.start()]
    return bool(re.search(r"\b[A-Z][\w-]+(?:\s[A-Z][\w-]+)*\sand\s(?:the\s)?[A-Z][\w-]+", before))


def _in_quotes(text: str, position: int) -> bool:
    return any(m.start() < position < m.end() for m in QUOTED.finditer(text))


def _without_overlap(found: list[Pointer]) -> tuple[Pointer, ...]:
    kept: list[Pointer] = []
    for pointer in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or pointer.start >= kept[-1].end:
            kept.append(pointer)
    return tuple(kept)
