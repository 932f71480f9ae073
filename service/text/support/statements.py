"""The statements of a sentence, as far as commas and connectives part them, and which of them have a speaker.

Enters: a string and offsets of words of speech. Leaves: ranges. Pure. Never: a parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.text.sought import Sought

PARTS = re.compile(
    r"[;:—–]|,\s(?=(?:and|but|yet|while|whereas|although|though|who|whose|which|for which|an?\s|\w+ing\b))"
)
RELATIVE = Sought(r",\s(?:who|whose|whom|which)\b[^,;]*,")
ASIDE = re.compile(r"[,\s]*(?:who|whose|whom|which)\b")
OPENING = re.compile(r"(?:Although|Though|While|Whereas|Even\sthough)\b")
LAST = 8  # words behind a last verb of speech, up to which it speaks for the whole sentence
TAG = re.compile(
    r",\s(?:the\s|an?\s|its\s|their\s|[A-Z])(?:(?!\b(?:although|though|while|but|and)\b)[^;]){2,80}(?<!\bto)\s$"
)
# "said so, but would not promise": the speaker goes on, and does it himself
GOES_ON = re.compile(
    r",\s(?:but|and|yet|though)\s(?:\w+ly\s|also\s)?(?:would|will|could|can|did|does|had|has|was|is|declined|refused)\b"
)
ANOTHER = re.compile(r",\s(?:and|but|yet|while|whereas|although|though)\b|[;:]")


def stands_alone(text: str, start: int, parts: Sequence[tuple[int, int]], mark: int) -> bool:
    """Whether the part from `start` on is a statement beside the one with a voice: "..., though A denies it"."""
    if start < mark:
        return any(start < a <= mark and ANOTHER.match(text, a) for a, _ in parts)
    if any(found.end() == start and found.start() <= mark for found in RELATIVE.all_in(text)):
        return True  # "A, which B calls a state of terror, is at war"
    return ANOTHER.match(text, start) is not None and not GOES_ON.match(text, start)


def end_of_aside(text: str, parts: Sequence[tuple[int, int]], at: int) -> int:
    """Where the relative clause around offset `at` ends; the end of the text where there is none."""
    return next((b for a, b in parts if a <= at < b and ASIDE.match(text, a)), len(text))


def is_tag(text: str, at: int) -> bool:
    """As in "..., the board concluded.": a verb of speech at the end, behind a comma and its speaker."""
    return len(text[at:].split()) <= LAST and " that " not in text[at:] and TAG.search(text[:at]) is not None


def parts_of(text: str) -> list[tuple[int, int]]:
    """The statements of a sentence, as far as commas and connectives part them."""
    edges = [0, *(m.start() for m in PARTS.finditer(text)), len(text)]
    if OPENING.match(text) and "," in text:
        edges.append(text.index(",") + 1)
    for relative in RELATIVE.all_in(text):  # behind "..., who said so," the main statement goes on
        edges.append(relative.end())
    return list(pairwise(sorted(set(edges))))
