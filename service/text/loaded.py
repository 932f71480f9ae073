"""Loaded wording: find it, say whose voice it stands in, and give the neutral words.

Enters: a sentence and the rules. Leaves: hits with offsets. Pure; the list is data (``data/terms.toml``), and a house
may lay its own on top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.text.openings import LETTERS
from service.text.terms import RuleBook, TermRule, load_rules, parse_rules
from service.text.voices import is_name, is_speech_verb, is_spoken, is_unspoken_quote, spoken_ranges

__all__ = ["LEFT_OUT", "Hit", "TermRule", "find_loaded", "load_rules", "parse_rules", "spoken_ranges"]

WORDS = re.compile(r"[^\W_]+")
LEFT_OUT = "left out"  # what a brief says it does with words that it drops


class Hit(NamedTuple):
    """``text[start:end]`` is loaded.

    `replacement` stands for it in the brief's own voice; `spoken`: someone's words; `attributed`: the words stay, with
    their outlet named.
    """

    start: int
    end: int
    text: str
    rule: TermRule
    replacement: str
    spoken: bool
    attributed: bool = False


def find_loaded(text: str, rules: Sequence[TermRule]) -> tuple[Hit, ...]:
    """Hits in order, not overlapping; rules marked keep hide the words from later rules."""
    return _find(text, rules if isinstance(rules, RuleBook) else RuleBook(rules))


@lru_cache(maxsize=8_192)
def _find(text: str, rules: RuleBook) -> tuple[Hit, ...]:
    openings = {m.group()[:LETTERS].lower() for m in WORDS.finditer(text)}
    hits: list[Hit] = []
    for rule in rules:
        if rule.hints is not None and openings.isdisjoint(rule.hints):
            continue
        for match in rule.pattern.finditer(text):
            start, end = rule.span(match)
            if any(start < hit.end and hit.start < end for hit in hits) or not _applies(rule, text, start, end):
                continue
            hit = _hit(rule, match, text, hits)
            if not any(hit.start < other.end and other.start < hit.end for other in hits):
                hits.append(hit)
    return tuple(sorted((hit for hit in hits if hit.rule.handling != "keep"), key=lambda hit: hit.start))


def _applies(rule: TermRule, text: str, start: int, end: int) -> bool:
    if rule.voice == "speech":
        return is_speech_verb(text, start)
    if rule.voice == "quoted":
        return is_unspoken_quote(text, start, end)
    return rule.handling == "keep" or not is_name(text, start, end)


def _hit(rule: TermRule, match: re.Match[str], text: str, found: Sequence[Hit]) -> Hit:
    start, end = rule.span(match)
    spoken = rule.voice != "quoted" and is_spoken(text, start, end, verb=rule.voice == "speech")
    if rule.handling == "drop" and not spoken:
        left_out = next((h for h in found if h.end == start and not h.replacement), None)
        before = text[: left_out.start if left_out else start]
        reach = droppable(text, before, start, end)
        if reach is None:
            end = len(text[:end].rstrip())
            return Hit(start, end, text[start:end], rule, text[start:end], spoken, attributed=True)
        start, end = reach
    attributed = rule.handling == "attribute"
    replacement = text[start:end] if attributed else rule.replacement(match)
    return Hit(start, end, text[start:end], rule, replacement, spoken, attributed)


# What may stand behind an adjective that has no noun of its own
NO_NOUN = (
    r"(?:and|or|but|nor|for|to|in|at|as|when|that|than|because|with|by|on|if|enough|of|from|after|before|while|since|until"
    r"|who|which|whose|where|during|over|under|against|among|between|amid|into|through|it|he|she|they|we|you|is|was|are"
    r"|were|has|have|had|will|would|could|should|may|might|must|can|the|a|an|this|his|her|their|its|there)\b"
)
NOUN_BEHIND = re.compile(rf"\s(?!{NO_NOUN})(?=[\w“\"$£€])")
JOINED_BEHIND = re.compile(rf"(?:,|\s(?:and|but|or))\s(?!{NO_NOUN})(?=[a-z])")
PREDICATE = re.compile(
    r"\b(?:is|was|are|were|be|been|being|become|becomes|became|seems?|seemed|looks?|looked|remains?|remained|proved|it|[a-z]+n[’']t)"
    r"(?:\s(?:[a-z]+ly|so|as|too|more|most|very|not|quite))?\s$",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\b(?:more|most|less|least|so|too|as|how|quite|rather|very|such|extremely|particularly|especially)\s$", re.I
)
OWN_DEGREE = re.compile(r"\b(?:most|very|quite|rather|extremely|particularly|especially)\s$", re.IGNORECASE)
ADJECTIVE_BEFORE = re.compile(
    r"(?:\b(?:an?|the|his|her|its|their|this|that|these|those|more|most|very|[a-z]+ly)\s[a-z-]+"
    r"|\b[a-z-]+(?:al|ive|ous|ful|less|ic|able|ible|ary|ent|ant)|\b(?:long|big|large|old|new|deep|hard))[,\s]+$",
    re.IGNORECASE,
)
ANY_JOIN = re.compile(r"\b(?:and|but|or)\s$")


def droppable(text: str, before: str, start: int, end: int) -> tuple[int, int] | None:
    """What goes when the word at ``text[start:end]`` is left out; None where the sentence would fall apart without it.

    With it go its adverb of degree ("the most brutal war") and the "and" that joins it to another adjective. `before`
    is what is left of the text in front of it; a match that ends in a blank has its noun behind it.
    """
    noun_seen = text[end - 1].isspace()
    behind = text[end:]
    if PREDICATE.search(before) and not noun_seen:
        return None
    if DEGREE.search(before):
        own = OWN_DEGREE.search(before)
        if own is None:
            return None
        start, before = own.start(), before[: own.start()]
    if noun_seen and text[start:end].rstrip().endswith(("ly", "very")):  # it belongs to the adjective behind it
        return start, end
    join = ANY_JOIN.search(before)
    if join is None and (joined := JOINED_BEHIND.match(behind)):
        return start, end + joined.end()
    if not noun_seen and not NOUN_BEHIND.match(behind):
        return None
    if join is not None and ADJECTIVE_BEFORE.search(before[: join.start()]):
        return len(before[: join.start()].rstrip(" ,")), len(text[:end].rstrip())
    return start, end if noun_seen else end + 1
