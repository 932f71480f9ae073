"""What a run tells of each sentence as soon as its check is done: nothing early, nothing lost, in a known order."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.jobs.work import EVENTS, MAX_EVENT_BYTES, MAX_EVENTS_BYTES, _Follower
from service.listening import Follower, News
from service.pipeline import make_brief
from service.records import Arrived, Brief, Held, Ordered, WrittenBy
from service.settings import Settings
from tests.cli_support import SEEDS
from tests.llm_articles import write_articles
from tests.llm_requests import settings_for
from tests.scripted_endpoint import scripted
from tests.scripted_writer import SENTENCES, ScriptedWriter


class Ear:
    """Hears a run; notes how far it was at each sentence."""

    def __init__(self, writer: ScriptedWriter | None = None) -> None:
        self.heard: list[News] = []
        self.stages: list[str] = []
        self.asked: list[int] = []  # how often the model had been asked
        self._writer = writer

    def __call__(self, stage: str, *_: object, **__: object) -> None:
        self.stages.append(stage)

    def hear(self, news: News) -> None:
        assert "assemble" not in self.stages, "told with the brief, not before it"
        self.heard.append(news)
        self.asked.append(len(self._writer.asked) if self._writer else 0)

    @property
    def arrived(self) -> list[Arrived]:
        return [news for news in self.heard if isinstance(news, Arrived)]


def assert_told_as_it_is(ear: Ear, brief: Brief) -> None:
    """What was heard, in the order that was told at last, is the brief."""
    assert isinstance(ear, Follower)
    *_, last = ear.heard
    assert isinstance(last, Ordered)
    assert [news.number for news in ear.arrived] == list(range(1, len(brief.sentences) + 1))
    shared = {"text", "attribution", "citations", "event", "support", "written_by"}
    told = [ear.arrived[number - 1].model_dump(include=shared) for number in last.order]
    assert told == [sentence.model_dump(include=shared) for sentence in brief.sentences]
    labels = {event.id: event.label.text for event in brief.events}
    assert all(news.topic == labels[news.event] for news in ear.heard if not isinstance(news, Ordered))
    assert ear.arrived[-1].place == last.order.index(len(ear.arrived)) + 1
    assert all(1 <= news.place <= news.number for news in ear.arrived)
    held = [news for news in ear.heard if isinstance(news, Held)]
    assert [(n.text, n.reason, n.citations) for n in held] == [(w.text, w.reason, w.citations) for w in brief.withheld]


@pytest.mark.parametrize("sentences", [1, 24, 200])
async def test_each_sentence_of_the_seeds_is_told_once(sentences: int) -> None:
    ear = Ear()
    settings = Settings(writer="extractive", sentences=sentences)
    paths = [str(path) for path in sorted(SEEDS.glob("0*.txt"))]
    brief = await make_brief(paths, settings=settings, progress=ear)
    assert_told_as_it_is(ear, brief)
    silent = await make_brief(paths, settings=settings)
    assert silent.sentences == brief.sentences


async def test_a_model_s_sentences_are_told_while_it_still_writes(tmp_path: Path) -> None:
    writer = ScriptedWriter()
    ear = Ear(writer)
    async with scripted(writer) as endpoint:
        settings = settings_for(endpoint, writer="llm", sentences=SENTENCES, cache_dir=tmp_path, concurrency=1)
        brief = await make_brief(write_articles(tmp_path / "articles"), settings=settings, progress=ear)
    assert_told_as_it_is(ear, brief)
    assert WrittenBy.MODEL in {news.written_by for news in ear.arrived}
    assert 0 < ear.asked[0] < len(writer.asked), "the first sentence waits for the first answer, not for the last"


def test_what_is_told_early_is_bounded() -> None:
    told: list[tuple[str, bytes]] = []
    follower = _Follower(lambda event, data: told.append((event, data)))

    def arrived(number: int, chars: int) -> Arrived:
        return Arrived.model_validate(
            {
                "number": number, "place": number, "text": "x" * chars, "attribution": {"text": "S1"}, "citations": [],
                "event": "E1", "topic": "t", "support": "single", "written_by": "extract",
            }
        )  # fmt: skip

    follower.hear(arrived(1, MAX_EVENT_BYTES))
    for number in range(2, 100):
        follower.hear(arrived(number, MAX_EVENT_BYTES - 1_000))
    follower.hear(Ordered(order=tuple(range(1, 100))))
    kinds = [event for event, _ in told]
    assert kinds == [*[EVENTS[Arrived]] * (MAX_EVENTS_BYTES // len(told[0][1])), EVENTS[Ordered]]
    assert b'"number":2,' in told[0][1]
