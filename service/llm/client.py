"""The border to the vendor: the only file that imports openai and its transport.

Messages enter, one `Answer` or one error of ours leaves; exactly one HTTP request a call. No vendor exception, no key
and no traceback of the vendor passes this file.
"""

from __future__ import annotations

import json
import logging
import re
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import openai

from service.errors import ModelError, ModelRefused, ModelUnavailable
from service.llm.address import Address
from service.llm.model import ModelRequest
from service.llm.retry import FeatureRefused, RequestRejected, Transient, Unanswered, UnusableBody

log = logging.getLogger(__name__)
FORMATS = ("json_schema", "json_object", "plain")
PASSING_STATUSES = frozenset({408, 409, 425, 429})
SHOWN_CHARS = 200  # of an endpoint's own words in an error
# everything else the SDK adds (organisation and project from the environment, machine facts) stays here
SENT_HEADERS = frozenset(
    {"host", "accept", "accept-encoding", "connection", "content-type", "content-length", "user-agent", "authorization"}
)
_CONTEXT = re.compile(r"context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long", re.I)
_FORMAT = re.compile(r"response_format|json_schema|json_object|grammar|structured output", re.I)
ADVICE = {
    401: "the key is missing or wrong: set EVENHAND_API_KEY",
    402: "the account has no credit left: add credit, or use another key or model",
    403: "the key may not use this model: choose another with --model, or ask the provider",
    404: "no such model or path: check --model, and that --base-url ends in /v1",
    413: "the request is too large: give fewer or shorter inputs",
}


@dataclass(frozen=True)
class Answer:
    """One choice of one response; token counts are None where the endpoint gave none."""

    text: str
    finish_reason: str
    refusal: str | None
    tokens_in: int | None
    tokens_out: int | None


@dataclass
class Dialect:
    """What this endpoint was found to understand; it only ever steps down, so it settles."""

    format: int = 0
    tokens_field: str = "max_tokens"
    left_out: set[str] = field(default_factory=set)

    def step_down(self, sent: dict[str, Any], param: str, message: str) -> str | None:
        """Leave out what the endpoint refused; the name of it, None where the refusal is about something else."""
        if "response_format" in sent and (param.startswith("response_format") or _FORMAT.search(message)):
            # another call may have stepped down while this one was under way
            self.format = max(self.format, FORMATS.index(sent["response_format"]["type"]) + 1)
            return "response_format"
        for name in ("max_tokens", "temperature", "seed"):
            if name in sent and (param == name or (not param and f"'{name}'" in message)):
                if name == "max_tokens":
                    self.tokens_field = "max_completion_tokens"
                self.left_out.add(name)
                return name
        return None


class Endpoint:
    """One OpenAI-compatible Chat Completions endpoint."""

    def __init__(self, address: Address, *, connections: int, deadline_s: float, connect_timeout_s: float) -> None:
        self.address = address
        self.dialect = Dialect()
        timeout = httpx2.Timeout(deadline_s, connect=connect_timeout_s)
        self._client = openai.AsyncOpenAI(
            base_url=address.base_url,
            api_key=address.api_key or "none",  # the SDK refuses to start without; taken off again before sending
            max_retries=0,  # retry.py is the only retry loop
            timeout=timeout,
            http_client=httpx2.AsyncClient(
                timeout=timeout,
                limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
                follow_redirects=False,  # a redirect would take articles to a host that nobody named
                trust_env=not address.is_loopback,  # a proxy of the environment is for the world, not for this machine
                event_hooks={"request": [self._strip_headers]},
            ),
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    async def send(self, messages: list[dict[str, str]], request: ModelRequest) -> Answer:
        """One HTTP request.

        Raises:
            Transient: worth asking again.
            ModelError: not worth it.
        """
        payload = self._payload(messages, request)
        failure: ModelError
        try:
            # the bare response: the SDK's own records let `{}` and HTML pass as completions
            response = await self._client.post("/chat/completions", cast_to=httpx2.Response, body=payload)
        except openai.APIStatusError as error:
            failure = self._status_failure(error, payload, request.where)
        except openai.APIConnectionError as error:
            failure = self._connection_failure(error, request.where)
        except (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            failure = Unanswered(self._say(request.where, f"no usable answer ({type(error).__name__})"))
        else:
            return self._read(response.content, request.where)
        # raised outside of the handlers, so that no vendor exception, which may hold the key, hangs on it
        raise failure

    async def _strip_headers(self, request: httpx2.Request) -> None:
        for name in list(request.headers):
            if name.lower() not in SENT_HEADERS or (name.lower() == "authorization" and not self.address.api_key):
                del request.headers[name]

    def _payload(self, messages: list[dict[str, str]], request: ModelRequest) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "model": self.address.model,
            "messages": messages,
            self.dialect.tokens_field: request.max_output_tokens,
        }
        for name, value in (("temperature", request.temperature), ("seed", request.seed)):
            if name not in self.dialect.left_out:
                payload[name] = value
        if request.json_schema is None or self.dialect.format >= len(FORMATS) - 1:
            return payload
        payload["response_format"] = {"type": FORMATS[self.dialect.format]}
        if self.dialect.format == 0:
            payload["response_format"]["json_schema"] = {
                "name": request.schema_name,
                "schema": request.json_schema,
                "strict": True,
            }
        return payload

    def _connection_failure(self, error: openai.APIConnectionError, where: str) -> ModelError:
        cause = error.__cause__
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout):
            return Transient(self._say(where, "cannot connect: is the endpoint running, and --base-url right?"))
        what = "no answer in time" if isinstance(error, openai.APITimeoutError) else "the connection broke"
        return Unanswered(self._say(where, what))

    def _status_failure(self, error: openai.APIStatusError, sent: dict[str, Any], where: str) -> ModelError:
        status, code, words = error.status_code, f"{error.code} {error.type}", self._words(error)
        if "insufficient_quota" in code or status == 402:
            return ModelUnavailable(self._say(where, f"{ADVICE[402]} (status {status}: {words})"))
        if "content_filter" in code or "content_policy" in code:
            return ModelRefused(self._say(where, f"the provider's content filter refused the request: {words}"))
        if status in (400, 413, 422, 500) and (_CONTEXT.search(code) or _CONTEXT.search(words)):
            return RequestRejected(
                self._say(where, f"longer than the model's window: lower EVENHAND_CONTEXT_TOKENS ({words})")
            )
        if status in (400, 422) and (feature := self.dialect.step_down(sent, error.param or "", words)):
            log.warning("%s", self._say("model", f"does not take {feature} as sent; going on without it: {words}"))
            return FeatureRefused(self._say(where, f"the endpoint refuses {feature}: {words}"))
        if status in PASSING_STATUSES or status >= 500:
            return Transient(self._say(where, f"status {status}: {words}"), retry_after_s(error.response.headers))
        text = self._say(where, f"{ADVICE.get(status, 'the endpoint refused the request')} (status {status}: {words})")
        return RequestRejected(text) if status in (400, 413, 422) else ModelUnavailable(text)

    def _read(self, body: bytes, where: str) -> Answer:
        try:
            document = json.loads(body)
            choice = document["choices"][0]
            message = choice["message"]
            text, refusal = message.get("content"), message.get("refusal")
            usage = document.get("usage") or {}
            counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
            finish_reason = choice.get("finish_reason")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            raise UnusableBody(
                self._say(where, "status 200, but not a chat completion: check that --base-url ends in /v1")
            ) from None
        tokens_in, tokens_out = (n if isinstance(n, int) and n >= 0 else None for n in counts)
        return Answer(
            text=text if isinstance(text, str) else "",
            finish_reason=finish_reason if isinstance(finish_reason, str) else "unknown",
            refusal=self._clean(refusal) if isinstance(refusal, str) and refusal else None,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
        )

    def _words(self, error: openai.APIStatusError) -> str:
        body = error.body
        said = body.get("message") if isinstance(body, dict) else body
        return self._clean(said if isinstance(said, str) else "no explanation") or "no explanation"

    def _clean(self, text: str) -> str:
        """Words of the endpoint, fit for a terminal and without the key, which some endpoints repeat."""
        if self.address.api_key:
            text = text.replace(self.address.api_key, "[key]")
        text = re.sub(r"\bsk-[\w*-]+", "[key]", text)
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:SHOWN_CHARS]

    def _say(self, where: str, what: str) -> str:
        host = httpx2.URL(self.address.base_url).netloc.decode()  # never the user part of the address
        return f"{where or 'model call'}: {self.address.model} at {host}: {what}"


def retry_after_s(headers: httpx2.Headers) -> float | None:
    """Seconds that a response asks to wait; None where it does not say."""
    for name, unit_s in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            return max(0.0, float(value) * unit_s)
        except ValueError:
            pass
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, TypeError, OverflowError):
            pass
    return None
