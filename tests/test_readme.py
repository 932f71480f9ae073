"""What the README shows is what the program prints; what it says of the library runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.pipeline import make_brief_sync
from service.settings import ServeSettings, Settings
from service.stages.render import render
from tests.cli_support import FERRY, TRAM
from tests.http_support import Service

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _transcript() -> list[str]:
    """The indented lines of "What it prints", without the dots that stand for what was left out."""
    section = README.split("## What it prints", 1)[1].split("\n## ", 1)[0]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    return [line for line in lines if line.strip() and line.strip() != "..."]


def test_every_line_of_the_transcript_is_printed() -> None:
    brief = make_brief_sync([str(ROOT / "seeds")], settings=Settings(writer="extractive"))
    printed = render(brief, "md").splitlines()
    shown = _transcript()
    assert len(shown) > 10
    assert [line for line in shown if line not in printed] == []


def test_the_library_example_runs() -> None:
    block = re.search(r"## As a library\n\n((?:    .*\n|\n)+)", README)
    assert block is not None
    code = "\n".join(line[4:] for line in block.group(1).splitlines())
    seeds = sorted(str(p) for p in (ROOT / "seeds").glob("00*.txt"))[:2]
    names: dict[str, object] = {}
    exec(code.replace('["a.txt", "b.txt"]', repr(seeds)), names)  # noqa: S102 - the README's own example
    brief = names["brief"]
    assert getattr(brief, "sentences")  # noqa: B009 - the type is not known to the checker here


def test_the_readme_names_real_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^    make (\S+)", README, re.M):
        assert f"\n{target}:" in makefile


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    service = Service(tmp_path_factory.mktemp("service"))
    yield service.port
    service.stop()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "article-1.txt").write_text(TRAM, encoding="utf-8")
    page = f"<html><body><article><p>{'</p><p>'.join(FERRY.splitlines())}</p></article></body></html>"
    (tmp_path / "article-2.html").write_text(page, encoding="utf-8")
    return tmp_path


def _example(start: str, port: int) -> str:
    """The indented block of the section on the service that starts so."""
    section = README.split("## As a service", 1)[1].split("\n## ", 1)[0]
    blocks = [textwrap.dedent(block).strip("\n") for block in re.findall(r"(?:^    .*\n|^\n)+", section, re.M)]
    (found,) = [block for block in blocks if block.startswith(start)]
    assert "127.0.0.1:8750" in found
    return found.replace(":8750", f":{port}")


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_for_curl_runs(port: int, articles: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    assert _run(articles, "sh", "-c", _example("curl", port)).startswith("# Brief of 2 articles: 2 reported events")


def test_the_example_in_python_runs(port: int, articles: Path) -> None:
    printed = _run(articles, sys.executable, "-W", "ignore", "-c", _example("import httpx2", port))
    assert "84 million crowns" in printed
    assert "Marigold" in printed


def test_the_example_in_javascript_runs(port: int, articles: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("no node on this machine")
    given = f"const article1 = {json.dumps(TRAM)}, article2 = {json.dumps(FERRY)};\n"
    (articles / "example.mjs").write_text(given + _example("const service", port), encoding="utf-8")
    printed = _run(articles, "node", "example.mjs").splitlines()
    assert printed[-1] == "Brief of 2 articles: 2 reported events"
    assert any("84 million crowns" in line for line in printed[:-1])


def test_every_setting_of_the_service_is_in_the_page_on_deployment() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    table = "\n".join(line.partition(" | ")[0] for line in page.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", table)) == set(ServeSettings.model_fields)
