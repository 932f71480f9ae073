"""Prices and what a run cost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.errors import InputError
from service.llm.usage import HOW_TO_ADD, Meter, find_price, read_prices, require_price

ENTRY = '[[price]]\nmodel = "m"\ninput_usd_per_million = 2\noutput_usd_per_million = 4\nas_of = 2026-01-01\n'


def test_a_shipped_price_counts_for_its_host_only() -> None:
    price = find_price("gpt-4o-mini", "api.openai.com", None)
    assert price is not None
    assert price.cost(1_000_000, 0) == price.input_usd_per_million
    assert find_price("gpt-4o-mini", "models.example", None) is None


def test_the_users_file_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(ENTRY.replace('"m"', '"gpt-4o-mini"') + ENTRY, encoding="utf-8")
    for model, host in (("gpt-4o-mini", "api.openai.com"), ("m", "models.example")):
        price = find_price(model, host, path)
        assert price is not None
        assert price.cost(500_000, 250_000) == 2.0


def test_the_meter_adds_up() -> None:
    meter = Meter(read_prices(ENTRY, "t")[0])
    meter.add_call(1_000, 500)
    meter.add_call(1_000, 500)
    meter.add_cached(700, 40)
    usage = meter.usage()
    assert (usage.calls, usage.cached_calls, usage.tokens_in, usage.tokens_out) == (2, 1, 2_000, 1_000)
    assert (usage.cached_tokens_in, usage.cached_tokens_out) == (700, 40)
    assert usage.cost_usd == pytest.approx(0.008)
    assert Meter(None).usage().cost_usd is None


def test_a_ceiling_without_a_price_says_how_to_add_one() -> None:
    require_price(None, "m", None)
    with pytest.raises(InputError, match="EVENHAND_PRICES") as caught:
        require_price(None, "my-model", 1.0)
    shown = re.sub("(?m)^    ", "", str(caught.value).partition("\n\n")[2])
    assert [price.model for price in read_prices(shown, "as shown")] == ["my-model"]
    assert "{model}" in HOW_TO_ADD


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("price = ", "not valid TOML"),
        ("prices = 1", "unknown key prices"),
        (ENTRY.replace("= 2\n", "= -2\n"), "input_usd_per_million"),
        (ENTRY.replace("= 2\n", "= inf\n"), "input_usd_per_million"),
        (ENTRY.replace("as_of = 2026-01-01\n", ""), "as_of"),
        (ENTRY + "currency = 1\n", "currency"),
    ],
)
def test_a_price_file_is_strict(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        find_price("m", "models.example", path)
    with pytest.raises(InputError, match="cannot be read"):
        find_price("m", "models.example", tmp_path / "none.toml")
