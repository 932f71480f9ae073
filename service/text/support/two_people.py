"""A first name and a surname that are two people's: "Ann Lee" where the documents know Ann Moor and Tom Lee.

Enters: two words of a sentence and the pairs of names that the documents have. Leaves: True or False. Pure. Never: a
fault from a name that the documents do not have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    own = frozenset().union(*(firsts for last_name, firsts in pairs.items() if _is_form_of(surname, last_name)))
    if any(_stand_close(given, surname, doc) for doc in docs) or (not own and is_in_lexicon(given)):
        return False
    others = frozenset().union(*(names for name, names in pairs.items() if name != surname))
    return given in others and not any(given == n or spelling_variants(given, n) for n in own)


def _stand_close(given: str, surname: str, text: str) -> bool:
    """Whether a text has them side by side, or one word apart: "Rector Maj Moor" makes no name of the rector."""
    words = [fold(t.core) for t in tokens(text)]
    return any(surname in words[n + 1 : n + 3] for n, word in enumerate(words) if word == given)


def _is_form_of(surname: str, other: str) -> bool:
    """Whether it is the same surname, in the plural or another spelling."""
    return surname.rstrip("s") == other.rstrip("s") or spelling_variants(surname, other)
