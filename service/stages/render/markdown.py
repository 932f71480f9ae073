"""A brief as Markdown (CommonMark with tables).

Enters: a Brief. Leaves: Markdown whose only markup is ours; words of articles are escaped, never interpreted.
Never: raw HTML, images, or links but the http(s) addresses of sources. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from service.records import (
    Brief,
    BriefSentence,
    Change,
    Citation,
    Decided,
    Difference,
    FigureSeries,
    Phrase,
    Position,
    Term,
    TimelineEntry,
    Withheld,
)
from service.stages.render import wording
from service.stages.render.outline import (
    EditNote,
    Outline,
    Section,
    change_told,
    change_words,
    days,
    decision_text,
    docs,
    named,
    outline,
    provenance_rows,
)
from service.stages.render.references import outlet_citations, with_role
from service.stages.render.safe_text import one_line, reveal_controls, web_address

# Every character that opens or closes an inline construct in CommonMark, GFM tables, strikethrough or math.
_INLINE = re.compile(r"[\\`*_\[\]<>|~$]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
# What opens a block where it starts a line: heading, list, rule, setext underline, numbered list.
_BLOCK = re.compile(r"^(?:[#+=-]|(?P<number>\d{1,9})(?=[.)](?: |$)))")
# GFM makes links of bare addresses; the backslash breaks them and is not shown.
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(?=:)(?=:[^\s])|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def escape(text: str) -> str:
    """`text` as literal inline Markdown, safe at the start of a line and inside a table cell."""
    flat = one_line(reveal_controls(text))
    safe = _ENTITY.sub(r"\&", _INLINE.sub(r"\\\g<0>", flat))
    safe = _AUTOLINK.sub(r"\\", safe)
    return _BLOCK.sub(lambda found: rf"{found['number']}\\"[:-1] if found["number"] else rf"\{found.group()}", safe)


def render_markdown(brief: Brief) -> str:
    """The whole brief; sections without content are left out."""
    view = outline(brief)
    notes = view.label_edits()
    blocks = [
        f"# {_phrase(view, brief.title)}",
        _overview(view),
        *(_section(view, section, notes) for section in view.sections()),
        _block(wording.DIFFERENCES, [_difference(view, item) for item in brief.differences]),
        _terms(view, brief.terms),
        _listed(wording.WITHHELD, [_withheld(view, item) for item in brief.withheld], wording.WITHHELD_LEAD),
        _listed(wording.EDITS, [_edit(number, note) for number, note in enumerate(notes, 1)], wording.EDITS_LEAD),
        _timeline(view),
        _block(wording.FIGURES, [_figures(view, item) for item in brief.figures]),
        _changes(view),
        _listed(wording.DECISIONS, [_decision(view, item) for item in brief.decisions]),
        _coverage(view),
        _listed(wording.NOTICES, [escape(_noticed(item.doc, item.message)) for item in view.notices()]),
        _listed(wording.SOURCES, [_source(view, doc) for doc in view.documents]),
        _listed(wording.HOW_MADE, [f"{label}: {escape(value)}" for label, value in provenance_rows(brief)]),
        _references(view),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _marks(view: Outline, citations: Iterable[Citation]) -> str:
    return "".join(f"[{number}]" for number in view.refs.numbers(citations))


def _spaced(*parts: str) -> str:
    """The parts that are not empty, one space apart: a mark never touches an opening parenthesis."""
    return " ".join(part for part in parts if part)


def _phrase(view: Outline, item: Phrase | None, absent: str = "") -> str:
    return _spaced(escape(item.text), _marks(view, item.citations)) if item else absent


def _phrases(view: Outline, items: Iterable[Phrase]) -> str:
    return "; ".join(_phrase(view, item) for item in items)


def _block(title: str, parts: Sequence[str]) -> str:
    return "\n\n".join((f"## {title}", *parts)) if parts else ""


def _listed(title: str, items: Sequence[str], lead: str = "") -> str:
    if not items:
        return ""
    lines = "\n".join(f"- {item}" for item in items)
    return _block(title, [lead, lines] if lead else [lines])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines)


def _overview(view: Outline) -> str:
    columns = wording.OVERVIEW_COLUMNS
    header = ["Event", *columns.values(), wording.SOURCES, wording.SAME_EVENT]
    rows = [
        [
            f"**{row.event}** {_phrase(view, view.label(row))}",
            *(_phrases(view, getattr(row, name)) for name in columns),
            escape(", ".join(row.sources)),
            _phrases(view, row.maybe_same_as),
        ]
        for row in view.brief.overview
    ]
    return _block(wording.OVERVIEW, [_table(header, rows)] if rows else [])


def _section(view: Outline, section: Section, notes: tuple[EditNote, ...]) -> str:
    label = escape(section.label.text) if section.in_overview else _phrase(view, section.label)
    lines = [_sentence(view, item, notes) for item in section.sentences]
    parts = ["\n".join(f"- {line}" for line in lines) if lines else wording.NO_SENTENCE]
    for same in section.same_as:
        evidence = ((wording.FOR, same.evidence_for), (wording.AGAINST, same.evidence_against))
        told = "".join(f"\n- {name}: {_phrases(view, items)}" for name, items in evidence if items)
        parts.append(f"{wording.SAME_AS} {escape(same.event)}:\n{told}")
    return _block(f"{escape(section.id)}: {label}", parts)


def _sentence(view: Outline, item: BriefSentence, notes: tuple[EditNote, ...]) -> str:
    own = "".join(f"[e{number}]" for number, note in enumerate(notes, 1) if note.sentence == item.id)
    support = _marks(view, with_role(item, "support")) + own
    same = item.corroboration
    agreed = _spaced(
        f"*{escape(same.text)}.*" if same else "",
        _marks(view, with_role(item, "corroborate")),
    )
    context = _marks(view, with_role(item, "context"))
    return _spaced(
        f"**{escape(item.attribution.text)}:**",
        escape(item.text),
        support,
        agreed,
        f"*Context:* {context}" if context else "",
    )


def _difference(view: Outline, item: Difference) -> str:
    lead = f"**{escape(item.id)}, {wording.RELATION[item.relation]}.** {_phrase(view, item.attribute)}"
    header = ["Value", "As of", "Speaker", wording.SOURCES]
    rows = [_position(view, side) for side in item.positions]
    return f"{lead}\n\n{_table(header, rows)}\n\nNote: {_phrase(view, item.note)}"


def _position(view: Outline, side: Position) -> list[str]:
    value = _spaced(escape(side.value.text), _marks(view, (*side.value.citations, *side.citations)))
    return [
        value,
        _phrase(view, side.as_of, wording.NOT_GIVEN),
        _phrase(view, side.speaker, wording.NO_SOURCE_NAMED),
        escape(", ".join(view.source(doc) for doc in side.sources)),
    ]


def _terms(view: Outline, terms: tuple[Term, ...]) -> str:
    header = ["What is meant", "In this brief", "In the sources", "Handling"]
    rows = [
        [escape(item.referent), escape(item.neutral), _variants(view, item), wording.HANDLING[item.handling]]
        for item in terms
    ]
    return _block(wording.TERMS, [_table(header, rows)] if rows else [])


def _variants(view: Outline, item: Term) -> str:
    return "; ".join(
        _spaced(
            f"“{escape(variant.wording)}”",
            f"({escape(variant.speaker or wording.OWN_VOICE)}, {escape(docs(variant.citations))})",
            _marks(view, variant.citations),
        )
        for variant in item.variants
    )


def _withheld(view: Outline, item: Withheld) -> str:
    words = ", ".join(f"“{escape(word)}”" for word in item.words)
    reason = wording.REASON[item.reason] + (f": {words}" if words else "")
    return _spaced(f"{escape(item.event)}: “{escape(item.text)}”", _marks(view, item.citations), f"({reason})")


def _edit(number: int, note: EditNote) -> str:
    before = f"“{escape(note.before)}”" if note.before is not None else wording.UNKNOWN_SOURCE
    after = f"“{escape(note.after)}”" if note.after else wording.LEFT_OUT
    return f"[e{number}] {before} → {after} ({escape(note.place)})"


def _timeline(view: Outline) -> str:
    header = ["Day", "When, as reported", "What"]
    rows = [
        [escape(days(entry)), _phrase(view, entry.when), _spaced(escape(named(entry)), _told(view, entry))]
        for entry in view.brief.timeline
    ]
    return _block(wording.TIMELINE, [_table(header, rows)] if rows else [])


def _told(view: Outline, entry: TimelineEntry) -> str:
    """An event by its label; a sentence that stands above is not repeated."""
    return _marks(view, entry.what.citations) if entry.sentence else _phrase(view, entry.what)


def _figures(view: Outline, item: FigureSeries) -> str:
    header = ["Value", "As of", "Speaker", wording.SOURCES]
    rows = [
        [
            _spaced(escape(row.value.text), _marks(view, (*row.value.citations, *row.citations))),
            _phrase(view, row.as_of, wording.NOT_GIVEN),
            _phrase(view, row.speaker, wording.NO_SOURCE_NAMED),
            escape(", ".join(row.sources)),
        ]
        for row in item.rows
    ]
    return f"**{escape(item.difference)}.** {_phrase(view, item.attribute)}\n\n{_table(header, rows)}"


def _changes(view: Outline) -> str:
    since = escape(view.brief.since.text) if view.brief.since is not None else ""
    if since and not view.brief.changes:
        return _block(wording.CHANGES, [since])
    return _listed(wording.CHANGES, [_change(view, item) for item in view.brief.changes], since)


def _change(view: Outline, item: Change) -> str:
    earlier, now = change_words(item)
    kind, _, told = change_told(item).partition(": ")
    return _spaced(
        f"**{escape(kind)}**: {told}.",
        f"{wording.EARLIER}: {escape(earlier)}." if earlier else "",
        f"{wording.NOW}: {escape(now)}" if now else "",
        _marks(view, item.now),
    )


def _decision(view: Outline, item: Decided) -> str:
    return _spaced(escape(decision_text(item)), _marks(view, item.citations))


def _coverage(view: Outline) -> str:
    header = ["Source", "Claims used", "Repeated word for word", "Note"]
    rows = [
        [
            escape(view.source(row.doc)),
            f"{row.used} of {row.claims}",
            f"{row.verbatim_share:.0%}",
            _phrase(view, row.note),
        ]
        for row in view.brief.coverage
    ]
    return _block(wording.COVERAGE, [_table(header, rows)] if rows else [])


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
    return _spaced(", ".join(fact for fact in facts if fact), _marks(view, outlet_citations(view.brief, doc)))


def _references(view: Outline) -> str:
    items = [
        f"[{item.number}] {escape(view.source(item.doc))}, {view.place(item.doc, item.start, item.end)}: "
        f"“{escape(item.quote)}”"
        for item in view.refs.items
    ]
    return _listed(wording.REFERENCES, items)
