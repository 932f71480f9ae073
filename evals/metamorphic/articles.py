"""Article sets in memory, their briefs, and a brief taken apart into items with what each rests on.

Enters: a source checkout with its seed articles, ``stories.toml``, and the open sets of invented articles. Leaves:
texts, and briefs of the extractive writer, each made once. Never happens here: a model call, or a look at a sealed set.
"""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from evals.labels.load import PLANTED, SEEDS
from evals.labels.reading import read_articles
from service import pipeline
from service.errors import InputError
from service.records import Brief, Citation
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.stages.validate import problems

Articles = tuple[TextInput, ...]
# High enough that the ceiling drops nothing: where it is used, the question is what the texts decide, not the space.
ROOMY = 200
# Of the command line; relations that ask which sentences are chosen, and in which order, use it.
USUAL = 24


@cache
def seeds() -> Articles:
    """The seed articles with the metadata of their manifest.

    Raises:
        InputError: there are none, as in an installed package.
    """
    if not SEEDS.is_dir():
        raise InputError("the seed articles are not part of an installed package: run evaluations in a source checkout")
    rows = tomllib.loads((SEEDS / "manifest.toml").read_text("utf-8"))["documents"]
    return tuple(
        TextInput(text=(SEEDS / row["file"]).read_text("utf-8"), title=row.get("title"), outlet=row.get("outlet"))
        for row in rows
    )


@cache
def _stories() -> dict[str, Any]:
    return tomllib.loads(files("evals.metamorphic").joinpath("stories.toml").read_text("utf-8"))


def other_stories() -> dict[str, str]:
    """Articles, by name, on things that no article set tells of."""
    return {story["name"]: story["text"].strip() for story in _stories()["story"]}


def other_sets() -> tuple[str, ...]:
    """Names of all article sets but the seeds: those of ``stories.toml``, then the open planted ones."""
    own = tuple(entry["name"] for entry in _stories()["set"])
    areas = sorted({path.parent.name for path in (PLANTED / "open").glob("*/*.txt")})
    return (*own, *areas)


@cache
def article_set(name: str) -> Articles:
    """The articles of one set, without titles and dates.

    Raises:
        InputError: no such set, or the seed articles are missing.
        LabelError: two articles of one name.
    """
    if name == "seeds":
        return seeds()
    for entry in _stories()["set"]:
        if entry["name"] == name:
            return tuple(TextInput(text=item["text"].strip(), outlet=item.get("outlet")) for item in entry["article"])
    if name not in other_sets():
        raise InputError(f"no article set {name!r}; there are: seeds, {', '.join(other_sets())}")
    return tuple(TextInput(text=text) for text in read_articles(PLANTED / "open" / name).values())


@cache
def brief_of(items: Articles, sentences: int = USUAL) -> Brief:
    """The brief of `items` by the extractive writer, of at most about `sentences` sentences."""
    settings = Settings(writer="extractive", sentences=sentences)
    loaded = load_texts(items, settings=settings)
    return asyncio.run(pipeline.brief_documents(loaded.documents, settings, loaded.failures))


def changed(items: Sequence[TextInput], number: int, **values: object) -> Articles:
    """The articles with other `values` for article `number`, counted from 1."""
    listed = list(items)
    listed[number - 1] = listed[number - 1].model_copy(update=values)
    return tuple(listed)


def faults(brief: Brief) -> list[str]:
    """What a reader could not trust in the changed articles' own brief, one violation each."""
    return [f"the changed articles' brief: {problem}" for problem in problems(brief)]


class Item(NamedTuple):
    """One thing that a reader sees: where, of which event, its words, and the words it rests on."""

    part: str
    event: str
    words: str
    citations: tuple[Citation, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """The item without its citations."""
        return self.part, self.event, self.words

    def rests_on(self, doc: str, start: int, end: int) -> bool:
        """True where a cited slice shares a code point with ``doc[start:end]``."""
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
        # a heading of figures lists all that its quantity counts, and loses a word with a figure
        about = difference.attribute.slots.get("label", difference.attribute.text)
        words = f"{difference.relation} {about} {sides}"
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
