"""The order of the stages: the only file that knows it.

    inputs -> load -> split -> select -> relate -> align -> compose -> check -> assemble -> Brief

Stages are pure functions on records; only loading and model calls are async. CLI, HTTP and evals all call this.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from service import __version__
from service.clock import Clock, Progress
from service.errors import InputError
from service.listening import Follower, Teller
from service.llm import open_model
from service.memory import Memory, remember
from service.records import (
    Brief,
    Decision,
    Document,
    EventKind,
    Notice,
    NoticeCode,
    PromptUse,
    Provenance,
    Usage,
)
from service.settings import Settings
from service.since import changes, compared
from service.stages import align, assemble, compose, decide, relate, select, split
from service.stages.load import load
from service.stages.render.wording import REASON
from service.text.loaded import load_rules
from service.text.lookout import addresses_a_model
from service.trace import write_trace
from service.writing import Prepared, Written, write_extractive, write_llm


def prepare(
    documents: Sequence[Document], settings: Settings, clock: Clock, decisions: Sequence[Decision] = ()
) -> Prepared:
    """Everything up to the choice of clusters; InputError where mixed events are refused."""
    documents = decide.dated(documents, decisions)
    rules = load_rules(settings.terms)
    with clock.stage("split"):
        sentences = split.run(documents)
    with clock.stage("select"):
        selected = select.run(documents, sentences, settings.focus)
    with clock.stage("relate"):
        texts = decide.Texts(documents, sentences, selected.mentions, selected.claims)
        decided = decide.decide(decisions, texts, rules)
        events = relate.run(documents, selected.mentions, decided.rulings)
        carried = decide.carry(decided.rulings, events, texts)
        # With a focus, nearness to its words takes the place of nearness to the story.
        claims = selected.claims if settings.focus else select.weigh(selected.claims, documents, events)
    reported = [e for e in events if e.kind == EventKind.REPORTED]
    if settings.on_mixed == "refuse" and len(reported) > 1:
        labels = "; ".join(f"{e.id} {e.label.text}" for e in reported)
        raise InputError(
            f"the inputs report {len(reported)} events ({labels}); brief them apart, or set on-mixed to split"
        )
    with clock.stage("align"):
        clusters = align.run(documents, events, relate.usable(claims, events, decided.rulings))
        plan = align.plan_for(settings.sentences, joins=settings.effective_writer() == "llm")
        chosen = align.choose(clusters, plan, settings.focus, decided.rulings.pinned | carried.tellers)
    return Prepared(
        documents=tuple(documents),
        sentences=carried.sentences,
        claims=claims,
        mentions=selected.mentions,
        events=events,
        clusters=clusters,
        chosen=chosen,
        rules=decide.kept(rules, decisions),
        decisions=decide.on_events(decided, events, carried.days),
        days=carried.days,
    )


def finish(
    prepared: Prepared,
    written: Written,
    settings: Settings,
    clock: Clock,
    notices: Sequence[Notice] = (),
    earlier: Brief | None = None,
) -> Brief:
    """The brief of what was written."""
    clusters = {c.id: c for c in prepared.clusters} | written.clusters
    with clock.stage("assemble"):
        documents = {d.id: d for d in prepared.documents}
        sentences = assemble.reading_order(written.sentences, clusters, prepared.events)
        told, gone = relate.sure(prepared.events), relate.doubted(prepared.events)
        differences = align.find_differences(
            [d for d in prepared.documents if d.id not in gone],
            told,
            [c for c in prepared.claims if c.span.doc not in gone],
        )
        changed = changes(earlier, prepared.documents, sentences) if earlier is not None else ()
        parts = assemble.Parts(
            documents=prepared.documents,
            claims=prepared.claims,
            clusters=prepared.clusters,
            events=prepared.events,
            overview=compose.overview(told, documents, prepared.days),
            sentences=sentences,
            withheld=written.withheld,
            differences=differences,
            terms=align.find_terms(prepared.documents, prepared.sentences, sentences, prepared.rules),
            notices=(*notices, *_orders(prepared), *_doubts(prepared), *written.notices),
            provenance=provenance(prepared.documents, settings, written.prompts),
            timeline=compose.timeline(told, sentences, documents),
            figures=compose.figure_series(differences, documents),
            decisions=decide.on_sentences(prepared.decisions, prepared.claims, sentences, written.withheld, REASON),
            since=compared(earlier, changed) if earlier is not None else None,
            changes=changed,
        )
        return assemble.assemble(parts)


def _orders(prepared: Prepared) -> list[Notice]:
    """One notice for each document that addresses a model in its text, title or outlet: data, and never cited."""
    words = [(s.span.doc, s.text) for s in prepared.sentences]
    words += [(d.id, name) for d in prepared.documents for name in (d.title, d.outlet) if name]
    found = {doc for doc, text in words if addresses_a_model(text)}
    # Load has told it where it took the outlet away.
    found -= {n.doc for d in prepared.documents for n in d.notices if n.code is NoticeCode.ADDRESSES_A_MODEL}
    return [Notice(code=NoticeCode.ADDRESSES_A_MODEL, doc=d.id) for d in prepared.documents if d.id in found]


def _doubts(prepared: Prepared) -> list[Notice]:
    """One notice for each article that may report another event than those it stands with."""
    return [
        Notice(code=NoticeCode.MAY_BE_ANOTHER_EVENT, doc=doc, params={"event": event.id})
        for event in prepared.events
        for doc in dict.fromkeys(m.doc for m in event.mentions if m.doubt is not None)
    ]


def provenance(documents: Sequence[Document], settings: Settings, prompts: Sequence[PromptUse] = ()) -> Provenance:
    """What made the brief."""
    return Provenance(
        evenhand_version=__version__,
        pipeline_version=pipeline_version(),
        writer=settings.effective_writer(),
        model=_model_name(settings),
        prompts=tuple(prompts),
        settings={"sentences": str(settings.sentences), "focus": settings.focus or "", "on_mixed": settings.on_mixed},
        documents={d.id: d.sha256_text for d in documents},
    )


def _model_name(settings: Settings) -> str | None:
    if settings.effective_writer() == "extractive":
        return None
    return settings.model or (settings.local_model.name if settings.local_model else None)


@lru_cache(maxsize=1)
def pipeline_version() -> str:
    """A hash of stage code and data files: a mended gate never returns yesterday's brief."""
    digest = hashlib.sha256()
    for room in ("records", "stages", "text"):
        for name, data in sorted(_files(files("service").joinpath(room), room)):
            digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()[:16]


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            found += _files(item, f"{prefix}/{item.name}")
        elif item.is_file() and item.name.endswith((".py", ".toml", ".json")):
            found.append((f"{prefix}/{item.name}", item.read_bytes()))
    return found


def _tell_nobody(
    stage: str, done: int, total: int, *, tokens: int | None = None, cost_usd: float | None = None
) -> None:
    """Progress that nobody follows."""


async def brief_documents(
    documents: Sequence[Document],
    settings: Settings,
    notices: Sequence[Notice] = (),
    progress: Progress | None = None,
    trace: Path | None = None,
    memory: Memory = Memory(),  # noqa: B008  a frozen value
) -> Brief:
    """The brief of loaded documents, by the writer that the settings name; a `Follower` hears each sentence early."""
    tell = progress or _tell_nobody
    listener = progress.hear if isinstance(progress, Follower) else None
    clock = Clock(entered=lambda stage: tell(stage, 0, 0))
    tell("read", len(documents), len(documents))
    prepared = prepare(documents, settings, clock, memory.decisions)
    usage = Usage()
    if settings.effective_writer() == "llm":
        async with open_model(settings) as model:
            with clock.stage("model"):
                written = await write_llm(prepared, settings, clock, model, tell, listener)
            usage = model.usage()
    else:
        written = write_extractive(prepared, clock, listener)
    if listener is not None:
        Teller(prepared.events, listener).ordered(written.sentences, written.clusters)
    brief = finish(prepared, written, settings, clock, notices, memory.earlier)
    brief = brief.model_copy(update={"usage": usage.model_copy(update={"seconds": dict(clock.seconds)})})
    if trace is not None:
        write_trace(trace, prepared, brief)
    return brief


async def make_brief(
    inputs: Sequence[str],
    *,
    settings: Settings | None = None,
    meta: Mapping[str, Mapping[str, str]] | None = None,
    stdin: bytes | None = None,
    progress: Progress | None = None,
    trace: Path | None = None,
) -> Brief:
    """One brief of files, folders, URLs or "-".

    A ceiling on cost that is reached ends the use of the model, not the brief: a notice says so.

    Raises:
        InputError: nothing usable in the inputs, or an option that cannot be used.
        ModelError: the model that was asked for cannot be reached at all.
    """
    chosen = settings or Settings()
    memory = remember(chosen)
    loaded = await load(inputs, settings=chosen, meta=meta or {}, stdin=stdin)
    return await brief_documents(loaded.documents, chosen, loaded.failures, progress, trace, memory)


def make_brief_sync(
    inputs: Sequence[str], *, settings: Settings | None = None, meta: Mapping[str, Mapping[str, str]] | None = None
) -> Brief:
    """`make_brief` for callers without an event loop."""
    return asyncio.run(make_brief(inputs, settings=settings, meta=meta))
