"""Clauses of a sentence, who speaks in it, and what is negated or hedged. No parser: marks, connectives, word forms.

Enters: the tokens of one sentence. Leaves: stretches of token indices and sets of them. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.text.entail.lexicon import irregular, relations, stem, stems, words
from service.text.entail.tokens import Token

BREAKS = frozenset(
    "that who which when while but because after before"
    " although though if where until unless since whether whose".split()
)
MARKS = frozenset(',;:—–-“”"()')
BE = frozenset("is are was were be been being am get got".split())
HAVE = frozenset("has have had having".split())
REACH = 3  # solid words over which a negation or hedge holds, within its sentence
WIDE = 14  # tokens around a word in which a negation or hedge may be meant for it
THAN = frozenset("fewer less more later earlier longer only".split())
NOMINAL = frozenset(
    "concern fear suggestion allegation claim charge rumour rumor accusation complaint speculation belief".split()
)
SUBJECT = 7  # tokens before a verb among which its subject stands
INVERTED = 6  # tokens after a reporting verb among which an inverted speaker stands
PAST = frozenset(form for form, base in irregular().items() if form != base)


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody's words: the verb, who speaks, what is said."""

    verb: int
    speaker: tuple[int, ...]
    content: tuple[int, int]
    is_distant: bool
    pronoun: bool


@dataclass(slots=True)
class Parsed:
    """One sentence in parts."""

    tokens: Sequence[Token]
    clause_of: list[int]
    verbs: list[int]
    passive: set[int] = field(default_factory=set)
    negated: set[int] = field(default_factory=set)
    hedged: set[int] = field(default_factory=set)
    negators: list[int] = field(default_factory=list)
    hedges: list[int] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """A guess by form: a past or third person of a verb, or a base form behind `to` or a modal."""
    token = tokens[at]
    if token.kind != "content":
        return False
    low = token.low
    known = token.stem in relations().verbs
    before = tokens[at - 1].low if at else ""
    if before in {"to", "not", "n't"} or before in words("modal") or before in words("pronouns"):
        return known or token.stem not in relations().nouns
    if before in {"the", "a", "an", "of", "his", "her", "their", "its"}:
        return False
    if low in PAST or (low.endswith(("ed", "ing")) and len(low) > 4):
        return True
    return known and low.endswith("s") and not low.endswith("ss")


def _boundaries(tokens: Sequence[Token], verbs: frozenset[int]) -> list[int]:
    clause, found, filled = 0, [], False
    for at, token in enumerate(tokens):
        opens = token.low in BREAKS or token.text in MARKS
        joins = token.low in {"and", "or", "as"} and any(v in verbs for v in range(at + 1, min(at + 4, len(tokens))))
        if (opens or joins) and filled:
            clause, filled = clause + 1, False
        found.append(clause)
        filled = filled or token.is_solid
    return found


def _passive(tokens: Sequence[Token], verb: int) -> bool:
    low = tokens[verb].low
    participle = low.endswith(("ed", "en")) or low in PAST
    near = [t.low for t in tokens[max(0, verb - 3) : verb]]
    if participle and any(w in BE for w in near) and "not" not in near[:0]:
        return True
    after = [t.low for t in tokens[verb + 1 : verb + 4]]
    return participle and "by" in after[:2] and not any(w in HAVE for w in near)


def _scopes(tokens: Sequence[Token], parsed: Parsed) -> None:
    """Which tokens stand behind a negation or a hedge."""
    negation, reversing, hedge = words("negation"), stems("reversing"), stems("hedge") | words("hedge")
    for at, token in enumerate(tokens):
        low = token.low
        if low in negation and at + 1 < len(tokens) and tokens[at + 1].low in THAN:
            continue  # "no fewer than", "not only"
        ruled_out = low in {"ruled", "rule", "rules"} and at + 1 < len(tokens) and tokens[at + 1].low == "out"
        if low in negation or low == "unlike" or ruled_out or (token.stem in reversing and token.kind == "content"):
            target = parsed.negated
            parsed.negators.append(at)
        elif low in hedge or (token.stem in hedge and token.kind == "content"):
            target = parsed.hedged
            parsed.hedges.append(at)
        else:
            continue
        reached = 0
        for other in range(at + 1, min(at + 3 + 2 * REACH, len(tokens))):
            if tokens[other].text in {";", ".", ":"} or reached >= REACH:
                break
            moved = parsed.clause_of[other] != parsed.clause_of[other - 1]
            if moved and tokens[other].low not in {"that", "whether", '"', "“"}:
                break
            if tokens[other].is_solid:
                target.add(other)
                reached += 1


def _subject(tokens: Sequence[Token], verb: int) -> list[int]:
    found: list[int] = []
    for at in range(verb - 1, max(-1, verb - 1 - 2 * SUBJECT), -1):
        token = tokens[at]
        if token.text in {";", "”", "“", '"'} or (token.low in {"that", "but", "and"} and not found):
            break
        if token.low in BREAKS and found:
            break
        if (token.is_solid and token.kind != "number") or token.low in words("pronouns"):
            found.append(at)
        if len(found) >= SUBJECT:
            break
    return found[::-1]


def _speeches(tokens: Sequence[Token]) -> list[Speech]:
    """Reporting verbs with their speakers, and "according to"."""
    reporting, distant = stems("reporting"), stems("distant") | words("distant")
    found: list[Speech] = []
    last = len(tokens)
    for at, token in enumerate(tokens):
        if token.low in {"according", "view"}:
            behind = _behind(tokens, at + 1)
            if behind:
                found.append(Speech(at, tuple(behind), (0, last), is_distant=False, pronoun=False))
            continue
        if token.stem in NOMINAL and at + 1 < last and tokens[at + 1].low in {"that", "of"}:
            found.append(Speech(at, (), (at + 1, last), is_distant=True, pronoun=False))
            continue
        if token.stem not in reporting or not is_verb(tokens, at) or token.quoted:
            continue
        speaker = _subject(tokens, at)
        marked = at and tokens[at - 1].text in {",", "”", '"', "“"}
        behind = _behind(tokens, at + 1) if not speaker or marked else []
        if behind or at + 3 >= last:
            speaker = behind or speaker
            content = (0, at)
        else:
            content = (at + 1, last) if at < last // 2 or (speaker and speaker[0] < 3) else (0, last)
        names = [s for s in speaker if tokens[s].is_solid]
        pronoun = not names and bool(speaker)
        found.append(Speech(at, tuple(names), content, token.low in distant or token.stem in distant, pronoun))
    return found


def _behind(tokens: Sequence[Token], start: int) -> list[int]:
    """The name or role that follows a reporting verb, up to a mark that no name goes on behind."""
    found: list[int] = []
    for at in range(start, min(start + 2 * INVERTED, len(tokens))):
        token = tokens[at]
        if token.text in {".", ";", ":", "“", '"'} or (
            token.low in {"that", "who", "which", "in", "on", "at"} and found
        ):
            break
        if token.low == "that":
            break
        if token.is_solid and token.kind != "number":
            found.append(at)
        if len(found) >= INVERTED:
            break
    return found


def parse(tokens: Sequence[Token]) -> Parsed:
    """One sentence in parts."""
    verbs = [at for at in range(len(tokens)) if is_verb(tokens, at)]
    parsed = Parsed(tokens, _boundaries(tokens, frozenset(verbs)), verbs)
    parsed.passive = {at for at in verbs if _passive(tokens, at)}
    parsed.speeches = _speeches(tokens)
    _scopes(tokens, parsed)
    return parsed


def phrasal(tokens: Sequence[Token], at: int) -> str | None:
    """A verb with its particle as one stem: ``step_down``."""
    if tokens[at].kind != "content":
        return None
    for other in tokens[at + 1 : at + 3]:
        if other.low in words("particles"):
            return f"{tokens[at].stem}_{stem(other.low)}"
    return None
