"""Is a text English? By the share of its words that are common English function words. Pure.

A gate against feeding another language to rules that are made for English, not a language detector.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Left out: what other languages write too, as "in", "on", "an", "we", "over", "under".
FUNCTION_WORDS = frozenset(
    "the of and to that is was for with as by at from it he his her she be are were has have had not said but this "
    "which they their who will its been would could should after about than there when into more also between"
    " other during while against you your our".split()
)
# 3,041 English news texts of 400 characters and more: lowest 0.151, median 0.30. Other languages: see the tests.
ENGLISH_SHARE = 0.10
# A text is measured at its start: enough words for a stable share.
MEASURED_WORDS = 2_000


def words_of(text: str) -> list[str]:
    """The words of a text, in order."""
    return WORD.findall(text)


def english_share(words: list[str]) -> float:
    """Share of function words among the first `MEASURED_WORDS` words; 0.0 for no word."""
    measured = words[:MEASURED_WORDS]
    return sum(word.casefold() in FUNCTION_WORDS for word in measured) / len(measured) if measured else 0.0
