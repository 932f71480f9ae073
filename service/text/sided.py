"""Words that take sides on one sort of referent, read once from ``data/wordings.toml``. Pure."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class SidedClass(NamedTuple):
    """One sort of referent; `sides` are the words against it, those that take no side, and those for it."""

    referent: str
    sides: tuple[re.Pattern[str] | None, ...]
    many: bool  # a story has several such referents


@cache
def sided_classes() -> tuple[SidedClass, ...]:
    """The classes of the data, in its order."""
    raw = tomllib.loads(files("service.text").joinpath("data/wordings.toml").read_text("utf-8"))
    return tuple(
        SidedClass(
            row["referent"],
            tuple(
                re.compile(rf"(?<![\w-])(?:{'|'.join(row[name])})(?![\w-])".replace(" ", r"\s"), re.I)
                if row[name]
                else None
                for name in ("against", "plain", "for")
            ),
            row.get("many", False),
        )
        for row in raw["class"]
    )


def sided_referents() -> frozenset[str]:
    """What the classes are of: closed words of a heading."""
    return frozenset(kind.referent for kind in sided_classes())
