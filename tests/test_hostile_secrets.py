"""A key goes to its endpoint and nowhere else: every byte that a run writes is searched for it.

The command line runs in processes of its own, with all loggers at debug level, against endpoints that answer, refuse,
and repeat the key in their errors.
"""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from service.errors import EvenhandError
from service.llm import open_model
from service.llm.address import Address
from service.llm.client import Endpoint
from service.pipeline import make_brief
from service.settings import Settings
from service.stages.render import render
from tests.cli_support import ROOT
from tests.llm_articles import TEXTS, write_articles
from tests.llm_requests import ask
from tests.scripted_endpoint import Response, ScriptedEndpoint, scripted, status
from tests.scripted_writer import ScriptedWriter

KEY = "sk-canary-7f3e+91/b2"
DEBUG = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
from service.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def spellings() -> tuple[bytes, ...]:
    """The key as it is, as part of an address, and as headers and dumps may hold it."""
    encoded = base64.b64encode(KEY.encode()).decode()
    return tuple(word.encode() for word in (KEY, quote(KEY, safe=""), encoded, encoded.rstrip("="), KEY[3:], KEY[:-3]))


def found_in(data: bytes) -> list[bytes]:
    return [word for word in spellings() if word in data]


def files_with_key(folder: Path) -> list[str]:
    """Every file below `folder` with the key in its bytes or its name."""
    return [
        str(p) for p in folder.rglob("*") if found_in(str(p).encode()) or (p.is_file() and found_in(p.read_bytes()))
    ]


def telling(code: int) -> Response:
    """An error that repeats the key, as some endpoints do."""
    return status(code, f"Incorrect API key provided: {KEY}. Header was Bearer {KEY}", kind="invalid_request_error")


SCRIPTS: dict[str, Callable[[], Any]] = {
    "answers": ScriptedWriter,
    "wrong key": lambda: [telling(401)],
    "bad request": lambda: [telling(400)],
    "server error": lambda: [telling(500)],
    "quota": lambda: [status(429, f"You ({KEY}) exceeded your quota", kind="insufficient_quota")],
    "page": lambda: [Response(body=f"<html>{KEY}</html>".encode(), headers=(("content-type", "text/html"),))],
    "redirect": lambda: [Response(status=302, headers=(("location", f"http://127.0.0.1:1/{quote(KEY)}"),))],
    "cut": lambda: [Response(body=b'{"choices": [', is_cut=True)],
}


async def run_child(environment: dict[str, str], *args: object) -> tuple[int, bytes]:
    """The command line at debug level; its exit code and all that it said."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        DEBUG,
        *map(str, args),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await child.communicate()
    return child.returncode or 0, said


def keys_received(endpoint: ScriptedEndpoint) -> set[str]:
    return {r.headers.get("authorization", "") for r in endpoint.received}


async def test_a_run_with_trace_cache_and_recording_writes_no_key(
    tmp_path: Path, child_environment: dict[str, str]
) -> None:
    paths = write_articles(tmp_path / "articles", dict(list(TEXTS.items())[:2]))
    environment = child_environment | {
        "EVENHAND_API_KEY": KEY,
        "OPENAI_LOG": "debug",
        "EVENHAND_SENTENCES": "4",
    }
    async with scripted(ScriptedWriter()) as endpoint:
        model = ("--writer", "llm", "--model", "scripted", "--base-url", endpoint.base_url)
        kept = ("--trace", tmp_path / "trace", "--record", tmp_path / "recorded")
        for shape in ("json", "html"):  # the others are looked at in this process, below
            out = ("--out", tmp_path / f"brief.{shape}", "--format", shape)
            code, said = await run_child(environment, "brief", *paths, *model, *kept, *out)
            assert (code, found_in(said)) == (0, []), said.decode()
            assert b"DEBUG" in said, "the loggers were at debug level"
        assert keys_received(endpoint) == {f"Bearer {KEY}"}
        assert endpoint.count > 0
    assert (tmp_path / "recorded").exists()
    assert list((tmp_path / "cache").rglob("cache.db"))
    assert files_with_key(tmp_path) == []


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
async def test_no_log_error_or_brief_holds_the_key(script: Callable[[], Any], tmp_path: Path) -> None:
    """In this process, where the text of each exception and of what it hangs on can be looked at too."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    paths = write_articles(tmp_path / "articles", dict(list(TEXTS.items())[:2]))
    try:
        async with scripted(script()) as endpoint:
            settings = Settings(
                writer="llm",
                model="scripted",
                base_url=endpoint.base_url,
                api_key=SecretStr(KEY),
                sentences=4,
                max_attempts=2,
                call_deadline_s=3,
                cache_dir=tmp_path / "cache",
                record=tmp_path / "recorded",
            )
            written.write(f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}")
            try:
                brief = await make_brief(paths, settings=settings, trace=tmp_path / "trace")
                for shape in ("json", "html", "md", "terminal"):
                    written.write(render(brief, shape))
            except EvenhandError as error:
                written.write(told(error))
            assert keys_received(endpoint) == {f"Bearer {KEY}"}
            async with open_model(settings) as model:
                try:
                    written.write(repr(await model.complete(ask())))
                except EvenhandError as error:
                    written.write(told(error))
                written.write(repr(model))
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert found_in(written.getvalue().encode()) == []
    assert files_with_key(tmp_path) == []


def told(error: BaseException) -> str:
    """All that a crash reporter would send: the chain of causes, and every local variable of every frame."""
    whole = traceback.TracebackException.from_exception(error, capture_locals=True, compact=False)
    ours = [line for line in whole.format() if "test_hostile_secrets.py" not in line]
    return f"{error!r} {error} {error.args} {error.__cause__!r} {error.__context__!r} {''.join(ours)}"


def test_the_values_that_carry_a_key_do_not_show_it() -> None:
    address = Address("http://127.0.0.1:1/v1", "m", KEY, True)
    endpoint = Endpoint(address, connections=1, deadline_s=1, connect_timeout_s=1)
    shown = f"{address!r} {address} {endpoint!r} {Settings(api_key=SecretStr(KEY))!r}"
    asyncio.run(endpoint.close())
    assert found_in(shown.encode()) == []


@pytest.mark.parametrize("key", [f"{KEY}\n", f" {KEY}é", f"{KEY}\x00"])
def test_a_key_that_cannot_be_used_is_not_repeated(key: str, tmp_path: Path) -> None:
    settings = Settings(
        writer="llm",
        model="m",
        base_url="http://127.0.0.1:1/v1",
        api_key=SecretStr(key),
        connect_timeout_s=1,
        call_deadline_s=1,
        max_attempts=1,
        cache=False,
    )

    async def run() -> None:
        await make_brief(write_articles(tmp_path, dict(list(TEXTS.items())[:1])), settings=settings)

    with pytest.raises(EvenhandError) as caught:
        asyncio.run(run())
    assert found_in(told(caught.value).encode()) == []


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    settings = Settings(writer="llm", model="m", base_url=f"http://user:{quote(KEY, safe='')}@127.0.0.1:1/v1")

    async def run() -> None:
        await make_brief(write_articles(tmp_path, dict(list(TEXTS.items())[:1])), settings=settings)

    with pytest.raises(EvenhandError) as caught:
        asyncio.run(run())
    assert found_in(str(caught.value).encode()) == []
