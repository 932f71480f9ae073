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
from service.text.definite_pointers import definite_phrases
from service.text.event_pointers import event_pointers
from service.text.loose import loose_pronouns
from service.text.names import Run, find_runs
from service.text.pronoun_pointers import narrator_pointers, pronoun_pointers
from service.text.quoted import in_quotes


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
# "but it is also about the economy", "who also heads the bank": what it adds to stands in the sentence
ADDS_WITHIN = re.compile(r"\s(?:(?:but|and)\s(?:[^\s,;]+\s){0,4}|(?:who|which|while|where)\s(?:[^\s,;]+\s){0,2})$")
SIDES = re.compile(
    r"\b(?:[Bb]oth|[Ee]ither|[Nn]either)\s"
    r"(?:sides?|parties|party|men|women|officials|leaders|countries|nations|groups|companies|ministers|governments|capitals"
    r"|armies|teams|ships|vessels|firms|unions|towns|cities)\b"
    r"|\b[Tt]he\stwo\s[a-z-]+s\b|\b[Tt]he\stwo\s(?:men|women)\b|\b[Tt]he\s(?:pair|duo)\b"
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
BRACKET = re.compile(r"\[[^\[\]]*\]")


def _masked(text: str) -> str:
    """`text` with the insides of brackets blanked, offsets kept."""
    return BRACKET.sub(lambda m: "[" + "x" * (len(m.group()) - 2) + "]", text)


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
    found += [Pointer(start, end, "definite") for start, end in event_pointers(masked)]
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
        Pointer(m.start(), m.end(), "demonstrative") for m in THAT.finditer(masked) if not in_quotes(masked, m.start())
    ]
    found += _unsaid(masked, runs)
    found += [Pointer(start, end, "pronoun") for start, end in pronoun_pointers(masked, runs, people)]
    found += [Pointer(start, end, "pronoun") for start, end in loose_pronouns(masked, runs, people)]
    found += [Pointer(start, end, "demonstrative") for start, end in carried_on(masked)]
    found += [Pointer(c.start, c.end, "opener") for c in find_connectives(masked)]
    found += [Pointer(start, end, "pronoun") for start, end in narrator_pointers(masked)]
    found += [Pointer(start, end, "definite") for start, end in definite_phrases(masked, runs, people)]
    found += [
        Pointer(m.start(), m.end(), "opener")
        for m in ALSO.finditer(masked)
        if not in_quotes(masked, m.start()) and not ADDS_WITHIN.search(masked, 0, m.start())
    ]
    return _without_overlap(found)


def _unsaid(text: str, runs: tuple[Run, ...]) -> list[Pointer]:
    """This, that, there and then, where the sentence itself does not say what, where or when."""
    found = []
    for match in SAID_BEFORE.finditer(text):
        start, end = match.span("this" if match["this"] else "that")
        if not in_quotes(text, start) and not TWO_CLAUSES.search(text[:start]):
            found.append(Pointer(start, end, "demonstrative"))
    for match in THERE.finditer(text):
        exists = match["verb"] in TELLING and EXISTS.match(text, match.end())
        if not exists and not in_quotes(text, match.start()) and not any(r.end <= match.start() for r in runs):
            found.append(Pointer(match.end() - len("there"), match.end(), "demonstrative"))
    for match in THEN.finditer(text):
        if not find_dates(text[: match.start()]) and not in_quotes(text, match.start()):
            found.append(Pointer(match.start(), match.end(), "demonstrative"))
    return found


def _sides_internal(text: str, match: re.Match[str]) -> bool:
    """The sides stand before the words, as in "Norway and Sweden ... the two sides", or in a bracket behind them."""
    if text[match.end() :].lstrip().startswith("["):
        return True
    before = text[: match.start()]
    return bool(re.search(r"\b[A-Z][\w-]+(?:\s[A-Z][\w-]+)*\sand\s(?:the\s)?[A-Z][\w-]+", before))


def _without_overlap(found: list[Pointer]) -> tuple[Pointer, ...]:
    kept: list[Pointer] = []
    for pointer in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or pointer.start >= kept[-1].end:
            kept.append(pointer)
    return tuple(kept)
