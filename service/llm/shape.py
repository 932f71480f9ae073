"""Text of a model enters, JSON of the asked shape leaves. Pure; the model's words are never repaired here.

A small part of JSON Schema: what pydantic writes for records and what endpoints accept in strict mode.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MAX_DEPTH = 40  # our answers are three levels deep
_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class ShapeError(ValueError):
    """The text is not JSON of the asked shape; the message says where and can be shown to the model."""


def read_object(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The one JSON object in `text`, checked against `schema`.

    Raises:
        ShapeError: no object, broken JSON, or another shape.
    """
    body = _THOUGHT.sub("", text)
    # endpoints without a JSON mode wrap the object in a code block or a sentence
    if not body.lstrip().startswith("{") and (fenced := _FENCED.search(body)):
        body = fenced.group(1)
    if (start := body.find("{")) < 0:
        raise ShapeError("there is no JSON object in the answer")
    try:
        value, _ = json.JSONDecoder(parse_constant=_refuse_constant).raw_decode(body, start)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ShapeError("the answer holds half of a surrogate pair") from None
    except RecursionError:
        raise ShapeError("the answer is nested too deeply") from None
    except ValueError as error:
        raise ShapeError(f"the answer is not valid JSON: {error}") from None
    check_shape(value, schema)
    if not isinstance(value, dict):
        raise ShapeError("the answer is not a JSON object")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def check_shape(value: Any, schema: Mapping[str, Any]) -> None:
    """Compare `value` with `schema`.

    Raises:
        ShapeError: names the first place that differs.
    """
    _check(value, schema, root=schema, path="$", depth=0)


def _check(value: Any, schema: Mapping[str, Any], *, root: Mapping[str, Any], path: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ShapeError(f"{path}: nested too deeply")
    schema = _resolve(schema, root)
    if options := schema.get("anyOf") or schema.get("oneOf"):
        _check_any(value, options, root=root, path=path, depth=depth)
    _check_scalar(value, schema, path)
    if isinstance(value, dict):
        _check_members(value, schema, root=root, path=path, depth=depth)
    if isinstance(value, list):
        _check_bounds(len(value), schema, ("minItems", "maxItems"), f"{path}: number of items")
        for index, item in enumerate(value):
            _check(item, schema.get("items", {}), root=root, path=f"{path}[{index}]", depth=depth + 1)
        if schema.get("uniqueItems") and len({json.dumps(item, sort_keys=True) for item in value}) < len(value):
            raise ShapeError(f"{path}: an item occurs twice")


def _check_any(value: Any, options: Any, *, root: Mapping[str, Any], path: str, depth: int) -> None:
    reasons = []
    for option in options:
        try:
            _check(value, option, root=root, path=path, depth=depth + 1)
        except ShapeError as error:
            reasons.append(str(error))
        else:
            return
    raise ShapeError(reasons[0] if len(reasons) == 1 else f"{path}: fits none of {len(reasons)} allowed shapes")


def _check_scalar(value: Any, schema: Mapping[str, Any], path: str) -> None:
    allowed = schema.get("type")
    if allowed is not None:
        names = [allowed] if isinstance(allowed, str) else list(allowed)
        if not any(_is_type(value, name) for name in names):
            raise ShapeError(f"{path}: expected {' or '.join(names)}")
    choices = [schema["const"]] if "const" in schema else schema.get("enum")
    if choices is not None and not any(_is_same(value, choice) for choice in choices):
        raise ShapeError(f"{path}: {_short(value)} is not one of {_short(choices)}")
    if isinstance(value, str):
        _check_bounds(len(value), schema, ("minLength", "maxLength"), f"{path}: length")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            raise ShapeError(f"{path}: {_short(value)} does not match {schema['pattern']}")
    elif _is_type(value, "number"):
        _check_bounds(value, schema, ("minimum", "maximum"), f"{path}: value")


def _is_same(value: Any, choice: Any) -> bool:
    # true is not 1 in JSON; a member of an enumeration is the string or number that it is written as
    return bool(value == choice) and isinstance(value, bool) == isinstance(choice, bool)


def _is_type(value: Any, name: str) -> bool:
    # bool is an int in Python and none in JSON
    return isinstance(value, _TYPES.get(name, ())) and (not isinstance(value, bool) or name == "boolean")


def _check_bounds(size: float, schema: Mapping[str, Any], keys: tuple[str, str], what: str) -> None:
    low, high = schema.get(keys[0]), schema.get(keys[1])
    if (low is not None and size < low) or (high is not None and size > high):
        raise ShapeError(f"{what} is {size}, allowed {low if low is not None else 0} to {high or 'any'}")


def _check_members(
    value: dict[str, Any], schema: Mapping[str, Any], *, root: Mapping[str, Any], path: str, depth: int
) -> None:
    members = schema.get("properties", {})
    if missing := [key for key in schema.get("required", ()) if key not in value]:
        raise ShapeError(f"{path}: missing {', '.join(missing)}")
    others = schema.get("additionalProperties", True)
    for key, member in value.items():
        if key in members:
            _check(member, members[key], root=root, path=f"{path}.{key}", depth=depth + 1)
        elif others is False:
            raise ShapeError(f"{path}: {_short(key)} is not allowed")
        elif isinstance(others, dict):
            _check(member, others, root=root, path=f"{path}.{_short(key)}", depth=depth + 1)


def _resolve(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a local reference such as ``#/$defs/Name``, as pydantic writes them."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target: Any = root
    for step in str(reference).removeprefix("#/").split("/"):
        target = target[step]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."
