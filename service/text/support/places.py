"""A name in another's place: a sentence says of one place or person what the cited words say of another.

Enters: a sentence and the passages it cites. Leaves: names that the passages have elsewhere, while the words around
them stand there around another name, which the sentence does not have. Pure. Never: a name faulted that the passages
have beside the other as a part of one name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.text.folding import fold
from service.text.names import tokens
from service.text.support.binding import Margins, misplaced
from service.text.support.kinds import is_same
from service.text.support.named import RUN
from service.text.support.passage import Passage
from service.text.support.reading import Reading, Word

# Swept on labelled sentences: below these margins, names that merely stand near one another are faulted
APART = Margins(better=0.3, clear=0.65)
ADJECTIVE = re.compile(r"(?:ian|an|ese|ish|ic)$")
BRACKETED = re.compile(r"([A-Z][\w’'&-]*(?:\s(?:(?:of|and|for|the)\s)*[A-Z][\w’'&-]*)*)\s\(([A-Z][\w.]+)\)")


def moved(claim: Reading, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Names of the passages that stand where these have another name, which the sentence does not have."""
    own = [w.text for w in claim.words if w.kind == "name"]
    if not own:
        return ()
    readings = [p.reading for p in passages]
    others = {w.text for r in readings for w in r.words if w.kind == "name"}
    strange = {name for name in others if not any(is_same(name, n) for n in own)}
    if not strange:
        return ()
    relatives = frozenset().union(*(_relatives(p.text) for p in passages))
    lowered = {fold(w.text) for r in readings for w in r.words if w.kind != "name"}

    def rival(a: Word, b: Word) -> bool:
        if b.kind != "name" or b.text not in strange or (a.start == 0 and fold(a.text) in lowered):
            return False
        if bool(ADJECTIVE.search(a.text)) != bool(ADJECTIVE.search(b.text)):
            return False
        return frozenset({fold(a.text), fold(b.text)}) not in relatives

    found = misplaced(claim, readings, lambda a, b: is_same(a.text, b.text), rival, "name", APART)
    return tuple(dict.fromkeys(r.word.text for r in found if r.own > 0))


@lru_cache(maxsize=256)
def _relatives(text: str) -> frozenset[frozenset[str]]:
    """Pairs of words that stand in one name of the text, or in a name and its acronym behind it."""
    found: set[frozenset[str]] = set()
    groups = [m.group() for m in RUN.finditer(text)] + [" ".join(m.groups()) for m in BRACKETED.finditer(text)]
    for group in groups:
        words = {fold(t.core) for t in tokens(group)}
        found |= {frozenset({a, b}) for a in words for b in words if a != b}
    return frozenset(found)
