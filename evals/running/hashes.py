"""Hashes of what a figure rests on: labels, inputs, prompts. A figure under another hash is another figure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from evals.labels.load import FACTS, PLANTED, ROOT, SEEDS
from evals.labels.load_pairs import PAIRS
from service.llm import load_prompt

DIGITS = 16


def _hash(paths: Iterable[Path], base: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(base).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]


def labels_hash() -> str:
    """Of every hand-made file: facts, planted sentences, pairs with their articles, swap tables, and the seeds."""
    made = [*FACTS.glob("*.toml"), *(ROOT / "metamorphic").glob("*.toml")]
    areas = [p for part in (PLANTED, PAIRS) for p in _labels(part)]
    return _hash([*made, *areas, *SEEDS.glob("*.txt"), *SEEDS.glob("*.toml")], ROOT.parent)


def sealed_hash() -> str:
    """Of the sealed areas alone; pinned where it was committed."""
    return _hash([p for part in (PLANTED, PAIRS) for p in _labels(part / "sealed")], ROOT)


def _labels(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.suffix in {".toml", ".txt"}]


def prompt_hashes(ids: Iterable[str]) -> dict[str, str]:
    """sha256 of each prompt template's bytes, first digits."""
    return {name: load_prompt(name).use.sha256[:DIGITS] for name in sorted(ids)}
