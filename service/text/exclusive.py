"""Values of one slot that exclude each other, read once from ``data/exclusive.toml``. Pure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from service.text.support.lexicon import lemma


class ExclusiveClass(NamedTuple):
    """One slot of the data; `values` are patterns, each of one value."""

    name: str
    moves: bool
    values: tuple[re.Pattern[str], ...]
    nested: frozenset[frozenset[int]]
    whose: frozenset[str]


@cache
def exclusive_classes() -> tuple[ExclusiveClass, ...]:
    """The slots of the data, in its order."""
    raw = tomllib.loads(files("service.text").joinpath("data/exclusive.toml").read_text("utf-8"))
    return tuple(
        ExclusiveClass(
            row["name"],
            row["moves"],
            tuple(
                re.compile(rf"(?<![\w-])(?:{'|'.join(value)})(?![\w-])".replace(" ", r"\s"), re.I)
                for value in row["values"]
            ),
            frozenset(frozenset(pair) for pair in row.get("nested", [])),
            frozenset(lemma(w) for w in row.get("whose", [])),
        )
        for row in raw["class"]
    )


@cache
def exclusive_slots() -> frozenset[str]:
    """Their names: the closed words by which a brief calls them."""
    return frozenset(kind.name for kind in exclusive_classes())
