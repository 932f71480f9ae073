"""The extractive writer: one verbatim sentence a cluster, with recorded edits, attributed, every word cited.

Pure. It is the default writer without a model and the fallback of the llm writer, so it goes through the same check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Claim, Cluster, Document, Draft, Phrase, Sentence, Span, WrittenBy, phrase
from service.records.citing import cite
from service.stages.compose.edits import Change, apply, changes_of
from service.text.dateline import dateline_end
from service.text.figures import find_figures
from service.text.loaded import TermRule

BACKGROUND = "E0"


def extract_draft(
    cluster: Cluster,
    documents: Mapping[str, Document],
    sentences: Mapping[str, Sentence],
    rules: Sequence[TermRule],
    event_of: Mapping[str, str] | None = None,
) -> Draft:
    """The head claim of `cluster` as a sentence; the claims of other articles corroborate it.

    `event_of` gives events by sentence id: words that stay as they are take no context from another event.
    """
    head = cluster.claims[0]
    document = documents[head.span.doc]
    span = _behind_dateline(head)
    changes = [c for c in changes_of(sentences[head.sentence], document, rules) if c.start >= span.start]
    # "the bank" whose introduction is context stays as it is: no edit, but what it rests on is cited
    kept = [c for c in changes if c.replacement == document.text[c.start : c.end]]
    text, edits = apply(span, document, [c for c in changes if c not in kept])
    foreign = _foreign(cluster, sentences, event_of or {}) if kept else []
    changes = [c for c in changes if c not in kept or not any(s.contains(e) for e in c.evidence for s in foreign)]
    citations = [cite(documents, span, "support")]
    citations += [cite(documents, wide, "context") for wide in _context(span, head, changes, sentences)]
    own = document.duplicate_of or document.id
    others = [c for c in cluster.claims[1:] if (documents[c.span.doc].duplicate_of or c.span.doc) != own]
    citations += [cite(documents, c.span, "corroborate") for c in others]
    return Draft(
        cluster=cluster.id,
        event=cluster.event,
        text=text,
        claims=(head.id, *(c.id for c in others)),
        citations=tuple(citations),
        edits=edits,
        attribution=attribution(head, document),
        written_by=WrittenBy.EXTRACT,
    )


def _foreign(cluster: Cluster, sentences: Mapping[str, Sentence], event_of: Mapping[str, str]) -> list[Span]:
    """The sentences of the same article that tell of another reported event."""
    own, doc = {cluster.event, BACKGROUND}, cluster.claims[0].span.doc
    if cluster.event == BACKGROUND:
        return []
    return [s.span for s in sentences.values() if s.span.doc == doc and event_of.get(s.id, BACKGROUND) not in own]


def _behind_dateline(claim: Claim) -> Span:
    """The claim without the dateline at its head, which says where and when the article was written."""
    start = claim.span.start + dateline_end(claim.text)
    return claim.span.model_copy(update={"start": start})


def _context(cited: Span, claim: Claim, changes: Sequence[Change], sentences: Mapping[str, Sentence]) -> list[Span]:
    """What the edits and the words that stay rest on, outside the slice itself; each once, in text order.

    Words of another sentence are cited with all of it: a bare name does not say that the meeting was this person's.
    """
    found: dict[tuple[int, int], Span] = {}
    for change in changes:
        for evidence in change.evidence:
            if not cited.contains(evidence):
                wide = _whole(evidence, claim, sentences)
                found[(wide.start, wide.end)] = wide
    spans = [found[key] for key in sorted(found)]
    return [one for one in spans if not any(other != one and other.contains(one) for other in spans)]


def _whole(evidence: Span, claim: Claim, sentences: Mapping[str, Sentence]) -> Span:
    """The sentence that holds the words; the words alone where it is the claim's own, or none holds them.

    Alone, too, where they are its dateline, which says the day of the article and nothing of what the sentence tells.
    """
    homes = (s for s in sentences.values() if s.span.contains(evidence) and s.id != claim.sentence)
    home = next(homes, None)
    if home is None or (home.span.start == evidence.start and len(evidence) <= dateline_end(home.text)):
        return evidence
    return home.span


def attribution(claim: Claim, document: Document) -> Phrase:
    """Who says it: the source, its outlet where known; and that figures come without a source where they do."""
    figures = find_figures(claim.text)
    unsourced = bool(figures) and all(f.speaker is None for f in figures)
    name = "by_source_outlet" if document.outlet else "by_source"
    slots = {"source": document.id} | ({"outlet": document.outlet} if document.outlet else {})
    return phrase(name + ("_unsourced" if unsourced else ""), (), **slots)
