"""A brief as Markdown (CommonMark with tables).

Enters: a Brief. Leaves: Markdown whose only markup is ours; words of articles are escaped, never interpreted.
Never: raw HTML, images, or links but the http(s) addresses of sources. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.records import (
    Brief,
    BriefSentence,
    Change,
    Decided,
    Term,
    TimelineEntry,
    Withheld,
)
from service.stages.render import wording
from service.stages.render.deciding import decision_text
from service.stages.render.differing import difference_blocks
from service.stages.render.markdown_differences import difference_text
from service.stages.render.markdown_text import escape, marks, phrase, phrases, spaced, table
from service.stages.render.outline import (
    EditNote,
    Outline,
    Section,
    change_told,
    change_words,
    coverage_note,
    days,
    docs,
    named,
    outline,
    provenance_rows,
)
from service.stages.render.references import outlet_citations, with_role
from service.stages.render.safe_text import web_address


def render_markdown(brief: Brief) -> str:
    """The whole brief; sections without content are left out."""
    view = outline(brief)
    notes = view.label_edits()
    blocks = difference_blocks(brief.differences, brief.figures)
    parts = [
        f"# {phrase(view, brief.title)}",
        _overview(view),
        *(_section(view, section, notes) for section in view.sections()),
        _block(wording.DIFFERENCES, [difference_text(view, item) for item in blocks]),
        _terms(view, brief.terms),
        _listed(wording.WITHHELD, [_withheld(view, item) for item in brief.withheld], wording.WITHHELD_LEAD),
        _listed(wording.EDITS, [_edit(number, note) for number, note in enumerate(notes, 1)], wording.EDITS_LEAD),
        _timeline(view),
        _changes(view),
        _listed(wording.DECISIONS, [_decision(view, item) for item in brief.decisions]),
        _coverage(view),
        _listed(wording.NOTICES, [escape(_noticed(item.doc, item.message)) for item in view.notices()]),
        _listed(wording.SOURCES, [_source(view, doc) for doc in view.documents]),
        _listed(wording.HOW_MADE, [f"{label}: {escape(value)}" for label, value in provenance_rows(brief)]),
        _references(view),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(title: str, parts: Sequence[str]) -> str:
    return "\n\n".join((f"## {title}", *parts)) if parts else ""


def _listed(title: str, items: Sequence[str], lead: str = "") -> str:
    if not items:
        return ""
    lines = "\n".join(f"- {item}" for item in items)
    return _block(title, [lead, lines] if lead else [lines])


def _overview(view: Outline) -> str:
    columns = wording.OVERVIEW_COLUMNS
    header = ["Event", *columns.values(), wording.SOURCES, wording.SAME_EVENT]
    rows = [
        [
            f"**{row.event}** {phrase(view, view.label(row))}",
            *(phrases(view, getattr(row, name)) for name in columns),
            escape(", ".join(row.sources)),
            phrases(view, row.maybe_same_as),
        ]
        for row in view.brief.overview
    ]
    return _block(wording.OVERVIEW, [table(header, rows)] if rows else [])


def _section(view: Outline, section: Section, notes: tuple[EditNote, ...]) -> str:
    label = escape(section.label.text) if section.in_overview else phrase(view, section.label)
    lines = [_sentence(view, item, notes) for item in section.sentences]
    parts = ["\n".join(f"- {line}" for line in lines) if lines else wording.NO_SENTENCE]
    for same in section.same_as:
        evidence = ((wording.FOR, same.evidence_for), (wording.AGAINST, same.evidence_against))
        told = "".join(f"\n- {name}: {phrases(view, items)}" for name, items in evidence if items)
        parts.append(f"{wording.SAME_AS} {escape(same.event)}:\n{told}")
    return _block(f"{escape(section.id)}: {label}", parts)


def _sentence(view: Outline, item: BriefSentence, notes: tuple[EditNote, ...]) -> str:
    own = "".join(f"[e{number}]" for number, note in enumerate(notes, 1) if note.sentence == item.id)
    support = marks(view, with_role(item, "support")) + own
    same = item.corroboration
    agreed = spaced(
        f"*{escape(same.text)}.*" if same else "",
        marks(view, with_role(item, "corroborate")),
    )
    context = marks(view, with_role(item, "context"))
    return spaced(
        f"**{escape(item.attribution.text)}:**",
        escape(item.text),
        support,
        agreed,
        f"*Context:* {context}" if context else "",
    )


def _terms(view: Outline, terms: tuple[Term, ...]) -> str:
    header = ["What is meant", "In this brief", "In the sources", "Handling"]
    rows = [
        [escape(item.referent), escape(item.neutral), _variants(view, item), wording.HANDLING[item.handling]]
        for item in terms
    ]
    return _block(wording.TERMS, [table(header, rows)] if rows else [])


def _variants(view: Outline, item: Term) -> str:
    return "; ".join(
        spaced(
            f"“{escape(variant.wording)}”",
            f"({escape(wording.voice(variant.speaker))}, {escape(docs(variant.citations))})",
            marks(view, variant.citations),
        )
        for variant in item.variants
    )


def _withheld(view: Outline, item: Withheld) -> str:
    words = ", ".join(f"“{escape(word)}”" for word in item.words)
    reason = wording.REASON[item.reason] + (f": {words}" if words else "")
    return spaced(f"{escape(item.event)}: “{escape(item.text)}”", marks(view, item.citations), f"({reason})")


def _edit(number: int, note: EditNote) -> str:
    before = f"“{escape(note.before)}”" if note.before is not None else wording.UNKNOWN_SOURCE
    after = f"“{escape(note.after)}”" if note.after else wording.LEFT_OUT
    return f"[e{number}] {before} → {after} ({escape(note.place)})"


def _timeline(view: Outline) -> str:
    header = ["Day", "When, as reported", "What"]
    rows = [
        [escape(days(entry)), phrase(view, entry.when), spaced(escape(named(entry)), _told(view, entry))]
        for entry in view.brief.timeline
    ]
    return _block(wording.TIMELINE, [table(header, rows)] if rows else [])


def _told(view: Outline, entry: TimelineEntry) -> str:
    """An event by its label; a sentence that stands above is not repeated."""
    return marks(view, entry.what.citations) if entry.sentence else phrase(view, entry.what)


def _changes(view: Outline) -> str:
    since = escape(view.brief.since.text) if view.brief.since is not None else ""
    if since and not view.brief.changes:
        return _block(wording.CHANGES, [since])
    return _listed(wording.CHANGES, [_change(view, item) for item in view.brief.changes], since)


def _change(view: Outline, item: Change) -> str:
    earlier, now = change_words(item)
    kind, _, told = change_told(item).partition(": ")
    return spaced(
        f"**{escape(kind)}**: {told}.",
        f"{wording.EARLIER}: {escape(earlier)}." if earlier else "",
        f"{wording.NOW}: {escape(now)}" if now else "",
        marks(view, item.now),
    )


def _decision(view: Outline, item: Decided) -> str:
    return spaced(escape(decision_text(item)), marks(view, item.citations))


def _coverage(view: Outline) -> str:
    header = ["Source", "Claims used", "Repeated word for word", "Note"]
    rows = [
        [
            escape(view.source(row.doc)),
            f"{row.used} of {row.claims}",
            f"{row.verbatim_share:.0%}",
            phrase(view, coverage_note(row)),
        ]
        for row in view.brief.coverage
    ]
    return _block(wording.COVERAGE, [table(header, rows)] if rows else [])


def _noticed(doc: str, message: str) -> str:
    return f"{doc}: {message}" if doc else message


def _source(view: Outline, doc: str) -> str:
    item = view.documents[doc]
    address = web_address(item.url)
    published = f"published {item.published.date().isoformat()}" if item.published else "date not given"
    facts = [
        f"**{escape(view.source(doc))}**",
        escape(item.title) if item.title else "",
        published,
        f"<{address}>" if address else escape(item.url or item.label),
    ]
    return spaced(", ".join(fact for fact in facts if fact), marks(view, outlet_citations(view.brief, doc)))


def _references(view: Outline) -> str:
    items = [
        f"[{item.number}] {escape(view.source(item.doc))}, {view.place(item.doc, item.start, item.end)}: "
        f"“{escape(item.quote)}”"
        for item in view.refs.items
    ]
    return _listed(wording.REFERENCES, items)
