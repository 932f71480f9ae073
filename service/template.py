"""The template of decisions that ``--trace`` leaves: every case an editor may decide, as comments that become entries.

Enters: what was prepared, and the brief. Leaves: YAML without a decision. Never: a line that would do nothing once its
"# " is taken off; only a date that no text gives has to be filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from service.clock import Clock
from service.records import (
    Brief,
    Claim,
    Document,
    EditKind,
    Event,
    Mention,
    NoticeCode,
    Place,
    Reason,
    Span,
)
from service.stages import check, decide
from service.text.loaded import find_loaded
from service.writing import Bench, Prepared

NAME = "decisions.yaml"
PINS = 12  # sentences offered beyond those of the brief
PARTS = 12  # articles of one event offered to be taken apart
HEAD = """\
# Decisions for these inputs. Take the "# " off what you decide, and run again with --decisions {name}.
# same / apart: two or more mentions are one event or are not; point at each with words of its document.
# date: when a document was published. keep: a wording of the term list stays as the source has it.
# out / pin: a sentence is not to be published, or is to be published if it passes its check.
# Behind any of them: `why: your reason`. The brief lists each with its author and reason.
author: ""
decisions:
"""


def decisions_template(prepared: Prepared, brief: Brief) -> str:
    """YAML without a decision, and every case that can be decided as a comment that becomes one."""
    texts = decide.Texts(prepared.documents, prepared.sentences, prepared.mentions, prepared.claims)
    lines = [HEAD.format(name=NAME)]
    for title, entries in (
        ("Which of these are one event? The texts do not decide it.", _doubts(prepared, texts)),
        ("Told as one event. Take apart what is another one.", _joined(prepared, texts)),
        ("When was it published? Times such as Monday count from it.", _dates(prepared)),
        (
            "Wordings that the brief replaced, left out or gave to their outlet. Keep them as the source has them.",
            _terms(prepared, brief),
        ),
        ("Published sentences: take one out.", _published(prepared, brief, texts)),
        ("Not chosen, and fit to be published: pin one.", _unchosen(prepared, brief, texts)),
    ):
        found = list(entries)
        if found:
            lines += [f"  # {title}\n", *(f"  # {line}\n" for entry in found for line in entry), "\n"]
    return "".join(lines)


def _doubts(prepared: Prepared, texts: decide.Texts) -> Iterator[list[str]]:
    events = {e.id: e for e in prepared.events}
    seen = set[frozenset[str]]()
    for event in prepared.events:
        sure = next((place for m in event.mentions if m.doubt is None and (place := _of_mention(m, texts))), "")
        for doubted in (place for m in event.mentions if m.doubt is not None and (place := _of_mention(m, texts))):
            if sure:
                about = f"an article in doubt and the rest of {event.id}"
                yield [f"- same:  # {about}; write apart: if they are two", f"    - {doubted}", f"    - {sure}"]
        for same in event.maybe_same_as:
            pair = frozenset((event.id, same.event))
            other = events.get(same.event)
            if pair in seen or other is None:
                continue
            seen.add(pair)
            places = [_of_event(e, texts) for e in (event, other)]
            if all(places):
                yield [
                    f"- same:  # {event.id} and {other.id}; write apart: if they are two",
                    *(f"    - {place}" for place in places),
                ]


def _joined(prepared: Prepared, texts: decide.Texts) -> Iterator[list[str]]:
    copies = {d.id for d in prepared.documents if d.duplicate_of}
    for event in prepared.events:
        own = [m for m in event.mentions if m.doc not in copies]
        pointed = [place for m in own[: PARTS + 1] if (place := _of_mention(m, texts))]
        for other in pointed[1:]:
            yield [f"- apart:  # both in {event.id}", f"    - {pointed[0]}", f"    - {other}"]


def _of_event(event: Event, texts: decide.Texts) -> str:
    return next((place for m in event.mentions if (place := _of_mention(m, texts))), "")


def _of_mention(mention: Mention, texts: decide.Texts) -> str:
    """Words that point at this mention and at no other; empty where no words of it do."""
    document = next(d for d in texts.documents if d.id == mention.doc)
    for words in _candidates(mention, document, texts):
        place = Place(document=document.id, words=words)
        meant = decide.mention_of(place, texts)
        if not meant.fault and meant.mention is not None and meant.mention.id == mention.id:
            return _pointer(document, words)
    return ""


def _candidates(mention: Mention, document: Document, texts: decide.Texts) -> Iterator[str]:
    """From who to whom in one sentence, then whole sentences, the first that tell it before the others."""
    own = [s for s in texts.sentences if s.id in mention.sentences]
    named = [slot.span for slot in mention.slots if slot.name in {"who", "whom"}]
    for sentence in own[:1]:
        inside = [span for span in named if span.overlaps(sentence.span)]
        if len(inside) > 1:
            yield _flat(document.text[min(s.start for s in inside) : max(s.end for s in inside)])
    yield from (_flat(sentence.text) for sentence in own)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _pointer(document: Document, words: str) -> str:
    return f"{{document: {document.id}, words: {json.dumps(_flat(words), ensure_ascii=False)}}}"


def _dates(prepared: Prepared) -> Iterator[list[str]]:
    """Documents without a date, and those whose date was read from their text, which an editor may know better."""
    for document in prepared.documents:
        own = {n.code for n in document.notices} & {NoticeCode.DATE_FROM_TEXT}
        if document.published is not None and not own:
            continue
        day = document.published.date().isoformat() if document.published is not None else "YYYY-MM-DD"
        told = "; read from its text" if own else "; write the date"
        yield [f"- {{date: {day}, document: {document.id}}}  # {json.dumps(document.label, ensure_ascii=False)}{told}"]


def _terms(prepared: Prepared, brief: Brief) -> Iterator[list[str]]:
    """The entries of the term list that changed a sentence of the brief or kept one out, each with its words."""
    documents = {d.id: d for d in prepared.documents}
    touched = [e.source for s in brief.sentences for e in s.edits if e.kind == EditKind.LABEL]
    touched += [c.span for w in brief.withheld if w.reason == Reason.LOADED_LABEL for c in w.citations]
    words: dict[str, dict[str, None]] = {}
    for sentence in prepared.sentences:
        near = [span for span in touched if span.overlaps(sentence.span)]
        for hit in find_loaded(sentence.text, prepared.rules) if near else ():
            start, end = sentence.span.start + hit.start, sentence.span.start + hit.end
            if not hit.spoken and any(span.start < end and start < span.end for span in near):
                found = documents[sentence.span.doc].text[start:end]
                words.setdefault(hit.rule.id, {}).setdefault(_flat(found))
    for name, said in words.items():
        yield [f"- keep: {json.dumps(name)}  # {', '.join(json.dumps(w, ensure_ascii=False) for w in said)}"]


def _published(prepared: Prepared, brief: Brief, texts: decide.Texts) -> Iterator[list[str]]:
    documents = {d.id: d for d in prepared.documents}
    for item in brief.sentences:
        for cited in (c for c in item.citations if c.role == "support"):
            if not decide.claims_of(Place(document=cited.doc, words=cited.quote), texts).fault:
                yield [f"- out: {_pointer(documents[cited.doc], cited.quote)}  # {item.id}"]
                break


def _unchosen(prepared: Prepared, brief: Brief, texts: decide.Texts) -> Iterator[list[str]]:
    """Statements beyond the brief that pass their check, those worth most first."""
    documents = {d.id: d for d in prepared.documents}
    cited = [c.span for s in brief.sentences for c in s.citations if c.role != "context"]
    taken = {c.id for c in prepared.chosen}
    rest = [c for c in prepared.clusters if c.id not in taken and not _is_cited(c.claims, cited)]
    bench, found = Bench(prepared, Clock()), 0
    for cluster in sorted(rest, key=lambda c: (-c.salience, int(c.id[1:]))):
        if found == PINS:
            return
        draft, head = bench.extract(cluster), cluster.claims[0]
        place = Place(document=head.span.doc, words=head.text)
        if check.is_publishable(bench.check(draft)) and not decide.claims_of(place, texts).fault:
            found += 1
            yield [f"- pin: {_pointer(documents[head.span.doc], head.text)}"]


def _is_cited(claims: Sequence[Claim], cited: Sequence[Span]) -> bool:
    return any(claim.span.overlaps(span) for claim in claims for span in cited)
