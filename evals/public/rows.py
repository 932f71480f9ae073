"""JSON lines to rows. Enters: a path and what a row must hold. Leaves: rows, and each line that is none, by number.

Never happens here: a bad line that ends the run, or one that is dropped in silence; a file that cannot be read at all
or that holds no usable row is an InputError.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.outputs import Value
from service.errors import InputError


class Row(BaseModel):
    """What one line must hold; other fields of the set are ignored. Frozen."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class BadLine(Value):
    """A line that is no row."""

    file: str = Field(description="Name of the file, without its folder.")
    line: int = Field(ge=1, description="Counted from 1.")
    problem: str = Field(description="The field and what is wrong with it, or why it is no JSON object.")

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.problem}"


R = TypeVar("R", bound=Row)


class Rows(NamedTuple, Generic[R]):
    """The usable rows of one file in their order, and the lines that are none."""

    rows: tuple[R, ...]
    bad: tuple[BadLine, ...]


def read_rows(path: Path, kind: type[R]) -> Rows[R]:
    """All rows of `path`; blank lines are skipped.

    Raises:
        InputError: the file cannot be read as UTF-8 text, or holds no usable row.
    """
    rows: list[R] = []
    bad: list[BadLine] = []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(kind.model_validate(json.loads(line)))
        except json.JSONDecodeError as error:
            bad.append(BadLine(file=path.name, line=number, problem=f"no JSON ({error.msg} at column {error.colno})"))
        except ValidationError as error:
            bad.append(BadLine(file=path.name, line=number, problem=_field_problem(error)))
    if not rows:
        why = f"; {bad[0]}" if bad else ": the file is empty"
        raise InputError(f"{path} holds no usable row{why}; give the JSON lines of the data set, one object a line")
    return Rows(tuple(rows), tuple(bad))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8 JSON lines") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the path of the data set's file") from error


def _field_problem(error: ValidationError) -> str:
    """The first fault, named by its field."""
    first, more = error.errors()[0], error.error_count() - 1
    place = ".".join(str(part) for part in first["loc"]) or "the row"
    said = "is missing" if first["type"] == "missing" else first["msg"]
    return f"field {place}: {said}" + (f" (and {more} more)" if more else "")
