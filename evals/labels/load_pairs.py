"""Labelled pairs, read and checked. Enters: folders of ``evals/pairs``. Leaves: areas; one with a fault is refused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evals.labels import pair_rules
from evals.labels.find import LabelError
from evals.labels.load import ROOT, SEEDS
from evals.labels.pair_records import ArticleNote, ClaimPair
from evals.labels.reading import read_articles, read_tables

PAIRS = ROOT / "pairs"


@dataclass(frozen=True)
class PairArea:
    """One story: its articles, what is known of them, and pairs of their claims."""

    name: str
    sealed: bool
    exhaustive: bool  # every difference that an editor would report is labelled
    articles: dict[str, str]
    notes: dict[str, ArticleNote]
    pairs: tuple[ClaimPair, ...]


def read_pairs(folder: Path) -> PairArea:
    """One area, unchecked. That of the seeds has its articles in ``seeds/`` and its other differences in ``facts/``."""
    is_seeds = folder.name == "seeds"
    articles = read_articles(SEEDS if is_seeds else folder)
    known = () if is_seeds else read_tables(folder / "articles.toml", "article", ArticleNote)
    return PairArea(
        name=folder.name,
        sealed=folder.parent.name == "sealed",
        exhaustive=not is_seeds,
        articles=articles,
        notes={note.doc: note for note in known} or {name: ArticleNote(doc=name) for name in articles},
        pairs=read_tables(folder / "pairs.toml", "pair", ClaimPair),
    )


def pair_problems(folder: Path) -> tuple[str, ...]:
    """What is wrong with one area, each in words."""
    area = read_pairs(folder)
    return (
        *pair_rules.notes(tuple(area.notes.values()), area.articles),
        *pair_rules.pairs(area.pairs, area.articles, area.name),
    )


@cache
def load_pairs() -> tuple[PairArea, ...]:
    """All areas, open before sealed, by name.

    Raises:
        LabelError: a fault in a label file.
    """
    folders = [f for part in ("open", "sealed") for f in sorted((PAIRS / part).iterdir()) if f.is_dir()]
    for folder in folders:
        if faults := pair_problems(folder):
            raise LabelError(f"pairs/{folder.name}: {len(faults)} faults, the first: {faults[0]}")
    return tuple(read_pairs(folder) for folder in folders)
