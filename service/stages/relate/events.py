"""Events: groups of mentions judged the same; what may be the same is kept beside them.

Pure and deterministic: groups are numbered by their first mention. A mention joins a group only where no member is
judged different from it, so that a chain of likenesses never blends two events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.records import Document, Event, EventKind, Mention, Phrase, SameAs, phrase, slice_phrase
from service.stages.relate.compare import Context, Judgement, Verdict, cite, compare
from service.text.similarity import content_tokens, cosine, idf, tf_idf

RANK = {Verdict.SAME: 3, Verdict.MAYBE: 2, Verdict.WEAK: 1, Verdict.DIFFERENT: 0}


def run(documents: Sequence[Document], mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """Reported events E1.. and, last, the background E0."""
    context = Context({d.id: d for d in documents}, _cosines(documents))
    verdicts = {
        (a.id, b.id): compare(a, b, context) for n, a in enumerate(mentions) for b in mentions[n + 1 :]
    }
    groups = _groups(mentions, verdicts)
    numbered = [(f"E{n}", group) for n, group in enumerate(groups, start=1)]
    events = [
        Event(
            id=event_id,
            kind=EventKind.REPORTED,
            label=_label(group, context.documents),
            mentions=tuple(group),
            maybe_same_as=_maybe(event_id, group, numbered, verdicts),
        )
        for event_id, group in numbered
    ]
    return (*events, Event(id="E0", kind=EventKind.BACKGROUND, label=phrase("event_background")))


def _cosines(documents: Sequence[Document]) -> dict[tuple[str, str], float]:
    words = [content_tokens(f"{d.title or ''}\n{d.text}") for d in documents]
    weights = idf(words)
    vectors = [tf_idf(w, weights) for w in words]
    pairs = {}
    for n, a in enumerate(documents):
        for m in range(n + 1, len(documents)):
            b = documents[m]
            pairs[(min(a.id, b.id), max(a.id, b.id))] = cosine(vectors[n], vectors[m])
    for document in documents:
        pairs[(document.id, document.id)] = 1.0
    return pairs


def _verdict(verdicts: Mapping[tuple[str, str], Judgement], a: Mention, b: Mention) -> Judgement:
    return verdicts[(a.id, b.id)] if (a.id, b.id) in verdicts else verdicts[(b.id, a.id)]


def _groups(mentions: Sequence[Mention], verdicts: Mapping[tuple[str, str], Judgement]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in mentions:
        for group in groups:
            ranks = [RANK[_verdict(verdicts, other, mention).verdict] for other in group]
            same = sum(rank == RANK[Verdict.SAME] for rank in ranks)
            apart = any(_conflicts(_verdict(verdicts, other, mention)) for other in group)
            if same * 2 >= len(ranks) and same and not apart:
                group.append(mention)
                break
        else:
            groups.append([mention])
    return groups


def _conflicts(judgement: Judgement) -> bool:
    """Judged different on a stated value, not merely for want of likeness."""
    hard = {"against_place", "against_actor", "against_date", "against_same_article"}
    return judgement.verdict == Verdict.DIFFERENT and any(p.template in hard for p in judgement.evidence_against)


def _maybe(
    event_id: str,
    group: Sequence[Mention],
    numbered: Sequence[tuple[str, list[Mention]]],
    verdicts: Mapping[tuple[str, str], Judgement],
) -> tuple[SameAs, ...]:
    found = []
    for other_id, other in numbered:
        if other_id == event_id:
            continue
        judged = [_verdict(verdicts, a, b) for a in group for b in other]
        if any(_conflicts(j) for j in judged):
            continue
        best = max(judged, key=lambda j: RANK[j.verdict])
        if best.verdict in {Verdict.MAYBE, Verdict.WEAK, Verdict.SAME}:
            found.append(
                SameAs(
                    event=other_id,
                    weak=best.verdict == Verdict.WEAK,
                    evidence_for=best.evidence_for,
                    evidence_against=best.evidence_against,
                )
            )
    return tuple(found)


def _label(group: Sequence[Mention], documents: Mapping[str, Document]) -> Phrase:
    """A heading from the slots of the group's mentions: both sides and the place, or the short form of a lead."""
    slots = {name: [s for m in group for s in m.values(name)] for name in ("who", "whom", "where", "what")}
    if group[0].kind != "meeting":
        return slice_phrase(cite(documents, slots["what"][0].span))
    chosen = {}
    for name in ("who", "whom"):
        people = [s for s in slots[name] if s.unit == "person"]
        chosen[name] = (people or slots[name])[0]
    place = next((s for s in slots["where"] if not s.negative and not s.speaker), None)
    cited = [cite(documents, s.span) for s in chosen.values()]
    if place is None:
        return phrase("event_with", tuple(cited), who=chosen["who"].text, whom=chosen["whom"].text)
    cited.append(cite(documents, place.span))
    return phrase("event_with_place", tuple(cited), who=chosen["who"].text, whom=chosen["whom"].text, where=place.text)
