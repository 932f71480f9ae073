"""Connectives set apart inside or at the end of a sentence, ", however," or ", for example.": links to others.

In: a sentence. Out: where they stand, and the words that stand there without them. Pure. Never: "though" and the like
where they open a clause of the sentence itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from service.text.quoted import QUOTED

_WORDS = (
    r"(?:however|though|meanwhile|moreover|furthermore|nevertheless|nonetheless|therefore|consequently|accordingly"
    r"|for example|for instance|of course|in turn|in addition|in contrast|by contrast|in fact|indeed|as a result"
    r"|on the other hand|on the contrary|similarly|likewise|instead|too|as well|then|also|still|thus)"
)
_INSIDE = re.compile(rf",\s{_WORDS},(?=\s\S)")
_FINAL = re.compile(rf"(?<![\w’'-])(?P<word>[\w’'-]+),\s{_WORDS}(?=[.!?;])")
_WORD = re.compile(r"\s*([\w’'$£€-]+)")
# behind these the comma parts two clauses, or a phrase that opens the sentence from its subject
_KEEPS = re.compile(
    r"\s(?:which|who|whose|where|and|but|or|with|as|although|since|after|before|when|because|[a-z]+ing)\b"
)
_FRONTED = re.compile(
    r"^(?:In|On|At|By|After|Before|During|For|From|Since|Under|Over|With|Without|Despite|Among|Across|Outside|Inside|When"
    r"|While|As|If|Near|Until)\b[^,]*$"
)


class Connective(NamedTuple):
    """``text[start:end]`` with the connective and a word beside it, and what is said without it."""

    start: int
    end: int
    plain: str


def find_connectives(text: str) -> tuple[Connective, ...]:
    """All connectives between commas, or behind the last one, that stand outside quotation marks."""
    quoted = [m.span() for m in QUOTED.finditer(text)]
    found = []
    for match in _INSIDE.finditer(text):
        word = _WORD.match(text, match.end())
        if word is not None:
            keeps = _KEEPS.match(text, match.end()) or _FRONTED.match(text[: match.start()])
            found.append(Connective(match.start(), word.end(), f"{', ' if keeps else ' '}{word[1]}"))
    found += [Connective(m.start(), m.end(), m["word"]) for m in _FINAL.finditer(text)]
    return tuple(c for c in found if not any(start < c.start < end for start, end in quoted))
