"""Who is said to use a label that stands in somebody's words.

Enters: one sentence and where the label stands. Leaves: the words for the speaker. Pure. Never: a guess whether the
label is anybody's words at all, which ``voices`` tells.
"""

from __future__ import annotations

import re

from service.text.reporting import find_speech

SUBJECT = re.compile(r"(.{3,70}?),?\s(?:has|have|had|is|was|who|which|remains|said|called|calls|described|describes)\b")

# "which the ministry considers a": the ministry speaks, not the one it speaks of
RELATIVE = re.compile(
    r"\b(?:what|which|whom|that)\s((?:(?!and\b|but\b)[\w’'-]+\s){0,5}?[\w’'-]+)\s"
    r"(?:calls?|called|considers?|considered|regards?|regarded|deems?|deemed|views?|viewed|sees|saw|terms?|termed|describes?|described)"
    r"\s[^,;.]{0,40}$"
)


def user_of(text: str, start: int) -> tuple[int, int] | None:
    """The speaker of the reported words at `start`; else the subject of the clause or of the sentence."""
    for speech in find_speech(text):
        if speech.speaker and any(part[0] <= start < part[1] for part in speech.content):
            return speech.speaker
    relative = RELATIVE.search(text[:start])
    if relative:
        return relative.span(1)
    subject = SUBJECT.match(text)
    return subject.span(1) if subject else None
