"""What a value breaks of its rule, in our words.

Enters: one error as pydantic lists it. Leaves: a part of a sentence that goes on behind the name of the value. Never:
the value itself, which may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_WORDS = {
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "finite_number": "must be a finite number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must have at least {min_length} characters",
    "string_pattern_mismatch": "must fit the pattern {pattern}",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "set_type": "must be a list",
    "frozen_set_type": "must be a list",
    "dict_type": "must be an object with names and values",
    "model_type": "must be an object with names and values",
    "model_attributes_type": "must be an object with names and values",
    "too_long": "must have at most {max_length} entries",
    "too_short": "must have at least {min_length} entries",
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "path_type": "must be a path",
    "missing": "is missing",
    "extra_forbidden": "is not permitted here",
}


def violation(error: Mapping[str, Any]) -> str:
    """The rule that is broken; a validator's own sentence as it stands, and pydantic's where we have no words."""
    words = _WORDS.get(error["type"])
    try:
        return words.format(**_whole(error.get("ctx", {}))) if words is not None else _own(error)
    except (KeyError, IndexError):  # listed without its context
        return _own(error)


def _whole(context: Mapping[str, Any]) -> dict[str, Any]:
    """Bounds of numbers without ".0"."""
    return {name: f"{value:g}" if isinstance(value, float) else value for name, value in context.items()}


def _own(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


_SAID = (
    (re.compile(r"Value error, "), ""),
    (re.compile(r"Input should be a valid integer\b[^;]*"), "must be a whole number"),
    (re.compile(r"Input should be a valid number\b[^;]*"), "must be a number"),
    (re.compile(r"Input should be greater than or equal to "), "must be at least "),
    (re.compile(r"Input should be less than or equal to "), "must be at most "),
    (re.compile(r"Input should be "), "must be "),
)


def in_plain_words(message: str) -> str:
    """A message of the parser of arguments, which hands on what pydantic says and no more than that."""
    for pattern, words in _SAID:
        message = pattern.sub(words, message)
    return message
