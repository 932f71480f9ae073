"""What needs no judge: whether the words of a sentence are the words that it cites. Pure.

Says yes where the sentence is a cited slice with bracketed additions that are cited as well, no where a figure of it
occurs in no cited span, and nothing (unscored) otherwise. Its reading of figures is the examiner's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from evals.judges.records import Judgement
from evals.labels.words import fold

NAME = "words and figures"
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_FIGURE = re.compile(r"\d(?:[\d.,]*\d)?")
_GLUE = frozenset("of with and the in undated year not given group meeting who what".split())


def judge_surface(claim: str, evidence: Sequence[str]) -> Judgement:
    """True, False or unscored, from words and figures alone."""
    cited = fold(" ".join(evidence))
    bare = fold(_BRACKET.sub(" ", claim))
    inside = [w for b in _BRACKET.findall(claim) for w in re.findall(r"\w+", fold(b)) if w not in _GLUE]
    words = set(re.findall(r"\w+", cited))
    missing = [figure for figure in _FIGURE.findall(bare) if figure.replace(",", "") not in cited.replace(",", "")]
    if missing:
        return Judgement(supported=False, by=NAME, words=tuple(missing), note="a figure that no cited span holds")
    if all(w in words for w in inside) and _letters(bare) in _letters(cited):
        return Judgement(supported=True, by=NAME, note="the cited words themselves")
    return Judgement(supported=None, by=NAME, note="not verbatim: words alone cannot tell")


def _letters(folded: str) -> str:
    return " ".join(re.findall(r"\w+", folded))
