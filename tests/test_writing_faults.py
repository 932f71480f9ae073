"""The llm writer at an endpoint that fails: how many requests it takes, what is left, and that nobody waits long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from service.errors import EvenhandError, ModelError, ModelUnavailable
from service.llm import prompt_ids
from service.records import NoticeCode, WrittenBy
from service.stages.validate import problems
from tests.scripted_endpoint import Response, Script, completion, scripted, status
from tests.scripted_writer import Asked, Run, ScriptedWriter, both, brief_at, read, write

PRICES = """
[[price]]
model = "scripted"
input_usd_per_million = 10.0
output_usd_per_million = 10.0
as_of = 2026-06-20
"""
HTML = Response(body=b"<html>Bad gateway</html>", headers=(("content-type", "text/html"),))
PERMANENT = {
    "401": status(401, "bad key"),
    "400": status(400, "bad request"),
    "quota": status(429, "no credit", kind="insufficient_quota"),
    "404": status(404, "no such model"),
}


async def refused(folder: Path, script: Script, **changes: Any) -> tuple[ModelError, int, float]:
    """The error of a brief that cannot be made, the requests it took, and the seconds."""
    async with scripted(script) as endpoint:
        start = time.monotonic()
        with pytest.raises(ModelUnavailable) as caught:
            await brief_at(folder, endpoint, **changes)
        return caught.value, endpoint.count, time.monotonic() - start


@pytest.mark.parametrize("name", PERMANENT)
async def test_a_permanent_refusal_takes_one_request(name: str, tmp_path: Path) -> None:
    error, requests, _ = await refused(tmp_path, [PERMANENT[name]])
    assert requests == 1
    assert error.exit_code == 3
    assert "scripted" in str(error)


async def test_an_endpoint_that_stays_down_takes_six_requests(tmp_path: Path) -> None:
    error, requests, _ = await refused(tmp_path, [status(503, "down", retry_after_ms="1")])
    assert requests == 6
    assert "503" in str(error)


async def test_a_deadline_ends_the_retries(tmp_path: Path) -> None:
    _, requests, seconds = await refused(tmp_path, [status(503, "down")], call_deadline_s=0.6)
    assert 1 <= requests <= 6
    assert seconds < 6  # the six requests of one that stays down, with their waits, take longer


@pytest.mark.parametrize("manner", ["silent", "dripping"])
async def test_a_server_that_does_not_answer_ends_with_the_deadline(manner: str, tmp_path: Path) -> None:
    slow = Response(is_silent=True) if manner == "silent" else completion("{}", drip_s=0.05)
    error, _, seconds = await refused(tmp_path, [slow], call_deadline_s=0.5)
    assert 0.4 < seconds < 6  # it would never answer
    assert "0.5 s" in str(error)


@pytest.mark.parametrize("manner", ["silent", "dripping"])
async def test_a_server_that_falls_silent_costs_one_deadline_a_round(manner: str, tmp_path: Path) -> None:
    slow = Response(is_silent=True) if manner == "silent" else completion("{}", drip_s=0.05)
    writer = ScriptedWriter()
    async with scripted(lambda body: writer(body) if len(writer.asked) < 2 else slow) as endpoint:
        brief = await brief_at(tmp_path, endpoint, call_deadline_s=0.5, concurrency=10)
    # the first pair alone, five beside each other, then the three spare ones; one by one they would wait eight times
    silent = [received.at for received in endpoint.received[2:]]
    assert len(silent) > 4
    assert sum(later - earlier > 0.9 * 0.5 for earlier, later in pairwise(silent)) <= 2
    assert [n for n in brief.notices if n.code == NoticeCode.MODEL_CALL_FAILED]
    assert len(brief.sentences) > 6
    assert problems(brief) == ()


UNUSABLE: dict[str, Callable[[Asked], Response]] = {
    "status 500": lambda _: status(500, "broken", retry_after_ms="1"),
    "status 400": lambda _: status(400, "no"),
    "html": lambda _: HTML,
    "empty object": lambda _: Response(body=b"{}"),
    "no choices": lambda _: Response(body=b'{"choices": []}'),
    "cut json": lambda _: completion('{"ids": ["S4.4", "S4.6"], "sentence": "The talks cov'),
    "cut by length": lambda _: completion('{"ids": ["S4.4"', finish_reason="length"),
    "prose": lambda _: completion("Certainly! Here is the sentence."),
    "null": lambda _: completion(None),
    "unknown id": lambda asked: completion({"ids": ["S9.9", *asked.ids], "sentence": asked.joined}),
    "another key": lambda asked: completion(both(asked) | {"offset": 7}),
    "refusal": lambda _: completion(None, refusal="I would rather not."),
    "filtered": lambda _: completion("", finish_reason="content_filter"),
}


def of_one_pair(kind: str, name: str, writer: ScriptedWriter) -> Script:
    """Honest, but for requests of one kind about the nine pumps."""

    def answer(body: dict[str, Any]) -> Response:
        asked = read({**body, "messages": body["messages"][:2]})
        if asked.kind == kind and "pumps" in asked.joined:
            writer.asked.append(asked)
            return UNUSABLE[name](asked)
        return writer(body)

    return answer


VERDICTS = ("status 400", "html", "cut json", "refusal")


@pytest.mark.parametrize(("kind", "name"), [*(("compose", n) for n in UNUSABLE), *(("veto", n) for n in VERDICTS)])
async def test_one_pair_that_fails_costs_that_pair(name: str, kind: str, tmp_path: Path) -> None:
    writer = ScriptedWriter()
    async with scripted(of_one_pair(kind, name, writer)) as endpoint:
        brief = await brief_at(tmp_path, endpoint)
        run = Run(brief, writer, endpoint.count)
    (pumps,) = {asked.pair for asked in writer.asked if "pumps" in asked.joined}
    assert pumps not in {s.cluster for s in run.joined}
    assert len(run.joined) >= 4, "other pairs go on"
    assert run.wrong == []
    assert problems(brief) == ()
    ((ids, error),) = [(params["where"], params["error"]) for params in run.failed_calls()]
    assert ids == " and ".join(next(a.ids for a in writer.asked if a.pair == pumps))
    assert error in {"ModelUnavailable", "ModelOutputInvalid", "ModelRefused", "RequestRejected"}
    failed = [asked for asked in writer.asked if asked.pair == pumps and asked.kind == kind]
    assert len(failed) == {"status 500": 6, "status 400": 1, "cut by length": 1, "refusal": 1, "filtered": 1}.get(
        name, 2
    )
    texts = {s.text for s in brief.sentences if s.written_by == WrittenBy.EXTRACT}
    assert "The meeting [of Okoro with Moreau] focused on nine pumps damaged in the raid." in texts


@pytest.mark.parametrize("calls", [0, 1, 3, 6])
async def test_a_ceiling_on_money_ends_the_model_and_not_the_brief(calls: int, tmp_path: Path) -> None:
    prices = tmp_path / "prices.toml"
    prices.write_text(PRICES, encoding="utf-8")
    # a call of 1500 tokens is billed 0.015; what is reserved for one is between 0.01 and 0.03
    dear = ScriptedWriter()

    def answer(body: dict[str, Any]) -> Response:
        honest = dear(body)
        return Response(body=honest.body.replace(b'"prompt_tokens": 10,', b'"prompt_tokens": 1495,'))

    async with scripted(answer) as endpoint:
        brief = await brief_at(tmp_path, endpoint, prices=prices, max_cost=0.005 + calls * 0.02)
        requests = endpoint.count
    ceiling = 0.005 + calls * 0.02
    assert brief.usage.cost_usd is not None
    assert brief.usage.cost_usd <= ceiling
    assert brief.usage.calls == requests <= calls + calls // 2
    assert (requests > 0) == (calls > 0)
    assert [n.code for n in brief.notices].count(NoticeCode.BUDGET_REACHED) == 1
    assert len(brief.sentences) >= 6
    assert problems(brief) == ()


async def test_the_second_run_asks_nothing(tmp_path: Path) -> None:
    async with scripted(ScriptedWriter()) as endpoint:
        one = await brief_at(tmp_path, endpoint, cache=True)
        asked = endpoint.count
        two = await brief_at(tmp_path, endpoint, cache=True)
        assert endpoint.count == asked > 6
    assert (two.usage.calls, two.usage.cached_calls) == (0, asked)
    assert two.model_dump(exclude={"usage"}) == one.model_dump(exclude={"usage"})


async def test_a_replay_gives_the_same_brief_without_a_request(tmp_path: Path) -> None:
    file = tmp_path / "recorded.jsonl"
    recorded = await write(tmp_path, ScriptedWriter(), record=file)
    replayed = await write(tmp_path, ScriptedWriter(), replay=file)
    assert replayed.requests == 0
    assert [s.text for s in replayed.joined] == [s.text for s in recorded.joined]
    assert replayed.brief.model_dump(exclude={"usage"}) == recorded.brief.model_dump(exclude={"usage"})


async def test_a_replay_of_a_changed_prompt_is_an_error_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "recorded.jsonl"
    await write(tmp_path, ScriptedWriter(), record=file)
    changed = tmp_path / "prompts"
    changed.mkdir()
    for name in prompt_ids():
        text = (files("prompts") / f"{name}.md").read_text(encoding="utf-8")
        (changed / f"{name}.md").write_text(text.replace("You ", "Now you ", 1), encoding="utf-8")
    monkeypatch.setattr("service.llm.prompts.files", lambda _: changed)
    with pytest.raises(EvenhandError, match=r"prompt compose \(version .*record again"):
        await write(tmp_path, ScriptedWriter(), replay=file)


async def test_a_cancelled_brief_makes_no_further_request(tmp_path: Path) -> None:
    writer = ScriptedWriter()
    silent = Response(is_silent=True)
    async with scripted(lambda body: writer(body) if len(writer.asked) < 2 else silent) as endpoint:
        task = asyncio.create_task(brief_at(tmp_path, endpoint, concurrency=3))
        async with asyncio.timeout(10):
            while endpoint.under_way < 3:
                endpoint.arrived.clear()
                await endpoint.arrived.wait()
        start, requests = time.monotonic(), endpoint.count
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - start < 30  # the silent calls would have 120 s
        await asyncio.sleep(0.3)
        assert endpoint.count == requests
        assert endpoint.under_way == 0
        assert [t for t in asyncio.all_tasks() if "service.llm" in repr(t.get_coro())] == []
