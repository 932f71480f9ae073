"""Gate 5, for text that is not verbatim: nothing is said that the cited words do not say. No model needed. Pure.

Content words come from the cited spans or a closed list; names keep their side of the verb; outcomes, negation, hedges
and modality stay as they are.
"""

from __future__ import annotations

import re

from service.records import Check, Gate, Outcome, Reason
from service.stages.check.joined import joined_fault
from service.stages.check.view import View
from service.text.aliases import canonical
from service.text.numbers import find_numbers
from service.text.polarity import HEDGE, MODAL, NEGATION, words_of
from service.text.roles import turned_around
from service.text.similarity import content_tokens, stem, tokens

REPORTING = frozenset(
    stem(w) for w in "say said says report reported reports state stated according tell told source sources".split()
)
# Pairs of plain words that carry the same news; either may stand for the other.
SYNONYMS = tuple(
    frozenset(stem(w) for w in group.split())
    for group in (
        "meet met meeting talks talk discussions discussion held hold",
        "discuss discussed discussing address addressed addressing focus focused topic topics agenda cover covered",
        "ceasefire cease-fire truce",
        "include included including",
        "aid assistance",
        "chief head director leader",
        "organisation organization",
        "emphasise emphasised emphasize emphasized stress stressed",
    )
)
OUTCOMES = frozenset(
    stem(w)
    for w in (
        "agreed agree secured secure ended end reached reach signed sign brokered won win resolved settled achieved "
        "guaranteed approved confirmed finalised finalized"
    ).split()
)
WORD = re.compile(r"[\w’'-]+")
CONDITION = re.compile(r"\b(?:if|unless|provided\sthat|in\scase)\b", re.I)
USED = 2  # content words of a conditional statement, from which on the text says some of it
CLASSES = (
    (NEGATION, Reason.NEGATION_CHANGED),
    (HEDGE, Reason.HEDGE_CHANGED),
    (MODAL, Reason.HEDGE_CHANGED),
)


def _fail(reason: Reason, *words: str) -> Check:
    return Check(gate=Gate.RELATION, outcome=Outcome.FAIL, reason=reason, words=words)


def surface(text: str, stems: list[str]) -> list[str]:
    """The words of `text` behind stems: what a writer can find and mend."""
    return [w for w in WORD.findall(text) if set(content_tokens(w)) & set(stems)] or stems


def _allowed(word: str, evidence: set[str]) -> bool:
    if word in evidence or word in REPORTING:
        return True
    return any(word in group and group & evidence for group in SYNONYMS)


def relation_gate(view: View) -> Check:
    """Pass, or the first way in which the sentence says more or other than its cited words."""
    if view.is_verbatim:
        return Check(gate=Gate.RELATION, outcome=Outcome.PASS)
    text = view.draft.text
    cited = view.cited
    evidence = {w for quote in cited for w in content_tokens(quote)} | {
        w.strip(".") for quote in cited for w in tokens(quote)
    }
    own = content_tokens(text)
    invented = [w for w in own if w in OUTCOMES and w not in evidence]
    if invented:
        return _fail(Reason.OUTCOME_INVENTED, *surface(text, invented))
    known = {canonical(w) for quote in cited for w in WORD.findall(quote)}
    figures = {w for n in find_numbers(text) for w in content_tokens(text[n.start : n.end])}  # the number gate's affair
    renamed = {stem(w.casefold()) for w in WORD.findall(text) if canonical(w) in known}
    foreign = [w for w in own if not _allowed(w, evidence | figures | renamed) and not w.isdigit()]
    if foreign:
        return _fail(Reason.WORDS_NOT_IN_SOURCE, *surface(text, foreign))
    if view.joins and (fault := joined_fault(text, view.statements)) is not None:
        return _fail(fault.reason, *fault.words)
    changed = _polarity(text, view.statements)
    if changed is not None:
        return changed
    turned = turned_around(text, view.statements, view.known)
    return _fail(Reason.ROLES_CHANGED, *turned) if turned else Check(gate=Gate.RELATION, outcome=Outcome.PASS)


def _polarity(text: str, cited: tuple[str, ...]) -> Check | None:
    """Negation, hedges, modality and conditions of the clauses used are kept, and none is added or moved."""
    joined = " ".join(cited)
    for pattern, reason in CLASSES:
        mine, theirs = words_of(pattern, text), words_of(pattern, joined)
        added = [w for w in mine if w not in theirs]
        lost = [w for w in _near(pattern, cited, text) if w not in mine]
        if added or lost:
            return _fail(reason, *(added or lost))
    own = set(content_tokens(text))
    scoped = {t for quote in cited for _, t in _scope(quote)}
    moved = [w for w, t in _scope(text) if t not in scoped]
    freed = [w for quote in cited for w, t in _scope(quote) if t in own and t not in {x for _, x in _scope(text)}]
    if moved or freed:
        return _fail(Reason.NEGATION_CHANGED, *(moved or freed))
    for quote in cited:
        condition = CONDITION.search(quote)
        if condition and len(own & set(content_tokens(quote))) >= USED and not CONDITION.search(text):
            return _fail(Reason.HEDGE_CHANGED, condition.group().lower())
    return None


def _scope(text: str) -> list[tuple[str, str]]:
    """Each negation with the content word behind it: what it denies."""
    found = []
    for match in NEGATION.finditer(text):
        following = content_tokens(text[match.end() : match.end() + 40])[:1]
        if following:
            found.append((match.group().lower(), following[0]))
    return found


def _near(pattern: re.Pattern[str], cited: tuple[str, ...], text: str) -> list[str]:
    """Words of a class whose clause the text uses: most of the three content words behind them stand in it."""
    own = set(content_tokens(text))
    found = []
    for quote in cited:
        for match in pattern.finditer(quote):
            following = content_tokens(quote[match.end() : match.end() + 60])[:3]
            if following and sum(w in own for w in following) * 2 > len(following):
                found.append(match.group().lower())
    return found
