"""Rows to train on: labelled sets read by path, open planted sentences, and generated pairs. Never the sealed areas.

Enters: folders. Leaves: rows with a group; rows of one document are never on both sides of a split.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from evals.labels.support_pairs import Item
from scripts.entailment.edits import EDITS
from scripts.entailment.rewrites import REWRITES
from service.text.entail.tokens import cut

SEED = 11
PUBLIC = ("faith_qags", "faith_frank_sentences_valid", "faith_frank_valid", "faith_summac_val")
CITED = "cite_attributionbench"
WHOLE = 0.12  # share of generated pairs that cite their whole article
PLANTED, MADE, PAIRS, TWIN = "planted", "made", "pairs", "twin"
# Files of sentence pairs whose wrong sentences are worded as freely as the honest ones.
BALANCED = frozenset(
    "capitals emergencies envoys fused markets merged ministries offices outcomes public_affairs regions services"
    " speakers twins wider".split()
)
# the files that nothing is fitted to: what to expect of new text, and what was written for the rules
UNREAD = frozenset({"unread", "precise", "precise_held"})


@dataclass(frozen=True)
class Row:
    """One labelled pair."""

    dataset: str
    claim: str
    passages: tuple[str, ...]
    label: bool
    group: str
    kind: str = ""


def _lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _key(text: str) -> str:
    found = re.findall(r"\w+", text.lower())[5:40]
    return hashlib.sha256(" ".join(found).encode()).hexdigest()[:12]


def public_rows(folder: Path) -> list[Row]:
    """Sentences, summaries and cited claims that people labelled."""
    rows: list[Row] = []
    for name in PUBLIC:
        for found in _lines(folder, name):
            dataset = found["dataset"] + ("_sentences" if "sentences" in name else "")
            rows.append(Row(dataset, found["claim"], (found["doc"],), bool(found["label"]), _key(found["doc"])))
    for found in _lines(folder, CITED):
        passages = tuple(d for d in found["docs"] if d.strip())
        if passages:
            rows.append(
                Row(
                    found["dataset"],
                    found["claim"],
                    passages,
                    bool(found["label"]),
                    _key("     " + found["question"] * 8),
                )
            )
    return rows


def planted_rows(folder: Path) -> list[Row]:
    """The open planted areas; the group is the area."""
    if "sealed" in folder.parts:
        raise ValueError("the sealed areas are for the evaluation alone; give the open ones")
    rows = []
    for path in sorted(folder.glob("*/sentences.toml")):
        for found in tomllib.loads(path.read_text("utf-8"))["sentence"]:
            passages = tuple(c["quote"] for c in found["cites"])
            rows.append(Row(PLANTED, found["text"], passages, found["supported"], path.parent.name, found["kind"]))
    return rows


def pair_rows(items: Mapping[str, Sequence[Item]]) -> list[Row]:
    """The labelled sentence pairs; the group is the file, whose subjects the others do not have."""
    return [
        Row(PAIRS, claim.text, claim.passages, claim.supported, name, claim.kind)
        for name, found in items.items()
        for item in found
        for claim in item.claims
    ]


def news(folder: Path) -> list[tuple[str, list[str]]]:
    """(group, sentences) of news articles for generated pairs."""
    found: list[tuple[str, list[str]]] = []
    for event in _lines(folder, "mds_basil"):
        found += [(event["id"], [s for p in doc["paragraphs"] for s in p]) for doc in event["docs"]]
    for event in _lines(folder, "mds_neus"):
        found += [(event["id"], cut(doc["text"])) for doc in event["docs"]]
    known: set[str] = set()
    for name in PUBLIC:
        for row in _lines(folder, name):
            group = _key(row["doc"])
            if group not in known and len(row["doc"]) < 6000:
                found.append((group, cut(row["doc"])))
            known.add(group)
    return [(group, sentences) for group, sentences in found if len(sentences) >= 6]


def made_rows(folder: Path, most: int, each: int) -> list[Row]:
    """Pairs of a supported and an unsupported claim with the same honest rewrites under both."""
    rng = Random(SEED)
    articles = news(folder)
    rng.shuffle(articles)
    rows: list[Row] = []
    for at, (group, sentences) in enumerate(articles):
        rows += _pairs(group, sentences, articles[at - 1][1], rng, each)
        if len(rows) >= most:
            break
    return rows


def _pairs(group: str, sentences: Sequence[str], strangers: Sequence[str], rng: Random, each: int) -> list[Row]:
    usable = [i for i, s in enumerate(sentences) if 8 <= len(s.split()) <= 45 and s.endswith(".")]
    rows: list[Row] = []
    for harm in rng.sample(EDITS, min(each, len(EDITS))):
        for at in rng.sample(usable, len(usable)):
            passages = _cited(sentences, at, rng)
            whole = len(passages) == 1 and len(passages[0]) > len(sentences[at]) + 200
            others = [s for s in (strangers if whole else sentences) if s not in passages and len(s.split()) > 6]
            base = _rewritten(sentences[at], rng)
            wrong = harm(base, rng, others)
            if not wrong or wrong in {base, sentences[at]} or not others:
                continue
            if base == sentences[at] and rng.random() < 0.8:  # a verbatim sentence teaches little
                base = next((r for f in rng.sample(REWRITES, len(REWRITES)) if (r := f(base, rng))), base)
            rows.append(Row(MADE, base, passages, label=True, group=group, kind="honest"))
            rows.append(Row(MADE, wrong, passages, label=False, group=group, kind=harm.__name__))
            break
    return rows


def _rewritten(text: str, rng: Random) -> str:
    for rewrite in rng.sample(REWRITES, len(REWRITES))[: rng.choice((0, 2, 4, 6, 8))]:
        text = rewrite(text, rng) or text
    return text


def _cited(sentences: Sequence[str], at: int, rng: Random) -> tuple[str, ...]:
    """A sentence alone, with its neighbours, with one of elsewhere, or its article."""
    if rng.random() < WHOLE:
        return (" ".join(sentences[:60]) if at < 60 else " ".join(sentences),)
    chosen = {at}
    if rng.random() < 0.5:
        chosen.add(max(0, at - 1))
    if rng.random() < 0.25:
        chosen.add(rng.randrange(len(sentences)))
    return tuple(sentences[i] for i in sorted(chosen))
