"""A run as a folder: what was asked for, what came out, what the judges said, and the scores.

run.json             what was run, under which hashes
seeds/SYSTEM.json    SystemReport; seeds/SYSTEM.brief.json the brief itself
planted.json  pairs.json  readings.json  metamorphic.json
judgements.jsonl     what a model judge was asked: scoring again never pays again
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from evals.outputs import Value
from service.errors import InputError

R = TypeVar("R", bound=BaseModel)
INFO = "run.json"
RESULTS = ("planted.json", "pairs.json", "readings.json", "metamorphic.json")  # beside seeds/*.json


class RunInfo(Value):
    """What was run."""

    suites: tuple[str, ...]
    systems: tuple[str, ...]
    judges: tuple[str, ...]
    model: str | None = None
    replayed: bool = Field(default=False, description="The model's answers came from a recording.")
    evenhand_version: str
    pipeline_version: str
    labels: str = Field(description="Hash of labels and inputs.")
    prompts: dict[str, str] = Field(default_factory=dict, description="Hash of each prompt template.")
    settings: dict[str, str] = Field(default_factory=dict, description="Settings that change a brief.")
    made_on: str = Field(description="Day, UTC.")


class RunFolder:
    """Reads and writes the files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def judgements(self) -> Path:
        """The memory of the model judge."""
        return self.path / "judgements.jsonl"

    def info(self) -> RunInfo:
        """What was run. Raises InputError where the folder holds no run."""
        return self.read(INFO, RunInfo)

    def seeds(self) -> dict[str, Path]:
        """The file of each system's report on the seeds."""
        found = sorted((self.path / "seeds").glob("*.json"))
        return {p.name.removesuffix(".json"): p for p in found if not p.name.endswith(".brief.json")}

    def clear(self) -> None:
        """Take away what an earlier run left under other hashes; what a judge was asked stays."""
        for path in [*(self.path / "seeds").glob("*.json"), *(self.path / name for name in RESULTS)]:
            path.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """True where the run holds that file."""
        return (self.path / name).is_file()

    def read(self, name: str, kind: type[R]) -> R:
        """One file as a record.

        Raises:
            InputError: missing, or not of that kind.
        """
        path = self.path / name
        try:
            return kind.model_validate_json(path.read_text("utf-8"))
        except OSError as error:
            raise InputError(f"{self.path} holds no {name} ({error.strerror}): give a folder of `eval run`") from None
        except ValidationError as error:
            first = error.errors()[0]
            raise InputError(f"{path} is damaged or of another version: {first['loc']}: {first['msg']}") from None

    def write(self, name: str, record: BaseModel) -> None:
        """Whole or not at all. Raises InputError where the place cannot be written."""
        path = self.path / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f".{path.name}.part")
            half.write_text(record.model_dump_json(indent=1) + "\n", "utf-8")
            half.replace(path)
        except OSError as error:
            raise InputError(f"{path} cannot be written ({error.strerror}): choose another --out") from None


def file_name(system: str) -> str:
    """A system's name as a file name."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", system)
