"""What an editor decides: read, laid on the inputs, shown with its author, and remembered without another call."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from service.decisions import MAX_BYTES, parse_decisions, read_decisions
from service.errors import InputError
from service.pipeline import make_brief
from service.records import Brief, DecisionKind, NoticeCode
from service.settings import Settings
from service.stages.render import render
from service.stages.render.deciding import decision_text
from service.stages.validate import problems
from service.template import NAME as TEMPLATE
from tests.scripted_endpoint import scripted
from tests.scripted_writer import ScriptedWriter, brief_at

SEEDS = sorted(str(path) for path in Path("seeds").glob("*.txt"))
E2 = '{document: S3, words: "Ibrahim Kalin met with Hamas leaders"}'
E3 = '{document: S4, words: "Ibrahim Kalın recently met with Hamas leaders"}'
E5 = '{document: S5, words: "also had a meeting with the Hamas delegation"}'


def brief_with(folder: Path, text: str, *, author: str = "A. Editor") -> Brief:
    path = folder / "decisions.yaml"
    path.write_text(f"author: {author}\ndecisions:\n{text}\n", encoding="utf-8")
    return asyncio.run(make_brief(SEEDS, settings=Settings(writer="extractive", decisions=path)))


def groups(brief: Brief) -> list[set[str]]:
    return [{m.doc for m in event.mentions} for event in brief.events if event.mentions]


def test_same_joins_two_events_and_apart_closes_the_question(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, f"  - same: [{E2}, {E5}]\n    why: both desks confirm it\n  - apart: [{E2}, {E3}]")
    assert {"S3", "S5"} in groups(brief)
    assert {"S4"} in groups(brief)
    joined = next(e for e in brief.events if {m.doc for m in e.mentions} == {"S3", "S5"})
    assert joined.maybe_same_as == ()
    assert all(same.event != joined.id for e in brief.events for same in e.maybe_same_as)
    assert problems(brief) == ()


def test_undecided_pairs_stay_open(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, f"  - apart: [{E2}, {E3}]")
    told = {e.id: {m.doc for m in e.mentions} for e in brief.events}
    open_pairs = {frozenset((e.id, s.event)) for e in brief.events for s in e.maybe_same_as}
    of = {next(iter(docs)): name for name, docs in told.items() if len(docs) == 1 and docs <= {"S3", "S4"}}
    assert frozenset((of["S3"], of["S4"])) not in open_pairs
    assert open_pairs, "the other pairs are as doubtful as before"


def test_a_date_resolves_the_times_of_its_document(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, "  - {date: 2025-04-19, document: 002_7760100b11b2b571.txt}")
    when = next(row for row in brief.overview if "S3" in row.sources).when
    assert "Saturday (19 April 2025)" in {item.text for item in when}
    assert brief.decisions[0].documents == ("S3",)
    undated = {n.doc for n in brief.notices if n.code == NoticeCode.NO_DATE}
    assert undated == {"S1", "S2", "S4", "S5"}


def test_a_kept_term_is_not_replaced(tmp_path: Path) -> None:
    plain, kept = (brief_with(tmp_path, text) for text in ("", '  - keep: "terror-group"'))
    assert not any("terror group" in s.text for s in plain.sentences)
    assert any("terror group" in s.text for s in kept.sentences)


def test_out_and_pin_change_what_is_published(tmp_path: Path) -> None:
    plain = brief_with(tmp_path, "")
    gone = plain.sentences[1]
    words = next(c.quote for c in gone.citations if c.role == "support")
    pinned = "Efforts to foster reconciliation between Palestinian factions"
    assert not any(pinned in s.text for s in plain.sentences)
    brief = brief_with(
        tmp_path,
        f'  - out: {{document: {gone.citations[0].doc}, words: "{words}"}}\n'
        f'  - pin: {{document: S5, words: "{pinned}"}}',
    )
    assert gone.text not in {s.text for s in brief.sentences}
    assert any(pinned in s.text for s in brief.sentences)


def test_what_fits_nothing_is_shown_and_changes_nothing(tmp_path: Path) -> None:
    plain = brief_with(tmp_path, "")
    brief = brief_with(
        tmp_path,
        '  - out: {document: S9, words: "nobody"}\n'
        '  - out: {document: S1, words: "words that are not there"}\n'
        f"  - same: [{E2}, {E2}]\n"
        "  - keep: no-such-term\n"
        "  - {date: 2025-01-01, document: other.txt}",
    )
    assert [s.text for s in brief.sentences] == [s.text for s in plain.sentences]
    assert [d.used for d in brief.decisions] == [False] * 5
    assert all(d.note for d in brief.decisions)


@pytest.mark.parametrize("shape", ["md", "html", "terminal"])
def test_each_format_names_the_decision_its_author_and_reason(tmp_path: Path, shape: str) -> None:
    brief = brief_with(tmp_path, f"  - same: [{E2}, {E5}]\n    why: both desks confirm it")
    text = " ".join(render(brief, shape).split())  # type: ignore[arg-type]
    told = "these tell one event: “Ibrahim Kalin met with Hamas leaders” (S3) and “also had a meeting with the Hamas"
    assert told in text.replace("\\", "")
    assert "(decided by A. Editor: both desks confirm it)" in text


BAD = {
    "decisions: [": "not a YAML file",
    "decisions: [{date: 2025-13-40, document: S1}]": "does not exist",
    "- same": "write `decisions:`",
    "decision: []": "unknown key 'decision'",
    "decisions: [{hold: S1}]": "exactly one of same, apart",
    "decisions: [5]": "entry 1 is no decision",
    "decisions: [{same: [{document: S1, words: a}]}]": "two or more places",
    "decisions: [{out: {document: S1}}]": "entry 1, out: no words; write {document: S1, words: ",
    "decisions: [{out: {doc: S1, words: a}}]": "unknown key 'doc' where it points at words; write",
    "decisions: [{pin: S1}]": "entry 1, pin: 'S1' points at no words; write",
    "decisions: [{pin: {document: S1, words: [a, b]}}]": "words must be text",
    "decisions: [{pin: {document: S1, words: ''}}]": "no words; write",
    "decisions: {keep: x}": "begin each entry with",
    "Decisions: [{keep: x}]": "unknown key 'Decisions' beside author and decisions; write decisions",
    "decisions: [{date: soon, document: S1}]": "'soon' is not a date",
    "decisions: [{date: 2025-01-01}]": "needs document",
    "decisions: [{keep: [a]}]": "must be text",
    f"decisions: [{{same: [{', '.join(['{document: S1, words: a}'] * 51)}]}}]": "51 places, at most 50; write several",
    "decisions: [{keep: x, because: y}]": "unknown key 'because'",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_file_is_one_clear_error(text: str) -> None:
    with pytest.raises(InputError, match=BAD[text].replace("`", ".")) as caught:
        parse_decisions(text.encode(), "file.yaml")
    assert str(caught.value).startswith("file.yaml")


def test_nested_aliases_and_large_files_cost_nothing(tmp_path: Path) -> None:
    names = ["a", *(f"b{n}" for n in range(40))]
    laughs = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise(names))
    bomb = laughs + "decisions: [{keep: *b39}]"
    with pytest.raises(InputError):
        parse_decisions(bomb.encode(), "bomb.yaml")
    with pytest.raises(InputError, match="must be text"):
        parse_decisions(("decisions: [{keep: " + "[" * 50 + "]" * 50 + "}]").encode(), "deep.yaml")
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="split the file"):
        read_decisions(large)


def test_the_template_holds_every_doubtful_case_and_works_once_uncommented(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    brief = asyncio.run(make_brief(SEEDS, settings=Settings(writer="extractive"), trace=trace))
    template = (trace / TEMPLATE).read_text("utf-8")
    assert parse_decisions(template.encode(), "template") == ()
    doubts = {frozenset((e.id, s.event)) for e in brief.events for s in e.maybe_same_as}
    lines = [line.replace("  # ", "  ", 1) for line in template.splitlines() if "YYYY" not in line]
    decided = "\n".join(line for line in lines if line.lstrip().startswith(("-", "decisions:")))
    found = parse_decisions(decided.encode(), "template")
    assert sum(d.kind == DecisionKind.SAME for d in found) == len(doubts) > 0
    assert sum(d.kind == DecisionKind.OUT for d in found) == len(brief.sentences)
    path = tmp_path / "all.yaml"
    path.write_text(decided, encoding="utf-8")
    again = asyncio.run(make_brief(SEEDS, settings=Settings(writer="extractive", decisions=path)))
    assert [d.note for d in again.decisions if not d.used] == []


async def test_a_second_run_with_decisions_asks_only_for_what_changed(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.yaml"
    async with scripted(ScriptedWriter()) as endpoint:
        first = await brief_at(tmp_path, endpoint, cache=True)
        asked = endpoint.count
        extracted = next(s for s in reversed(first.sentences) if s.written_by == "extract")
        cited = next(c for c in extracted.citations if c.role == "support")
        decisions.write_text(
            f'decisions:\n  - pin: {{document: {cited.doc}, words: "{cited.quote[:30]}"}}\n', encoding="utf-8"
        )
        second = await brief_at(tmp_path, endpoint, cache=True, decisions=decisions)
    assert asked > 0
    assert second.decisions[0].used
    assert endpoint.count - asked == second.usage.calls
    joined = {s.text for s in first.sentences if s.written_by == "model"}
    unchanged = joined & {s.text for s in second.sentences}
    assert second.usage.cached_calls >= 2 * len(unchanged) > 0


ARTICLE = """Storm tears roofs off homes

Storm Ilsa killed three people at Brannock, the mayor of the town said on Wednesday after a night without sleep.

The sea wall broke at noon, the mayor said. The sea wall broke again at night, the harbour master Pavel Orsk said.

But the ferry ran all day. Orsk praised the “tireless work” of his crews when he spoke to reporters at the port.
"""


def decided(folder: Path, text: str, *articles: str) -> list[tuple[bool, str]]:
    return [(d.used, d.note) for d in brief_of(folder, text, *articles).decisions]


def brief_of(folder: Path, text: str, *articles: str) -> Brief:
    paths = []
    for number, article in enumerate(articles or (ARTICLE,), start=1):
        (folder / f"{number}.txt").write_text(article, encoding="utf-8")
        paths.append(str(folder / f"{number}.txt"))
    path = folder / "decisions.yaml"
    path.write_text(f"decisions:\n  - {text}\n", encoding="utf-8")
    return asyncio.run(make_brief(paths, settings=Settings(writer="extractive", decisions=path)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('pin: {document: S1, words: "the sea wall broke in two"}', "not in S1; near to them: “The sea wall broke"),
        ('pin: {document: S1, words: "The sea wall broke"}', "stand in 2 statements: “The sea wall broke at noon"),
        ('out: {document: S1, words: "The sea wall broke"}', "add words that only one of them has"),
        ('pin: {document: S1, words: "tears roofs off"}', "are a title, no running text; near to them: “"),
        (
            'pin: {document: monday.txt, words: "Storm"}',
            "no document monday.txt among these inputs; there are S1 (1.txt)",
        ),
        ("{date: 2026-03-12, document: S4}", "no document S4 among these inputs"),
        ("keep: terror-grup", "near to it: terror-group"),
        ("keep: regime", "no source uses the wording of entry regime in its own voice"),
        ("keep: keep-terror-law", "the term list keeps the wording of entry keep-terror-law anyway"),
        ("keep: xyzzy", "no entry xyzzy in the term list; the template of decisions names those of a brief"),
        ('same: [{document: S1, words: "Ilsa killed"}, {document: S1, words: "at Brannock"}]', "one event mention"),
    ],
)
def test_a_decision_without_effect_says_what_where_and_what_is_near(tmp_path: Path, text: str, says: str) -> None:
    ((used, note),) = decided(tmp_path, text)
    assert not used
    assert says in note


def test_words_that_stand_everywhere_point_at_nothing(tmp_path: Path) -> None:
    ((used, note),) = decided(tmp_path, 'out: {document: S1, words: "e"}', 5 * ARTICLE)
    assert (used, note) == (False, "“e”: the words stand in more than 50 places; add words beside them")


def test_words_that_many_statements_hold_are_shown_with_a_few(tmp_path: Path) -> None:
    towns = [f"The storm tore {n} roofs off houses in the {n}th district of the town." for n in range(10, 30)]
    ((used, note),) = decided(tmp_path, 'out: {document: S1, words: "roofs off houses"}', " ".join(towns))
    assert not used
    assert "20 statements" in note
    assert note.count("“The storm tore") == 6
    assert "and 14 more; add words" in note


def test_words_of_another_article_are_found_there(tmp_path: Path) -> None:
    other = ARTICLE.replace("Storm Ilsa killed three people", "Gales from the sea hurt nine people")
    ((used, note),) = decided(tmp_path, 'pin: {document: S2, words: "Ilsa killed"}', ARTICLE, other)
    assert (used, note) == (False, "“Ilsa killed”: the words are not in S2 but in S1")


def test_straight_quotation_marks_find_curly_ones(tmp_path: Path) -> None:
    text = """out: {document: S1, words: 'praised the "tireless work"'}"""
    assert decided(tmp_path, text) == [(True, "")]


def test_of_two_decisions_that_say_the_opposite_the_earlier_counts(tmp_path: Path) -> None:
    words = '{document: S1, words: "broke at noon"}'
    first, second = decided(tmp_path, f"out: {words}\n  - pin: {words}")
    assert first == (True, "")
    assert second == (False, "entry 1 says the opposite, and the earlier one counts")


def test_a_copy_is_decided_with_its_article(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text('decisions:\n  - out: {document: S2, words: "broke at noon"}\n', encoding="utf-8")
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(ARTICLE, encoding="utf-8")
    paths = [str(tmp_path / "1.txt"), str(tmp_path / "2.txt")]
    brief = asyncio.run(make_brief(paths, settings=Settings(writer="extractive", decisions=path)))
    assert brief.decisions[0].used
    assert not any("broke at noon" in s.text for s in brief.sentences)


def test_a_pin_that_fails_its_check_says_why(tmp_path: Path) -> None:
    article = ARTICLE.replace(
        "Orsk praised", "The mayor met Karl Berg and Jonas Feld. He expected a quick end. Orsk praised"
    )
    ((used, note),) = decided(tmp_path, 'pin: {document: S1, words: "expected a quick end"}', article)
    assert (used, note) == (False, "it cannot stand alone: “He” points outside it")


def test_a_date_resolves_what_the_articles_own_date_would(tmp_path: Path) -> None:
    text = ARTICLE.replace("on Wednesday after", "on Monday after").replace(
        "But the ferry ran all day.", "Governor Maren Holt declared a state of emergency on Monday."
    )
    (tmp_path / "1.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "decisions.yaml"
    path.write_text("decisions:\n  - {date: 2026-03-12, document: S1}\n", encoding="utf-8")
    brief = asyncio.run(make_brief([str(tmp_path / "1.txt")], settings=Settings(writer="extractive", decisions=path)))
    own = asyncio.run(
        make_brief(
            [str(tmp_path / "1.txt")],
            settings=Settings(writer="extractive"),
            meta={"S1": {"published": "2026-03-12"}},
        )
    )
    assert [s.text for s in brief.sentences] == [s.text for s in own.sentences]
    assert any("declared a state of emergency on Monday [9 March 2026]" in s.text for s in brief.sentences)


def test_a_kept_wording_is_cited_and_one_that_is_only_spoken_is_not_used(tmp_path: Path) -> None:
    regime = "The regime of Tarn offered two lifeboats to the harbour on Thursday, and the harbour took them."
    (own,) = brief_of(tmp_path, "keep: regime", ARTICLE + "\n" + regime).decisions
    assert own.used
    assert [c.quote for c in own.citations] == ["regime"]
    spoken = "“The regime of Tarn has failed us,” the harbour master Pavel Orsk said on Thursday at the port."
    (said,) = brief_of(tmp_path, "keep: regime", ARTICLE + "\n" + spoken).decisions
    assert (said.used, said.citations[0].quote) == (False, "regime")
    assert "in attributed words alone" in said.note


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('out: {document: S1, words: "broke at noon"}', "this sentence is left out: “The sea wall broke at noon, the"),
        ('pin: {document: S1, words: "broke at noon"}', "if it passes its check: “The sea wall broke at noon, the"),
        ("{date: 2026-03-12, document: S1}", "date of publication: S1, 2026-03-12 (author not named)"),
        (
            "{date: 2026-03-12, document: S4}",
            "date of publication: 2026-03-12 (author not named); not used: no document",
        ),
        ("keep: regime", "this wording is kept: entry regime (author not named); not used: no source uses"),
        (
            'out: {document: S7, words: "x"}',
            "this sentence is left out: words of no input (author not named); not used",
        ),
    ],
)
def test_a_decision_says_what_was_decided_of_which_words(tmp_path: Path, text: str, told: str) -> None:
    (item,) = brief_of(tmp_path, text, ARTICLE).decisions
    assert told in decision_text(item)


MET = """Minister Ada Lorne met the rebel envoy Karl Berg in the town of Brannock on {day} to speak about a truce.

The talks dealt with the exchange of prisoners and the port of Brannock, according to diplomats of both sides.
"""
MET_TOO = """{when}, Ada Lorne, the minister of defence, held talks with Karl Berg, the envoy, in Brannock.

The meeting focused on a truce and food for the harbour towns, a spokesman of the ministry said.
"""
SAME = """same:
      - {document: S1, words: "Ada Lorne met the rebel envoy Karl Berg"}
      - {document: S2, words: "Ada Lorne, the minister of defence, held talks with Karl Berg"}
  - apart:
      - {document: S1, words: "Ada Lorne met the rebel envoy Karl Berg"}
      - {document: S2, words: "nowhere"}
  - {date: 2026-03-12, document: S1}"""


def test_the_day_of_a_dated_report_holds_for_the_one_that_an_editor_joins_with_it(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, SAME, MET.format(day="Monday"), MET_TOO.format(when="On Monday"))
    (row,) = brief.overview
    assert [w.text for w in row.when] == ["Monday (9 March 2026)"]
    told = " ".join(s.text for s in brief.sentences)
    assert "on Monday [9 March 2026]" in told
    assert "undated" not in told
    assert "2026-03-09 (author not named)" in decision_text(brief.decisions[0])
    assert problems(brief) == ()


def test_a_day_that_the_other_report_excludes_is_not_given_to_it(tmp_path: Path) -> None:
    brief = brief_of(tmp_path, SAME, MET.format(day="Monday"), MET_TOO.format(when="On Friday"))
    told = " ".join(s.text for s in brief.sentences)
    assert "Friday [undated]" in told
    assert "decision of an editor" not in told
    assert brief.decisions[0].value == ""


def test_of_joined_reports_the_sentence_with_the_day_is_told(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, f"  - same: [{E2}, {E5}]\n  - {{date: 2025-04-19, document: S3}}")
    event = next(row for row in brief.overview if {"S3", "S5"} <= set(row.sources))
    assert [w.text for w in event.when] == [
        "Saturday (19 April 2025)",
        "Earlier on the day (19 April 2025, by the decision of an editor)",
    ]
    told = [s.text for s in brief.sentences if s.event == event.event]
    assert any("met with Hamas leaders on Saturday [19 April 2025]" in text for text in told)
    assert any(text.startswith("Earlier on the day [Saturday, 19 April 2025, by the decision") for text in told)
    assert problems(brief) == ()


def test_a_speaker_that_opened_a_sentence_stands_in_ours_as_in_running_text(tmp_path: Path) -> None:
    brief = brief_with(tmp_path, "")
    places = [place.text for row in brief.overview for place in row.where]
    assert "Turkey, according to media reports" in places
    assert problems(brief) == ()
