"""Words of a document -> the place, the event mention or the statements that they mean. Pure.

Enters: a place as an editor wrote it. Leaves: what it means, or a sentence that says why it means nothing here, or more
than one thing, and what stands near. Never: the first of several that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from service.records import Citation, Claim, Document, Mention, Place, Role, Sentence, Span
from service.text.similarity import content_tokens

NEAR = 2  # candidates that a message names
SHOWN_CHARS = 90  # of a candidate
NAMES = 6  # documents that a message names
MOST_PLACES = 50  # of words in the documents of one name: "the" points at nothing, and looking it up takes its time
ALIKE = 0.34  # share of the words looked for that a candidate must hold
# Typed with a plain keyboard: each is as good as the other.
_SIGNS = {sign: f"[{signs}]" for signs in ("'’‘", '"“”«»', "-‐‑–—") for sign in signs.replace("\\", "")}


class Texts(NamedTuple):
    """What an editor's words are looked up in."""

    documents: Sequence[Document]
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    claims: Sequence[Claim]

    def spans(self) -> Mapping[str, Span]:
        """The spans of the sentences by id."""
        return {s.id: s.span for s in self.sentences}


class Meant(NamedTuple):
    """What a place means; `fault` is empty where it means one thing."""

    citations: tuple[Citation, ...] = ()
    mention: Mention | None = None
    claims: tuple[Claim, ...] = ()
    fault: str = ""


def is_named(document: Document, name: str) -> bool:
    """By id, label, address, or the last part of either."""
    known = {document.id, document.label, document.url or document.id}
    return name in known or name in {PurePosixPath(k.replace("\\", "/")).name for k in known}


def missing_document(name: str, documents: Sequence[Document]) -> str:
    """That no input has the name, and which names there are."""
    known = [d.id if d.label == d.id else f"{d.id} ({PurePosixPath(d.label).name})" for d in documents]
    more = f" and {len(known) - NAMES} more" if len(known) > NAMES else ""
    return f"no document {name} among these inputs; there are {', '.join(known[:NAMES])}{more}"


def occurrences(words: str, document: Document) -> tuple[Citation, ...]:
    """Where the words stand; line breaks count as blanks, straight quotation marks as curly ones.

    At most one place more than ``MOST_PLACES``: nobody needs to know how many more there are.
    """
    parts = ("".join(_SIGNS.get(c, re.escape(c)) for c in word) for word in words.split())
    pattern = re.compile(r"\s+".join(parts))
    found = (m for m in pattern.finditer(document.text) if m.group())
    return tuple(
        Citation(doc=document.id, start=m.start(), end=m.end(), quote=m.group(), role="support")
        for m in islice(found, MOST_PLACES + 1)
    )


def pointed(place: Place, texts: Texts) -> Meant:
    """All places where the words stand in the documents of that name."""
    named = [d for d in texts.documents if is_named(d, place.document)]
    if not named:
        return Meant(fault=missing_document(place.document, texts.documents))
    found = tuple(islice((c for d in named for c in occurrences(place.words, d)), MOST_PLACES + 1))
    if len(found) > MOST_PLACES:
        return Meant(fault=f"the words stand in more than {MOST_PLACES} places; add words beside them")
    if found:
        return Meant(found)
    elsewhere = [d.id for d in texts.documents if d not in named and occurrences(place.words, d)]
    if elsewhere:
        return Meant(fault=f"the words are not in {place.document} but in {' and '.join(elsewhere[:NAMES])}")
    near = _alike(place.words, [c.text for c in texts.claims if c.span.doc in {d.id for d in named}])
    return Meant(fault=f"the words are not in {place.document}{_named_near(near)}; copy them from the article")


def mention_of(place: Place, texts: Texts) -> Meant:
    """The one event mention that the words tell: the one whose who, whom, where ... they hold most of.

    A copy of an article tells what the article tells: its mentions are those of the first of the copies.
    """
    found = pointed(place, texts)
    if found.fault:
        return found
    first = {d.id: d.duplicate_of for d in texts.documents if d.duplicate_of}
    originals = [d for d in texts.documents if d.id in {first.get(c.doc) for c in found.citations}]
    found = Meant(tuple(c for d in originals for c in occurrences(place.words, d)) or found.citations)
    spans = texts.spans()
    told: dict[str, tuple[Mention, Citation]] = {}
    for citation in found.citations:
        for mention in _best(citation, texts.mentions, spans):
            told.setdefault(mention.id, (mention, citation))
    if len(told) == 1:
        ((mention, citation),) = told.values()
        return Meant((citation,), mention)
    if told:
        which = [_words_of(m, c, texts) for m, c in told.values()]
        return Meant(found.citations, fault=_several("event mentions", which))
    of_document = [m for m in texts.mentions if m.doc in {c.doc for c in found.citations} and m.sentences]
    near = sorted(of_document, key=lambda m: _distance(spans[m.sentences[0]], found.citations[0]))
    words = [_text(texts, m.sentences[0]) for m in near[:NEAR]]
    return Meant(found.citations, fault=f"the words tell no event{_named_near(words)}")


def _best(citation: Citation, mentions: Sequence[Mention], spans: Mapping[str, Span]) -> list[Mention]:
    """The mentions with most slots in the words, then a sentence under them; all that are equally good."""
    scored: list[tuple[tuple[int, int], Mention]] = []
    for mention in mentions:
        if mention.doc != citation.doc:
            continue
        held = sum(slot.span.overlaps(citation.span) for slot in mention.slots)
        told = sum(spans[s].overlaps(citation.span) for s in mention.sentences if s in spans)
        if held or told:
            scored.append(((held, told), mention))
    best = max((score for score, _ in scored), default=None)
    return [mention for score, mention in scored if score == best]


def claims_of(place: Place, texts: Texts) -> Meant:
    """The statements that hold the words; the same sentence twice in an article, or in its copy, is one statement."""
    found = pointed(place, texts)
    if found.fault:
        return found
    about = {c.doc for c in found.citations}
    family = about | {d.duplicate_of for d in texts.documents if d.id in about and d.duplicate_of}
    copies = [d for d in texts.documents if d.id not in about and family & {d.id, d.duplicate_of}]
    found = Meant((*found.citations, *(c for d in copies for c in occurrences(place.words, d))))
    by_place = [tuple(c for c in texts.claims if c.span.overlaps(at.span)) for at in found.citations]
    held = [(at, own) for at, own in zip(found.citations, by_place, strict=True) if own]
    if not held:
        return Meant(found.citations, fault=_no_statement(found.citations[0], texts))
    if len({tuple(" ".join(c.text.split()) for c in own) for _, own in held}) > 1:
        which = [own[0].text for _, own in held]
        return Meant(found.citations, fault=_several("statements", which))
    return Meant(tuple(at for at, _ in held), claims=tuple(c for _, own in held for c in own))


def _several(what: str, texts: Sequence[str]) -> str:
    shown = list(dict.fromkeys(texts))
    more = f" and {len(shown) - NAMES} more" if len(shown) > NAMES else ""
    return (
        f"the words stand in {len(texts)} {what}: {_quoted(shown[:NAMES])}{more}; add words that only one of them has"
    )


def _no_statement(citation: Citation, texts: Texts) -> str:
    sentence = next((s for s in texts.sentences if s.span.overlaps(citation.span)), None)
    role = sentence.role if sentence else Role.BOILERPLATE
    what = "stand in no statement that the brief can use" if role == Role.BODY else f"are a {role}, no running text"
    own = [c for c in texts.claims if c.span.doc == citation.doc]
    near = _alike(citation.quote, [c.text for c in own])
    near = near or [c.text for c in sorted(own, key=lambda c: _distance(c.span, citation))[:NEAR]]
    return f"the words {what}{_named_near(near)}"


def _distance(span: Span, citation: Citation) -> int:
    return max(span.start - citation.end, citation.start - span.end, 0)


def _alike(words: str, texts: Iterable[str]) -> list[str]:
    """The texts that hold most of the words, the better first."""
    wanted = set(content_tokens(words))
    scored = [(len(wanted & set(content_tokens(text))) / max(1, len(wanted)), text) for text in texts]
    near = sorted((s for s in scored if s[0] >= ALIKE), key=lambda s: -s[0])
    return [text for _, text in near[:NEAR]]


def _named_near(texts: Sequence[str]) -> str:
    return f"; near to them: {_quoted(texts)}" if texts else ""


def _quoted(texts: Sequence[str]) -> str:
    shown = [" ".join(text.split()) for text in dict.fromkeys(texts)]
    cut = [text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS].rsplit(' ', 1)[0]} ..." for text in shown]
    return ", ".join(f"“{text}”" for text in cut)


def _words_of(mention: Mention, citation: Citation, texts: Texts) -> str:
    """The sentence of a mention that the words stand in, else its first."""
    spans = texts.spans()
    own = [s for s in mention.sentences if s in spans]
    inside = next((s for s in own if spans[s].overlaps(citation.span)), own[0] if own else "")
    return _text(texts, inside)


def _text(texts: Texts, sentence: str) -> str:
    return next((s.text for s in texts.sentences if s.id == sentence), "")
