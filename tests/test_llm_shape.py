"""JSON out of a model's words, checked against the part of JSON Schema that we and pydantic write."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from pydantic import BaseModel

from service.llm.shape import ShapeError, check_shape, read_object


class Day(StrEnum):
    MONDAY = "monday"
    FRIDAY = "friday"


class Part(BaseModel):
    id: str
    weight: float | None = None


class Whole(BaseModel):
    parts: list[Part]
    by_name: dict[str, Part] = {}


WHOLE = Whole.model_json_schema()


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "x"}',
        ' \n{"a": "x"} and that is my answer',
        '```json\n{"a": "x"}\n```',
        'Sure:\n```\n{"a": "x"}\n```\nDone.',
        '<think>{"a": "no"}</think>\n{"a": "x"}',
    ],
)
def test_the_object_is_found(text: str) -> None:
    assert read_object(text, {"type": "object", "required": ["a"]}) == {"a": "x"}


def test_a_code_block_inside_of_a_value_is_left_alone() -> None:
    assert read_object('{"a": "```json {} ```"}', {}) == {"a": "```json {} ```"}


@pytest.mark.parametrize(
    ("value", "schema", "says"),
    [
        ({"parts": [{"id": 1}]}, WHOLE, r"\$\.parts\[0\]\.id: expected string"),
        ({"parts": [{}]}, WHOLE, r"\$\.parts\[0\]: missing id"),
        ({"parts": [{"id": "x", "weight": "1"}]}, WHOLE, "fits none of 2"),
        ({"parts": [], "by_name": {"k": {}}}, WHOLE, r"\$\.by_name\.\"k\": missing id"),
        ({}, WHOLE, "missing parts"),
        ({"a": 1}, {"additionalProperties": False}, '"a" is not allowed'),
        (True, {"type": "integer"}, "expected integer"),
        (1, {"enum": [True]}, "not one of"),
        (False, {"const": 0}, "not one of"),
        (Day.MONDAY, {"enum": ["friday"]}, "not one of"),
        ("c", {"enum": ["a", "b"]}, "not one of"),
        (1, {"const": 2}, "not one of"),
        ("abc", {"maxLength": 2}, "length is 3"),
        ("a", {"minLength": 2}, "length is 1"),
        ("abc", {"pattern": "^[0-9]+$"}, "does not match"),
        ([1, 2], {"maxItems": 1}, "number of items is 2"),
        ([1, 1], {"uniqueItems": True}, "occurs twice"),
        (5, {"maximum": 4}, "value is 5"),
        (None, {"type": ["string", "integer"]}, "string or integer"),
    ],
)
def test_another_shape_is_named(value: Any, schema: dict[str, Any], says: str) -> None:
    with pytest.raises(ShapeError, match=says):
        check_shape(value, schema)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({"parts": [{"id": "x", "weight": None}, {"id": "y", "weight": 1}]}, WHOLE),
        ({"parts": [], "by_name": {"k": {"id": "x"}}}, WHOLE),
        (1, {"type": "number"}),
        (Day.MONDAY, {"enum": ["monday", "friday"]}),
        ("monday", {"enum": list(Day)}),
        (Day.MONDAY, {"const": "monday"}),
        (1.0, {"enum": [1, 2]}),
        ([], {"type": "array", "items": {"type": "string"}}),
    ],
)
def test_the_right_shape_passes(value: Any, schema: dict[str, Any]) -> None:
    check_shape(value, schema)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "no",
        "{",
        '{"a": Infinity}',
        '{"a": "\\ud83d"}',
        '{"a":' * 9_000,
        '{"a": ' + "9" * 5_000 + "}",
        "```{```",
    ],
)
def test_what_is_not_json_is_one_error(text: str) -> None:
    with pytest.raises(ShapeError):
        read_object(text, {})
