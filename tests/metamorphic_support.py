"""The five articles in memory, their briefs, and a brief taken apart into items with what each rests on."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.pipeline import brief_documents
from service.records import Brief, Citation
from service.settings import Settings
from service.stages.load import TextInput, load_texts

SEEDS = Path(__file__).parent.parent / "seeds"
# High enough that the ceiling drops nothing: these tests ask what the texts decide, not what the space decides.
ROOMY = 80


@cache
def seeds() -> tuple[TextInput, ...]:
    rows = tomllib.loads((SEEDS / "manifest.toml").read_text("utf-8"))["documents"]
    return tuple(
        TextInput(text=(SEEDS / row["file"]).read_text("utf-8"), title=row.get("title"), outlet=row.get("outlet"))
        for row in rows
    )


@cache
def brief_of(items: tuple[TextInput, ...], sentences: int = 24) -> Brief:
    settings = Settings(writer="extractive", sentences=sentences)
    loaded = load_texts(items, settings=settings)
    return asyncio.run(brief_documents(loaded.documents, settings, loaded.failures))


def with_text(items: Sequence[TextInput], number: int, text: str) -> tuple[TextInput, ...]:
    """The articles with another text for article `number`, counted from 1."""
    changed = list(items)
    changed[number - 1] = changed[number - 1].model_copy(update={"text": text})
    return tuple(changed)


class Item(NamedTuple):
    """One thing that a reader sees: where, of which event, its words, and the words it rests on."""

    part: str
    event: str
    words: str
    citations: tuple[Citation, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.part, self.event, self.words

    def rests_on(self, doc: str, start: int, end: int) -> bool:
        return any(c.doc == doc and c.start < end and start < c.end for c in self.citations)


def event_names(brief: Brief) -> dict[str, str]:
    """A name for each event that outlives renumbering: both sides, without the place, or the label of a report."""
    names = {}
    for event in brief.events:
        slots = event.label.slots
        names[event.id] = f"{slots['who']} / {slots['whom']}" if "whom" in slots else event.label.text
    return names


def items_of(brief: Brief) -> Iterator[Item]:
    """Everything in the brief that carries words of the sources, piece by piece."""
    names = event_names(brief)
    for row in brief.overview:
        for column in ("who", "whom", "where", "when", "topics"):
            for cell in getattr(row, column):
                words = cell.text
                for number, name in names.items():
                    words = words.replace(f"{number}:", f"{name}:")
                yield Item(column, names[row.event], words, cell.citations)
    for event in brief.events:
        for same in event.maybe_same_as:
            for reason in (*same.evidence_for, *same.evidence_against):
                yield Item("same as", names[event.id], f"{names[same.event]}: {reason.text}", reason.citations)
    for sentence in brief.sentences:
        words = f"{sentence.attribution.text}: {sentence.text} ({sentence.support})"
        yield Item("sentence", names[sentence.event], words, sentence.citations)
    for difference in brief.differences:
        sides = json.dumps([[p.value.text, p.sources] for p in difference.positions], ensure_ascii=False)
        cited = tuple(c for position in difference.positions for c in position.citations)
        words = f"{difference.relation} {difference.attribute.text} {sides}"
        yield Item("difference", names[difference.event], words, (*difference.attribute.citations, *cited))
    for term in brief.terms:
        for variant in term.variants:
            words = f"{term.referent}: {variant.wording} ({variant.speaker})"
            yield Item("term", names["E0"], words, variant.citations)


def support_of(brief: Brief) -> list[tuple[str, str]]:
    """Event name and source words of each sentence, in reading order."""
    names = event_names(brief)
    return [
        (names[sentence.event], next(c.quote for c in sentence.citations if c.role == "support"))
        for sentence in brief.sentences
    ]
