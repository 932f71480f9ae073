"""Names of a sentence in the words that it cites: spellings, aliases, acronyms, demonyms, people made of two.

Enters: a sentence and its passages. Leaves: the names that are not carried. Pure. Never: a name taken for another
because it looks like it, where the documents know both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from service.text.aliases import canonical, country_of
from service.text.analysis import analyse
from service.text.folding import edit_distance, fold, skeleton, spelling_variants
from service.text.names import DAYS_MONTHS, FUNCTION_WORDS, ORG_WORDS, ROLE_NOUNS, TITLES, Token, tokens
from service.text.numbers import find_numbers
from service.text.support.lexicon import lemma
from service.text.support.passage import Passage

NEAR = 1  # letters that a spelling may differ by where the documents know no other such name
LONG = 5  # letters of a name that may be misspelt at all
COURTESY = frozenset("mr mrs ms miss dr sir lady lord prof professor".split())
SPLIT = re.compile(r"[-/’']")
OPENING = frozenset("“\"‘'«[(.:?!")
# two capitals that stand alone: a person as a rule
PAIR = re.compile(r"(?<![\w.-])(?<![A-Z][\w’'-]\s)([A-Z][^\W\d_A-Z]+)\s([A-Z][^\W\d_A-Z]+)(?![\w-]|[’']s|\s[A-Z])")


class Known:
    """The names of the cited passages and of their documents."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        quotes = [p.quote for p in passages]
        texts = list(dict.fromkeys(p.text for p in passages))
        self.words = frozenset(w for quote in quotes for t in tokens(quote) for w in _forms(t.core))
        self.names = frozenset(fold(t.core) for quote in quotes for t in tokens(quote) if t.text[0].isupper())
        runs = [run for quote in quotes for run in _runs(quote)]
        self.aliases = frozenset(canonical(name) for name in [*runs, *(t.core for q in quotes for t in tokens(q))])
        self.countries = frozenset(
            fold(place) for name in [*runs, *self.names] if (place := country_of(name)) or (place := canonical(name))
        )
        self.initials = frozenset(i for run in runs for i in _initials(run))
        self.capitals = frozenset().union(*(analyse(t).known for t in texts))
        self.acronyms = {k: v[2] for t in texts for k, v in analyse(t).acronyms.items()}
        self.pairs = _pairs(texts)


def missing_names(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Names that no passage carries in any form, and people whose first and last name are two people's."""
    known = Known(passages)
    numbers = [(n.start, n.end) for n in find_numbers(text)]
    found, words = [], tokens(text)
    spelled = _spelled_out(known)
    for at, token in enumerate(words):
        if not token.text[0].isupper() or _is_ordinary(text, words, at, known):
            continue
        if any(start <= token.start < end for start, end in numbers):
            continue
        if not _is_known(token.core, known) and fold(token.core) not in spelled:
            found.append(token.core)
        elif at and _is_mixed(text, words[at - 1], token, known):
            found.append(f"{words[at - 1].core} {token.core}")
    return tuple(dict.fromkeys(found))


def _is_ordinary(text: str, words: Sequence[Token], at: int, known: Known) -> bool:
    """True for a capital that names nobody: a title, a month, the first word of a sentence or quotation."""
    token = words[at]
    folded = fold(token.core)
    if folded in COURTESY or folded in DAYS_MONTHS or token.core == "I":
        return True
    if token.start and text[: token.start].rstrip()[-1:] not in OPENING:
        return False
    if folded in FUNCTION_WORDS or folded in TITLES | ROLE_NOUNS:
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    joined = following is not None and following.text[0].isupper() and text[token.end : following.start] == " "
    shouted = token.core.isupper() and len(token.core) > 1
    return not (folded in known.capitals or shouted or (joined and folded not in known.words))


def _is_known(word: str, known: Known) -> bool:
    folded = fold(word)
    if (
        folded in known.words
        or canonical(word) in known.aliases
        or lemma(word) in {lemma(w) for w in _near(known, word)}
    ):
        return True
    place = country_of(word)
    if (place and fold(place) in known.countries) or fold(canonical(word)) in known.countries:
        return True
    if word in known.initials or (word in known.acronyms and _holds(known, known.acronyms[word])):
        return True
    parts = [p for p in SPLIT.split(word) if p]
    if len(parts) > 1 and all(fold(p) in known.words or fold(p) in FUNCTION_WORDS or len(p) == 1 for p in parts):
        return True
    return any(_is_variant(folded, name, known) for name in known.names)


def _near(known: Known, word: str) -> Iterable[str]:
    """Words of the passages that begin alike: a plural or an inflected form stands for its word."""
    start = fold(word)[:4]
    return (w for w in known.words if w.startswith(start))


def _is_variant(folded: str, name: str, known: Known) -> bool:
    if spelling_variants(folded, name) and len(skeleton(folded)) > 1:
        return True
    if min(len(folded), len(name)) < LONG or folded in known.capitals or edit_distance(folded, name, NEAR) > NEAR:
        return False
    return not any(edit_distance(folded, other, NEAR) <= NEAR for other in known.capitals - {name})


def _is_mixed(text: str, first: Token, last: Token, known: Known) -> bool:
    """Whether a first and a last name are two people's: "Ann Lee" where the documents know Ann Moor and Tom Lee."""
    if text[first.end : last.start] != " " or not first.text[0].isupper() or first.possessive:
        return False
    given, surname = fold(first.core), fold(last.core)
    if given in TITLES | ROLE_NOUNS | FUNCTION_WORDS or known.pairs.get(surname) is None:
        return False
    own = known.pairs[surname]
    others = frozenset().union(*(names for name, names in known.pairs.items() if name != surname))
    return given in others and not any(given == n or spelling_variants(given, n) for n in own)


def _spelled_out(known: Known) -> frozenset[str]:
    """The words of every name whose acronym a passage has."""
    return frozenset(
        fold(t.core) for short, name in known.acronyms.items() if fold(short) in known.words for t in tokens(name)
    )


def _holds(known: Known, name: str) -> bool:
    return all(fold(t.core) in known.words for t in tokens(name))


def _forms(core: str) -> Iterable[str]:
    yield fold(core)
    for part in SPLIT.split(core):
        if part:
            yield fold(part)


RUN = re.compile(r"[A-Z][\w.’'-]*(?:\s(?:(?:of|and|for|the|de)\s)?[A-Z][\w.’'-]*){0,7}")


def _runs(quote: str) -> list[str]:
    return [m.group() for m in RUN.finditer(quote)]


def _initials(run: str) -> Iterable[str]:
    """The acronyms that a run of capitals may have: "FCO" for "Federal Competition Office"."""
    letters = [w[0] for part in run.split() for w in part.split("-") if w[:1].isupper()]
    for start in range(len(letters)):
        for end in range(start + 2, len(letters) + 1):
            yield "".join(letters[start:end])


@lru_cache(maxsize=256)
def _pairs_of(text: str) -> dict[str, frozenset[str]]:
    """Last words of runs of two capitals with the words before them: "Lee" with "Ann"."""
    found: dict[str, set[str]] = {}
    for match in PAIR.finditer(text):
        first, last = fold(match[1]), fold(match[2])
        if not {first, last} & (ORG_WORDS | DAYS_MONTHS | TITLES | ROLE_NOUNS | FUNCTION_WORDS):
            found.setdefault(last, set()).add(first)
    return {last: frozenset(firsts) for last, firsts in found.items()}


def _pairs(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        for last, firsts in _pairs_of(text).items():
            found[last] = found.get(last, frozenset()) | firsts
    return found
