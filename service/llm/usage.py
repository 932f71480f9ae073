"""What calls cost: a price table and a meter. Token counts enter, dollars and a `Usage` leave; no clock, no network."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path

from pydantic import Field, ValidationError

from service.errors import InputError
from service.records.base import Record
from service.records.brief import Usage
from service.violations import violation

PER_MILLION = 1_000_000
HOW_TO_ADD = """\
add it to a TOML file and name that file with EVENHAND_PRICES:

    [[price]]
    model = "{model}"
    input_usd_per_million = 0.15
    output_usd_per_million = 0.60
    as_of = 2026-06-20
"""


class Price(Record):
    """What a provider takes for a million tokens."""

    model: str = Field(min_length=1, description="Model name as asked.")
    host: str | None = Field(default=None, description="Host of the endpoint; None: any.")
    input_usd_per_million: float = Field(ge=0, allow_inf_nan=False, description="US dollars.")
    output_usd_per_million: float = Field(ge=0, allow_inf_nan=False, description="US dollars.")
    as_of: date = Field(description="Day on which the price was looked up.")

    def cost(self, tokens_in: int, tokens_out: int) -> float:
        """US dollars for so many tokens."""
        return (tokens_in * self.input_usd_per_million + tokens_out * self.output_usd_per_million) / PER_MILLION


def read_prices(text: str, name: str) -> tuple[Price, ...]:
    """The entries of a price file.

    Raises:
        InputError: not TOML, or an entry that is not a price.
    """
    try:
        document = tomllib.loads(text)
        if unknown := sorted(set(document) - {"price"}):
            raise InputError(f"{name}: unknown key {', '.join(unknown)}; entries are [[price]]")
        return tuple(Price.model_validate(entry) for entry in document.get("price", []))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{name}: a price entry is not valid: {place}: {violation(first)}") from None


def find_price(model: str, host: str, user_file: Path | None) -> Price | None:
    """The user's price, else the one we ship; None where neither knows it.

    Raises:
        InputError: the user's file cannot be read.
    """
    tables = [read_prices((files("service.llm") / "prices.toml").read_text(encoding="utf-8"), "prices.toml")]
    if user_file is not None:
        try:
            tables.insert(0, read_prices(user_file.read_text(encoding="utf-8"), str(user_file)))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"price file {user_file} cannot be read: {error}") from None
    for table in tables:
        for price in table:
            if price.model == model and price.host in (None, host):
                return price
    return None


def require_price(price: Price | None, model: str, max_cost: float | None) -> None:
    """A ceiling on money means nothing without a price.

    Raises:
        InputError: says how to add one.
    """
    if price is None and max_cost is not None:
        raise InputError(f"max_cost is set, but no price of {model} is known: {HOW_TO_ADD.format(model=model)}")


FREE = Price(model="local", input_usd_per_million=0, output_usd_per_million=0, as_of=date(1970, 1, 1))


class Meter:
    """Counts what one run used."""

    def __init__(self, price: Price | None) -> None:
        self._price = price
        self._calls = self._cached_calls = self._tokens_in = self._tokens_out = 0
        self._cached_tokens_in = self._cached_tokens_out = 0
        self._cost = 0.0

    def price_of(self, tokens_in: int, tokens_out: int) -> float:
        """US dollars; 0 where no price is known (then there is no ceiling on money either)."""
        return self._price.cost(tokens_in, tokens_out) if self._price else 0.0

    def add_call(self, tokens_in: int, tokens_out: int) -> None:
        """Count one request that the endpoint answered."""
        self._calls += 1
        self._tokens_in += tokens_in
        self._tokens_out += tokens_out
        self._cost += self.price_of(tokens_in, tokens_out)

    def add_cached(self, tokens_in: int, tokens_out: int) -> None:
        """Count one answer that cost nothing, and what it would have taken."""
        self._cached_calls += 1
        self._cached_tokens_in += tokens_in
        self._cached_tokens_out += tokens_out

    def usage(self) -> Usage:
        """The state so far; seconds are the pipeline's to fill in."""
        return Usage(
            calls=self._calls,
            cached_calls=self._cached_calls,
            cached_tokens_in=self._cached_tokens_in,
            cached_tokens_out=self._cached_tokens_out,
            tokens_in=self._tokens_in,
            tokens_out=self._tokens_out,
            cost_usd=self._cost if self._price else None,
        )
