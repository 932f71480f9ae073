"""Recordings: what was answered once is answered again without an endpoint; what was not is a clear error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.errors import InputError, ModelUnavailable
from service.llm import ModelReply, open_model
from service.settings import Settings
from tests.llm_requests import GOOD, ask, settings_for
from tests.scripted_endpoint import ScriptedEndpoint, completion, scripted


async def record(endpoint: ScriptedEndpoint, path: Path, *users: str, **changes: Any) -> None:
    async with open_model(settings_for(endpoint, record=path, **changes)) as model:
        for user in users:
            await model.complete(ask(user))


async def replay(path: Path, user: str, model: str | None = None, **changes: Any) -> ModelReply:
    async with open_model(Settings(replay=path, model=model)) as opened:
        return await opened.complete(ask(user, **changes))


async def test_a_recording_is_replayed_without_an_endpoint(tmp_path: Path) -> None:
    path = tmp_path / "new" / "recording.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        await record(endpoint, path, "one", "two", "one")
        assert endpoint.count == 2, "what the file holds is not asked again"
        await record(endpoint, path, "two")
        assert endpoint.count == 2
    async with open_model(Settings(replay=path)) as model:
        assert model.name == "scripted"
        reply = await model.complete(ask("two", where="K99"))
        assert (reply.data, reply.cached) == (GOOD, True)
        assert (model.usage().calls, model.usage().cached_calls, model.usage().cost_usd) == (0, 1, 0.0)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["prompt_id"] for line in lines] == ["write", "write"]
    assert endpoint.base_url.removeprefix("http://") in lines[0]["made_by"]
    assert "key-" not in path.read_text(encoding="utf-8")


async def test_a_recording_is_made_anew_from_an_old_one_and_asks_only_what_that_lacks(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        await record(endpoint, old, "one", "no longer used")
        await record(endpoint, new, "one", "two", replay=old)
        assert endpoint.count == 3
    assert len(new.read_text(encoding="utf-8").splitlines()) == 2
    assert (await replay(new, "two")).data == GOOD


async def test_what_came_from_the_cache_is_recorded_too(tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        async with open_model(settings_for(endpoint, cache=True, cache_dir=tmp_path)) as model:
            await model.complete(ask("one"))
        await record(endpoint, path, "one", cache=True, cache_dir=tmp_path)
        assert endpoint.count == 1
    assert (await replay(path, "one")).data == GOOD


@pytest.mark.parametrize("changes", [{"prompt_version": "2"}, {"seed": 8}, {"system": "x"}])
async def test_a_miss_names_the_prompt_and_what_to_do(changes: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        await record(endpoint, path, "one")
    with pytest.raises(ModelUnavailable, match=r"K7: no recorded answer .* prompt write .*--record"):
        await replay(path, "one", **changes)


async def test_a_recording_goes_on_after_a_crash(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "recording.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        await record(endpoint, path, "one", "two")
        path.write_bytes(path.read_bytes()[:-20])
        assert (await replay(path, "one")).data == GOOD
        assert "cut off" in caplog.text
        await record(endpoint, path, "two")
    assert (await replay(path, "two")).data == GOOD
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


async def test_two_models_in_one_file_must_be_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    async with scripted([completion(GOOD)]) as endpoint:
        await record(endpoint, path, "one", model="small")
        await record(endpoint, path, "two", model="large")
    with pytest.raises(InputError, match="holds large, small"):
        await replay(path, "one")
    assert (await replay(path, "one", model="small")).data == GOOD
    with pytest.raises(ModelUnavailable):
        await replay(path, "one", model="large")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read"),
        (b"\xff\n", "cannot be read"),
        (b"", "no model at all"),
        (b"{}\n", r":1: not a recorded completion: key"),
        (b"nonsense\n", r":1: not a recorded completion"),
    ],
)
async def test_a_file_that_is_no_recording(content: bytes | None, says: str, tmp_path: Path) -> None:
    path = tmp_path / "recording.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        await replay(path, "one")


async def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with scripted([completion(GOOD)]) as endpoint:
        with pytest.raises(InputError, match="cannot be written"):
            await record(endpoint, tmp_path / "file" / "recording.jsonl", "one")
