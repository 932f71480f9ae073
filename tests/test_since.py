"""What changed since an earlier brief: by the sources of both, not by what either happened to select."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from service.errors import InputError
from service.memory import remember
from service.pipeline import make_brief
from service.records import Brief, ChangeKind
from service.settings import Settings
from service.stages.render import render
from service.stages.validate import problems

MORNING = """Ferry sinks off Elm

At least nine people died when the ferry Norvane sank off Elm on Monday, the coast guard said.

The ferry had left Elm at noon with some 140 passengers on board, according to the harbour master, Tessa Moreau.

The owner, Larkwell Lines, said the ship had passed an inspection in March.
"""
EVENING = """Toll rises after ferry sinks off Elm

At least 14 people died when the ferry Norvane sank off Elm on Monday, the coast guard said in the evening.

Divers from the navy searched the wreck until dark, and will go on at dawn on Tuesday, the coast guard said.
"""


def made(folder: Path, texts: dict[str, str], since: Path | None = None) -> Brief:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    paths = [str(folder / name) for name in texts]
    return asyncio.run(make_brief(paths, settings=Settings(writer="extractive", since=since)))


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("earlier")
    path = folder / "old.json"
    path.write_text(render(made(folder, {"morning.txt": MORNING}), "json"), encoding="utf-8")
    return path


def kinds(brief: Brief, kind: ChangeKind) -> list[str]:
    texts = {s.id: s.text for s in brief.sentences}
    found = [c for c in brief.changes if c.kind == kind]
    return [texts[c.sentence] if c.sentence else " ".join(w.quote for w in c.earlier) for c in found]


def test_the_same_sources_changed_nothing(earlier: Path, tmp_path: Path) -> None:
    assert made(tmp_path, {"morning.txt": MORNING}, earlier).changes == ()


def test_what_only_a_later_article_says_is_new(earlier: Path, tmp_path: Path) -> None:
    brief = made(tmp_path, {"morning.txt": MORNING, "evening.txt": EVENING}, earlier)
    new = kinds(brief, ChangeKind.NEW)
    assert any("Divers from the navy" in text for text in new)
    assert not any("140 passengers" in text or "inspection" in text for text in new)
    assert kinds(brief, ChangeKind.WITHDRAWN) == []
    assert problems(brief) == ()


def test_a_later_version_without_a_sentence_has_withdrawn_it(earlier: Path, tmp_path: Path) -> None:
    version = MORNING.replace("The owner, Larkwell Lines, said the ship had passed an inspection in March.\n", "")
    brief = made(tmp_path, {"morning.txt": version}, earlier)
    (gone,) = kinds(brief, ChangeKind.WITHDRAWN)
    assert "inspection in March" in gone


def test_what_another_source_still_says_is_not_withdrawn(earlier: Path, tmp_path: Path) -> None:
    sentence = "The owner, Larkwell Lines, said the ship had passed an inspection in March."
    version = MORNING.replace(f"{sentence}\n", "")
    brief = made(tmp_path, {"morning.txt": version, "evening.txt": f"{EVENING}\n{sentence}\n"}, earlier)
    assert kinds(brief, ChangeKind.WITHDRAWN) == []


def test_a_source_that_is_not_handed_in_has_withdrawn_nothing(earlier: Path, tmp_path: Path) -> None:
    assert kinds(made(tmp_path, {"evening.txt": EVENING}, earlier), ChangeKind.WITHDRAWN) == []


def test_a_later_figure_is_an_update_with_both_sides(tmp_path: Path) -> None:
    seeds = {p.name: p.read_text("utf-8") for p in sorted(Path("seeds").glob("00[012]*.txt"))}
    old = tmp_path / "old.json"
    old.write_text(render(made(tmp_path / "a", seeds), "json"), encoding="utf-8")
    later = {name: text.replace("51,065", "52,000") for name, text in seeds.items()}
    brief = made(tmp_path / "b", later, old)
    updated = [c for c in brief.changes if c.kind == ChangeKind.UPDATED]
    told = [(" ".join(w.quote for w in c.earlier), " ".join(w.quote for w in c.now)) for c in updated if c.corrected]
    ((was, now),) = told  # "some 1,200" and "at least 1,691" stand in both versions
    assert ("51,065" in was, "52,000" in now) == (True, True)
    assert not kinds(brief, ChangeKind.WITHDRAWN)
    document = {d.id: d for d in brief.sources}
    assert all(document[w.doc].text[w.start : w.end] == w.quote for c in updated for w in c.now)


GOVERNOR = """Toll of floods in Norland

The floods in Norland have killed more than 270 people, the governor of Norland, Otto Brenn, said.

The army has sent boats to the villages along the river Sarn, which left its banks after a week of rain.
"""
MINISTRY = """Norland counts its dead

The floods in Norland have killed 510 people, according to the health ministry, which keeps a list of names.

The ministry said that the hospital of Elm was working without power, and that tents were on their way.
"""
MAYOR = """Opposition speaks of floods

The floods in Norland have killed more than 200 people, the mayor of Elm, Tessa Moreau, said in a speech.

The mayor said that help had come late, and asked the capital for money to build the dam of the upper valley.
"""


def test_a_figure_is_set_against_those_alone_that_its_difference_pairs_it_with(tmp_path: Path) -> None:
    texts = {"governor.txt": GOVERNOR, "ministry.txt": MINISTRY, "mayor.txt": MAYOR}
    old = tmp_path / "old.json"
    first = made(tmp_path / "a", {name: text for name, text in texts.items() if name != "mayor.txt"})
    old.write_text(render(first, "json"), "utf-8")
    brief = made(tmp_path / "b", texts, old)
    (star,) = (d for d in brief.differences if d.pairs)
    assert (star.relation, star.pairs) == ("update", ((0, 1), (1, 2)))  # all beside 510, not the other two
    told = {c.kind: {w.quote for w in c.earlier if w.quote[-6:] == "people"} for c in brief.changes if c.earlier}
    assert told == {ChangeKind.UPDATED: {"510 people"}, ChangeKind.CONTRADICTED: {"more than 270 people"}}


@pytest.mark.parametrize(("hour", "is_update"), [("10:00", False), ("23:00", True)])
def test_a_figure_that_appeared_earlier_is_no_update(tmp_path: Path, hour: str, *, is_update: bool) -> None:
    old = tmp_path / "old.json"
    meta = {"S1": {"published": "2024-02-05T20:00"}, "S2": {"published": f"2024-02-05T{hour}"}}
    (tmp_path / "evening.txt").write_text(EVENING, "utf-8")
    (tmp_path / "other.txt").write_text(MORNING.replace("nine", "nine" if not is_update else "17"), "utf-8")
    paths = [str(tmp_path / "evening.txt"), str(tmp_path / "other.txt")]
    settings = Settings(writer="extractive")
    first = asyncio.run(make_brief(paths[:1], settings=settings, meta={"S1": meta["S1"]}))
    old.write_text(render(first, "json"), "utf-8")
    brief = asyncio.run(make_brief(paths, settings=Settings(writer="extractive", since=old), meta=meta))
    updated = [w.quote for c in brief.changes if c.kind == ChangeKind.UPDATED for w in c.now]
    assert bool(updated) is is_update
    assert is_update or any("nine people died" in text for text in kinds(brief, ChangeKind.NEW))


@pytest.mark.parametrize("shape", ["md", "html", "terminal"])
def test_each_format_shows_the_changes(earlier: Path, tmp_path: Path, shape: str) -> None:
    version = MORNING.replace("The owner, Larkwell Lines, said the ship had passed an inspection in March.\n", "")
    brief = made(tmp_path, {"morning.txt": version, "evening.txt": EVENING}, earlier)
    text = " ".join(render(brief, shape).split())  # type: ignore[arg-type]
    assert "Since the earlier brief" in text
    assert "no source of the earlier brief says it" in text
    assert "inspection in March" in text


@pytest.mark.parametrize(
    ("content", "says"), [(b"\xff", "not UTF-8"), (b"[]", "no schema_version"), (b"{", "not JSON")]
)
def test_a_bad_earlier_brief_is_one_clear_error(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        remember(Settings(since=path))
    assert "old.json" in str(caught.value)
    with pytest.raises(InputError, match="cannot read the earlier brief"):
        remember(Settings(since=tmp_path / "missing.json"))


def test_that_nothing_changed_is_said(earlier: Path, tmp_path: Path) -> None:
    brief = made(tmp_path, {"morning.txt": MORNING}, earlier)
    assert brief.since is not None
    for shape in ("md", "html", "terminal"):
        assert "No change since the earlier brief (sources: 1, sentences: 3)." in render(brief, shape)
    assert problems(brief) == ()
    assert made(tmp_path, {"morning.txt": MORNING}).since is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("At least nine people died", "At least 11 people died"),
        ("some 140 passengers", "some 90 passengers"),
        ("Tessa Moreau", "Tessa Morel"),
        ("had passed an inspection in March", "had passed an inspection in May"),
    ],
)
def test_what_an_article_corrects_is_updated_and_neither_new_nor_contradicted(
    earlier: Path, tmp_path: Path, before: str, after: str
) -> None:
    assert before in MORNING
    brief = made(tmp_path, {"morning.txt": MORNING.replace(before, after)}, earlier)
    (change,) = brief.changes
    assert (change.kind, change.corrected) == (ChangeKind.UPDATED, True)
    text = " ".join(render(brief, "md").replace("\\", "").split())
    assert "**updated**: corrected by its outlet" in text
    for side, source in ((change.earlier, MORNING), (change.now, MORNING.replace(before, after))):
        assert all(source[w.start : w.end] == w.quote for w in side)
        assert all(f"({w.doc}, characters {w.start}–{w.end})" in text for w in side)


def test_what_another_outlet_says_otherwise_is_no_correction(earlier: Path, tmp_path: Path) -> None:
    other = MORNING.replace("nine people", "11 people").replace("Ferry sinks off Elm", "Deadly crossing")
    brief = made(tmp_path, {"evening.txt": other}, earlier)
    assert all(not change.corrected for change in brief.changes)


def test_an_article_in_the_same_place_is_no_version(earlier: Path, tmp_path: Path) -> None:
    other = """Council votes on tram

The council of Norburg voted on Tuesday by 29 to 14 to build a tram to the airport, the mayor, Ada Brenn, said.

Work on the line will begin in autumn and cost 85 million crowns, according to the plan that members were shown.
"""
    assert kinds(made(tmp_path, {"morning.txt": other}, earlier), ChangeKind.WITHDRAWN) == []


def test_each_change_shows_its_words_and_where_they_stand(earlier: Path, tmp_path: Path) -> None:
    brief = made(tmp_path, {"morning.txt": MORNING, "evening.txt": EVENING}, earlier)
    new = next(c for c in brief.changes if c.kind == ChangeKind.NEW)
    for shape in ("md", "html", "terminal"):
        text = " ".join(render(brief, shape).replace("\\", "").split())
        assert new.now[0].quote in text
        assert f"({new.now[0].doc}, characters {new.now[0].start}–{new.now[0].end})" in text
