"""What every format shows of a brief, in the order it is shown.

Enters: a Brief. Leaves: sections, labels, edits and notices ready for a template. Never: markup or escaping. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.records import (
    CHANGE_TEXT,
    CORRECTED_TEXT,
    Brief,
    BriefSentence,
    Change,
    Citation,
    Coverage,
    Document,
    Edit,
    EditKind,
    Event,
    Notice,
    OverviewRow,
    Phrase,
    SameAs,
    TimelineEntry,
)
from service.stages.render import wording
from service.stages.render.references import References, references

HASH_CHARS = 16  # of 64: enough to tell texts apart, the JSON holds the whole


@dataclass(frozen=True, slots=True)
class Section:
    """One event and its sentences; an event that no record describes is shown by its id."""

    id: str
    label: Phrase
    same_as: tuple[SameAs, ...]
    sentences: tuple[BriefSentence, ...]
    in_overview: bool


@dataclass(frozen=True, slots=True)
class EditNote:
    """A recorded edit in words; `before` is None where the source is not at hand."""

    sentence: str
    before: str | None
    after: str
    kind: EditKind
    place: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A brief with its references and an index of its sources."""

    brief: Brief
    refs: References
    documents: dict[str, Document]

    def outlet(self, doc: str) -> str:
        """The outlet's name, or that it is not named."""
        found = self.documents.get(doc)
        if found is None:
            return wording.UNKNOWN_SOURCE
        return found.outlet or wording.OUTLET_NOT_NAMED

    def source(self, doc: str) -> str:
        """S2 (Outlet)."""
        return f"{doc} ({self.outlet(doc)})"

    def place(self, doc: str, start: int, end: int) -> str:
        """Where a span stands: characters, and the page of a PDF."""
        found = self.documents.get(doc)
        pages = found.pages if found else ()
        page = next((item.page for item in pages if item.start <= start < item.end), None)
        characters = f"characters {start}–{end}"
        return characters if page is None else f"page {page}, {characters}"

    def sections(self) -> tuple[Section, ...]:
        """One for each event, in the brief's order; then sentences of events that it does not describe."""
        shown = {row.event for row in self.brief.overview}
        known = [self._section(event, event.id in shown) for event in self.brief.events]
        ids = {event.id for event in self.brief.events}
        strays = dict.fromkeys(item.event for item in self.brief.sentences if item.event not in ids)
        return (*known, *(Section(event, Phrase(text=event), (), self._of(event), False) for event in strays))

    def _section(self, event: Event, in_overview: bool) -> Section:
        return Section(event.id, event.label, event.maybe_same_as, self._of(event.id), in_overview)

    def _of(self, event: str) -> tuple[BriefSentence, ...]:
        return tuple(item for item in self.brief.sentences if item.event == event)

    def label(self, row: OverviewRow) -> Phrase:
        """The label of a row's event."""
        return next((event.label for event in self.brief.events if event.id == row.event), Phrase(text=row.event))

    def edit_note(self, sentence: BriefSentence, edit: Edit) -> EditNote:
        """An edit with the words as they stand in the source."""
        document = self.documents.get(edit.source.doc)
        before = document.text[edit.source.start : edit.source.end] if document else None
        place = f"{edit.source.doc}, {self.place(edit.source.doc, edit.source.start, edit.source.end)}"
        return EditNote(sentence.id, before, edit.replacement, edit.kind, place)

    def label_edits(self) -> tuple[EditNote, ...]:
        """Edits that replaced a label: those whose replacement carries no brackets to show itself."""
        return tuple(
            self.edit_note(item, edit)
            for section in self.sections()
            for item in section.sentences
            for edit in item.edits
            if edit.kind is EditKind.LABEL
        )

    def notices(self) -> tuple[Notice, ...]:
        """Of the run, then of each source, none twice."""
        found: list[Notice] = []
        for item in (*self.brief.notices, *(item for document in self.brief.sources for item in document.notices)):
            if item not in found:
                found.append(item)
        return tuple(found)


def days(entry: TimelineEntry) -> str:
    """The day or the days between which it lies."""
    return entry.start.isoformat() if entry.start == entry.end else f"{entry.start} to {entry.end}"


def named(entry: TimelineEntry) -> str:
    """The id by which the brief tells it elsewhere."""
    return entry.sentence or entry.event


def change_words(item: Change) -> tuple[str, str]:
    """The words on the earlier side, by ids and offsets of the earlier brief, and those of now; empty where none."""
    earlier, now = (
        "; ".join(f"“{' '.join(w.quote.split())}” ({w.doc}, characters {w.start}–{w.end})" for w in side)
        for side in (item.earlier, item.now)
    )
    return earlier, now


def change_told(item: Change) -> str:
    """What kind of change, of which sentence, and what that means."""
    kind = f"{item.kind.value}{f' ({item.sentence})' if item.sentence else ''}"
    return f"{kind}: {CORRECTED_TEXT if item.corrected else CHANGE_TEXT[item.kind]}"


def coverage_note(row: Coverage) -> Phrase | None:
    """What coverage says beside its numbers; None where that is the numbers again."""
    return None if row.note.template == "used" else row.note


def outline(brief: Brief) -> Outline:
    """The outline of `brief`."""
    return Outline(brief, references(brief), {document.id: document for document in brief.sources})


def docs(citations: Iterable[Citation]) -> str:
    """The ids of the cited documents, each once."""
    return ", ".join(dict.fromkeys(item.doc for item in citations))


def marked_edits(sentence: BriefSentence) -> tuple[tuple[str, Edit | None], ...]:
    """The sentence cut at its edits, in text order; an edit that overlaps an earlier one is left unmarked."""
    pieces: list[tuple[str, Edit | None]] = []
    done = 0
    for edit in sorted(sentence.edits, key=lambda item: item.start):
        if edit.start < done or edit.end > len(sentence.text):
            continue
        pieces += [(sentence.text[done : edit.start], None), (sentence.text[edit.start : edit.end], edit)]
        done = edit.end
    pieces.append((sentence.text[done:], None))
    return tuple(piece for piece in pieces if piece[0])


def provenance_rows(brief: Brief) -> tuple[tuple[str, str], ...]:
    """How the brief was made, as labelled lines; empty values are left out."""
    made, usage = brief.provenance, brief.usage
    name = wording.PROVENANCE
    rows = (
        (name["version"], made.evenhand_version),
        (name["pipeline"], made.pipeline_version),
        (name["writer"], wording.WRITER.get(made.writer, made.writer)),
        (name["model"], made.model or ""),
        (name["prompts"], _join(f"{item.id} {item.version} ({item.sha256})" for item in made.prompts)),
        (name["settings"], _join(f"{key} = {value}" for key, value in sorted(made.settings.items()))),
        (name["documents"], _join(f"{doc} {digest[:HASH_CHARS]}" for doc, digest in made.documents.items())),
        (name["usage"], _usage(brief)),
        (name["seconds"], _join(f"{stage} {seconds:.2f}" for stage, seconds in usage.seconds.items())),
    )
    return tuple(row for row in rows if row[1])


def _usage(brief: Brief) -> str:
    usage = brief.usage
    if not usage.calls and not usage.cached_calls:
        return "no model was called"
    cost = "price not known" if usage.cost_usd is None else f"{usage.cost_usd:.4f} US dollars"
    return (
        f"{usage.calls} calls, {usage.cached_calls} from the cache, "
        f"{usage.tokens_in} tokens in, {usage.tokens_out} tokens out, {cost}"
    )


def _join(parts: Iterable[str]) -> str:
    return "; ".join(parts)
