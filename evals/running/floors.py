"""Pinned floors: what a score must reach, and under which labels and inputs. Pure but for its two file functions.

A floor is never lowered silently: `raised` takes only what became better, unless a regression is allowed by name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from evals.labels.load import ROOT
from evals.metrics.score import Score
from evals.outputs import Value
from service.errors import InputError

FLOORS = ROOT / "floors.toml"
DIGITS = 4
UNPINNED_UNITS = frozenset({"seconds", "tokens", "usd", "words"})  # they vary, or say nothing of faithfulness
TOLERANCE = 0.0001  # values are stored with so many digits


class Floor(Value):
    """One score that is held."""

    suite: str
    system: str = Field(description="System on the seeds, examiner on the planted suite, all.")
    score: str
    better: str = Field(pattern="^(higher|lower)$")
    value: float = Field(description="At least this where higher is better, at most where lower is.")

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.suite, self.system, self.score

    def holds(self, value: float) -> bool:
        """True where `value` keeps the floor."""
        gap = value - self.value if self.better == "higher" else self.value - value
        return gap >= -TOLERANCE


class Floors(Value):
    """All floors, and the hash of what they were measured on."""

    labels: str = Field(description="Hash of labels and inputs.")
    sealed: str = Field(description="Hash of the sealed areas.")
    floor: tuple[Floor, ...] = ()


def read_floors(path: Path = FLOORS) -> Floors:
    """The pinned floors. Raises InputError where there are none or the file is damaged."""
    try:
        return Floors.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read ({error.strerror}): pin floors with `eval gate --update`"
        ) from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InputError(f"{path.name} is damaged: {str(error).splitlines()[0]}") from None


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """As TOML that a reviewer can read line by line."""
    lines = [
        "# Pinned by `evenhand eval gate --update`. It lowers none without --allow-regression.",
        f'labels = "{floors.labels}"',
        f'sealed = "{floors.sealed}"',
    ]
    for floor in floors.floor:
        lines += ["", "[[floor]]", *(f"{name} = {_toml(value)}" for name, value in floor.model_dump().items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _toml(value: str | float) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")


def pin(scores: Mapping[tuple[str, str], Sequence[Score]]) -> tuple[Floor, ...]:
    """A floor for each score with a better side, at its present value; scores by (suite, system)."""
    return tuple(
        Floor(suite=suite, system=system, score=s.name, better=s.better, value=round(s.value, DIGITS))
        for (suite, system), found in scores.items()
        for s in found
        if s.better != "neither" and s.unit not in UNPINNED_UNITS and s.value is not None
    )


def raised(old: Sequence[Floor], new: Sequence[Floor], *, allow_regression: bool) -> tuple[Floor, ...]:
    """New floors, none weaker than the old one of the same score unless that is allowed.

    Raises:
        InputError: names what would be lowered or dropped.
    """
    known = {floor.key: floor for floor in new}
    lowered = [
        f"{' / '.join(floor.key)}: {floor.value} -> {known[floor.key].value if floor.key in known else 'not measured'}"
        for floor in old
        if floor.key not in known or not floor.holds(known[floor.key].value)
    ]
    if lowered and not allow_regression:
        raise InputError(
            f"{len(lowered)} floors would be lowered: {'; '.join(lowered)}; mend the cause, or say --allow-regression"
        )
    return tuple(new)
