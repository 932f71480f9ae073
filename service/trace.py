"""What ``--trace`` leaves in a folder: each stage's records as JSON lines, the brief, and a template of decisions.

Enters: what was prepared, and the brief. Leaves: files. Never: a file outside the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from service.records import Brief, Document, Mention, Span
from service.writing import Prepared

RECORDS = ("documents", "sentences", "claims", "mentions", "events", "clusters", "chosen")
TEMPLATE = "decisions.yaml"
HEAD = """\
# Decisions for these inputs. Take the "# " off what you decide, and run again with --decisions {name}.
# same / apart: two or more mentions are one event or are not; point at each with words of its document.
# date: when a document was published. keep: a wording of the term list stays as the source has it.
# out / pin: a sentence is not to be published, or is to be published if it passes its check.
author: ""
decisions:
"""


def write_trace(folder: Path, prepared: Prepared, brief: Brief) -> None:
    """Each stage's records as JSON lines, for whoever wants to see how a sentence came about."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in RECORDS:
        lines = (record.model_dump_json() for record in getattr(prepared, name))
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "brief.json").write_text(brief.model_dump_json(indent=2), encoding="utf-8")
    (folder / TEMPLATE).write_text(decisions_template(prepared, brief), encoding="utf-8")


def decisions_template(prepared: Prepared, brief: Brief) -> str:
    """YAML without a decision, and every doubtful case of the run as a comment that becomes one."""
    lines = [HEAD.format(name=TEMPLATE)]
    kept = "Sentences that were withheld; a pin helps where another decision changes their check."
    for title, entries in (
        ("Which of these are one event? The texts do not decide it.", list(_doubts(prepared))),
        ("When was it published? Relative times stay open until then.", list(_undated(prepared))),
        ("Wordings that the brief replaced or attributed.", list(_terms(prepared, brief))),
        (kept, list(_withheld(prepared, brief))),
        ("Published sentences: take one out.", list(_published(prepared, brief))),
    ):
        if entries:
            lines += [f"  # {title}\n", *(f"  # {line}\n" for entry in entries for line in entry), "\n"]
    return "".join(lines)


def _doubts(prepared: Prepared) -> Iterator[list[str]]:
    documents = {d.id: d for d in prepared.documents}
    spans = {s.id: s.span for s in prepared.sentences}
    events = {e.id: e for e in prepared.events}
    seen = set[frozenset[str]]()
    for event in prepared.events:
        sure = next((m for m in event.mentions if m.doubt is None), None)
        for mention in (m for m in event.mentions if m.doubt is not None and sure is not None):
            yield [
                f"- same:  # {mention.doc} and the rest of {event.id}; write apart: if they are two",
                *(f"    - {_place(m, documents, spans)}" for m in (mention, sure) if m is not None),
            ]
        for same in event.maybe_same_as:
            pair = frozenset((event.id, same.event))
            other = events.get(same.event)
            if pair in seen or other is None or not event.mentions or not other.mentions:
                continue
            seen.add(pair)
            places = [_place(m, documents, spans) for m in (event.mentions[0], other.mentions[0])]
            yield [
                f"- same:  # {event.id} and {other.id}; write apart: if they are two",
                *(f"    - {p}" for p in places),
            ]


def _place(mention: Mention, documents: dict[str, Document], spans: dict[str, Span]) -> str:
    document = documents[mention.doc]
    named = [s.span for s in mention.slots if s.name in {"who", "whom"}]
    sentence = spans.get(mention.sentences[0]) if mention.sentences else None
    inside = [s for s in named if sentence is None or s.overlaps(sentence)] or named
    if inside:
        words = document.text[min(s.start for s in inside) : max(s.end for s in inside)]
    else:
        words = document.slice(sentence) if sentence is not None else ""
    return _pointer(document, words)


def _pointer(document: Document, words: str) -> str:
    flat = " ".join(words.split())
    return f"{{document: {document.id}, words: {json.dumps(flat, ensure_ascii=False)}}}"


def _undated(prepared: Prepared) -> Iterator[list[str]]:
    for document in prepared.documents:
        if document.published is None:
            yield [f"- {{date: YYYY-MM-DD, document: {document.id}}}  # {json.dumps(document.label)}"]


def _terms(prepared: Prepared, brief: Brief) -> Iterator[list[str]]:
    for rule in prepared.rules:
        if any(rule.pattern.search(variant.wording) for term in brief.terms for variant in term.variants):
            yield [f"- keep: {json.dumps(rule.id)}"]


def _withheld(prepared: Prepared, brief: Brief) -> Iterator[list[str]]:
    documents = {d.id: d for d in prepared.documents}
    for item in brief.withheld:
        yield [f"- pin: {_pointer(documents[item.citations[0].doc], item.citations[0].quote)}"]


def _published(prepared: Prepared, brief: Brief) -> Iterator[list[str]]:
    documents = {d.id: d for d in prepared.documents}
    for item in brief.sentences:
        cited = next(c for c in item.citations if c.role == "support")
        yield [f"- out: {_pointer(documents[cited.doc], cited.quote)}  # {item.id}"]
