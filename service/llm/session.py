"""Builds the model of a run from settings: client, limits, cache, de-duplication, recording; or a replay.

Settings enter, an open model leaves and is closed at the end. Heavy libraries are imported here on opening, not before.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from pydantic import SecretStr

from service.errors import InputError
from service.llm.address import Address
from service.llm.model import Model, ModelReply, ModelRequest, request_key
from service.llm.usage import FREE, Meter, find_price, require_price
from service.records.brief import Usage
from service.settings import Settings

log = logging.getLogger(__name__)
DEFAULT_BASE_URL = "https://api.openai.com/v1"
LOCAL_URL = "http://127.0.0.1/v1"  # until the file is served, and its port known
LOCAL_PARALLEL = 1  # two answers at once on the same cores take as long as one after the other, and more memory


class OpenModel:
    """A model ready to ask, and the count of what it used."""

    def __init__(self, model: Model, meter: Meter) -> None:
        self._model, self._meter = model, meter

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._model.name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Answer, or raise a ModelError, BudgetReached or InputError."""
        return await self._model.complete(request)

    def usage(self) -> Usage:
        """What was used since opening."""
        return self._meter.usage()


@asynccontextmanager
async def open_model(settings: Settings) -> AsyncIterator[OpenModel]:
    """The model of a run.

    With a replay alone nothing is asked; with a replay and a record, what the first lacks is asked and written.

    Raises:
        InputError: the settings name no model, or one that cannot be used as they say.
    """
    if settings.replay is not None and settings.record is None:
        from service.llm.replay import ReplayModel

        meter = Meter(FREE)
        yield OpenModel(await asyncio.to_thread(ReplayModel, settings.replay, meter, name=settings.model), meter)
        return
    async with AsyncExitStack() as stack:
        address, model_id = await _find_endpoint(settings)
        price = find_price(address.model, _host(address.base_url), settings.prices)
        price = price or (FREE if address.is_loopback else None)
        require_price(price, address.model, settings.max_cost)
        meter = Meter(price)
        model: Model = LazyModel(address.model, lambda: _open_live(settings, address, meter, stack))
        if settings.cache:
            from service.llm.cache import CachedModel

            model = CachedModel(model, settings.cache_dir / "responses", meter, model_id=model_id)
        shared = SharedModel(model, meter)
        stack.push_async_callback(shared.close)
        model = shared
        if settings.record is not None:
            from service.llm.replay import RecordedFirst, RecordingModel

            if settings.replay is not None:
                model = await asyncio.to_thread(RecordedFirst, model, settings.replay, meter)
            model = await asyncio.to_thread(RecordingModel, model, settings.record, meter, made_by=model_id)
        yield OpenModel(model, meter)


class LazyModel:
    """Opened by its first question: a run that the cache answers loads no local model and no vendor's library."""

    def __init__(self, name: str, open_live: Callable[[], Awaitable[Model]]) -> None:
        self._name, self._open_live = name, open_live
        self._model: Model | None = None
        self._lock = asyncio.Lock()

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """Answer, opening the model first where that was not done."""
        async with self._lock:
            if self._model is None:
                self._model = await self._open_live()
        return await self._model.complete(request)


async def _open_live(settings: Settings, address: Address, meter: Meter, stack: AsyncExitStack) -> Model:
    """The model behind the cache; a local file is served from here on until the run ends."""
    if settings.local_model is not None:
        from service.llm.local import serve_local

        server = serve_local(
            settings.local_model,
            context_tokens=settings.context_tokens,
            parallel=LOCAL_PARALLEL,
            threads=settings.local_threads,
        )
        base_url = await asyncio.to_thread(server.__enter__)
        stack.push(server)
        address = replace(address, base_url=base_url)
    return _live(settings, address, meter, stack)


async def require_endpoint(settings: Settings) -> None:
    """Raises InputError where the settings name a model that no run could be opened with; nothing is sent."""
    await _find_endpoint(settings)


async def _find_endpoint(settings: Settings) -> tuple[Address, str]:
    """The endpoint's address, and what stands for it in keys: a local server has another port each time."""
    if settings.local_model is not None:
        if settings.base_url is not None:
            raise InputError("--local-model and --base-url exclude each other: choose one")
        from service.llm.local import fingerprint, require_gguf

        require_gguf(settings.local_model)
        name = settings.model or settings.local_model.stem
        return Address(LOCAL_URL, name, None, True), await asyncio.to_thread(fingerprint, settings.local_model)
    if settings.model is None:
        raise InputError("no model is configured: set --model (and --base-url), --local-model, or --writer extractive")
    base_url = (settings.base_url or DEFAULT_BASE_URL).rstrip("/")
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("--base-url must be an http or https address that ends in /v1")
    if "@" in parts.netloc:
        raise InputError("--base-url must not hold a user or password, which logs would show: set EVENHAND_API_KEY")
    # in its wrapper to the end: a report of a crash may show the variables of each function
    key = settings.api_key if settings.api_key and settings.api_key.get_secret_value().strip() else None
    if key and not _is_sendable(key):
        raise InputError("EVENHAND_API_KEY holds characters that no key has: copy it again")
    if not key and settings.base_url is None:
        raise InputError("no key for api.openai.com: set EVENHAND_API_KEY, or another endpoint with --base-url")
    is_loopback = _is_loopback(parts.hostname)
    if key and parts.scheme == "http" and not is_loopback:
        log.warning("the key and the articles go to %s without encryption: use https", parts.hostname)
    address = Address(base_url, settings.model, key.get_secret_value().strip() if key else None, is_loopback)
    return address, f"{settings.model} at {_host(base_url)}{parts.path}"


def _is_sendable(key: SecretStr) -> bool:
    """True for what may stand in a header."""
    return all(" " <= c <= "~" for c in key.get_secret_value().strip())


def _live(settings: Settings, address: Address, meter: Meter, stack: AsyncExitStack) -> Model:
    from service.llm.client import Endpoint
    from service.llm.limits import Ceilings, Limiter
    from service.llm.live import LiveModel
    from service.llm.retry import RetryPolicy
    from service.llm.tokens import TokenCounter

    concurrency = LOCAL_PARALLEL if settings.local_model else settings.concurrency
    endpoint = Endpoint(
        address,
        connections=concurrency,
        deadline_s=settings.call_deadline_s,
        connect_timeout_s=settings.connect_timeout_s,
    )
    stack.push_async_callback(endpoint.close)
    ceilings = Ceilings(concurrency, settings.requests_per_minute, settings.tokens_per_minute, settings.max_cost)
    policy = RetryPolicy(settings.max_attempts, settings.retry_after_cap_s, settings.call_deadline_s)
    count_tokens = TokenCounter(settings.cache_dir).count
    return LiveModel(endpoint, Limiter(ceilings), meter, policy=policy, count_tokens=count_tokens)


@dataclass
class _UnderWay:
    task: asyncio.Task[ModelReply]
    waiting: int = field(default=0)


class SharedModel:
    """Equal requests at one time are asked once; the work ends when nobody waits for it any more."""

    def __init__(self, inner: Model, meter: Meter) -> None:
        self._inner, self._meter = inner, meter
        self._under_way: dict[str, _UnderWay] = {}
        self._tasks: set[asyncio.Task[ModelReply]] = set()  # also those that nobody waits for any more

    @property
    def name(self) -> str:
        """Model name as asked."""
        return self._inner.name

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The answer of `inner`, shared."""
        key = request_key(request, self.name)
        shared = self._under_way.get(key)
        is_first = shared is None
        if shared is None:
            shared = _UnderWay(asyncio.create_task(self._inner.complete(request)))
            self._under_way[key] = shared
            self._tasks.add(shared.task)
            shared.task.add_done_callback(self._tasks.discard)
            shared.task.add_done_callback(lambda task: self._forget(key, task))
        shared.waiting += 1
        try:
            # shielded: one caller that gives up must not take the answer from the others
            reply = await asyncio.shield(shared.task)
        finally:
            shared.waiting -= 1
            if not shared.waiting and not shared.task.done():
                shared.task.cancel()
                self._forget(key, shared.task)  # at once: who asks from now on must not join what is being cancelled
        if is_first:
            return reply
        self._meter.add_cached(reply.tokens_in, reply.tokens_out)
        return reply.model_copy(update={"cached": True})

    def _forget(self, key: str, task: asyncio.Task[ModelReply]) -> None:
        if key in self._under_way and self._under_way[key].task is task:
            del self._under_way[key]

    async def close(self) -> None:
        """Cancel what is still under way and wait for its end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _host(base_url: str) -> str:
    parts = urlsplit(base_url)
    default = parts.port in (None, 443 if parts.scheme == "https" else 80)
    return f"{parts.hostname}" if default else f"{parts.hostname}:{parts.port}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
