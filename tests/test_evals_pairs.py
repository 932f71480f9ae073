"""Pairs of claims: the files hold, what breaks a rule is refused in words, and the figures count what they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.labels import check, load_pairs, pair_rules
from evals.labels.find import LabelError
from evals.labels.pair_records import TYPES, ArticleNote, ClaimPair, Mention, Said, Shape, Verdict
from evals.labels.records import Place
from evals.metrics.pairs import AreaResult, pair_scores, score_area
from evals.outputs import OutDifference
from evals.running.compare import compare
from evals.running.folder import INFO, RunFolder
from evals.running.report.pair_tables import false_differences, missed, pair_tables
from evals.running.report.terminal import terminal_lines
from evals.suites import pairs as suite
from tests.test_evals_report import hostile_run

REST = (  # an article must have some length to be read
    " The harbour of Velden lies between two hills, and most of its people live from fish, from timber, and from those"
    " who come in summer to look at the old warehouses on the quay, which were built of red brick when it was rich."
)
TEXTS = {
    "a": "Nine ferries were idle on Monday, the union said. Lee spoke. If it rains, six will sail." + REST,
    "b": "Eleven ferries were idle on Tuesday, the port said. Six sailed. Leigh spoke. Nine ferries had been idle."
    + REST,
}
NINE = Said(doc="a", quote="Nine ferries were idle on Monday", slot="Nine", as_of="on Monday", speaker="the union")
ELEVEN = Said(doc="b", quote="Eleven ferries were idle on Tuesday", slot="Eleven", as_of="on Tuesday")
UPDATE = ClaimPair(
    id="port-001", verdict=Verdict.UPDATE, also=(Verdict.CONFLICT,), shape=Shape.UPDATE, attribute="idle ferries",
    why="a day later", a=NINE, b=ELEVEN,
)  # fmt: skip
CONDITION = ClaimPair(
    id="port-002", verdict=Verdict.DIFFERENT_THING, shape=Shape.CONDITIONAL, attribute="ferries that sail",
    why="a condition, and a fact", a=Said(doc="a", quote="If it rains, six will sail", slot="six"),
    b=Said(doc="b", quote="Six sailed", slot="Six"),
)  # fmt: skip
SPELLING = ClaimPair(
    id="port-003", verdict=Verdict.SPELLING, attribute="the mayor's name", why="one person",
    a=Said(doc="a", quote="Lee spoke", slot="Lee"), b=Said(doc="b", quote="Leigh spoke", slot="Leigh"),
)  # fmt: skip
LABELS = (UPDATE, CONDITION, SPELLING)
FOLDERS = sorted(load_pairs.PAIRS.glob("*/*/"))


def place(doc: str, words: str) -> Place:
    start = TEXTS[doc].index(words)
    return Place(doc=doc, start=start, end=start + len(words), quote=words)


def reported(relation: str, *sides: Place) -> OutDifference:
    return OutDifference(id="D1", relation=relation, attribute="ferries", sides=tuple((side,) for side in sides))


def scored(*found: OutDifference, sealed: bool = False, exhaustive: bool = True) -> AreaResult:
    return score_area("port", LABELS, found, TEXTS, sealed=sealed, exhaustive=exhaustive)


def value(result: AreaResult, name: str) -> float | None:
    scores = {score.name: score.value for score in pair_scores(result.pairs, result.reported, "open")}
    return scores[f"{name}, open"]


def changed(label: ClaimPair, **fields: object) -> ClaimPair:
    return label.model_copy(update=fields)


def problems(*labels: ClaimPair) -> list[str]:
    return list(pair_rules.pairs(labels, TEXTS, "port"))


# ---- the files of the project ----


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_area_holds(folder: Path) -> None:
    assert load_pairs.pair_problems(folder) == ()
    area = load_pairs.read_pairs(folder)
    for label in area.pairs:
        found = pair_rules.found(label, area.articles)
        for at in (*found.a, *found.b):
            assert area.articles[at.doc][at.start : at.end] == at.quote


def test_the_set_is_large_and_balanced() -> None:
    areas = load_pairs.load_pairs()
    assert {area.sealed for area in areas} == {True, False}
    assert sum(len(area.pairs) for area in areas) >= 270
    opened, sealed = ([p for a in areas if a.sealed == is_sealed for p in a.pairs] for is_sealed in (False, True))
    assert len(sealed) >= 75
    counts = Counter(pair.verdict for pair in opened)
    assert all(counts[kind] >= 12 for kind in TYPES), counts
    assert {pair.verdict for pair in sealed} == set(Verdict)
    assert {pair.shape for pair in opened} == {*Shape, None}
    for column in (opened, sealed):
        assert 0.4 <= sum(not pair.differs for pair in column) / len(column) <= 0.6


def test_some_articles_are_dated_and_some_are_not() -> None:
    told = {
        area.name: {bool(note.published) for note in area.notes.values()}
        for area in load_pairs.load_pairs()
        if area.exhaustive
    }
    assert all(True in dated for dated in told.values())
    assert sum(False in dated for dated in told.values()) >= 6


def test_the_check_counts_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(load_pairs.PAIRS / "open" / "mine")]) == 0
    said = capsys.readouterr().out
    assert "'conflict': 3" in said
    assert "0 faults" in said


def test_an_area_with_a_fault_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("open/port", "sealed"):
        (tmp_path / part).mkdir(parents=True)
    for name, text in TEXTS.items():
        (tmp_path / "open" / "port" / f"{name}_paper.txt").write_text(text, "utf-8")
    (tmp_path / "open" / "port" / "articles.toml").write_text('[[article]]\ndoc = "a"\n', "utf-8")
    (tmp_path / "open" / "port" / "pairs.toml").write_text("", "utf-8")
    monkeypatch.setattr(load_pairs, "PAIRS", tmp_path)
    load_pairs.load_pairs.cache_clear()
    with pytest.raises(
        LabelError, match=r"pairs/port: 1 faults, the first: articles.toml names a; the folder holds a, b"
    ):
        load_pairs.load_pairs()
    load_pairs.load_pairs.cache_clear()


# ---- rules ----


def test_sound_pairs_have_no_problem() -> None:
    assert problems(*LABELS) == []


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (changed(UPDATE, id="quay-001"), "ids of this folder begin with port-"),
        (changed(UPDATE, a=NINE.model_copy(update={"quote": "Ten ferries"})), "does not hold the words"),
        (changed(UPDATE, a=NINE.model_copy(update={"slot": "Ten"})), "holds the slot 'Ten' 0 times"),
        (changed(UPDATE, a=NINE.model_copy(update={"slot": "n"})), "times, must be once"),
        (changed(UPDATE, a=NINE.model_copy(update={"as_of": "on Friday"})), "as_of 'on Friday' does not stand"),
        (changed(UPDATE, a=NINE.model_copy(update={"speaker": "the city"})), "speaker 'the city' does not stand"),
        (changed(CONDITION, shape=None), "say by its shape"),
        (changed(UPDATE, also=(Verdict.UPDATE,)), "only types"),
        (changed(UPDATE, also=(Verdict.SAME,)), "only types"),
        (changed(CONDITION, also=(Verdict.SCOPE,)), "only a difference has other types"),
        (changed(SPELLING, a=SPELLING.b), "written alike"),
        (changed(UPDATE, b=NINE), "both sides are the same words"),
        (changed(UPDATE, a=NINE.model_copy(update={"elsewhere": (Mention(doc="b", quote="Ten", slot="Ten"),)})),
         "does not hold the words 'Ten'"),
    ],
)  # fmt: skip
def test_a_broken_pair_is_named(label: ClaimPair, said: str) -> None:
    assert any(said in line for line in problems(label)), problems(label)


def test_ids_and_words_are_used_once() -> None:
    assert "pair 'port-001' occurs 2 times" in problems(UPDATE, UPDATE)[0]
    turned = changed(UPDATE, id="port-009", verdict=Verdict.ADDS, also=(), a=UPDATE.b, b=UPDATE.a)
    assert problems(UPDATE, turned) == ["port-001 and port-009 set the same words against each other"]
    other_type = changed(UPDATE, id="port-009", verdict=Verdict.ATTRIBUTION)
    assert problems(UPDATE, other_type) == []


def test_a_date_that_cannot_be_read_is_named() -> None:
    notes = (ArticleNote(doc="a", published="last May"), ArticleNote(doc="b", published="2024-05-01"))
    assert list(pair_rules.notes(notes, TEXTS)) == ["article a: 'last May' is no ISO date"]


# ---- figures ----


def test_a_difference_on_a_labelled_pair_is_found_and_typed() -> None:
    result = scored(reported("update", place("a", "Nine ferries"), place("b", "Eleven")))
    assert [p.shown_as for p in result.pairs] == [("update",), (), ()]
    assert value(result, "differences right, of all reported") == 1
    assert value(result, "differences found") == 0.5
    assert value(result, "type right, strict") == 1
    assert value(result, "pairs without difference left alone") == 1


@pytest.mark.parametrize(("relation", "typed", "strict"), [("conflict", 1, 0), ("scope", 0, 0)])
def test_a_type_may_be_one_listed_beside_the_label(relation: str, typed: int, strict: int) -> None:
    result = scored(reported(relation, place("b", "Eleven"), place("a", "Nine")))
    assert value(result, "differences found") == 0.5
    assert value(result, "differences found under a right type") == typed / 2
    assert value(result, "type right") == typed
    assert value(result, "type right, strict") == strict


def test_a_pair_without_difference_that_is_reported_is_false() -> None:
    result = scored(reported("conflict", place("a", "six"), place("b", "Six")))
    assert value(result, "differences right, of those on labelled pairs") == 0
    assert value(result, "pairs without difference left alone") == 0
    assert value(result, "differences found") == 0


def test_what_no_label_knows_is_false_only_where_all_is_labelled() -> None:
    strange = reported("conflict", place("a", "on Monday"), place("b", "on Tuesday"))
    assert value(scored(strange), "differences right, of all reported") == 0
    assert value(scored(strange), "differences right, of those on labelled pairs") is None
    assert value(scored(strange, exhaustive=False), "differences right, of all reported") is None


def test_one_strange_side_makes_a_difference_false() -> None:
    three = reported("update", place("a", "Nine"), place("b", "Eleven"), place("b", "Nine ferries had"))
    result = scored(three)
    assert value(result, "differences found") == 0.5
    assert value(result, "differences right, of all reported") == 0


def test_a_side_that_holds_both_claims_tells_nothing_apart() -> None:
    both = OutDifference(
        id="D1", relation="update", attribute="x",
        sides=((place("a", "Nine"), place("b", "Eleven")), (place("b", "Eleven ferries"),)),
    )  # fmt: skip
    assert value(scored(both), "differences found") == 0


def test_two_spellings_are_the_same_two_wherever_they_stand() -> None:
    elsewhere = {"a": f"{TEXTS['a']} Mayor Lee left.", "b": TEXTS["b"]}
    start = elsewhere["a"].index("Mayor Lee")
    cited = Place(doc="a", start=start, end=start + 9, quote="Mayor Lee")
    for relation, found in (("spelling", True), ("wording", False)):
        result = score_area(
            "port", LABELS, [reported(relation, cited, place("b", "Leigh"))], elsewhere, sealed=False, exhaustive=True
        )
        assert bool(result.pairs[2].shown_as) is found


def test_results_of_sealed_areas_hold_no_words() -> None:
    strange = reported("conflict", place("a", "on Monday"), place("b", "on Tuesday"))
    written = scored(strange, sealed=True).model_dump_json()
    assert not any(words in written for words in ("Monday", "Nine", "ferries"))
    assert "Monday" in scored(strange).model_dump_json()


# ---- the suite ----


def tiny_area(**fields: object) -> load_pairs.PairArea:
    notes = {"a": ArticleNote(doc="a", outlet="Port Paper", published="2024-05-06"), "b": ArticleNote(doc="b")}
    area = load_pairs.PairArea("port", False, True, TEXTS, notes, LABELS)
    return area if not fields else load_pairs.PairArea(**{**vars(area), **fields})


def test_the_suite_reads_the_product_and_reports_no_sealed_words() -> None:
    other = (  # no copy of the first, or it would be left aside
        "Governor Anna Rehor came late to the opening of the bridge, because her train had stood in a field. She cut"
        " the ribbon, shook hands with the welders, and left without a word to those who had waited in the rain."
    )
    texts = {"a": f"The mayor, Anna Řehoř, spoke on Monday.{REST}", "b": other}
    label = changed(
        SPELLING, a=Said(doc="a", quote="Anna Řehoř", slot="Řehoř"), b=Said(doc="b", quote="Anna Rehor", slot="Rehor")
    )
    area = tiny_area(articles=texts, pairs=(label,))
    report = suite.run_pairs([area, tiny_area(articles=texts, pairs=(label,), sealed=True)])
    assert [pair.shown_as for pair in report.pairs] == [("spelling",), ("spelling",)]
    assert {score.value for score in report.scores if score.name.startswith("differences found,")} == {1.0}
    assert [one.sides for one in report.reported] == [("Anna Řehoř", "Anna Rehor"), ()]
    rows = {(row.column, row.name): (row.n, row.shown) for row in report.rows if row.by == "verdict" and row.n}
    assert rows == {("open", "spelling"): (1, 1), ("sealed", "spelling"): (1, 1)}
    lines = "\n".join(terminal_lines(hostile_run().model_copy(update={"pairs": report})))
    assert "pairs: 2 pairs of claims in 1 areas, 2 differences reported" in lines


def test_no_words_of_the_real_sealed_areas_are_written() -> None:
    report = suite.run_pairs(load_pairs.load_pairs())
    written = report.model_dump_json()
    sealed = [pair for area in load_pairs.load_pairs() if area.sealed for pair in area.pairs]
    quotes = [said.quote for pair in sealed for said in (pair.a, pair.b)]
    assert not [quote for quote in quotes if len(quote) > 12 and quote in written]
    assert not [one for one in report.reported if one.sealed and (one.sides or one.attribute)]
    assert len(report.pairs) == sum(len(area.pairs) for area in load_pairs.load_pairs())


def test_two_runs_are_compared_pair_by_pair(tmp_path: Path) -> None:
    right = reported("update", place("a", "Nine"), place("b", "Eleven"))
    wrong = reported("conflict", place("a", "six"), place("b", "Six"))
    nothing = suite.run_pairs([tiny_area()])
    folders = []
    for name, result in (("old", scored(right)), ("new", scored(wrong))):
        folder = RunFolder(tmp_path / name)
        folder.write(INFO, hostile_run().info)
        folder.write("pairs.json", nothing.model_copy(update={"pairs": result.pairs}))
        folders.append(folder)
    found = compare(*folders)
    assert {(gap.name, gap.a, gap.b) for gap in found.gaps} == {
        ("pairs: differences found under a right type", 0.5, 0.0),
        ("pairs: pairs without difference left alone", 1.0, 0.0),
    }
    assert [(change.text, change.what) for change in found.changes] == [
        ("port-001 update", "update -> not reported"),
        ("port-002 different_thing", "not reported -> conflict"),
    ]


def test_an_article_that_the_product_reads_otherwise_is_refused() -> None:
    with pytest.raises(LabelError, match="reads article a with other characters"):
        suite.find_differences(tiny_area(articles={**TEXTS, "a": "Nine\0" + TEXTS["a"]}))


def test_tables_name_what_is_missed_and_what_is_false() -> None:
    report = suite.run_pairs([tiny_area()])
    shown = report.model_copy(update=scored(reported("scope", place("a", "on Monday"), place("b", "Six"))).__dict__)
    assert missed(shown) == ("port: 001 update, 003 spelling",)
    assert false_differences(shown) == ("port D1 scope, ferries: on Monday <> Six",)
    assert [table.rows for table in pair_tables(report)][1] == (("different thing", "0, 1", "none"),)
