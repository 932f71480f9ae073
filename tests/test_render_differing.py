"""Differences of one heading as one block: each value once, and which values each type holds between."""

from __future__ import annotations

import json

import pytest

from service.errors import InputError
from service.records import Brief, Citation, Difference, DifferenceRelation, Position, phrase, slice_phrase
from service.records.reading import read_brief
from service.stages.render import render
from service.stages.render.differing import Block, difference_blocks
from tests.brief_example import example_brief

TEXT = "27 sailors, 20 sailors, 90 in all, 16 since May, said Holm."
HOLM = Citation(doc="S1", start=TEXT.index("Holm"), end=TEXT.index("Holm") + 4, quote="Holm")


def cited(words: str) -> Citation:
    start = TEXT.index(words)
    return Citation(doc="S1", start=start, end=start + len(words), quote=words)


def side(words: str, *also: str, speaker: Citation | None = None) -> Position:
    places = (cited(words), *(cited(other) for other in also), *([speaker] if speaker else []))
    return Position(
        value=slice_phrase(places[0]),
        normal=words,
        speaker=slice_phrase(speaker) if speaker else None,
        sources=("S1",),
        citations=places,
    )


def difference(number: int, relation: str, *sides: Position, pairs: tuple[tuple[int, int], ...] = ()) -> Difference:
    return Difference(
        id=f"D{number}",
        event="E0",
        attribute=phrase("diff_figure_of", (cited("sailors"),), label="killed", whom="sailors"),
        relation=DifferenceRelation(relation),
        positions=sides,
        pairs=pairs,
        note=phrase(f"note_{relation}"),
    )


UPDATE = difference(1, "update", side("27"), side("20"), side("90", speaker=HOLM), pairs=((0, 2), (1, 2)))
SCOPE = difference(
    2,
    "scope",
    side("27"),
    side("20"),
    side("90", speaker=HOLM),
    side("16", speaker=HOLM),
    pairs=((0, 3), (1, 3), (2, 3)),
)


def block(*differences: Difference) -> Block:
    (found,) = difference_blocks(differences)
    return found


def test_each_value_stands_once_under_one_heading() -> None:
    found = block(UPDATE, SCOPE)
    assert found.ids == "D1–D2"
    assert [s.value.text for s in found.sides] == ["27", "20", "90", "16"]


def test_each_type_says_between_which_values_it_holds() -> None:
    update, scope = block(UPDATE, SCOPE).rows
    assert update.sets == ((("“27”", "“20”"), ("“90”",)),)
    assert scope.sets == ((("“27”", "“20”", "“90”"), ("“16”",)),)


def test_a_type_between_each_two_says_nothing_of_pairs() -> None:
    (row,) = block(difference(1, "conflict", side("27"), side("20"), side("90"))).rows
    assert row.sets == ()


def test_one_value_with_more_of_its_places_is_shown_with_all_of_them() -> None:
    found = block(difference(1, "update", side("27"), side("90")), difference(2, "scope", side("20", "27"), side("16")))
    assert [s.value.text for s in found.sides] == ["20", "90", "16"]


def test_values_of_one_speaker_are_not_one_value() -> None:
    found = block(difference(1, "update", side("90", speaker=HOLM), side("16", speaker=HOLM)))
    assert [s.value.text for s in found.sides] == ["90", "16"]


@pytest.mark.parametrize("pair", [(0, 3), (-1, 0), (1, 1)])
def test_a_pair_that_is_no_two_sides_is_a_damaged_brief(pair: tuple[int, int]) -> None:
    whole = json.loads(brief(UPDATE).model_dump_json())
    whole["differences"][0]["pairs"] = [pair]
    with pytest.raises(InputError, match=r"damaged in 1 place; the first is differences\.0: pairs must be numbers"):
        read_brief(json.dumps(whole))


def test_a_brief_from_before_pairs_is_read() -> None:
    whole = json.loads(brief(UPDATE).model_dump_json()) | {"schema_version": "1.1"}
    del whole["differences"][0]["pairs"]
    for side in whole["differences"][0]["positions"]:
        del side["counted"]
    (read,) = read_brief(json.dumps(whole)).differences
    assert block(read).rows[0].sets == ()  # between each two


def test_another_heading_is_another_block() -> None:
    other = UPDATE.model_copy(update={"id": "D2", "attribute": phrase("diff_figure", label="missing")})
    assert [b.ids for b in difference_blocks((UPDATE, other))] == ["D1", "D2"]


def brief(*differences: Difference) -> Brief:
    made = example_brief()
    source = made.sources[0].model_copy(update={"text": TEXT})
    return made.model_copy(update={"differences": differences, "sources": (source, *made.sources[1:]), "figures": ()})


@pytest.mark.parametrize("form", ["md", "terminal", "html"])
def test_every_format_tells_a_value_once_and_its_types(form: str) -> None:
    text = render(brief(UPDATE, SCOPE), form)  # type: ignore[arg-type]
    told = text[text.index("Where the sources differ") :]
    assert told.count("figure: killed (sailors)") == 1
    assert "D1–D2" in told
    for words in ("update", "different scope", "“27”", "beside"):
        assert words in told


def test_the_speaker_is_cited_beside_his_name_and_not_beside_the_value() -> None:
    text = render(brief(UPDATE), "md")
    (row,) = [line for line in text.splitlines() if line.startswith("| 90 ")]
    value, *_, speaker, _ = row.strip("| ").split(" | ")
    assert speaker.startswith("Holm [")
    assert speaker.removeprefix("Holm ") not in value


def test_spellings_have_no_column_of_speakers() -> None:
    spelled = difference(1, "spelling", side("27"), side("20")).model_copy(
        update={"attribute": phrase("diff_spelling", (cited("Holm"),), label="Holm")}
    )
    text = render(brief(spelled), "md")
    assert "| Value | Sources |" in text


def test_four_reference_numbers_stay_on_one_line_and_a_fifth_may_not() -> None:
    told = side("27", "20", "90", "16", "sailors")
    page = render(brief(difference(1, "conflict", told, side("Holm"))), "html")
    (row,) = [line for line in page.splitlines() if 'class="value"' in line and ">27<" in line]
    assert row.count('class="mark"') == 5
    before, after = row.split("<wbr>")
    assert (before.count('class="mark"'), after.count('class="mark"')) == (4, 1)
