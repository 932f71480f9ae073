"""An earlier brief and the present one -> what is new, updated, contradicted or withdrawn. Pure.

Compared are the sources, not the two selections: a sentence that the earlier brief merely left out is not new, and one
that the present brief merely leaves out is not withdrawn. A source that is not handed in again has withdrawn nothing.
What a later version of the same article puts otherwise is an update by its own outlet, and no contradiction. A figure
that is older than the one the earlier brief's sources have is no update.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
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
    Phrase,
    Position,
    Sentence,
    phrase,
)
from service.stages import relate, select, split
from service.stages.align import carries, find_differences
from service.stages.compose.timeline import day_of
from service.versions import Reworded, figures, is_version, reworded

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
    versions: dict[str, str]  # id of a present document -> id of its earlier version among these
    reworded: tuple[Reworded, ...]  # between versions


def changes(earlier: Brief, documents: Sequence[Document], sentences: Sequence[BriefSentence]) -> tuple[Change, ...]:
    """All changes: withdrawn first, then contradicted, updated and new, each in reading order."""
    both = _read(earlier, documents)
    differing = list(_differing(both))
    corrected = list(_corrected(earlier, sentences, both, differing))
    updated = [*(c for c in differing if c.kind == ChangeKind.UPDATED), *corrected]
    return (
        *_withdrawn(earlier, both, updated),
        *(c for c in differing if c.kind == ChangeKind.CONTRADICTED),
        *updated,
        *_new(sentences, both, updated),
    )


def compared(earlier: Brief, found: Sequence[Change]) -> Phrase:
    """With what the present brief was compared, or that nothing has changed since."""
    sources, sentences = str(len(earlier.sources)), str(len(earlier.sentences))
    return phrase("compared" if found else "no_change", sources=sources, sentences=sentences)


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
    versions = {n.id: o.id for o in old for n in alone if is_version(n, o)}
    by_doc: dict[str, list[Sentence]] = {}
    for sentence in cut:
        by_doc.setdefault(sentence.span.doc, []).append(sentence)
    return _Both(
        documents=union,
        known=frozenset(ids),
        ids=ids,
        present=frozenset(d.id for d in documents),
        claims=selected.claims,
        differences=find_differences(union, events, selected.claims),
        versions=versions,
        reworded=tuple(p for n, o in versions.items() for p in reworded(by_doc.get(o, ()), by_doc.get(n, ()))),
    )


def _new(sentences: Sequence[BriefSentence], both: _Both, updated: Sequence[Change]) -> Iterator[Change]:
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
        if any(
            c.span.contains(now.span) or now.span.contains(c.span) for u in updated for now in u.now for c in support
        ):
            continue
        yield Change(kind=ChangeKind.NEW, sentence=sentence.id, now=support)


def _withdrawn(earlier: Brief, both: _Both, updated: Sequence[Change]) -> Iterator[Change]:
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
        told = [words for u in updated for words in u.earlier]
        if any(c.doc == w.doc and c.start < w.end and w.start < c.end for c in support for w in told):
            continue
        yield Change(
            kind=ChangeKind.WITHDRAWN,
            earlier=tuple(EarlierWords(doc=c.doc, start=c.start, end=c.end, quote=c.quote) for c in support),
        )


def _again(document: Document, both: _Both) -> Document | None:
    """The present version of an earlier document: the same text, address, file name, or outlet and title."""
    candidates = [d for d in both.documents if d.id in both.present]
    same = next((d for d in candidates if d.sha256_text == document.sha256_text), None)
    return same or next((d for d in candidates if is_version(d, document)), None)


def _holds(document: Document, cited: Citation) -> bool:
    return " ".join(cited.quote.split()) in " ".join(document.text.split())


def _overlaps(claim: Claim, cited: Citation, new_id: dict[str, str]) -> bool:
    return claim.span.doc == new_id.get(cited.doc) and claim.span.start < cited.end and cited.start < claim.span.end


def _differing(both: _Both) -> Iterator[Change]:
    """Differences between an earlier text and a new one; those between two versions of an article are corrections."""
    for difference in both.differences:
        kind = CHANGED.get(difference.relation)
        if kind is None:
            continue
        for is_corrected, before, after in _set_against(difference, both):
            yield Change(
                kind=ChangeKind.UPDATED if is_corrected else kind,
                corrected=is_corrected,
                now=tuple(_cited(after)),
                earlier=tuple(_earlier(c, both) for c in _cited(before)),
            )


def _set_against(difference: Difference, both: _Both) -> Iterator[tuple[bool, list[Position], list[Position]]]:
    """Sides of earlier texts and the new ones they are set against, corrections apart; no update by an older one."""
    sides = difference.positions
    known = [{c.doc in both.known for c in side.citations} for side in sides]
    beside: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)  # new side -> the earlier ones
    for pair in difference.pairs or combinations(range(len(sides)), 2):
        for old, new in (pair, pair[::-1]):
            if known[old] != {True} or known[new] != {False} or _is_in_both(sides[old], sides[new], both):
                continue
            is_own = {both.versions.get(doc) for doc in sides[new].sources} <= {*sides[old].sources}
            is_update = difference.relation == DifferenceRelation.UPDATE
            if is_own or not (is_update and _is_before(sides[new], sides[old], both)):
                beside[new, is_own].append(old)
    groups: defaultdict[tuple[bool, tuple[int, ...]], list[int]] = defaultdict(list)
    for (new, is_own), olds in beside.items():
        groups[is_own, tuple(sorted(olds))].append(new)
    for (is_own, before), news in groups.items():
        yield is_own, [sides[n] for n in before], [sides[n] for n in sorted(news)]


def _is_in_both(old: Position, new: Position, both: _Both) -> bool:
    """Two values of one article that both of its versions have."""
    one, two = old.sources[0], new.sources[0]
    if both.versions.get(two) != one:
        return False
    texts = [" ".join(d.text.split()) for d in both.documents if d.id in {one, two}]
    return all(" ".join(side.value.text.split()) in text for side in (old, new) for text in texts)


def _is_before(a: Position, b: Position, both: _Both) -> bool:
    """A figure or state of an earlier day, or of one day from a source that appeared earlier."""
    documents = {d.id: d for d in both.documents}
    one, two = day_of(a, documents), day_of(b, documents)
    if one is None or two is None or one != two:
        return one is not None and two is not None and one < two
    printed, later = (documents[p.sources[0]].published for p in (a, b))
    return printed is not None and later is not None and printed.timestamp() < later.timestamp()


def _corrected(
    earlier: Brief, sentences: Sequence[BriefSentence], both: _Both, told: Sequence[Change]
) -> Iterator[Change]:
    """Sentences that a later version puts otherwise: those that a brief has published, and all with other figures."""
    told_now = [c.span for change in told if change.corrected for c in change.now]
    for before, after in both.reworded:
        was = _earlier(Citation(**before.span.model_dump(), quote=before.text, role="support"), both)
        now = Citation(**after.span.model_dump(), quote=after.text, role="support")
        published = any(c.span.overlaps(after.span) for s in sentences for c in s.citations if c.role == "support")
        had = any(
            c.doc == was.doc and c.start < was.end and was.start < c.end
            for s in earlier.sentences
            for c in s.citations
            if c.role == "support"
        )
        figured = figures(before.text) != figures(after.text)
        if (published or had or figured) and not any(after.span.contains(span) for span in told_now):
            yield Change(kind=ChangeKind.UPDATED, corrected=True, now=(now,), earlier=(was,))


def _earlier(cited: Citation, both: _Both) -> EarlierWords:
    """The words by the ids of the earlier brief."""
    return EarlierWords(doc=both.ids[cited.doc], start=cited.start, end=cited.end, quote=cited.quote)


def _cited(positions: Sequence[Position]) -> Iterator[Citation]:
    seen = set[tuple[str, int, int]]()
    for position in positions:
        for citation in (*position.value.citations, *position.citations):
            key = (citation.doc, citation.start, citation.end)
            if key not in seen:
                seen.add(key)
                yield citation
