"""JSON and its reader: the same brief comes back, from this version and later minor ones."""

from __future__ import annotations

import json
import re

import pytest

from service.errors import InputError
from service.records import Brief
from service.records.reading import read_brief
from service.stages.render import render
from tests.brief_example import example_brief
from tests.render_payloads import PAYLOADS, poisoned, unsafe_characters


def test_json_comes_back_as_the_same_brief() -> None:
    brief = example_brief()
    text = render(brief, "json")
    assert read_brief(text) == brief
    assert list(json.loads(text)) == list(Brief.model_fields)


def test_json_is_the_same_whatever_the_order_of_maps() -> None:
    brief = example_brief()
    made = brief.provenance.model_copy(update={"settings": dict(reversed(brief.provenance.settings.items()))})
    assert render(brief.model_copy(update={"provenance": made}), "json") == render(brief, "json")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_keeps_a_payload_and_holds_no_control(payload: str) -> None:
    brief = poisoned(payload)
    text = render(brief, "json")
    assert unsafe_characters(text) == set()
    assert read_brief(text) == brief


def test_reader_ignores_fields_of_a_later_minor_version() -> None:
    raw = json.loads(render(example_brief(), "json"))
    raw["schema_version"] = "1.7"
    raw["mood"] = "new"
    raw["sources"][0]["section"] = {"name": "new"}
    assert read_brief(json.dumps(raw)).sentences == example_brief().sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"n": ' + "9" * 5_000 + "}", "not JSON"),
        ("[]", "no schema_version"),
        ('{"title": 1}', "no schema_version"),
        ('{"schema_version": "2.0"}', "schema version '2.0', this program reads 1.x"),
        ('{"schema_version": "1.0"}', "the first is title"),
    ],
)
def test_reader_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        read_brief(text)


def test_unknown_format_is_an_input_error() -> None:
    with pytest.raises(InputError, match="terminal, md, json or html"):
        render(example_brief(), "pdf")  # type: ignore[arg-type]
