"""Which capitalised words of a report's first sentences can be somebody or something that takes part in it. Pure.

Enters: a "who" slot and its document. Leaves: yes or no. Never: a judgement on the name of a person.
"""

from __future__ import annotations

import re

from service.records import Document, Slot

_ZONE = re.compile(r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|AM|PM|UPDATE|BREAKING|VIDEO|PHOTOS?)$")
# "Susan E" of "Susan E. Rice", "Sarn No" of "Sarn No. 4": a full stop has cut the name
_CUT = re.compile(r"\s(?:[A-Z]|No|St|Inc|Corp|Co|Ltd)$")
# "Gulf of Aden" and "Strait of Hormuz" are one name, and a place
_PLACE_BEHIND = re.compile(r"\sof\s(?:the\s)?[A-Z]")
_PLACE_BEFORE = re.compile(r"\b[A-Z][a-z]+\sof\s(?:the\s)?$")
# "Indian navy": an adjective of a nation, and no Indian
_BELONGING = re.compile(r"(?:ian|ican|ish|ese|ali|aqi|aeli)$")
# "Kardashian said so" is no adjective
_SMALL_BEHIND = re.compile(
    r"[\s-](?!(?:was|were|is|has|had|will|would|in|on|at|[a-z]{2,}ed|said|says|told|won|met|left)\b)[a-z]"
)


def takes_part(slot: Slot, document: Document) -> bool:
    """False for a zone of time, a name that was cut, half of a place, and the adjective of a nation."""
    if slot.unit == "person":
        return True
    text, start, end = document.text, slot.span.start, slot.span.end
    if _ZONE.match(slot.text) or (_CUT.search(slot.text) and text.startswith(".", end)):
        return False
    if " " in slot.text:
        return True
    if _PLACE_BEHIND.match(text, end) or _PLACE_BEFORE.search(text[max(0, start - 40) : start]):
        return False
    return not (_BELONGING.search(slot.text) and _SMALL_BEHIND.match(text, end))
