"""The terminal: widths, words and colours, and nothing that a terminal could obey."""

from __future__ import annotations

import re

import pytest

from service.stages.render import render, wording
from service.stages.render.lines import Run, columns, wrap
from tests.brief_example import example_brief
from tests.render_payloads import PAYLOADS, poisoned, unsafe_characters


@pytest.mark.parametrize("width", [40, 72, 120])
def test_terminal_keeps_its_width_and_all_words(width: int) -> None:
    brief = example_brief()
    text = render(brief, "terminal", width=width)
    assert max(columns(line) for line in text.splitlines()) <= width
    flat_text = " ".join(text.split())
    for sentence in brief.sentences:
        assert " ".join(sentence.text.split()) in flat_text
    assert flat_text.index(wording.OVERVIEW) < flat_text.index("E1") < flat_text.index(brief.sentences[0].text)


def test_colour_adds_only_our_own_codes() -> None:
    brief = poisoned("\x1b[31mred [/] [bold]x[/bold] [link=file:///etc/passwd]y[/link]")
    plain, coloured = (render(brief, "terminal", width=80, color=color) for color in (False, True))
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "[/] [bold]x[/bold]" in plain


@pytest.mark.parametrize("payload", PAYLOADS)
def test_terminal_of_a_payload_holds_no_control(payload: str) -> None:
    assert unsafe_characters(render(poisoned(payload), "terminal")) == set()


def test_wide_and_long_words_fit() -> None:
    lines = wrap([Run("東京" * 30 + " " + "a" * 100)], 20)
    assert max(sum(columns(run.text) for run in line) for line in lines) <= 20
    assert "".join(run.text for line in lines for run in line).replace(" ", "") == "東京" * 30 + "a" * 100
