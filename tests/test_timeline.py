"""Events and figures in order of time, with the precision of the words and nothing that no source dates."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from service.pipeline import make_brief
from service.records import Brief
from service.settings import Settings
from service.stages.render import render
from service.stages.validate import problems

SEEDS = sorted(str(path) for path in Path("seeds").glob("*.txt"))
DATES = {"S1": {"published": "2024-02-04"}, "S2": {"published": "2024-02-05"}, "S3": {"published": "2025-04-20"}}


def brief(meta: dict[str, dict[str, str]]) -> Brief:
    return asyncio.run(make_brief(SEEDS, settings=Settings(writer="extractive"), meta=meta))


@pytest.fixture(scope="module")
def dated() -> Brief:
    return brief(DATES)


def test_dated_events_and_background_stand_in_order(dated: Brief) -> None:
    starts = [entry.start for entry in dated.timeline]
    assert starts == sorted(starts)
    by_id = {entry.sentence or entry.event: entry for entry in dated.timeline}
    assert (str(by_id["E2"].start), str(by_id["E2"].end)) == ("2025-04-19", "2025-04-19")
    background = [entry for entry in dated.timeline if entry.sentence]
    assert [(str(e.start), e.when.text) for e in background] == [("2023-10-07", "October 7, 2023")]
    assert "E4" not in by_id, "a Saturday without a date of publication has no place in the order"
    assert problems(dated) == ()


def test_where_nothing_is_dated_there_is_no_order() -> None:
    undated = brief({})
    assert [entry.event for entry in undated.timeline if not entry.sentence] == []
    assert undated.figures == ()


def test_figures_of_one_count_stand_in_order_of_their_sources(dated: Brief) -> None:
    series = [[row.value.text for row in s.rows] for s in dated.figures]
    toll = next(s for s in series if "51,065" in s)
    assert toll.index("more than 27,000 Palestinians") < toll.index("51,065")
    assert not any("some 1,200 people" in s and "51,065" in s for s in series)


@pytest.mark.parametrize("shape", ["md", "html", "terminal"])
def test_each_format_shows_both(dated: Brief, shape: str) -> None:
    text = " ".join(render(dated, shape).split())  # type: ignore[arg-type]
    assert "In order of time" in text
    assert text.count("Figures in order of time") == len(dated.figures) > 0
    shown = text.partition("Figures in order of time")[2]
    values = [row.value.text for row in dated.figures[0].rows]
    assert sorted(values, key=shown.index) == values
    assert "2025-04-19" in text
