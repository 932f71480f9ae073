"""The outlet that a text names itself: a closing site line, a copyright line, or the agency of a dateline. Pure.

Enters: the text. Leaves: a verbatim slice of it, or None. Never happens here: a name inferred from a topic or a style.
"""

from __future__ import annotations

import re

_WORD = r"[A-Z][\w'’.&-]*"
_NAME = rf"(?:(?:The|the) )?{_WORD}(?: (?:(?:of|and|for|the|on|in|de) )*{_WORD}){{0,6}}"
_YEARS = r"(?:\d{4}(?:\s?[-–]\s?\d{4})?,?\s+)?"
# Ends a name that a copyright line goes on after.
_REST = r"(?=\s*(?:$|[,;|]|\.\s*$|\.\s+[A-Z]|[-–—]\s|All rights|all rights))"

_COMMUNITY = re.compile(rf"^(?:Join )?(?P<name>{_NAME}) Community\.?$")
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|\bCopyright)\s*(?:©|\(c\))?\s*{_YEARS}(?:by )?(?P<name>{_NAME}?){_REST}")
_PLACE = r"[A-Z][A-Z'’.-]*(?:[ /][A-Z][A-Z'’.-]*)*(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)*)?(?:, [A-Z][a-z]+\.? \d{1,2})?"
_DATELINE = re.compile(rf"^(?:{_PLACE} )?\((?P<name>{_NAME})\) ?[-–—]{{1,2}}")

# "The International Community." closes many a commentary and names nobody.
_NO_OUTLET = re.compile(r"(?:International|Global|World|European|Economic|Jewish|Muslim|Christian|Local|Business)$")
CLOSING_LINES = 3
OPENING_LINES = 6


def outlet_in(text: str) -> str | None:
    """The name as it stands in the text: closing site line first, then copyright line, then dateline."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    closing = lines[-CLOSING_LINES:][::-1] if len(lines) > 1 else []
    for line in closing:
        if (found := _COMMUNITY.match(line)) and _is_site(found["name"]):
            return found["name"]
    for line in closing:
        if (found := _COPYRIGHT.search(line)) and len(found["name"]) > 1:
            return found["name"].rstrip(".")
    for line in lines[:OPENING_LINES]:
        if found := _DATELINE.match(line):
            return found["name"]
    return None


def _is_site(name: str) -> bool:
    """True for two capitalised words or more that are not a general community."""
    capitals = [word for word in name.split() if word[0].isupper() and word != "The"]
    return len(capitals) >= 2 and not _NO_OUTLET.search(name)
