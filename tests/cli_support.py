"""What the tests of the command line share: invented articles, and a run in this process or in another one.

The town, the people and the figures are invented.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from service.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

TRAM = """Council of Larkmoor approves new tram line

LARKMOOR, March 3, 2025 - The council of Larkmoor approved a tram line to the harbour on Monday.
The line will cost 84 million crowns and will have 11 stops, the council said in a statement.
Mayor Odile Brandt said that construction will begin in September.
The vote was 29 to 14, with two members absent.
Councillor Pavel Rusk voted against the plan and said that the cost estimate was too low.
The transport office expects 16,000 passengers a day by 2030.
"""
FERRY = """Ferry runs aground near Ostrel

OSTREL, May 9, 2025 - The ferry Marigold ran aground near the port of Ostrel on Friday with 212 passengers on board.
The coast guard said that all passengers were taken ashore by the evening.
Captain Ines Vork told reporters that the steering had failed in heavy rain.
The port authority of Ostrel closed the eastern channel for two days.
"""


class Ran(NamedTuple):
    """One finished command."""

    code: int
    out: str
    err: str


class Evenhand:
    """The command line in this process, its streams captured."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *args: object) -> Ran:
        self._capsys.readouterr()
        code = main([str(arg) for arg in args])
        return Ran(code, *self._capsys.readouterr())


def command(*args: object) -> Sequence[str]:
    """The command line as another process."""
    return (sys.executable, "-m", "service", *map(str, args))


def run_child(environment: dict[str, str], *args: object) -> Ran:
    """Run to the end in another process."""
    done = subprocess.run(
        command(*args), cwd=ROOT, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=60
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def write_articles(folder: Path) -> list[Path]:
    """Two articles about two events."""
    paths = [folder / "tram.txt", folder / "ferry.txt"]
    for path, text in zip(paths, (TRAM, FERRY), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
