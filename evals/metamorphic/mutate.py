"""Other names for the same story: consistent swaps of names, figures, times and labels.

Enters: a text, and a world (a swap table of ``worlds.toml``). Leaves: the text as that world tells it. Pure but for
reading the table. Never happens here: a look at what the pipeline makes of either text, or at its rules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

IN_TEXTS = ("people", "places", "organisations", "figures", "times", "labels")


@dataclass(frozen=True)
class World:
    """One swap table; `brief_words` only occur in a brief, never in an article."""

    name: str
    words: Mapping[str, str]
    brief_words: Mapping[str, str]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _pattern(self.words)

    @cached_property
    def _brief_pattern(self) -> re.Pattern[str]:
        return _pattern({**self.brief_words, **self.words})

    def tell(self, text: str) -> str:
        """The article `text` in this world."""
        return self._pattern.sub(lambda match: self.words[match.group()], text)

    def tell_brief(self, text: str) -> str:
        """A string of a brief in this world: as `tell`, and the wordings of the term list."""
        both = {**self.brief_words, **self.words}
        return self._brief_pattern.sub(lambda match: both[match.group()], text)

    def untell(self, text: str) -> str:
        """The article back from this world: `untell(tell(text)) == text` shows that the swap loses nothing."""
        back = {new: old for old, new in self.words.items()}
        return _pattern(back).sub(lambda match: back[match.group()], text)


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    """All keys as whole words, the longest first, so that "Gaza Strip" is not read as "Gaza"."""
    keys = sorted(words, key=lambda key: (-len(key), key))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, keys)) + r")(?!\w)")


def load_worlds() -> tuple[World, ...]:
    """All worlds of the table, in its order."""
    raw = tomllib.loads(files("evals.metamorphic").joinpath("worlds.toml").read_text("utf-8"))
    return tuple(_world(entry) for entry in raw["world"])


def _world(entry: Mapping[str, Mapping[str, str]]) -> World:
    words: dict[str, str] = {}
    for table in IN_TEXTS:
        words |= entry[table]
    return World(name=str(entry["name"]), words=words, brief_words=entry["brief"])
