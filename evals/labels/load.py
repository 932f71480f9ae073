"""All labels of the project, read and checked. A label set with a fault is refused as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.labels import rules, second_pass
from evals.labels.find import LabelError
from evals.labels.reading import read_articles, read_record, read_tables
from evals.labels.records import (
    DifferenceLabel,
    EventLabel,
    Fact,
    LoadedTerm,
    PlantedSentence,
    SentenceLabel,
    Trap,
)

ROOT = Path(__file__).resolve().parent.parent
FACTS = ROOT / "facts"
PLANTED = ROOT / "planted"
SEEDS = ROOT.parent / "seeds"


@dataclass(frozen=True)
class SeedLabels:
    """Everything that was read out of the seed articles by hand."""

    articles: dict[str, str]
    facts: tuple[Fact, ...]
    traps: tuple[Trap, ...]
    events: tuple[EventLabel, ...]
    sentences: tuple[SentenceLabel, ...]
    differences: tuple[DifferenceLabel, ...]
    terms: tuple[LoadedTerm, ...]


@dataclass(frozen=True)
class PlantedArea:
    """One subject area: its articles and its planted sentences."""

    name: str
    sealed: bool
    articles: dict[str, str]
    sentences: tuple[PlantedSentence, ...]


def _read_seed_labels() -> SeedLabels:
    if not SEEDS.is_dir():
        raise LabelError("the seed articles are not part of an installed package: run evaluations in a source checkout")
    return SeedLabels(
        articles=read_articles(SEEDS),
        facts=read_tables(FACTS / "facts.toml", "fact", Fact),
        traps=read_tables(FACTS / "traps.toml", "trap", Trap),
        events=read_tables(FACTS / "events.toml", "event", EventLabel),
        sentences=read_tables(FACTS / "sentences.toml", "sentence", SentenceLabel),
        differences=read_tables(FACTS / "differences.toml", "difference", DifferenceLabel),
        terms=read_tables(FACTS / "terms.toml", "term", LoadedTerm),
    )


def read_second_pass() -> second_pass.SecondPass:
    """What a second reader made of a third of the labels, unchecked."""
    return read_record(FACTS / "second_pass.toml", second_pass.SecondPass)


def seed_problems() -> tuple[str, ...]:
    """What is wrong with the labels of the seeds, each in words."""
    found = _read_seed_labels()
    now = {
        **second_pass.fact_values(found.facts),
        **second_pass.sentence_values(found.sentences),
        **second_pass.other_values(found.traps, found.differences, found.terms),
    }
    return (
        *rules.facts(found.facts, found.events, found.articles),
        *rules.traps(found.traps, found.facts, found.articles),
        *rules.events(found.events, found.articles),
        *rules.sentences(found.sentences, found.events, found.articles),
        *rules.differences(found.differences, found.events, found.articles),
        *rules.terms(found.terms, found.articles),
        *second_pass.problems(read_second_pass(), now),
    )


@cache
def load_seed_labels() -> SeedLabels:
    """The labels of the seeds.

    Raises:
        LabelError: a fault in a label file.
    """
    if faults := seed_problems():
        raise LabelError(
            f"{len(faults)} faults in the labels, the first: {faults[0]}; see python -m evals.labels.check"
        )
    return _read_seed_labels()


def read_planted(folder: Path) -> PlantedArea:
    """One area, unchecked. The area of the seeds has its articles in ``seeds/``."""
    articles = read_articles(SEEDS if folder.name == "seeds" else folder)
    sentences = read_tables(folder / "sentences.toml", "sentence", PlantedSentence)
    return PlantedArea(folder.name, folder.parent.name == "sealed", articles, sentences)


def planted_problems(folder: Path) -> tuple[str, ...]:
    """What is wrong with one area, each in words."""
    area = read_planted(folder)
    return tuple(rules.planted(area.sentences, area.articles, area.name))


@cache
def load_planted() -> tuple[PlantedArea, ...]:
    """All areas, open before sealed, by name.

    Raises:
        LabelError: a fault in a label file.
    """
    folders = [f for part in ("open", "sealed") for f in sorted((PLANTED / part).iterdir()) if f.is_dir()]
    for folder in folders:
        if faults := planted_problems(folder):
            raise LabelError(f"planted/{folder.name}: {len(faults)} faults, the first: {faults[0]}")
    return tuple(read_planted(folder) for folder in folders)
