"""Names of a sentence in the words that it cites: spellings, aliases, acronyms, demonyms, people made of two.

Enters: a sentence and its passages. Leaves: the names that are not carried. Pure. Never: a name taken for another
because it looks like it; only forms that are made by rule or stand in a table are one name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from service.text.aliases import government_of, respelled
from service.text.folding import edit_distance, fold
from service.text.name_words import DAYS_MONTHS, FUNCTION_WORDS, ROLE_NOUNS, TITLES
from service.text.names import Token, tokens
from service.text.support.lexicon import is_in_lexicon, lemma, senses
from service.text.support.name_forms import FEASTS, is_in_full, written_forms
from service.text.support.named import digraphs, named_in, outlets_only, pairs_in, parts_of, whole_names
from service.text.support.origins import compass, is_derived, places
from service.text.support.passage import Passage
from service.text.support.reading import read
from service.text.support.two_people import is_two_people

NEAR = 1  # letters that a changed name differs by
LONG = 5  # letters of a name that is compared so
# abbreviations of common words, which name nobody
ABBREVIATED = frozenset(
    """gdp vat dna cctv ngo ngos agm cv cvs dvd id it pr hr pow pows ipo ceo cfo coo mp mps mep meps phd tv pc pcs sms
    hiv aids covid pin atm lng lpg suv suvs x-ray x-rays t-shirt t-shirts e-mail ai app vip vips gp gps bst gmt cet ii
    iii iv km kg mw gw am pm""".split()
)
COURTESY = frozenset("mr mrs ms miss mx dr sir dame lady lord madam prof professor messrs".split())
OPENING = frozenset("“\"‘'«[(.:?!;—–")
# Closed classes that may open a sentence, beside `FUNCTION_WORDS`
OPENERS = frozenset(
    """whereas whether wherever whenever whoever whatever whichever amid amidst amongst aboard alongside apart aside
    barring beneath beside besides beyond concerning considering excluding except failing given notwithstanding owing
    pending regarding respecting save than touching underneath versus worth provided providing supposing lest albeit
    hence so too nor never ever often seldom rarely hardly scarcely barely always sometimes soon shortly afterwards
    elsewhere everywhere nowhere somewhere anywhere everyone everybody everything nobody none nothing someone somebody
    something anyone anybody anything none neither half twice thrice plus minus back home abroad overnight together
    please yes ayes noes nays aye nay eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozens hundreds thousands
    scores""".split()
)
# endings of words that are no names as a rule
COMMON = re.compile(r"(?:less|ful|ness|ment|ments|tion|tions|sion|sions|ously|ally|edly|ingly|able|ible|ous|wide)$")
AT_PLACE = frozenset("in at near from to into outside around across through via towards for of".split())


class Known:
    """The names of the cited passages and of their documents."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        cited = [named_in(p.quote) for p in passages]
        hidden = {w for p in passages for w in outlets_only(p.quote, text)}
        self._cited = cited
        self.passages = passages
        self.words = frozenset().union(*(c.words for c in cited)) - hidden
        self.names = frozenset().union(*(c.names for c in cited)) - hidden.union(*(digraphs(w) for w in hidden))
        self.common = frozenset().union(*(c.common for c in cited))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that its names may have."""
        return frozenset().union(*(c.initials for c in self._cited))

    @cached_property
    def senses(self) -> frozenset[str]:
        """Every sense of the words that stand in lower case."""
        return frozenset().union(*(senses(lemma(word)) for word in self.common))

    @cached_property
    def wholes(self) -> frozenset[str]:
        """Names that the table knows, in one form for all of theirs, and the lands of cities and demonyms."""
        return frozenset().union(*(c.places | c.lands for c in self._cited))

    @cached_property
    def origins(self) -> frozenset[str]:
        """The places that are named, cities not counted as their lands."""
        return frozenset().union(*(c.places for c in self._cited))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words that stand capitalised inside a sentence of the documents."""
        return frozenset().union(*(p.analysis.known for p in self.passages))

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Acronyms that the documents introduce, with their names."""
        return {k: v[2] for p in self.passages for k, v in p.analysis.acronyms.items()}

    @cached_property
    def spelled_out(self) -> frozenset[str]:
        """The words of every name whose acronym a passage has."""
        found = (name for short, name in self.acronyms.items() if fold(short) in self.words)
        return frozenset(fold(t.core) for name in found for t in tokens(name))

    @cached_property
    def pairs(self) -> dict[str, frozenset[str]]:
        """Last names with the first names that the documents have for them."""
        found: dict[str, frozenset[str]] = {}
        for text in dict.fromkeys(p.text for p in self.passages):
            for last, firsts in pairs_in(text).items():
                found[last] = found.get(last, frozenset()) | firsts
        return found


def missing_names(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Names that no passage carries in any form, and people whose first and last name are two people's."""
    known = Known(text, passages)
    words = tokens(text)
    covered: list[tuple[int, int]] | None = None
    found = []
    for at, token in enumerate(words):
        if not token.text[0].isupper() or _is_ordinary(text, words, at, known):
            continue
        if not _is_known(token.core, known) and not _is_first(text, words, at, known):
            if covered is None:
                covered = _covered(text, known)
            if not any(start <= token.start < end for start, end in covered) and not (
                _is_meant(words, at, text, known)
                or _is_made(text, words, at, known)
                or is_in_full(text, words, at, known.names, [p.text for p in known.passages])
            ):
                found.append(token.core)
        elif at and is_two_people(text, words[at - 1], token, known.pairs, [p.text for p in known.passages]):
            found.append(f"{words[at - 1].core} {token.core}")
    return tuple(dict.fromkeys(found))


def _is_first(text: str, words: Sequence[Token], at: int, known: Known) -> bool:
    """Whether it is the first name that the document has for the surname behind it, which a passage has."""
    last = words[at + 1] if at + 1 < len(words) else None
    if last is None or text[words[at].end : last.start] != " " or fold(last.core) not in known.words:
        return False
    if is_in_lexicon(words[at].core) or _is_common(fold(words[at].core)):
        return False  # "Upper Marn"
    return fold(words[at].core) in known.pairs.get(fold(last.core), frozenset())


def _is_ordinary(text: str, words: Sequence[Token], at: int, known: Known) -> bool:
    """True for a capital that names nobody: a title, a month, the first word of a sentence or quotation."""
    token = words[at]
    folded = fold(token.core)
    if folded in COURTESY or folded in DAYS_MONTHS or token.core == "I" or folded in {"ayes", "noes"}:
        return True
    if token.start and text[: token.start].rstrip()[-1:] not in OPENING:
        return False
    if folded in FUNCTION_WORDS or folded in TITLES | ROLE_NOUNS or folded in OPENERS:
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    joined = following is not None and following.text[0].isupper() and text[token.end : following.start] == " "
    shouted = token.core.isupper() and len(token.core) > 1
    if folded in known.capitals or shouted or places((token.core,)) or _is_misspelt(folded, known):
        return False
    if not joined or following is None:
        return True
    return folded in known.words or (_is_common(folded) and not _is_renamed(folded, fold(following.core), known))


def _is_common(folded: str) -> bool:
    """A word of the language before a name: "Jobless Westmarkers", "Keeping Velisian timber out"."""
    return bool(COMMON.search(folded)) or is_in_lexicon(folded)


def _is_misspelt(folded: str, known: Known) -> bool:
    """Whether a first word that is none of the language is a letter away from a name of the passages."""
    if len(folded) < LONG or folded in known.common or is_in_lexicon(folded) or COMMON.search(folded):
        return False
    near = (n for n in known.names if n[0] == folded[0] and len(n) >= LONG and n not in known.common)
    return any(edit_distance(folded, name, NEAR) == NEAR and lemma(name) != lemma(folded) for name in near)


def _is_renamed(first: str, name: str, known: Known) -> bool:
    """Whether the passages have the name after another word of the kind: "Lower Marn" where it is "Upper Marn"."""
    before = [
        words[n - 1]
        for p in known.passages
        for words in [tokens(p.quote)]
        for n in range(1, len(words))
        if fold(words[n].core) == name
    ]
    return any(
        t.text[0].isupper()
        and fold(t.core) != first
        and (_is_common(fold(t.core)) or compass(fold(t.core)))
        and t.start
        for t in before
    )


def _is_known(word: str, known: Known) -> bool:
    folded = fold(word)
    if folded in known.words or folded in known.spelled_out:
        return True
    if places((word,)) & known.wholes:
        return True
    if word in known.initials or (
        word in known.acronyms and all(fold(t.core) in known.words for t in tokens(known.acronyms[word]))
    ):
        return True
    if folded in ABBREVIATED:
        return True
    stem = lemma(word)
    if any(w[:4] == folded[:4] and lemma(w) == stem for w in known.common):
        return True
    if folded.removesuffix("s") in known.words or f"{folded}s" in known.words:
        return True
    if written_forms(folded) & known.words or (folded.endswith("ies") and f"{folded[:-3]}y" in known.names):
        return True
    points = compass(folded)
    if points and any(points == compass(w) for w in known.words):
        return True
    parts = parts_of(word)
    if len(parts) > 1 and all(
        not p[0].isupper() or fold(p) in FUNCTION_WORDS or len(p) == 1 or _is_known(p, known) for p in parts
    ):
        return True
    return digraphs(word) & known.names != frozenset() or any(respelled(folded, name) for name in known.names)


def _is_meant(words: Sequence[Token], at: int, text: str, known: Known) -> bool:
    """Whether it is, by itself, a word of the language for what a passage has: "Parliament" for "the legislature".

    As a part of a longer name it is no such word: "Mill Street" is not "Factory Street".
    """
    folded = fold(words[at].core)
    if not is_in_lexicon(folded) or senses(lemma(folded)).isdisjoint(known.senses):
        return False
    beside = [(words[n], words[n + 1]) for n in (at - 1, at) if n >= 0 and n + 1 < len(words)]
    return not any(
        text[a.end : b.start] == " " and a.text[0].isupper() and b.text[0].isupper() and a.start for a, b in beside
    )


def _is_made(text: str, words: Sequence[Token], at: int, known: Known) -> bool:
    """Whether it is made from a name of the passages, as a demonym is from a place, or a capital means a government."""
    token = words[at]
    before = words[at - 1] if at and text[words[at - 1].end : token.start] == " " else None
    last_name = (
        before is not None
        and before.start > 0
        and before.text[0].isupper()
        and not compass(fold(before.core))
        and fold(before.core) not in DAYS_MONTHS
    )
    parts = [p for p in parts_of(token.core) if p[0].isupper()] or [token.core]
    if not last_name and all(any(is_derived(fold(p), n) for n in known.names) for p in parts):
        return True
    land = government_of(token.core)
    placed = before is not None and fold(before.core) in AT_PLACE
    return land is not None and land in known.origins and not placed


def _covered(text: str, known: Known) -> list[tuple[int, int]]:
    """Names of several words that the passages have under another: "United States" for "American"; numbers; feasts."""
    found = [(n.start, n.end) for n in read(text).numbers]
    for start, name in whole_names(text):
        if places((name,)) & known.wholes or government_of(name) in known.origins:
            found.append((start, start + len(name)))
    for feast, day in FEASTS:
        found += [m.span() for m in feast.finditer(text) if any(day.search(p.quote) for p in known.passages)]
    return found
