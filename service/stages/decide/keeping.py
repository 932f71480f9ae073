"""Which words of these articles a decision to keep an entry of the term list is about. Pure.

Enters: the id of an entry, the list, and the texts. Leaves: the words where they stand, or a sentence that says why the
decision changes nothing here, and which entries would.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from service.records import Citation, Role, Sentence
from service.stages.decide.pointing import Texts
from service.text.loaded import TermRule, find_loaded

SHOWN = 3  # places that are cited
NAMED = 5  # entries that a message names


class Kept(NamedTuple):
    """The places of a wording; `fault` is empty where the decision changes them."""

    citations: tuple[Citation, ...] = ()
    fault: str = ""


def kept_words(term: str, texts: Texts, rules: Sequence[TermRule]) -> Kept:
    """Where the articles use an entry's wording in their own voice."""
    rule = next((rule for rule in rules if rule.id == term), None)
    if rule is None:
        near = get_close_matches(term, [rule.id for rule in rules], n=3, cutoff=0.5)
        hint = f"; near to it: {', '.join(near)}" if near else "; the template of decisions names those of a brief"
        return Kept(fault=f"no entry {term} in the term list{hint}")
    if rule.handling == "keep":
        return Kept(fault=f"the term list keeps the wording of entry {term} anyway")
    used = [s for s in texts.sentences if s.role == Role.BODY and rule.pattern.search(s.text)]
    hits = [(s, hit) for s in used for hit in find_loaded(s.text, rules) if hit.rule.id == term]
    told = [_cited(s, hit.start, hit.end) for s, hit in hits if not hit.spoken]
    if told:
        return Kept(tuple(told[:SHOWN]))
    if hits:
        said = tuple(_cited(s, hit.start, hit.end) for s, hit in hits)
        return Kept(said[:SHOWN], f"the sources use the wording of entry {term} in attributed words alone, which stay")
    return Kept(fault=f"no source uses the wording of entry {term} in its own voice{_others(texts, rules)}")


def _others(texts: Texts, rules: Sequence[TermRule]) -> str:
    found = dict.fromkeys(
        hit.rule.id
        for s in texts.sentences
        if s.role == Role.BODY
        for hit in find_loaded(s.text, rules)
        if not hit.spoken
    )
    return f"; they use that of {', '.join(list(found)[:NAMED])}" if found else ""


def _cited(sentence: Sentence, start: int, end: int) -> Citation:
    words = sentence.text[start:end].rstrip()
    first = sentence.span.start + start
    return Citation(doc=sentence.span.doc, start=first, end=first + len(words), quote=words, role="support")
