"""Help, version and the page made of them; what a command's help costs to show."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import service
from service.cli.texts import BRIEF_EPILOG, CHECK_EPILOG
from service.llm.prompts import prompt_ids
from service.settings import Settings
from tests.cli_support import ROOT, Evenhand, run_child

# What a command may load when it runs, but not to show its help.
LATE = ("rich", "service.pipeline", "service.records", "service.settings", "nupunkt", "httpx2")


@pytest.fixture
def evenhand(capsys: pytest.CaptureFixture[str]) -> Evenhand:
    return Evenhand(capsys)


def test_version(evenhand: Evenhand) -> None:
    assert evenhand("--version") == (0, f"evenhand {service.__version__}\n", "")


@pytest.mark.parametrize("args", [(), ("brief",), ("check",), ("prompts",), ("prompts", "show")])
def test_help_goes_to_standard_output(evenhand: Evenhand, args: tuple[str, ...]) -> None:
    ran = evenhand(*args, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: evenhand ")


def test_help_names_every_option_of_the_design(evenhand: Evenhand) -> None:
    options = (
        "writer model base-url local-model sentences focus meta terms decisions since format out trace max-cost strict "
        "on-mixed prices no-cache replay record quiet"
    )
    shown = re.findall(r"^  --([\w-]+)", evenhand("brief", "--help").out, re.MULTILINE)
    assert sorted(shown) == sorted(options.split())


def test_help_names_the_real_defaults(evenhand: Evenhand) -> None:
    shown = " ".join(evenhand("brief", "--help").out.split())
    settings = Settings()
    for option, default in (
        ("writer", settings.writer),
        ("sentences", settings.sentences),
        ("on-mixed", settings.on_mixed),
    ):
        assert re.search(rf"--{option} [^\[]*\[default: {default}\]", shown), option


def examples() -> list[str]:
    lines = [line.strip() for text in (BRIEF_EPILOG, CHECK_EPILOG) for line in text.splitlines()]
    return [line.rpartition("| ")[2] for line in lines if "evenhand " in line]


@pytest.mark.parametrize("example", examples())
def test_the_examples_are_usage_that_is_understood(
    evenhand: Evenhand, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Their files do not exist here: the complaint must be about a file, not about an option.
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    program, *args = shlex.split(example)
    ran = evenhand(*args)
    assert (program, ran.code) == ("evenhand", 2)
    assert re.search(r"no such file|cannot be read|empty", ran.err), ran.err
    assert "--help" not in ran.err


def test_help_loads_nothing_that_it_does_not_need(child_environment: dict[str, str]) -> None:
    program = "import sys; from service.cli import main; code = main(['brief', '--help'])\n"
    program += f"print(code, *sorted(set(sys.modules) & set({LATE})), file=sys.stderr)"
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=ROOT, env=child_environment, check=True, capture_output=True, text=True
    )
    assert done.stderr.split() == ["0"]


def test_the_page_of_options_is_up_to_date() -> None:
    done = subprocess.run(
        (sys.executable, ROOT / "scripts" / "cli-docs", "--check"), check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_prompts(evenhand: Evenhand) -> None:
    listed = evenhand("prompts", "list")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == list(prompt_ids())
    for prompt_id in prompt_ids():
        shown = evenhand("prompts", "show", prompt_id)
        assert shown.out == (ROOT / "prompts" / f"{prompt_id}.md").read_text(encoding="utf-8")


def test_the_module_is_the_command(child_environment: dict[str, str]) -> None:
    assert run_child(child_environment, "--version") == (0, f"evenhand {service.__version__}\n", "")
