"""People, bodies, things and places that a sentence calls by a common noun: "the mayor", "the company", "the city".

Enters: a sentence, its names, and the surnames of its document. Leaves: where such words stand that no name or
complement of the sentence explains. Pure. Never: what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.folding import fold
from service.text.name_words import FUNCTION_WORDS
from service.text.names import Run

COMPLEMENT = re.compile(
    r"\s*\[|\s(?:of|between|with|against|for|that|which|who|to)\b|\s(?:in|at|on|near|over|by|into|from)\s(?!Saturday|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday)"
)
ENTITY_HEAD = re.compile(
    r"\b[Tt]he\s(?:[A-Za-z-]+\s){0,1}(?P<noun>mayor|coach|captain|governor|king|queen|pope|ambassador|envoy|general|commander|chancellor|group|organi[sz]ation|movement|agency|company|firm|party|president|minister|premier|leader|spokesman|spokeswoman|suspects?|victims?|man|men|woman"
    r"|couple|driver|boy|girl|teenager|gunman|attacker|officers?|team|club|actor|actress|singer|star|pilot|defendant|prosecutor|judge|candidate|senator|figures?|toll|organisation|group|film|movie|book|song|compan(?:y|ies)|agencies|agent|program|programme|inquiry|investigation|probe|video|tape|reporter|interviewer|cameraman|student|lawmaker|congressman|legislator|bureau|client|dispute|building|store|shop|supermarket|scene|property|house|home|vehicle|car|truck|plane|aircraft|ship|vessel|boat|offer|contract|blaze|site|school|hospital|body|bodies|device|phone"
    r"|(?:two|three|four)(?!\s[a-z])|others?|latter|former|pair|duo|victim|patient|child|children|mother|father|son|daughter|wife|husband|player|winger|striker"
    r"|midfielder|defender|goalkeeper|incumbent|committee|panel|commission|board|jury|deceased|injured|survivors?|women|girls"
    r"|boys|brothers?|sisters?|parents|teenagers|students|players|drivers|passengers|climbers|hikers|soldiers|gunmen"
    r"|attackers|lawmakers|senators|prosecutors|devices|vehicles)\b(?!-)"
)
# "the New Zealand-born man", "the 35-year-old deputy": whoever that is, however many words describe him
PERSON_HEAD = re.compile(
    r"\b[Tt]he\s(?:[\w-]+\s){2,3}?(?P<noun>man|woman|boy|girl|teenager|couple|suspect|victim|toddler|pensioner)\b(?![-’'])"
)
# "the Senate committee" and "the mining board" say which
BODIES = frozenset({"committee", "panel", "commission", "board"})
BARE_WORDS = 2  # the article and the noun
AREA_HEAD = re.compile(
    r"\b[Tt]he\s(?:[a-z-]+\s){0,1}(?P<noun>region|country|nation|city|town|area|island|village|conflict|war|crisis|state|province|territory|enclave)\b(?!-)"
)
LOOSE_AREAS = frozenset({"region", "conflict", "war", "crisis", "area"})  # any name in the sentence says which
COLLECTIVES = re.compile(r"(?:group|organi[sz]ation|movement|agency|company|firm|party|team|club)$")


def surname_of(run: Run) -> str:
    """The last word of a name, folded."""
    return fold(run.text.split(" ")[-1])


def _fits(run: Run, noun: str, people: frozenset[str]) -> bool:
    """Whether a name earlier in the sentence can be what "the group" or "the president" stands for."""
    if run.kind == "place":
        return False
    is_person = run.kind == "person" or surname_of(run) in people
    return not is_person if COLLECTIVES.match(noun) else True


def _described(text: str) -> Iterator[re.Match[str]]:
    """People who are described, where no small word parts the description from the article."""
    for match in PERSON_HEAD.finditer(text):
        if not (FUNCTION_WORDS - {"new", "old"}) & {w.lower() for w in match.group().split()[1:-1]}:
            yield match


def definite_phrases(text: str, runs: Sequence[Run], people: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Offsets of the phrases; `people` are folded surnames of the document, `runs` the names of the text."""
    for match in (*ENTITY_HEAD.finditer(text), *_described(text)):
        if match["noun"] in BODIES and len(match.group().split()) > BARE_WORDS:
            continue
        rest = text[match.end() :]
        named = re.match(
            r"\s*\[|[’']?s?\s(?:of|who|that|which|for|in|at|from|behind|whose|accused|killed|involved|responsible)\b|,?\s[A-Z]",
            rest,
        )
        owned = rest.startswith(("’s", "'s", "’", "'"))
        indefinite = rf"\b(?:an?|two|three|several)\s(?:[\w-]+\s){{0,3}}{match['noun']}\b"
        fits = any(r.end <= match.start() and _fits(r, match["noun"], people) for r in runs)
        known = fits or bool(re.search(indefinite, text[: match.start()], re.I))
        if not known and (owned or not named):
            yield match.start(), match.end("noun")
    for match in AREA_HEAD.finditer(text):
        loose = match["noun"] in LOOSE_AREAS
        where = [r for r in runs if r.kind != "person" and (loose or surname_of(r) not in people)]
        if not where and not COMPLEMENT.match(text[match.end() :]):
            yield match.start(), match.end("noun")
