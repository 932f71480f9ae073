"""What a worker does with one request: articles in, a brief or a report of a check out.

Enters: a Package and the house's settings. Leaves: JSON, and the brief's sentences one by one. Raises EvenhandError.
Never happens here: the ledger, or a word of HTTP.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from service.clock import Progress
from service.decisions import decisions_of
from service.errors import EvenhandError, InputError
from service.jobs.requests import BriefRequest, CheckRequest, Package, inputs_of, settings_for
from service.memory import Memory, remember
from service.pipeline import brief_documents
from service.recheck import recheck_brief, recheck_text
from service.records.reading import read_brief
from service.settings import Settings
from service.stages.load import load
from service.stages.render import render
from service.text.loaded import load_rules

Tell = Callable[[str, dict[str, object]], None]


class NothingSupported(EvenhandError):
    """Not one sentence could be supported, and nothing was withheld that a reader could look at."""


class Result(NamedTuple):
    """JSON of the brief or report, and what is worth counting."""

    json: bytes
    sentences: tuple[str, ...] = ()
    counts: dict[str, float] = {}  # noqa: RUF012  never changed


async def make_brief(package: Package, base: Settings, tell: Tell) -> Result:
    """The brief of a request."""
    request = BriefRequest.model_validate_json(package.body)
    settings = settings_for(request.settings, base)
    memory = _memory(request, package, settings)
    tell("stage", {"stage": "load"})
    loaded = await load(inputs_of(request.documents, package.files), settings=settings)
    brief = await brief_documents(loaded.documents, settings, loaded.failures, progress=_progress(tell), memory=memory)
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
    sentences = tuple(sentence.model_dump_json() for sentence in brief.sentences)
    return Result(render(brief, "json").encode(), sentences, counts)


def _memory(request: BriefRequest, package: Package, settings: Settings) -> Memory:
    found = remember(settings)
    decided = decisions_of(request.decisions, "decisions")
    earlier = package.since.decode() if package.since else ""
    if isinstance(request.since, dict):
        earlier = json.dumps(request.since)
    return Memory((*found.decisions, *decided), read_brief(earlier) if earlier else found.earlier)


def _progress(tell: Tell) -> Progress:
    def progress(
        stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
    ) -> None:
        said: dict[str, object] = {"stage": stage}
        if total:
            said |= {"done": done, "total": total}
        if tokens is not None:
            said |= {"tokens": tokens, "cost_usd": cost_usd}
        tell("stage", said)

    return progress


async def make_check(package: Package, base: Settings, tell: Tell) -> Result:
    """The report on a brief of ours or anybody's text."""
    request = CheckRequest.model_validate_json(package.body)
    rules = load_rules(base.terms)
    brief = read_brief(json.dumps(request.brief)) if request.brief is not None else None
    loaded = await load(inputs_of(request.documents, package.files), settings=base)
    if brief is not None:
        report = recheck_brief(brief, loaded.documents, rules)
    else:
        report = recheck_text(request.text or "", loaded.documents, rules)
        if not report.sentences:
            raise InputError("text: there is no sentence in it; give Markdown or plain text")
    failures = [{"where": n.params.get("where", n.doc), "what": n.message} for n in loaded.failures]
    answer = {"is_clean": report.is_clean, "report": report.model_dump(mode="json"), "failures": failures}
    return Result(json.dumps(answer, ensure_ascii=False).encode())
