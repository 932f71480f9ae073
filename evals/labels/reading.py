"""Files to records: articles of a folder, tables of a TOML file. The only file of this room that reads the disk."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from evals.labels.find import LabelError
from evals.labels.records import Label

L = TypeVar("L", bound=Label)


def read_articles(folder: Path) -> dict[str, str]:
    """Text of each ``.txt`` file of a folder by its name up to the first underscore, in the order of names."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.txt")):
        name = path.stem.split("_")[0]
        if name in found:
            raise LabelError(f"{folder}: two articles are called {name!r}")
        # newlines as the product reads them, or offsets would differ
        found[name] = path.read_text("utf-8").replace("\r\n", "\n")
    if not found:
        raise LabelError(f"{folder} holds no article (*.txt)")
    return found


def read_record(path: Path, kind: type[L]) -> L:
    """A whole file as one record.

    Raises:
        LabelError: the file cannot be read, or is no such record.
    """
    try:
        return kind.model_validate(_toml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise LabelError(f"{path.name}: {place}: {first['msg']}") from None


def read_tables(path: Path, name: str, kind: type[L]) -> tuple[L, ...]:
    """All ``[[name]]`` tables of a file.

    Raises:
        LabelError: the file cannot be read, or a table is no such label.
    """
    raw = _toml(path)
    if extra := sorted(set(raw) - {name}):
        raise LabelError(f"{path.name}: unknown tables: {', '.join(extra)}")
    labels = []
    for number, table in enumerate(raw.get(name, ()), start=1):
        try:
            labels.append(kind.model_validate(table))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            which = table.get("id") or f"number {number}"
            raise LabelError(f"{path.name}: {name} {which}: {place}: {first['msg']}") from None
    return tuple(labels)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LabelError(f"{path.name} cannot be read: {error}") from None
