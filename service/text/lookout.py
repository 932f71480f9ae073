"""Does a sentence speak to a language model instead of to a reader? Pure.

Enters: the text of one sentence, or the sentences of an article. Leaves: yes or no. A lookout, not a gate: a yes keeps
the sentence out of the evidence and is reported; the pipeline stays safe where this table misses one, because no source
can command it. A report *about* such words ("told the chatbot to ignore its rules") should give no.
Letters are normalised for looking only (``disguise.py``); what is published is never touched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from service.text.disguise import encoded_words, fold, forms, hidden_words, squeezed
from service.text.foreign_orders import foreign_order
from service.text.order_patterns import GOES_ON, HINTS, MENTIONED, OF_A_TEXT, PATTERNS, SQUEEZED, TO_PEOPLE

__all__ = ["PATTERNS", "TRICKS", "addresses_a_model", "orders_among", "patterns_in"]

# What is found beside the table, each a way to speak past a reader.
TRICKS = ("moved_gaps", "hidden", "encoded", "foreign")
# At each end of a sentence. A longer one is no evidence whatever it says, and some patterns are slow on a long one.
LOOKED_CHARS = 1_000
_DROPS = frozenset({"drop_orders", "drop_all"})


def addresses_a_model(sentence_text: str) -> bool:
    """True where the sentence gives orders to a language model, names its role, or imitates the marks of a prompt."""
    return bool(patterns_in(sentence_text))


@lru_cache(maxsize=4_096)
def patterns_in(sentence_text: str) -> tuple[str, ...]:
    """Names of the patterns that match, in the order of the table; behind them the tricks that hide words."""
    if len(sentence_text) > 2 * LOOKED_CHARS:
        sentence_text = f"{sentence_text[:LOOKED_CHARS]} {sentence_text[-LOOKED_CHARS:]}"
    found = [name for form in forms(sentence_text) for name in _matches(form)]
    if hidden_words(sentence_text):
        found.append("hidden")
    if encoded_words(sentence_text):
        found.append("encoded")
    if foreign_order(sentence_text):
        found.append("foreign")
    return tuple(dict.fromkeys(found))


def _matches(text: str) -> list[str]:
    lowered = text.casefold()
    if PATTERNS["dictated"].match(text):
        return ["dictated"]
    if not any(hint in lowered for hint in HINTS):
        return []
    looked = MENTIONED.sub("", text)
    found = [name for name, pattern in PATTERNS.items() if pattern.search(looked)]
    if not found and SQUEEZED.search(squeezed(text)) and not any(word in lowered for word in _WHOLE):
        return ["moved_gaps"]
    if found and set(found) <= _DROPS and TO_PEOPLE.search(text) and not OF_A_TEXT.search(text):
        return []
    return found


# Where the verb and a noun of an order stand as words, the table has judged them already.
_WHOLE = ("ignore ", "ignore, ", "disregard ", "forget ")


def orders_among(sentences: Sequence[tuple[int, str]]) -> tuple[bool, ...]:
    """For each (paragraph, text) whether it addresses a model, or goes on with such an order of its paragraph."""
    flags: list[bool] = []
    ordering: int | None = None
    for paragraph, text in sentences:
        is_order = addresses_a_model(text) or (paragraph == ordering and bool(GOES_ON.search(fold(text))))
        flags.append(is_order)
        if is_order:
            ordering = paragraph
    return tuple(flags)
