"""The template of decisions: every line it offers does what it says once its "# " is taken off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from service.pipeline import make_brief
from service.records import Brief, DecisionKind
from service.settings import Settings
from service.template import NAME

STORM = {
    "herald.txt": """Storm Ilsa tears roofs off Brannock homes

BRANNOCK, March 12 (Coastal News Agency) - Storm Ilsa killed three people and left 40,000 homes without power after it
made landfall at Brannock on Wednesday night, officials said.

Governor Maren Holt declared a state of emergency in three coastal districts on Wednesday.

The controversial harbour master, Pavel Orsk, claimed that six fishing boats were still missing.

The regime of the island of Tarn offered brutal criticism and two lifeboats, he told reporters.

Roads to Fell and Tarn Bay were closed on Thursday.
""",
    "post.txt": """The Brannock Post
12 March 2026

Three dead as Ilsa strikes coast

Three people died and 38,000 households lost electricity when Storm Ilsa came ashore at Brannock late on Wednesday, the
emergency service said.

Winds reached 160 kilometres an hour, according to the national weather office, and the sea wall at Tarn Bay broke in
two places.

The Marigold left Brannock on Tuesday with four men on board.
""",
}


def made(folder: Path, trace: Path | None = None, decisions: str | None = None, sentences: int = 6) -> Brief:
    paths = []
    for name, text in STORM.items():
        (folder / name).write_text(text, encoding="utf-8")
        paths.append(str(folder / name))
    path = folder / "decided.yaml"
    if decisions is not None:
        path.write_text(f"author: A. Editor\ndecisions:\n{decisions}", encoding="utf-8")
    settings = Settings(writer="extractive", sentences=sentences, decisions=path if decisions is not None else None)
    return asyncio.run(make_brief(paths, settings=settings, trace=trace))


def entries(template: str) -> Iterator[str]:
    """Each offered entry, its comment marks taken off as an editor does."""
    entry = ""
    for line in template.splitlines():
        told = line.removeprefix("  # ")
        if line.startswith("  # - ") or (entry and line.startswith("  #     - ")):
            if told.startswith("- ") and entry:
                yield entry
                entry = ""
            entry += f"  {told.replace('YYYY-MM-DD', '2026-03-12')}\n"
    if entry:
        yield entry


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("storm")
    made(folder, trace=folder / "trace")
    return (folder / "trace" / NAME).read_text("utf-8")


def test_it_offers_each_kind_that_these_inputs_can_use(template: str) -> None:
    offered = {next(iter(yaml.safe_load(entry)[0])) for entry in entries(template)}
    assert offered == {"apart", "date", "keep", "out", "pin"}
    assert yaml.safe_load(template)["decisions"] is None


def test_it_offers_the_wordings_that_were_changed_and_no_other(template: str) -> None:
    kept = {yaml.safe_load(entry)[0].get("keep") for entry in entries(template)} - {None}
    assert "claimed" in kept, "a verb of speech that was replaced"
    plain = {rule for rule in kept if rule in template}
    assert plain == kept


def test_every_line_has_an_effect_once_uncommented(template: str, tmp_path: Path) -> None:
    plain = made(tmp_path)
    for entry in entries(template):
        brief = made(tmp_path, decisions=entry)
        (decided,) = brief.decisions
        assert decided.used, (entry, decided.note)
        texts = {s.text for s in brief.sentences}
        words = " ".join(c.quote for c in decided.citations)
        cited = {c.quote for s in brief.sentences for c in s.citations if c.role == "support"}
        if decided.kind == DecisionKind.OUT:
            assert words not in cited, entry
        elif decided.kind == DecisionKind.PIN:
            assert words in cited, entry
        elif decided.kind == DecisionKind.KEEP:
            assert texts != {s.text for s in plain.sentences}, entry
        elif decided.kind == DecisionKind.APART:
            told = [{m.doc for m in event.mentions} for event in brief.events if event.mentions]
            assert {"S1", "S2"} not in told


def test_a_pin_comes_on_top_of_a_full_brief(template: str, tmp_path: Path) -> None:
    pins = [entry for entry in entries(template) if "- pin:" in entry]
    assert pins
    brief = made(tmp_path, decisions="".join(pins))
    assert all(d.used for d in brief.decisions)
