"""Pronouns that only seem to have something to stand for in their own sentence.

In: a sentence, its names, and the surnames of its document. Out: where such pronouns stand. Pure. Never: a guess of
whom they mean; a pronoun behind a bracket that explains one counts as explained.

Whoever speaks in "..., it said" is seldom the noun that the report is about, and the object of "called it" is never the
subject of the same clause (Principle B: Chomsky 1981).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.folding import fold
from service.text.names import Run
from service.text.reporting_verbs import saying

_SAYING = rf"(?:{saying(without='tell')}|told\s\w+)"
_TAG = re.compile(rf",[”\"’']?\s(?P<who>it|he|she|they)\s{_SAYING}\b")
_PLAIN_VERB = (
    r"(?:called|described|termed|labell?ed|dubbed|branded|condemned|denounced|dismissed|praised|rejected|started|caused"
    r"|denied)"
)
_OBJECT = re.compile(rf"\b(?:(?:had|has|have)\s)?{_PLAIN_VERB}\s(?P<it>it)\b")
# anything that may be a clause, or a thing, of its own before the verb
_CLAUSE = re.compile(
    r"[;:“”\"—–]|\b(?:that|which|who|when|while|after|before|because|as|although|though|if|and|but|where|until|since|said"
    r"|was|were|is|are|has|had|have|will|would)\b"
)
_THING = re.compile(r"\b(?:of|with|behind|in|at|for)\s(?:the|an?|this|that|its|their|his|her)\s", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?!(?:over|out|up|in|from|is|are|was|were|who|and)\b)[a-z]+\s(?P<there>there)(?=[.,;](?:\s|$))"
)
# "A second Sorvan vessel was near, it added": no body, but what it belongs to
_OF_A_NATION = re.compile(r"(?:[^i]ian|ish|ese|can|ean)\s[a-z]$")


def loose_pronouns(text: str, runs: Sequence[Run], people: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Spans of pronouns that nothing in the sentence explains, though a noun stands before them."""
    found = [m.span("who") for m in _TAG.finditer(text) if not _has_speaker(m, text, runs, people)]
    for match in _OBJECT.finditer(text):
        before = text[: match.start()]
        if "[" not in before and not _CLAUSE.search(before) and not _THING.search(before):
            found.append(match.span("it"))
    for match in _PLACED.finditer(text):
        if not any(run.end <= match.start() for run in runs) and not _THING.search(text[: match.start()]):
            found.append(match.span("there"))
    return tuple(sorted(found))


def _has_speaker(match: re.Match[str], text: str, runs: Sequence[Run], people: frozenset[str]) -> bool:
    """Whether a name before the tag can be the one that speaks."""
    before = [run for run in runs if run.end <= match.start()]
    if "[" in text[: match.start()]:
        return True
    persons = [r for r in before if r.kind == "person" or fold(r.text.split(" ")[-1]) in people]
    if match["who"] in {"he", "she"}:
        return any(r in persons or r.kind == "name" for r in before)
    return any(
        r not in persons and r.kind != "place" and not _OF_A_NATION.search(text, r.start, r.end + 2) for r in before
    )
