"""A whole run: deadlines, cancelling, the breaker, shared requests, secrets, settings. Real HTTP."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from service.errors import EvenhandError, InputError, ModelUnavailable
from service.llm import ModelReply, open_model, retry
from service.settings import Settings
from tests.llm_requests import GOOD, KEY, ask, complete, settings_for
from tests.scripted_endpoint import Response, completion, scripted, status


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "LONGEST_WAIT_S", 0.02)


@pytest.mark.parametrize(
    "response",
    [Response(is_silent=True), completion(GOOD, drip_s=0.05), status(429, retry_after="30")],
    ids=["silent", "dripping", "busy"],
)
async def test_the_deadline_holds_over_everything(response: Response) -> None:
    async with scripted([response]) as endpoint:
        begun = time.monotonic()
        with pytest.raises(ModelUnavailable, match="EVENHAND_CALL_DEADLINE_S"):
            await complete(endpoint, call_deadline_s=0.6)
        assert 0.55 <= time.monotonic() - begun < 6  # silent, it would never end; busy, after 30 s
    assert endpoint.count == 1


async def test_waiting_for_our_own_limit_is_not_held_against_the_endpoint() -> None:
    async with scripted([completion(GOOD)]) as endpoint:
        settings = settings_for(endpoint, requests_per_minute=60, call_deadline_s=0.9)
        async with open_model(settings) as model:
            replies = await asyncio.gather(*(model.complete(ask(f"question {number}")) for number in range(3)))
    assert [reply.data for reply in replies] == [GOOD] * 3
    assert endpoint.received[-1].at - endpoint.received[0].at > 1.8


async def test_a_busy_endpoint_is_left_alone_by_all_calls() -> None:
    script = [status(429, retry_after="0.6"), completion(GOOD)]
    async with scripted(script) as endpoint, open_model(settings_for(endpoint)) as model:
        first = asyncio.create_task(model.complete(ask("one")))
        await asyncio.sleep(0.2)
        await asyncio.gather(first, model.complete(ask("two")))
    assert [received.at - endpoint.received[0].at >= 0.6 for received in endpoint.received] == [False, True, True]


async def test_cancelling_frees_the_slot_and_asks_nothing_more() -> None:
    first = True

    def respond(_: dict[str, Any]) -> Response:
        nonlocal first
        response = Response(is_silent=True) if first else completion(GOOD)
        first = False
        return response

    async with scripted(respond) as endpoint, open_model(settings_for(endpoint, concurrency=1)) as model:
        waiting = asyncio.create_task(model.complete(ask("slow")))
        await endpoint.arrived.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        # the same question again is a new one, not the one that is being cancelled
        assert (await model.complete(ask("slow"))).data == GOOD
        assert endpoint.count == 2  # and the first of them, which is silent, has not answered


async def test_after_five_failed_calls_the_endpoint_is_left_alone() -> None:
    async with scripted([status(503)]) as endpoint, open_model(settings_for(endpoint, max_attempts=1)) as model:
        for number in range(5):
            with pytest.raises(ModelUnavailable, match="503"):
                await model.complete(ask(f"question {number}"))
        with pytest.raises(ModelUnavailable, match="5 calls in a row failed"):
            await model.complete(ask("one more"))
        assert endpoint.count == 5


async def test_requests_that_are_our_fault_do_not_open_the_breaker() -> None:
    script = [status(400)] * 6 + [completion(GOOD)]
    async with scripted(script) as endpoint, open_model(settings_for(endpoint)) as model:
        for number in range(6):
            with pytest.raises(ModelUnavailable, match="status 400"):
                await model.complete(ask(f"question {number}"))
        assert (await model.complete(ask())).data == GOOD


def test_the_breaker_lets_one_call_probe_after_the_cool_down() -> None:
    now = 0.0
    breaker = retry.CircuitBreaker(clock=lambda: now)
    for _ in range(retry.FAILED_CALLS_TO_OPEN):
        breaker.admit("K1")
        breaker.failed()
    now = retry.COOL_DOWN_S + 1
    breaker.admit("K2")
    with pytest.raises(ModelUnavailable, match="K3"):
        breaker.admit("K3")
    breaker.succeeded()
    breaker.admit("K4")


async def test_no_more_than_the_allowed_requests_are_under_way() -> None:
    slow = completion(GOOD, delay_s=0.05)
    async with scripted([slow]) as endpoint, open_model(settings_for(endpoint, concurrency=3)) as model:
        await asyncio.gather(*(model.complete(ask(f"question {number}")) for number in range(12)))
    assert (endpoint.count, endpoint.peak) == (12, 3)


async def test_equal_requests_at_one_time_are_one_request() -> None:
    async with scripted([completion(GOOD, delay_s=0.1)]) as endpoint, open_model(settings_for(endpoint)) as model:
        replies = await asyncio.gather(*(model.complete(ask(where=f"K{number}")) for number in range(5)))
        usage = model.usage()
    assert endpoint.count == 1
    assert sorted(reply.cached for reply in replies) == [False, True, True, True, True]
    assert (usage.calls, usage.cached_calls) == (1, 4)


async def test_one_of_many_equal_callers_may_give_up() -> None:
    async with scripted([completion(GOOD, delay_s=0.1)]) as endpoint, open_model(settings_for(endpoint)) as model:
        tasks = [asyncio.create_task(model.complete(ask())) for _ in range(3)]
        await asyncio.sleep(0.03)
        tasks[0].cancel()
        replies = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(replies[0], asyncio.CancelledError)
    assert [reply.data for reply in replies[1:] if isinstance(reply, ModelReply)] == [GOOD, GOOD]
    assert endpoint.count == 1


@pytest.mark.parametrize(
    "response",
    [
        status(401, f"Incorrect API key provided: {KEY}"),
        status(503, f"proxy saw {KEY} and sk-abc123\x1b[31m"),
        completion(None, refusal=f"{KEY}?"),
    ],
)
async def test_the_key_stays_out_of_errors_and_logs(
    response: Response, caplog: pytest.LogCaptureFixture, short_waits: None
) -> None:
    caplog.set_level(logging.DEBUG)
    async with scripted([response]) as endpoint:
        with pytest.raises(EvenhandError) as caught:
            await complete(endpoint)
        assert endpoint.received[0].headers["authorization"] == f"Bearer {KEY}"
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert KEY not in told
    assert "sk-abc" not in told
    assert "\x1b" not in str(caught.value)
    chain: BaseException | None = caught.value
    while chain is not None:
        assert type(chain).__module__.split(".")[0] not in {"openai", "httpx2"}
        chain = chain.__context__


async def test_nothing_of_the_environment_is_sent_along(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    async with scripted([completion(GOOD)]) as endpoint:
        await complete(endpoint, api_key=None)
    headers = endpoint.received[0].headers
    assert "authorization" not in headers
    assert "from-the-environment" not in str(headers)
    assert not [name for name in headers if name.startswith("x-stainless")]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"model": None, "base_url": None}, "no model is configured"),
        ({"base_url": "127.0.0.1:80"}, "http or https"),
        ({"base_url": "https://me:secret@models.example/v1"}, "must not hold a user"),
        ({"base_url": None, "api_key": None}, "EVENHAND_API_KEY"),
        ({"api_key": SecretStr("schlüssel")}, "no key has"),
        ({"base_url": "https://models.example/v1", "max_cost": 1.0}, r"\[\[price\]\]"),
        ({"local_model": Path("m.gguf"), "base_url": "http://127.0.0.1:1/v1"}, "exclude each other"),
        ({"replay": Path("a.jsonl"), "record": Path("b.jsonl"), "model": None}, "no model is configured"),
    ],
)
async def test_settings_that_cannot_work(changes: dict[str, Any], says: str) -> None:
    fields: dict[str, Any] = {"model": "some-model", "cache": False} | changes
    with pytest.raises(InputError, match=says):
        async with open_model(Settings(**fields)):
            pass
