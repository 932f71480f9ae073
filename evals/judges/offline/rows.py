"""Labelled claims for training, read from public data sets by path, and the pairs made of news sentences.

Enters: a folder. Leaves: rows with a group: rows of one document or question are never on both sides of a split. Used
by training alone; nothing of the data is shipped but the weights and a table of word frequencies.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evals.judges.offline.made import make_claims
from evals.judges.offline.tokens import cut

SEED = 7
ARTICLES = ("faith_qags", "faith_frank_valid", "faith_frank_sentences_valid", "faith_summac_val")
PASSAGES = "cite_attributionbench"
FACTS, FACTS_USED = "facts_realsumm", 2500
NEWS, LEADS = "mds_basil", "mds_neus"
MADE = "made"
MADE_MOST = 4000  # pairs count twice


@dataclass(frozen=True)
class Row:
    """One labelled claim."""

    dataset: str
    claim: str
    evidence: tuple[str, ...]
    label: bool
    group: str
    kind: str = ""


def _lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _key(text: str) -> str:
    """The same article in two sets has one key: some words near its beginning, without case and marks."""
    words = re.findall(r"\w+", text.lower())[5:40]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


def read_rows(folder: Path) -> list[Row]:
    """Rows labelled by people: news summaries, cited passages, facts in summaries."""
    rows: list[Row] = []
    for name in ARTICLES:
        for found in _lines(folder, name):
            dataset = found["dataset"] + ("_sentences" if "sentences" in name else "")
            rows.append(Row(dataset, found["claim"], (found["doc"],), bool(found["label"]), _key(found["doc"])))
    for found in _lines(folder, PASSAGES):
        docs = tuple(found["docs"])
        rows.append(
            Row(found["dataset"], found["claim"], docs, bool(found["label"]), _key("     " + found["question"] * 8))
        )
    facts = [
        Row(f"realsumm_{f['kind']}", f["fact"], (f["summary"],), bool(f["label"]), f["doc_id"])
        for f in _lines(folder, FACTS)
        if not f["tie"]
    ]
    return rows + Random(SEED).sample(facts, FACTS_USED)


def make_rows(folder: Path) -> list[Row]:
    """Rows made of sentences of news articles; the verdict is known because the change is."""
    rng = Random(SEED)
    rows: list[Row] = []
    articles = [
        (found["id"], [s for paragraph in doc["paragraphs"] for s in paragraph], 12)
        for found in _lines(folder, NEWS)
        for doc in found["docs"]
    ]
    articles += [(found["id"], list(cut(doc["text"])), 4) for found in _lines(folder, LEADS) for doc in found["docs"]]
    for group, sentences, most in articles:
        if len(sentences) < 6:
            continue
        made = make_claims(sentences, rng, most)
        rows += [Row(MADE, m.claim, m.evidence, m.supported, group, m.kind) for m in made]
        if len(rows) >= MADE_MOST:
            break
    return rows
