"""Whom a label names: the name that stands in apposition to it, and plain descriptions beside the same name.

Enters: a sentence and where the label stands. Leaves: ranges. Pure. Never happens here: a guess; a label whose name the
sentence does not give has none.
"""

from __future__ import annotations

import re

PART = r"[A-Z][\w’'-]*\w(?<![’']s)"
NAME = rf"\b(?!(?:The|A|An|In|On|At|By)\s)(?-i:{PART}(?:\s(?:{PART}|(?:of|al|the)(?=\s[A-Z]))){{0,4}})"
NO_NAME = frozenset(
    "The A An It He She They This That These Those In On At By For And But As If When While After Before Monday Tuesday"
    " Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October"
    " November December".split()
)
HEADS = (
    r"(?:groups?|movements?|organi[sz]ations?|networks?|cells?|factions?|militias?|party|government|authorities|army"
    r"|forces)"
)
# "the resistance movement Norvane", "the terror group, Norvane,"
BEHIND = re.compile(rf"\s(?P<name>{NAME})(?=[’']s\b|\s|[.,;:)]|$)|,\s(?P<aside>{NAME})(?=[.,;:)]|$)")
# "Norvane, a terror group", "Norvane is not a terror group", "describes Norvane as a terror group", "Norvane’s regime"
BEFORE = re.compile(
    rf"(?P<name>{NAME})(?:,|\s(?:is|was|are|were|as|remains))(?:\snot)?(?:\s(?:an?|the|its))?\s(?:[a-z-]+\s){{0,2}}[“\"]?$"
    rf"|(?P<owner>{NAME})[’'](?:s)?\s$"
    # "Norvane, which the ministry considers a terror group"
    rf"|(?P<whom>{NAME}),\s(?:which|who|whom)\s[^,;.]{{2,60}}?\s(?:an?|the)\s[“\"]?$"
)
BRACKET = re.compile(r"\[([^\[\]]+)\]")


def name_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence names what the label at ``text[start:end]`` is said of; None where it does not."""
    behind = BEHIND.match(text, end)
    if behind:
        group = "name" if behind["name"] else "aside"
        if behind[group].split(" ")[0] not in NO_NAME:
            return behind.span(group)
    before = BEFORE.search(text[:start])
    if before:
        group = next(g for g in ("name", "owner", "whom") if before[g])
        if before[group].split(" ")[0] not in NO_NAME:
            return before.span(group)
    return None


def descriptions(text: str, name: str) -> tuple[tuple[int, int], ...]:
    """Where `text` describes `name` by a noun beside it: "the militant group NAME", "NAME, an armed movement"."""
    one = re.escape(name)
    pattern = re.compile(
        rf"\b(?P<a>(?:[\w-]+\s){{0,2}}{HEADS}),?\s{one}\b|\b{one},\s(?:an?|the)\s(?P<b>(?:[\w-]+\s){{0,2}}{HEADS})\b"
    )
    found = []
    for match in pattern.finditer(text):
        start, end = match.span("a" if match["a"] else "b")
        opener = re.match(r"(?:(?:the|an?|of|by|with|from|to|and|in|on|that|for|its|their)\s)+", text[start:end], re.I)
        found.append((start + (opener.end() if opener else 0), end))
    return tuple(found)
