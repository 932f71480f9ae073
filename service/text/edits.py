"""Recorded edits: taking them back, and telling whether one only does what its kind may do. Pure.

compose records them; check and the validator trust none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from service.records import Document, Edit, EditKind
from service.text.loaded import TermRule

BRACKET = re.compile(r"\[([^\[\]]*)\]")
WORDS = re.compile(r"[\w’'-]+")
POSSESSIVE = re.compile(r"[’']s$")
BY_DECISION = "by the decision of an editor"  # behind a day that no text gives
ANCHOR = re.compile(
    r"^(?:undated|year not given|as of \d{1,2} [A-Z][a-z]+ \d{4}|\d{4} to \d{4}"
    r"|(?:.+, )?(?:undated|(?:[A-Z][a-z]+ )?\d{4}"
    rf"|\d{{1,2}} [A-Z][a-z]+ \d{{4}}(?: to \d{{1,2}} [A-Z][a-z]+ \d{{4}}|, {BY_DECISION})?))$"
)
GLUE = frozenset({"of", "with", "and", "the", "meeting", "at"})  # words of the bracket templates


def given_back(doc: str) -> str:
    """What stands in brackets behind an evaluation that stays with its outlet."""
    return f"according to {doc}"


def undo(text: str, edits: Sequence[Edit], documents: Mapping[str, Document]) -> str:
    """`text` with every edit replaced by its source words; KeyError or ValueError where an edit does not fit."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: e.start):
        if text[edit.start : edit.end] != edit.replacement or edit.start < position:
            raise ValueError(f"edit {edit.replacement!r} does not stand at {edit.start}")
        pieces += [text[position : edit.start], documents[edit.source.doc].slice(edit.source)]
        position = edit.end
    pieces.append(text[position:])
    return "".join(pieces)


def _words(text: str) -> list[str]:
    """Words in order; "Monday's" is the word "Monday"."""
    return [POSSESSIVE.sub("", w.casefold()) for w in WORDS.findall(text)]


def _in_order(words: Sequence[str], source: Sequence[str]) -> bool:
    """True where `words` come from `source`, in its order."""
    rest: Iterator[str] = iter(source)
    return all(any(w == other for other in rest) for w in words)


def _neutral(source: str, rules: Sequence[TermRule]) -> set[str]:
    """The words that the term list puts in place of what it finds in `source`."""
    found = {"a", "an"}
    for rule in rules:
        for match in rule.pattern.finditer(source):
            found.update(_words(rule.replacement(match)))
    return found


def is_recorded(edit: Edit, documents: Mapping[str, Document], rules: Sequence[TermRule]) -> bool:
    """True where an edit only leaves words out, adds a bracket that its evidence carries, or names a neutral noun.

    KeyError or ValueError where its spans do not exist.
    """
    document = documents[edit.source.doc]
    source = document.slice(edit.source)
    evidence = {w for s in edit.evidence for w in _words(documents[s.doc].slice(s))} | GLUE
    for bracket in BRACKET.findall(edit.replacement):
        if edit.kind == EditKind.TIME and ANCHOR.match(bracket):
            continue
        if edit.kind == EditKind.LABEL and bracket == given_back(edit.source.doc):
            continue
        if not set(_words(bracket)) <= evidence | set(_words(source)):
            return False
    outside = _words(BRACKET.sub(" ", edit.replacement))
    if edit.kind != EditKind.LABEL:
        return _in_order(outside, _words(source))
    around = document.text[max(0, edit.source.start - 40) : edit.source.end + 40]
    allowed = set(_words(source)) | _neutral(around, rules)
    return all(w in allowed or any(s.startswith(w) or s.endswith(w) for s in _words(source)) for w in outside)
