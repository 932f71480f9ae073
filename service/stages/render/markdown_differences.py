"""Differences as Markdown.

Enters: blocks of differences. Leaves: a lead, a table with each value once, and what holds between
which. Pure.
"""

from __future__ import annotations

from service.records import Position
from service.stages.render import wording
from service.stages.render.differing import Block, value_citations
from service.stages.render.markdown_text import escape, marks, phrase, phrases, spaced, table
from service.stages.render.outline import Outline


def difference_text(view: Outline, item: Block) -> str:
    """Everything that is told differently under one heading."""
    kind = f", {wording.RELATION[item.rows[0].relation]}" if len(item.rows) == 1 else ""
    lead = f"**{escape(item.ids)}{kind}.** {phrase(view, item.attribute)}"
    shown = [True, item.has_counted, item.has_times, item.has_speakers, True]
    cells = [wording.SIDE_COLUMNS, *(_position(view, item, side) for side in item.sides)]
    header, *rows = ([cell for cell, is_shown in zip(line, shown, strict=True) if is_shown] for line in cells)
    in_time = "".join(f"\n\n{wording.FIGURES}: {escape(', '.join(values))}" for values in item.in_time)
    return f"{lead}\n\n{table(header, rows)}\n\n{_between(view, item)}{in_time}"


def _between(view: Outline, item: Block) -> str:
    if len(item.rows) == 1 and not item.rows[0].sets:
        return f"{wording.NOTE}: {phrase(view, item.rows[0].note)}"
    lines = []
    for row in item.rows:
        told = "; ".join(wording.BESIDE.format(escape(", ".join(a)), escape(", ".join(b))) for a, b in row.sets)
        kind = f"**{escape(row.ids)}, {wording.RELATION[row.relation]}:**" if len(item.rows) > 1 else ""
        lines.append("- " + spaced(kind, f"{told or wording.EACH_TWO}.", f"{wording.NOTE}: {phrase(view, row.note)}"))
    return "\n".join(lines)


def _position(view: Outline, item: Block, side: Position) -> list[str]:
    value = spaced(escape(side.value.text), marks(view, value_citations(side)))
    return [
        value,
        phrases(view, side.counted),
        phrase(view, side.as_of, wording.NOT_GIVEN),
        phrase(view, side.speaker, item.no_speaker),
        escape(", ".join(view.source(doc) for doc in side.sources)),
    ]
