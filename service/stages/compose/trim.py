"""A sentence without the clause that holds faulty words: the cheapest repair, and one that needs no model.

Enters: a written sentence, the words that a gate named, and the evidence. Leaves: shorter sentences to check, the
longest first. Pure. Never happens here: a word that the sentence did not have, or a verdict; the check decides as for
any draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.text.similarity import content_tokens

ADDED = 2  # content words of an addition; a single wrong word is for the model to mend
KNOWN = 0.3  # share of a part's content words that the evidence may have
LEAST = 5  # words of what is left; less is a fragment
# Where a part begins that the sentence can do without
OPENING = re.compile(
    r",?\s(?=(?:and|but|while|which|who|whom|whose|where|because|since|after|before|as|although|though|despite|amid"
    r"|following|due\sto|in\sorder\sto|so\sthat|including|with|without|by|to|for|in|on|at|from|over|during)\s)"
    r"|,\s(?=[a-z]+ing\s)|\s(?=[(–—])|[,;]\s"
)
# Where it ends: at the next mark, before the next part, or with the sentence
CLOSING = re.compile(r"(?=[,;)]|\s[–—]\s|,?\s(?:and|but|while|which|who|because|after|before)\s|[.!?][\"”’]*$)")
ASIDE_END = re.compile(r",(?!\s(?:and|but)\b)")  # an aside leaves with both of its commas
MARKS = (("“", "”"), ("(", ")"), ("[", "]"))


def trims(text: str, words: Sequence[str], evidence: Sequence[str]) -> tuple[str, ...]:
    """Sentences that lack a part in which one of `words` stands, the longest first; empty where none is left.

    Only a part goes of whose words the evidence has few: a wrong figure among the source's own words is for the model
    to mend, not for us to drop. Every candidate keeps the beginning and the end mark, and has balanced marks.
    """
    known = {w for quote in evidence for w in content_tokens(quote)}
    places = [m.span() for word in words if word for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    if not places:
        return ()
    found = {candidate for place in places for candidate in _without(text, *place, known)}
    return tuple(sorted(found, key=lambda c: (-len(c), c)))


def _without(text: str, start: int, end: int, known: set[str]) -> Iterator[str]:
    """`text` without one of the parts that hold ``text[start:end]``."""
    for opening in OPENING.finditer(text):
        if not 0 < opening.start() <= start:
            continue
        for closing in CLOSING.finditer(text, end):
            part = set(content_tokens(text[opening.start() : closing.start()]))
            if len(part) < ADDED or len(part & known) > KNOWN * len(part):
                continue
            behind = text[closing.start() :]
            if opening.group().startswith(",") and ASIDE_END.match(behind):
                behind = behind[1:]
            left = _joined(text[: opening.start()], behind)
            if _is_whole(left):
                yield left


def _joined(before: str, behind: str) -> str:
    """The two ends with one mark between them."""
    if before[-1:] in ",;" or behind[:1] == ")":
        behind = behind[1:]
    return re.sub(r"\s+", " ", f"{before}{behind}").strip()


def _is_whole(text: str) -> bool:
    balanced = all(text.count(a) == text.count(b) for a, b in MARKS) and text.count('"') % 2 == 0
    return balanced and len(text.split()) >= LEAST and text[-1:] in '.!?”"’' and not re.search(r"[,;]\s*[.!?]", text)
