"""Terms: what the sources call the same referent, and what the brief does with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.records import BriefSentence, Document, EditKind, Sentence, Span, Term, TermVariant
from service.records.citing import cite
from service.records.documents import Role
from service.text.folding import fold
from service.text.loaded import Hit, TermRule, find_loaded
from service.text.reporting import find_speech

SUBJECT = re.compile(r"(.{3,70}?),?\s(?:has|have|had|is|was|who|which|remains|said|called|calls|described|describes)\b")


def find_terms(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    published: Sequence[BriefSentence],
    rules: Sequence[TermRule],
) -> tuple[Term, ...]:
    """One term a referent of the list, with each wording, its outlet or speaker, and how the brief handled it."""
    texts = {d.id: d for d in documents}
    found: dict[str, list[tuple[Hit, Sentence]]] = {}
    for sentence in sentences:
        if sentence.role not in {Role.BODY, Role.TITLE} or texts[sentence.span.doc].duplicate_of:
            continue
        for hit in find_loaded(sentence.text, rules):
            if hit.rule.handling == "replace" and hit.rule.kind == "label":
                found.setdefault(hit.rule.referent, []).append((hit, sentence))
    return tuple(_term(referent, hits, texts, published) for referent, hits in found.items())


def _term(
    referent: str, hits: Sequence[tuple[Hit, Sentence]], texts: dict[str, Document], published: Sequence[BriefSentence]
) -> Term:
    variants: dict[tuple[str, str, str | None], list[Span]] = {}
    for hit, sentence in hits:
        start = sentence.span.start + hit.start
        span = Span(doc=sentence.span.doc, start=start, end=start + len(hit.text))
        variants.setdefault((fold(hit.text), span.doc, _speaker(hit, sentence, texts)), []).append(span)
    rows = []
    for (_, doc, speaker), spans in variants.items():
        cited = tuple(cite(texts, s) for s in spans)
        rows.append(TermVariant(wording=cited[0].quote, speaker=speaker or None, citations=cited))
        del doc
    return Term(
        referent=referent,
        neutral=" / ".join(dict.fromkeys(hit.replacement for hit, _ in hits)),
        variants=tuple(rows),
        handling=_handling(hits, published),
    )


def _speaker(hit: Hit, sentence: Sentence, documents: Mapping[str, Document]) -> str | None:
    """Who is quoted with it; None in the outlet's own voice."""
    if sentence.quote_of is not None and sentence.quote_of.speaker is not None:
        span = sentence.quote_of.speaker
        return documents[span.doc].slice(span)
    if not hit.spoken:
        return None
    for speech in find_speech(sentence.text):
        if speech.speaker and any(part[0] <= hit.start < part[1] for part in speech.content):
            return sentence.text[speech.speaker[0] : speech.speaker[1]]
    subject = SUBJECT.match(sentence.text)
    return subject.group(1) if subject else None


def _handling(hits: Sequence[tuple[Hit, Sentence]], published: Sequence[BriefSentence]) -> str:
    spans = [Span(doc=s.span.doc, start=s.span.start + h.start, end=s.span.start + h.end) for h, s in hits]
    replaced = any(
        e.source.overlaps(span) for b in published for e in b.edits if e.kind == EditKind.LABEL for span in spans
    )
    if replaced:
        return "replaced"
    kept = any(c.span.contains(span) for b in published for c in b.citations if c.role == "support" for span in spans)
    return "attributed" if kept else "not used"
