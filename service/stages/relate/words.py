"""Evidence that a reader can check: names and figures that two reports share, and what only one of them names.

Enters: two mentions with their profiles. Leaves: phrases, each with the words cited on either side. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from service.records import Citation, Document, Mention, Phrase, Span, phrase
from service.records.citing import cite
from service.text.similarity import cosine, stem
from service.text.story.likeness import missing_name
from service.text.story.profile import Profile, rarity

FULL_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*\w(?:[ ][^\W\d_a-z][\w'’-]*\w){0,3}")
LONGEST = 60  # characters behind a name that may belong to it
SHOWN = 3  # names in common that a reader is shown
RARE = 3.0  # from there on a name is worth showing: fewer than one news article in twenty holds it
LIKE_TEXT = 0.3  # cosine from which two texts are called alike


class Side(NamedTuple):
    """A mention with what it says."""

    mention: Mention
    profile: Profile

    def cite(self, word: str, documents: Mapping[str, Document]) -> Citation | None:
        """Where the mention first says the word, a name in full; None where only a title outside the text does."""
        place = self.profile.places.get(word)
        if place is None:
            return None
        start, end = self._in_full(documents[self.mention.doc].text, *place)
        return cite(documents, Span(doc=self.mention.doc, start=start, end=end))

    def _in_full(self, text: str, start: int, end: int) -> tuple[int, int]:
        """With the capitalised words on either side, but for a word that only opens the sentence."""
        line = text.rfind("\n", 0, start) + 1
        runs = FULL_NAME.finditer(text, line, end + LONGEST)
        found = next((run for run in runs if run.start() <= start and end <= run.end()), None)
        if found is None:
            return start, end
        before = re.finditer(r"\S+", text[found.start() : start])  # words may be parted by more than one blank
        named = (w for w in before if stem(w.group().casefold()) in self.profile.names)
        first = next((found.start() + w.start() for w in named), start)
        return first, found.end()


def word_evidence(a: Side, b: Side, documents: Mapping[str, Document]) -> tuple[list[Phrase], list[Phrase]]:
    """What speaks for one event, what against it."""
    left, right = a.profile, b.profile
    plus = [_both("for_shared_name", name, a, b, documents) for name in _shared_names(left, right)]
    figures = sorted((left.lead_figures & right.lead_figures) - left.years, key=lambda f: (-rarity(f), f))
    plus += [_both("for_shared_figure", figure, a, b, documents) for figure in figures[:1]]
    like = cosine(left.vector, right.vector)
    minus = _alone(a, b, documents)
    if like >= LIKE_TEXT:
        plus.append(phrase("for_similar_text", value=f"{like:.2f}"))
    else:
        minus.append(phrase("against_dissimilar", value=f"{like:.2f}"))
    return [p for p in plus if p is not None], minus


def _shared_names(left: Profile, right: Profile) -> list[str]:
    """The strongest names of one side that the other holds as a name too."""
    weights = dict(right.strongest)
    shared = [
        (min(weight, weights[name]), name)
        for name, weight in left.strongest
        if name in weights and rarity(name) >= RARE
    ]
    return [name for _, name in sorted(shared, key=lambda item: (-item[0], item[1]))[:SHOWN]]


def _both(name: str, word: str, a: Side, b: Side, documents: Mapping[str, Document]) -> Phrase | None:
    one, two = a.cite(word, documents), b.cite(word, documents)
    return phrase(name, (one, two), a=one.quote, b=two.quote) if one and two else None


def _alone(a: Side, b: Side, documents: Mapping[str, Document]) -> list[Phrase]:
    """The strongest name that each side has alone."""
    names = (a, missing_name(a.profile, b.profile)[0]), (b, missing_name(b.profile, a.profile)[0])
    cited = tuple(c for side, name in names if (c := side.cite(name, documents)) is not None)
    if len(cited) == 2:
        return [phrase("against_names", cited, a=cited[0].quote, b=cited[1].quote)]
    return [phrase("missing_name", cited, a=cited[0].quote)] if cited else []
