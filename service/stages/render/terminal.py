"""A brief for a terminal, plain or in colour.

Enters: a Brief and a width in columns. Leaves: text without any control but line feeds and, where asked for, our own
colour codes. Never: markup, escape sequences or bidi controls of an article; and no look at the real terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.records import (
    Brief,
    BriefSentence,
    Change,
    Citation,
    Decided,
    Difference,
    Phrase,
    SameAs,
    TimelineEntry,
    Withheld,
)
from service.stages.render import wording
from service.stages.render.colours import coloured, plain
from service.stages.render.deciding import decision_text
from service.stages.render.differing import Between, difference_blocks, value_citations
from service.stages.render.lines import Line, Run, columns, wrap
from service.stages.render.outline import (
    Outline,
    Section,
    change_told,
    change_words,
    days,
    docs,
    named,
    outline,
    provenance_rows,
)
from service.stages.render.references import ROLES, Reference, with_role
from service.stages.render.safe_text import one_line, shorten

DEFAULT_WIDTH = 88  # columns; long lines are hard to read
MIN_WIDTH = 40
LABEL_COLUMNS = 20
QUOTE_CHARS = 72  # a reminder of the place, the whole quotation is in the other formats

TITLE, HEAD, NAME, MARK, SOFT = "bold", "bold cyan", "green", "dim", "italic"


def render_terminal(brief: Brief, *, width: int | None, color: bool) -> str:
    """The whole brief in lines of at most `width` columns."""
    page = _Page(outline(brief), max(width or DEFAULT_WIDTH, MIN_WIDTH))
    page.text([Run(brief.title.text, TITLE)])
    page.overview()
    for section in page.view.sections():
        page.section(section)
    page.differences(brief.differences)
    page.terms()
    page.withheld(brief.withheld)
    page.edits()
    page.rest()
    return coloured(page.lines) if color else plain(page.lines)


class _Page:
    """Lines as they are added, all of one width."""

    def __init__(self, view: Outline, width: int) -> None:
        self.view = view
        self.width = width
        self.lines: list[Line] = []

    def text(self, runs: Iterable[Run], first: Sequence[Run] = (), indent: int = 0) -> None:
        self.lines += wrap(runs, self.width, first, indent)

    def heading(self, words: str) -> None:
        self.lines.append(())
        self.text([Run(words, HEAD)])

    def field(self, name: str, runs: Sequence[Run], indent: int = 4) -> None:
        """A labelled value; nothing where there is no value."""
        if runs:
            label = Run(f"{' ' * indent}{name}".ljust(indent + LABEL_COLUMNS), MARK)
            self.text(runs, [label], indent + LABEL_COLUMNS)

    def item(self, runs: Sequence[Run], bullet: str = "-", indent: int = 2) -> None:
        first = Run(f"{' ' * indent}{bullet} ")
        self.text(runs, [first], columns(first.text))

    def marks(self, citations: Iterable[Citation]) -> list[Run]:
        numbers = self.view.refs.numbers(citations)
        return [Run(" " + "".join(f"[{number}]" for number in numbers), MARK)] if numbers else []

    def phrases(self, items: Iterable[Phrase]) -> list[Run]:
        runs: list[Run] = []
        for item in items:
            runs += [Run("; ")] if runs else []
            runs += [Run(item.text), *self.marks(item.citations)]
        return runs

    def overview(self) -> None:
        self.heading(wording.OVERVIEW)
        for row in self.view.brief.overview:
            self.text([Run(self.view.label(row).text, TITLE)], [Run(f"{row.event:<4}", TITLE)], 4)
            for name, title in wording.OVERVIEW_COLUMNS.items():
                self.field(title, self.phrases(getattr(row, name)))
            self.field(wording.SOURCES, [Run(", ".join(row.sources))])
            self.field(wording.SAME_EVENT, self.phrases(row.maybe_same_as))

    def section(self, section: Section) -> None:
        self.heading(f"{section.id}: {one_line(section.label.text)}")
        for sentence in section.sentences:
            self.sentence(sentence)
        if not section.sentences:
            self.item([Run(wording.NO_SENTENCE)])
        for same in section.same_as:
            self.same_as(same)

    def sentence(self, item: BriefSentence) -> None:
        first = [Run(f"{item.id:>4} "), Run(f"{item.attribution.text}:", NAME), Run(" ")]
        self.text([*first[1:], Run(item.text), *self.marks(with_role(item, "support"))], first[:1], 5)
        if item.corroboration:
            same = self.marks(with_role(item, ROLES[1]))
            self.text([Run(item.corroboration.text, SOFT), *same], [Run(" " * 5)], 5)
        if context := with_role(item, ROLES[2]):
            self.text([Run("Context", SOFT), *self.marks(context)], [Run(" " * 5)], 5)

    def same_as(self, same: SameAs) -> None:
        self.text([Run(f"{wording.SAME_AS} {same.event}", SOFT)], [Run("  ")], 2)
        self.field(wording.FOR, self.phrases(same.evidence_for))
        self.field(wording.AGAINST, self.phrases(same.evidence_against))

    def differences(self, items: tuple[Difference, ...]) -> None:
        if items:
            self.heading(wording.DIFFERENCES)
        for block in difference_blocks(items, self.view.brief.figures):
            kind = f"{wording.RELATION[block.rows[0].relation]}: " if len(block.rows) == 1 else ""
            lead = [Run(block.attribute.text), *self.marks(block.attribute.citations)]
            self.text(lead, [Run(f"{block.ids:<3} ", TITLE), Run(kind, TITLE)], 4)
            for side in block.sides:
                runs = [Run(side.value.text, TITLE), *self.marks(value_citations(side))]
                for item in (*side.counted, side.as_of, side.speaker):
                    runs += [Run(", "), *self.phrases([item])] if item else []
                if side.speaker is None and block.has_speakers:
                    runs.append(Run(f", {block.no_speaker}"))
                self.item([*runs, Run(f" ({', '.join(side.sources)})")], indent=4)
            for row in block.rows:
                self.between(row, is_only=len(block.rows) == 1)
            for values in block.in_time:
                self.text([Run(f"{wording.FIGURES}: {one_line(', '.join(values))}", SOFT)], [Run("    ")], 4)

    def between(self, row: Between, *, is_only: bool) -> None:
        """What holds between the values of a block, and between which of them."""
        told = "; ".join(wording.BESIDE.format(", ".join(a), ", ".join(b)) for a, b in row.sets)
        runs = [] if is_only else [Run(f"{row.ids}, {wording.RELATION[row.relation]}: ", TITLE)]
        runs += [Run(f"{one_line(told) or wording.EACH_TWO}: ")] if told or not is_only else []
        self.text([*runs, Run(row.note.text, SOFT), *self.marks(row.note.citations)], [Run(" " * 4)], 4)

    def terms(self) -> None:
        if self.view.brief.terms:
            self.heading(wording.TERMS)
        for term in self.view.brief.terms:
            runs = [Run(f"{term.referent}: "), Run(term.neutral, TITLE), Run(f" ({wording.HANDLING[term.handling]})")]
            self.item(runs)
            for one in term.variants:
                who = f" ({wording.voice(one.speaker)}, {docs(one.citations)})"
                self.item([Run(f"“{one.wording}”"), Run(who), *self.marks(one.citations)], indent=4)

    def withheld(self, items: tuple[Withheld, ...]) -> None:
        if items:
            self.heading(wording.WITHHELD)
        for item in items:
            words = ", ".join(f"“{word}”" for word in item.words)
            quote = Run(f"{item.event}: “{shorten(one_line(item.text), QUOTE_CHARS)}”")
            reason = Run(f" {wording.REASON[item.reason]}{': ' + words if words else ''}", SOFT)
            self.item([quote, *self.marks(item.citations), reason])

    def edits(self) -> None:
        notes = self.view.label_edits()
        if notes:
            self.heading(wording.EDITS)
        for note in notes:
            before = f"“{note.before}”" if note.before is not None else wording.UNKNOWN_SOURCE
            after = f"“{note.after}”" if note.after else wording.LEFT_OUT
            self.item([Run(f"{note.sentence}: {before} → {after} ({note.place})")])

    def rest(self) -> None:
        brief = self.view.brief
        for title, rows in (
            (wording.TIMELINE, [(days(entry), self.entry(entry)) for entry in brief.timeline]),
            (wording.CHANGES, self.changes()),
            (wording.DECISIONS, [("-", self.decision(item)) for item in brief.decisions]),
            (wording.COVERAGE, [(row.doc, self.phrases([row.note])) for row in brief.coverage]),
            (wording.NOTICES, [(item.doc or "-", [Run(item.message)]) for item in self.view.notices()]),
            (wording.SOURCES, [(doc.id, self.source(doc.id)) for doc in brief.sources]),
            (wording.HOW_MADE, [("-", [Run(f"{name}: {value}")]) for name, value in provenance_rows(brief)]),
            (wording.REFERENCES, [(f"[{item.number}]", self.reference(item)) for item in self.view.refs.items]),
        ):
            if rows:
                self.heading(title)
            for label, runs in rows:
                self.item(runs, label)

    def entry(self, entry: TimelineEntry) -> list[Run]:
        what = self.marks(entry.what.citations) if entry.sentence else [Run(" "), *self.phrases([entry.what])]
        return [*self.phrases([entry.when]), Run(f"; {named(entry)}"), *what]

    def changes(self) -> list[tuple[str, list[Run]]]:
        since = [("-", [Run(self.view.brief.since.text)])] if self.view.brief.since is not None else []
        return [*since, *(("-", self.change(item)) for item in self.view.brief.changes)]

    def change(self, item: Change) -> list[Run]:
        earlier, now = change_words(item)
        before = f"; {wording.EARLIER}: {one_line(earlier)}" if earlier else ""
        after = f"; {wording.NOW}: {one_line(now)}" if now else ""
        return [Run(f"{change_told(item)}{before}{after}"), *self.marks(item.now)]

    def decision(self, item: Decided) -> list[Run]:
        return [Run(one_line(decision_text(item))), *self.marks(item.citations)]

    def source(self, doc: str) -> list[Run]:
        item = self.view.documents[doc]
        published = f"published {item.published.date().isoformat()}" if item.published else "date not given"
        facts = (self.view.outlet(doc), item.title or "", published, item.url or item.label)
        return [Run(", ".join(one_line(fact) for fact in facts if fact))]

    def reference(self, item: Reference) -> list[Run]:
        quote = shorten(one_line(item.quote), QUOTE_CHARS)
        return [Run(f"{item.doc}, {self.view.place(item.doc, item.start, item.end)}: "), Run(f"“{quote}”", SOFT)]
