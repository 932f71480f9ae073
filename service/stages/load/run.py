"""The two entries of load: from what a caller names, and from texts in memory.

Enters: paths, addresses, "-", TextInputs. Leaves: Loaded. One input's trouble is one notice, and the rest goes on;
InputError only for options that cannot be used, and where nothing is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from service.errors import InputError
from service.records import Document, Notice, NoticeCode
from service.settings import Settings
from service.stages.load import jsonl
from service.stages.load.beside import Beside
from service.stages.load.copies import mark_copies
from service.stages.load.finish import finish
from service.stages.load.formats import parse
from service.stages.load.inputs import Fault, Kind, Loaded, Metadata, Parsed, Raw, Rejected, TextInput
from service.stages.load.metadata import forgiving, parse_overrides
from service.stages.load.parser import Parser
from service.stages.load.places import STDIN, expand, read, read_stdin, sniff, within
from service.stages.load.web import Fetcher, check_address, fetch, fetch_in_thread

# Addresses fetched at once; a caller with hundreds of them should not look like an attack.
FETCHES_AT_ONCE = 8
# Parser children at once: each takes a core and some 100 MB.
PARSES_AT_ONCE = 2

NO_META: Mapping[str, Mapping[str, str]] = MappingProxyType({})


async def load(
    inputs: Sequence[str],
    *,
    settings: Settings,
    meta: Mapping[str, Mapping[str, str]] = NO_META,
    stdin: bytes | None = None,
    fetcher: Fetcher | None = None,
) -> Loaded:
    """Read everything named, in order. Raises InputError for bad `meta`, too many inputs, or no usable input."""
    overrides = parse_overrides(meta)
    items = await _read_all(inputs, settings, stdin, fetcher)
    _check_ids(overrides, len(items))
    gate = asyncio.Semaphore(PARSES_AT_ONCE)
    with Parser(settings.parse_deadline_s) as parser:

        async def parsed(item: Raw | Fault) -> Parsed | Fault:
            if isinstance(item, Fault) or item.kind not in {Kind.HTML, Kind.PDF}:
                return parse(item, parser)
            async with gate:
                return await asyncio.to_thread(parse, item, parser)

        found = await asyncio.gather(*map(parsed, items))
    return _loaded(zip(items, found, strict=True), overrides, settings)


def load_texts(items: Sequence[TextInput], *, settings: Settings | None = None) -> Loaded:
    """The same for articles in memory; HTML still goes through the parser child. Raises InputError as `load` does."""
    settings = settings or Settings()
    _refuse_too_many(len(items), settings)
    raws = [_from_memory(item, f"text {number}", settings) for number, item in enumerate(items, start=1)]
    with Parser(settings.parse_deadline_s) as parser:
        return _loaded([(raw, parse(raw, parser)) for raw in raws], {}, settings)


def failure_line(failure: Notice) -> str:
    """One line for a reader: the input's id and label, what is wrong and what to do."""
    where = failure.params.get("where", "")
    message = failure.message
    named = message if message.startswith(where) else f"{where}: {message}"
    return f"{failure.doc} {named}" if failure.doc else named


async def _read_all(
    inputs: Sequence[str], settings: Settings, stdin: bytes | None, fetcher: Fetcher | None
) -> list[Raw | Fault]:
    """One item for each article, JSON files opened up; the order is the caller's."""
    beside, gate = Beside(), asyncio.Semaphore(FETCHES_AT_ONCE)
    places = list(expand(inputs))
    _refuse_too_many(len(places), settings)

    async def one(position: int, place: str | Path | Fault) -> Raw | Fault:
        if isinstance(place, Fault):
            return place
        try:
            if isinstance(place, Path):
                return read(place, settings, beside)
            if place != STDIN:
                return await _fetch(place, settings, fetcher, gate)
            if STDIN in places[:position]:
                raise Rejected("standard input can be read only once; name it once")
            return read_stdin(stdin, settings)
        except Rejected as error:
            return Fault(_label(place), str(error))

    articles: list[Raw | Fault] = []
    for item in await asyncio.gather(*(one(*pair) for pair in enumerate(places))):
        is_json = isinstance(item, Raw) and item.kind in {Kind.JSON, Kind.JSONL}
        for article in jsonl.records(item) if isinstance(item, Raw) and is_json else (item,):
            articles.append(article)
            _refuse_too_many(len(articles), settings)
    return articles


async def _fetch(url: str, settings: Settings, fetcher: Fetcher | None, gate: asyncio.Semaphore) -> Raw:
    if not settings.allow_urls:
        raise Rejected("fetching addresses is switched off; give the article as a file or text")
    if fetcher is None:
        check_address(url)
        fetcher = partial(fetch, settings=settings)
    async with gate:
        found = await fetch_in_thread(url, fetcher, settings.fetch_deadline_s)
    data = within(found.data, settings)
    return Raw(
        label=url,
        data=data,
        kind=sniff(data, found.kind),
        charset=found.charset,
        retrieved=found.retrieved,
        metadata=Metadata(url=found.url),
    )


def _label(place: str | Path) -> str:
    """The input as given, without a password that an address may hold."""
    name = str(place)
    scheme, mark, rest = name.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark and "@" in host else name


def _from_memory(item: TextInput, label: str, settings: Settings) -> Raw | Fault:
    label = item.label or label
    if (item.text is None) == (item.html is None):
        return Fault(label, "give either text or html")
    words = item.text if item.text is not None else item.html or ""
    metadata, faults = forgiving(item.model_dump(include={"title", "outlet", "url", "published"}), label)
    try:
        data = within(words.encode("utf-8", errors="surrogatepass"), settings)
    except Rejected as error:
        return Fault(label, str(error))
    kind = Kind.TEXT if item.text is not None else Kind.HTML
    return Raw(label=label, data=data, kind=kind, text=words, metadata=metadata, faults=faults)


def _loaded(
    pairs: Iterable[tuple[Raw | Fault, Parsed | Fault]], overrides: Mapping[str, Metadata], settings: Settings
) -> Loaded:
    documents: list[Document] = []
    failures: list[Notice] = []
    for number, (raw, parsed) in enumerate(pairs, start=1):
        doc = f"S{number}"
        faults = [*(raw.faults if isinstance(raw, Raw) else ()), *([parsed] if isinstance(parsed, Fault) else [])]
        failures += [_failed(doc, fault) for fault in faults]
        if isinstance(raw, Fault) or isinstance(parsed, Fault):
            continue
        found = finish(doc, raw, parsed, overrides.get(doc, Metadata()), settings.max_document_chars)
        if isinstance(found, Document):
            documents.append(found)
        else:
            failures.append(found)
    if not documents:
        lines = "\n  ".join(map(failure_line, failures)) or "no input was given; name a file, a folder, an address or -"
        raise InputError(f"no input could be used:\n  {lines}")
    return Loaded(documents=mark_copies(documents), failures=tuple(failures))


def _failed(doc: str, fault: Fault) -> Notice:
    return Notice(code=NoticeCode.INPUT_FAILED, doc=doc, params={"where": fault.where, "what": fault.what})


def _check_ids(overrides: Mapping[str, Metadata], count: int) -> None:
    unknown = [doc for doc in overrides if int(doc[1:]) > count]
    if unknown:
        raise InputError(f"metadata for {', '.join(unknown)}: there are only {count} inputs, S1 to S{count}")


def _refuse_too_many(count: int, settings: Settings) -> None:
    if count > settings.max_documents:
        raise InputError(f"more than {settings.max_documents} inputs; give fewer or raise max_documents")
