"""The order of the stages: the only file that knows it.

    inputs -> load -> split -> select -> relate -> align -> compose -> check -> assemble -> Brief

Stages are pure functions on records; only loading and model calls are async. CLI, HTTP and evals all call this.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from service import __version__
from service.errors import InputError
from service.records import Brief, BriefSentence, Claim, Cluster, Document, Event, EventKind, Mention, Notice, Provenance, Sentence, Usage, Withheld
from service.settings import Settings
from service.stages import align, assemble, check, compose, relate, select, split
from service.stages.load import load
from service.text.loaded import load_rules

Progress = Callable[[str, int, int], None]


class Prepared(NamedTuple):
    """What is known before a word is written."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    clusters: tuple[Cluster, ...]
    chosen: tuple[Cluster, ...]


class Written(NamedTuple):
    """What a writer made of the chosen clusters."""

    sentences: tuple[BriefSentence, ...]
    withheld: tuple[Withheld, ...]
    notices: tuple[Notice, ...] = ()


class Clock:
    """Seconds by stage; the only clock of the pipeline."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 4)


def prepare(documents: Sequence[Document], settings: Settings, clock: Clock) -> Prepared:
    """Everything up to the choice of clusters; InputError where mixed events are refused."""
    with clock.stage("split"):
        sentences = split.run(documents)
    with clock.stage("select"):
        selected = select.run(documents, sentences, settings.focus)
    with clock.stage("relate"):
        events = relate.run(documents, selected.mentions)
    reported = [e for e in events if e.kind == EventKind.REPORTED]
    if settings.on_mixed == "refuse" and len(reported) > 1:
        labels = "; ".join(f"{e.id} {e.label.text}" for e in reported)
        raise InputError(f"the inputs report {len(reported)} events ({labels}); brief them apart, or use --on-mixed split")
    with clock.stage("align"):
        clusters = align.run(documents, events, selected.claims)
        chosen = align.choose(clusters, settings.sentences, settings.focus)
    return Prepared(tuple(documents), sentences, selected.claims, selected.mentions, events, clusters, chosen)


class Bench(NamedTuple):
    """Indexes that writing and checking share."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    sentences: Mapping[str, Sentence]
    event_of: Mapping[str, str]
    rules: tuple[object, ...]


def write_extractive(prepared: Prepared, settings: Settings, clock: Clock) -> Written:
    """One checked verbatim sentence a cluster."""
    rules = load_rules(settings.terms)
    documents = {d.id: d for d in prepared.documents}
    sentences = {s.id: s for s in prepared.sentences}
    claims = {c.id: c for c in prepared.claims}
    mention_event = {m.id: e.id for e in prepared.events for m in e.mentions}
    event_of = {c.id: mention_event.get(c.mention or "", "E0") for c in prepared.claims}
    published: list[BriefSentence] = []
    withheld: list[Withheld] = []
    for cluster in prepared.chosen:
        with clock.stage("compose"):
            draft = compose.extract_draft(cluster, documents, sentences, rules)
        with clock.stage("check"):
            checks = check.check(check.View(draft, documents, claims, sentences, event_of, rules))
        if check.is_publishable(checks):
            published.append(check.to_sentence(len(published) + 1, draft, cluster, checks, documents))
        else:
            withheld.append(check.to_withheld(draft, cluster, checks, documents))
    return Written(tuple(published), tuple(withheld))


def finish(prepared: Prepared, written: Written, settings: Settings, clock: Clock, notices: Sequence[Notice] = ()) -> Brief:
    """The brief of what was written."""
    clusters = {c.id: c for c in prepared.clusters}
    rules = load_rules(settings.terms)
    with clock.stage("assemble"):
        documents = {d.id: d for d in prepared.documents}
        sentences = assemble.reading_order(written.sentences, clusters, prepared.events)
        parts = assemble.Parts(
            documents=prepared.documents,
            claims=prepared.claims,
            clusters=prepared.clusters,
            events=prepared.events,
            overview=compose.overview(prepared.events, documents),
            sentences=sentences,
            withheld=written.withheld,
            differences=align.find_differences(prepared.documents, prepared.events, prepared.claims),
            terms=align.find_terms(prepared.documents, prepared.sentences, sentences, rules),
            notices=(*notices, *written.notices),
            provenance=provenance(prepared.documents, settings),
        )
        brief = assemble.assemble(parts)
    return brief.model_copy(update={"usage": Usage(seconds=dict(clock.seconds))})


def provenance(documents: Sequence[Document], settings: Settings) -> Provenance:
    """What made the brief."""
    return Provenance(
        evenhand_version=__version__,
        pipeline_version=pipeline_version(),
        writer=settings.effective_writer(),
        model=settings.model,
        settings={"sentences": str(settings.sentences), "focus": settings.focus or "", "on_mixed": settings.on_mixed},
        documents={d.id: d.sha256_text for d in documents},
    )


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
        elif item.is_file() and item.name.endswith((".py", ".toml")):
            found.append((f"{prefix}/{item.name}", item.read_bytes()))
    return found


async def brief_documents(
    documents: Sequence[Document],
    settings: Settings,
    notices: Sequence[Notice] = (),
    progress: Progress | None = None,
    trace: Path | None = None,
) -> Brief:
    """The brief of loaded documents, by the writer that the settings name."""
    clock = Clock()
    tell = progress or (lambda stage, done, total: None)
    tell("read", len(documents), len(documents))
    prepared = prepare(documents, settings, clock)
    tell("write", 0, len(prepared.chosen))
    written = write_extractive(prepared, settings, clock)
    tell("write", len(prepared.chosen), len(prepared.chosen))
    brief = finish(prepared, written, settings, clock, notices)
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

    Raises:
        InputError: nothing usable in the inputs, or an option that cannot be used.
        ModelError: the model that was asked for cannot be reached at all.
        BudgetReached: the ceiling on money was reached before a sentence was written.
    """
    chosen = settings or Settings()
    loaded = await load(inputs, settings=chosen, meta=meta or {}, stdin=stdin)
    return await brief_documents(loaded.documents, chosen, loaded.failures, progress, trace)


def make_brief_sync(inputs: Sequence[str], *, settings: Settings | None = None, meta: Mapping[str, Mapping[str, str]] | None = None) -> Brief:
    """`make_brief` for callers without an event loop."""
    return asyncio.run(make_brief(inputs, settings=settings, meta=meta))


def write_trace(folder: Path, prepared: Prepared, brief: Brief) -> None:
    """Each stage's records as JSON lines, for whoever wants to see how a sentence came about."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("documents", "sentences", "claims", "mentions", "events", "clusters", "chosen"):
        lines = (record.model_dump_json() for record in getattr(prepared, name))
        (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "brief.json").write_text(brief.model_dump_json(indent=2), encoding="utf-8")
