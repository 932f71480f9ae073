"""Which words of one sentence stand inside quotation marks.

Enters: a sentence. Leaves: the stretches between marks, an unclosed one up to the end; yes or no for a position. Pure.
Whole documents, nested quotations and speakers are the matter of ``quotes``.
"""

from __future__ import annotations

import re

QUOTED = re.compile(r"[“\"«][^“”\"»]*(?:[”\"»]|$)")


def in_quotes(text: str, position: int) -> bool:
    """True where `position` lies inside quotation marks of the sentence."""
    return any(m.start() < position < m.end() for m in QUOTED.finditer(text))
