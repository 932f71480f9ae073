"""Gate 5, for text that is not verbatim: nothing is said that the cited words do not say. No model needed. Pure.

Content words come from the cited spans or a closed list; names keep their side of the verb; outcomes, negation, hedges
and modality stay as they are.
"""

from __future__ import annotations

import re

from service.records import Check, Gate, Outcome, Reason
from service.stages.check.view import View
from service.text.folding import fold
from service.text.names import find_runs
from service.text.polarity import HEDGE, NEGATION, words_of
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
    for w in "agreed agree secured secure ended end reached reach signed sign brokered won win resolved settled achieved guaranteed approved confirmed finalised finalized".split()
)
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s)?\w+(?:ed|en|t|d)\sby\b")
DIRECTED = re.compile(
    r"\b(?:accus\w+|attack\w+|blam\w+|condemn\w+|criticis\w+|criticiz\w+|defeat\w+|invit\w+|kill\w+|met|meets|meeting|oppos\w+|pressur\w+|prais\w+|reassur\w+|receiv\w+|sued|sues|support\w+|thank\w+"
    r"|threaten\w+|urg\w+|visit\w+|warn\w+|called|told|host\w+|beat|hit|shot|said)\b"
)


def _fail(reason: Reason, *words: str) -> Check:
    return Check(gate=Gate.RELATION, outcome=Outcome.FAIL, reason=reason, words=words)


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
        return _fail(Reason.OUTCOME_INVENTED, *invented)
    foreign = [w for w in own if not _allowed(w, evidence) and not w.isdigit()]
    if foreign:
        return _fail(Reason.WORDS_NOT_IN_SOURCE, *foreign)
    polarity = _polarity(text, view.statements)
    if polarity is not None:
        return polarity
    return _sides(text, cited) or Check(gate=Gate.RELATION, outcome=Outcome.PASS)


def _polarity(text: str, cited: tuple[str, ...]) -> Check | None:
    """Negations and hedges of the clauses used are kept, and none is added."""
    joined = " ".join(cited)
    for pattern, reason in ((NEGATION, Reason.NEGATION_CHANGED), (HEDGE, Reason.HEDGE_CHANGED)):
        mine, theirs = words_of(pattern, text), words_of(pattern, joined)
        added = [w for w in mine if w not in theirs]
        lost = [w for w in _near(pattern, cited, text) if w not in mine]
        if added or lost:
            return _fail(reason, *(added or lost))
    return None


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


def _sides(text: str, cited: tuple[str, ...]) -> Check | None:
    """Names stand on the same side of a directed verb as in a cited clause, unless the voice is turned around."""
    mine = _order(text)
    if mine is None:
        return None
    verb, before, after = mine
    for quote in cited:
        theirs = _order(quote, verb)
        if theirs is None:
            continue
        _, left, right = theirs
        turned = bool(PASSIVE.search(text)) != bool(PASSIVE.search(quote))
        if turned:
            left, right = right, left
        swapped = (before & right - left) and (after & left - right)
        if swapped:
            return _fail(Reason.ROLES_CHANGED, *sorted((before & right) | (after & left)))
    return None


def _order(text: str, verb: str | None = None) -> tuple[str, set[str], set[str]] | None:
    """The first directed verb (or the first with the stem `verb`) and the folded names on either side."""
    for match in DIRECTED.finditer(text):
        if verb is not None and stem(match.group().lower()) != verb:
            continue
        runs = find_runs(text)
        before = {fold(r.text.split(" ")[-1]) for r in runs if r.end <= match.start()}
        after = {fold(r.text.split(" ")[-1]) for r in runs if r.start >= match.end()}
        return stem(match.group().lower()), before, after
    return None
