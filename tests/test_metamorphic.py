"""The metamorphic suite, relation by relation, and whether a product that is broken on purpose breaks it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

import pytest

from evals.metamorphic import articles, copies, figures, suite, weekdays
from evals.metamorphic.known import KNOWN
from evals.metamorphic.relation import Group, Relation, changes
from service import pipeline
from service.errors import InputError
from service.records import Brief, BriefSentence, Document, EventKind
from service.stages.load import TextInput

RELATIONS = {relation.id: relation for relation in suite.relations()}
Break = Callable[[Brief], Brief]


def case(relation: Relation) -> Any:
    marks = pytest.mark.xfail(strict=True, reason=relation.known) if relation.known else ()
    return pytest.param(relation, id=relation.id, marks=marks)


@pytest.mark.parametrize("relation", [case(relation) for relation in RELATIONS.values()])
def test_the_relation_holds(relation: Relation) -> None:
    assert suite.violations_of(relation) == []


def test_the_suite_covers_every_change_and_every_set() -> None:
    assert {relation.group for relation in RELATIONS.values()} == set(Group)
    assert len(RELATIONS) == len(suite.relations()), "two relations share an id"
    assert set(KNOWN) <= set(RELATIONS), "a known violation of no relation"
    assert len(articles.other_sets()) >= 3
    for name in articles.other_sets():
        touched = {relation.group for relation in RELATIONS.values() if name in relation.id.split("/")}
        assert touched == set(Group), name


# A product broken on purpose, in the way that each group is there to notice.


def sentences_changed(brief: Brief, change: Callable[[BriefSentence], BriefSentence | None]) -> Brief:
    found = (change(sentence) for sentence in brief.sentences)
    return brief.model_copy(update={"sentences": tuple(sentence for sentence in found if sentence is not None)})


def without_the_last_article(brief: Brief) -> Brief:
    last = brief.sources[-1].id
    return sentences_changed(brief, lambda s: None if s.citations[0].doc == last else s)


def a_number_by_heart(brief: Brief) -> Brief:
    def change(sentence: BriefSentence) -> BriefSentence:
        text = sentence.text.replace("27,000", "26,000").replace("84 million", "85 million")
        return sentence.model_copy(update={"text": text})

    return sentences_changed(brief, change)


def no_news_on_a_saturday(brief: Brief) -> Brief:
    return sentences_changed(brief, lambda s: s.model_copy(update={"text": s.text.replace("Saturday", "Friday")}))


def the_copy_is_an_origin(brief: Brief) -> Brief:
    duplicates = {d.duplicate_of: d.id for d in brief.sources if d.duplicate_of}

    def change(sentence: BriefSentence) -> BriefSentence:
        more = tuple(copy for original, copy in duplicates.items() if original in sentence.origins)
        return sentence.model_copy(update={"origins": (*sentence.origins, *more), "support": "agreed"})

    return sentences_changed(brief, change) if duplicates else brief


def the_copy_is_not_noticed(brief: Brief) -> Brief:
    sources = tuple(d.model_copy(update={"duplicate_of": None, "notices": ()}) for d in brief.sources)
    kept = tuple(notice for notice in brief.notices if notice.doc != brief.sources[-1].id)
    return brief.model_copy(update={"sources": sources, "notices": kept})


def one_event_for_all(brief: Brief) -> Brief:
    return sentences_changed(brief, lambda s: s.model_copy(update={"event": "E1"}))


def no_room_for_four(brief: Brief) -> Brief:
    return brief if len(brief.sources) < 4 else sentences_changed(brief, lambda s: None if s.id == "B2" else s)


def an_outlet_is_not_believed(brief: Brief) -> Brief:
    doubted = {d.id for d in brief.sources if d.outlet and d.outlet[0] in "TUVWXYZ" and d.outlet[:4] != "The "}
    return sentences_changed(brief, lambda s: None if s.citations[0].doc in doubted else s)


def one_date_for_all(brief: Brief) -> Brief:
    dated = {d.id for d in brief.sources if d.published}

    def change(sentence: BriefSentence) -> BriefSentence:
        times = [edit for edit in sentence.edits if edit.kind == "time" and edit.source.doc not in dated]
        edits = tuple(
            edit.model_copy(update={"replacement": f"{edit.replacement} [19 April 2025]"}) if edit in times else edit
            for edit in sentence.edits
        )
        return sentence.model_copy(update={"edits": edits})

    return sentences_changed(brief, change) if dated else brief


def a_day_too_late(brief: Brief) -> Brief:
    def change(sentence: BriefSentence) -> BriefSentence:
        edits = tuple(
            edit.model_copy(update={"replacement": edit.replacement.replace("15 April", "16 April")})
            for edit in sentence.edits
        )
        return sentence.model_copy(update={"edits": edits})

    return sentences_changed(brief, change)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Break], None]]:
    """Puts a fault into every brief that is made from here on; no brief of a sound product is remembered."""
    sound: Callable[..., Awaitable[Brief]] = pipeline.brief_documents
    articles.brief_of.cache_clear()

    def put(fault: Break) -> None:
        async def brief_documents(documents: Sequence[Document], *others: Any) -> Brief:
            return fault(await sound(documents, *others))

        monkeypatch.setattr(pipeline, "brief_documents", brief_documents)

    yield put
    articles.brief_of.cache_clear()


@pytest.mark.parametrize(
    ("relation", "fault", "said"),
    [
        ("order/31254", without_the_last_article, "sentences: "),
        ("order/tram/backwards/sentences", without_the_last_article, "sentences: "),
        ("swap/minsk/sentences", a_number_by_heart, "sentences: "),
        ("swap/rio/sentences", no_news_on_a_saturday, "sentences: "),
        ("swap/tram/figures", a_number_by_heart, "sentences: "),
        ("swap/ferry/weekdays", no_news_on_a_saturday, "sentences: "),
        ("copy/exact/2", the_copy_is_an_origin, "the copy counts as an origin: "),
        ("copy/exact/2", the_copy_is_an_origin, "agreed since the copy: "),
        ("copy/ferry/exact/1", the_copy_is_an_origin, "the copy counts as an origin: "),
        ("copy/line-more/5", the_copy_is_not_noticed, "no notice calls S6 a copy"),
        ("copy/tram/headline-more/2", the_copy_is_not_noticed, "S3 is a copy of S2, and is said to be one of None"),
        ("copy/ferry/sentences/3", no_room_for_four, "sentence: gone: "),
        ("unrelated/opera", one_event_for_all, "told with other events or as background: "),
        ("unrelated/ferry/court", no_room_for_four, "lost: "),
        ("outlet/tram", an_outlet_is_not_believed, "sentences: gone: "),
        ("date/seeds/3", one_date_for_all, "S5 has no date, and its 'Saturday' became"),
        ("date/ferry/1", a_day_too_late, "'Tuesday' became 'Tuesday [16 April 2025]'"),
    ],
)
def test_a_broken_product_breaks_the_relation(
    broken: Callable[[Break], None], relation: str, fault: Break, said: str
) -> None:
    broken(fault)
    violations = RELATIONS[relation].find()
    assert [line for line in violations if line.startswith(said)] != [], violations


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("deletion/hostages", "'251 hostages' is still shown"),
        ("deletion/tram/figures", "is still shown"),
        ("deletion/common-place", "without it, both are told as one"),
        ("date/earlier-on-the-day", "time of the first meeting: gone: Saturday (19 April 2025)"),
        ("date/one-meeting", "articles of the meeting: gone: S3 | S5"),
    ],
)
def test_a_product_that_does_not_read_again_breaks_the_relation(
    broken: Callable[[Break], None], relation: str, said: str
) -> None:
    remembered: dict[str, Brief] = {}
    broken(lambda brief: remembered.setdefault("first", brief))
    if relation.startswith("date"):
        articles.brief_of(articles.seeds(), articles.ROOMY)
    violations = RELATIONS[relation].find()
    assert [line for line in violations if said in line] != [], violations


def test_a_known_violation_is_counted_apart_and_a_mended_one_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    broke, held = lambda: ["it broke"], list[str]
    trial = [
        Relation("order/0", "It holds.", broke),
        Relation("order/1", "It holds.", held),
        Relation("order/2", "It holds.", broke, known="a reason"),
        Relation("order/3", "It holds.", held, known="a reason"),
    ]
    known = {relation.id: relation.known for relation in trial if relation.known}

    class Room:
        relations = staticmethod(lambda: trial)

    monkeypatch.setattr(suite, "ROOMS", (Room,))
    monkeypatch.setattr(suite, "KNOWN", known)
    report = suite.run_suite()
    (total,) = report.groups
    assert (total.relations, total.held, total.known, total.broken, total.mended) == (4, 2, 1, 1, 1)
    assert not report.passed
    assert [result.held for result in report.results] == [False, True, False, True]
    assert report.results[0].violations == ("it broke",)
    assert suite.run_suite("order/1").passed
    assert suite.run_suite("order/2").passed
    assert not suite.run_suite("order/3").passed, "an entry of a relation that holds has to go"


def test_a_refused_brief_is_a_violation() -> None:
    def refuse() -> list[str]:
        raise InputError("nothing usable")

    assert suite.violations_of(Relation("order/1", "It holds.", refuse)) == ["no brief: nothing usable"]


def test_the_command_says_what_broke_and_ends_with_one(
    broken: Callable[[Break], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert suite.main(["order/tram"]) == 0
    assert "order: 12 of 12 hold" in capsys.readouterr().out
    articles.brief_of.cache_clear()
    broken(without_the_last_article)
    assert suite.main(["order/tram/backwards"]) == 1
    out = capsys.readouterr().out
    assert "order/tram/backwards/sentences: The order of the articles is no news" in out
    assert "    sentences: gone: " in out
    assert "failed" in out.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["nothing"], ["--help"], ["order", "copy"]])
def test_the_command_refuses_what_it_does_not_know(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert suite.main(arguments) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("340 people and 1,200 more", ["340", "1,200"]),
        ("2.4 million, 6.5 percent", ["2.4", "6.5"]),
        ("12 people at 10:30 on March 23, 2025, or 30 June", []),
        ("a 2-1 win, the 24th, a 45-year-old, S24, B-52", []),
        ("at 11 p.m. in 1974", []),
        ("It cost $84m. Then 91.", ["84", "91"]),
    ],
)
def test_figures_are_what_counts_or_measures(text: str, found: list[str]) -> None:
    assert figures.figures(text) == found


@pytest.mark.parametrize("texts", [["340 and 338 of 400"], ["95 of 96, not 12.5"], ["90 and 10.5 and 50"]])
def test_other_figures_keep_length_and_order(texts: list[str]) -> None:
    table = figures.other_figures(texts)
    old = sorted(table, key=lambda figure: float(figure.replace(",", "")))
    new = [float(table[figure].replace(",", "")) for figure in old]
    assert old == sorted({f for text in texts for f in figures.figures(text)}, key=float)
    assert new == sorted(set(new))
    assert [len(table[figure]) for figure in old] == [len(figure) for figure in old]
    assert [figure for figure in old if table[figure] == figure] == []


def test_figures_that_would_meet_stay() -> None:
    assert figures.other_figures(["10.5, 20, 30, 40, 50, 60, 70, 80 and 90"]) == {}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("On Tuesday and Saturday", "On Wednesday and Sunday"),
        ("From Thursday to Sunday", "From Wednesday to Saturday"),
        ("On Friday, before the weekend, not Saturday", "On Monday, before the weekend, not Sunday"),
    ],
)
def test_weekdays_move_together(text: str, other: str) -> None:
    assert weekdays.swapper([text])(text) == other


def test_near_copies_are_near() -> None:
    text = articles.seeds()[1].text or ""
    edits = copies.NEAR_COPIES | copies.WORD_CHANGED
    assert {kind for kind, edit in edits.items() if edit(text) == text} == {"exact"}


def test_changes_say_what_is_gone_and_what_is_new() -> None:
    assert changes("cell", {("a", 1)}, {("b", frozenset({2, 1}))}) == ["cell: gone: a | 1", "cell: new: b | {1, 2}"]
    assert changes("cell", ["a", "b"], ["b", "a"]) == []


def test_no_set_is_called_what_is_not_there() -> None:
    with pytest.raises(InputError, match="no article set 'nothing'"):
        articles.article_set("nothing")


def test_the_other_stories_are_one_event_each() -> None:
    for text in articles.other_stories().values():
        events = articles.brief_of((TextInput(text=text),)).events
        assert len([event for event in events if event.kind == EventKind.REPORTED]) == 1
