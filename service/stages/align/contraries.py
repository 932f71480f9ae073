"""Facts that two clauses tell the other way round: one negates the other, or their words exclude each other.

Enters: the clauses of one story. Leaves: differences of two sides each, a fact at a time. Pure. Never: a clause under a
condition, two clauses of one sentence, two clauses of different subjects.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from service.records import Difference, DifferenceRelation, Document, Event, phrase
from service.stages.align.clauses import FINITE, NEGATIVE, Clause, one_voice, shared, who
from service.stages.align.denials import clause_position
from service.stages.align.making import make
from service.stages.align.statements import FUTURE, Word
from service.stages.align.story import event_of
from service.text.folding import fold
from service.text.support.lexicon import past_forms

COMMON = 12  # clauses with one key, above which the key leads nowhere
SURE = 0.67  # the same where only a negation tells the two apart
# opinion and advice, which deny nothing: "isn't just", "don't miss", "is no different"
RHETORIC = re.compile(
    r"(?:not|n[’']t)\s(?:just|only|merely|simply|about|alone)\b|^[\s“\"]*(?:Don|Do\snot|Never)\b|\bno\sdifferent\b|\bwithout\b|\?",
    re.I,
)
ENOUGH = 0.5  # share of the shorter clause that the other must hold
# states that exclude each other, whatever they are states of
EXCLUDING = tuple(
    (re.compile(rf"\b(?:{left})\b", re.I), re.compile(rf"\b(?:{right})\b", re.I))
    for left, right in (
        (r"(?:re-?)?open(?:s|ed|ing)?", r"clos(?:e[ds]?|ing)|shut(?:s|ting)?|sealed\soff"),
        (r"inside|within", r"outside|beyond"),
        (r"in\stime|on\stime|punctual(?:ly)?", r"late|delayed|overdue"),
        (
            r"resum(?:e[ds]?|ing)|restart(?:s|ed)?|go\son|goes\son|continu(?:e[ds]?|ing)",
            r"halt(?:ed|s)?|suspend(?:s|ed)?|stopp?ed|end(?:s|ed)|called\soff|cancell?ed|abandoned|scrapped",
        ),
        (
            r"called|announced|scheduled|planned|convened",
            r"suspend(?:s|ed)?|called\soff|cancell?ed|postponed|put\soff|scrapped|withdrawn",
        ),
        (
            r"agree[ds]?|accept(?:s|ed)?|consent(?:s|ed)?|approv(?:e[ds]?)",
            r"refus(?:e[ds]?|al)|reject(?:s|ed)?|declin(?:e[ds]?)|turn(?:s|ed)?\sdown|veto(?:e[ds])?",
        ),
        (
            r"confess(?:e[ds]|ion)?|admit(?:s|ted)?|plead(?:ed|s)?\sguilty",
            r"den(?:y|ies|ied)|innocent|not\sguilty|protest(?:s|ed)?\s(?:his|her|their)",
        ),
        (
            r"switched\son|turned\son|working|running|intact",
            r"switched\soff|turned\soff|broken|failed|out\sof\sorder|disabled|sabotaged",
        ),
        (r"locked|secured|bolted", r"unlocked|unsecured|never\slocked|open"),
        (r"alive|survived|unharmed|unhurt", r"dead|died|killed"),
        (r"won|victory|wins", r"lost|defeat(?:ed)?|loses"),
        (r"guilty|convicted", r"acquitted|innocent|cleared"),
        (r"armed", r"unarmed"),
        (r"legal|lawful", r"illegal|unlawful"),
        (r"freed|released|free|let\s(?:out|go|off)", r"in\scustody|arrested|detained|still\sheld|jailed|behind\sbars"),
        (r"voluntar(?:y|ily)", r"forced|compulsory|against\s(?:his|her|their)\swill"),
        (r"on\spurpose|deliberate(?:ly)?|intentional(?:ly)?", r"accident(?:al|ally)?|by\smistake|unintentional(?:ly)?"),
        (r"clear(?:ed)?\sto|allowed|permitted|authori[sz]ed", r"banned|barred|prohibited|forbidden|unauthori[sz]ed"),
    )
)
BESIDE_NOUN = re.compile(r"\b(?:an?|the|its|their|his|her|our|some|these|those)\s$", re.I)  # "the illegal goods"
NO_SUCH = re.compile(r"not\s(?!one\b|a\ssingle\b)", re.I)  # "judges, not elected officials": it denies no act
HEDGED = re.compile(r"\b(?:may|might|could|whether|if|would|should|perhaps|possibly)\b", re.I)
STANDING = re.compile(r"\b(?:is|are|was|were|has|have|had|remains?|stays?|will|would|been|to)\b", re.I)


def contrary_differences(
    documents: Mapping[str, Document], clauses: Sequence[Clause], events: Sequence[Event]
) -> list[Difference]:
    """The differences of one story's facts."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for n, clause in enumerate(clauses):
        for key in clause.keys:
            index[key].append(n)
    found, used = [], set[int]()
    for n, clause in enumerate(clauses):
        near = {m for key in clause.keys for m in index[key] if len(index[key]) <= COMMON and m > n}
        rows = [(worth, m) for m in near if (worth := contrariness(clause, clauses[m])) > 0]
        for _, m in sorted(rows, key=lambda row: (-row[0], row[1])):
            if n in used or m in used:
                continue
            used |= {n, m}
            found.append(_difference(clause, clauses[m], documents, events))
    return found


def contrariness(a: Clause, b: Clause) -> float:
    """How surely two clauses tell one fact the other way round; 0: they do not."""
    one, two = a.statement, b.statement
    if one is two or _elsewhen(a, b) or (one.doc == two.doc and who(a) == who(b)):
        return 0.0
    pairs = [(w, v) for w, v in shared(a.words, b.words) if w.lemma == v.lemma]
    if not pairs or not _names_fit(a, b) or not (FINITE.search(a.text) and FINITE.search(b.text)):
        return 0.0
    against = _excluded(a, b)
    if bool(against) == (a.negative != b.negative):
        return 0.0
    shorter = min(len(a.words), len(b.words))
    cover = (len(pairs) + bool(against)) / shorter
    if against and RHETORIC.search(f"{one.text} {two.text}"):
        return 0.0
    if against:
        return cover if cover >= ENOUGH and _same_side(a, b, pairs) else 0.0
    negated, other = (a, b) if a.negative else (b, a)
    if NO_SUCH.match(negated.text):
        return 0.0
    target = _negated_word(negated)
    if (
        target is None
        or len(pairs) < 2
        or cover < SURE
        or HEDGED.search(other.text)
        or RHETORIC.search(negated.statement.text)
    ):
        return 0.0
    if not (_is_done(a, target) and _is_done(b, target)):
        return 0.0
    return cover if any(target.lemma == w.lemma for pair in pairs for w in pair) else 0.0


def _is_done(clause: Clause, verb: Word) -> bool:
    """The clause holds the verb as what was done: a past form or a participle."""
    forms = (clause.statement.text[w.start : w.end].lower() for w in clause.words if w.lemma == verb.lemma)
    return any(form in past_forms() or form.endswith("ed") for form in forms)


def _elsewhen(a: Clause, b: Clause) -> bool:
    """They speak of two times; "not since 2021" speaks of every time after it."""
    open_ended = any(c.negative and re.search(r"\bsince\b", c.statement.text) for c in (a, b))
    return a.statement.elsewhen != b.statement.elsewhen and not open_ended


def _excluded(a: Clause, b: Clause) -> tuple[int, int] | None:
    """Where one clause holds a word of a state, and the other a word of the state that excludes it."""
    here, there = _states(a.text), _states(b.text)
    for pair, side in here:
        other = (pair, 1 - side)
        if other in there and other not in here and (pair, side) not in there:
            at = here[pair, side], there[other]
            if not (BESIDE_NOUN.search(a.text[: at[0]]) or BESIDE_NOUN.search(b.text[: at[1]])):
                return a.start + at[0], b.start + at[1]
    return None


@lru_cache(maxsize=1 << 15)
def _states(text: str) -> dict[tuple[int, int], int]:
    """Which states the words of a clause name, and where."""
    return {
        (n, side): match.start()
        for n, pair in enumerate(EXCLUDING)
        for side, pattern in enumerate(pair)
        if (match := pattern.search(text))
    }


def _same_side(a: Clause, b: Clause, pairs: Sequence[tuple[Word, Word]]) -> bool:
    """A word in common stands before the state in both clauses, or behind it in both."""
    at = _excluded(a, b)
    return at is not None and any((w.start < at[0]) == (v.start < at[1]) for w, v in pairs)


def _negated_word(clause: Clause) -> Word | None:
    """The content word that a negation stands before."""
    match = NEGATIVE.search(clause.statement.text, clause.start, clause.end)
    return next((w for w in clause.words if match and w.start >= match.end()), None)


def _names(clause: Clause) -> frozenset[str]:
    return frozenset(
        w for r in clause.statement.names if clause.start <= r.start < clause.end for w in fold(r.text).split()
    )


def _names_fit(a: Clause, b: Clause) -> bool:
    """No two names that differ: what is said of one town says nothing of another."""
    left, right = _names(a), _names(b)
    return not left or not right or bool(left & right)


def _relation(a: Clause, b: Clause) -> DifferenceRelation:
    if who(a) and who(b) and not one_voice(a, b):
        return DifferenceRelation.CONFLICT
    one, two = a.statement.published, b.statement.published
    if one is not None and two is not None and one != two:
        earlier = a if one < two else b
        if FUTURE.search(earlier.text) or one_voice(a, b) or STANDING.search(earlier.text):
            return DifferenceRelation.UPDATE
    return DifferenceRelation.CONFLICT


def _difference(a: Clause, b: Clause, documents: Mapping[str, Document], events: Sequence[Event]) -> Difference:
    positions = [clause_position([c], documents) for c in (a, b)]
    event = event_of([a.statement.doc, b.statement.doc], events)
    one, two = (p.value for p in sorted(positions, key=lambda p: (p.value.text, p.sources)))
    label = phrase("diff_fact_beside", (*one.citations, *two.citations), a=one.text, b=two.text)
    return make(event, label, _relation(a, b), positions)
