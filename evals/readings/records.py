"""Readings as records, and their file. A reader saw text and cited words, not the system and no judge's verdict."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError

from evals.labels.find import LabelError
from evals.labels.load import ROOT
from evals.labels.records import Label

READINGS = ROOT / "readings" / "briefs.jsonl"


class Reading(Label):
    """One published sentence and what a blind reading of its citations says."""

    id: str = Field(pattern=r"^R[0-9]{3}$")
    set: str = Field(description="Articles that the brief was made of: seeds, or an open planted area.")
    system: str = Field(description="Who wrote the sentence; hidden from the reader.")
    text: str = Field(min_length=5)
    cites: tuple[str, ...] = Field(min_length=1, description="The cited words.")
    reading: bool | None = Field(description="True: every part is stated by the cited words; None: cannot be decided.")
    words: str = Field(default="", description="Words of the sentence that are not stated.")
    note: str = ""


def read_readings(path: Path = READINGS) -> tuple[Reading, ...]:
    """All readings of a file.

    Raises:
        LabelError: the file cannot be read, a line is no reading, or an id occurs twice.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise LabelError(f"{path.name} cannot be read: {error.strerror}") from None
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(Reading.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise LabelError(f"{path.name}:{number}: {first['loc']}: {first['msg']}") from None
    if len({r.id for r in found}) < len(found):
        raise LabelError(f"{path.name}: an id occurs twice")
    return tuple(found)


@cache
def load_readings() -> tuple[Reading, ...]:
    """The committed readings."""
    return read_readings()
