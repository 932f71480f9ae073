"""Answers on disk: repeats are free, trouble is a miss, and nothing in the folder is ever run or followed."""

from __future__ import annotations

import json
import logging
import pickle
import sqlite3
import stat
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diskcache
import pytest

from service.llm import open_model, request_key
from service.llm.cache import MAX_ENTRY_BYTES, HardenedDisk
from tests.llm_requests import GOOD, ask, settings_for
from tests.scripted_endpoint import ScriptedEndpoint, completion, scripted

ROOT = Path(__file__).parent.parent
# would be taken for an answer, were it not for where it stands
REPLY = {"text": "x", "data": GOOD, "tokens_in": 1, "tokens_out": 1, "finish_reason": "planted"}


async def ask_once(endpoint: ScriptedEndpoint, folder: Path, user: str = "What fell?", **changes: Any) -> bool:
    """Whether the answer came from the cache."""
    async with open_model(settings_for(endpoint, cache=True, cache_dir=folder, **changes)) as model:
        reply = await model.complete(ask(user))
        assert reply.data == GOOD
        usage = model.usage()
        assert (usage.calls, usage.cached_calls) == ((0, 1) if reply.cached else (1, 0))
        return reply.cached


async def test_a_second_equal_request_is_free_and_the_folder_private(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    async with scripted([completion(GOOD)]) as endpoint:
        assert not await ask_once(endpoint, folder)
        assert await ask_once(endpoint, folder)
        assert not await ask_once(endpoint, folder, "another question")
        assert not await ask_once(endpoint, folder, model="another-model")
        assert endpoint.count == 3
    assert stat.S_IMODE((folder / "responses").stat().st_mode) == 0o700


async def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    (tmp_path / "responses").mkdir(mode=0o755)
    async with scripted([completion(GOOD)]) as endpoint:
        await ask_once(endpoint, tmp_path)
    assert stat.S_IMODE((tmp_path / "responses").stat().st_mode) == 0o700


async def test_a_failed_call_is_not_kept(tmp_path: Path) -> None:
    async with scripted([completion("no JSON"), completion("no JSON"), completion(GOOD)]) as endpoint:
        with pytest.raises(Exception, match="after one repair"):
            await ask_once(endpoint, tmp_path)
        assert not await ask_once(endpoint, tmp_path)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"where": "K8"}, True),
        ({"prompt_id": "other"}, False),
        ({"prompt_version": "2"}, False),
        ({"system": "x"}, False),
        ({"user": "x"}, False),
        ({"json_schema": None}, False),
        ({"json_schema": {"properties": {"b": {}, "a": {}}}}, False),
        ({"schema_name": "x"}, False),
        ({"max_output_tokens": 7}, False),
        ({"temperature": 0.5}, False),
        ({"seed": 8}, False),
    ],
)
def test_the_key_holds_all_that_changes_the_answer(changes: dict[str, Any], is_same: bool) -> None:
    assert (request_key(ask(**changes), "m") == request_key(ask(), "m")) is is_same
    assert request_key(ask(), "m") != request_key(ask(), "n")
    assert len(request_key(ask(), "m")) == 64


def test_the_key_knows_the_order_in_which_an_answer_is_written() -> None:
    keys = [request_key(ask(json_schema={"properties": {one: {}, two: {}}}), "m") for one, two in ("ab", "ba")]
    assert keys[0] != keys[1]


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (self.path,))


def pickled_value(folder: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET mode = 4, value = ?", (pickle.dumps(Bomb(folder / "ran")),)


def pickled_file(folder: Path) -> tuple[str, tuple[Any, ...]]:
    (folder / "responses" / "x.val").write_bytes(pickle.dumps(Bomb(folder / "ran")))
    return "UPDATE Cache SET mode = 4, value = NULL, filename = 'x.val'", ()


def foreign_file(folder: Path) -> tuple[str, tuple[Any, ...]]:
    (folder / "foreign").write_bytes(zlib.compress(json.dumps(REPLY).encode()))
    return "UPDATE Cache SET mode = 2, value = NULL, filename = '../foreign'", ()


def linked_file(folder: Path) -> tuple[str, tuple[Any, ...]]:
    foreign_file(folder)
    (folder / "responses" / "link.val").symlink_to(folder / "foreign")
    return "UPDATE Cache SET mode = 2, value = NULL, filename = 'link.val'", ()


def inflating_value(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET value = ?", (zlib.compress(json.dumps(REPLY).encode() + b" " * MAX_ENTRY_BYTES),)


def no_json(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET value = ?", (zlib.compress(b"{"),)


def another_shape(_: Path) -> tuple[str, tuple[Any, ...]]:
    return "UPDATE Cache SET value = ?", (zlib.compress(json.dumps(REPLY | {"data": {"text": 1}}).encode()),)


@pytest.mark.parametrize(
    "tamper", [pickled_value, pickled_file, foreign_file, linked_file, inflating_value, no_json, another_shape]
)
async def test_a_tampered_row_is_a_miss(
    tamper: Callable[[Path], tuple[str, tuple[Any, ...]]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with scripted([completion(GOOD)]) as endpoint:
        assert not await ask_once(endpoint, tmp_path)
        with sqlite3.connect(tmp_path / "responses" / "cache.db") as database:
            assert database.execute(*tamper(tmp_path)).rowcount == 1
        database.close()
        assert not await ask_once(endpoint, tmp_path)
    assert not (tmp_path / "ran").exists()
    assert len(caplog.records) == 1, caplog.text
    assert "not usable" in caplog.text


def test_a_plain_disk_would_run_the_tampered_row(tmp_path: Path) -> None:
    """What the hardening is for; if this fails, the library is mended and the hardening may go."""
    with diskcache.Cache(str(tmp_path / "responses"), disk=diskcache.JSONDisk) as cache:
        cache.set("key", "value")
        statement, values = pickled_value(tmp_path)
        cache._sql(statement, values)
        with pytest.raises(TypeError):
            cache.get("key")
    assert (tmp_path / "ran").exists()


def test_no_row_makes_the_cache_remove_a_foreign_file(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.touch()
    with diskcache.Cache(str(tmp_path / "responses"), disk=HardenedDisk) as cache:
        cache.set("key", "value")
        cache._sql("UPDATE Cache SET filename = '../precious'")
        with pytest.raises(ValueError, match="outside of the cache"):
            cache.set("key", "value")
        with pytest.raises(ValueError, match="pickled cache key"):
            cache.disk.get(pickle.dumps(Bomb(tmp_path / "ran")), raw=False)
    assert precious.exists()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 4_000])
async def test_a_corrupt_database_is_a_miss_with_one_warning(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "responses").mkdir()
    (tmp_path / "responses" / "cache.db").write_bytes(content)
    async with scripted([completion(GOOD)]) as endpoint:
        settings = settings_for(endpoint, cache=True, cache_dir=tmp_path)
        async with open_model(settings) as model:
            for number in range(3):
                assert (await model.complete(ask(f"question {number}"))).data == GOOD
    assert len([record for record in caplog.records if record.levelno == logging.WARNING]) == 1


async def test_a_folder_that_cannot_be_made_is_a_miss(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").touch()
    async with scripted([completion(GOOD)]) as endpoint:
        assert not await ask_once(endpoint, tmp_path / "file")
    assert caplog.text.count("not usable") == 1


READ_ONLY = """
import asyncio, concurrent.futures.thread, os, sys
from pathlib import Path
from service.llm.cache import CachedModel
from service.llm.model import ModelReply
from service.llm.usage import Meter
from tests.llm_requests import ask

class Answers:
    name = "m"
    async def complete(self, request):
        return ModelReply(text="fresh", tokens_in=1, tokens_out=1, finish_reason="stop")

if os.getuid() == 0:  # permissions do not bind root; all imports are done by now
    try:
        os.setuid(65534)
    except OSError:
        sys.exit("nobody else")
model = CachedModel(Answers(), Path(sys.argv[1]), Meter(None), model_id="m")
print(asyncio.run(model.complete(ask(json_schema=None))).text)
"""


@pytest.mark.parametrize("folder", ["responses", "/usr"], ids=["read-only", "of another user"])
def test_a_folder_that_is_not_ours_to_write_is_a_miss(folder: str, child_environment: dict[str, str]) -> None:
    # not tmp_path: no other user can enter it
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(Path(parent) / folder)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=child_environment,
            check=False,
        )
    if done.stderr == "nobody else\n":
        pytest.skip("root is the only user in this namespace, and permissions do not bind it")
    assert (done.returncode, done.stdout) == (0, "fresh\n"), done.stderr
    assert done.stderr.count("not usable") == 1


def test_many_processes_may_begin_at_once(tmp_path: Path, child_environment: dict[str, str]) -> None:
    script = READ_ONLY.replace("os.setuid(65534)", "pass")
    children = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "responses")],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=child_environment,
        )
        for _ in range(4)
    ]
    outputs = [child.communicate() for child in children]
    assert [output for output, _ in outputs] == [b"fresh\n"] * 4
    assert b"not usable" not in b"".join(errors for _, errors in outputs)
