"""Pronouns of one sentence that nothing in it explains, and the narrator's "I", "we" and "you".

Enters: one sentence, the insides of its brackets blanked, with its runs of capitals and the known people. Leaves:
(start, end) of each pronoun that points outside. Pure.
"""

from __future__ import annotations

import re

from service.text.definite_pointers import surname_of
from service.text.names import Run
from service.text.quoted import QUOTED, in_quotes

PRONOUN = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.I
)
PLEONASTIC = re.compile(
    r"\b[Ii]t\s(?:is|was|has been|would be|will be|seems|appears|remains|becomes|became|takes|took)\s(?:\w+ly\s|not\s"
    r"|also\s|now\s|still\s)*"
    r"(?:clear|unclear|likely|unlikely|possible|impossible|important|necessary|time|hoped|believed|expected|known|unknown|reported|said|thought|understood|estimated|hard|difficult|easy|too|true|been|immediately|that)\b"
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


def narrator_pointers(text: str) -> list[tuple[int, int]]:
    """The writer of the article and whom it addresses, "I", "we" and "you" outside quotation marks: nobody to name."""
    return [m.span() for m in NARRATOR.finditer(text) if not in_quotes(text, m.start())]


def pronoun_pointers(text: str, runs: tuple[Run, ...], people: frozenset[str]) -> list[tuple[int, int]]:
    """Pronouns without an antecedent before them in the sentence."""
    found = []
    for match in PRONOUN.finditer(text):
        word = match.group().lower()
        if match.group().isupper() and len(word) == 2:  # IT, HE as acronyms
            continue
        if word == "it" and PLEONASTIC.match(text, match.start()):
            continue
        before = text[: match.start()]
        earlier = [r for r in runs if r.end <= match.start()]
        if word in SINGULAR_PEOPLE and not in_quotes(text, match.start()):
            # outside a quotation nobody named inside one is meant
            before = QUOTED.sub("", before)
            earlier = [r for r in earlier if not in_quotes(text, r.start)]
        if not _internal_antecedent(word, before, earlier, people):
            found.append(match.span())
    return found
