"""Recorded edits on a verbatim slice: what is replaced, by what, resting on which words.

Pure. ``service.text.edits.undo`` gives the cited slice back exactly: the check relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.records import Document, Edit, EditKind, NeedKind, Sentence, Span
from service.text.edits import given_back
from service.text.loaded import Hit, TermRule, find_loaded

KINDS = {NeedKind.DEICTIC_TIME: EditKind.TIME, NeedKind.OPENER: EditKind.CASE}


BRACKET = re.compile(r"\[[^\[\]]*\]")
RUN_BY = re.compile(r"\b[A-Z][\w’'-]*-(?:run|controlled|led|backed|administered)\s")
ADVERB = re.compile(r"\b(?:often|always|sometimes|rather|quite|so|too|more|most|less|increasingly|largely|mostly)\s$")
PREDICATE = re.compile(r"\s?(?:(?:in|of|to|for|at|on|than|and|or|but|as)\b|[,.;:)–—])")


class Change(NamedTuple):
    """One replacement in document offsets, before the new text is laid out."""

    start: int
    end: int
    replacement: str
    kind: EditKind
    evidence: tuple[Span, ...]


def changes_of(sentence: Sentence, document: Document, rules: Sequence[TermRule]) -> list[Change]:
    """What has to change in a sentence so that it can stand alone and in neutral words; in order, not overlapping."""
    needs = [
        Change(n.span.start, n.span.end, _plain(n.replacement), KINDS.get(n.kind, EditKind.REFERENT), n.evidence)
        for n in sentence.needs
        if n.replacement is not None
    ]
    hits = [hit for hit in find_loaded(sentence.text, rules) if not hit.spoken]
    labels = [_label(sentence, hit, hits[n] if n < len(hits) else None) for n, hit in enumerate(hits, start=1)]
    kept: list[Change] = []
    for change in sorted([*labels, *needs], key=lambda c: (c.start, c.kind != EditKind.LABEL)):
        if kept and change.start < kept[-1].end:
            kept[-1] = _merged(kept[-1], change, document)
        else:
            kept.append(change)
    return kept


def _plain(replacement: str) -> str:
    """Our own bracket names a body without saying again who runs it: the source says so where it names the body."""
    return BRACKET.sub(lambda m: RUN_BY.sub("", m.group()), replacement)


def _label(sentence: Sentence, hit: Hit, next_to: Hit | None) -> Change:
    """A label edit; a dropped word leaves nothing behind, and "a"/"an" before it is set right."""
    base, text = sentence.span.start, sentence.text
    start, end, replacement = hit.start, hit.end, hit.replacement
    if hit.attributed or (not replacement and PREDICATE.match(text, end) and ADVERB.search(text[:start])):
        replacement = replacement or text[start:end]  # "often hawkish in approach" cannot do without its adjective
        word = replacement.rstrip()  # a term may be found with the space behind it
        words = f"{word} [{given_back(sentence.span.doc)}]{replacement[len(word) :]}"
        return Change(base + start, base + end, words, EditKind.LABEL, ())
    behind = text[end:]
    if next_to is not None and next_to.start == end:  # the next word changes too: "a controversial illegal settlement"
        behind = next_to.replacement or text[next_to.end :]
    comma = re.search(r",\s$", text[:start])
    if not replacement and comma and not text[start:end].rstrip().endswith(","):
        start, replacement = comma.start(), " "  # "the brutal, deadly attack": the comma goes with the word it parted
    if not replacement and start == 0 and text[end : end + 1].isalpha():
        return Change(base, base + end + 1, text[end].upper(), EditKind.LABEL, ())
    article = re.search(r"\b([Aa])(n?)\s$", text[:start])
    following = (replacement or behind).lstrip()[:1]
    if article and following.isalpha() and not replacement.startswith("a "):
        wanted = "n" if following.lower() in "aeiou" else ""
        if wanted != article.group(2):
            start = article.start()
            replacement = f"{article.group(1)}{wanted} {replacement}"
    elif article and replacement.startswith("a "):
        replacement = replacement[2:]
    elif start == 0 and replacement:
        replacement = replacement[0].upper() + replacement[1:]
    return Change(base + start, base + end, replacement, EditKind.LABEL, ())


def _merged(first: Change, second: Change, document: Document) -> Change:
    """Two changes of overlapping words become one, with the words of the second replaced inside the first's."""
    source = document.text[second.start : second.end]
    if source in first.replacement:
        replacement = first.replacement.replace(source, second.replacement, 1)
    else:
        tail = document.text[first.start : first.end]
        shared = document.text[second.start : min(first.end, second.end)]
        head = tail[: len(tail) - len(shared)] if tail.endswith(shared) else tail
        replacement = head + second.replacement if first.replacement == tail else first.replacement
    kind = EditKind.LABEL if EditKind.LABEL in {first.kind, second.kind} else first.kind
    return Change(first.start, max(first.end, second.end), replacement, kind, (*first.evidence, *second.evidence))


def apply(span: Span, document: Document, changes: Sequence[Change]) -> tuple[str, tuple[Edit, ...]]:
    """The slice with its changes, and the changes as edits with offsets of the new text."""
    pieces: list[str] = []
    edits: list[Edit] = []
    position, length = span.start, 0
    for change in changes:
        before = document.text[position : change.start]
        pieces += [before, change.replacement]
        start = length + len(before)
        length = start + len(change.replacement)
        edits.append(
            Edit(
                start=start,
                end=length,
                replacement=change.replacement,
                source=Span(doc=span.doc, start=change.start, end=change.end),
                kind=change.kind,
                evidence=change.evidence,
            )
        )
        position = change.end
    pieces.append(document.text[position : span.end])
    return "".join(pieces), tuple(edits)
