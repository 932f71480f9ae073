"""When to ask an endpoint again: one tenacity loop and one circuit breaker. Failures enter, waits leave; no vendor.

Only `Transient` failures are tried again, by an explicit predicate: tenacity's own "not of this type" would also
retry a cancellation (https://github.com/jd/tenacity/issues/529).
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from service.errors import ModelUnavailable

log = logging.getLogger(__name__)
T = TypeVar("T")

JITTER_S = 0.25  # so that waiting callers do not come back in one instant
FIRST_WAIT_S = 0.5  # upper end of the first wait without a Retry-After; doubles from there
LONGEST_WAIT_S = 60.0
FAILED_CALLS_TO_OPEN = 5
COOL_DOWN_S = 30.0


class Transient(ModelUnavailable):
    """The endpoint answered with an error that may pass, and certainly has not billed."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unanswered(Transient):
    """The connection broke after the request went out: it may have been billed."""


class UnusableBody(Unanswered):
    """Status 200 around something that is no answer; worth one more request."""


class FeatureRefused(Transient):
    """The endpoint does not know a parameter that it need not know; ask again at once without it."""


class RequestRejected(ModelUnavailable):
    """This request cannot be served; others can, so it says nothing of the endpoint's health."""


@dataclass(frozen=True)
class RetryPolicy:
    """How long to insist."""

    max_requests: int
    retry_after_cap_s: float
    deadline_s: float
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass
class Requests:
    """How many requests one call has made, over retries and repair: no path multiplies."""

    made: int = 0
    unusable: int = field(default=0)


async def with_retry(attempt: Callable[[], Awaitable[T]], requests: Requests, policy: RetryPolicy) -> T:
    """Run `attempt` until it answers, fails for good, or the call has made all its requests."""

    def is_worth_it(error: BaseException) -> bool:
        if not isinstance(error, Transient) or (error.retry_after_s or 0) > policy.retry_after_cap_s:
            return False
        if isinstance(error, UnusableBody):
            requests.unusable += 1
            return requests.unusable == 1
        return True

    backoff = wait_random_exponential(multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S)

    def wait_s(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, FeatureRefused):
            return 0.0
        if isinstance(error, Transient) and error.retry_after_s is not None:
            return error.retry_after_s + random.uniform(0, JITTER_S)
        return backoff(state)

    loop = AsyncRetrying(
        retry=retry_if_exception(is_worth_it),
        stop=lambda _: requests.made >= policy.max_requests,
        wait=wait_s,
        before_sleep=_tell,
        sleep=policy.sleep,
        reraise=True,
    )

    async def ask() -> T:
        # tenacity awaits what it sees to be a coroutine function; a lambda or partial would come back unawaited
        return await attempt()

    answer: T = await loop(ask)
    return answer


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("%s; asking again in %.1f s", error, state.upcoming_sleep)


class CircuitBreaker:
    """After `FAILED_CALLS_TO_OPEN` straight failed calls, fail at once for `COOL_DOWN_S`; then one call probes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed = 0
        self._opened_at = 0.0
        self._probing = False

    def admit(self, where: str) -> None:
        """Let a call pass.

        Raises:
            ModelUnavailable: the endpoint failed too often just now.
        """
        if self._failed < FAILED_CALLS_TO_OPEN:
            return
        rest_s = self._opened_at + COOL_DOWN_S - self._clock()
        if rest_s > 0 or self._probing:
            raise ModelUnavailable(
                f"{where}: not asked, because {self._failed} calls in a row failed; the endpoint is tried again "
                f"in {max(rest_s, 1):.0f} s. See the first of those errors."
            )
        self._probing = True

    def succeeded(self) -> None:
        """The endpoint answered, whatever the answer was worth."""
        self._failed = 0
        self._probing = False

    def failed(self) -> None:
        """A call ended without an answer."""
        self._failed += 1
        self._probing = False
        self._opened_at = self._clock()

    def abandoned(self) -> None:
        """A call ended by our own doing: cancelled, or over budget."""
        self._probing = False
