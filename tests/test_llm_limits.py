"""The limiter: no window above a ceiling, no cent above the budget, slots that come back. Time is a passed-in clock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from service.errors import BudgetReached, InputError, ModelUnavailable
from service.llm import open_model
from service.llm.limits import Ceilings, Limiter
from tests.llm_requests import GOOD, ask, settings_for
from tests.scripted_endpoint import Response, completion, scripted, status


@dataclass
class Clock:
    """Seconds that pass only by sleeping."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def read(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.now += seconds


async def admitted_at(limiter: Limiter, clock: Clock, amounts: list[int]) -> list[tuple[float, int]]:
    """When each of so many tasks, all begun at once, was let through."""
    log: list[tuple[float, int]] = []

    async def one(tokens: int) -> None:
        async with limiter.reserve(tokens, 0.0) as reservation:
            log.append((clock.now, tokens))
            await asyncio.sleep(0)
            reservation.settle(tokens, 0.0)

    await asyncio.gather(*(one(tokens) for tokens in amounts))
    return log


def most_in(log: list[tuple[float, int]], window_s: float) -> tuple[int, int]:
    """The largest number of requests and of tokens in any window."""
    windows = [[tokens for at, tokens in log if start <= at < start + window_s] for start, _ in log]
    return max(map(len, windows)), max(map(sum, windows))


@pytest.mark.parametrize(
    ("requests", "tokens", "amounts"),
    [
        (60, 10_000, [150] * 50),
        (60, None, [1] * 150),
        (None, 10_000, [100, 900, 2_500, 50, 4_000, 10_000, 1] * 7),
        (600, 10_000, [40] * 200),
        (1, None, [1, 1, 1]),
    ],
)
async def test_no_window_passes_its_ceiling(requests: int | None, tokens: int | None, amounts: list[int]) -> None:
    clock = Clock()
    limiter = Limiter(Ceilings(8, requests, tokens), clock=clock.read, sleep=clock.sleep)
    log = await admitted_at(limiter, clock, amounts)
    assert len(log) == len(amounts)
    in_minute, tokens_in_minute = most_in(log, 60)
    in_second, tokens_in_second = most_in(log, 1)
    if requests is not None:
        assert in_minute <= requests
        assert in_second <= max(1, 2 * requests / 60)
    if tokens is not None:
        assert tokens_in_minute <= tokens
        # one request cannot be sent in parts
        assert tokens_in_second <= max(*amounts, 2 * tokens / 60)


async def test_a_ceiling_costs_no_more_time_than_it_must() -> None:
    clock = Clock()
    await admitted_at(Limiter(Ceilings(8, 60), clock=clock.read, sleep=clock.sleep), clock, [1] * 50)
    assert clock.now == pytest.approx(49)


async def test_tokens_that_were_not_used_come_back() -> None:
    clock = Clock()
    limiter = Limiter(Ceilings(1, None, 1_000), clock=clock.read, sleep=clock.sleep)
    for _ in range(3):
        async with limiter.reserve(600, 0.0) as reservation:
            reservation.settle(100, 0.0)
    assert clock.now == pytest.approx(72)  # spaced by what was reserved, but no full minute was waited for


async def test_a_request_larger_than_a_minute_is_refused() -> None:
    with pytest.raises(InputError, match="tokens_per_minute is 100"):
        async with Limiter(Ceilings(1, None, 100)).reserve(101, 0.0):
            pass


async def test_a_busy_endpoint_pauses_everybody() -> None:
    clock = Clock()
    limiter = Limiter(Ceilings(4), clock=clock.read, sleep=clock.sleep)
    limiter.pause(7)
    assert [at for at, _ in await admitted_at(limiter, clock, [1, 1])] == [7, 7]


@pytest.mark.parametrize("share", [1.0, 0.3])
async def test_fifty_tasks_never_pass_the_budget(share: float) -> None:
    """`share`: what a request costs in the end, of what it may cost."""
    limiter = Limiter(Ceilings(16, max_cost=1.0))

    async def one() -> float:
        async with limiter.reserve(10, 0.09) as reservation:
            assert limiter.spent + limiter.reserved <= 1.0
            await asyncio.sleep(0.001)
            reservation.settle(10, 0.09 * share)
            return 0.09 * share

    results = await asyncio.gather(*(one() for _ in range(50)), return_exceptions=True)
    spent = sum(result for result in results if isinstance(result, float))
    refused = [result for result in results if isinstance(result, BudgetReached)]
    assert len(refused) + sum(isinstance(result, float) for result in results) == 50
    assert refused
    assert 1.0 - 0.09 < spent <= 1.0
    assert limiter.spent == pytest.approx(spent)


async def test_a_request_without_an_answer_counts_as_billed() -> None:
    limiter = Limiter(Ceilings(1, max_cost=1.0))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01), limiter.reserve(10, 0.7):
            await asyncio.sleep(1)
    assert limiter.spent == pytest.approx(0.7)
    with pytest.raises(BudgetReached, match="--max-cost"):
        async with limiter.reserve(10, 0.7):
            pass


async def test_a_cancelled_wait_gives_its_turn_back() -> None:
    limiter = Limiter(Ceilings(1))

    async def hold(seconds: float) -> None:
        async with limiter.reserve(1, 0.0):
            await asyncio.sleep(seconds)

    holder, waiting = asyncio.create_task(hold(10)), asyncio.create_task(hold(10))
    await asyncio.sleep(0.01)
    waiting.cancel()
    holder.cancel()
    await asyncio.gather(holder, waiting, return_exceptions=True)
    await asyncio.wait_for(hold(0), timeout=1)


PRICE = """
[[price]]
model = "scripted"
input_usd_per_million = 1000
output_usd_per_million = 1000
as_of = 2026-01-01
"""


async def test_the_budget_holds_over_a_real_endpoint(tmp_path: Any) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICE, encoding="utf-8")
    billed = (200, 100)
    cost_of_one, ceiling = sum(billed) / 1_000, 2.0
    async with scripted([completion(GOOD, tokens=billed, delay_s=0.005)]) as endpoint:
        settings = settings_for(endpoint, prices=prices, max_cost=ceiling, concurrency=8)
        async with open_model(settings) as model:
            work = (model.complete(ask(f"question {number}")) for number in range(50))
            results = await asyncio.gather(*work, return_exceptions=True)
            usage = model.usage()
    refused = [result for result in results if isinstance(result, BudgetReached)]
    assert endpoint.count * cost_of_one <= ceiling
    assert usage.cost_usd == pytest.approx(endpoint.count * cost_of_one)
    assert len(refused) == 50 - endpoint.count
    assert endpoint.count >= 5


async def test_errors_that_nobody_bills_leave_the_budget_alone(tmp_path: Any) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICE, encoding="utf-8")
    script: list[Response] = [status(400)] * 20 + [completion(GOOD)]
    async with scripted(script) as endpoint:
        settings = settings_for(endpoint, prices=prices, max_cost=1.0)
        async with open_model(settings) as model:
            for number in range(20):
                with pytest.raises(ModelUnavailable):
                    await model.complete(ask(f"question {number}"))
            assert (await model.complete(ask())).data == GOOD
