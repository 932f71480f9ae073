"""Who stands on which side: the order of names in a statement, and whether a retelling turns it around.

Enters: two strings. Leaves: the names that changed sides. Pure. Order is a coarse stand-in for roles: where it changes
and no passive explains it, a careful reader would have to look, so the check refuses and the source's words are used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.folding import fold
from service.text.names import find_runs
from service.text.reporting import find_speech

PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s)?\w+(?:ed|en|t|d)(?:\s\w+){0,4}?\sby\b")


def _names(text: str, known: frozenset[str]) -> list[str]:
    """Folded last words of the names of `text` in order, speakers left out: an attribution may move."""
    speakers = [s.speaker for s in find_speech(text) if s.speaker and s.cls != "directive"]
    return [
        fold(run.text.split(" ")[-1])
        for run in find_runs(text, known)
        if not any(span[0] <= run.start and run.end <= span[1] for span in speakers)
    ]


def turned_around(text: str, sources: Sequence[str], known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Names that stand in one order in a source and only in the other order in `text`; empty: nothing changed sides."""
    mine = _names(text, known)
    for source in sources:
        theirs = _names(source, known)
        if bool(PASSIVE.search(text)) != bool(PASSIVE.search(source)):
            kept = _kept_in_passive(text, source, known)
            if kept:
                return kept
            continue
        shared = [n for n in dict.fromkeys(theirs) if n in mine]
        for n, first in enumerate(shared):
            for second in shared[n + 1 :]:
                if _only_before(theirs, first, second) and _only_before(mine, second, first):
                    return (second, first)
    return ()


def _kept_in_passive(text: str, source: str, known: frozenset[str]) -> tuple[str, ...]:
    """A passive on one side only has to turn the names around its verb: those that it left in their order."""
    passive = text if PASSIVE.search(text) else source
    other = source if passive is text else text
    verb = PASSIVE.search(passive)
    if verb is None:
        return ()
    receivers = _names(passive[: verb.start()], known)[-1:]
    doers = _names(f"x {passive[verb.end() :]}", known)[:1]
    order = _names(other, known)
    if (
        receivers
        and doers
        and {*receivers, *doers} <= set(order)
        and receivers != doers
        and _only_before(order, receivers[0], doers[0])
    ):
        return (doers[0], receivers[0])
    return ()


def _only_before(names: Sequence[str], first: str, second: str) -> bool:
    """Every `first` stands before every `second`."""
    last = max(i for i, n in enumerate(names) if n == first)
    return last < min(i for i, n in enumerate(names) if n == second)
