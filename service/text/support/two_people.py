"""A first name and a surname that are two people's: "Ann Lee" where the documents know Ann Moor and Tom Lee.

Enters: two words of a sentence and the pairs of names that the documents have. Leaves: True or False. Pure. Never: a
fault from a name that the documents do not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from service.text.folding import fold, spelling_variants
from service.text.name_words import FUNCTION_WORDS, ROLE_NOUNS, TITLES
from service.text.names import Token, tokens
from service.text.support.lexicon import is_in_lexicon


def is_two_people(
    text: str, first: Token, last: Token, pairs: Mapping[str, frozenset[str]], docs: Sequence[str]
) -> bool:
    """Whether a first and a last name are two people's: "Ann Lee" where the documents know Ann Moor and Tom Lee."""
    if text[first.end : last.start] != " " or not first.text[0].isupper() or first.possessive:
        return False
    given, surname = fold(first.core), fold(last.core)
    if given in TITLES | ROLE_NOUNS | FUNCTION_WORDS:
        return False
    if not any(given in firsts for name, firsts in pairs.items() if name != surname):
        return False
    own = frozenset().union(*(firsts for last_name, firsts in pairs.items() if _is_form_of(surname, last_name)))
    if any(surname in _followers(doc).get(given, ()) for doc in docs) or (not own and is_in_lexicon(given)):
        return False
    return not any(given == n or spelling_variants(given, n) for n in own)


@lru_cache(maxsize=256)
def _followers(text: str) -> Mapping[str, frozenset[str]]:
    """Each word of a text with the two behind it: "Rector Maj Moor" makes no name of the rector, either."""
    words = [fold(t.core) for t in tokens(text)]
    found: dict[str, set[str]] = {}
    for word, one, two in zip_longest(words, words[1:], words[2:], fillvalue=""):
        found.setdefault(word, set()).update((one, two))
    return {word: frozenset(behind) for word, behind in found.items()}


def _is_form_of(surname: str, other: str) -> bool:
    """Whether it is the same surname, in the plural or another spelling."""
    return surname.rstrip("s") == other.rstrip("s") or spelling_variants(surname, other)
