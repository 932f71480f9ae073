"""The way to an endpoint: what is asked again and what is not, deadlines, unusable answers, keys. Real HTTP."""

from __future__ import annotations

import json
import time
from email.utils import formatdate
from typing import Any

import pytest

from service.errors import EvenhandError, ModelOutputInvalid, ModelRefused, ModelUnavailable
from service.llm import open_model, retry
from tests.llm_requests import GOOD, KEY, SCHEMA, ask, complete, settings_for
from tests.scripted_endpoint import Response, completion, scripted, status


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "LONGEST_WAIT_S", 0.02)


async def test_an_answer_is_one_request_with_the_endpoints_own_schema() -> None:
    async with scripted([completion(GOOD)]) as endpoint, open_model(settings_for(endpoint)) as model:
        reply = await model.complete(ask())
        usage = model.usage()
    assert (reply.data, reply.finish_reason, reply.cached) == (GOOD, "stop", False)
    assert (usage.calls, usage.tokens_in, usage.tokens_out, usage.cost_usd) == (1, 10, 5, 0.0)
    assert endpoint.count == 1
    sent = endpoint.received[0]
    assert sent.path == "/v1/chat/completions"
    assert [message["role"] for message in sent.body["messages"]] == ["system", "user"]
    assert sent.body["response_format"]["json_schema"] == {"name": "answer", "schema": SCHEMA, "strict": True}
    assert (sent.body["max_tokens"], sent.body["temperature"], sent.body["seed"]) == (100, 0.0, 7)


@pytest.mark.parametrize(
    ("response", "error", "says"),
    [
        (status(400, "bad request"), ModelUnavailable, "refused the request"),
        (status(401, f"Incorrect key {KEY}"), ModelUnavailable, "EVENHAND_API_KEY"),
        (status(403), ModelUnavailable, "may not use this model"),
        (status(404), ModelUnavailable, "--base-url ends in /v1"),
        (status(422), ModelUnavailable, "refused the request"),
        (status(429, kind="insufficient_quota"), ModelUnavailable, "no credit left"),
        (status(400, kind="context_length_exceeded"), ModelUnavailable, "EVENHAND_CONTEXT_TOKENS"),
        (status(400, "n", kind="exceed_context_size_error"), ModelUnavailable, "EVENHAND_CONTEXT_TOKENS"),
        (status(400, "flagged", kind="content_filter"), ModelRefused, "content filter"),
        (status(307, location="http://127.0.0.1:9/"), ModelUnavailable, "status 307"),
        (completion("", finish_reason="content_filter"), ModelRefused, "content filter"),
        (completion(None, refusal="I cannot."), ModelRefused, "I cannot."),
        (completion('{"text": "It', finish_reason="length"), ModelOutputInvalid, "cut off at 100 tokens"),
    ],
)
async def test_what_would_fail_again_is_asked_once(response: Response, error: type[EvenhandError], says: str) -> None:
    async with scripted([response]) as endpoint:
        with pytest.raises(error, match=says) as caught:
            await complete(endpoint)
    assert endpoint.count == 1
    assert "K7" in str(caught.value)


@pytest.mark.parametrize(
    "response",
    [
        Response(b"<html>hello</html>", headers=(("content-type", "text/html"),)),
        Response(b"{}"),
        Response(b'{"choices": []}'),
        Response(b'{"choices": null}'),
        Response(b'{"choices": [{"message": null}]}'),
        Response(b"[]"),
        Response(b'{"choices": [{"mess'),
        Response(b"\xff\xfe"),
        Response(b"[" * 100_000),
    ],
)
async def test_status_200_around_no_answer_is_asked_once_more(response: Response, short_waits: None) -> None:
    async with scripted([response]) as endpoint:
        with pytest.raises(ModelUnavailable, match="not a chat completion"):
            await complete(endpoint)
        assert endpoint.count == 2
    async with scripted([response, completion(GOOD)]) as endpoint:
        assert (await complete(endpoint)).data == GOOD


@pytest.mark.parametrize(
    "text",
    [
        "no JSON at all",
        "",
        '{"text": "It rai',
        '{"text": "x"}',
        '{"text": "x", "ids": ["S9.9"]}',
        '{"text": "x", "ids": ["S1.1"], "more": 1}',
        '{"text": NaN, "ids": []}',
        '{"text": "\\ud800", "ids": []}',
        '{"a":' * 50_000,
    ],
)
async def test_an_answer_of_another_shape_is_repaired_once(text: str) -> None:
    async with scripted([completion(text)]) as endpoint:
        with pytest.raises(ModelOutputInvalid, match="after one repair"):
            await complete(endpoint)
        assert endpoint.count == 2
    async with scripted([completion(text), completion(GOOD)]) as endpoint:
        reply = await complete(endpoint)
    assert (reply.data, reply.tokens_in, reply.tokens_out) == (GOOD, 20, 10)
    roles = [message["role"] for message in endpoint.received[1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]


async def test_free_text_needs_no_schema_and_must_not_be_empty() -> None:
    async with scripted([completion("It rained."), completion(" ")]) as endpoint:
        reply = await complete(endpoint, ask(json_schema=None))
        assert (reply.text, reply.data) == ("It rained.", None)
        assert "response_format" not in endpoint.received[0].body
        with pytest.raises(ModelOutputInvalid, match="empty answer"):
            await complete(endpoint, ask(json_schema=None))


async def test_a_format_that_the_endpoint_refuses_is_not_asked_for_again() -> None:
    def respond(body: dict[str, Any]) -> Response:
        if "response_format" in body:
            return status(400, f"response_format {body['response_format']['type']} is not supported")
        return completion(f"Here you are:\n```json\n{json.dumps(GOOD)}\n```")

    async with scripted(respond) as endpoint, open_model(settings_for(endpoint, max_attempts=1)) as model:
        assert (await model.complete(ask())).data == GOOD
        assert endpoint.count == 3
        assert (await model.complete(ask("again"))).data == GOOD
    formats = [received.body.get("response_format", {}).get("type") for received in endpoint.received]
    assert formats == ["json_schema", "json_object", None, None]
    # what the endpoint does not enforce is said in words
    assert json.dumps(SCHEMA) in endpoint.received[-1].body["messages"][0]["content"]


async def test_parameters_that_a_model_does_not_know_are_left_out() -> None:
    def respond(body: dict[str, Any]) -> Response:
        for name in ("max_tokens", "temperature"):
            if name in body:
                return status(400, f"Unsupported parameter: '{name}'", kind="unsupported_parameter", param=name)
        return completion(GOOD)

    async with scripted(respond) as endpoint:
        assert (await complete(endpoint)).data == GOOD
    assert endpoint.count == 3
    assert endpoint.received[-1].body["max_completion_tokens"] == 100


@pytest.mark.parametrize("header", [{"retry_after": "2"}, {"retry_after_ms": "2000"}])
async def test_retry_after_is_waited_for(header: dict[str, str]) -> None:
    async with scripted([status(429, **header), completion(GOOD)]) as endpoint:
        assert (await complete(endpoint)).data == GOOD
    first, second = endpoint.received
    assert 2.0 <= second.at - first.at <= 2 * 2.0


@pytest.mark.parametrize("value", ["200", "inf", formatdate(time.time() + 3_600, usegmt=True)])
async def test_a_long_retry_after_fails_at_once(value: str) -> None:
    async with scripted([status(429, retry_after=value)]) as endpoint:
        begun = time.monotonic()
        with pytest.raises(ModelUnavailable, match="asks to wait"):
            await complete(endpoint)
    assert time.monotonic() - begun < 60  # each asks for more than 120 s
    assert endpoint.count == 1


@pytest.mark.parametrize("code", [408, 409, 425, 429, 500, 503])
async def test_a_permanent_failure_is_asked_six_times_at_most(code: int, short_waits: None) -> None:
    async with scripted([status(code)]) as endpoint:
        with pytest.raises(ModelUnavailable, match="gave up after 6 requests"):
            await complete(endpoint)
    assert endpoint.count == 6


async def test_repair_and_retries_share_one_allowance(short_waits: None) -> None:
    async with scripted([status(503), completion("no JSON"), status(503)]) as endpoint:
        with pytest.raises(ModelUnavailable, match="gave up after 4 requests"):
            await complete(endpoint, max_attempts=4)
    assert endpoint.count == 4


async def test_a_broken_connection_is_tried_again(short_waits: None) -> None:
    cut = completion(GOOD, is_cut=True)
    async with scripted([cut, completion(GOOD)]) as endpoint:
        assert (await complete(endpoint)).data == GOOD


async def test_nothing_listens(short_waits: None) -> None:
    async with scripted([completion(GOOD)]) as endpoint:
        pass
    with pytest.raises(ModelUnavailable, match="cannot connect"):
        await complete(endpoint)
