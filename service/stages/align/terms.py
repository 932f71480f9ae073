"""Terms: what the sources call the same referent, and what the brief does with it. Pure.

A referent is what an entry of the term list stands for, and, where a sentence says of whom, that name beside it: "an
armed group: NAME". All articles and events are looked at together, so that two outlets' words for one group meet in one
row; a plain description beside the same name is a wording too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import BriefSentence, Document, EditKind, Sentence, Span, Term, TermVariant
from service.records.citing import cite
from service.records.documents import Role
from service.text.aliases import canonical
from service.text.edits import given_back
from service.text.folding import fold
from service.text.label_users import user_of
from service.text.loaded import LEFT_OUT, Hit, TermRule, find_loaded
from service.text.referents import BRACKET, descriptions, name_of
from service.text.voices import PRONOUNS, is_spoken


class _Use(NamedTuple):
    """One place where a source words a referent."""

    start: int  # in the sentence
    end: int
    sentence: Sentence
    spoken: bool
    hit: Hit | None  # None: a plain description


def find_terms(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    published: Sequence[BriefSentence],
    rules: Sequence[TermRule],
) -> tuple[Term, ...]:
    """One term a referent, with each wording, its outlet or speaker, and how the brief handled it."""
    texts = {d.id: d for d in documents}
    read = [s for s in sentences if s.role in {Role.BODY, Role.TITLE} and not texts[s.span.doc].duplicate_of]
    found: dict[tuple[str, str], list[_Use]] = {}
    names: dict[tuple[str, str], str] = {}  # as the first source writes it
    for sentence in read:
        for hit in find_loaded(sentence.text, rules):
            if hit.rule.kind != "label" or hit.rule.handling == "keep":
                continue
            name = _name(hit, sentence)
            key = (hit.rule.referent, canonical(name) if name else "")
            if name:
                names.setdefault(key, name)
            found.setdefault(key, []).append(_Use(hit.start, hit.end, sentence, hit.spoken, hit))
    for key, name in names.items():
        found[key] += _plain_words(name, found[key], read)
    meant = {n.span: n.evidence[0] for s in read for n in s.needs if len(n.evidence) == 1}
    return tuple(
        _term(f"{key[0]}: {names[key]}" if key in names else key[0], uses, texts, published, meant)
        for key, uses in found.items()
    )


def _name(hit: Hit, sentence: Sentence) -> str | None:
    """Whom the label is said of: in the sentence, or in the bracket that would explain it."""
    span = name_of(sentence.text, hit.start, hit.end)
    if span is not None:
        return sentence.text[span[0] : span[1]]
    place = Span(doc=sentence.span.doc, start=sentence.span.start + hit.start, end=sentence.span.start + hit.end)
    for need in sentence.needs:
        bracket = BRACKET.search(need.replacement or "")
        if bracket and need.span.overlaps(place):
            return bracket.group(1)
    return None


def _plain_words(name: str, uses: Sequence[_Use], read: Sequence[Sentence]) -> list[_Use]:
    """What other sentences call the one that `name` names, without a label."""
    taken = {(u.sentence.id, u.end) for u in uses}
    return [
        _Use(start, end, sentence, is_spoken(sentence.text, start, end), None)
        for sentence in read
        if name in sentence.text
        for start, end in descriptions(sentence.text, name)
        if (sentence.id, end) not in taken and start < end
    ]


def _term(
    referent: str,
    uses: Sequence[_Use],
    texts: dict[str, Document],
    published: Sequence[BriefSentence],
    meant: Mapping[Span, Span],
) -> Term:
    variants: dict[tuple[str, str, str | None], list[Span]] = {}
    for use in uses:
        span = _span(use)
        wording = fold(use.sentence.text[use.start : use.end])
        variants.setdefault((wording, span.doc, _speaker(use, texts, meant)), []).append(span)
    rows = []
    for (_wording, _doc, speaker), spans in variants.items():
        cited = tuple(cite(texts, s) for s in spans)
        rows.append(TermVariant(wording=cited[0].quote, speaker=speaker or None, citations=cited))
    return Term(
        referent=referent,
        neutral=" / ".join(dict.fromkeys(use.hit.replacement.strip() or LEFT_OUT for use in uses if use.hit)),
        variants=tuple(rows),
        handling=_handling([use for use in uses if use.hit], published),
    )


def _span(use: _Use) -> Span:
    base = use.sentence.span.start
    end = base + len(use.sentence.text[: use.end].rstrip())
    return Span(doc=use.sentence.span.doc, start=base + use.start, end=end)


def _speaker(use: _Use, documents: Mapping[str, Document], meant: Mapping[Span, Span]) -> str | None:
    """Who is quoted with it, a pronoun by the one name that it is `meant` for; None in the outlet's own voice."""
    sentence = use.sentence
    if sentence.quote_of is not None and sentence.quote_of.speaker is not None:
        span = sentence.quote_of.speaker
    elif use.spoken and (words := user_of(sentence.text, use.start)) is not None:
        base = sentence.span.start
        span = Span(doc=sentence.span.doc, start=base + words[0], end=base + words[1])
    else:
        return None
    named = meant.get(span, span) if fold(documents[span.doc].slice(span)) in PRONOUNS else span
    return documents[named.doc].slice(named)


def _handling(uses: Sequence[_Use], published: Sequence[BriefSentence]) -> str:
    spans = [_span(use) for use in uses]
    edits = [e for b in published for e in b.edits if e.kind == EditKind.LABEL]
    touched = [e for e in edits if any(e.source.overlaps(span) for span in spans)]
    if any(f"[{given_back(e.source.doc)}]" not in e.replacement for e in touched):
        return "replaced"
    if touched:
        return "attributed"
    kept = any(c.span.contains(span) for b in published for c in b.citations if c.role == "support" for span in spans)
    return "attributed" if kept else "not used"
