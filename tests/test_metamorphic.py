"""The brief of the same story with other names is the same brief with other names."""

from __future__ import annotations

import asyncio
import tomllib
from functools import cache
from pathlib import Path

import pytest

from evals.metamorphic.mutate import World, load_worlds
from evals.metamorphic.view import PARTS, view
from service.pipeline import brief_documents
from service.records import Brief
from service.settings import Settings
from service.stages.load import TextInput, load_texts
from service.stages.validate import problems

SEEDS = Path(__file__).parent.parent / "seeds"
WORLDS = {world.name: world for world in load_worlds()}


@cache
def seeds() -> tuple[TextInput, ...]:
    rows = tomllib.loads((SEEDS / "manifest.toml").read_text("utf-8"))["documents"]
    return tuple(
        TextInput(text=(SEEDS / row["file"]).read_text("utf-8"), title=row.get("title"), outlet=row.get("outlet"))
        for row in rows
    )


def told(item: TextInput, world: World) -> TextInput:
    changed = {
        name: world.tell(value) for name in ("text", "title", "outlet") if (value := getattr(item, name)) is not None
    }
    return item.model_copy(update=changed)


@cache
def brief_of(items: tuple[TextInput, ...]) -> Brief:
    settings = Settings(writer="extractive")
    loaded = load_texts(items, settings=settings)
    return asyncio.run(brief_documents(loaded.documents, settings, loaded.failures))


@pytest.mark.parametrize("name", WORLDS)
def test_a_world_swaps_without_loss_and_keeps_the_shape(name: str) -> None:
    world = WORLDS[name]
    text = "\n\n".join(item.text or "" for item in seeds())
    swapped = world.tell(text)
    assert world.untell(swapped) == text
    assert [word[:1].isupper() for word in swapped.split()] == [word[:1].isupper() for word in text.split()]
    assert [line.count(" ") for line in swapped.split("\n")] == [line.count(" ") for line in text.split("\n")]
    unused = [old for old in world.words if world.tell(old) == old or old not in text]
    assert not unused, "keys that no article holds swap nothing"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("name", WORLDS)
def test_other_names_give_the_same_brief(name: str, part: str) -> None:
    world = WORLDS[name]
    changed = brief_of(tuple(told(item, world) for item in seeds()))
    assert problems(changed) == ()
    expected, found = view(brief_of(seeds()), world.tell_brief)[part], view(changed)[part]
    assert found == expected
