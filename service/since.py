"""An earlier brief and the present one -> what is new, updated, contradicted or withdrawn. Pure.

Compared are the sources, not the two selections: a sentence that the earlier brief merely left out is not new, and one
that the present brief merely leaves out is not withdrawn. A source that is not handed in again has withdrawn nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from service.records import (
    Brief,
    BriefSentence,
    Change,
    ChangeKind,
    Citation,
    Claim,
    Difference,
    DifferenceRelation,
    Document,
    EarlierWords,
    Position,
)
from service.stages import relate, select, split
from service.stages.align import carries, find_differences

CHANGED = {
    DifferenceRelation.UPDATE: ChangeKind.UPDATED,
    DifferenceRelation.CONFLICT: ChangeKind.CONTRADICTED,
}


class _Both(NamedTuple):
    """The present documents, and those of the earlier brief that are not among them, under ids of their own."""

    documents: tuple[Document, ...]
    known: frozenset[str]  # ids of documents whose text the earlier brief had
    ids: dict[str, str]  # id among these -> id in the earlier brief
    present: frozenset[str]  # ids of the documents handed in now
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...]


def changes(earlier: Brief, documents: Sequence[Document], sentences: Sequence[BriefSentence]) -> tuple[Change, ...]:
    """All changes: withdrawn first, then contradicted, updated and new, each in reading order."""
    both = _read(earlier, documents)
    return (
        *_withdrawn(earlier, both),
        *_differing(both, ChangeKind.CONTRADICTED),
        *_differing(both, ChangeKind.UPDATED),
        *_new(sentences, both),
    )


def _read(earlier: Brief, documents: Sequence[Document]) -> _Both:
    """Both sets of documents through the stages that find statements and differences."""
    texts = {d.sha256_text: d.id for d in documents}
    ids = {texts[d.sha256_text]: d.id for d in earlier.sources if d.sha256_text in texts}
    old: list[Document] = []
    for document in earlier.sources:
        if document.sha256_text not in texts:
            name = f"S{len(documents) + len(old) + 1}"
            old.append(document.model_copy(update={"id": name, "duplicate_of": None}))
            ids[name] = document.id
    # an earlier version of an article is a copy of the later one in most of its words, and no second witness
    alone = [d.model_copy(update={"duplicate_of": None}) for d in documents]
    union = (*alone, *old)
    cut = split.run(union)
    selected = select.run(union, cut)
    events = relate.run(union, selected.mentions)
    return _Both(
        documents=union,
        known=frozenset(ids),
        ids=ids,
        present=frozenset(d.id for d in documents),
        claims=selected.claims,
        differences=find_differences(union, events, selected.claims),
    )


def _new(sentences: Sequence[BriefSentence], both: _Both) -> Iterator[Change]:
    """Published sentences that rest on new texts alone and that no earlier text carries."""
    old = [c for c in both.claims if c.span.doc in both.known]
    texts = [" ".join(d.text.split()) for d in both.documents if d.id in both.known]
    for sentence in sentences:
        support = tuple(c for c in sentence.citations if c.role == "support")
        if any(c.doc in both.known for c in support):
            continue
        if all(any(" ".join(c.quote.split()) in text for text in texts) for c in support):
            continue
        own = [c for c in both.claims if any(c.span.overlaps(cited.span) for cited in support)]
        if own and all(any(carries(claim, other) for other in old) for claim in own):
            continue
        yield Change(kind=ChangeKind.NEW, sentence=sentence.id, now=support)


def _withdrawn(earlier: Brief, both: _Both) -> Iterator[Change]:
    """Sentences of the earlier brief whose source came again without their words, and that no source says now."""
    earlier_id = {d.id: d for d in earlier.sources}
    now = [c for c in both.claims if c.span.doc in both.present]
    new_id = {old: name for name, old in both.ids.items()}
    for sentence in earlier.sentences:
        support = [c for c in sentence.citations if c.role == "support"]
        again = [_again(earlier_id[c.doc], both) for c in support]
        if not support or any(d is None or _holds(d, c) for c, d in zip(support, again, strict=True)):
            continue
        own = [c for c in both.claims if any(_overlaps(c, cited, new_id) for cited in support)]
        if any(carries(claim, other) for claim in own for other in now):
            continue
        yield Change(
            kind=ChangeKind.WITHDRAWN,
            earlier=tuple(EarlierWords(doc=c.doc, start=c.start, end=c.end, quote=c.quote) for c in support),
        )


def _again(document: Document, both: _Both) -> Document | None:
    """The present version of an earlier document: the same text, address, file name, or outlet and title."""
    candidates = [d for d in both.documents if d.id in both.present]
    same = next((d for d in candidates if d.sha256_text == document.sha256_text), None)
    return same or next((d for d in candidates if _is_version(d, document)), None)


def _is_version(new: Document, old: Document) -> bool:
    if new.url and new.url == old.url:
        return True
    if new.title and (new.title, new.outlet) == (old.title, old.outlet):
        return True
    return PurePosixPath(new.label).name == PurePosixPath(old.label).name


def _holds(document: Document, cited: Citation) -> bool:
    return " ".join(cited.quote.split()) in " ".join(document.text.split())


def _overlaps(claim: Claim, cited: Citation, new_id: dict[str, str]) -> bool:
    return claim.span.doc == new_id.get(cited.doc) and claim.span.start < cited.end and cited.start < claim.span.end


def _differing(both: _Both, kind: ChangeKind) -> Iterator[Change]:
    """Differences of one kind between an earlier text and a new one."""
    for difference in both.differences:
        if CHANGED.get(difference.relation) != kind:
            continue
        before = [p for p in difference.positions if all(c.doc in both.known for c in p.citations)]
        after = [p for p in difference.positions if not any(c.doc in both.known for c in p.citations)]
        if before and after:
            yield Change(
                kind=kind,
                now=tuple(_cited(after)),
                earlier=tuple(
                    EarlierWords(doc=both.ids[c.doc], start=c.start, end=c.end, quote=c.quote) for c in _cited(before)
                ),
            )


def _cited(positions: Sequence[Position]) -> Iterator[Citation]:
    seen = set[tuple[str, int, int]]()
    for position in positions:
        for citation in (*position.value.citations, *position.citations):
            key = (citation.doc, citation.start, citation.end)
            if key not in seen:
                seen.add(key)
                yield citation
