"""The parser child: deadline, memory, reuse; and what plain text costs without it."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from service.stages.load.inputs import Kind, Rejected
from service.stages.load.parser import Parser
from tests.load_support import DATA, ROOT, settings

# Measured elsewhere to hold the HTML parser for more than 45 s.
SLOW_PAGE = b"<html><body><p " + b" ".join(b"a%d='x'" % n for n in range(200_000)) + b">words</p></body></html>"


def test_a_slow_page_is_ended_and_the_next_one_is_read() -> None:
    with Parser(settings(parse_deadline_s=1.0)) as parser:
        started = time.monotonic()
        with pytest.raises(Rejected, match="could not be parsed within 1 s and 320 MiB"):
            parser.parse(Kind.HTML, SLOW_PAGE)
        assert time.monotonic() - started < 15
    with Parser(settings()) as parser:
        assert parser.parse(Kind.HTML, (DATA / "page.html").read_bytes())["title"] == "Farmers block motorway"


def test_a_parser_that_needs_too_much_memory_is_refused() -> None:
    bomb = b"<html><body>" + b"<p>words of a page</p>" * 60_000
    with Parser(settings(parse_deadline_s=60.0, parse_memory_mb=128)) as parser:
        with pytest.raises(Rejected, match="needs more memory than an article may"):
            parser.parse(Kind.HTML, bomb)
        assert parser.parse(Kind.HTML, (DATA / "page.html").read_bytes())["title"] == "Farmers block motorway"


def test_children_are_used_again_and_ended() -> None:
    data = (DATA / "page.html").read_bytes()
    with Parser(settings()) as parser:
        for _ in range(3):
            parser.parse(Kind.HTML, data)
        (child,) = parser._idle[Kind.HTML]
        assert child.served == 3
    assert child._process.returncode is not None


def test_plain_text_needs_no_parser(child_environment: dict[str, str]) -> None:
    program = (
        "import sys, asyncio, service.records, service.settings\n"
        "from service.stages.load import load\n"
        "asyncio.run(load([sys.argv[1]], settings=service.settings.Settings()))\n"
        "print(sorted({'trafilatura', 'lxml', 'pypdf', 'requests', 'AntiSSRF', 'markdown_it'} & set(sys.modules)))"
    )
    arguments = [sys.executable, "-c", program, str(DATA / "harbour.txt")]
    run = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, env=child_environment, check=True)
    assert run.stdout.strip() == "[]"
