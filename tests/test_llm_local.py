"""A model file served inside the process. The tests marked real_model take the file from EVENHAND_TEST_MODEL."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from service.errors import InputError, ModelUnavailable
from service.llm import ModelRequest, open_model
from service.llm.local import default_threads, fingerprint, serve_local
from service.settings import Settings
from tests.conftest import BEFORE_TESTS

SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"enum": ["S1.1", "S2.1"]},
        "weather": {"enum": ["rain", "sun"]},
    },
    "required": ["id", "weather"],
    "additionalProperties": False,
}
REQUEST = ModelRequest(
    prompt_id="weather",
    prompt_version="1",
    system="Answer in JSON.",
    user="S1.1: It rained in Oslo. S2.1: The sun shone. Which says that it rained?",
    json_schema=SCHEMA,
    max_output_tokens=60,
    where="K1",
)


@pytest.mark.parametrize(
    ("content", "says"), [(None, "No such file"), (b"", "not a GGUF file"), (b"PK\x03\x04 a zip", "not a GGUF file")]
)
async def test_a_file_that_is_no_model(content: bytes | None, says: str, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        async with open_model(Settings(local_model=path)):
            pass


def test_the_library_is_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(InputError, match=r"pip install 'evenhand\[local\]'"), serve_local(path, context_tokens=512):
        pass


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2), (3, 2), (8, 7), (64, 8)])
def test_one_of_many_cores_is_left_to_others(cores: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert default_threads() == threads


@pytest.mark.parametrize(("asked", "taken"), [(1, 1), (12, 12), (None, 3)])
async def test_the_threads_of_a_local_model_are_a_setting(
    asked: int | None, taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    started: list[int] = []

    def start(params: SimpleNamespace) -> SimpleNamespace:
        started.append(params.cpuparams.n_threads)
        raise ValueError("no model in it")

    library = SimpleNamespace(
        CommonParams=lambda: SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace()), Server=start
    )
    monkeypatch.setitem(sys.modules, "xllamacpp", library)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    settings = Settings(local_model=path, local_threads=asked, cache_dir=tmp_path)
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        async with open_model(settings) as model:
            await model.complete(REQUEST)
    assert started == [taken]


def test_a_fingerprint_follows_the_content(tmp_path: Path) -> None:
    one, other, same = tmp_path / "one.gguf", tmp_path / "other.gguf", tmp_path / "copy" / "one.gguf"
    same.parent.mkdir()
    for path, content in ((one, b"GGUF1"), (other, b"GGUF2"), (same, b"GGUF1")):
        path.write_bytes(content)
    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one).split(":")[2] != fingerprint(other).split(":")[2]


@pytest.fixture(scope="session")
def model_file() -> Path:
    """The file to run; a missing one fails, because whoever selects these tests wants them run."""
    name = BEFORE_TESTS.get("EVENHAND_TEST_MODEL")
    if not name:
        pytest.fail("set EVENHAND_TEST_MODEL to the path of a small instruction model in GGUF form")
    return Path(name)


@pytest.mark.real_model
async def test_a_real_model_answers_in_the_asked_shape(
    model_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(local_model=model_file, context_tokens=2_048, cache_dir=tmp_path)
    async with open_model(settings) as model:
        reply = await model.complete(REQUEST)
        usage = model.usage()
    assert reply.data is not None
    assert set(reply.data) == {"id", "weather"}
    assert (usage.calls, usage.cost_usd) == (1, 0.0)
    assert usage.tokens_in > 20
    assert usage.tokens_out > 5
    # another server on another port, the same file: the answer is known
    async with open_model(settings) as model:
        again = await model.complete(REQUEST)
    assert again == reply.model_copy(update={"cached": True})
    assert capfd.readouterr() == ("", "")


@pytest.mark.real_model
def test_a_real_server_listens_on_loopback_and_ends_with_the_block(model_file: Path) -> None:
    with serve_local(model_file, context_tokens=512) as base_url:
        parts = urlsplit(base_url)
        assert parts.hostname == "127.0.0.1"
        address = (parts.hostname, parts.port)
        socket.create_connection(address, timeout=2).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=2)


@pytest.mark.real_model
def test_a_broken_file_is_an_error_of_ours(model_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(model_file.read_bytes()[:1_000_000])
    with pytest.raises(ModelUnavailable, match="cannot be loaded"), serve_local(path, context_tokens=512):
        pass
    assert capfd.readouterr() == ("", "")
