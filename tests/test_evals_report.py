"""The page and the lines of a run: hostile text stays text, sealed sentences stay sealed, rates never stand alone."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.judges.records import Judgement
from evals.labels.load import load_planted
from evals.labels.pair_records import Verdict
from evals.metamorphic.relation import Group
from evals.metamorphic.suite import GroupTotal, MetamorphicReport, RelationResult
from evals.metrics.differences import DifferenceResult, FalseDifference
from evals.metrics.facts import FactResult, TrapResult
from evals.metrics.neutrality import OwnVoice, SourceShare
from evals.metrics.pairs import PairResult, ReportedResult
from evals.metrics.score import Score
from evals.outputs import CitedWords, Output, OutSentence, OutWithheld
from evals.readings.records import Reading
from evals.running.folder import RunInfo
from evals.running.report.contents import Contents
from evals.running.report.figures import needs_yield
from evals.running.report.html import render_page
from evals.running.report.kinds import kind_lines, mistakes, total
from evals.running.report.terminal import terminal_lines
from evals.suites.records import (
    AgreementRow,
    KindRow,
    PairRow,
    PairsReport,
    PlantedReport,
    PlantedResult,
    ReadingResult,
    ReadingsReport,
    SentenceReport,
    SystemReport,
    WithheldReport,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "</q><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7 * 7 }} \x1b[2J\u202e"
SEALED = "The sealed sentence that nobody may read in a report."
JUDGE = "a judge 1"
SAYS_NO = Judgement(supported=False, probability=0.1, words=(HOSTILE,), by=JUDGE, note=HOSTILE)


def system_report() -> SystemReport:
    cites = (CitedWords(doc="000", start=0, end=len(HOSTILE), quote=HOSTILE),)
    sentence = OutSentence(id="B1", text=HOSTILE, attribution=HOSTILE, cites=cites, event=HOSTILE, by="extract")
    output = Output(
        system=HOSTILE,
        sentences=(sentence,),
        withheld=(OutWithheld(text=HOSTILE, cites=cites, gate="number", reason=HOSTILE, words=(HOSTILE,)),),
    )
    score = Score(name="citation precision", value=0.5, low=0.25, high=0.75, n=4, unscored=2, by=JUDGE)
    missed = DifferenceResult(
        id="D001", attribute=HOSTILE, relation="conflict", importance=3, shown_by=(), typed_right=None,
        typed_strictly=None,
    )  # fmt: skip
    return SystemReport(
        output=output,
        scores=(score,),
        sentences=(
            SentenceReport(
                sentence=sentence, judgements=(SAYS_NO,), events=(), pure=False, precise=(None,), facts=("F001",),
                traps=("T001",),
            ),
        ),
        facts=(FactResult(id="F001", text=HOSTILE, importance=3, stated_by=("B1",), cited_by=()),),
        traps=(TrapResult(id="T001", text=HOSTILE, reason="blended", why=HOSTILE, sentence="B1", words=HOSTILE),),
        own_voice=(OwnVoice(term="L001", wording=HOSTILE, neutral=HOSTILE, sentence="B1", words=HOSTILE),),
        differences=(missed,),
        false_differences=(FalseDifference(id="D1", relation="update", attribute=HOSTILE, sides=(HOSTILE, HOSTILE)),),
        sources=(SourceShare(doc=HOSTILE, sentences=1, cited_words=3, share_of_sentences=1, share_of_input=0.5),),
        withheld=(WithheldReport(withheld=output.withheld[0], judgement=SAYS_NO, wrongly=True),),
    )  # fmt: skip


def planted_result(name: str, text: str, *, sealed: bool) -> PlantedResult:
    """A supported sentence that the judge drops."""
    return PlantedResult(
        id=name, area="flood", sealed=sealed, text=text, supported=True, kind="paraphrase", how="rewrite", wrong="",
        cites=(text,), judgements=(SAYS_NO,),
    )  # fmt: skip


def planted_report() -> PlantedReport:
    rows = [
        KindRow(by=JUDGE, column=column, supported=True, kind="paraphrase", n=1, right=0, wrong=1, unscored=0)
        for column in ("open", "sealed")
    ]
    results = (planted_result("flood-001", HOSTILE, sealed=False), planted_result("court-001", SEALED, sealed=True))
    scores = [Score(name=f"supported ones dropped, {c}", value=1.0, n=1, by=JUDGE) for c in ("open", "sealed")]
    return PlantedReport(results=results, rows=tuple(rows), scores=tuple(scores))


def pairs_report() -> PairsReport:
    pair = PairResult(
        id="flood-001", area=HOSTILE, sealed=False, verdict=Verdict.SCOPE, shape="", differs=True, shown_as=(),
        typed=None, typed_strictly=None,
    )  # fmt: skip
    false = ReportedResult(
        area=HOSTILE, sealed=False, id="D1", relation=HOSTILE, right=False, touches=False, exhaustive=True, words=1,
        attribute=HOSTILE, sides=(HOSTILE, HOSTILE),
    )  # fmt: skip
    row = PairRow(column="open", by="verdict", name="scope", n=1, differ=1, shown=0, typed=0, wrongly_shown=0)
    score = Score(name="differences found, open", value=0.0, n=1, by="labels")
    return PairsReport(pairs=(pair,), reported=(false,), rows=(row,), scores=(score,))


def hostile_run() -> Contents:
    reading = Reading(
        id="R001", set="flood", system=HOSTILE, text=HOSTILE, cites=(HOSTILE,), reading=True, words=HOSTILE
    )
    agreement = Score(name="agreement", value=0.0, n=1, by=JUDGE)
    row = AgreementRow(
        by=JUDGE, n=1, unscored=0, undecided=0, agreement=agreement, kappa=None, caught=0, missed=0, dropped=1, passed=0
    )
    relation = RelationResult(
        id="swap/x", group=Group.SWAP, expected=HOSTILE, held=False, violations=(HOSTILE,), seconds=0
    )
    totals = (GroupTotal(group=Group.SWAP, relations=1, held=0, known=0, broken=1, mended=0),)
    return Contents(
        name=HOSTILE,
        info=RunInfo(
            suites=("seeds",), systems=("extractive",), judges=(HOSTILE,), model=HOSTILE, evenhand_version="0",
            pipeline_version="0", labels="0", made_on="2026-01-01",
        ),
        seeds={"extractive": system_report()},
        planted=planted_report(),
        pairs=pairs_report(),
        readings=ReadingsReport(results=(ReadingResult(reading=reading, judgements=(SAYS_NO,)),), rows=(row,)),
        metamorphic=MetamorphicReport(results=(relation,), groups=totals, seconds=0),
    )  # fmt: skip


class Markup(HTMLParser):
    """Elements and attributes of a page, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_hostile_text_stays_text() -> None:
    page = render_page(hostile_run(), None)
    found = Markup(page)
    assert {"script", "img"}.isdisjoint(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in {"src", "style"}]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page  # a template's marks in a source are words like any other
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_loads_nothing_and_its_style_is_allowed_by_hash() -> None:
    page = render_page(hostile_run(), None)
    found = Markup(page)
    links = [value or "" for name, value in found.attributes if name in {"href", "src", "action"}]
    assert [link for link in links if not link.startswith("#")] == []
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [
        value or "" for name, value in found.attributes if name == "content" and "default-src" in (value or "")
    ]
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "script-src" not in policy


def test_every_table_has_a_caption_and_every_heading_cell_a_scope() -> None:
    page = render_page(hostile_run(), None)
    assert page.count("<table") == page.count("<caption>") > 4
    assert re.findall(r"<th(?! scope=)[ >]", page) == []


def test_links_inside_the_page_lead_somewhere() -> None:
    found = Markup(render_page(hostile_run(), None))
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {(v or "")[1:] for name, v in found.attributes if name == "href"} <= set(ids)


def test_sealed_sentences_occur_in_no_report_for_readers() -> None:
    run = hostile_run()
    assert SEALED not in render_page(run, None)
    assert SEALED not in "\n".join(terminal_lines(run))
    assert run.planted
    assert [mistake.result.id for mistake in mistakes(run.planted, JUDGE)] == ["flood-001"]


def test_a_real_sealed_area_occurs_in_no_report() -> None:
    sealed = [s for area in load_planted() if area.sealed for s in area.sentences]
    assert sealed
    results = [planted_result(s.id, s.text, sealed=True) for s in sealed]
    planted = planted_report().model_copy(update={"results": tuple(results)})
    run = hostile_run().model_copy(update={"planted": planted})
    said = render_page(run, None) + "\n".join(terminal_lines(run))
    assert [s.id for s in sealed if s.text in said] == []


@pytest.mark.parametrize("name", ["citation precision", "support, a judge", "fact recall, cited", "event purity"])
def test_rates_that_say_nothing_without_length(name: str) -> None:
    assert needs_yield(Score(name=name, value=1.0, n=1, by=JUDGE))


def test_a_rate_stands_beside_length_items_and_unscored() -> None:
    lines = terminal_lines(hostile_run())
    words = len(HOSTILE.split())
    (line,) = [line for line in lines if line.startswith("  citation precision")]
    assert "50.0 %" in line
    assert "[25.0, 75.0]" in line
    assert f"n 4, 2 unscored  by {JUDGE}, of 1 sentences, {words} words" in line
    assert f"n 4, 2 unscored, of 1 sentences, {words} words" in render_page(hostile_run(), None)


def test_kinds_are_counted_by_column() -> None:
    (line,) = kind_lines(planted_report(), JUDGE)
    assert (line.kind, line.open, line.sealed) == ("paraphrase", (1, 1, 0), (1, 1, 0))
    assert total([line, line], supported=True).open == (2, 2, 0)
    assert total([line], supported=False).open == (0, 0, 0)


@pytest.mark.browser
def test_the_page_fits_a_phone_and_asks_for_nothing(chromium: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "report.html"
    path.write_text(render_page(hostile_run(), None), encoding="utf-8")
    with sync_playwright() as driver:
        browser: Browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("h1").inner_text().startswith("Evaluation: </q><script>")
        assert (asked, said) == ([path.as_uri()], [])
        browser.close()
