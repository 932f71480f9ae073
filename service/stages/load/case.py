"""Whether a text is written in the usual case of letters. Pure.

Enters: a text. Leaves: how it is written where that is not so. Names, the ends of sentences and who is meant are all
told by capital letters: in a text without them, or with nothing else, no sentence of it could be checked, and what
looks checked would not be.
"""

from __future__ import annotations

import re

from service.stages.load.language import FUNCTION_WORDS

_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
# Shares of words; ordinary English news lies far from all of them.
SHOUTED = 0.6  # in capitals
SMALL = 0.01  # with a capital, below which there are none to speak of
TITLED = 0.8  # of function words with a capital: a list of names has other words with one
LEAST_FUNCTION_WORDS = 8


def unusual_case(text: str) -> str:
    """How the text is written; empty where it is written as usual."""
    words = _WORD.findall(text)
    if not words:
        return ""
    if sum(word.isupper() for word in words) > SHOUTED * len(words):
        return "in capitals throughout"
    if sum(not word.islower() for word in words) < SMALL * len(words):
        return "without capital letters"
    small = [word for word in words if word.lower() in FUNCTION_WORDS]
    if len(small) >= LEAST_FUNCTION_WORDS and sum(not word.islower() for word in small) > TITLED * len(small):
        return "with a capital on every word"
    return ""
