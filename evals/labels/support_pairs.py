"""Sentence pairs to train the entailment scorer on: cited words, a claim, and the verdict it was written with.

Enters: ``evals/support_pairs``. Leaves: checked items. Never: a test column; whatever was trained on them is measured
on the planted areas, or with whole files held out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from evals.labels.find import LabelError
from evals.labels.records import SUPPORTED_KINDS, PlantedKind

FOLDER = Path(__file__).resolve().parent.parent / "support_pairs"
SHORTENED = "shortened"  # leaves something out and changes nothing else
SUPPORTED = frozenset(str(kind) for kind in SUPPORTED_KINDS - {PlantedKind.VERBATIM}) | {SHORTENED}
KINDS = frozenset(str(kind) for kind in PlantedKind) - {"verbatim"} | {SHORTENED}
LEAST = 3  # words of a claim


class Claim(NamedTuple):
    """One sentence with the source sentences that it cites."""

    text: str
    passages: tuple[str, ...]
    kind: str
    wrong: str  # the offending words; empty where supported

    @property
    def supported(self) -> bool:
        """Whether exactly these passages carry it."""
        return self.kind in SUPPORTED


class Item(NamedTuple):
    """Two or three short reports of one event or of twins, and claims about them."""

    id: str
    subject: str
    sentences: tuple[str, ...]
    claims: tuple[Claim, ...]


def load_pairs(folder: Path = FOLDER) -> dict[str, tuple[Item, ...]]:
    """The items of every file, by its name.

    Raises:
        LabelError: a line that is no item, an unknown kind, a citation of nothing, a claim marked against its kind.
    """
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        lines = path.read_text("utf-8").splitlines()
        found[path.stem] = tuple(_item(line, f"{path.name}:{n}") for n, line in enumerate(lines, 1) if line.strip())
    ids = [item.id for items in found.values() for item in items]
    if not ids or len(ids) != len(set(ids)):
        raise LabelError(f"{folder.name}: no items, or an id twice")
    return found


def _item(line: str, where: str) -> Item:
    try:
        raw = json.loads(line)
        docs = {name: tuple(sentences) for name, sentences in raw["docs"].items()}
        claims = tuple(_claim(docs, *claim) for claim in raw["claims"])
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        raise LabelError(f"{where}: {problem}") from problem
    return Item(raw["id"], raw["subject"], tuple(s for found in docs.values() for s in found), claims)


def _claim(docs: dict[str, tuple[str, ...]], cites: str, kind: str, text: str, wrong: str) -> Claim:
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind}")
    passages = []
    for cited in cites.split("+"):
        at = int(cited[1:])
        if at < 1:
            raise ValueError(f"no sentence {cited}")
        passages.append(docs[cited[0]][at - 1])
    claim = Claim(text, tuple(passages), kind, wrong)
    if claim.supported == bool(wrong) or wrong.casefold() not in text.casefold() or len(text.split()) < LEAST:
        raise ValueError(f"{kind}: {text!r} with the mark {wrong!r}")
    return claim
