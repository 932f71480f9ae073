"""The names of one string, read once: their words, acronyms, places, and people by first and last name.

Enters: a string. Leaves: frozen sets of folded words. Pure, cached. Never: a judgment of two strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from service.text.folding import fold, transliterated
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, ORG_WORDS, ROLE_NOUNS, TITLES
from service.text.names import tokens
from service.text.sought import Sought
from service.text.support.origins import lands, places

SPLIT = re.compile(r"[-–/’'&]")
# A run of capitals with the small words that names have inside
RUN = re.compile(r"[A-Z][\w.’'-]*(?:\s(?:(?:of|and|for|the|de|on|to|in)\s(?:the\s)?)?[A-Z][\w.’'-]*){0,7}")
# two capitals that stand alone: a person as a rule
PAIR = re.compile(r"(?<![\w.-])(?<![A-Z][\w’'-]\s)([A-Z][^\W\d_A-Z]+)\s([A-Z][^\W\d_A-Z]+)(?![\w-]|[’']s|\s[A-Z])")
LONGEST = 7  # words of a name of the table
_DIGRAPHS = tuple(zip("äöüøåæßœ", ("ae", "oe", "ue", "oe", "aa", "ae", "ss", "oe"), strict=True))


@dataclass(frozen=True, eq=False)
class Named:
    """Folded words and canonical names of one string."""

    quote: str

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, and its parts."""
        return frozenset(part for t in tokens(self.quote) for part in _forms(t.core))

    @cached_property
    def names(self) -> frozenset[str]:
        """Those with a capital, in several spellings."""
        found = [t.core for t in tokens(self.quote) if t.text[0].isupper()]
        return frozenset(part for core in found for part in (*_forms(core), *digraphs(core)))

    @cached_property
    def common(self) -> frozenset[str]:
        """Those without."""
        return frozenset(fold(t.core) for t in tokens(self.quote) if not t.text[0].isupper())

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that its names may have."""
        return frozenset(i for run in runs_in(self.quote) for i in _initials(run))

    @cached_property
    def places(self) -> frozenset[str]:
        """The places of the table."""
        return places(self._wholes)

    @cached_property
    def lands(self) -> frozenset[str]:
        """The lands of its cities and demonyms."""
        return lands(self._wholes)

    @cached_property
    def _wholes(self) -> list[str]:
        parts = (part for t in tokens(self.quote) for part in (t.core, *parts_of(t.core)))
        return [name for _, name in whole_names(self.quote)] + [part for part in parts if part[0].isupper()]


@lru_cache(maxsize=4_096)
def named_in(quote: str) -> Named:
    """What `quote` names."""
    return Named(quote)


def parts_of(word: str) -> list[str]:
    """The parts of a word with hyphens, slashes or apostrophes."""
    return [word] if word.isalnum() else [part for part in SPLIT.split(word) if part]


def _forms(core: str) -> Iterable[str]:
    yield fold(core)
    parts = parts_of(core)
    if len(parts) > 1:
        yield from (fold(part) for part in parts)


@lru_cache(maxsize=16_384)
def digraphs(word: str) -> frozenset[str]:
    """The folded word, also with two letters for one with a mark, run together, and in a form for transliterations."""
    spelled = word.casefold()
    for mark, letters in _DIGRAPHS:
        spelled = spelled.replace(mark, letters)
    return frozenset({fold(word), fold(spelled), fold(SPLIT.sub("", word)), f"~{transliterated(fold(word))}"})


def runs_in(quote: str) -> list[str]:
    """Runs of capitalised words."""
    return [m.group() for m in RUN.finditer(quote)]


def whole_names(text: str) -> Iterator[tuple[int, str]]:
    """Each name of two words and more inside a run, with its start."""
    for match in RUN.finditer(text):
        run = match.group()
        starts = [m.start() for m in re.finditer(r"\b(?<![.’'-])\w", run) if run[m.start()].isupper()]
        ends = [m.end() for m in re.finditer(r"[\w.’'-]+", run)]
        for start in starts:
            for end in [e for e in ends if e > start][1:LONGEST]:
                yield match.start() + start, run[start:end]


def _initials(run: str) -> Iterable[str]:
    """The acronyms that a run of capitals may have: "FCO" for "Federal Competition Office"."""
    letters = [w[0] for part in run.split() for w in part.split("-") if w[:1].isupper()]
    for start in range(len(letters)):
        for end in range(start + 2, len(letters) + 1):
            yield "".join(letters[start:end])


@lru_cache(maxsize=256)
def pairs_in(text: str) -> dict[str, frozenset[str]]:
    """Last words of runs of two capitals with the words before them: "Lee" with "Ann"."""
    found: dict[str, set[str]] = {}
    for match in PAIR.finditer(text):
        first, last = fold(match[1]), fold(match[2])
        if not {first, last} & (ORG_WORDS | DAYS_MONTHS | TITLES | ROLE_NOUNS | FUNCTION_WORDS):
            found.setdefault(last, set()).add(first)
    return {last: frozenset(firsts) for last, firsts in found.items()}


# A paper or station that only reports: its name is no place of the story
OUTLET = Sought(
    r"\b(?:Times|Post|News|Herald|Journal|Tribune|Guardian|Daily|Press|Radio|Television|TV|Channel|Gazette|Chronicle)\b"
)
OUTLET_NAME = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of\s)?(?:[A-Z][\w’'-]*|\d{1,3}\b))+")


def outlets_only(quote: str, text: str) -> Iterator[str]:
    """Folded words that stand in `quote` only in the name of an outlet which `text` does not name."""
    if not OUTLET.first_in(quote):
        return
    found = [m.group() for m in OUTLET_NAME.finditer(quote)]
    papers = [run for run in found if OUTLET.search(run) and not any(w in text for w in OUTLET.findall(run))]
    others = OUTLET_NAME.sub(lambda m: "" if m.group() in papers else m.group(), quote)
    rest = {fold(t.core) for t in tokens(others)}
    for run in papers:
        yield from (word for t in tokens(run) if (word := fold(t.core)) not in rest)
