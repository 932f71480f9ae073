"""What a worker does with one request: articles in, a brief or a report of a check out.

Enters: a Package and the house's settings. Leaves: JSON, and on the way what happens: stages, and each sentence as
soon as its check is done. Raises EvenhandError.
Never happens here: the ledger, or a word of HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

from service.decisions import decisions_of
from service.errors import EvenhandError, InputError
from service.jobs.faults import UnusableInput, loading_faults
from service.jobs.requests import BriefRequest, CheckRequest, GivenDocument, Package, inputs_of, settings_for
from service.listening import News
from service.memory import Memory, remember
from service.pipeline import brief_documents
from service.recheck import recheck_brief, recheck_text
from service.records import Arrived, Held, Ordered
from service.records.reading import read_brief
from service.settings import Settings
from service.stages.load import Loaded, NothingUsable, load
from service.stages.render import render
from service.stages.render.json_text import escaped
from service.text.loaded import load_rules

Tell = Callable[[str, bytes], None]
EVENTS: dict[type[News], str] = {Arrived: "sentence", Held: "withheld", Ordered: "order"}
# What is told early is stored a second time, in the ledger; the brief is where all of it stands.
MAX_EVENT_BYTES = 32_000
MAX_EVENTS_BYTES = 1_000_000  # of one job


class NothingSupported(EvenhandError):
    """Not one sentence could be supported, and nothing was withheld that a reader could look at."""


class Result(NamedTuple):
    """JSON of the brief or report, and what is worth counting."""

    json: bytes
    counts: dict[str, float] = {}  # noqa: RUF012  never changed


async def make_brief(package: Package, base: Settings, tell: Tell) -> Result:
    """The brief of a request."""
    request = BriefRequest.model_validate_json(package.body)
    settings = settings_for(request.settings, base)
    memory = _memory(request, package, settings)
    follower = _Follower(tell)
    follower("load", 0, 0)
    loaded, _ = await _load(request.documents, package, settings)
    brief = await brief_documents(loaded.documents, settings, loaded.failures, progress=follower, memory=memory)
    if not brief.sentences and not brief.withheld:
        raise NothingSupported(
            "nothing in the articles is near enough to the focus; choose another one"
            if settings.focus
            else "no sentence could be supported; give articles of running text"
        )
    usage = brief.usage
    counts = {
        "documents": len(brief.sources),
        "sentences": len(brief.sentences),
        "withheld": len(brief.withheld),
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "cost_usd": usage.cost_usd or 0.0,
    }
    return Result(render(brief, "json").encode(), counts)


async def _load(
    documents: Sequence[GivenDocument], package: Package, settings: Settings
) -> tuple[Loaded, list[dict[str, str]]]:
    """The documents, and where in the request those stand that cannot be used. Raises UnusableInput."""
    count = len(package.files)
    try:
        loaded = await load(inputs_of(documents, package.files), settings=settings)
    except NothingUsable as error:
        raise UnusableInput(loading_faults(error.failures, error.origins, documents, count)) from None
    return loaded, loading_faults(loaded.failures, loaded.origins, documents, count)


def _memory(request: BriefRequest, package: Package, settings: Settings) -> Memory:
    found = remember(settings)
    decided = decisions_of(request.decisions, "decisions")
    earlier = package.since.decode() if package.since else ""
    if isinstance(request.since, dict):
        earlier = json.dumps(request.since)
    return Memory((*found.decisions, *decided), read_brief(earlier) if earlier else found.earlier)


class _Follower:
    """Tells of stages, and of sentences up to a limit on their bytes."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._left_bytes = tell, MAX_EVENTS_BYTES

    def __call__(
        self, stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
    ) -> None:
        said: dict[str, object] = {"stage": stage}
        if total:
            said |= {"done": done, "total": total}
        if tokens is not None:
            said |= {"tokens": tokens, "cost_usd": cost_usd}
        self._tell("stage", json.dumps(said).encode())

    def hear(self, news: News) -> None:
        data = escaped(news.model_dump_json()).encode()
        if len(data) <= min(MAX_EVENT_BYTES, self._left_bytes) or isinstance(news, Ordered):
            self._left_bytes -= len(data)
            self._tell(EVENTS[type(news)], data)


async def make_check(package: Package, base: Settings, tell: Tell) -> Result:
    """The report on a brief of ours or anybody's text."""
    request = CheckRequest.model_validate_json(package.body)
    rules = load_rules(base.terms)
    brief = read_brief(json.dumps(request.brief)) if request.brief is not None else None
    loaded, failures = await _load(request.documents, package, base)
    if brief is not None:
        report = recheck_brief(brief, loaded.documents, rules)
    else:
        report = recheck_text(request.text or "", loaded.documents, rules)
        if not report.sentences:
            raise InputError("text: there is no sentence in it; give Markdown or plain text")
    answer = {"is_clean": report.is_clean, "report": report.model_dump(mode="json"), "failures": failures}
    return Result(escaped(json.dumps(answer, ensure_ascii=False)).encode())
