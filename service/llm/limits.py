"""One limiter for requests, tokens, money and requests under way. Reserve before the call, settle after it.

Estimates enter, reservations leave. Nothing is checked first and added later, so that no number of tasks can pass a
ceiling together. Never bursts: requests are spaced by their share of the minute.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from service.errors import BudgetReached, InputError

WINDOW_S = 61.0  # a minute as endpoints count it, and a second for the way there
SHORTEST_WAIT_S = 0.001  # below it, a rounding error of the clock


@dataclass(frozen=True)
class Ceilings:
    """None: no ceiling."""

    concurrency: int
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    max_cost: float | None = None


@dataclass
class _Entry:
    at: float
    amount: float


class _Rate:
    """A per-minute ceiling, kept over every window, spaced evenly."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._log: deque[_Entry] = deque()
        self._next_at = float("-inf")

    def wait_s(self, now: float, amount: float) -> float:
        """Seconds until `amount` may pass; 0 or less: now."""
        while self._log and self._log[0].at <= now - WINDOW_S:
            self._log.popleft()
        excess = sum(entry.amount for entry in self._log) + amount - self.per_minute
        free_at = self._next_at
        for entry in self._log:
            if excess <= 0:
                break
            excess -= entry.amount
            free_at = max(free_at, entry.at + WINDOW_S)
        return free_at - now

    def take(self, now: float, amount: float) -> _Entry:
        entry = _Entry(now, amount)
        self._log.append(entry)
        self._next_at = now + amount * 60 / self.per_minute
        return entry


class Reservation:
    """Tokens and money set aside for one request."""

    def __init__(self, cost: float, tokens: _Entry | None) -> None:
        self.reserved_cost = cost
        # what is never settled counts in full: a request that got no answer may have been billed
        self.final_cost = cost
        self._tokens = tokens

    def settle(self, tokens: int, cost: float) -> None:
        """Replace the estimate by what the endpoint counted."""
        self.final_cost = cost
        if self._tokens is not None:
            self._tokens.amount = tokens


class Limiter:
    """Admits requests in the order they came; `clock` and `sleep` are passed in by tests."""

    def __init__(
        self,
        ceilings: Ceilings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._ceilings = ceilings
        self._clock, self._sleep = clock, sleep
        self._slots = asyncio.Semaphore(ceilings.concurrency)
        self._turn = asyncio.Lock()
        self._settled = asyncio.Event()
        self._requests = _Rate(ceilings.requests_per_minute) if ceilings.requests_per_minute else None
        self._tokens = _Rate(ceilings.tokens_per_minute) if ceilings.tokens_per_minute else None
        self._paused_until = float("-inf")
        self.spent = 0.0
        self.reserved = 0.0
        self._under_way = 0

    @property
    def needs_estimates(self) -> bool:
        """False where no ceiling depends on tokens."""
        return self._tokens is not None

    def pause(self, seconds: float) -> None:
        """Admit nobody for a while: the endpoint said that it is busy."""
        self._paused_until = max(self._paused_until, self._clock() + seconds)

    @asynccontextmanager
    async def reserve(self, tokens: int, cost: float) -> AsyncIterator[Reservation]:
        """Wait for a free slot and a fair share, then hold both until the request is over.

        Raises:
            BudgetReached: the request would pass the ceiling on money.
            InputError: the request alone is larger than a minute's tokens.
        """
        if self._tokens is not None and tokens > self._tokens.per_minute:
            raise InputError(
                f"one request needs about {tokens} tokens, tokens_per_minute is {self._tokens.per_minute}: raise it, "
                "or give shorter inputs"
            )
        async with self._slots:
            reservation = await self._admit(tokens, cost)
            try:
                yield reservation
            finally:
                self._under_way -= 1
                # exact zero when idle: a rest of a rounding error must not look like money that comes back
                self.reserved = self.reserved - reservation.reserved_cost if self._under_way else 0.0
                self.spent += reservation.final_cost
                self._settled.set()

    async def _admit(self, tokens: int, cost: float) -> Reservation:
        async with self._turn:
            while (wait_s := self._wait_s(tokens)) > SHORTEST_WAIT_S:
                await self._sleep(wait_s)
            # money last: from here to the reservation nothing is awaited that could let another task pass
            await self._await_money(cost)
            now = self._clock()
            if self._requests is not None:
                self._requests.take(now, 1)
            entry = self._tokens.take(now, tokens) if self._tokens is not None else None
            self.reserved += cost
            self._under_way += 1
            return Reservation(cost, entry)

    def _wait_s(self, tokens: int) -> float:
        now = self._clock()
        waits = [self._paused_until - now]
        if self._requests is not None:
            waits.append(self._requests.wait_s(now, 1))
        if self._tokens is not None:
            waits.append(self._tokens.wait_s(now, tokens))
        return max(waits)

    async def _await_money(self, cost: float) -> None:
        """Requests under way are reserved at their worst case: wait for what they leave before giving up."""
        ceiling = self._ceilings.max_cost
        while ceiling is not None and self.spent + self.reserved + cost > ceiling:
            if self.spent + cost > ceiling or not self._under_way:
                raise BudgetReached(
                    f"the next model call may cost up to ${cost:.6f}; ${self.spent:.6f} of max_cost ${ceiling:.6f} is "
                    "spent: raise --max-cost, or use a cheaper model"
                )
            self._settled.clear()
            await self._settled.wait()
