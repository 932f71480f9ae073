"""What a sentence denies, or says that nobody can tell.

Enters: a statement. Leaves: its denials, each with the words that are denied. Pure. Never: a refusal ("denied a
request"), or what somebody could deny and has not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.stages.align.clauses import Clause, clause_at
from service.stages.align.statements import Statement, Word

# "rejected the offer" denies nothing; "rejected claims that" does
CLAIMED = re.compile(
    r"^\W*(?:that|any|having|all|claims?|allegations?|accusations?|charges?|reports?|suggestions?|rumou?rs?|assertions?"
    r"|the\s(?:claims?|allegations?|accusations?|charges?|reports?|suggestions?|rumou?rs?|idea|notion|version|account))\b",
    re.I,
)
# "could not say who had fired them", "without saying where it took place"
UNKNOWN = re.compile(
    r"\b(?:(?:could|can|did|does|do|would)\snot\s(?:\w+\s)?(?:say|tell|know|confirm|name|specify|determine|establish|verify)"
    r"|(?:couldn|can|didn|doesn|wouldn)[’']t\s(?:say|tell|know|confirm|name|specify|verify)"
    r"|without\s(?:saying|naming|specifying|giving|telling)|(?:was|were|is|are|remains?)\s(?:un(?:clear|known)|not\s(?:clear|known)))"
    r"\s(?P<asks>who|where|whether|when|what|which|how|why|if)\b[^.;]*",
    re.I,
)
POINTING = re.compile(r"^\s(?:this|that|it|these|those|the\s(?:figures?|number|version|account))(?=[.,;:”\"]|$)", re.I)
SUCH = re.compile(
    r"\b(?:such|it|this|that|them|so|these|those|responsibility|involvement|wrongdoing|everything)\b", re.I
)
ANAPHORIC = re.compile(
    r"\b(?:any|no|some)\ssuch\b|\b(?:the|this|that|these|those|all)\s(?:claims?|charges?|allegations?|accusations?"
    r"|reports?|rumou?rs?|suggestions?|assertions?|versions?|accounts?)\b",
    re.I,
)
REFUSED = re.compile(
    r"^\W*(?:(?:an?|the|his|her|their|its|all|any)\s)?(?:[a-z-]+\s)?(?:requests?|access|entry|bail|permission|permits?|visas?|asylum"
    r"|motions?|appeals?|applications?|petitions?|services?|parole|custody|care|treatment|aid|the\schance|a\schance)\b",
    re.I,
)
MODAL = re.compile(r"\b(?:could|would|might|may|can|should|must|to|will|shall|cannot|not)\s(?:\w+ly\s)?$", re.I)


class Denial(NamedTuple):
    """What is denied, with the words that say so."""

    clause: Clause  # from the verb to the end of what is denied
    words: tuple[Word, ...]  # what is denied
    about: frozenset[str]  # words of the rest of the sentence
    refers: bool  # "such", "it": what is denied stands before
    anaphoric: bool  # "any such request", "the charge": the noun is another word for what stands before
    asks: str  # "where", "who": what somebody cannot or does not say; empty: a denial


def denials_of(statement: Statement) -> list[Denial]:
    """Every denial of the sentence, then every question that it leaves open."""
    found = []
    text = statement.text
    for speech in statement.speeches:
        if speech.cls != "denial" or speech.negated:
            continue
        end = max((b for _, b in speech.content), default=len(text))
        behind = text[speech.verb[1] : end]
        pointing = POINTING.match(behind) is not None
        if MODAL.search(text[: speech.verb[0]]):
            continue  # who could refute a claim has not done so
        if speech.lemma == "deny" and REFUSED.match(behind):
            continue  # "denied a request" refuses it
        if speech.lemma != "deny" and not CLAIMED.match(behind) and not pointing:
            continue
        found.append(_denial(statement, speech.verb[0], speech.verb[1], end))
    for match in UNKNOWN.finditer(text):
        asked = _denial(statement, match.start(), match.start(), match.end())
        found.append(asked._replace(asks=match["asks"].lower()))
    return found


def _denial(statement: Statement, start: int, inner: int, end: int) -> Denial:
    end = min(end, len(statement.text.rstrip(' .”"')))
    mark = re.search(r"[;:]|,\s(?:and|but|saying|adding|while)\b", statement.text[inner:end])
    end = inner + mark.start() if mark else end
    clause = clause_at(statement, start, end)
    words = clause_at(statement, inner, end).words
    rest = frozenset(w.lemma for w in statement.words if not inner <= w.start < end)
    text = statement.text[inner:end]
    return Denial(clause, words, rest, SUCH.search(text) is not None, ANAPHORIC.search(text) is not None, "")
