"""What the README shows is what the program prints; what it says of the library runs."""

from __future__ import annotations

import re
from pathlib import Path

from service.pipeline import make_brief_sync
from service.settings import Settings
from service.stages.render import render

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
