"""Word tables of the scorer, made from WordNet and GloVe.

Enters: the folder of WordNet's files (``data.verb``, ``index.sense`` ...), and GloVe's words and vectors. Leaves: plain
dictionaries for ``entailment.json``: synonyms, opposites, wider verbs, parts of speech by stem; vectors.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from service.text.entail.lexicon import stem, words

POS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
MOST_SENSES = 3  # senses of a word that count; rarer ones join words that no report joins
COMMON = 32_000  # words with a vector, by frequency in GloVe's corpora
COMMON_RELATED = 28_000  # words with relations
DIMS = 40
SHARE = 0.3  # of a word's tagged uses that make it a verb or a noun


def _senses(folder: Path) -> tuple[dict[tuple[str, str], int], dict[str, dict[str, int]]]:
    """(synset, word) -> number of the sense; word -> part of speech -> tagged uses."""
    number: dict[tuple[str, str], int] = {}
    uses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in (folder / "index.sense").read_text().splitlines():
        key, offset, sense, tagged = line.split()
        word, rest = key.split("%")
        pos = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]]
        number[pos + offset, word] = int(sense)
        uses[word][pos] += int(tagged)
    return number, uses


def _synsets(folder: Path) -> Iterator[tuple[str, list[str], list[tuple[str, str, int, int]]]]:
    """(id, words, pointers) of every synset; a pointer is (sign, target, word here, word there), 0 for the whole."""
    for pos, name in POS.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith("  "):
                continue
            parts = line.split("|")[0].split()
            count = int(parts[3], 16)
            members = [w.lower().split("(")[0] for w in parts[4 : 4 + 2 * count : 2]]
            at = 4 + 2 * count
            pointers = []
            for i in range(int(parts[at])):
                sign, offset, target, ends = parts[at + 1 + 4 * i : at + 5 + 4 * i]
                here, there = ends[:2], ends[2:]
                pointers.append((sign, target.replace("s", "a") + offset, int(here, 16), int(there, 16)))
            yield pos + parts[0], members, pointers


def _phrase(word: str) -> str:
    return "_".join(stem(part) for part in word.split("_"))


def _usable(word: str, known: frozenset[str]) -> bool:
    parts = word.split("_")
    if len(parts) == 2:
        return parts[1] in words("particles") and parts[0] in known
    return word in known and word not in words("function")


class _Relations:
    """Relations between stems of common words, gathered synset by synset."""

    def __init__(self, folder: Path, common: list[str]) -> None:
        self.known = frozenset(common[:COMMON_RELATED])
        self.number, self.uses = _senses(folder)
        self.synsets = {name: (own, pointers) for name, own, pointers in _synsets(folder)}
        self.tables: dict[str, dict[str, set[str]]] = {n: defaultdict(set) for n in ("same", "opposite", "wider")}

    def members(self, name: str, most: int = MOST_SENSES) -> list[str]:
        """The usable words of a synset whose sense this is among their first."""
        own = self.synsets[name][0]
        return [w for w in own if _usable(w, self.known) and self.number.get((name, w), 99) <= most]

    def add(self, table: str, one: str, other: str) -> None:
        a, b = _phrase(one), _phrase(other)
        if a != b:
            self.tables[table][a].add(b)

    def between_words(self, name: str, sign: str, one: str, other: str) -> None:
        """A derived form or an opposite."""
        if sign not in {"+", "!", "\\"} or not (_usable(one, self.known) and _usable(other, self.known)):
            return
        if self.number.get((name, one), 99) <= MOST_SENSES + 1:
            table = "opposite" if sign == "!" else "same"
            self.add(table, one, other)
            self.add(table, other, one)

    def gather(self) -> None:
        for name, (own, pointers) in self.synsets.items():
            for one, other in product(self.members(name), repeat=2):
                self.add("same", one, other)
            for sign, target, here, there in pointers:
                if target not in self.synsets:
                    continue
                if here and there:
                    self.between_words(name, sign, own[here - 1], self.synsets[target][0][there - 1])
                elif (sign == "@" and name[0] == "v") or sign == "&":
                    for one, other in product(self.members(name, 2), self.members(target, 2)):
                        self.add("wider", one, other)


def relation_tables(folder: Path, common: list[str]) -> dict[str, Any]:
    """Relations between stems of common words."""
    found = _Relations(folder, common)
    found.gather()
    out: dict[str, Any] = {n: {w: " ".join(sorted(f)) for w, f in sorted(t.items())} for n, t in found.tables.items()}
    for name, pos in (("verbs", "v"), ("nouns", "n")):
        own = {stem(w) for w, u in found.uses.items() if w in found.known and u[pos] > SHARE * (sum(u.values()) or 99)}
        out[name] = " ".join(sorted(own))
    return out


def vector_tables(common: list[str], vectors: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Vectors of common words with eight bits a number.

    The mean and the first direction, which all words share, are taken out (Mu and Viswanath 2018), the rest is turned
    to its main directions.
    """
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ directions[1 : DIMS + 1].T
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    data = np.clip(np.round(turned * 127), -127, 127).astype(np.int8)
    return {"dims": DIMS, "words": " ".join(common), "data": base64.b64encode(data.tobytes()).decode()}


def common_words(listed: list[str]) -> list[int]:
    """Places of plain words that are no function words, the most common first."""
    function = words("function")
    found = [i for i, w in enumerate(listed) if w.isascii() and w.isalpha() and len(w) > 2 and w not in function]
    return found[:COMMON]
