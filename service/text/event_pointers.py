"""What happened or was ordered before, named as if known: "the meeting", "the remarks", "Talks addressed".

Enters: one sentence, the insides of its brackets blanked. Leaves: (start, end) of each such phrase that the sentence
itself does not explain. Pure.
"""

from __future__ import annotations

import re

from service.text.definite_pointers import COMPLEMENT

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


def event_pointers(text: str) -> list[tuple[int, int]]:
    """Phrases for an event or an order, less those that go on to say which one."""
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
                found.append((start, end))
    return found


def _told_before(noun: str, before: str) -> bool:
    """True where the sentence itself has already said which event is meant."""
    if re.search(rf"\b{re.escape(noun)}\b", before, re.I) or MEETING_TOLD.search(before):
        return True
    return noun.lower() in MEETINGS and bool(MEETING_NAMED.search(before))
