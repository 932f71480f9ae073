"""A run folder as one record, which all reports read.

Enters: a run folder. Leaves: Contents. Never happens here: a score that the folder does not hold.
"""

from __future__ import annotations

from pydantic import Field

from evals.metamorphic.suite import MetamorphicReport
from evals.outputs import Value
from evals.running.folder import RunFolder, RunInfo
from evals.suites.records import PairsReport, PlantedReport, ReadingsReport, SystemReport


class Contents(Value):
    """All records of one run."""

    name: str = Field(description="Name of the folder.")
    info: RunInfo
    seeds: dict[str, SystemReport] = Field(description="By system, as the folder names it.")
    planted: PlantedReport | None = None
    pairs: PairsReport | None = None
    readings: ReadingsReport | None = None
    metamorphic: MetamorphicReport | None = None


def read_contents(folder: RunFolder) -> Contents:
    """Everything that the folder holds.

    Raises:
        InputError: no run, or a damaged one.
    """
    info = folder.info()
    return Contents(
        name=folder.path.resolve().name,
        info=info,
        seeds={name: folder.read(f"seeds/{name}.json", SystemReport) for name in folder.seeds()},
        planted=folder.read("planted.json", PlantedReport) if folder.has("planted.json") else None,
        pairs=folder.read("pairs.json", PairsReport) if folder.has("pairs.json") else None,
        readings=folder.read("readings.json", ReadingsReport) if folder.has("readings.json") else None,
        metamorphic=folder.read("metamorphic.json", MetamorphicReport) if folder.has("metamorphic.json") else None,
    )
