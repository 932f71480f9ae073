"""The wheel, as a user gets it: built here, installed with its dependencies into an empty environment, run elsewhere.

The installation asks the package index as pip is set up on this machine; it is the one step of the tests that may.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import service
from tests.conftest import BEFORE_TESTS

ROOT = Path(__file__).parent.parent
DATA_FOLDERS = ("service", "prompts")
# The town, the people and the figures are invented.
ARTICLE = """Council of Larkmoor approves new tram line

LARKMOOR, March 3, 2025 - The council of Larkmoor approved a tram line to the harbour on Monday.
The line will cost 84 million crowns and will have 11 stops, the council said in a statement.
Mayor Odile Brandt said that construction will begin in September.
"The harbour has waited for this line for thirty years," Brandt said.
The vote was 29 to 14, with two members absent.
Councillor Pavel Rusk voted against the plan and said that the cost estimate was too low.
The state government will pay 40 million crowns of the cost, the statement said.
The transport office expects 16,000 passengers a day by 2030.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    built = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, env=BEFORE_TESTS)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and what it declares, nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    commands = folder / "bin"
    pip = (sys.executable, "-m", "pip", "--python", str(commands / "python"))
    options = ("install", "--quiet", "--disable-pip-version-check", "--no-compile", "-c", str(ROOT / "constraints.txt"))
    done = subprocess.run((*pip, *options, str(wheel)), check=False, capture_output=True, text=True, env=BEFORE_TESTS)
    if done.returncode and "NameResolutionError" in done.stderr:
        pytest.skip("no package index can be reached from here")
    assert done.returncode == 0, done.stdout + done.stderr
    return commands


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_this_version(wheel: Path) -> None:
    assert wheel.name == f"evenhand-{service.__version__}-py3-none-any.whl"


def test_the_wheel_holds_the_packages_and_their_data(wheel: Path) -> None:
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", *DATA_FOLDERS)
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    expected = {name for name in listed if (ROOT / name).is_file()}
    assert any(name.startswith("prompts/") and name.endswith(".md") for name in expected)
    assert expected - names(wheel) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"service", "prompts", "evals", f"evenhand-{service.__version__}.dist-info"}


def test_a_brief_from_the_installed_wheel(installed: Path, tmp_path: Path, child_environment: dict[str, str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    command = (str(installed / "evenhand"), "brief", article.name, "--writer", "extractive", "--format", "json")
    run = subprocess.run(
        command, cwd=tmp_path, check=False, capture_output=True, text=True, env=child_environment, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    brief = json.loads(run.stdout)
    quotes = [citation["quote"] for sentence in brief["sentences"] for citation in sentence["citations"]]
    assert quotes
    assert [quote for quote in quotes if quote not in ARTICLE] == []
