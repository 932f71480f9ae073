"""A whole call: requests within limits, retries, deadline and breaker; an answer of the asked shape or a typed error.

A request enters, a checked reply leaves. An answer is repaired by the model at most once, and never by us.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from service.errors import ModelOutputInvalid, ModelRefused, ModelUnavailable
from service.llm.client import Answer, Endpoint
from service.llm.limits import Limiter
from service.llm.model import ModelReply, ModelRequest
from service.llm.retry import (
    CircuitBreaker,
    FeatureRefused,
    RequestRejected,
    Requests,
    RetryPolicy,
    Transient,
    Unanswered,
    with_retry,
)
from service.llm.shape import ShapeError, read_object
from service.llm.usage import Meter

Messages = list[dict[str, str]]
ESTIMATE_MARGIN = 1.3  # another vocabulary than ours counts up to a third more on English news
EXTRA_TOKENS = 64  # marks of roles, and what a template of the endpoint adds
REPAIR_CHARS = 4_000  # of a failed answer that are shown to the model again
REPAIR = "Your answer cannot be used: {problem}. Answer again with one JSON object of this schema and nothing else:\n"


@dataclass(frozen=True)
class Call:
    """What one call has used so far."""

    request: ModelRequest
    requests: Requests
    clock: asyncio.Timeout


class LiveModel:
    """Asks an endpoint. `count_tokens` is only called where a ceiling depends on tokens."""

    def __init__(
        self,
        endpoint: Endpoint,
        limiter: Limiter,
        meter: Meter,
        *,
        policy: RetryPolicy,
        count_tokens: Callable[[str], int],
    ) -> None:
        self._endpoint, self._limiter, self._meter, self._policy = endpoint, limiter, meter, policy
        self._count_tokens = count_tokens
        self._breaker = CircuitBreaker()

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._endpoint.address.model

    async def complete(self, request: ModelRequest) -> ModelReply:
        """One answer within `deadline_s` of the policy, not counting waits for our own limits."""
        self._breaker.admit(request.where)
        try:
            reply = await self._within_deadline(request)
        except (ModelOutputInvalid, ModelRefused, RequestRejected):
            self._breaker.succeeded()
            raise
        except ModelUnavailable:
            self._breaker.failed()
            raise
        except BaseException:
            self._breaker.abandoned()
            raise
        self._breaker.succeeded()
        return reply

    async def _within_deadline(self, request: ModelRequest) -> ModelReply:
        requests = Requests()
        try:
            async with asyncio.timeout(self._policy.deadline_s) as clock:
                return await self._converse(Call(request, requests, clock))
        except TimeoutError:
            pass
        except Transient as error:
            wait_s = error.retry_after_s or 0.0
            if wait_s > self._policy.retry_after_cap_s:
                raise ModelUnavailable(f"{error}; it asks to wait {wait_s:.0f} s: try again later") from None
            raise ModelUnavailable(f"{error}; gave up after {requests.made} requests") from None
        raise ModelUnavailable(
            f"{request.where or 'model call'}: no whole answer of {self.name} in {self._policy.deadline_s:g} s "
            f"({requests.made} requests): raise EVENHAND_CALL_DEADLINE_S, or use a faster model"
        )

    async def _converse(self, call: Call) -> ModelReply:
        request = call.request
        answer = await self._ask([], call)
        if request.json_schema is None:
            if not answer.text.strip():
                raise ModelOutputInvalid(f"{request.where}: {self.name} gave an empty answer")
            return self._reply([answer], None)
        try:
            return self._reply([answer], read_object(answer.text, request.json_schema))
        except ShapeError as error:
            problem = str(error)
        if call.requests.made >= self._policy.max_requests:
            raise ModelOutputInvalid(f"{request.where}: {self.name}: {problem}")
        ask = REPAIR.format(problem=problem) + json.dumps(request.json_schema)
        shown = {"role": "assistant", "content": answer.text[:REPAIR_CHARS] or "(empty)"}
        second = await self._ask([shown, {"role": "user", "content": ask}], call)
        try:
            return self._reply([answer, second], read_object(second.text, request.json_schema))
        except ShapeError as error:
            again = str(error)
        raise ModelOutputInvalid(f"{request.where}: {self.name}: {again}, after one repair; try a larger model")

    def _opening(self, request: ModelRequest) -> Messages:
        system = request.system
        if request.json_schema is not None and self._endpoint.dialect.format > 0:
            # the endpoint does not enforce the schema: say it in words (JSON mode also wants the word JSON)
            schema = f"Answer with one JSON object of this schema and nothing else:\n{json.dumps(request.json_schema)}"
            system = f"{system}\n\n{schema}".strip()
        user = {"role": "user", "content": request.user}
        return [{"role": "system", "content": system}, user] if system else [user]

    async def _ask(self, follow_up: Messages, call: Call) -> Answer:
        answer = await with_retry(lambda: self._attempt(follow_up, call), call.requests, self._policy)
        where = call.request.where
        if answer.refusal is not None:
            raise ModelRefused(f"{where}: {self.name} declined: {answer.refusal}")
        if answer.finish_reason == "content_filter":
            raise ModelRefused(f"{where}: a content filter cut the answer of {self.name}")
        if answer.finish_reason == "length":
            raise ModelOutputInvalid(
                f"{where}: {self.name} was cut off at {call.request.max_output_tokens} tokens: "
                "raise EVENHAND_MAX_OUTPUT_TOKENS"
            )
        return answer

    async def _attempt(self, follow_up: Messages, call: Call) -> Answer:
        # built anew each time: what is said in words depends on what the endpoint turned out to understand
        messages = self._opening(call.request) + follow_up
        text = "".join(message["content"] for message in messages) + json.dumps(call.request.json_schema or {})
        expected_in = await self._estimate(text)
        most_out = call.request.max_output_tokens
        # waiting for our own limits is not the endpoint's fault: the clock stands still meanwhile
        rest_s = (call.clock.when() or 0.0) - asyncio.get_running_loop().time()
        call.clock.reschedule(None)
        # no vocabulary makes more tokens than bytes: what is reserved is never less than what is billed
        most_in = len(text.encode()) + EXTRA_TOKENS
        cost = self._meter.price_of(most_in, most_out)
        async with self._limiter.reserve(expected_in + most_out, cost) as reservation:
            call.clock.reschedule(asyncio.get_running_loop().time() + rest_s)
            call.requests.made += 1
            try:
                answer = await self._endpoint.send(messages, call.request)
            except Unanswered:
                raise
            except (Transient, ModelUnavailable, ModelRefused) as error:
                reservation.settle(0, 0.0)
                self._note_refusal(error, call.requests)
                raise
            tokens_in = expected_in if answer.tokens_in is None else answer.tokens_in
            tokens_out = self._rough(answer.text) if answer.tokens_out is None else answer.tokens_out
            reservation.settle(tokens_in + tokens_out, self._meter.price_of(tokens_in, tokens_out))
            self._meter.add_call(tokens_in, tokens_out)
            return Answer(answer.text, answer.finish_reason, answer.refusal, tokens_in, tokens_out)

    def _note_refusal(self, error: Exception, requests: Requests) -> None:
        if isinstance(error, FeatureRefused):
            requests.made -= 1  # finding out what an endpoint understands happens once and is bounded by the dialect
        elif isinstance(error, Transient) and 0 < (error.retry_after_s or 0) <= self._policy.retry_after_cap_s:
            self._limiter.pause(error.retry_after_s or 0)

    async def _estimate(self, text: str) -> int:
        if not self._limiter.needs_estimates:
            return self._rough(text)
        tokens = await asyncio.to_thread(self._count_tokens, text)
        return int(tokens * ESTIMATE_MARGIN) + EXTRA_TOKENS

    @staticmethod
    def _rough(text: str) -> int:
        return len(text) // 4 + 1

    @staticmethod
    def _reply(answers: list[Answer], data: dict[str, Any] | None) -> ModelReply:
        return ModelReply(
            text=answers[-1].text,
            data=data,
            tokens_in=sum(answer.tokens_in or 0 for answer in answers),
            tokens_out=sum(answer.tokens_out or 0 for answer in answers),
            cached=False,
            finish_reason=answers[-1].finish_reason,
        )
